"""A folder in which reports are there twice: what is read, what counts, and what people decided on the copies."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline import show
from pipeline.codings import CodedPassage, Place
from pipeline.codings.store import append
from pipeline.run import RunResult, run
from pipeline.settings import DuplicateSettings, Settings

NAMES = "Els Jet Bob Cor Eva Ine Job Kea Lou Mia Nel Ole Pam Ria Sem Tom Una Vic Wim Yke Zoë Ada Ben Dik Fee".split()
LINES = [f"De linde van {name} aan de Havenkade is ziek en verliest zijn blad." for name in NAMES]
POND = [f"De vijver van {name} bij de Dorpsstraat staat blank na de regen." for name in NAMES]
FIRST = LINES[0]


def text(lines: list[str]) -> str:
    return "# Verslag van de wandeling\n\n" + "\n\n".join(lines) + "\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "rapporten"
    (folder / "archief").mkdir(parents=True)
    for name, lines in {
        "bomen.md": LINES,
        "nog eens bomen.md": LINES,
        "bomen.txt": LINES,
        "concept bomen.md": [*LINES[:-1], "Hier komt nog een slot over de bomen in het dorp."],
        "archief/vijver.md": POND,
    }.items():
        (folder / name).write_text(text(lines), encoding="utf-8")
    for name in ("leeg.md", "ook leeg.md"):
        (folder / name).write_bytes(b"")
    return folder


def go(reports: Path, settings: Settings, **given: Any) -> RunResult:
    chosen = replace(settings, duplicates=DuplicateSettings(**given))
    return run(reports, reports.parent / "uit", chosen)


def table(reports: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(reports.parent / "uit" / f"{name}.parquet")


def test_copies_have_a_status_and_count_nowhere(reports: Path, settings: Settings) -> None:
    result = go(reports, settings)
    status = {row["bestand"]: (row["status"], row["melding"]) for row in table(reports, "status").to_dicts()}
    assert {name: kind for name, (kind, _) in status.items()} == {
        "archief/vijver.md": "ok",
        "bomen.md": "ok",
        "bomen.txt": "dubbel",
        "concept bomen.md": "dubbel",
        "leeg.md": "leeg",
        "nog eens bomen.md": "dubbel",
        "ook leeg.md": "leeg",
    }
    assert (
        status["nog eens bomen.md"][1]
        == "Dit bestand is gelijk aan 'bomen.md'. Het is niet gelezen; dat bestand telt mee."
    )
    assert "bijna gelijk aan 'bomen.md': 96 % van de zinnen" in status["concept bomen.md"][1]
    assert result.read == 6  # all but the file that is the same to the byte
    assert set(table(reports, "passages")["document"]) == {"archief/vijver.md", "bomen.md"}
    assert table(reports, "documenten")["document"].to_list() == ["archief/vijver.md", "bomen.md"]
    assert set(table(reports, "aanwezigheid")["document"]) == {"archief/vijver.md", "bomen.md"}


def test_the_terminal_and_the_page_say_how_many(
    reports: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    show.run_result(go(reports, settings))
    assert "3 the same as another file, or nearly so, and left out" in capsys.readouterr().out
    page = (reports.parent / "uit" / "rode_draad.md").read_text(encoding="utf-8")
    assert "Drie bestanden zijn geheel of bijna gelijk aan een ander in de map" in page


def test_a_second_run_does_nothing_and_another_rule_reads_nothing_again(reports: Path, settings: Settings) -> None:
    go(reports, settings)
    again = go(reports, settings)
    assert (again.changed, again.read, again.coded) == (False, 0, 0)
    strict = go(reports, settings, near=0.97)
    assert (strict.changed, strict.read, strict.manifest["statuses"]["ok"]) == (True, 0, 3)


def test_what_was_compared_is_kept(reports: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    go(reports, settings)
    monkeypatch.setattr("pipeline.duplicates.jobs.sketch", lambda texts: pytest.fail("compared again"))
    (reports / "archief" / "vijver.md").unlink()
    assert go(reports, settings).changed


def test_all_can_be_kept(reports: Path, settings: Settings) -> None:
    result = go(reports, settings, keep_all=True)
    assert result.manifest["statuses"] == {"leeg": 2, "ok": 5}
    assert table(reports, "documenten").height == 5


def test_when_the_first_goes_the_next_is_read(reports: Path, settings: Settings) -> None:
    go(reports, settings)
    (reports / "bomen.md").unlink()
    go(reports, settings)
    read = table(reports, "status").filter(status="ok")["bestand"].to_list()
    assert read == ["archief/vijver.md", "bomen.txt"]


@pytest.mark.parametrize("known_by_content", [False, True])
@pytest.mark.parametrize("name", ["nog eens bomen.md", "concept bomen.md"])
def test_what_people_decided_on_a_copy_counts_in_the_one_that_stays(
    name: str, known_by_content: bool, reports: Path, settings: Settings
) -> None:
    digest = json.loads(json.dumps(go(reports, settings).manifest["inputs"]))[name] if known_by_content else ""
    place = Place("p000000000000", 1, 3, 0, len(FIRST), digest)
    append(settings.passages, [CodedPassage(FIRST, ("water",), "plan", name, "bram", place=place)])
    result = go(reports, settings)
    rows = {row["passage"]: row for row in table(reports, "passages").to_dicts()}
    assert (rows[FIRST]["mechanismen"], rows[FIRST]["gecodeerd_door"]) == (["water"], ["bram"])
    (decision,) = table(reports, "coderingen").to_dicts()
    assert (decision["document"], decision["document_toen"], decision["telt"]) == ("bomen.md", name, True)
    assert result.manifest["people"]["lost"] == 0


def test_the_same_bytes_under_another_kind_are_read_for_themselves(reports: Path, settings: Settings) -> None:
    """A web page that was saved as PDF cannot be read; its copy under the right name can."""
    for name in ("a.pdf", "b.html"):
        (reports / name).write_text(f"<html><body><p>{'</p><p>'.join(POND[:9])}</p></body></html>", encoding="utf-8")
    go(reports, settings)
    status = dict(table(reports, "status").select("bestand", "status").iter_rows())
    assert (status["a.pdf"], status["b.html"]) == ("verkeerde_extensie", "ok")
