"""What becomes of one file: a report with a status, whatever its reader does."""

from pathlib import Path

import pytest

from pipeline.discovery import describe_file
from pipeline.errors import UnreadableFileError
from pipeline.extract import InputFile, read_report
from pipeline.extract.readers import READERS
from pipeline.formats import Format
from pipeline.records import Reading, Status
from pipeline.settings import ExtractSettings


def report_when(error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Status, str, bool]:
    """Status, message and whether it may pass, of a file on which the reader raises this error."""

    def fail(path: Path, settings: ExtractSettings) -> Reading:
        raise error

    monkeypatch.setitem(READERS, Format.TEXT, fail)
    path = folder / "verslag.txt"
    path.write_text("Geheime tekst.", encoding="utf-8")
    report = read_report(InputFile(path, path.name, "ab"), ExtractSettings())
    assert (report.blocks, report.title) == ((), "verslag")
    return report.status, report.message, report.passing


@pytest.mark.parametrize("error", [KeyError("Geheime tekst."), RecursionError("te diep"), ValueError("Geheim")])
def test_a_fault_of_the_reader_is_named_without_any_text(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, message, passing = report_when(error, tmp_path, monkeypatch)
    assert message == (
        f"Het lezen liep vast op een fout in de lezer ({type(error).__name__}); meld dit met het bestand erbij."
    )
    assert (status, passing) == (Status.DAMAGED, True)


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (UnreadableFileError(Status.TOO_LARGE, "Te lang."), Status.TOO_LARGE, "Te lang."),
        (OSError(5, "I/O error"), Status.DAMAGED, "Het bestand kan niet worden geopend (I/O error)."),
    ],
)
def test_what_the_file_itself_causes_is_final(
    error: Exception, status: Status, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert report_when(error, tmp_path, monkeypatch) == (status, message, False)


def test_a_file_that_may_not_be_read_is_tried_again_by_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, message, passing = report_when(PermissionError(13, "Permission denied"), tmp_path, monkeypatch)
    assert (status, "leesrechten" in message, passing) == (Status.NO_ACCESS, True, True)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "buiten.txt").write_text("Geheime tekst.", encoding="utf-8")
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "link.txt").symlink_to(tmp_path / "buiten.txt")
    report = read_report(describe_file(tmp_path / "map" / "link.txt", tmp_path / "map"), ExtractSettings())
    assert (report.status, report.sha256, report.blocks) == (Status.OUTSIDE, "", ())


def test_want_of_memory_is_for_the_caller_who_knows_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MemoryError):
        report_when(MemoryError(), tmp_path, monkeypatch)
