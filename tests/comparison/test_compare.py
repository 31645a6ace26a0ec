"""What changed between two villages: one whose reports are on trees, and one whose reports are on water."""

import json
import shutil
import warnings
from pathlib import Path

import polars as pl
import pytest

from pipeline.comparison.compare import compare, load_both
from pipeline.comparison.records import Comparison, Link, Verdict
from tests.comparison.conftest import Runs


@pytest.fixture(scope="module")
def found(runs: Runs) -> Comparison:
    return compare(load_both(runs.trees, runs.water), runs.water.parent / "vergelijking")


def copied(folder: Path, to: Path) -> Path:
    return shutil.copytree(folder, to, ignore=shutil.ignore_patterns(".cache"))


def test_sides_say_what_was_read(found: Comparison) -> None:
    first, second = found.sides
    assert (first.label, len(first.sources), second.label, len(second.sources)) == ("trees", 10, "water", 10)
    assert first.codebook == "Groen en water, versie 1"
    assert first.model == second.model != ""
    assert first.sentences > first.passages > 0


def test_trees_went_down_and_water_up(found: Comparison) -> None:
    trees, water = found.mechanisms
    assert (trees.code, trees.name, water.code) == ("bomen", "Zorg voor bomen", "water")
    assert (trees.sentences.verdict, water.sentences.verdict) == (Verdict.LOWER, Verdict.HIGHER)
    assert (trees.reports.verdict, water.reports.verdict) == (Verdict.LOWER, Verdict.HIGHER)


def test_shares_are_those_of_the_table_on_presence(found: Comparison, runs: Runs) -> None:
    own = pl.read_parquet(runs.trees / "aanwezigheid.parquet").filter(pl.col("mechanisme") == "bomen")
    (trees, _) = found.mechanisms
    assert trees.sentences.first is not None
    assert trees.reports.first is not None
    assert trees.sentences.first.value == pytest.approx(sum(own["geschat"]) / sum(own["zinnen"]))
    assert trees.reports.first.value == pytest.approx(own["kans"].mean())


def test_roles_are_shares_of_the_passages_of_a_mechanism(found: Comparison, runs: Runs) -> None:
    own = pl.read_parquet(runs.trees / "passages.parquet").filter(pl.col("mechanismen").list.contains("bomen"))
    complaint, plan = found.mechanisms[0].roles
    assert (complaint.role, complaint.name, plan.name) == ("klacht", "Klacht", "Plan")
    assert complaint.share.first is not None
    assert complaint.share.first.value == pytest.approx((own["rol"] == "klacht").mean())


def test_quotes_come_from_the_side_that_says_it_more(found: Comparison) -> None:
    trees, water = found.mechanisms
    assert trees.quotes
    assert {found.side_of(quote.source).label for quote in trees.quotes} == {"trees"}
    assert {found.side_of(quote.source).label for quote in water.quotes} == {"water"}
    assert all(quote.source.title.endswith("(trees)") for quote in trees.quotes)


def test_organisations_that_are_named_no_more(found: Comparison, runs: Runs) -> None:
    passages = pl.read_parquet(runs.trees / "passages.parquet").filter(pl.col("mechanismen").list.len() > 0)
    (gone,) = found.organisations.gone
    assert gone.name == "Plantsoendienst Hollekamp"
    assert gone.passages == (passages["organisaties"].list.len().sum(), 0)
    assert gone.mechanisms == ("bomen", "")
    assert found.organisations.new == found.organisations.moved == ()


def test_reports_with_one_name_are_compared_one_by_one(found: Comparison, runs: Runs) -> None:
    tables = [pl.read_parquet(folder / "aanwezigheid.parquet") for folder in (runs.trees, runs.water)]
    pairs = zip(*(table.select("document", "mechanisme", "oordeel").rows() for table in tables), strict=True)
    expected = [(now[0], now[1], then[2], now[2]) for then, now in pairs if then[2] != now[2]]
    assert expected
    assert [(one.source.document, one.mechanism, one.then, one.now) for one in found.verdicts] == expected
    assert found.documents.both == 10


def test_reports_that_came_and_went(runs: Runs) -> None:
    found = compare(load_both(runs.trees, runs.one), runs.one)
    assert found.documents.gone == tuple(f"verslag {number}.md" for number in range(1, 10))
    assert found.documents.new == ()


def test_the_same_bytes_on_both_sides_are_told(runs: Runs) -> None:
    found = compare(load_both(runs.trees, runs.one), runs.one)
    assert found.documents.same == ("verslag 0.md",)
    assert any("ongewijzigd aan beide kanten (verslag 0.md)" in claim.text for claim in found.warnings)


@pytest.mark.parametrize("names", [("one", "none"), ("none", "one"), ("one", "water"), ("none", "trees")])
def test_one_report_or_none_on_a_side_is_not_much_and_no_error(names: tuple[str, str], runs: Runs) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = compare(load_both(*(getattr(runs, name) for name in names)), runs.one)
    assert not any(one.sentences.verdict.is_change for one in found.mechanisms)
    assert any(claim.text.startswith("Weinig rapporten") for claim in found.warnings)


def test_a_difference_in_model_or_settings_is_told(runs: Runs, tmp_path: Path) -> None:
    folder = copied(runs.water, tmp_path / "anders")
    manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    manifest["model_card"]["fingerprint"] = "anders"
    manifest["settings"]["synthesis"]["least_passages"] = 1
    manifest["settings"]["workers"] = 7
    (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    warning = compare(load_both(runs.trees, folder), tmp_path).warnings[0].text
    assert warning.startswith(
        "Tussen beide kanten verschillen het model en de instelling voor het oordeel over aanwezigheid:"
    )


def test_another_codebook_is_told_even_when_its_version_is_the_same(runs: Runs, tmp_path: Path) -> None:
    folder = copied(runs.water, tmp_path / "anders")
    manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert manifest["codebook"]
    (folder / "run.json").write_text(json.dumps(manifest | {"codebook": "anders"}), encoding="utf-8")
    warning = compare(load_both(runs.trees, folder), tmp_path).warnings[0].text
    assert warning.startswith("Tussen beide kanten verschilt het codeboek:")


def test_runs_with_the_same_model_and_settings_need_no_warning(found: Comparison) -> None:
    assert found.warnings == ()


def test_mechanisms_of_one_side_only_and_new_names_are_told(runs: Runs, tmp_path: Path) -> None:
    folder = copied(runs.water, tmp_path / "anders")
    table = pl.read_parquet(folder / "rode_draad.parquet")
    renamed = table.with_columns(
        pl.col("code").replace("bomen", "groen"), pl.col("naam").replace("Water in de wijk", "Wateroverlast")
    )
    renamed.write_parquet(folder / "rode_draad.parquet")
    found = compare(load_both(runs.trees, folder), tmp_path)
    texts = [claim.text for claim in found.warnings]
    assert found.names == {"water": "Wateroverlast"}
    assert "Alleen in trees komt ‘Zorg voor bomen’ voor; daarvan is niets te vergelijken." in texts
    assert "Van naam veranderd: ‘Wateroverlast’ (was ‘Water in de wijk’)." in texts


def test_pairs_that_came_went_and_stayed(runs: Runs, tmp_path: Path) -> None:
    then, now = (copied(folder, tmp_path / folder.name) for folder in (runs.trees, runs.water))
    for chances, link in (((0.5, 0.001), Link.NEW), ((0.001, None), Link.GONE), ((0.001, 0.002), Link.KEPT)):
        for folder, chance in zip((then, now), chances, strict=True):
            table = pl.read_parquet(folder / "samenhang.parquet")
            table.with_columns(pl.lit(chance, pl.Float64).alias("sectie_kans")).write_parquet(
                folder / "samenhang.parquet"
            )
        (pair,) = compare(load_both(then, now), tmp_path).pairs
        assert (pair.first, pair.second, pair.link) == ("bomen", "water", link)


def test_themes_are_tested_by_their_share_of_the_reports(runs: Runs, tmp_path: Path) -> None:
    then, now = (copied(folder, tmp_path / folder.name) for folder in (runs.trees, runs.water))
    for folder, counts in ((then, (9, 3, 0)), (now, (1, 4, 0))):
        columns = {
            "thema": ["iepziekte", "bladval", "nooit"],
            "mechanisme": ["bomen", "", "water"],
            "rol": ["", "", ""],
        }
        pl.DataFrame({**columns, "documenten": counts, "passages": counts}).write_parquet(folder / "themas.parquet")
    first, second = compare(load_both(then, now), tmp_path).themes
    assert (first.name, first.counts, first.reports.verdict) == ("iepziekte", (9, 1), Verdict.LOWER)
    assert (second.name, second.counts, second.reports.verdict) == ("bladval", (3, 4), Verdict.NOT_SHOWN)


def test_the_same_folders_give_the_same_comparison(found: Comparison, runs: Runs) -> None:
    assert compare(load_both(runs.trees, runs.water), runs.water.parent / "vergelijking") == found
