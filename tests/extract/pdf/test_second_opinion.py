"""Files in which pdfium finds nothing: pdfplumber saves what is left, and the report says that it is not whole."""

from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
from pypdf import PdfWriter

from pipeline.extract import InputFile, read_report
from pipeline.extract.pdf.second_opinion import read_with_pdfplumber
from pipeline.records import Report, Status
from pipeline.settings import ExtractSettings
from tests.extract.pdf.make_cases import Sheet, Text, lines, write_pdf

BODY = (
    "De provincie heeft vorig jaar drie bruggen over het kanaal laten keuren en",
    "stelt daarna met de gemeenten een plan op voor het herstel van de oudste.",
)
LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [<00> <00>]"


def page(number: int) -> Sheet:
    top = 780 - 90 * number  # text at one height on every page would be page furniture
    return Sheet(
        [Text(72, top, f"{number} Bruggen", 18, "F2"), *lines(72, top - 40, *BODY), Text(290, 30, str(number))]
    )


def cut(path: Path, *, before: bytes) -> Path:
    """The file without what stands from the last place of these bytes on; pdfium must refuse it."""
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(before)])
    with pytest.raises(pdfium.PdfiumError):
        pdfium.PdfDocument(path)
    return path


def without_catalogue(path: Path, *, before: bytes) -> Path:
    """A cut file in which the catalogue, which is often written last, is gone as well."""
    path.write_bytes(path.read_bytes().replace(b"/Type /Catalog /Pages 2 0 R", b"/Lost true"))
    return cut(path, before=before)


def report_of(path: Path, settings: ExtractSettings | None = None) -> Report:
    return read_report(InputFile(path, path.name, "ab"), settings or ExtractSettings())


def test_a_file_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """The third of three pages lies behind the cut."""
    path = write_pdf(tmp_path / "half.pdf", *map(page, (1, 2, 3)))
    whole = report_of(path)
    report = report_of(without_catalogue(path, before=b"11 0 obj"))
    assert (report.status, report.page_count) == (Status.OK, 2)
    assert report.message.startswith("Het bestand is beschadigd; alleen de tekst van 2 pagina's kon worden gelezen.")
    found = [(block.kind, block.text, block.page) for block in report.blocks]
    assert found == [(block.kind, block.text, block.page) for block in whole.blocks if block.page < 3]
    paragraph = next(block for block in report.blocks if block.kind == "paragraph")
    assert paragraph.bbox == pytest.approx((72, 184.5, 405.5, 208.5), abs=1)


def test_a_page_whose_content_is_lost_stands_as_empty(tmp_path: Path) -> None:
    report = report_of(without_catalogue(write_pdf(tmp_path / "lost.pdf", page(1), page(2)), before=b"10 0 obj"))
    assert (report.status, report.page_count, report.pages_without_text) == (Status.OK, 2, (2,))
    assert "de tekst van 1 pagina kon" in report.message


def test_a_page_whose_words_fall_apart_is_not_read(tmp_path: Path) -> None:
    """No text is better than text with its spaces in the wrong places."""
    torn = Sheet(lines(72, 700, "d e b ru g ge n zij n o u d e n w orde n n u g ek eur d"))
    report = report_of(without_catalogue(write_pdf(tmp_path / "torn.pdf", page(1), torn), before=b"xref\n0"))
    assert (report.status, report.pages_without_text) == (Status.OK, (2,))


@pytest.mark.parametrize("content", [b"Dit is geen PDF.", b"%PDF-1.7\n1 0 obj\n<< /Type /Page >>\nendobj\n"])
def test_a_file_that_neither_reads_is_damaged(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(content)
    report = report_of(path)
    assert (report.status, report.blocks) == (Status.DAMAGED, ())
    assert "Vraag het bestand opnieuw op" in report.message


def test_a_file_with_a_password_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "locked.pdf", page(1), extra=LOCKED)
    assert read_with_pdfplumber(path, max_pages=9) is None
    monkeypatch.setattr(pdfplumber, "open", lambda *_: pytest.fail("was tried"))
    assert report_of(path).status is Status.ENCRYPTED


def test_the_password_of_another_file_is_not_asked_of_one_without_pages(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=write_pdf(tmp_path / "plain.pdf", page(1)))
    writer.encrypt(user_password="geheim", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    PdfWriter().write(tmp_path / "empty.pdf")
    assert report_of(tmp_path / "locked.pdf").status == Status.ENCRYPTED
    assert report_of(tmp_path / "empty.pdf").status == Status.DAMAGED


def test_too_many_pages_are_not_read(tmp_path: Path) -> None:
    path = without_catalogue(write_pdf(tmp_path / "long.pdf", *map(page, range(1, 5))), before=b"xref\n0")
    assert report_of(path).page_count == 4
    assert report_of(path, ExtractSettings(max_pages=3)).status is Status.DAMAGED


def test_pages_that_pdfium_cannot_load(tmp_path: Path) -> None:
    """The file opens, but the list of pages leads nowhere."""
    path = write_pdf(tmp_path / "list.pdf", page(1))
    path.write_bytes(path.read_bytes().replace(b"/Kids [7 0 R]", b"/Kids [9 0 R]"))
    assert len(pdfium.PdfDocument(path)) == 1
    report = report_of(path)
    assert (report.status, [block.page for block in report.blocks]) == (Status.OK, [1, 1, 1])
    assert report.message == "De gewone lezer vond geen tekst; die van 1 pagina is op een tweede manier gelezen."
