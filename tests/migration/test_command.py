"""The commands `codebook check` and `codebook migrate`."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.codebook import load_codebook
from pipeline.codings import read_codings
from pipeline.commands.every import app
from pipeline.settings import Settings
from tests.migration.test_migrate import SPLIT


@pytest.fixture
def options(settings: Settings) -> list[str]:
    return ["--codebook", str(settings.codebook), "--passages", str(settings.passages)]


def test_check_shows_how_often_each_code_occurs(options: list[str]) -> None:
    done = CliRunner().invoke(app, ["codebook", "check", *options])
    assert done.exit_code == 0, done.output
    assert "Groen en water, version 1" in done.output
    row = next(line for line in done.output.splitlines() if "bomen" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == ["mechanism", "bomen", "", "5", "0", "20", "5"]
    assert "50 codings hold, of 50 decisions ever made." in done.output


def test_migrate_shows_first_and_changes_only_when_told_to(
    options: list[str], settings: Settings, tmp_path: Path
) -> None:
    before = settings.codebook.read_bytes()
    mapping = tmp_path / "stappen.toml"
    mapping.write_text(SPLIT.format(extra=""), encoding="utf-8")
    shown = CliRunner().invoke(app, ["codebook", "migrate", str(mapping), *options])
    assert shown.exit_code == 0, shown.output
    assert "Nothing was changed" in shown.output
    assert "20 passages have a code that was split" in shown.output
    assert settings.codebook.read_bytes() == before

    sheet = tmp_path / "opnieuw.csv"
    done = CliRunner().invoke(app, ["codebook", "migrate", str(mapping), "--apply", "--review", str(sheet), *options])
    assert done.exit_code == 0, done.output
    assert "is version 2 now; as it was:" in done.output
    assert settings.codebook.with_name("codeboek.versie-1.toml").read_bytes() == before
    again = CliRunner().invoke(app, ["codebook", "check", *options])
    assert "bomen was split into loof, naald; until then: nothing." in again.output


def test_what_has_to_be_coded_again_can_be_filled_in_and_put_with_the_others(
    options: list[str], settings: Settings, tmp_path: Path
) -> None:
    mapping, sheet = tmp_path / "stappen.toml", tmp_path / "opnieuw.csv"
    mapping.write_text(SPLIT.format(extra='voorlopig = "loof"'), encoding="utf-8")
    CliRunner().invoke(app, ["codebook", "migrate", str(mapping), "--apply", "--review", str(sheet), *options])
    with sheet.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))
    assert len(rows) == 20
    both = next(row for row in rows if "wortels" in row["text"])
    assert (both["keuze"], both["eerder"]) == ("bomen: loof of naald", "anna: water, bomen (klacht)")
    assert (both["mechanismen"], both["rol"], both["coder"]) == ("loof, water", "klacht", "")
    both |= {"coder": "anna", "mechanismen": "naald, water"}
    with (settings.passages / "opnieuw.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(both), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    codings = read_codings(settings.passages, load_codebook(settings.codebook))
    assert codings.without_coder == 19
    assert [one.mechanisms for one in codings.passages if one.text == both["text"]] == [("naald", "water")]
    after = CliRunner().invoke(app, ["codebook", "check", *options])
    assert "19 passages have a code that was split" in after.output
