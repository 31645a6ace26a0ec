"""Tables that are told by their ruling lines, and what only looks like one."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from pipeline.extract.pdf.reader import read_pdf
from pipeline.records import Reading
from tests.extract.pdf.make_cases import LEADING, Sheet, Text, lines, write_pdf

BODY = (
    "De wethouder heeft in het najaar met de scholen over de fietsroutes gesproken en",
    "stuurt de raad voor de zomer een voorstel voor de kruispunten langs het kanaal.",
)
HEADER = ("Maatregel", "Wie", "Planning")
ROWS = (
    (("Paden langs de", "vaart verlichten"), ("Gemeente",), ("Voorjaar",)),
    (("Bruggen keuren",), ("Provincie en", "waterschap"), ("Najaar",)),
)
READ = "Maatregel | Wie | Planning\nPaden langs de vaart verlichten | Gemeente | Voorjaar\n"
READ += "Bruggen keuren | Provincie en waterschap | Najaar"
LEFT, TOP, WIDTH, HEIGHT = 72.0, 600.0, 150.0, 40.0

Cell = Sequence[str]


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:g} {y0:g} m {x1:g} {y1:g} l S"


def thin_box(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{min(x0, x1) - 0.3:g} {min(y0, y1) - 0.3:g} {abs(x1 - x0) + 0.6:g} {abs(y1 - y0) + 0.6:g} re f"


def frame(x: float, y: float, width: float, height: float) -> str:
    return f"{x:g} {y:g} {width:g} {height:g} re S"


def filled(x: float, y: float, width: float, height: float) -> str:
    return f"{x:g} {y:g} {width:g} {height:g} re f"


def along(count: int, columns: int, top: float = TOP) -> Iterable[tuple[float, float, float, float]]:
    return ((LEFT, top - HEIGHT * i, LEFT + WIDTH * columns, top - HEIGHT * i) for i in range(count))


def down(places: Iterable[int], rows: int, top: float = TOP) -> Iterable[tuple[float, float, float, float]]:
    return ((LEFT + WIDTH * j, top, LEFT + WIDTH * j, top - HEIGHT * rows) for j in places)


def in_cells(
    rows: Iterable[Sequence[Cell]], top: float = TOP, width: float = WIDTH, height: float = HEIGHT
) -> list[Text]:
    """The texts drawn line by line over all columns, as the worst files do."""
    found = []
    for i, row in enumerate(rows):
        for k in range(max(map(len, row))):
            for j, cell in enumerate(row):
                found += [Text(LEFT + 4 + width * j, top - height * i - 12 - LEADING * k, t) for t in cell[k : k + 1]]
    return found


def table(top: float = TOP) -> list[Text]:
    return in_cells([[(name,) for name in HEADER], *ROWS], top)


def read(path: Path) -> Reading:
    return read_pdf(path, max_pages=10)


def blocks(path: Path) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(path).blocks]


@pytest.mark.parametrize("drawn", [rule, thin_box])
def test_cells_of_several_lines(tmp_path: Path, drawn: Callable[[float, float, float, float], str]) -> None:
    """Lines of neighbouring cells are not interleaved, however the borders are drawn."""
    drawing = "\n".join(drawn(*line) for line in (*along(4, 3), *down(range(4), 3)))
    sheet = Sheet([*lines(72, 700, *BODY), *table(), *lines(72, 420, *BODY)], drawing=drawing)
    expected = [("paragraph", " ".join(BODY)), ("table", READ), ("paragraph", " ".join(BODY))]
    assert blocks(write_pdf(tmp_path / "multi_line_cells.pdf", sheet)) == expected


def test_sides_left_open(tmp_path: Path) -> None:
    drawing = "\n".join(rule(*line) for line in (*along(4, 3), *down((1, 2), 3)))
    assert blocks(write_pdf(tmp_path / "open_sides.pdf", Sheet(table(), drawing=drawing))) == [("table", READ)]


def test_shade_in_every_other_row(tmp_path: Path) -> None:
    """The row between has no columns drawn, and the text in the shaded ones has a shade of its own."""
    drawing = [frame(LEFT, TOP - HEIGHT, 3 * WIDTH, -HEIGHT), "0.8 g"]
    for i, j in ((i, j) for i in (0, 2) for j in range(3)):
        drawing.append(filled(LEFT + WIDTH * j, TOP - HEIGHT * i, WIDTH, -HEIGHT))
        drawing += [filled(LEFT + 4 + WIDTH * j, TOP - HEIGHT * i - LEADING * k, WIDTH - 8, -LEADING) for k in (0, 1)]
    sheet = Sheet(table(), drawing="\n".join(drawing))
    assert blocks(write_pdf(tmp_path / "banded.pdf", sheet)) == [("table", READ)]


def test_merged_header(tmp_path: Path) -> None:
    rows = [[("Wijk",), ("Bewoners en huizen",)], [("",), ("2021",), ("2022",)], [("Oost",), ("310",), ("325",)]]
    edges = [*along(4, 3), *down((0, 1, 3), 3), (LEFT + 2 * WIDTH, TOP - HEIGHT, LEFT + 2 * WIDTH, TOP - 3 * HEIGHT)]
    texts = [text for text in in_cells(rows) if text.text]
    texts[1] = texts[1]._replace(x=LEFT + 1.5 * WIDTH)
    sheet = Sheet(texts, drawing="\n".join(rule(*line) for line in edges))
    expected = "Wijk | Bewoners en huizen\n2021 | 2022\nOost | 310 | 325"
    assert blocks(write_pdf(tmp_path / "merged_header.pdf", sheet)) == [("table", expected)]


def test_two_tables_on_a_page(tmp_path: Path) -> None:
    drawing = "\n".join(rule(*line) for t in (TOP, 300) for line in (*along(4, 3, t), *down(range(4), 3, t)))
    sheet = Sheet([*table(), *lines(72, 400, *BODY), *table(300)], drawing=drawing)
    expected = [("table", READ), ("paragraph", " ".join(BODY)), ("table", READ)]
    assert blocks(write_pdf(tmp_path / "two_tables.pdf", sheet)) == expected


def test_words_over_a_rule(tmp_path: Path) -> None:
    """One text object that runs through both columns is cut at the rule between them."""
    rows = [("Maatregel", "Wie"), ("Nieuwe banken", "De buurt"), ("Heg snoeien", "De wijkploeg")]
    texts = [Text(LEFT + 4, TOP - 12 - HEIGHT * i, f"{left}{' ' * 50}{right}") for i, (left, right) in enumerate(rows)]
    drawing = "\n".join(rule(*line) for line in (*along(4, 2), *down(range(3), 3)))
    found = blocks(write_pdf(tmp_path / "over_a_rule.pdf", Sheet(texts, drawing=drawing)))
    assert found == [("table", "\n".join(" | ".join(row) for row in rows))]


def test_framed_text_stays_text(tmp_path: Path) -> None:
    """A box around a paragraph, with a rule under its heading, within a frame around the page."""
    drawing = [frame(40, 40, 515, 760), frame(60, 560, 460, 100), rule(60, 630, 520, 630), rule(60, 95, 520, 95)]
    sheet = Sheet([Text(72, 640, "Fietsen", 14, "F2"), *lines(72, 610, *BODY)], drawing="\n".join(drawing))
    expected = [("heading", "Fietsen"), ("paragraph", " ".join(BODY))]
    assert blocks(write_pdf(tmp_path / "framed_text.pdf", sheet)) == expected


def test_grid_that_lays_out_paragraphs(tmp_path: Path) -> None:
    """Running text in a grid is body text, cell by cell, also where it is drawn line by line over the columns."""
    school = (
        "De school ligt ver van de wijk. Ouders brengen hun",
        "kinderen met de auto en dan staat de straat vol. Wie",
        "met de fiets komt, heeft in de ochtend geen ruimte.",
    )
    bus = (
        "De bus rijdt hier niet meer. In het voorjaar praten",
        "de buurt en de vervoerder over een halte. Daar is",
        "wel geld voor, maar het is de vraag wie het beheert.",
    )
    rows = ((school, bus), (bus, school))
    texts = in_cells(rows, width=250, height=60)
    drawing = "\n".join(frame(LEFT + 250 * j, TOP - 60 * i, 250, -60) for i in (0, 1) for j in (0, 1))
    found = blocks(write_pdf(tmp_path / "layout_grid.pdf", Sheet(texts, drawing=drawing)))
    assert found == [("paragraph", " ".join(cell)) for row in rows for cell in row]


def test_boxes_of_a_drawing_are_no_table(tmp_path: Path) -> None:
    places = [(72, 600), (200, 560), (330, 600), (72, 480), (330, 440)]
    drawing = [frame(x, y, 100, 40) for x, y in places] + [rule(172, 620, 330, 620), rule(120, 600, 120, 520)]
    texts = [Text(x + 5, y + 15, f"Stap {i}") for i, (x, y) in enumerate(places)]
    kinds = {kind for kind, _ in blocks(write_pdf(tmp_path / "drawing.pdf", Sheet(texts, drawing="\n".join(drawing))))}
    assert "table" not in kinds


def test_rules_between_rows_only(tmp_path: Path) -> None:
    drawing = "\n".join(rule(*line) for line in along(4, 3))
    rows = [HEADER, ("Banken", "Buurt", "Mei"), ("Heg", "Wijk", "Juni")]
    sheet = Sheet(in_cells([[(name,) for name in row] for row in rows]), drawing=drawing)
    expected = "\n".join(" | ".join(row) for row in rows)
    assert blocks(write_pdf(tmp_path / "horizontal_rules.pdf", sheet)) == [("table", expected)]


def test_page_turned_sideways(tmp_path: Path) -> None:
    """Rules and text turn together."""
    edges = [(y, x, y_, x_) for x, y, x_, y_ in (*along(4, 3), *down(range(4), 3))]
    texts = [text._replace(x=842 - text.y, y=text.x, matrix="0 1 -1 0") for text in table()]
    drawing = "\n".join(rule(842 - y, x, 842 - y_, x_) for y, x, y_, x_ in edges)
    path = write_pdf(tmp_path / "sideways_table.pdf", Sheet(texts, rotate=90, media=(0, 0, 842, 842), drawing=drawing))
    assert blocks(path) == [("table", READ)]
