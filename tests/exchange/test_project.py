"""Projects in the REFI-QDA format: ours by the rules of the schema, and those of other tools as they come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision
from pipeline.errors import UsageError
from pipeline.exchange.project_in import read_qdpx
from pipeline.exchange.project_out import write_qdpx
from pipeline.exchange.records import Content, Fault, Line, Record
from pipeline.exchange.refi import guid
from pipeline.exchange.take_in import TakenIn, take_in
from pipeline.exchange.whose import Wishes
from tests.exchange.made import BY_MACHINE, FULL
from tests.exchange.refi_schema import project_schema

WISHES = Wishes(datetime(2026, 4, 1, tzinfo=UTC), "qdpx", "project", role="plan")
Q = "{urn:QDA-XML:project:1.0}"
ANNA, TREES, SUN, WATER, PLAN = (f"{digit * 8}-0000-4000-8000-{digit * 12}" for digit in "abcde")
FOREIGN = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p">
  <Users><User guid="{{{ANNA.upper()}}}" name="Anna de Wit"/></Users>
  <CodeBook><Codes>
    <Code guid="{TREES}" name="Zorg voor bomen" isCodable="true"/>
    <Code guid="{SUN}" name="Zon" isCodable="true"/>
    <Code guid="{WATER}" name="water" isCodable="true"/>
    <Code guid="{PLAN}" name="plan" isCodable="true"/>
  </Codes></CodeBook>
  <Sources>SOURCES</Sources>
</Project>"""


def project_of(path: Path) -> etree._Element:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


def zipped(path: Path, *parts: tuple[str, str | bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


@pytest.fixture
def foreign(tmp_path: Path, codebook: Codebook) -> Callable[..., TakenIn]:
    """Take in a project of another tool with these sources."""

    def taken(sources: str, *parts: tuple[str, str | bytes]) -> TakenIn:
        path = zipped(tmp_path / "vreemd.qdpx", ("project.qde", FOREIGN.replace("SOURCES", sources)), *parts)
        return take_in(read_qdpx(path), codebook, WISHES, [])

    return taken


def selection(start: int, end: int, *codes: str, more: str = "") -> str:
    codings = "".join(
        f'<Coding guid="{code}" creatingUser="{ANNA}" creationDateTime="2026-03-01T10:00:00.1234567+01:00">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
        for code in codes
    )
    return (
        f'<PlainTextSelection guid="{TREES}" startPosition="{start}" endPosition="{end}">'
        f"{more}{codings}</PlainTextSelection>"
    )


def test_a_project_follows_the_rules_of_the_schema(codebook: Codebook, tmp_path: Path) -> None:
    withdrawn = replace(FULL, coder="bram", decision=Decision.WITHDRAWN, remark="\x01 mag niet in XML")
    odd = replace(FULL, coder="c\x02", document="d\ufffe", text="Zin met \x03.", remark="\x04", coded_at=None)
    content = Content(codebook, [FULL, withdrawn, odd], [BY_MACHINE], {}, {"verslag.pdf": [Line("p1", "A", FULL.text)]})
    write_qdpx(content, tmp_path / "p.qdpx")
    project_schema().assertValid(project_of(tmp_path / "p.qdpx"))
    assert set(take_in(read_qdpx(tmp_path / "p.qdpx"), codebook, WISHES, []).decisions) == {FULL, withdrawn, odd}
    write_qdpx(Content(codebook), tmp_path / "leeg.qdpx")
    project_schema().assertValid(project_of(tmp_path / "leeg.qdpx"))


def test_the_rules_refuse_what_the_standard_does_not_have(codebook: Codebook, tmp_path: Path) -> None:
    write_qdpx(Content(codebook, [FULL]), tmp_path / "p.qdpx")
    root = project_of(tmp_path / "p.qdpx")
    (found,) = root.iter(f"{Q}PlainTextSelection")
    found.set("startPosition", "begin")
    assert not project_schema().validate(root)


def test_positions_count_code_points(codebook: Codebook, tmp_path: Path) -> None:
    lines = [Line("p0", "Groen > Bomen", "Eerst 🌳🌳."), Line("p1", "Groen > Bomen", FULL.text)]
    write_qdpx(Content(codebook, [FULL], [], {}, {"verslag.pdf": lines}), tmp_path / "p.qdpx")
    (source,) = project_of(tmp_path / "p.qdpx").iter(f"{Q}TextSource")
    (found,) = source.iter(f"{Q}PlainTextSelection")
    with ZipFile(tmp_path / "p.qdpx") as archive:
        name = source.get("plainTextPath", "").replace("internal://", "Sources/")
        text = archive.read(name).decode("utf-8")
    assert text == f"\nGroen > Bomen\nEerst 🌳🌳.\n{FULL.text}"
    assert text[int(found.get("startPosition", "")) : int(found.get("endPosition", ""))] == FULL.text


def test_each_coder_and_the_machine_have_a_selection_of_their_own(codebook: Codebook, tmp_path: Path) -> None:
    bram = replace(FULL, coder="bram", mechanisms=())
    write_qdpx(Content(codebook, [FULL, bram], [BY_MACHINE]), tmp_path / "p.qdpx")
    root = project_of(tmp_path / "p.qdpx")
    users = {user.get("guid"): user.get("name") for user in root.iter(f"{Q}User")}
    codings = [users[one.get("creatingUser")] for one in root.iter(f"{Q}Coding")]
    assert codings == ["anna"] * 3 + ["bram"] + ["machine"] * 3


def test_only_what_stands_is_shown_and_the_rest_is_kept(codebook: Codebook, tmp_path: Path) -> None:
    earlier = replace(FULL, role="plan", coded_at=datetime(2025, 1, 1, tzinfo=UTC))
    skipped = replace(FULL, coder="bram", decision=Decision.SKIPPED)
    made = [earlier, FULL, skipped]
    write_qdpx(Content(codebook, made), tmp_path / "p.qdpx")
    assert len(list(project_of(tmp_path / "p.qdpx").iter(f"{Q}PlainTextSelection"))) == 1
    assert set(take_in(read_qdpx(tmp_path / "p.qdpx"), codebook, WISHES, []).decisions) == set(made)


def test_a_code_that_was_added_in_the_other_tool_makes_a_new_decision(codebook: Codebook, tmp_path: Path) -> None:
    """The place and the proposal stay with it."""
    write_qdpx(Content(codebook, [replace(FULL, mechanisms=("bomen",))]), tmp_path / "p.qdpx")
    with ZipFile(tmp_path / "p.qdpx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["project.qde"])
    water = next(code for code in root.iter(f"{Q}Code") if code.get("name") == "Water in de wijk")
    (found,) = root.iter(f"{Q}PlainTextSelection")
    added = etree.SubElement(found, f"{Q}Coding", guid=ANNA, creatingUser=found.get("creatingUser", ""))
    added.set("creationDateTime", "2026-05-01T00:00:00Z")
    etree.SubElement(added, f"{Q}CodeRef", targetGUID=water.get("guid", ""))
    path = zipped(tmp_path / "terug.qdpx", *(parts | {"project.qde": etree.tostring(root)}).items())
    (made,) = take_in(read_qdpx(path), codebook, WISHES, [FULL]).decisions
    assert made == replace(FULL, coded_at=datetime(2026, 5, 1, tzinfo=UTC), source="qdpx")


@pytest.fixture
def edited(codebook: Codebook, tmp_path: Path) -> Callable[..., TakenIn]:
    """Take in a project of ours in which somebody changed the selections in another tool; the user Carla is new."""

    def taken(
        content: Content, change: Callable[[etree._Element, list[etree._Element]], None], coder: str = ""
    ) -> TakenIn:
        write_qdpx(content, tmp_path / "p.qdpx")
        with ZipFile(tmp_path / "p.qdpx") as archive:
            parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        root = etree.fromstring(parts["project.qde"])
        (source,) = root.iter(f"{Q}TextSource")
        for user, name in ((ANNA, "Carla"), (SUN, "Dirk")):
            etree.SubElement(root[0], f"{Q}User", guid=user, name=name)
        change(source, list(source.iter(f"{Q}PlainTextSelection")))
        path = zipped(tmp_path / "terug.qdpx", *(parts | {"project.qde": etree.tostring(root)}).items())
        return take_in(read_qdpx(path), codebook, replace(WISHES, role="", coder=coder), list(content.decisions))

    return taken


def mark(where: etree._Element, code: str, user: str = ANNA) -> None:
    """Add a code to a selection as a user does."""
    made = etree.SubElement(where, f"{Q}Coding", guid=TREES, creatingUser=user)
    made.set("creationDateTime", "2026-05-01T00:00:00Z")
    etree.SubElement(made, f"{Q}CodeRef", targetGUID=guid("code", code))


def unmark(where: etree._Element, code: str) -> None:
    for coding in where.findall(f"{Q}Coding"):
        if coding[0].get("targetGUID") == guid("code", code):
            where.remove(coding)


BY_MACHINE_TREES = replace(BY_MACHINE, mechanisms=("bomen",))


def test_codes_in_selections_of_their_own_on_one_span_are_one_decision(foreign: Callable[..., TakenIn]) -> None:
    own = "".join(selection(0, 7, code) for code in (TREES, WATER, PLAN))
    (made,) = foreign(f'<TextSource guid="{TREES}" name="n"><PlainTextContent>De eik.</PlainTextContent>{own}'
                      "</TextSource>").decisions  # fmt: skip
    assert (made.mechanisms, made.role) == (("bomen", "water"), "plan")


@pytest.mark.parametrize("apart", [False, True])
def test_what_somebody_left_standing_of_the_machine_is_part_of_the_decision(
    apart: bool, codebook: Codebook, edited: Callable[..., TakenIn]
) -> None:
    def add(source: etree._Element, found: list[etree._Element]) -> None:
        span = {name: found[0].get(name, "") for name in ("startPosition", "endPosition")}
        mark(etree.SubElement(source, f"{Q}PlainTextSelection", span) if apart else found[0], "water")

    taken = edited(Content(codebook, [], [BY_MACHINE_TREES]), add)
    (made,) = taken.decisions
    assert (made.coder, made.mechanisms, made.role) == ("Carla", ("bomen", "water"), "klacht")
    assert (made.place, made.proposal.mechanisms) == (FULL.place, ("bomen", "water"))
    assert (made.coded_at, taken.machine, taken.faults) == (datetime(2026, 5, 1, tzinfo=UTC), 1, [])


def test_a_code_taken_from_the_machine_beside_one_added_is_what_was_decided(
    codebook: Codebook, edited: Callable[..., TakenIn]
) -> None:
    def change(_: etree._Element, found: list[etree._Element]) -> None:
        unmark(found[0], "bomen")
        mark(found[0], "water")

    taken = edited(Content(codebook, [], [BY_MACHINE_TREES]), change)
    assert [(made.coder, made.mechanisms) for made in taken.decisions] == [("Carla", ("water",))]
    assert taken.faults == []


def test_a_code_added_to_what_another_decided_leaves_the_decision_of_the_other(
    codebook: Codebook, edited: Callable[..., TakenIn]
) -> None:
    anna = replace(FULL, mechanisms=("bomen",))
    taken = edited(Content(codebook, [anna]), lambda _, found: mark(found[0], "water"))
    (made,) = taken.decisions
    assert (made.coder, made.mechanisms, made.remark) == ("Carla", ("bomen", "water"), "")
    assert (taken.known, taken.faults) == (1, [])


def test_who_took_a_code_away_is_never_guessed(codebook: Codebook, edited: Callable[..., TakenIn]) -> None:
    taken = edited(Content(codebook, [FULL]), lambda _, found: unmark(found[0], "water"))
    assert (taken.decisions, "by whom? Give --coder" in taken.faults[0].why) == ([], True)
    taken = edited(Content(codebook, [FULL]), lambda _, found: unmark(found[0], "water"), coder="Carla")
    assert [(made.coder, made.mechanisms) for made in taken.decisions] == [("Carla", ("bomen",))]


def test_what_cannot_be_known_of_several_users_is_named(codebook: Codebook, edited: Callable[..., TakenIn]) -> None:
    def two(_: etree._Element, found: list[etree._Element]) -> None:
        mark(found[0], "water")
        mark(found[0], "plan", SUN)

    taken = edited(Content(codebook, [], [BY_MACHINE_TREES]), two)
    assert (taken.decisions, "Carla and Dirk added codes" in taken.faults[0].why) == ([], True)

    def beside(source: etree._Element, found: list[etree._Element]) -> None:
        span = {name: found[0].get(name, "") for name in ("startPosition", "endPosition")}
        mark(etree.SubElement(source, f"{Q}PlainTextSelection", span), "water")

    taken = edited(Content(codebook, [replace(FULL, mechanisms=())], [BY_MACHINE_TREES]), beside)
    assert (taken.decisions, "to which of the codings (machine, anna)" in taken.faults[0].why) == ([], True)


def test_a_project_of_another_tool(foreign: Callable[..., TakenIn]) -> None:
    text = "🌳 De beuk.\r\nDe wilg kwijnt hier."
    source = f'<TextSource guid="{TREES}" name="Interview 4" plainTextPath="internal://Een.TXT">'
    where = text.index("wilg")
    taken = foreign(f"{source}{selection(where, where + 11, TREES)}</TextSource>", ("sources/een.txt", text))
    (made,) = taken.decisions
    assert (made.text, made.document, made.coder) == ("wilg kwijnt", "Interview 4", "Anna de Wit")
    assert (made.mechanisms, made.role, made.source) == (("bomen",), "plan", "qdpx")
    assert made.coded_at == datetime(2026, 3, 1, 9, 0, 0, 123000, tzinfo=UTC)


def test_the_text_of_a_pdf_is_read_under_the_name_of_the_pdf(foreign: Callable[..., TakenIn]) -> None:
    inner = (
        f"<PlainTextContent>De eik.</PlainTextContent>{selection(0, 7, TREES, more='<Description>Oud.</Description>')}"
    )
    source = f'<PDFSource guid="{TREES}" name="Nota"><Representation guid="{SUN}">{inner}</Representation></PDFSource>'
    (made,) = foreign(source).decisions
    assert (made.text, made.document, made.remark) == ("De eik.", "Nota", "Oud.")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (f"<PlainTextContent>Zon.</PlainTextContent>{selection(0, 4, SUN)}", "unknown code 'Zon'"),
        (f"<PlainTextContent>Zon.</PlainTextContent>{selection(0, 5, TREES)}", "no positions in a text of 4"),
        (f"<PlainTextContent>Zon.</PlainTextContent>{selection(-1, 4, TREES)}", "no positions"),
        (f"<PlainTextContent>Zon.</PlainTextContent>{selection(3, 3, TREES)}", "no positions"),
        (f"<PlainTextContent>Zon.</PlainTextContent>{selection(0, 4)}", "the selection has no code"),
        (f'<Coding guid="{TREES}"><CodeRef targetGUID="{TREES}"/></Coding>', "document as a whole"),
        (selection(0, 4, TREES), "its text is not in the file"),
    ],
)
def test_what_cannot_be_understood_is_named(source: str, why: str, foreign: Callable[..., TakenIn]) -> None:
    good = f'<TextSource guid="{TREES}" name="goed"><PlainTextContent>Els.</PlainTextContent>{selection(0, 4, TREES)}'
    taken = foreign(f'<TextSource guid="{SUN}" name="fout">{source}</TextSource>{good}</TextSource>')
    (fault,) = taken.faults
    assert why in fault.why
    assert "fout" in fault.where
    assert [made.document for made in taken.decisions] == ["goed"]


@pytest.mark.parametrize("path", ["internal://../geheim.txt", "relative://../geheim.txt", "absolute:///etc/hostname"])
def test_texts_outside_the_project_are_not_read(path: str, foreign: Callable[..., TakenIn], tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Geheim.", encoding="utf-8")
    source = f'<TextSource guid="{TREES}" name="x" plainTextPath="{path}">{selection(0, 7, TREES)}</TextSource>'
    taken = foreign(source)
    assert (len(taken.decisions), len(taken.faults)) == (0, 1)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ([("iets.txt", "x")], "has no project.qde"),
        ([("project.qde", "<Project")], "no XML"),
        ([("project.qde", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>')], "document type"),
        ([("project.qde", b"\0" * (11 * 2**20))], "not trusted"),
    ],
)
def test_harmful_and_broken_files_are_refused(parts: list[tuple[str, str | bytes]], why: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=why):
        list(read_qdpx(zipped(tmp_path / "p.qdpx", *parts)))


def test_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.qdpx").write_text("geen zip", encoding="utf-8")
    with pytest.raises(UsageError, match="no whole zip"):
        list(read_qdpx(tmp_path / "p.qdpx"))
    with pytest.raises(UsageError, match="there is no file"):
        list(read_qdpx(tmp_path / "weg.qdpx"))


def test_a_text_that_begins_with_a_byte_order_mark_keeps_its_positions(codebook: Codebook, tmp_path: Path) -> None:
    marked: CodedPassage = replace(FULL, text="\ufeffDe els.")
    write_qdpx(Content(codebook, [marked]), tmp_path / "p.qdpx")
    (record,) = (found for found in read_qdpx(tmp_path / "p.qdpx") if isinstance(found, Record | Fault))
    assert isinstance(record, Record)
    assert record.text == marked.text
