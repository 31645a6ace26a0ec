"""Ways of counting measured on reports that are put together: which sentences go in, and what comes out."""

import numpy as np
import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.evaluation.quantification import OURS, counts, measure, verdict_table
from pipeline.evaluation.samples import MIXED, SINGLE, WHOLE, samples
from pipeline.model.classifier import Scores
from pipeline.model.quality import Column, Judged
from pipeline.settings import SynthesisSettings


@pytest.fixture(scope="module")
def judged(codebook: Codebook) -> Judged:
    """Sixty documents of 12 passages; every third is about trees. One in ten of all is decided wrongly."""
    rng = np.random.default_rng(5)
    about = np.repeat(np.arange(60) % 3 == 0, 12)
    trees = about & (rng.random(720) < 0.4)
    wrong = rng.random(720) < 0.1
    scores = np.where(trees ^ wrong, 0.8, 0.1) + rng.uniform(-0.1, 0.1, 720)
    passages = [
        CodedPassage("Tekst.", ("bomen",) if tree else (), "plan", f"d{place // 12:02}", "anna")
        for place, tree in enumerate(trees)
    ]
    both = np.column_stack([scores, np.full(720, 0.01)])
    return Judged(passages, Scores(both, np.ones((720, 2)) / 2), both >= 0.5, np.zeros(720, dtype=np.int64))


@pytest.fixture(scope="module")
def measured(judged: Judged, codebook: Codebook) -> pl.DataFrame:
    return measure(judged, None, codebook, SynthesisSettings(), seed=1)


def column(judged: Judged, codebook: Codebook) -> Column:
    positive = np.array([bool(passage.mechanisms) for passage in judged.passages])
    return Column(
        "mechanisme", codebook.mechanisme[0], positive, judged.decisions[:, 0], judged.scores.mechanisms[:, 0]
    )


def test_reports_hold_passages_that_were_given_and_each_once(judged: Judged, codebook: Codebook) -> None:
    rows, documents = np.arange(360), np.array(judged.documents)
    drawn = list(samples(column(judged, codebook), documents, rows, seed=1))
    assert {protocol for protocol, _ in drawn} == {SINGLE, WHOLE, MIXED}
    for _, report in drawn:
        assert set(report) <= set(rows.tolist())
        assert len(set(report)) == len(report)
    singles = [report for protocol, report in drawn if protocol == SINGLE]
    assert len(singles) == 30
    assert all(len(set(documents[report])) == 1 for report in singles)


def test_whole_documents_stay_whole_and_mixed_shares_are_met(judged: Judged, codebook: Codebook) -> None:
    tree, documents = column(judged, codebook), np.array(judged.documents)
    drawn = list(samples(tree, documents, np.arange(720), seed=1))
    for report in (report for protocol, report in drawn if protocol == WHOLE):
        sizes = np.unique(documents[report], return_counts=True)[1]
        assert (sizes != 12).sum() <= 1  # the last one is cut off
    shares = {round(float(tree.positive[report].mean()), 1) for protocol, report in drawn if protocol == MIXED}
    assert {0.0, 0.1, 0.2} <= shares


def test_every_method_counts_every_report(measured: pl.DataFrame) -> None:
    table = counts(measured)
    assert table["reports"].n_unique() == 2  # as many single documents; as many of both other kinds
    assert table.height == 15
    ours = table.filter(pl.col("method") == OURS)
    assert ours["covered"].min() > 0.9  # type: ignore[operator]
    assert table.filter(pl.col("method") != OURS)["covered"].null_count() == 12


def test_false_hits_make_the_plain_count_too_high_and_ours_less_so(measured: pl.DataFrame) -> None:
    table = counts(measured).filter(pl.col("protocol") == WHOLE)
    bias = dict(table.select("method", "bias").rows())
    assert bias["plain count"] > 4
    assert abs(bias[OURS]) < abs(bias["plain count"]) / 2


def test_verdicts_are_set_beside_the_truth(measured: pl.DataFrame) -> None:
    share = {row[:2]: row[3] for row in verdict_table(measured).rows()}
    assert share[WHOLE, "aanwezig"] > 0.9
    assert share[WHOLE, "aanwezig"] > share[WHOLE, "zwak"]


def test_unseen_documents_are_measured_by_what_the_others_teach(judged: Judged, codebook: Codebook) -> None:
    scores = Scores(judged.scores.mechanisms[:120], judged.scores.roles[:120])
    few = Judged(judged.passages[:120], scores, judged.decisions[:120], judged.roles[:120])
    table = counts(measure(judged, few, codebook, SynthesisSettings(), seed=1))
    singles = table.filter(pl.col("protocol") == SINGLE)
    assert singles["reports"].to_list() == [10] * 5  # water, which no passage has, teaches nothing
