"""Every file here is a quirk of real reports, made on purpose."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfWriter

from pipeline.errors import UnreadableFileError
from pipeline.extract import InputFile, read_report
from pipeline.extract.pdf.reader import read_pdf
from pipeline.records import Block, Reading, Status
from pipeline.settings import ExtractSettings
from tests.extract.pdf.make_cases import IMAGE, LEADING, PRIVATE, Sheet, Text, lines, write_pdf

BODY = (
    "Het plan voor de wijk is in het voorjaar besproken met de bewoners en",
    "de gemeente legt daarna in de zomer de nieuwe straten aan langs het water.",
)


def read(path: Path) -> Reading:
    return read_pdf(path, max_pages=100)


def texts(reading: Reading, *kinds: str) -> list[str]:
    return [block.text for block in reading.blocks if block.kind in kinds]


def only(reading: Reading, kind: str) -> Block:
    (block,) = (block for block in reading.blocks if block.kind == kind)
    return block


def test_lines_become_one_paragraph(tmp_path: Path) -> None:
    block = only(read(write_pdf(tmp_path / "plain.pdf", Sheet(lines(72, 700, *BODY)))), "paragraph")
    assert (block.text, block.page, block.end_page, block.zone) == (" ".join(BODY), 1, 1, "body")


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    """Broken words are joined; hyphens that belong to the word stay."""
    sheet = Sheet(
        lines(
            72,
            700,
            "De gemeente is verantwoordelijk voor de uitvoe-",
            "ring van het beleid voor huizen met zonne-",
            "energie en let daarbij op alle arbeids-",
            "en kennismigratie in de regio rond de AI-",
            "systemen.",
        )
    )
    text = only(read(write_pdf(tmp_path / "hyphens.pdf", sheet)), "paragraph").text
    assert text == (
        "De gemeente is verantwoordelijk voor de uitvoering van het beleid voor huizen met zonne-energie en let daarbij"
        " op alle arbeids- en kennismigratie in de regio rond de AI-systemen."
    )


def test_two_columns(tmp_path: Path) -> None:
    """A sentence runs from the foot of the left column to the head of the right one."""
    left = ["De eerste kolom vertelt over scholen in", "de stad. Zij hebben al jaren een tekort", "aan leraren en aan"]
    right = [
        "lokalen. De tweede kolom vertelt daarna",
        "over de zorg in dezelfde stad. Daar is het",
        "niet veel beter.",
    ]
    sheet = Sheet([*lines(60, 700, *left), *lines(320, 700, *right)])
    assert texts(read(write_pdf(tmp_path / "two_columns.pdf", sheet)), "paragraph") == [" ".join([*left, *right])]


@pytest.mark.parametrize("numbers", [("ii", "iii", "iv", "v"), ("8", "9", "10", "11")])
def test_running_header_and_page_numbers(tmp_path: Path, numbers: tuple[str, ...]) -> None:
    sheets = [
        Sheet([Text(72, 810, f"Rapport straten | {number}"), *lines(72, 600, *BODY), Text(290, 30, number)])
        for number in numbers
    ]
    reading = read(write_pdf(tmp_path / "running_header.pdf", *sheets))
    assert texts(reading, "furniture") == [part for n in numbers for part in (f"Rapport straten | {n}", n)]
    assert texts(reading, "paragraph") == [" ".join(BODY)] * len(numbers)


def test_heading_that_comes_back_is_no_furniture(tmp_path: Path) -> None:
    """Chapters that start at the head of a page repeat their first heading, but not page after page."""
    sheets = [Sheet(lines(72, 600, *BODY)) for _ in range(12)]
    for i in (0, 5, 11):
        sheets[i] = Sheet([Text(72, 780, "Wat willen wij", 16, "F2"), *lines(72, 700, *BODY)])
    assert texts(read(write_pdf(tmp_path / "same_heading.pdf", *sheets)), "heading") == ["Wat willen wij"] * 3


def test_footnote_mark_glued_to_a_word(tmp_path: Path) -> None:
    sheet = Sheet(
        [
            Text(72, 700, "Dat is in deze streek al jaren normaal"),
            Text(241, 704, "41", 6),
            Text(248, 700, ". De wegen zijn oud en er is weinig geld."),
            Text(72, 60, "41", 5),
            Text(79, 57, "Zie het verslag van de raad.", 8),
            Text(72, 47, "Daarin staat ook de begroting.", 8),
        ]
    )
    reading = read(write_pdf(tmp_path / "glued_mark.pdf", sheet))
    assert texts(reading, "footnote") == ["41 Zie het verslag van de raad. Daarin staat ook de begroting."]
    assert only(reading, "paragraph").text.startswith("Dat is in deze streek al jaren normaal. De wegen")


def test_mark_in_figures_of_its_own(tmp_path: Path) -> None:
    """A font with raised figures leaves no trace but the number, which is a mark if a note has it."""
    body = "De brug is in mei hersteld.3 Dat kostte in Zwolle12 meer dan begroot voor plan A4."
    sheet = Sheet([Text(72, 700, body), Text(72, 57, "3 Zie het verslag.", 8)])
    text = only(read(write_pdf(tmp_path / "plain_mark.pdf", sheet)), "paragraph").text
    assert text == "De brug is in mei hersteld. Dat kostte in Zwolle12 meer dan begroot voor plan A4."


def test_square_metres_keep_their_exponent(tmp_path: Path) -> None:
    sheet = Sheet([Text(72, 700, "Het terrein van 300 m"), Text(168, 704, "2", 6), Text(174, 700, "is te klein.")])
    assert (
        only(read(write_pdf(tmp_path / "exponent.pdf", sheet)), "paragraph").text
        == "Het terrein van 300 m2 is te klein."
    )


def test_sentence_over_a_page_break_with_a_footnote_between(tmp_path: Path) -> None:
    note = [Text(72, 57, "1 Kamerstuk over de bruggen.", 8)]
    first = Sheet([*lines(72, 200, *BODY[:1]), *note, Text(290, 30, "1")])
    second = Sheet([*lines(72, 780, *BODY[1:], "Er komt ook een brug."), Text(290, 30, "2")])
    reading = read(write_pdf(tmp_path / "page_break.pdf", first, second))
    block = only(reading, "paragraph")
    assert (block.page, block.end_page) == (1, 2)
    assert block.text == f"{BODY[0]} {BODY[1]} Er komt ook een brug."
    assert [b.kind for b in reading.blocks] == ["paragraph", "footnote", "furniture", "furniture"]


def test_private_use_bullets(tmp_path: Path) -> None:
    marks = [Text(72, 700 - 28 * i, "b", font=PRIVATE) for i in range(2)]
    items = [lines(90, 700, "Eerste punt over het riool", "en de stoep"), lines(90, 672, "Tweede punt")]
    sheet = Sheet([marks[0], *items[0], marks[1], *items[1]])
    reading = read(write_pdf(tmp_path / "private_bullets.pdf", sheet))
    assert texts(reading, "list_item") == ["Eerste punt over het riool en de stoep", "Tweede punt"]


def test_headings_and_their_levels(tmp_path: Path) -> None:
    sheet = Sheet(
        [
            Text(72, 780, "1 Groen in de stad", 18, "F2"),
            *lines(72, 750, *BODY),
            Text(72, 700, "Onderhoud", 10, "F2"),
            *lines(72, 686, *BODY),
        ]
    )
    reading = read(write_pdf(tmp_path / "headings.pdf", sheet))
    assert [(b.text, b.level) for b in reading.blocks if b.kind == "heading"] == [
        ("1 Groen in de stad", 1),
        ("Onderhoud", 2),
    ]
    assert len(texts(reading, "paragraph")) == 2


def test_table_rows_are_lines_of_cells(tmp_path: Path) -> None:
    rows = [("Wijk", "Bomen", "Banken"), ("Noord", "120", "14"), ("Zuid", "85", "9")]
    cells = [Text(72 + 150 * j, 600 - 20 * i, cell) for i, row in enumerate(rows) for j, cell in enumerate(row)]
    reading = read(write_pdf(tmp_path / "table.pdf", Sheet([*lines(72, 700, *BODY), *cells])))
    assert only(reading, "table").text == "Wijk | Bomen | Banken\nNoord | 120 | 14\nZuid | 85 | 9"


def test_rotated_page(tmp_path: Path) -> None:
    """Text that /Rotate sets upright is read like any other, with boxes as displayed."""
    sideways = "0 1 -1 0"
    sheet = Sheet([Text(100 + LEADING * i, 72, text, matrix=sideways) for i, text in enumerate(BODY)], rotate=90)
    block = only(read(write_pdf(tmp_path / "rotated.pdf", sheet)), "paragraph")
    assert block.text == " ".join(BODY)
    assert block.bbox is not None
    assert block.bbox[:2] == (72.0, 92.5)


def test_page_set_sideways_without_rotate(tmp_path: Path) -> None:
    sheet = Sheet([Text(100 + LEADING * i, 72, text, matrix="0 1 -1 0") for i, text in enumerate(BODY)])
    block = only(read(write_pdf(tmp_path / "sideways.pdf", sheet)), "paragraph")
    assert block.text == " ".join(BODY)
    assert block.bbox is not None
    assert (block.bbox[0], block.bbox[3]) == (92.5, 770.0)


def test_origin_of_the_page_box(tmp_path: Path) -> None:
    sheet = Sheet(lines(1072, 1700, *BODY), media=(900, 900, 1600, 1900), crop=(1000, 1000, 1595, 1842))
    block = only(read(write_pdf(tmp_path / "page_box.pdf", sheet)), "paragraph")
    assert block.bbox is not None
    assert block.bbox[:2] == (72.0, 134.5)


def test_heading_drawn_last_is_read_first(tmp_path: Path) -> None:
    sheet = Sheet([*lines(72, 700, *BODY), Text(72, 740, "Water", 16, "F2")])
    assert [b.kind for b in read(write_pdf(tmp_path / "heading_last.pdf", sheet)).blocks] == ["heading", "paragraph"]


def test_contents_references_and_colophon_are_zones(tmp_path: Path) -> None:
    entries = [f"{i} Hoofdstuk over de wijk {'.' * 40} {i + 2}" for i in range(1, 6)]
    back = [
        Text(72, 780, "Literatuur", 16, "F2"),
        Text(72, 750, "Jansen, P. (2019). Bomen tellen. Zwolle."),
        Text(72, 700, "Colofon", 16, "F2"),
        Text(72, 670, "Dit is een uitgave van de gemeente."),
    ]
    front = [Text(72, 780, "Inhoud", 16, "F2"), *lines(72, 740, *entries)]
    reading = read(write_pdf(tmp_path / "zones.pdf", Sheet(front), Sheet(lines(72, 700, *BODY)), Sheet(back)))
    zones = [(block.zone, block.kind) for block in reading.blocks]
    assert zones == [
        ("contents", "heading"),
        *[("contents", "paragraph")] * 5,
        ("body", "paragraph"),
        *[(zone, kind) for zone in ("references", "colophon") for kind in ("heading", "paragraph")],
    ]


def test_page_without_text_counts_its_images(tmp_path: Path) -> None:
    reading = read(write_pdf(tmp_path / "no_text_layer.pdf", Sheet([], drawing=IMAGE), Sheet(lines(72, 700, *BODY))))
    assert [(page.characters, page.images) for page in reading.pages] == [
        (0, 1),
        (len("".join(BODY).replace(" ", "")), 0),
    ]


def test_every_character_ends_in_one_block(tmp_path: Path) -> None:
    sheet = Sheet([Text(72, 780, "Kop", 18, "F2"), *lines(72, 740, *BODY), Text(300, 20, "Pagina 1 van 1")])
    reading = read(write_pdf(tmp_path / "all.pdf", sheet))
    assert sum(len("".join(block.text.split())) for block in reading.blocks) == reading.pages[0].characters


def test_encrypted(tmp_path: Path) -> None:
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [<00> <00>]"
    path = write_pdf(tmp_path / "encrypted.pdf", Sheet(lines(72, 700, *BODY)), extra=locked)
    with pytest.raises(UnreadableFileError, match="met een wachtwoord beveiligd") as caught:
        read(path)
    assert caught.value.status == Status.ENCRYPTED
    with pytest.raises(UnreadableFileError, match="geen van de opgegeven wachtwoorden past"):
        read_pdf(path, passwords=["sesam"], max_pages=100)


def test_one_of_the_passwords_opens_the_file(tmp_path: Path) -> None:
    plain = write_pdf(tmp_path / "plain.pdf", Sheet(lines(72, 700, *BODY)))
    writer = PdfWriter(clone_from=plain)
    writer.encrypt(user_password="wachtwoord één", owner_password="eigenaar", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UnreadableFileError, match="--password"):
        read(tmp_path / "locked.pdf")
    opened = read_pdf(tmp_path / "locked.pdf", passwords=["fout", "wachtwoord één"], max_pages=9)
    assert opened.blocks == read(plain).blocks


@pytest.mark.parametrize(
    ("start", "kind"), [(b"<!DOCTYPE html><p>404", "webpagina"), (b"PK\x03\x04", "zip"), (b"{\\rtf1", "RTF")]
)
def test_another_kind_of_file_that_is_named_pdf(start: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(start)
    with pytest.raises(UnreadableFileError, match=kind) as caught:
        read(tmp_path / "page.pdf")
    assert caught.value.status == Status.OTHER_KIND


@pytest.mark.parametrize("kept", [0, 400])
def test_truncated(tmp_path: Path, kept: int) -> None:
    path = write_pdf(tmp_path / "truncated.pdf", Sheet(lines(72, 700, *BODY)))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UnreadableFileError, match="beschadigd") as caught:
        read(path)
    assert caught.value.status == Status.DAMAGED


def test_too_many_pages(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "long.pdf", *[Sheet([])] * 3)
    with pytest.raises(UnreadableFileError, match="heeft 3 pagina's en de grens is 2") as caught:
        read_pdf(path, max_pages=2)
    assert caught.value.status == Status.TOO_LARGE


@pytest.mark.parametrize(
    ("whole", "broken"),
    [(b"7 0 obj\n<< /Type /Page ", b"7 0 obj\n<< /Type /Pagx "), (b"/Kids [7 0 R", b"/Kids [99 0 R")],
)
def test_page_that_fails_alone(whole: bytes, broken: bytes, tmp_path: Path) -> None:
    """pdfium cannot load the first page; it stands as a page without text, and the second keeps its number."""
    path = write_pdf(tmp_path / "bad_page.pdf", *[Sheet(lines(72, 700, *BODY))] * 2)
    path.write_bytes(path.read_bytes().replace(whole, broken))
    document = pdfium.PdfDocument(path)
    with pytest.raises(pdfium.PdfiumError):
        document[0]
    reading = read(path)
    assert [(page.number, page.characters > 0) for page in reading.pages] == [(1, False), (2, True)]
    assert [(block.page, block.text) for block in reading.blocks] == [(2, " ".join(BODY))]
    report = read_report(InputFile(path, path.name, "ab"), ExtractSettings())
    assert (report.page_count, report.pages_without_text) == (2, (1,))
    assert report.message == "Niet te openen en niet gelezen: pagina 1. Zonder tekst: pagina 1."
