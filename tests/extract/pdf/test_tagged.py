"""A tagged PDF: the structure tree tells tables and notes apart where the look of the page does not."""

import pytest
import typst

from pipeline.extract.pdf.reader import read_pdf
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


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("tagged")
    source, path = folder / "tagged.typ", folder / "tagged.pdf"
    source.write_text(SOURCE, encoding="utf-8")
    typst.compile(source, output=path)
    return read_pdf(path, max_pages=10)


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
