"""Quirks of layout as data: a small PDF each, and the blocks that a reader sees in it."""

from pathlib import Path

import pytest

from pipeline.extract.pdf.reader import read_pdf
from tests.extract.pdf.make_cases import Bookmark, Sheet, Text, lines, write_pdf
from tests.extract.pdf.seen import BODY, BOLD, ITALIC, PARAGRAPH, Seen, seen

WIDTH = 5.3  # points a character, more or less


def run_in(x: float, y: float, name: str, text: str, font: str = BOLD) -> list[Text]:
    """A name in another font with text behind it on the same line, and the second line of the body below."""
    return [Text(x, y, f"{name} ", font=font), Text(x + WIDTH * (len(name) + 1), y, text), Text(x, y - 14, BODY[1])]


RUN_INS: dict[str, tuple[list[Text], list[Seen]]] = {
    "full stop": (
        run_in(72, 700, "Wonen.", "De bouw van huizen langs het water gaat"),
        [("heading1", "Wonen."), ("paragraph", f"De bouw van huizen langs het water gaat {BODY[1]}")],
    ),
    "colon in the type of the text": (
        run_in(72, 700, "Het verkeer", ": Op de dijk is het druk en"),
        [("heading1", "Het verkeer:"), ("paragraph", f"Op de dijk is het druk en {BODY[1]}")],
    ),
    "italics": (
        run_in(72, 700, "Baten:", "Bewoners hebben minder last van water en", ITALIC),
        [("heading1", "Baten:"), ("paragraph", f"Bewoners hebben minder last van water en {BODY[1]}")],
    ),
    "remark in brackets": (
        run_in(72, 700, "Taak 2 Wegen", "(nadeel van 3 ton ten opzichte van vorig jaar)")[:2],
        [("heading1", "Taak 2 Wegen"), ("paragraph", "(nadeel van 3 ton ten opzichte van vorig jaar)")],
    ),
    "on a line of its own": (
        [Text(72, 714, "Groen en water", font=ITALIC), *lines(72, 700, *BODY)],
        [("heading1", "Groen en water"), ("paragraph", PARAGRAPH)],
    ),
    "first words stressed": (
        run_in(72, 700, "De bewoners", "van de wijk hebben het plan besproken en"),
        [("paragraph", f"De bewoners van de wijk hebben het plan besproken en {BODY[1]}")],
    ),
    "stressed up to a comma": (
        run_in(72, 700, "Deze zomer,", "Ook de gemeente is dan weer aan zet, zodat"),
        [("paragraph", f"Deze zomer, Ook de gemeente is dan weer aan zet, zodat {BODY[1]}")],
    ),
    "stressed sentence": (
        run_in(72, 700, "Wij wonen in deze wijk met meer mensen.", "Dat weet de raad en"),
        [("paragraph", f"Wij wonen in deze wijk met meer mensen. Dat weet de raad en {BODY[1]}")],
    ),
    "field of a form": (
        run_in(72, 700, "Auteur:", "Jan Pietersen, adviseur")[:2],
        [("paragraph", "Auteur: Jan Pietersen, adviseur")],
    ),
    "caption": (
        run_in(72, 700, "Figuur 3.", "De nieuwe straten langs het water, zoals"),
        [("paragraph", f"Figuur 3. De nieuwe straten langs het water, zoals {BODY[1]}")],
    ),
    "item of a list": (
        [Text(60, 700, "-"), *run_in(72, 700, "Wonen:", "De bouw van huizen gaat")[:2], Text(72, 686, BODY[1])],
        [("list_item", f"Wonen: De bouw van huizen gaat {BODY[1]}")],
    ),
}


@pytest.mark.parametrize("name", RUN_INS)
def test_run_in_headings(name: str, tmp_path: Path) -> None:
    """The first paragraph of the page tells what is body type."""
    texts, expected = RUN_INS[name]
    assert seen(tmp_path, Sheet([*lines(72, 780, *BODY * 2), *texts])) == [
        ("paragraph", f"{PARAGRAPH} {PARAGRAPH}"),
        *expected,
    ]


def under_each_other(*headings: tuple[str, float, str]) -> list[Text]:
    """Headings (text, size, font), each with a paragraph below it."""
    texts: list[Text] = []
    for i, (text, size, font) in enumerate(headings):
        y = 800 - 90 * i
        texts += [Text(72, y, text, size, font), *lines(72, y - 30, *BODY)]
    return texts


LEVELS: dict[str, list[tuple[int, str, float, str]]] = {
    "numbers where all look alike": [
        (1, "1. Plan", 10, BOLD),
        (2, "1.1 Doel", 10, BOLD),
        (2, "1.2 Aanpak", 10, BOLD),
        (3, "1.2.1 Straten", 10, BOLD),
        (4, "Het water", 10, BOLD),
        (1, "2. Kosten", 10, BOLD),
    ],
    "a section that is set larger than its chapter": [
        (1, "1 Plan", 14, BOLD),
        (2, "1.1 Doel", 16, BOLD),
        (2, "1.2 Aanpak", 12, BOLD),
        (1, "2 Kosten", 14, BOLD),
    ],
    "roman below arabic, and an appendix": [
        (1, "1. Plan", 10, BOLD),
        (2, "I. Straten", 10, BOLD),
        (2, "II. Water", 10, BOLD),
        (3, "Beken", 10, BOLD),
        (1, "Bijlage A", 10, BOLD),
    ],
    "a heading that leads in a list holds no other": [
        (1, "1. Plan", 18, BOLD),
        (2, "Wij willen:", 18, BOLD),
        (2, "Straten", 12, BOLD),
        (1, "2. Kosten", 18, BOLD),
    ],
    "a small heading before the first chapter": [
        (1, "Vooraf", 12, BOLD),
        (1, "Plan", 18, BOLD),
        (2, "Straten", 12, BOLD),
    ],
    "chapters without a number among numbered ones": [
        (1, "Samenvatting", 10, BOLD),
        (1, "1. Plan", 10, BOLD),
        (2, "Straten", 10, BOLD),
        (1, "Conclusies", 10, BOLD),
    ],
}


@pytest.mark.parametrize("name", LEVELS)
def test_levels(name: str, tmp_path: Path) -> None:
    headings = LEVELS[name]
    found = seen(tmp_path, Sheet(under_each_other(*(heading[1:] for heading in headings))))
    assert [each for each in found if each[1] != PARAGRAPH] == [
        (f"heading{level}", text) for level, text, _, _ in headings
    ]


ALIKE = ("Plan", "Straten", "Water", "Kosten", "Dekking", "Planning")


def test_bookmarks_give_the_levels_of_headings_that_look_alike(tmp_path: Path) -> None:
    bookmarks = tuple(Bookmark(text, 1, 1 if text in ("Plan", "Kosten") else 2) for text in ALIKE)
    sheet = Sheet(under_each_other(*((text, 12, BOLD) for text in ALIKE)))
    levels = [kind for kind, text in seen(tmp_path, sheet, bookmarks=bookmarks) if text in ALIKE]
    assert levels == ["heading1", "heading2", "heading2", "heading1", "heading2", "heading2"]


def test_bookmarks_that_contradict_the_look_do_not_count(tmp_path: Path) -> None:
    """The smaller headings stand above the larger ones in the bookmarks."""
    sizes = dict(zip(ALIKE, (18, 12, 12, 18, 12, 12), strict=True))
    bookmarks = tuple(Bookmark(text, 1, 2 if size == 18 else 1) for text, size in sizes.items())
    sheet = Sheet(under_each_other(*((text, size, BOLD) for text, size in sizes.items())))
    levels = [kind for kind, text in seen(tmp_path, sheet, bookmarks=bookmarks) if text in ALIKE]
    assert levels == ["heading1", "heading2", "heading2", "heading1", "heading2", "heading2"]


def test_a_bookmark_makes_a_heading_of_a_line_in_body_type(tmp_path: Path) -> None:
    texts = [*lines(72, 780, *BODY), *lines(72, 740, "over het water"), *lines(72, 712, *BODY)]
    plain = [("paragraph", PARAGRAPH), ("paragraph", "over het water"), ("paragraph", PARAGRAPH)]
    assert seen(tmp_path, Sheet(texts)) == plain
    marked = seen(tmp_path, Sheet(texts), bookmarks=(Bookmark("Over het water ", 1, 1),))
    assert marked == [plain[0], ("heading1", "over het water"), plain[2]]


@pytest.mark.parametrize("glyph", "•-o§e")
def test_bullets_are_no_text(glyph: str, tmp_path: Path) -> None:
    texts = [*lines(72, 780, *BODY), Text(72, 740, glyph), Text(90, 740, "De bomen staan langs het water.")]
    assert seen(tmp_path, Sheet(texts))[1:] == [("list_item", "De bomen staan langs het water.")]


@pytest.mark.parametrize("number", ["1.", "a)", "(2)", "iv."])
def test_numbers_of_items_stay(number: str, tmp_path: Path) -> None:
    texts = [*lines(72, 780, *BODY), Text(72, 740, f"{number} De bomen staan langs het water.")]
    assert seen(tmp_path, Sheet(texts))[1:] == [("list_item", f"{number} De bomen staan langs het water.")]


def test_place_of_a_page_break_after_a_bullet(tmp_path: Path) -> None:
    """Where the second page begins is counted in the text without the bullet."""
    item = "De bomen staan langs het water van de oude haven waar de bewoners al"
    first = Sheet([*lines(72, 120, *BODY), Text(72, 60, "-"), Text(90, 60, item)])
    second = Sheet([Text(90, 780, "jaren wandelen."), *lines(72, 700, *BODY)])
    blocks = read_pdf(write_pdf(tmp_path / "break.pdf", first, second), max_pages=9).blocks
    (block,) = (block for block in blocks if block.kind == "list_item")
    assert block.text == f"{item} jaren wandelen."
    assert [block.text[offset:].strip() for offset in block.breaks] == ["jaren wandelen."]


LETTER = [
    ("colophon", ("Postbus 1234",)),
    ("colophon", ("1234 AB Noorderdam",)),
    ("colophon", ("Ons kenmerk",)),
    ("colophon", ("2024-0012/bm",)),
    ("colophon", ("Datum",)),
    ("colophon", ("3 mei 2024",)),
    ("colophon", ("Geachte leden van de raad,",)),
    ("", BODY),
    ("", ("In 2024 kwamen er 12 brieven.",)),
    ("colophon", ("Met vriendelijke groet,",)),
    ("colophon", ("Jan Pietersen",)),
    ("colophon", ("Wethouder van Water",)),
    ("", ("Dit is een zin na de ondertekening.",)),
]


def test_letterhead_and_signature_are_not_coded(tmp_path: Path) -> None:
    texts: list[Text] = []
    for _, block in LETTER:
        y = texts[-1].y - 40 if texts else 800
        texts += lines(72, y, *block)
    found = [(kind.partition(" ")[2], text) for kind, text in seen(tmp_path, Sheet(texts))]
    assert found == [(zone, " ".join(block)) for zone, block in LETTER]


@pytest.mark.parametrize(
    "text", ["Bijlagen", "Datum", "Vraag 1", "Wijk 12 Noord", "In 2024", "Aan de bewoners van 2024"]
)
def test_what_only_could_be_a_letterhead_stays(text: str, tmp_path: Path) -> None:
    sheet = Sheet([*lines(72, 780, *BODY), Text(72, 740, text), *lines(72, 700, *BODY)])
    assert [kind.endswith("colophon") for kind, _ in seen(tmp_path, sheet)] == [False] * 3
