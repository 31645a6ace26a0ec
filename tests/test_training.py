"""Training: measured on documents that were held out, the same every time, and honest about too little data."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.model import training
from pipeline.model.training import FEW_POSITIVES, Trained, train
from pipeline.settings import ModelSettings


@pytest.fixture(scope="module")
def trained(coded_passages: list[CodedPassage], codebook: Codebook) -> Trained:
    return train(coded_passages, codebook, ModelSettings())


@pytest.mark.parametrize("count", [2, 3, 5, 40])
def test_a_document_never_stands_in_two_folds(count: int, coded_passages: list[CodedPassage]) -> None:
    folds = training._folds(coded_passages, count)
    folds_of = defaultdict(set)
    for passage, fold in zip(coded_passages, folds.tolist(), strict=True):
        folds_of[passage.document].add(fold)
    assert all(len(found) == 1 for found in folds_of.values())
    assert set(folds.tolist()) == set(range(min(count, len(folds_of))))


def test_a_word_of_one_document_helps_no_held_out_score(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    """Every passage of one document has the same text and code, and no other document has either."""
    marked = [replace(p, text="Zevenblad.", mechanisms=("bomen",), document="alleen hier") for p in coded_passages[:10]]
    rest = [replace(p, mechanisms=("water",) if "water" in p.mechanisms else ()) for p in coded_passages]
    table = train([*marked, *rest], codebook, ModelSettings()).quality
    assert table.filter(code="bomen")["f1"].item() == 0
    assert table.filter(code="water")["f1"].item() > 0.8


def test_calibration_never_turns_the_order_of_scores_around() -> None:
    raw = np.array([0.6, 0.5, 0.4, 0.3])
    calibrated = training._calibration(raw, np.array([False, False, True, True])).apply(raw)
    assert (np.diff(calibrated) <= 0).all()


def test_quality_is_high_where_documents_resemble_each_other(trained: Trained) -> None:
    assert trained.quality["code"].to_list() == ["bomen", "water", "klacht", "plan"]
    assert trained.quality["aantal"].to_list() == [20, 20, 30, 20]
    assert trained.quality.filter(soort="mechanisme")["gemiddelde_precisie"].min() == 1


def test_every_mechanism_gets_a_rising_calibration_and_a_threshold(trained: Trained) -> None:
    for calibration in trained.classifier.calibrations:
        assert calibration.slope > 0
        assert 0 < calibration.threshold < 1


def test_the_threshold_lies_just_below_the_score_with_the_highest_f1() -> None:
    raw = np.array([0.9, 0.8, 0.7, 0.4, 0.3, 0.1])
    positive = np.array([True, True, False, True, False, False])
    calibration = training._calibration(raw, positive)
    f1 = {cut: 2 * (positive & (raw >= cut)).sum() / (positive.sum() + (raw >= cut).sum()) for cut in raw.tolist()}
    best = max(f1, key=lambda cut: f1[cut])
    assert best == 0.4
    below, above = calibration.apply(np.array([0.3, best]))
    assert calibration.threshold == pytest.approx((below + above) / 2)


@pytest.mark.parametrize("positive", [True, False])
def test_a_code_with_nothing_to_tell_apart_is_not_calibrated(positive: bool) -> None:
    untouched = training._calibration(np.array([0.2, 0.8]), np.array([positive, positive]))
    assert (untouched.slope, untouched.intercept, untouched.threshold) == (1, 0, 0.5)


def test_no_document_helps_to_choose_its_own_threshold() -> None:
    """The second fold alone would put the threshold at 0.3; its decisions use that of the first, 0.8."""
    raw = np.array([[0.8], [0.1], [0.9], [0.05], [0.3], [0.2], [0.35], [0.15]])
    actual = np.array([[True], [False], [True], [False], [True], [False], [True], [False]])
    folds = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    decisions = training._held_out_decisions(raw, actual, folds)
    assert not decisions[4:].any()
    assert decisions[:4, 0].tolist() == [True, False, True, False]


def test_the_same_seed_gives_the_same_scores_and_quality(
    trained: Trained, coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    again = train(coded_passages, codebook, ModelSettings())
    first, second = (
        model.classifier.scores([passage.text for passage in coded_passages]) for model in (trained, again)
    )
    assert np.array_equal(first.mechanisms, second.mechanisms)
    assert np.array_equal(first.roles, second.roles)
    assert again.quality.equals(trained.quality)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_documents_are_refused(
    count: int, coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    passages = [replace(passage, document="enige") for passage in coded_passages[: 10 * count]]
    with pytest.raises(ModelError, match=rf"come from {count} document\(s\); at least 2 are needed"):
        train(passages, codebook, ModelSettings())


def test_two_documents_of_one_passage_are_enough_to_train_on(
    coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    trained = train([coded_passages[0], coded_passages[-1]], codebook, ModelSettings())
    assert trained.quality["aantal"].sum() == 3
    assert len(trained.warnings) == 2


def test_passages_without_words_are_refused(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    with pytest.raises(ModelError):
        train([replace(passage, text="?") for passage in coded_passages], codebook, ModelSettings())


def test_a_code_with_few_passages_is_warned_for(
    trained: Trained, coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    assert trained.warnings == ()
    fewer = [p for p in coded_passages if "water" not in p.mechanisms or p.document == coded_passages[0].document]
    (warning,) = train(fewer, codebook, ModelSettings()).warnings[1:] or [""]
    assert warning.startswith(f"water: only 4 coded passages; with fewer than {FEW_POSITIVES} ")


def test_a_code_that_nobody_used_is_trained_without_a_crash(
    coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    dry = [passage for passage in coded_passages if "water" not in passage.mechanisms]
    row = train(dry, codebook, ModelSettings()).quality.row(by_predicate=pl.col("code") == "water", named=True)
    assert (row["aantal"], row["f1"], row["gemiddelde_precisie"]) == (0, 0, None)
