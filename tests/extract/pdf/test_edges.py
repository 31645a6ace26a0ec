"""Imprints at the edge of one page and margins of letters are page furniture; what only stands near is not."""

from pathlib import Path

import pytest

from tests.extract.pdf.make_cases import Sheet, Text, lines
from tests.extract.pdf.seen import BODY, PARAGRAPH, seen

IMPRINTS: dict[str, tuple[list[Text], bool]] = {
    "small lines": (lines(72, 60, "bm-2024-0012", "Noorderdam 2024", size=6), True),
    "number of a series": ([Text(72, 60, "ISSN 1234 - 5678")], True),
    "small line at the head": ([Text(72, 810, "bm-2024-0012", 6)], True),
    "in body type": ([Text(72, 60, "Noorderdam en omgeving")], False),
    "small sentence": ([Text(72, 60, "Dit is een zin in kleine letters.", 6)], False),
    "source": ([Text(72, 60, "Bron: gemeente Noorderdam", 6)], False),
    "in the middle of the page": ([Text(72, 400, "bm-2024-0012", 6)], False),
    "right below the text": ([*lines(72, 78, *BODY), Text(72, 54, "bm-2024-0012", 6)], False),
    "heads of columns": ([Text(x, 810, word, 6) for x, word in ((72, "Wijk"), (200, "Aantal"), (320, "Jaar"))], False),
}


@pytest.mark.parametrize("name", IMPRINTS)
def test_imprints(name: str, tmp_path: Path) -> None:
    texts, is_furniture = IMPRINTS[name]
    found = seen(tmp_path, Sheet([*lines(72, 700, *BODY * 2), *texts]))
    assert ("furniture" in {kind for kind, _ in found}) == is_furniture
    assert ("paragraph", f"{PARAGRAPH} {PARAGRAPH}") in found


MARGINS: dict[str, tuple[tuple[str, ...], float, bool]] = {
    "references": (("Directie Water", "Noord", "Ons kenmerk", "2024-0012/bm"), 480, True),
    "notes on the text": (("Wonen aan het water", "Straten en pleinen", "Bomen"), 480, False),
    "one reference": (("Ons kenmerk", "Straten en pleinen", "Bomen"), 480, False),
    "where the text runs": (("Directie Water", "Noord", "Ons kenmerk", "2024-0012/bm"), 300, False),
}


@pytest.mark.parametrize("name", MARGINS)
def test_margins_of_letters(name: str, tmp_path: Path) -> None:
    margin, x, is_furniture = MARGINS[name]
    found = seen(tmp_path, Sheet([*lines(72, 700, *BODY * 4), *lines(x, 690, *margin, size=7)]))
    assert {text for kind, text in found if kind == "furniture"} == (set(margin) if is_furniture else set())


def test_short_entries_beside_references_are_a_table(tmp_path: Path) -> None:
    left = lines(72, 700, "Wegen", "Water", "Bomen", "Huizen")
    right = lines(480, 700, "Directie Water", "Ons kenmerk", "2024-0012/bm", "Datum")
    found = seen(tmp_path, Sheet([*lines(72, 780, *BODY), *left, *right]))
    assert "furniture" not in {kind for kind, _ in found}


CUT = "De bomen staan langs het water van de oude haven waar de bewoners van"
NAME = "Noorderdam al jaren wandelen met hun honden en kinderen."


@pytest.mark.parametrize(("heading", "joined"), [((), True), (("Wonen",), False)])
def test_a_capital_goes_on_with_a_sentence_only_at_the_head_of_a_page(
    heading: tuple[str, ...], joined: bool, tmp_path: Path
) -> None:
    first = Sheet([*lines(72, 120, *BODY), *lines(72, 70, CUT, CUT)])
    second = Sheet([*(Text(72, 780, text, 16, "F2") for text in heading), Text(72, 720, NAME)])
    found = seen(tmp_path, first, second)
    assert any(text.endswith(f"{CUT} {NAME}") for _, text in found) == joined
