"""Two hundred damaged files in one run: each gets a right status, none ends the run, no text is lost in silence."""

import shutil
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.run import run
from pipeline.settings import DuplicateSettings, ExtractSettings
from tests.conftest import settings_for
from tests.damaged.lost import is_silent_loss, words
from tests.damaged.objects import TEXT
from tests.damaged.table import PASSWORD, Case, changed_cases, made_cases, no_reports
from tests.extract import make_docx, make_odt

REPORTS = sorted(Path("corpus/rapporten").glob("*.pdf"))
# The patience with a busy machine: none of these files may need it.
LIMITS = ExtractSettings(max_seconds=300, max_memory_mb=1024, passwords=("fout", PASSWORD))


@dataclass(frozen=True)
class Outcome:
    """What the run made of its files: status and message, and the words of the sentences, by name."""

    cases: list[Case]
    statuses: dict[str, tuple[str, str]]
    words: dict[str, Counter[str]]

    def whole(self, case: Case) -> Counter[str]:
        """The words that would be read if nothing were wrong with the file."""
        return self.words[case.source.name] if case.source else words(TEXT)


@pytest.fixture(scope="module")
def outcome(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    root = tmp_path_factory.mktemp("damaged")
    whole = [*REPORTS, *_office_files(root)]
    cases = [*made_cases(), *no_reports(REPORTS[0]), *changed_cases(whole)]
    folder, out = root / "rapporten", root / "uit"
    folder.mkdir()
    for path in whole:
        shutil.copy(path, folder)
    for case in cases:
        (folder / case.name).write_bytes(case.data)
    settings = settings_for(shutil.copytree(project, root / "project"))
    run(
        folder,
        out,
        replace(settings, extract=LIMITS, workers=0, duplicates=DuplicateSettings(keep_all=True)),
    )
    status = pl.read_parquet(out / "status.parquet")
    sentences = pl.read_parquet(out / "passages.parquet", columns=["document", "passage"])
    return Outcome(
        cases,
        {name: (kind, message) for name, kind, message in status.select("bestand", "status", "melding").iter_rows()},
        {name: words(texts) for name, texts in sentences.group_by("document").agg("passage").iter_rows()},
    )


def _office_files(folder: Path) -> list[Path]:
    text = " ".join(TEXT)
    return [make_docx.raw(folder, make_docx.paragraph(text)), make_odt.odt(folder, make_odt.p(text))]


def test_there_are_two_hundred(outcome: Outcome) -> None:
    assert len(outcome.cases) >= 200


def test_every_file_ends_in_a_right_status(outcome: Outcome) -> None:
    wrong = {
        case.name: outcome.statuses[case.name]
        for case in outcome.cases
        if outcome.statuses[case.name][0] not in case.right
    }
    assert wrong == {}


def test_what_is_not_read_says_why(outcome: Outcome) -> None:
    assert [name for name, (status, message) in outcome.statuses.items() if status != "ok" and not message] == []


def test_the_reader_itself_never_fails(outcome: Outcome) -> None:
    said = ("fout in de lezer", "brak onverwacht af")
    assert [name for name, (_, message) in outcome.statuses.items() if any(word in message for word in said)] == []


def test_no_text_is_lost_in_silence(outcome: Outcome) -> None:
    silent = [
        case.name
        for case in outcome.cases
        if is_silent_loss(
            *outcome.statuses[case.name],
            whole=outcome.whole(case),
            left=outcome.words.get(case.name, Counter()),
        )
    ]
    assert silent == []


def test_of_a_whole_file_nothing_is_said(outcome: Outcome) -> None:
    assert {outcome.statuses[path.name] for path in REPORTS} == {("ok", "")}
