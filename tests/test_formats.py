"""The one list of formats: every one of them has a reader, and everything that names them names them all."""

from pathlib import Path

import pytest

from pipeline.extract import InputFile, read_report
from pipeline.formats import FORMATS, Format, format_of
from pipeline.records import Status
from pipeline.settings import ExtractSettings


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("a.pdf", Format.PDF),
        ("b.PDF", Format.PDF),
        ("c.docm", Format.DOCX),
        ("d.htm", Format.HTML),
        ("e.md", Format.MARKDOWN),
        ("f.doc", None),
        ("pdf", None),
        (".pdf.zip", None),
    ],
)
def test_format_by_extension(name: str, known: Format | None) -> None:
    assert format_of(Path("map.pdf") / name) is known


def test_the_list_names_the_usual_extension_of_each() -> None:
    assert FORMATS == "PDF, .docx, .odt, .html, .txt, .md"


@pytest.mark.parametrize("suffix", [suffix for known in Format for suffix in known.value])
def test_every_format_has_a_reader(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"leeg{suffix}"
    path.write_bytes(b"\n")
    report = read_report(InputFile(path, path.name, "ab"), ExtractSettings())
    assert report.status in (Status.DAMAGED, Status.EMPTY, Status.OTHER_KIND)
    assert "fout in de lezer" not in report.message
    path.write_bytes(b"")
    assert "0 bytes" in read_report(InputFile(path, path.name, "ab"), ExtractSettings()).message
