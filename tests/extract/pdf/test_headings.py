"""Headings that are told by a rule below them, by their place or by their number; and what only looks like one."""

from pathlib import Path

import pytest

from tests.extract.pdf.make_cases import Sheet, Text, lines
from tests.extract.pdf.seen import BODY, BOLD, ITALIC, PARAGRAPH, Seen, seen


def below(heading: list[Text], under: list[Text], drawing: str = "") -> Sheet:
    """A paragraph, a heading candidate at y = 700 and what stands under it."""
    return Sheet([*lines(72, 780, *BODY), *heading, *under], drawing=drawing)


def kinds(folder: Path, sheet: Sheet) -> list[Seen]:
    """What is seen after the first paragraph."""
    return seen(folder, sheet)[1:]


UNDER = lines(72, 686, *BODY)
TITLE = "Wegen en water"
UNDERLINED: dict[str, tuple[str, list[Text], str]] = {
    "one rule": ("heading1", UNDER, "72 698 m 140 698 l S"),
    "a rule below each word": ("heading1", UNDER, "72 698 m 104 698 l S 106 698 m 140 698 l S"),
    "a rule of the page": ("paragraph", lines(72, 660, *BODY), "72 698 m 520 698 l S"),
    "a rule below one word": ("paragraph", lines(72, 660, *BODY), "72 698 m 104 698 l S"),
    "a rule far below": ("paragraph", lines(72, 660, *BODY), "72 690 m 140 690 l S"),
}


@pytest.mark.parametrize("name", UNDERLINED)
def test_underlined_lines_are_headings(name: str, tmp_path: Path) -> None:
    """A colon keeps the line from being taken for a label in body type."""
    kind, under, drawing = UNDERLINED[name]
    found = kinds(tmp_path, below([Text(72, 700, f"{TITLE}:")], under, drawing))
    assert found == [(kind, f"{TITLE}:"), ("paragraph", PARAGRAPH)]


GRID = [
    Text(x, y, f"{word} {y}") for y in (676, 656, 636) for x, word in ((80, "Wijk"), (250, "Aantal"), (420, "Jaar"))
]
RULES = " ".join(
    [*(f"76 {y} m 540 {y} l S" for y in (690, 670, 650, 630)), *(f"{x} 690 m {x} 630 l S" for x in (76, 246, 416, 540))]
)
TITLES: dict[str, tuple[str, list[Text]]] = {
    "bold": ("heading1", [Text(76, 700, TITLE, font=BOLD)]),
    "in body type": ("paragraph", [Text(76, 700, TITLE)]),
    "caption": ("paragraph", [Text(76, 700, "Tabel 3. Wegen en water", font=BOLD)]),
    "unit": ("paragraph", [Text(76, 700, "Bedragen per wijk", font=BOLD)]),
    "over a column": ("paragraph", [Text(250, 700, TITLE, font=BOLD)]),
}


@pytest.mark.parametrize("name", TITLES)
def test_titles_of_tables(name: str, tmp_path: Path) -> None:
    kind, texts = TITLES[name]
    found = kinds(tmp_path, below(texts, GRID, RULES))
    assert [each for each, _ in found] == [kind, "table"]


NUMBERED: dict[str, tuple[list[Text], list[str]]] = {
    "text flush below": ([Text(72, 700, f"2. {TITLE}"), *UNDER], ["heading1", "paragraph"]),
    "text behind the number": ([Text(72, 700, f"2. {TITLE}"), *lines(84, 686, *BODY)], ["list_item"]),
    "list": ([Text(72, 714, "1. Wegen"), Text(72, 700, "2. Water"), *lines(72, 660, *BODY)], ["list_item"] * 2),
    "lower level": (
        [Text(72, 720, "2. Wonen"), Text(72, 700, f"a. {TITLE}"), *UNDER],
        ["heading1", "heading2", "paragraph"],
    ),
    "sentence": ([Text(72, 700, "2. Het plan is af."), *UNDER], ["list_item", "paragraph"]),
}


@pytest.mark.parametrize("name", NUMBERED)
def test_numbered_names(name: str, tmp_path: Path) -> None:
    texts, expected = NUMBERED[name]
    found = [kind for kind, _ in kinds(tmp_path, below([], texts))]
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vergaderjaar 2023 - 2024",
        "14 maart 2024",
        "Versie 2.1",
        "Onder redactie van Jan Pietersen",
        "In opdracht van de gemeente",
        "De bewoners die in deze wijk langs het water wonen en meedoen met de plannen van de zomer:",
        "Dat is nu anders. Voor later geldt:",
    ],
)
def test_mastheads_and_lead_ins_are_no_headings(text: str, tmp_path: Path) -> None:
    assert kinds(tmp_path, below([Text(72, 700, text, font=BOLD)], UNDER))[0][0] == "paragraph"


@pytest.mark.parametrize(
    ("x", "font", "kind"), [(100, "F1", "heading1"), (72, "F1", "list_item"), (100, BOLD, "list_item")]
)
def test_bold_bullet_above_a_list_within_it(x: int, font: str, kind: str, tmp_path: Path) -> None:
    items = [
        Text(72, 700, "-"),
        Text(84, 700, TITLE, font=BOLD),
        Text(x, 686, "-"),
        Text(x + 12, 686, "Bomen", font=font),
    ]
    assert kinds(tmp_path, below([], items))[0] == (kind, TITLE)


@pytest.mark.parametrize(("font", "kind"), [("F1", "heading1"), (ITALIC, "list_item")])
def test_items_set_alike_are_a_list(font: str, kind: str, tmp_path: Path) -> None:
    """An italic line with a letter is a heading, unless the next item is italic as well."""
    items = [Text(72, 700, "a. Wegen", font=ITALIC), Text(72, 686, "b. Bomen", font=font)]
    assert kinds(tmp_path, below([], [*items, *lines(72, 640, *BODY)]))[0] == (kind, "a. Wegen")


def test_names_in_capitals_beside_each_other_are_no_headings(tmp_path: Path) -> None:
    names = [Text(72, 700, "Jan Pietersen"), Text(300, 700, "WATER-RAAD"), *lines(300, 686, *BODY)]
    assert ("heading1", "WATER-RAAD") not in kinds(tmp_path, below([], names))
    assert ("heading1", "WATER-RAAD") in kinds(tmp_path, below([], names[1:]))
