"""Trials: fewer documents, no groups of features, and simpler ways of coding."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.evaluation.baselines import baselines, term_list
from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.trials import HELD_OUT, UNSEEN, Materials, Wanted, ablation, as_it_is, learning_curve
from pipeline.model.quality import macro
from pipeline.settings import ModelSettings


@pytest.fixture(scope="module")
def materials(coded_passages: list[CodedPassage], codebook: Codebook) -> Materials:
    """The passages of five villages, and two sentences of a sixth."""
    unseen = (
        CodedPassage("De iepen aan de Ringbaan zijn ziek.", ("bomen",), "klacht", "verslag Ringbaan", ""),
        CodedPassage("Het buurthuis sluit.", (), "plan", "verslag Ringbaan", "", before="Na regen lekt het riool."),
    )
    return Materials(coded_passages, codebook, ModelSettings(), unseen=unseen)


def test_a_smaller_share_of_the_documents_is_part_of_a_larger(materials: Materials) -> None:
    passages = [replace(p, document=f"{p.document} {n}") for n in range(4) for p in materials.passages]
    trials = list(learning_curve(replace(materials, passages=passages)))
    drawn = [set(trial.judged[HELD_OUT].documents) for trial in trials]
    assert [trial.documents for trial in trials] == [len(documents) for documents in drawn] == [2, 5, 10]
    assert drawn[0] < drawn[1] < drawn[2]
    assert all(len(trial.judged[UNSEEN].passages) == 2 for trial in trials)


def test_without_a_group_of_features_the_probabilities_change(materials: Materials) -> None:
    (usual, _), trials = as_it_is(materials), {trial.name: trial for trial in ablation(materials)}
    assert list(trials) == ["woorden", "woorddelen", "indicatoren", "woordvectoren"]
    before = usual.judged[HELD_OUT].scores.mechanisms
    for name in ("woorden", "woorddelen", "indicatoren"):
        assert not np.allclose(trials[name].judged[HELD_OUT].scores.mechanisms, before, rtol=0.01, atol=0)
    # The tiny project has no word vectors: without them nothing changes.
    assert np.allclose(trials["woordvectoren"].judged[HELD_OUT].scores.mechanisms, before, rtol=1e-6, atol=0)


def test_without_neighbours_only_a_sentence_that_has_one_changes(materials: Materials) -> None:
    usual, alone = as_it_is(materials)
    assert list(alone.judged) == [UNSEEN]
    first, second = usual.judged[UNSEEN].scores.mechanisms - alone.judged[UNSEEN].scores.mechanisms
    assert np.allclose(first, 0)
    assert second[1] > 0  # the sentence before is about the sewer


def test_the_list_of_terms_gives_a_code_where_a_term_stands(materials: Materials) -> None:
    texts = ("De kastanje en de boom.", "De markt wordt kleiner.", "De markt is ziek.", "De markt.")
    judged = term_list([CodedPassage(text, (), "plan", "a", "") for text in texts], materials)
    assert judged.decisions.tolist() == [[True, False], [False, False], [False, False], [False, False]]
    assert judged.scores.mechanisms[0, 0] == pytest.approx(2)
    # 'wordt' is a term of plan and 'ziek' one of klacht; without a term it is klacht, the commonest role.
    assert judged.roles.tolist() == [0, 1, 0, 0]


def test_the_regression_has_not_seen_the_document_that_it_judges(materials: Materials) -> None:
    """A word that stands in one document only, always with the same code, must not help there."""
    marked = [
        replace(passage, text="Zwerfkei.", mechanisms=("bomen",)) if passage.document.endswith("Kerkbrink") else passage
        for passage in materials.passages
    ]
    *_, regression = baselines(replace(materials, passages=marked))
    here = np.array([passage.text == "Zwerfkei." for passage in marked])
    scores = regression.judged[HELD_OUT].scores.mechanisms[here, 0]
    assert not regression.judged[HELD_OUT].decisions[here, 0].any()
    assert np.ptp(scores) == pytest.approx(0)


def test_the_regression_learns(materials: Materials) -> None:
    *_, regression = baselines(materials)
    means = macro(regression.judged[HELD_OUT], materials.codebook, seed=1)
    assert (means["waarde"] > 0.9).all()


def test_only_what_is_wanted_is_done(materials: Materials) -> None:
    assert [trial.group for trial in evaluate(materials, Wanted()).trials] == ["model"]
    done = evaluate(materials, Wanted(baselines=True))
    assert [trial.group for trial in done.trials] == ["model", "basislijn", "basislijn"]
    assert done.judged is done.trials[0].judged[UNSEEN]
    assert done.comparison.select("variant", "gemeten_op").unique().height == 6


def test_without_unseen_sentences_the_passages_held_out_are_what_counts(materials: Materials) -> None:
    done = evaluate(replace(materials, unseen=()), Wanted(ablation=True))
    assert done.judged is done.trials[0].judged[HELD_OUT]
    assert {place for trial in done.trials for place in trial.judged} == {HELD_OUT}
