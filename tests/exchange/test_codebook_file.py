"""The codebook as .qdc and back: ours to the letter, that of another tool as a draft that says what it lacks."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.codebook import Code, Codebook, load_codebook
from pipeline.errors import CodebookError, UsageError
from pipeline.exchange.code_text import as_code, code_text, fields_in
from pipeline.exchange.codebook_file import read_qdc, write_qdc
from pipeline.exchange.text_edits import fits_in_xml
from pipeline.settings import PROJECT
from tests.exchange.made import EXAMPLES
from tests.exchange.refi_schema import codebook_schema

GUID = "aaaaaaaa-0000-4000-8000-{:012d}"
TRAPS = (
    "wel:",
    "- een",
    "  - twee",
    "code: x",
    "a\nwel:\n\n  - b",
    "a\n    - b",
    "generiek: ja",
    '"',
    "\\",
    "\x7f",
    "a\rb",
)
# Tools differ in how a line ends, so that alone is not kept.
texts = (st.text(max_size=30) | st.sampled_from(TRAPS)).map(lambda text: text.replace("\r\n", "\n").strip())
wordings = texts.filter(bool).filter(fits_in_xml)


@st.composite
def codes(draw: st.DrawFn, name: str) -> Code:
    return Code(
        code=name,
        naam=draw(wordings),
        definitie=draw(wordings),
        wel=draw(st.just("") | wordings),
        niet=draw(st.just("") | wordings),
        voorbeelden=tuple(draw(st.lists(wordings, min_size=3, max_size=4))),
        indicatoren=tuple(draw(st.lists(wordings, min_size=1, max_size=3))),
        generiek=draw(st.booleans()),
    )


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    return Codebook(
        titel=draw(wordings),
        versie=draw(wordings),
        mechanisme=(draw(codes("b")), draw(codes("a"))),
        rol=(draw(codes("rol_2")), draw(codes("rol_1"))),
    )


def qdc(path: Path, inner: str) -> Path:
    xml = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{inner}</Codes></CodeBook>'
    path.write_text(xml, encoding="utf-8")
    return path


@settings(max_examples=EXAMPLES, deadline=None)
@given(codebooks())
def test_a_codebook_comes_back_to_the_letter(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> None:
    path = tmp_path_factory.mktemp("qdc") / "boek.qdc"
    write_qdc(codebook, path)
    codebook_schema().assertValid(etree.parse(path))
    draft = read_qdc(path)
    assert draft.problem() == ""
    assert Codebook.model_validate(tomllib.loads(draft.to_toml())) == codebook


def test_our_own_codebook_comes_back_but_for_themes_loop_and_contradiction(tmp_path: Path) -> None:
    ours = load_codebook(PROJECT / "corpus" / "codeboek.toml")
    write_qdc(ours, tmp_path / "boek.qdc")
    codebook_schema().assertValid(etree.parse(tmp_path / "boek.qdc"))
    read_qdc(tmp_path / "boek.qdc").save(tmp_path / "boek.toml")
    assert load_codebook(tmp_path / "boek.toml") == Codebook(
        titel=ours.titel, versie=ours.versie, mechanisme=ours.mechanisme, rol=ours.rol
    )


def test_a_description_survives_what_editors_do_to_the_ends_of_lines(codebook: Codebook) -> None:
    code = codebook.mechanisme[0]
    text = code_text(code).replace("\n", "  \r\n") + "\r\n"
    fields = fields_in(text)
    assert Code.model_validate(as_code(code.naam, fields)) == code


def test_mechanisms_and_roles_are_two_groups_that_cannot_be_assigned(codebook: Codebook, tmp_path: Path) -> None:
    write_qdc(codebook, tmp_path / "boek.qdc")
    top = etree.parse(tmp_path / "boek.qdc").getroot()[0]
    assert [(code.get("name"), code.get("isCodable"), len(code) - 1) for code in top] == [
        ("Mechanismen", "false", 2),
        ("Rollen", "false", 2),
    ]


def test_a_codebook_of_another_tool_becomes_a_draft_that_is_refused_until_it_is_whole(tmp_path: Path) -> None:
    inner = (
        f'<Code guid="{GUID.format(1)}" name="1. Éigen regie" isCodable="true"><Description>Wie beslist.</Description>'
        f'<Code guid="{GUID.format(2)}" name="Regie" isCodable="true"/></Code>'
        f'<Code guid="{GUID.format(3)}" name="Regie" isCodable="true"/>'
        f'<Code guid="{GUID.format(4)}" name="Roles" isCodable="false">'
        f'<Code guid="{GUID.format(5)}" name="Oorzaak" isCodable="true"/></Code>'
    )
    draft = read_qdc(qdc(tmp_path / "vreemd.qdc", inner))
    draft.save(tmp_path / "vreemd.toml")
    found = tomllib.loads((tmp_path / "vreemd.toml").read_text(encoding="utf-8"))
    assert [code["code"] for code in found["mechanisme"]] == ["code_1_eigen_regie", "regie", "regie_2"]
    assert [code["code"] for code in found["rol"]] == ["oorzaak"]
    assert found["mechanisme"][0]["definitie"] == "Wie beslist."
    assert "AANVULLEN" in draft.to_toml()
    assert draft.problem()
    with pytest.raises(CodebookError, match="voorbeelden"):
        load_codebook(tmp_path / "vreemd.toml")


def test_a_codebook_file_that_is_there_is_not_overwritten(codebook: Codebook, tmp_path: Path) -> None:
    write_qdc(codebook, tmp_path / "boek.qdc")
    draft = read_qdc(tmp_path / "boek.qdc")
    draft.save(tmp_path / "boek.toml")
    draft.save(tmp_path / "boek.toml")
    (tmp_path / "boek.toml").write_text("titel = 'van mij'", encoding="utf-8")
    with pytest.raises(UsageError, match="not overwritten"):
        draft.save(tmp_path / "boek.toml")


def test_a_control_character_in_a_code_is_refused(codebook: Codebook, tmp_path: Path) -> None:
    odd = codebook.mechanisme[0].model_copy(update={"definitie": "a\x01b"})
    with pytest.raises(UsageError, match=r"bomen.*control character"):
        write_qdc(codebook.model_copy(update={"mechanisme": (odd,)}), tmp_path / "boek.qdc")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<a/>", "holds a <CodeBook>"),
        ("geen xml", "no XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><CodeBook>&b;</CodeBook>', "document type"),
    ],
)
def test_what_is_no_codebook_is_refused(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "x.qdc").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=why):
        read_qdc(tmp_path / "x.qdc")
