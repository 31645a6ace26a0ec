"""The page of a report beside the passage: the right file, unchanged, drawn in a child, with the passage marked."""

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from starlette.testclient import TestClient

from pipeline.report.links import reports_folder
from pipeline.review.material import Material
from pipeline.review.records import Picked
from pipeline.review.web import page_image as drawing
from pipeline.review.web import pages as pages_module
from pipeline.review.web.page_image import NoPageError, PageImage, Wanted, page_image
from pipeline.review.web.pages import Pages
from pipeline.versions import file_hash
from tests.review.web.conftest import REPORT, TEXTS


@pytest.fixture
def report(out: Path) -> Path:
    return out.parent / "de rapporten" / REPORT


@pytest.fixture
def pages(material: Material) -> Iterator[Pages]:
    with Pages(material.out, material.manifest["reports"]) as drawn:
        yield drawn


def wanted(report: Path, number: int) -> Wanted:
    _, page, text = TEXTS[number]
    return Wanted(report, file_hash(report), page, text, "")


def ink_share(image: PageImage, box: tuple[float, float, float, float]) -> float:
    """The share of dark pixels in a box, relative to that of the whole page."""
    page = Image.open(io.BytesIO(image.png)).convert("L").point(lambda grey: 255 * (grey < 128))
    left, top, width, height = box
    inside = page.crop((int(left), int(top), int(left + width), int(top + height)))
    return float(
        sum(inside.histogram()[128:]) / (width * height) / (sum(page.histogram()[128:]) / (page.width * page.height))
    )


def test_the_page_is_drawn_with_a_mark_per_line(report: Path) -> None:
    image = page_image(wanted(report, 1))
    assert (image.pages, image.width) == (2, 1240)
    assert len(image.marks) == 3
    assert all(ink_share(image, box) > 3 for box in image.marks)
    assert Image.open(io.BytesIO(image.png)).size == (image.width, image.height)


def test_marks_lie_on_the_passage_of_a_page_that_is_turned(report: Path) -> None:
    turned = report.with_name("gedraaid.pdf")
    with pdfium.PdfDocument(report) as document:
        document[0].set_rotation(90)
        document.save(turned)
    image = page_image(wanted(turned, 0))
    assert image.marks[0][3] > image.marks[0][2]  # the line runs down
    assert all(ink_share(image, box) > 3 for box in image.marks)


def test_a_report_that_changed_is_not_shown(report: Path) -> None:
    before = wanted(report, 0)
    report.write_bytes(report.read_bytes() + b"\n")
    with pytest.raises(NoPageError, match="veranderd"):
        page_image(before)


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_told(report: Path, page: int) -> None:
    with pytest.raises(NoPageError, match="geen pagina"):
        page_image(Wanted(report, file_hash(report), page, "", ""))


def test_a_file_that_is_no_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kapot.pdf"
    path.write_bytes(b"%PDF-1.7 en verder niets")
    with pytest.raises(NoPageError, match="gaat niet open"):
        page_image(Wanted(path, file_hash(path), 1, "", ""))


def test_a_page_of_an_odd_size_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "lint.pdf"
    document = pdfium.PdfDocument.new()
    document.new_page(20, 14_000)
    document.new_page(3, 3)
    document.save(path)
    sizes = [
        (image.width, image.height) for image in (page_image(Wanted(path, file_hash(path), n, "", "")) for n in (1, 2))
    ]
    assert all(1 <= side <= drawing._HEIGHT for size in sizes for side in size)


def test_a_page_without_a_size_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "leeg.pdf"
    document = pdfium.PdfDocument.new()
    document.new_page(100, 100).set_cropbox(200, 200, 300, 300)
    document.save(path)
    with pytest.raises(NoPageError, match="geen pagina 1"):
        page_image(Wanted(path, file_hash(path), 1, "", ""))


def hangs(wanted: Wanted) -> None:
    """Stands for a page that is never drawn; a child process imports it from here."""
    del wanted
    time.sleep(600)


def test_a_page_that_took_too_long_is_tried_again_when_it_is_asked_for_again(
    pages: Pages, material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = material.item(material.passages.row(0, named=True), Picked.RANDOM)
    with monkeypatch.context() as hurried:
        hurried.setattr(pages_module, "_SECONDS", 0.2)
        hurried.setattr(pages_module, "page_image", hangs)
        # The child may be gone before it is told why.
        with pytest.raises(NoPageError, match=r"duurde te lang|liep vast"):
            pages.of(item)
    assert pages.of(item).pages == 2


def test_a_child_that_died_between_two_pages_is_replaced(pages: Pages, material: Material) -> None:
    item = material.item(material.passages.row(0, named=True), Picked.RANDOM)
    pages._pool.stop()  # type: ignore[no-untyped-call]
    assert pages.of(item).pages == 2


def test_the_browser_gets_the_page_from_a_child_process(
    noor: TestClient, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "_drawn", None)  # in this process nothing can be drawn
    page = noor.get("/item/0/pagina").json()
    assert (page["note"], page["pages"], len(page["marks"])) == ("", 2, 2)
    image = noor.get("/item/0/beeld")
    assert image.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(image.content)).width == page["width"]
    report.unlink()
    assert noor.get("/item/0/beeld").status_code == 200  # it was kept
    assert "niet meer op de plaats" in noor.get("/item/2/pagina").json()["note"]


@pytest.mark.parametrize(("number", "said"), [(3, "geen PDF"), (4, "niet meer op de plaats")])
def test_why_there_is_no_page_is_told(noor: TestClient, number: int, said: str) -> None:
    assert said in noor.get(f"/item/{number}/pagina").json()["note"]
    assert noor.get(f"/item/{number}/beeld").status_code == 404


@pytest.mark.parametrize("document", ["../buiten.pdf", "/etc/buiten.pdf", "map/../../buiten.pdf"])
def test_a_path_in_the_results_that_leads_out_of_the_reports_is_not_followed(
    pages: Pages, material: Material, document: str
) -> None:
    row = material.passages.row(0, named=True) | {"document": document}
    with pytest.raises(NoPageError, match="buiten de map"):
        pages.of(material.item(row, Picked.RANDOM))


def test_where_the_reports_are(tmp_path: Path) -> None:
    assert reports_folder(Path("uit"), "../mijn%20rapporten") == Path("uit/../mijn rapporten")
    assert reports_folder(Path("uit"), (tmp_path / "é #1").as_uri()) == tmp_path / "é #1"
