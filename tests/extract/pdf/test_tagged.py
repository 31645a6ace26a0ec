"""A tagged PDF: the structure tree tells tables and notes apart where the look of the page does not."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst

from pipeline.extract.pdf import tags
from pipeline.extract.pdf.reader import read_pdf
from pipeline.extract.pdf.tags import Structure
from pipeline.records import Reading

SOURCE = """
#set text(lang: "nl", font: "Libertinus Serif", size: 11pt)
#set page(numbering: "1")
= Bomen in de wijk
De gemeente telt elk jaar de bomen in de straten.#footnote[Zie de telling van het vorige jaar.] De bewoners helpen mee.

#table(columns: 2, stroke: none, [Soort], [Een lange beschrijving die in haar eigen cel over meer dan een regel loopt],
  [Linde], [Honderd stuks])

- Een punt over water
"""

LONG = """
#set page(height: 6cm)
#for i in range(150) [
  == Straat #i
  De bomen in deze straat zijn geteld.

  #if calc.rem(i, 20) == 0 [ #table(columns: 2, [Linde], [#i]) ]
]
"""
Told = dict[int, tuple[str, bool]]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return read_pdf(_typeset(tmp_path_factory.mktemp("tagged"), SOURCE), max_pages=10)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _typeset(tmp_path_factory.mktemp("long"), LONG)


def _typeset(folder: Path, text: str) -> Path:
    source, path = folder / "tagged.typ", folder / "tagged.pdf"
    source.write_text(text, encoding="utf-8")
    typst.compile(source, output=path)
    return path


def test_kinds(reading: Reading) -> None:
    kinds = [block.kind for block in reading.blocks]
    assert kinds == ["heading", "paragraph", "table", "list_item", "footnote", "furniture"]


def test_cells_hold_their_lines(reading: Reading) -> None:
    (table,) = (block for block in reading.blocks if block.kind == "table")
    assert table.text.splitlines() == [
        "Soort | Een lange beschrijving die in haar eigen cel over meer dan een regel loopt",
        "Linde | Honderd stuks",
    ]


def test_mark_leaves_the_sentence(reading: Reading) -> None:
    assert reading.blocks[1].text.startswith("De gemeente telt elk jaar de bomen in de straten. De bewoners")
    assert reading.blocks[4].text == "1 Zie de telling van het vorige jaar."


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1), slice(None, None, 7)], ids=str)
def test_elements_are_found_whatever_the_order_of_the_pages(
    long: Path, order: slice, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = range(len(pdfium.PdfDocument(long)))[order]
    found = _told(long, pages)
    monkeypatch.setattr(tags, "_FEW", 10**6)
    assert found == _told(long, pages)
    assert {kind for page in found for kind, _ in page.values()} >= {"H2", "P", "TD"}


def test_what_is_not_found_nearby_is_looked_for_everywhere(long: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, structure = pdfium.PdfDocument(long), Structure()
    page = document[len(document) - 1]
    monkeypatch.setattr(tags, "_FEW", 1)
    every = structure.roles_of(page.raw, set()).keys()
    structure._found_from = {path: place + 2 for path, place in structure._found_from.items()}
    nearby = dict(structure._found_from)
    assert structure.roles_of(page.raw, set()).keys() < every
    structure._found_from = nearby
    assert structure.roles_of(page.raw, every).keys() == every


def _told(path: Path, pages: Sequence[int]) -> list[Told]:
    """What one structure says of pages asked for in this order."""
    document, structure = pdfium.PdfDocument(path), Structure()
    loaded = [document[page] for page in pages]
    roles = [structure.roles_of(page.raw, set()) for page in loaded]
    return [{number: (role.kind, bool(role.cell)) for number, role in page.items()} for page in roles]
