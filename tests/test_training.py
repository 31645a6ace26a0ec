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
from pipeline.model.classifier import Classifier
from pipeline.model.training import FEW_POSITIVES, Trained, manageable, train
from pipeline.records import Sentence
from pipeline.settings import ModelSettings


@pytest.fixture(scope="module")
def trained(coded_passages: list[CodedPassage], codebook: Codebook) -> Trained:
    return train(coded_passages, codebook, ModelSettings())


@pytest.mark.parametrize("count", [2, 3, 5, 40])
def test_a_document_never_stands_in_two_folds(count: int, coded_passages: list[CodedPassage]) -> None:
    passages = [replace(p, document=f"nota {number % count}") for number, p in enumerate(coded_passages)]
    folds = training.divide(passages)
    folds_of = defaultdict(set)
    for passage, fold in zip(passages, folds.tolist(), strict=True):
        folds_of[passage.document].add(fold)
    assert all(len(found) == 1 for found in folds_of.values())
    assert set(folds.tolist()) == set(range(min(count, 5)))


def test_a_word_of_one_document_helps_no_held_out_score(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    """Every passage of one document has the same text and code, and no other document has either."""
    marked = [replace(p, text="Zevenblad.", mechanisms=("bomen",), document="alleen hier") for p in coded_passages[:10]]
    rest = [replace(p, mechanisms=("water",) if "water" in p.mechanisms else ()) for p in coded_passages]
    table = train([*marked, *rest], codebook, ModelSettings()).quality
    assert table.filter(code="bomen")["f1"].item() == 0
    assert table.filter(code="water")["f1"].item() > 0.8


def test_what_a_document_is_coded_as_does_not_show_in_its_own_values(
    coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    """The first document is coded as its opposite; only what is said of the other documents changes."""
    turned = [replace(p, mechanisms=() if p.mechanisms else codebook.mechanisms) for p in coded_passages[:10]]
    (_, before), (_, after) = (
        Classifier.fit(passages, codebook) for passages in (coded_passages, [*turned, *coded_passages[10:]])
    )
    assert after[:10] == pytest.approx(before[:10], abs=1e-4)
    assert (np.abs(after[10:, :2] - before[10:, :2]).max(axis=0) > 0.1).all()


def test_quality_is_high_where_documents_resemble_each_other(trained: Trained) -> None:
    assert trained.quality["code"].to_list() == ["bomen", "water", "klacht", "plan"]
    assert trained.quality["aantal"].to_list() == [20, 20, 30, 20]
    assert trained.quality.filter(soort="mechanisme")["gemiddelde_precisie"].min() == 1


def test_every_mechanism_gets_a_rising_calibration_and_a_threshold(trained: Trained) -> None:
    assert len(trained.classifier.calibrations.mechanisms) == 2
    for calibration in trained.classifier.calibrations.mechanisms:
        assert calibration.slope > 0
        assert 0 < calibration.threshold < 1


def test_no_document_helps_to_choose_its_own_threshold(
    coded_passages: list[CodedPassage], codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second fold alone would put the threshold at 0.3; its decisions use that of the first, 0.8."""
    raw = np.array([0.8, 0.1, 0.9, 0.05, 0.3, 0.2, 0.35, 0.15])
    passages = [
        replace(passage, mechanisms=("bomen",) if number % 2 == 0 else ())
        for number, passage in enumerate(coded_passages[:8])
    ]
    values = np.column_stack([raw, *np.zeros((3, 8))])
    monkeypatch.setattr(training, "divide", lambda _: np.repeat([0, 1], 4))
    judged = training.judge(passages, codebook, values)
    assert not judged.decisions[4:].any()
    assert judged.decisions[:4, 0].tolist() == [True, False, True, False]
    assert not judged.decisions[:, 1].any()
    # The probabilities are those of the other fold too: that of the first puts 0.35 below an even chance.
    assert judged.scores.mechanisms[6, 0] < 0.5


def test_the_same_seed_gives_the_same_scores_and_quality(
    trained: Trained, coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    again = train(coded_passages, codebook, ModelSettings())
    first, second = (
        model.classifier.scores([Sentence(passage.text) for passage in coded_passages]) for model in (trained, again)
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
    assert [warning.partition(":")[0] for warning in trained.warnings] == ["bomen", "water", "klacht", "plan"]


def test_passages_without_words_are_refused(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    with pytest.raises(ModelError):
        train([replace(passage, text="?") for passage in coded_passages], codebook, ModelSettings())


def test_a_code_with_few_passages_is_warned_for(
    trained: Trained, coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    assert trained.warnings == ()
    drier = [
        replace(p, mechanisms=("bomen",)) if p.document != coded_passages[0].document else p for p in coded_passages
    ]
    (warning,) = train(drier, codebook, ModelSettings()).warnings
    assert warning.startswith(f"water: only 4 coded passages; with fewer than {FEW_POSITIVES} ")


def test_a_role_with_few_passages_is_warned_for(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    hopeful = [replace(p, role="plan") if p.document != coded_passages[0].document else p for p in coded_passages]
    (warning,) = train(hopeful, codebook, ModelSettings()).warnings
    assert warning.startswith("klacht: only 6 coded passages;")


def test_as_many_passages_as_allowed_are_all_kept(coded_passages: list[CodedPassage]) -> None:
    assert manageable(coded_passages, ModelSettings(most_passages=50)) == coded_passages
    assert len(manageable(coded_passages, ModelSettings(most_passages=49))) == 49


def test_of_too_many_passages_those_with_a_mechanism_are_kept_first(coded_passages: list[CodedPassage]) -> None:
    coded = [passage for passage in coded_passages if passage.mechanisms]
    assert len(coded) == 35
    kept = manageable(coded_passages, ModelSettings(most_passages=40))
    assert [passage for passage in kept if passage.mechanisms] == coded
    assert len(kept) == 40
    assert all(passage.mechanisms for passage in manageable(coded_passages, ModelSettings(most_passages=20)))


@pytest.mark.parametrize("most", [20, 40])
def test_the_draw_of_passages_follows_the_seed_and_keeps_their_order(
    most: int, coded_passages: list[CodedPassage]
) -> None:
    first, again, other = (
        manageable(coded_passages, ModelSettings(most_passages=most, seed=seed)) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other
    places = [coded_passages.index(passage) for passage in first]
    assert places == sorted(set(places))


def test_passages_left_out_are_warned_for_and_not_measured(
    coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    trained = train(coded_passages, codebook, ModelSettings(most_passages=45))
    assert trained.warnings[0] == "learnt from 45 of 50 passages; raise most_passages when memory allows"
    assert trained.quality.filter(soort="rol")["aantal"].sum() == len(trained.judged.passages) == 45


def test_a_code_that_nobody_used_is_trained_without_a_crash(
    coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    dry = [passage for passage in coded_passages if "water" not in passage.mechanisms]
    row = train(dry, codebook, ModelSettings()).quality.row(by_predicate=pl.col("code") == "water", named=True)
    assert (row["aantal"], row["f1"], row["gemiddelde_precisie"]) == (0, 0, None)
