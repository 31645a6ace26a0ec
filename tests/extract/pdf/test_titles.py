"""Titles as data: what stands in the metadata and on the first page, and what a person would cite."""

from pathlib import Path

import pytest

from pipeline.extract.pdf.reader import read_pdf
from tests.extract.pdf.make_cases import Sheet, Text, lines, write_pdf

BODY = (
    "Het plan voor de wijk is in het voorjaar besproken met de bewoners en",
    "de gemeente legt daarna in de zomer de nieuwe straten aan langs het water.",
)
BOLD = "F2"


def first_page(*headings: tuple[str, float]) -> Sheet:
    """Headings (text, size) from the top down, and a paragraph below them."""
    return Sheet(
        [
            *(Text(72, 780 - 50 * i, text, size, BOLD) for i, (text, size) in enumerate(headings)),
            *lines(72, 750 - 50 * len(headings), *BODY),
        ]
    )


def title(folder: Path, *sheets: Sheet, metadata: str = "") -> str:
    return read_pdf(write_pdf(folder / "title.pdf", *sheets, title=metadata), max_pages=9).title


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("", "Groen in de stad"),
        ("Groen in de stad - Dorp aan Zee", "Groen in de stad - Dorp aan Zee"),
        ("Handleiding voor een ander stuk", "Groen in de stad"),
        ("Microsoft Word - Groen in de stad.docx", "Groen in de stad"),
        ("untitled", "Groen in de stad"),
        ("20240503_v2_def", "Groen in de stad"),
    ],
)
def test_metadata_counts_where_the_page_says_the_same(metadata: str, expected: str, tmp_path: Path) -> None:
    sheet = first_page(("Groen in de stad", 24), ("Dorp aan Zee", 14))
    assert title(tmp_path, sheet, metadata=metadata) == expected


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("Microsoft Word - Plan voor de haven.docx", "Plan voor de haven"),
        ("Plan%20voor%20de%20haven.pdf", "Plan voor de haven"),
        ("Plan voor de haven \\(2\\)", "Plan voor de haven"),
        ("Microsoft Word - haven_def_2.docx", ""),
        ("None", ""),
        ("scan0012", ""),
    ],
)
def test_metadata_without_what_programs_make_of_it(metadata: str, expected: str, tmp_path: Path) -> None:
    assert title(tmp_path, Sheet(lines(72, 700, *BODY)), metadata=metadata) == expected


@pytest.mark.parametrize(
    "other",
    [
        *("Inhoudsopgave", "Gemeente Noorderdam", "Ministerie van Water | Directie Beken", "3 mei 2024", "Aan", "nota"),
        *("Versie 2.0", "1. Inleiding", "Tweede Kamer der Staten-Generaal", "Ons kenmerk 2024-12", "www.dorp.nl"),
    ],
)
def test_larger_headings_that_are_no_title(other: str, tmp_path: Path) -> None:
    assert title(tmp_path, first_page((other, 28), ("Groen in de stad", 16))) == "Groen in de stad"


def test_short_name_with_the_line_below_it(tmp_path: Path) -> None:
    cover = Sheet([Text(72, 780, "GROEN", 30, BOLD), Text(72, 740, "Bomen en parken in de wijken rond de haven")])
    pages = cover, Sheet(lines(72, 700, *BODY, *BODY))
    assert title(tmp_path, *pages) == "GROEN: Bomen en parken in de wijken rond de haven"


@pytest.mark.parametrize("label", ["Onderwerp", "Betreft:"])
def test_subject_of_a_letter(label: str, tmp_path: Path) -> None:
    texts = [Text(72, 780, "Gemeente Noorderdam", 20, BOLD), Text(72, 700, label, 14)]
    sheet = Sheet([*texts, Text(72, 670, "Kap van de iepen aan de haven"), *lines(72, 600, *BODY)])
    assert title(tmp_path, sheet) == "Kap van de iepen aan de haven"


def test_parliamentary_paper(tmp_path: Path) -> None:
    name = "Vragen van het lid Pietersen aan de Minister van Water over de haven"
    texts = [
        Text(72, 780, "Aanhangsel van de Handelingen", 18, BOLD),
        Text(72, 700, f"{name} (ingezonden 3 mei 2024)."),
    ]
    assert title(tmp_path, Sheet([*texts, *lines(72, 600, *BODY)])) == name


def test_running_header_where_the_cover_is_an_image(tmp_path: Path) -> None:
    header = Text(72, 812, "Waterplan van Noorderdam", 8)
    sheets = [Sheet([header, *lines(72, 700 - 40 * i, *BODY)]) for i in range(4)]
    assert title(tmp_path, Sheet([]), *sheets) == "Waterplan van Noorderdam"
