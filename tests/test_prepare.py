"""Files to passages: what is kept, and what makes it be done again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import versions
from pipeline.cache import Cache
from pipeline.discovery import describe_file
from pipeline.extract import InputFile
from pipeline.isolation import Children
from pipeline.job import PASSAGE_SCHEMA, Job, job_for
from pipeline.prepare import prepare, read_and_segment
from pipeline.records import Block, Report, Status
from pipeline.settings import PROJECT, ExtractSettings, SegmentSettings, Settings
from pipeline.workplace import Fate
from tests.doomed import Doomed

FILE = InputFile(Path("/nergens/groen.md"), "groen.md", "ab")
TEXT = "# Groen\n\nDe linden bloeien. De iepen zijn ziek.\n\n- een beuk\n"


@pytest.fixture
def job(tmp_path: Path, settings: Settings) -> Job:
    folder = tmp_path / "rapporten"
    folder.mkdir()
    (folder / "groen.md").write_text(TEXT, encoding="utf-8")
    return job_for(describe_file(folder / "groen.md", folder), Cache(tmp_path / "cache"), settings, None)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of our own code that stands for it in every key."""
    copy = shutil.copytree(PROJECT / "pipeline", tmp_path / "code", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "_PACKAGE", copy)
    versions.code_version.cache_clear()
    yield copy
    versions.code_version.cache_clear()


def keys(file: InputFile = FILE, settings: Settings | None = None, model: str | None = None) -> tuple[str, str]:
    job = job_for(file, Cache(Path("/nergens")), settings or Settings(), model)
    return job.report_key, job.passages_key


def test_sentences_and_report_are_kept(job: Job) -> None:
    assert not job.done
    read_and_segment(job)
    assert job.done
    assert job.report().status is Status.OK
    assert job.passages()["text"].to_list() == ["De linden bloeien.", "De iepen zijn ziek.", "- een beuk"]
    assert dict(job.passages().schema) == PASSAGE_SCHEMA


def test_a_passage_is_a_piece_of_its_block(job: Job) -> None:
    read_and_segment(job)
    blocks = job.report().blocks
    for row in job.passages().iter_rows(named=True):
        assert blocks[row["block"]].text[row["start"] : row["end"]] == row["text"]
        assert (row["report_id"], row["page"], row["section"]) == ("groen.md", 1, "Groen")


def test_what_was_read_is_not_read_again(job: Job) -> None:
    kept = Report("groen.md", "ab", Status.OK, "", blocks=(Block(1, 1, "paragraph", "Dit was al gelezen."),))
    job.cache.put_report(job.report_key, kept)
    read_and_segment(job)
    assert job.passages()["text"].to_list() == ["Dit was al gelezen."]


def test_a_file_that_is_not_ok_has_no_passages(job: Job) -> None:
    job.cache.put_report(
        job.report_key, Report("groen.md", "ab", Status.NOT_DUTCH, "", blocks=(Block(1, 1, "paragraph", "A."),))
    )
    read_and_segment(job)
    assert job.passages().height == 0
    assert dict(job.passages().schema) == PASSAGE_SCHEMA


@pytest.mark.parametrize("fate", [Fate.TIMED_OUT, Fate.OUT_OF_MEMORY, Fate.CRASHED])
def test_a_child_that_dies_gives_its_file_a_status(fate: Fate, job: Job) -> None:
    assert list(prepare([job], job.settings, Doomed(fate))) == [job]
    assert job.done
    assert job.report().status in (Status.TIMED_OUT, Status.TOO_LARGE, Status.DAMAGED)
    assert job.passages().height == 0


def test_jobs_are_done_in_child_processes(job: Job) -> None:
    with Children(workers=1, memory_mb=1024) as place:
        assert list(prepare([job], job.settings, place)) == [job]
    assert job.passages().height == job.count() == 3


def test_the_same_file_and_settings_have_the_same_keys() -> None:
    elsewhere = InputFile(Path("/elders/groen.md"), FILE.report_id, FILE.sha256)
    assert keys() == keys(elsewhere)
    assert keys() == keys(settings=Settings(workers=3, model_folder=Path("/elders")))


@pytest.mark.parametrize("file", [InputFile(FILE.path, "blauw.md", "ab"), InputFile(FILE.path, "groen.md", "cd")])
def test_another_name_or_content_has_other_keys(file: InputFile) -> None:
    assert not set(keys()) & set(keys(file))


def test_settings_change_the_keys_of_their_own_stage() -> None:
    report_key, passages_key = keys()
    assert not {report_key, passages_key} & set(keys(settings=Settings(extract=ExtractSettings(max_pages=9))))
    resegmented = keys(settings=Settings(segment=SegmentSettings(segmenter="nl_core_news_sm")), model="nl 3.8")
    assert resegmented[0] == report_key
    assert resegmented[1] != passages_key


@pytest.mark.parametrize(
    ("name", "reads_again"),
    [
        ("extract/judge.py", True),
        ("extract/text.py", True),
        ("extract/pdf/reader.py", True),
        ("formats.py", True),
        ("records.py", True),
        ("spreadsheet.py", True),
        ("segment.py", False),
        ("sentences.py", False),
        ("boundaries.py", False),
        ("abbreviations.py", False),
        ("data/abbreviations.toml", False),
    ],
)
def test_other_code_has_other_keys(name: str, reads_again: bool, package: Path) -> None:
    before = keys()
    file = package / name
    file.write_text(file.read_text(encoding="utf-8") + "\n# anders\n", encoding="utf-8")
    versions.code_version.cache_clear()
    report_key, passages_key = keys()
    assert passages_key != before[1]
    assert (report_key != before[0]) is reads_again
