"""The rode draad as a Word document, read back with python-docx."""

import datetime
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.report.elements import Heading
from pipeline.report.links import Links
from pipeline.report.office_file import EPOCH
from pipeline.report.outline import outline
from pipeline.report.word import write_word
from tests.report.example import HOSTILE, LINKS, synthesis

FILE = "../verslagen/straat/dorp%20%281%29.pdf"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("word") / "rode_draad.docx"
    write_word(synthesis(), LINKS, file)
    return file


@pytest.fixture
def document(path: Path) -> Docx:
    return Document(str(path))


def style(paragraph: Paragraph) -> str:
    return str(paragraph.style.name) if paragraph.style else ""


def table_with(document: Docx, head: str) -> Table:
    (found,) = [table for table in document.tables if head in [cell.text for cell in table.rows[0].cells]]
    return found


def test_headings_have_the_styles_of_word_so_that_a_table_of_contents_finds_them(document: Docx) -> None:
    assert document.paragraphs[0].style is not None
    assert (document.paragraphs[0].style.name, document.paragraphs[0].text) == (
        "Title",
        "De rode draad: Groen en water",
    )
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and str(p.style.name).startswith("Heading")]
    expected = [element for element in outline(synthesis(), LINKS) if isinstance(element, Heading)][1:]
    assert found == [(f"Heading {element.level - 1}", element.text) for element in expected]


def test_a_claim_reads_on_with_its_sources_as_links(document: Docx) -> None:
    (paragraph,) = [p for p in document.paragraphs if p.text.startswith("In twee rapporten")]
    assert paragraph.text.replace("\N{NO-BREAK SPACE}", " ") == (
        "In twee rapporten staan zeven passages (documenten.csv). "
        "Bomen lopen er als een draad door (1, p. 3; 1, p. 9; 2; aanwezigheid.csv)."
    )
    assert [link.url for link in paragraph.hyperlinks] == [
        *(f"{FILE}#page=3", f"{FILE}#page=9", "../verslagen/brief.docx")
    ]


def test_quotes_have_their_own_style_and_a_place(document: Docx) -> None:
    quotes = [(p, after) for p, after in zip(document.paragraphs, document.paragraphs[1:], strict=False)]
    first = next((p, after) for p, after in quotes if style(p) == "Quote")
    assert [p.text.replace("\N{NO-BREAK SPACE}", " ") for p in first] == [
        *("De iepen zijn ziek.", "— Bomen in de straat, p. 3")
    ]
    assert style(first[1]) == "Vindplaats"


def test_characters_that_xml_refuses_are_left_out_of_text_and_the_rest_is_kept(document: Docx) -> None:
    texts = [p.text for p in document.paragraphs if "riool" in p.text]
    assert texts
    assert all(
        "1. <b>Het</b> | _riool_ [lekt](http://x.nl) `rm` *echt* # &lt; \\ \ud7ff klaar" in text for text in texts
    )
    assert "\x00" in HOSTILE


def test_tables_have_heads_that_come_back_and_coloured_cells_that_say_it_in_words_too(document: Docx) -> None:
    matrix = table_with(document, "Water in de wijk")
    assert [cell.text for cell in matrix.rows[0].cells] == ["Nr.", "Rapport", "Water in de wijk", "Zorg voor bomen"]
    properties = matrix.rows[0]._tr.trPr
    assert properties is not None and properties.find(qn("w:tblHeader")) is not None
    assert [row.cells[2].text.replace("\N{NO-BREAK SPACE}", " ") for row in matrix.rows[1:]] == [
        *("aanwezig (> 99 %)", "stil (93 %)")
    ]
    shades = [shade for row in matrix.rows[1:] for shade in row.cells[2]._tc.iter(qn("w:shd"))]
    fills = [shade.get(qn("w:fill")) for shade in shades]
    assert fills == ["F2A69B", "FFFFFF"]
    assert len(document.tables) == 11


def test_the_columns_of_a_table_fill_the_width_of_the_text(document: Docx) -> None:
    section = document.sections[0]
    assert section.page_width and section.left_margin and section.right_margin
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width or 0 for column in table.columns) == pytest.approx(room, rel=0.001)


def test_the_document_is_dutch_and_pages_are_numbered(document: Docx, path: Path) -> None:
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    about = document.core_properties
    assert (languages, about.language, about.author) == ({"nl-NL"}, "nl-NL", "Rode Draad")
    assert about.title == "De rode draad: Groen en water"
    footer = zipfile.ZipFile(path).read("word/footer1.xml").decode()
    assert 'w:instr="PAGE"' in footer


def test_the_same_synthesis_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    write_word(synthesis(), LINKS, tmp_path / "weer.docx")
    assert (tmp_path / "weer.docx").read_bytes() == path.read_bytes()
    assert {member.date_time for member in zipfile.ZipFile(path).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = Document(str(path)).core_properties
    assert about.created == about.modified == EPOCH.replace(tzinfo=datetime.UTC)


def test_another_folder_of_reports_gives_other_links(tmp_path: Path) -> None:
    write_word(replace(synthesis(), threads=()), Links("file:///D:/map"), tmp_path / "elders.docx")
    addresses = {link.url for p in Document(str(tmp_path / "elders.docx")).paragraphs for link in p.hyperlinks}
    assert addresses and all(address.startswith("file:///D:/map/") for address in addresses)
