"""Pages that are images: read by Tesseract where it is installed, and a clear line where it is not."""

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.dutch import Dutch
from pipeline.extract import InputFile, read_report
from pipeline.extract.pdf.tesseract import missing
from pipeline.records import Status
from pipeline.segment import segment
from pipeline.settings import ExtractSettings, Settings

SAMPLE = Path(__file__).parents[3] / "corpus" / "rapporten" / "03-vier-lagen-een-vraag.pdf"
ON = ExtractSettings(ocr=True)

needs_tesseract = pytest.mark.skipif(missing() is not None, reason="needs tesseract with language nld")


def scan(folder: Path, *, turned: int = 0) -> InputFile:
    """Make a PDF of one page that is only an image of a page of a sample report, turned clockwise in degrees."""
    page = pdfium.PdfDocument(SAMPLE)[1]
    image: Image.Image = page.render(scale=200 / 72, grayscale=True).to_pil().rotate(-turned, expand=True)
    path = folder / "scan.pdf"
    image.save(path, resolution=200)
    return InputFile(path, path.name, "ab")


def test_a_scan_is_not_read_unless_that_is_asked_for(tmp_path: Path) -> None:
    report = read_report(scan(tmp_path), ExtractSettings())
    assert (report.status, report.blocks, report.pages_by_ocr) == (Status.SCANNED, (), ())
    assert "--ocr" in report.message


@needs_tesseract
@pytest.mark.parametrize("turned", [0, 90, 180])
def test_a_scan_is_read_also_when_it_lies_on_its_side(turned: int, tmp_path: Path) -> None:
    report = read_report(scan(tmp_path, turned=turned), ON)
    assert (report.status, report.pages_by_ocr) == (Status.OK, (1,))
    assert report.message == "Met OCR gelezen: pagina 1."
    seen = set(" ".join(block.text for block in report.blocks).split())
    real = set(pdfium.PdfDocument(SAMPLE)[1].get_textpage().get_text_range().split())
    assert len(seen & real) >= 0.8 * len(real)


@needs_tesseract
def test_every_passage_from_ocr_says_so(tmp_path: Path) -> None:
    report = read_report(scan(tmp_path), ON)
    dutch = Dutch.of(Settings().segment, Settings().organisations)
    assert {passage.by_ocr for passage in segment(report, dutch)} == {True}
    by_text_layer = replace(report, pages_by_ocr=())
    assert {passage.by_ocr for passage in segment(by_text_layer, dutch)} == {False}


@needs_tesseract
def test_pages_with_a_text_layer_are_not_read_by_ocr() -> None:
    report = read_report(InputFile(SAMPLE, SAMPLE.name, "ab"), ON)
    assert (report.status, report.pages_by_ocr) == (Status.OK, ())


def test_without_tesseract_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    problem = missing()
    assert problem is not None
    assert "apt install tesseract-ocr tesseract-ocr-nld" in problem
    assert "\n" not in problem
    assert read_report(scan(tmp_path), ON).status is Status.SCANNED
