"""OpenDocument texts, made from raw XML as LibreOffice writes it, and named after their quirk."""

from functools import partial
from pathlib import Path

import pytest

from pipeline.extract.odt import read_odt
from pipeline.records import Block, Status
from tests.extract.make_odt import NAMESPACES, h, items, odt, p, packed, style
from tests.extract.readings import refusal_by, shapes, texts

refusal = partial(refusal_by, read_odt)


def test_report(tmp_path: Path) -> None:
    body = (
        p("Rapport over roosters", "P1")
        + h("Aanleiding", 1)
        + p("De school heeft <text:span>te weinig</text:span> leraren.")
        + h("Gevolgen", 2)
        + "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>School</text:p>"
        "</table:table-cell><table:table-cell><text:p>Uitval</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>De</text:p><text:p>Wilg</text:p>"
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
    )
    masters = (
        "<style:master-page><style:header><text:p>Inspectie</text:p></style:header><style:header-left><text:p>Inspectie"
        "</text:p></style:header-left><style:footer><text:p>Bladzijde <text:page-number>3</text:page-number></text:p>"
        "</style:footer></style:master-page>"
    )
    reading = read_odt(
        odt(tmp_path, body, automatic=style("P1", parent="Title"), styles=style("Title"), masters=masters)
    )
    assert shapes(reading) == [
        ("furniture", "Inspectie"),
        ("heading", "Rapport over roosters"),
        ("heading", "Aanleiding"),
        ("paragraph", "De school heeft te weinig leraren."),
        ("heading", "Gevolgen"),
        ("table", "School | Uitval\nDe Wilg |"),
        ("furniture", "Bladzijde 3"),
    ]
    assert [block.level for block in reading.blocks if block.kind == "heading"] == [1, 1, 2]
    assert reading.title == "Rapport over roosters"


def test_title_comes_from_the_properties(tmp_path: Path) -> None:
    assert read_odt(odt(tmp_path, h("Hoofdstuk 1", 1), title="Leraren gezocht")).title == "Leraren gezocht"


def test_deleted_text_and_comments_are_no_text(tmp_path: Path) -> None:
    deleted = f"<text:changed-region><text:deletion>{p('Geschrapt.')}</text:deletion></text:changed-region>"
    comment = f"<office:annotation>{p('Klopt dit?')}</office:annotation>"
    body = f"<text:tracked-changes>{deleted}</text:tracked-changes>" + p(
        f"De <text:change-start/>nieuwe<text:change-end/> wet{comment} geldt."
    )
    assert texts(read_odt(odt(tmp_path, body))) == ["De nieuwe wet geldt."]


def test_hidden_spans_paragraphs_and_sections(tmp_path: Path) -> None:
    off = '<style:text-properties text:display="none"/>'
    automatic = style("T1", off, family="text") + style("P9", off)
    body = (
        p('Dit <text:span text:style-name="T1">geheim </text:span>blijft.')
        + p("Weg.", "P9")
        + f'<text:section text:display="none">{p("Ook weg.")}</text:section>'
        + f"<text:section>{p('In een sectie.')}</text:section>"
        + p("<text:hidden-text>Nee</text:hidden-text>Ja.")
    )
    assert texts(read_odt(odt(tmp_path, body, automatic=automatic))) == ["Dit blijft.", "In een sectie.", "Ja."]


def test_notes_follow_their_paragraph(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>{}</text:p></text:note-body></text:note>"
    )
    body = p(f"De commissie{note.format('footnote', 'Zie de brief.')} adviseert.{note.format('endnote', 'Bijlage.')}")
    assert shapes(read_odt(odt(tmp_path, body))) == [
        ("paragraph", "De commissie adviseert."),
        ("footnote", "Zie de brief."),
        ("footnote", "Bijlage."),
    ]


def test_text_box_follows_its_paragraph(tmp_path: Path) -> None:
    box = f"<draw:frame><draw:text-box>{p('Kader.')}</draw:text-box></draw:frame>"
    body = p(f"Voor{box} en na.") + box
    assert texts(read_odt(odt(tmp_path, body))) == ["Voor en na.", "Kader.", "Kader."]


def test_contents_and_bibliography(tmp_path: Path) -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template><text:p>Sjabloon</text:p>"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>"
        f"{p('Inhoud', 'Contents_20_Heading')}</text:index-title>{p('1 Start<text:tab/>2')}</text:index-body>"
        f"</text:table-of-content>{p('Tekst.')}<text:bibliography><text:index-body>{p('Bakker (2020).')}"
        "</text:index-body></text:bibliography>"
    )
    reading = read_odt(odt(tmp_path, body, styles=style("Contents_20_Heading")))
    assert [(block.kind, block.zone, block.text) for block in reading.blocks] == [
        ("heading", "contents", "Inhoud"),
        ("paragraph", "contents", "1 Start 2"),
        ("paragraph", "body", "Tekst."),
        ("paragraph", "references", "Bakker (2020)."),
    ]


NUMBERS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="I" text:display-levels="3"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def test_nested_numbers_and_second_paragraphs(tmp_path: Path) -> None:
    inner = f"<text:list>{items(p('x'), p('x') + '<text:list>' + items(p('diep')) + '</text:list>')}</text:list>"
    body = f'<text:list text:style-name="L1">{items(p("een") + p("vervolg"), p("twee") + inner, p("drie"))}</text:list>'
    assert shapes(read_odt(odt(tmp_path, body, automatic=NUMBERS))) == [
        ("list_item", "1. een"),
        ("paragraph", "vervolg"),
        ("list_item", "2. twee"),
        ("list_item", "a) x"),
        ("list_item", "b) x"),
        ("list_item", "2.b.I diep"),
        ("list_item", "3. drie"),
    ]


def test_lists_restart_unless_they_continue(tmp_path: Path) -> None:
    plain = '<text:list text:style-name="L1">{}</text:list>'
    going_on = '<text:list text:continue-numbering="true" text:style-name="L1">{}</text:list>'
    body = (
        plain.format(items(p("x"), p("x")))
        + going_on.format(items(p("x")))
        + plain.format(items(p("x")) + f'<text:list-item text:start-value="7">{p("x")}</text:list-item>')
        + f"<text:list><text:list-header>{p('zonder')}</text:list-header></text:list>"
        + f'<text:list text:style-name="L2">{items(p("punt"))}</text:list>'
        + f'<text:list text:style-name="L0">{items(p("onbekend"))}</text:list>'
    )
    assert texts(read_odt(odt(tmp_path, body, automatic=NUMBERS))) == [
        *("1. x", "2. x", "3. x", "1. x", "7. x", "zonder", "• punt", "• onbekend")
    ]


def test_numbered_headings(tmp_path: Path) -> None:
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
    )
    body = h("Kop", 1) + h("Kop", 2) + h("Kop", 2) + h("Kop", 3) + h("Kop", 1) + h("Kop", 2)
    texts_of = texts(read_odt(odt(tmp_path, body, styles=outline)))
    assert texts_of == ["1 Kop", "1.1 Kop", "1.2 Kop", "Kop", "2 Kop", "2.1 Kop"]


def test_heading_in_a_list_as_word_saves_it(tmp_path: Path) -> None:
    once = (
        '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item>{}</text:list-item></text:list>'
    )
    body = once.format(h("Aanleiding", 1)) + p("Tekst.") + once.format(h("Aanpak", 1))
    assert shapes(read_odt(odt(tmp_path, body, automatic=NUMBERS))) == [
        ("heading", "1. Aanleiding"),
        ("paragraph", "Tekst."),
        ("heading", "2. Aanpak"),
    ]


def test_pages_by_soft_break_and_style(tmp_path: Path) -> None:
    automatic = style("P3", '<style:paragraph-properties fo:break-before="page"/>')
    body = p("Een loopt<text:soft-page-break/> door.") + "<text:soft-page-break/>" + p("Drie.", "P3") + p("Vier.", "P3")
    blocks = read_odt(odt(tmp_path, body, automatic=automatic)).blocks
    assert blocks == (
        Block(1, 2, "paragraph", "Een loopt door.", breaks=(9,)),
        Block(3, 3, "paragraph", "Drie."),
        Block(4, 4, "paragraph", "Vier."),
    )


def test_white_space_and_hyphens(tmp_path: Path) -> None:
    body = p(
        'onder\u00adwijs<text:s text:c="3"/>op\n   de<text:line-break/>mbo\u2011school<text:s text:c="999999999"/>.'
    )
    assert texts(read_odt(odt(tmp_path, body))) == ["onderwijs op de mbo-school ."]


def test_frame_of_one_column_is_text(tmp_path: Path) -> None:
    cell = f"<table:table-cell>{p('Kader.')}{p('Meer.')}</table:table-cell>"
    body = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    assert shapes(read_odt(odt(tmp_path, body))) == [("paragraph", "Kader."), ("paragraph", "Meer.")]


def test_styles_based_on_each_other(tmp_path: Path) -> None:
    circle = style("A", parent="B") + style("B", parent="A")
    assert texts(read_odt(odt(tmp_path, p("Rond.", "A"), styles=circle))) == ["Rond."]


@pytest.mark.parametrize("locked", ["content.xml", "encrypted-package"])
def test_encrypted(tmp_path: Path, locked: str) -> None:
    entry = f'<manifest:file-entry manifest:full-path="{locked}"><manifest:encryption-data/></manifest:file-entry>'
    manifest = f"<manifest:manifest {NAMESPACES}>{entry}</manifest:manifest>"
    assert refusal(packed(tmp_path, {"META-INF/manifest.xml": manifest, locked: "?"}))[0] == Status.ENCRYPTED


def test_word_document_with_the_wrong_extension(tmp_path: Path) -> None:
    status, message = refusal(packed(tmp_path, {"word/document.xml": "<document/>"}))
    assert status == Status.DAMAGED
    assert "geen tekstdocument" in message


def test_cut_off_content(tmp_path: Path) -> None:
    status, message = refusal(packed(tmp_path, {"content.xml": "<office:document-content><office"}))
    assert status == Status.DAMAGED
    assert "content.xml" in message


def test_not_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(b"zomaar wat tekst")
    assert refusal(path)[0] == Status.DAMAGED


def test_bomb(tmp_path: Path) -> None:
    assert refusal(packed(tmp_path, {"content.xml": " " * (11 * 2**20)}))[0] == Status.TOO_LARGE


def test_doctype_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    status, message = refusal(packed(tmp_path, {"content.xml": bomb}))
    assert status == Status.DAMAGED
    assert "DTD" in message
