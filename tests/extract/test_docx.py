"""Word documents: made by python-docx where it can, else from raw XML, and named after their quirk."""

import zipfile
from functools import partial
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK

from pipeline.extract.docx import read_docx
from pipeline.records import Block, Status
from tests.extract.make_docx import (
    MAIN_RELATION,
    STRICT,
    WORD,
    char,
    instruction,
    item,
    level,
    numbering,
    packed,
    paragraph,
    raw,
    run,
    styled,
)
from tests.extract.readings import refusal_by, shapes, texts

refusal = partial(refusal_by, read_docx)


def test_word_report(tmp_path: Path) -> None:
    """Headings, lists, a table, header and footer, as Word's own styles give them."""
    document = docx.Document()
    document.add_heading("Rapport over roosters", 0)
    document.add_heading("Aanleiding", 1)
    document.add_paragraph("De school heeft te weinig leraren.")
    document.add_heading("Gevolgen", 2)
    document.add_paragraph("Lessen vallen uit.", style="List Bullet")
    document.add_paragraph("Groepen worden samengevoegd.", style="List Bullet")
    document.add_paragraph("Bel een invaller.", style="List Number")
    document.add_paragraph("Bel de directeur.", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("School", "Uitval", "De Wilg", "4 dagen"), strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Inspectie"
    document.sections[0].footer.paragraphs[0].text = "Vertrouwelijk"
    document.save(str(tmp_path / "report.docx"))
    reading = read_docx(tmp_path / "report.docx")
    assert shapes(reading) == [
        ("furniture", "Inspectie"),
        ("heading", "Rapport over roosters"),
        ("heading", "Aanleiding"),
        ("paragraph", "De school heeft te weinig leraren."),
        ("heading", "Gevolgen"),
        ("list_item", "• Lessen vallen uit."),
        ("list_item", "• Groepen worden samengevoegd."),
        ("list_item", "1. Bel een invaller."),
        ("list_item", "2. Bel de directeur."),
        ("table", "School | Uitval\nDe Wilg | 4 dagen"),
        ("furniture", "Vertrouwelijk"),
    ]
    assert [block.level for block in reading.blocks if block.kind == "heading"] == [1, 1, 2]
    assert reading.title == "Rapport over roosters"


def test_title_comes_from_the_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Leraren gezocht"
    document.add_heading("Hoofdstuk 1", 1)
    document.save(str(tmp_path / "a.docx"))
    assert read_docx(tmp_path / "a.docx").title == "Leraren gezocht"


@pytest.mark.parametrize("told", ["", "Microsoft Word - concept3.doc", "Document1", "nota.docx", "Sjabloon brief"])
def test_property_that_is_no_title(tmp_path: Path, told: str) -> None:
    document = docx.Document()
    document.core_properties.title = told
    document.add_heading("Leraren op drift", 1)
    document.save(str(tmp_path / "a.docx"))
    assert read_docx(tmp_path / "a.docx").title == "Leraren op drift"


def test_style_based_on_heading_is_a_heading(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("Kop zonder nummer", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("Ten slotte", style=style)
    document.save(str(tmp_path / "a.docx"))
    assert read_docx(tmp_path / "a.docx").blocks[0] == Block(1, 1, "heading", "Ten slotte", level=3)


def test_translated_style_ids_and_outline_levels(tmp_path: Path) -> None:
    """A Dutch Word writes the id Kop1; the name stays English. A style of the house has an outline level only."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Huis"><w:name w:val="Huisstijl kop"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Rond"><w:name w:val="Rond"/><w:basedOn w:val="Rond"/></w:style>'
    )
    body = paragraph("Een", styled("Kop1")) + paragraph("Twee", styled("Huis")) + paragraph("Drie", styled("Rond"))
    reading = read_docx(raw(tmp_path, body, styles=styles))
    assert [(block.kind, block.level) for block in reading.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", None),
    ]


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('De ')}<w:del>{run('oude')}<w:r><w:delText>oude</w:delText></w:r></w:del>"
        f"<w:ins>{run('nieuwe')}</w:ins>{run(' wet ')}<w:moveFrom>{run('hier')}</w:moveFrom>"
        f"<w:moveTo>{run('daar')}</w:moveTo>{run('.')}</w:p>"
    )
    assert texts(read_docx(raw(tmp_path, body))) == ["De nieuwe wet daar."]


def test_deleted_paragraph_mark_joins_paragraphs(tmp_path: Path) -> None:
    body = paragraph("Scholen zoeken ", "<w:rPr><w:del/></w:rPr>") + paragraph("invallers.") + paragraph("Ouders ook.")
    assert texts(read_docx(raw(tmp_path, body))) == ["Scholen zoeken invallers.", "Ouders ook."]


def test_deleted_table_row(tmp_path: Path) -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = "".join(
        (
            "<w:tbl>",
            row.format("", paragraph("a"), paragraph("b")),
            row.format("<w:trPr><w:del/></w:trPr>", paragraph("c"), paragraph("d")),
            "</w:tbl>",
        )
    )
    assert texts(read_docx(raw(tmp_path, body))) == ["a | b"]


def test_hidden_text_of_run_character_style_and_paragraph_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Stil"><w:name w:val="Stil"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    runs = (
        run("Dit "),
        run("geheim ", "<w:vanish/>"),
        run("stil ", '<w:rStyle w:val="Stil"/>'),
        run("blijft", '<w:vanish w:val="0"/>'),
        run(".", "<w:webHidden/>"),
    )
    body = f"<w:p>{''.join(runs)}</w:p>" + paragraph("Weg.", styled("Weg"))
    assert texts(read_docx(raw(tmp_path, body, styles=styles))) == ["Dit blijft."]


def test_footnotes_and_endnotes_follow_their_paragraph(tmp_path: Path) -> None:
    body = (
        f'<w:p>{run("De commissie")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" adviseert.")}'
        '<w:r><w:endnoteReference w:id="5"/></w:r></w:p>'
        f'<w:p>{run("Het college")}<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
        f"{run(' zwijgt.')}</w:p>"
    )
    footnotes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("streep")}</w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(" Zie de brief")}</w:p>{paragraph("van maart.")}'
        f'</w:footnote><w:footnote w:id="3">{paragraph("Per mail.")}</w:footnote>'
        f'<w:footnote w:id="4">{paragraph("Nergens genoemd.")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="5">{paragraph("Bijlage twee.")}</w:endnote>'
    assert shapes(read_docx(raw(tmp_path, body, footnotes=footnotes, endnotes=endnotes))) == [
        ("paragraph", "De commissie adviseert."),
        ("footnote", "Zie de brief van maart."),
        ("footnote", "Bijlage twee."),
        ("paragraph", "Het college zwijgt."),
        ("footnote", "Per mail."),
    ]


def test_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    """Word writes a box twice: as a shape, and as a picture for its older versions."""
    box = f"<w:txbxContent>{paragraph('Kader: twee verhalen.')}{paragraph('En een slot.')}</w:txbxContent>"
    body = (
        f"<w:p>{run('Voor')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run(' en na.')}</w:p>" + paragraph("Daarna.")
    )
    assert texts(read_docx(raw(tmp_path, body))) == [
        "Voor en na.",
        "Kader: twee verhalen.",
        "En een slot.",
        "Daarna.",
    ]


def test_table_of_contents_of_a_field(tmp_path: Path) -> None:
    body = (
        f"<w:p>{instruction('TOC u')}{run('1 Inleiding')}<w:r><w:tab/></w:r>{instruction('PAGEREF x')}{run('3')}"
        f"{char('end')}</w:p>{paragraph('2 Aanpak 5')}<w:p>{char('end')}</w:p>" + paragraph("De tekst begint.")
    )
    reading = read_docx(raw(tmp_path, body))
    assert [(block.zone, block.text) for block in reading.blocks] == [
        ("contents", "1 Inleiding 3"),
        ("contents", "2 Aanpak 5"),
        ("body", "De tekst begint."),
    ]


def test_field_without_an_end_does_not_swallow_the_report(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    body = (
        f"<w:p>{instruction('TOC')}{run('Inhoud')}</w:p>{paragraph('Aanpak', styled('Kop1'))}"
        f"<w:p>{char('begin')}{run('kwijt')}</w:p>{paragraph('Gewone tekst.')}"
    )
    reading = read_docx(raw(tmp_path, body, styles=styles))
    assert [(block.zone, block.text) for block in reading.blocks] == [
        ("contents", "Inhoud"),
        ("body", "Aanpak"),
        ("body", "Gewone tekst."),
    ]


def test_contents_by_control_and_by_style(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>'
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Inhoud')}</w:sdtContent></w:sdt>"
    )
    body = control + paragraph("1 Start 2", styled("Inhopg1")) + paragraph("Tekst.")
    zones = [block.zone for block in read_docx(raw(tmp_path, body, styles=styles)).blocks]
    assert zones == ["contents", "contents", "body"]


def test_bibliography_by_field_and_by_heading(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    body = (
        f"<w:p>{instruction('ADDIN ZOTERO_BIBL')}{run('Bakker (2020).')}</w:p><w:p>{char('end')}</w:p>"
        + paragraph("Tussentekst.")
        + paragraph("Literatuur", styled("Kop1"))
        + paragraph("Visser (2021).")
        + paragraph("Bijlage", styled("Kop1"))
    )
    zones = [block.zone for block in read_docx(raw(tmp_path, body, styles=styles)).blocks]
    assert zones == ["references", "body", "references", "references", "body"]


def test_fields_show_their_result(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('Zie ')}<w:fldSimple w:instr='REF x'>{run('tabel 2')}</w:fldSimple>{run(' op ')}"
        f"{instruction('PAGEREF y')}{run('12')}{char('end')}{run('.')}</w:p>"
    )
    assert texts(read_docx(raw(tmp_path, body))) == ["Zie tabel 2 op 12."]


def test_placeholder_of_a_content_control_is_no_text(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = (
        control.format("<w:showingPlcHdr/>", paragraph("Klik hier om tekst in te voeren."))
        + f"<w:p>{run('Datum: ')}{control.format('', run('4 mei'))}"
        + f"{control.format('<w:showingPlcHdr/>', run('jaar'))}</w:p>"
    )
    assert texts(read_docx(raw(tmp_path, body))) == ["Datum: 4 mei"]


def test_hyphens_symbols_and_breaks(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>onder</w:t><w:softHyphen/><w:t>wijs\u00adraad</w:t><w:br/><w:t>basis</w:t><w:noBreakHyphen/>"
        '<w:t>\u00a0en mbo\u2011school</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="20AC"/></w:r></w:p>'
    )
    assert texts(read_docx(raw(tmp_path, body))) == ["onderwijsraad basis- en mbo-school€"]


def test_numbers_of_nested_and_restarted_lists(tmp_path: Path) -> None:
    """A deeper level starts again under each item; a list that is told to start again does so once."""
    parts = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "upperRoman", "%1.%3"))
    places = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2), (2, 0), (2, 0), (0, 0), (9, 0)]
    body = "".join(paragraph("x", item(*place)) for place in places)
    assert texts(read_docx(raw(tmp_path, body, numbering=parts))) == [
        *("1. x", "a) x", "b) x", "2. x", "a) x", "2.I x", "1. x", "2. x", "x", "x")
    ]


def test_numbered_headings_keep_their_number(tmp_path: Path) -> None:
    """The style names the list, the list names the style of each level."""
    style = (
        '<w:style w:type="paragraph" w:styleId="Kop{0}"><w:name w:val="heading {0}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    parts = numbering(
        level(0, "decimal", "%1", '<w:pStyle w:val="Kop1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Kop2"/>')
    )
    body = "".join(paragraph("Kop", styled(f"Kop{depth}")) for depth in (1, 2, 2, 1, 2))
    reading = read_docx(raw(tmp_path, body, numbering=parts, styles=style.format(1) + style.format(2)))
    assert texts(reading) == ["1 Kop", "1.1 Kop", "1.2 Kop", "2 Kop", "2.1 Kop"]


def test_comments_are_no_text(tmp_path: Path) -> None:
    body = f'<w:p><w:commentRangeStart w:id="1"/>{run("De wet.")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    assert texts(read_docx(raw(tmp_path, body, comments=paragraph("Klopt dit?")))) == ["De wet."]


def test_embedded_document_is_told_of(tmp_path: Path) -> None:
    """Some programs put the whole report in the file as a web page, for Word to unpack."""
    reading = read_docx(raw(tmp_path, '<w:altChunk r:id="x"/>' + paragraph("Voorblad.")))
    assert texts(reading) == ["Voorblad."]
    assert "ingevoegde bestanden die niet zijn gelezen" in reading.remark
    assert read_docx(raw(tmp_path, paragraph("Voorblad."))).remark == ""


def test_styles_based_on_each_other_without_end(tmp_path: Path) -> None:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{i}"><w:basedOn w:val="S{i + 1}"/></w:style>' for i in range(3000)
    )
    assert texts(read_docx(raw(tmp_path, paragraph("Diep.", styled("S0")), styles=chain))) == ["Diep."]


def test_list_style_that_another_list_defines(tmp_path: Path) -> None:
    parts = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "upperLetter", "%1)")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Lijst"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Lijst"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("een", item(2, 0)) + paragraph("twee", item(2, 0))
    assert texts(read_docx(raw(tmp_path, body, numbering=parts, styles=styles))) == ["A) een", "B) twee"]


def test_frame_of_one_column_is_text(tmp_path: Path) -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('Kader.')}{paragraph('Het tweede stuk.')}</w:tc></w:tr></w:tbl>"
    assert shapes(read_docx(raw(tmp_path, frame))) == [("paragraph", "Kader."), ("paragraph", "Het tweede stuk.")]


def test_table_within_a_cell_and_cell_in_a_control(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('in')}</w:tc><w:tc>{paragraph('nest')}</w:tc></w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}{inner}</w:tc><w:sdt><w:sdtContent><w:tc>{paragraph('b')}{paragraph('c')}"
        f"</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
    )
    assert shapes(read_docx(raw(tmp_path, body))) == [("table", "a in nest | b c")]


def test_pages_by_explicit_break_and_page_break_before(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Pagina een.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Pagina twee.")
    document.add_paragraph("Pagina drie.").paragraph_format.page_break_before = True
    document.add_section()
    document.add_paragraph("Pagina vier.")
    document.save(str(tmp_path / "a.docx"))
    reading = read_docx(tmp_path / "a.docx")
    assert [block.page for block in reading.blocks] == [1, 2, 3, 4]
    assert [(page.number, page.characters) for page in reading.pages] == [(1, 10), (2, 11), (3, 11), (4, 11)]


def test_rendered_break_next_to_an_explicit_one_counts_once(tmp_path: Path) -> None:
    rendered = "<w:lastRenderedPageBreak/>"
    body = (
        f"<w:p>{run('Een.')}<w:r><w:br w:type='page'/></w:r></w:p><w:p><w:r>{rendered}<w:t>Twee </w:t></w:r>"
        f"<w:r>{rendered}<w:t>en drie.</w:t></w:r></w:p>"
    )
    blocks = read_docx(raw(tmp_path, body)).blocks
    assert [(block.page, block.end_page, block.text) for block in blocks] == [(1, 1, "Een."), (2, 3, "Twee en drie.")]


def test_page_with_only_a_picture_counts(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:drawing><a:blip r:embed="x"/></w:drawing><w:br w:type="page"/></w:r></w:p>' + paragraph(
        "Twee."
    )
    reading = read_docx(raw(tmp_path, body))
    assert [(page.characters, page.images) for page in reading.pages] == [(0, 1), (5, 0)]
    assert reading.blocks[0].page == 2


def test_continuous_section_stays_on_its_page(tmp_path: Path) -> None:
    """A section tells how it begins itself; the first one begins the document."""
    going_on = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    body = paragraph("Een.", "<w:sectPr/>") + paragraph("Ook een.", going_on) + paragraph("Twee.") + "<w:sectPr/>"
    assert [block.page for block in read_docx(raw(tmp_path, body)).blocks] == [1, 1, 2]


def test_new_column_stays_on_its_page(tmp_path: Path) -> None:
    column = '<w:sectPr><w:type w:val="nextColumn"/></w:sectPr>'
    body = paragraph("Een.", "<w:sectPr/>") + paragraph("Ook een.", column) + "<w:sectPr/>"
    assert [block.page for block in read_docx(raw(tmp_path, body)).blocks] == [1, 1]


def test_former_properties_of_a_section_are_no_section(tmp_path: Path) -> None:
    """With changes tracked a section holds its old properties, as another section."""
    changed = "<w:sectPr><w:sectPrChange><w:sectPr/></w:sectPrChange></w:sectPr>"
    going_on = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    body = paragraph("Een.", changed) + paragraph("Ook een.", going_on) + "<w:sectPr/>"
    assert [block.page for block in read_docx(raw(tmp_path, body)).blocks] == [1, 1]


def test_paragraph_over_a_page_break_tells_where_the_page_begins(tmp_path: Path) -> None:
    body = f"<w:p>{run('Op een. ')}<w:r><w:lastRenderedPageBreak/></w:r>{run('Op twee.')}</w:p>"
    (block,) = read_docx(raw(tmp_path, body)).blocks
    assert (block.page, block.end_page, block.text[block.breaks[0] :]) == (1, 2, " Op twee.")


def test_headers_of_two_sections(tmp_path: Path) -> None:
    document = docx.Document()
    for header in ("Inspectie", "Bijlagen"):
        section = document.add_section()
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = header
    document.save(str(tmp_path / "a.docx"))
    assert shapes(read_docx(tmp_path / "a.docx")) == [("furniture", "Inspectie"), ("furniture", "Bijlagen")]


def test_header_shared_by_sections_is_read_once(tmp_path: Path) -> None:
    section = '<w:sectPr><w:headerReference w:type="{}" r:id="header{}"/></w:sectPr>'
    body = paragraph("Een.", section.format("first", 1)) + paragraph("Twee.", section.format("default", 2))
    path = raw(tmp_path, body, header1=paragraph("Inspectie"), header2=paragraph("Inspectie"))
    with zipfile.ZipFile(path) as archive:
        assert {"word/header1.xml", "word/header2.xml"} <= set(archive.namelist())
    assert shapes(read_docx(path)) == [("furniture", "Inspectie"), ("paragraph", "Een."), ("paragraph", "Twee.")]


def test_strict_dialect(tmp_path: Path) -> None:
    body = (
        paragraph("Strikt.") + f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(read_docx(raw(tmp_path, body, namespace=STRICT))) == ["Strikt.", "a | b"]


def test_empty_document(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    reading = read_docx(tmp_path / "a.docx")
    assert (reading.blocks, reading.title, len(reading.pages)) == ((), "", 1)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), Status.ENCRYPTED, "wachtwoord"),
        (OLE + "WordDocument".encode("utf-16-le"), Status.UNSUPPORTED, "oud Word-bestand"),
        (OLE + "Workbook".encode("utf-16-le"), Status.OTHER_KIND, "ander, ouder Office-bestand"),
        (b"%PDF-1.7", Status.OTHER_KIND, "een PDF"),
        (b"{\\rtf1", Status.OTHER_KIND, "RTF"),
        (b"<html><body>", Status.OTHER_KIND, "webpagina"),
        (b"", Status.DAMAGED, "afgebroken"),
        (b"PK\x03\x04 en verder niets", Status.DAMAGED, "afgebroken"),
    ],
)
def test_file_of_another_kind(tmp_path: Path, data: bytes, status: Status, said: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    found, message = refusal(path)
    assert found == status
    assert said in message


def test_cut_off_file(tmp_path: Path) -> None:
    document = docx.Document()
    document.save(str(tmp_path / "a.docx"))
    data = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(data[: len(data) // 2])
    assert refusal(tmp_path / "a.docx")[0] == Status.DAMAGED


def test_part_with_flipped_bytes(tmp_path: Path) -> None:
    path = packed(tmp_path, {"_rels/.rels": MAIN_RELATION.format("word/document.xml") * 3})
    data = bytearray(path.read_bytes())
    data[60:70] = b"0123456789"
    path.write_bytes(data)
    assert refusal(path)[0] == Status.DAMAGED


def test_spreadsheet_with_the_wrong_extension(tmp_path: Path) -> None:
    path = packed(tmp_path, {"_rels/.rels": MAIN_RELATION.format("xl/workbook.xml"), "xl/workbook.xml": "<workbook/>"})
    assert refusal(path) == (
        Status.DAMAGED,
        "Er staat geen Word-document in het bestand; controleer de extensie of sla het opnieuw op.",
    )


def test_bomb_is_refused_before_unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path, {"word/document.xml": bytes(11 * 2**20)})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    assert refusal(path)[0] == Status.TOO_LARGE


def test_more_than_500_mb_is_refused_before_unpacking(tmp_path: Path) -> None:
    """The sizes that the file tells of are enough: no more than that can come out of it."""
    path = packed(tmp_path, {"word/media/1.bmp": b"x"})
    data = path.read_bytes()
    directory = data.index(b"PK\x01\x02")
    path.write_bytes(data[: directory + 24] + (501 * 2**20).to_bytes(4, "little") + data[directory + 28 :])
    assert refusal(path)[0] == Status.TOO_LARGE


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", encoding="utf-8")
    document = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r>'
        "<w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    status, message = refusal(packed(tmp_path, {"word/document.xml": document}))
    assert status == Status.DAMAGED
    assert "DTD" in message


def test_nested_as_deep_as_a_parser_allows(tmp_path: Path) -> None:
    """Content controls in each other; the limit of the parser comes before the limit of the reader."""
    depth = 120
    body = "<w:sdt><w:sdtContent>" * depth + paragraph("Diep.") + "</w:sdtContent></w:sdt>" * depth
    assert texts(read_docx(raw(tmp_path, body))) == ["Diep."]
    too_deep = "<w:sdt><w:sdtContent>" * 400 + paragraph("Dieper.") + "</w:sdtContent></w:sdt>" * 400
    assert refusal(raw(tmp_path, too_deep))[0] == Status.DAMAGED
