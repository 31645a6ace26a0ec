"""A folder of results that cannot be compared is refused with what was found, what is needed and what to do."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from pipeline.comparison.compare import load_both
from pipeline.comparison.folder import load
from pipeline.errors import UsageError
from tests.comparison.conftest import Runs


@pytest.fixture
def folder(runs: Runs, tmp_path: Path) -> Path:
    """A folder of results that a test may change."""
    return shutil.copytree(runs.trees, tmp_path / "uit", ignore=shutil.ignore_patterns(".cache"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no folder .*weg; give a folder of results, as `rodedraad run`"):
        load(tmp_path / "weg", "weg")


@pytest.mark.parametrize("content", [None, "{half", "[]"])
def test_a_folder_without_a_manifest(content: str | None, tmp_path: Path) -> None:
    if content:
        (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds no run\.json that can be read; give a folder of results"):
        load(tmp_path, "leeg")


def test_results_of_a_version_without_a_table(folder: Path) -> None:
    (folder / "aanwezigheid.parquet").unlink()
    with pytest.raises(
        UsageError, match=r"the table aanwezigheid\.parquet is missing; run `rodedraad run` .* of version 0\.1\.0"
    ):
        load(folder, "oud")


def test_results_of_a_version_without_a_column(folder: Path) -> None:
    pl.read_parquet(folder / "aanwezigheid.parquet").drop("kans").write_parquet(folder / "aanwezigheid.parquet")
    with pytest.raises(UsageError, match=r"aanwezigheid\.parquet has no column kans; run `rodedraad run`"):
        load(folder, "oud")


def test_results_without_the_probabilities_of_a_role(folder: Path) -> None:
    pl.read_parquet(folder / "passages.parquet").drop("rolkans_plan").write_parquet(folder / "passages.parquet")
    with pytest.raises(UsageError, match=r"passages\.parquet has no column rolkans_plan"):
        load(folder, "oud")


def test_a_manifest_of_an_older_version(folder: Path) -> None:
    manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    del manifest["reports"], manifest["versions"]
    (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(UsageError, match=r"its run\.json says nothing on versions, reports; .* of version unknown"):
        load(folder, "oud")


def test_a_table_that_is_damaged(folder: Path) -> None:
    (folder / "themas.parquet").write_bytes(b"geen parquet")
    with pytest.raises(UsageError, match=r"themas\.parquet cannot be read: it is damaged or no Parquet"):
        load(folder, "stuk")


def test_one_folder_twice(runs: Runs) -> None:
    with pytest.raises(UsageError, match="are one folder; give two folders of results"):
        load_both(runs.trees, runs.trees / ".." / "trees")


def test_one_label_twice(runs: Runs) -> None:
    with pytest.raises(UsageError, match="both sides are called 'dorp'; give two labels with --label-1 and --label-2"):
        load_both(runs.trees, runs.water, labels=("dorp", "dorp"))


def test_codebooks_without_a_common_mechanism(runs: Runs, folder: Path) -> None:
    table = pl.read_parquet(folder / "rode_draad.parquet")
    table.with_columns(pl.col("code") + "_oud").write_parquet(folder / "rode_draad.parquet")
    with pytest.raises(
        UsageError, match=r"no mechanism is in both codebooks: .* has bomen_oud, water_oud, .* has bomen"
    ):
        load_both(folder, runs.water)


def test_folders_with_one_name_are_called_after_the_folder_above_them(runs: Runs, tmp_path: Path) -> None:
    for year in ("2020", "2021"):
        shutil.copytree(runs.trees, tmp_path / year / "uit", ignore=shutil.ignore_patterns(".cache"))
    then, now = load_both(tmp_path / "2020" / "uit", tmp_path / "2021" / "uit")
    assert (then.label, now.label) == ("2020/uit", "2021/uit")


def test_reports_are_numbered_on_and_only_coded_passages_are_kept(runs: Runs) -> None:
    then, now = load_both(runs.trees, runs.water)
    numbers = [source.number for side in (then, now) for source in side.sources.values()]
    assert numbers == list(range(1, 21))
    assert then.tables["passages"]["mechanismen"].list.len().min() == 1


def test_links_go_from_the_folder_of_the_comparison(runs: Runs, tmp_path: Path) -> None:
    links = load(runs.trees, "bomen").links(tmp_path / "hier" / "diep")
    target = (tmp_path / "hier" / "diep" / links.to("verslag 1.md", 1).replace("%20", " ")).resolve()
    assert target == runs.trees.parent / "rapporten" / "trees" / "verslag 1.md"
    assert target.is_file()


def test_a_link_to_another_drive_stays_as_it_is(folder: Path, tmp_path: Path) -> None:
    manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps(manifest | {"reports": "file:///D:/rapporten"}), encoding="utf-8")
    assert load(folder, "schijf").links(tmp_path).base == "file:///D:/rapporten"
