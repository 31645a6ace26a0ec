"""Reading one file in a child process: always a report, with a status that says what became of it."""

from pathlib import Path

import pytest

from pipeline.extract import InputFile
from pipeline.reading import read_isolated, refusal
from pipeline.records import Status
from pipeline.settings import ExtractSettings
from pipeline.workplace import Fate


def test_a_file_is_read_into_blocks(tmp_path: Path) -> None:
    (tmp_path / "groen.md").write_text("# Groen\n\nDe linden bloeien.", encoding="utf-8")
    report = read_isolated(tmp_path / "groen.md", ExtractSettings())
    assert (report.report_id, report.status, report.title, report.page_count) == ("groen.md", Status.OK, "Groen", 1)
    assert [block.text for block in report.blocks] == ["Groen", "De linden bloeien."]


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.wpd", b"WPC", Status.UNSUPPORTED),
        ("b", b"tekst", Status.UNSUPPORTED),
        ("c.txt", b"", Status.EMPTY),
        ("d.txt", b"\x00", Status.DAMAGED),
        ("e.pdf", b"%PDF-1.7 en toen niets meer", Status.DAMAGED),
    ],
)
def test_a_file_without_text_has_a_status_and_no_blocks(name: str, data: bytes, status: Status, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    report = read_isolated(tmp_path / name, ExtractSettings())
    assert (report.status, report.blocks) == (status, ())
    assert report.message


@pytest.mark.parametrize(
    ("fate", "status", "message"),
    [
        (Fate.TIMED_OUT, Status.TIMED_OUT, "Het lezen duurde langer dan 2.5 seconden en is afgebroken. Druk"),
        (Fate.OUT_OF_MEMORY, Status.TOO_LARGE, "Het lezen vroeg meer dan 300 MB geheugen en is afgebroken. Druk"),
        (Fate.CRASHED, Status.DAMAGED, "Het lezen brak onverwacht af; het bestand is waarschijnlijk beschadigd."),
    ],
)
def test_a_child_that_dies_gives_a_report_that_names_the_limit(fate: Fate, status: Status, message: str) -> None:
    file = InputFile(Path("/nergens/wijk/groen.pdf"), "wijk/groen.pdf", "ab")
    report = refusal(file, fate, ExtractSettings(max_seconds=2.5, max_memory_mb=300))
    assert (report.status, report.title) == (status, "groen")
    assert report.message.startswith(message)
    assert (report.report_id, report.sha256, report.blocks) == ("wijk/groen.pdf", "ab", ())


def test_only_time_and_crashes_pass() -> None:
    file = InputFile(Path("/nergens/wijk/groen.pdf"), "wijk/groen.pdf", "ab")
    passing = {fate for fate in Fate if fate is not Fate.DONE and refusal(file, fate, ExtractSettings()).passing}
    assert passing == {Fate.TIMED_OUT, Fate.CRASHED}
