"""Results that are kept under a key."""

from pathlib import Path

import polars as pl
import pytest

from pipeline.cache import Cache
from pipeline.records import Block, Report, Status

REPORT = Report(
    report_id="map/één.pdf",
    sha256="ab",
    status=Status.OK,
    message="Pagina's zonder tekst: 2.",
    title="Titel",
    page_count=2,
    pages_scanned=(2,),
    pages_blank=(1,),
    blocks=(
        Block(1, 1, "heading", "Kop", (72.0, 72.5, 300.25, 90.0), level=1),
        Block(1, 2, "paragraph", "Een zin\u2028met alles: “é” \U0001f333.", zone="references"),
    ),
)
TABLE = pl.DataFrame(
    {"id": ["a", "b"], "codes": [["x", "y"], []], "kans": [0.1, None]}, schema_overrides={"codes": pl.List(pl.String)}
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "nog niet" / ".cache")


def test_a_report_comes_back_as_it_was(cache: Cache) -> None:
    assert not cache.has_report("k1")
    cache.put_report("k1", REPORT)
    assert cache.has_report("k1")
    assert cache.get_report("k1") == REPORT


def test_a_table_comes_back_as_it_was(cache: Cache) -> None:
    assert not cache.has_table("coded", "k1")
    cache.put_table("coded", "k1", TABLE)
    assert cache.get_table("coded", "k1").equals(TABLE)
    assert cache.get_table("coded", "k1").schema == TABLE.schema


def test_stages_and_keys_are_kept_apart(cache: Cache) -> None:
    cache.put_table("coded", "k1", TABLE)
    assert not cache.has_table("passages", "k1")
    assert not cache.has_table("coded", "k2")
    assert not cache.has_report("k1")


def test_what_is_kept_again_is_replaced(cache: Cache) -> None:
    cache.put_table("coded", "k1", TABLE)
    cache.put_table("coded", "k1", TABLE.head(1))
    assert cache.get_table("coded", "k1").height == 1


def test_pruning_keeps_the_wanted_keys_of_every_stage_and_nothing_else(cache: Cache) -> None:
    for key in ("k1", "k2"):
        cache.put_report(key, REPORT)
        cache.put_table("coded", key, TABLE)
    (cache.root / "coded" / ".k1.parquet.123.tmp").write_bytes(b"left by a run that was stopped")
    cache.prune(key for key in ("k2", "k9"))
    assert sorted(path.relative_to(cache.root).as_posix() for path in cache.root.glob("*/*")) == [
        "coded/k2.parquet",
        "reports/k2.json",
    ]


def test_pruning_a_cache_that_is_not_there_does_nothing(cache: Cache) -> None:
    cache.prune([])
    assert not cache.root.exists()
