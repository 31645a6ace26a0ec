"""What is kept in memory of the passages adds up: of parts together it is what it is of all at once."""

from dataclasses import fields
from functools import reduce
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipeline import digest
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.decisions.people import Placed
from pipeline.decisions.places import Finding, Found
from pipeline.digest import Digest, digest_of, keep_rows, rows_in, rows_of, together
from pipeline.passage_parts import Parts
from tests.synthesis.conftest import BINS, VILLAGE, passages_of

IN_READING_ORDER = {"document_counts", "themes", "tenths", "background", "decided_on"}
DOCUMENTS = ("a.pdf", "b.pdf", "c.pdf")
# Somebody decided on the last sentence on water of b.pdf.
DECISION = CodedPassage("De vijver.", (), "plan", "b.pdf", "anna")
PLACED = Placed(Finding(DECISION, "b.pdf", Found.EXACT, 2, 1.0), counts=True)


@pytest.fixture
def passages(rich_codebook: Codebook) -> pl.DataFrame:
    return passages_of(VILLAGE, rich_codebook)


def digest_in(passages: pl.DataFrame, codebook: Codebook, *parts: tuple[str, ...]) -> Digest:
    """Return the digest of reports that come in these parts."""
    card = {"score_bins": dict.fromkeys(codebook.mechanisms, BINS)}
    tables = [pl.concat([passages.filter(document=name) for name in part]) for part in parts]
    return reduce(together, (digest_of(table, rows_of(table, codebook), codebook, card, [PLACED]) for table in tables))


def differing(first: Digest, second: Digest, *, ordered: bool) -> list[str]:
    """Return the names of the tables that are not the same; sums may differ in their last digit."""
    names = []
    for field in fields(Digest):
        try:
            one, other = getattr(first, field.name), getattr(second, field.name)
            assert_frame_equal(one, other, check_row_order=ordered)
        except AssertionError:
            names.append(field.name)
    return names


@pytest.mark.parametrize(
    "parts", [[DOCUMENTS[:1], DOCUMENTS[1:]], [DOCUMENTS[:2], DOCUMENTS[2:]], list(zip(DOCUMENTS))]
)
def test_parts_together_are_what_all_is_at_once(
    parts: list[tuple[str, ...]], passages: pl.DataFrame, rich_codebook: Codebook
) -> None:
    whole = digest_in(passages, rich_codebook, DOCUMENTS)
    apart = digest_in(passages, rich_codebook, *parts)
    assert differing(whole, apart, ordered=False) == []
    assert not IN_READING_ORDER.intersection(differing(whole, apart, ordered=True))
    assert whole.decided_on["passage"].to_list() == [VILLAGE[8].text]


@pytest.mark.parametrize("order", list(permutations(DOCUMENTS)))
def test_the_order_of_the_reports_changes_no_number(
    order: tuple[str, ...], passages: pl.DataFrame, rich_codebook: Codebook
) -> None:
    whole = digest_in(passages, rich_codebook, DOCUMENTS)
    assert differing(whole, digest_in(passages, rich_codebook, *zip(order)), ordered=False) == []


def test_of_many_sentences_the_same_ones_are_drawn_in_any_parts(
    passages: pl.DataFrame, rich_codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "MOST_BACKGROUND", 3)
    drawn = [
        digest_in(passages, rich_codebook, *parts).background["passage_id"].to_list()
        for parts in ([DOCUMENTS], zip(DOCUMENTS), zip(reversed(DOCUMENTS)))
    ]
    assert drawn == [["p0", "p1", "p10"]] * 3


@pytest.mark.parametrize("parts", [[DOCUMENTS], [DOCUMENTS[:1], DOCUMENTS[1:]], list(zip(DOCUMENTS))])
def test_rows_that_were_kept_in_parts_are_those_of_all_at_once(
    parts: list[tuple[str, ...]], passages: pl.DataFrame, rich_codebook: Codebook, tmp_path: Path
) -> None:
    kept, whole = Parts(tmp_path), rows_of(passages, rich_codebook)
    for part in parts:
        own = pl.concat([passages.filter(document=name) for name in part])
        keep_rows(rows_of(own, rich_codebook), rich_codebook, kept)
    found = rows_in(kept, rich_codebook)
    for field in fields(whole):
        assert_frame_equal(getattr(found, field.name).collect(), getattr(whole, field.name).collect())
    assert whole.links.collect().height == 3


def test_without_a_loop_there_are_no_links(passages: pl.DataFrame, codebook: Codebook, tmp_path: Path) -> None:
    kept = Parts(tmp_path)
    keep_rows(rows_of(passages, codebook), codebook, kept)
    assert rows_in(kept, codebook).links.collect().is_empty()
