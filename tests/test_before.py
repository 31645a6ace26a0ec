"""What the model in use says of passages while their document is held out."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.classifier import actual_codes
from pipeline.model.surface import Surface, values_without
from pipeline.model.training import Trained, train
from pipeline.retraining.before import judge_before
from pipeline.settings import ModelSettings


@pytest.fixture(scope="module")
def trained(coded_passages: list[CodedPassage], codebook: Codebook) -> Trained:
    return train(coded_passages, codebook, ModelSettings())


def test_a_passage_that_was_learnt_from_keeps_what_was_said_while_held_out(
    trained: Trained, coded_passages: list[CodedPassage]
) -> None:
    corrected = [replace(passage, mechanisms=("water",), coder="bram") for passage in coded_passages[::-1]]
    judged = judge_before(trained.classifier, trained.judged, corrected)
    assert judged.passages == corrected
    assert np.array_equal(judged.scores.mechanisms, trained.judged.scores.mechanisms[::-1])
    assert np.array_equal(judged.decisions, trained.judged.decisions[::-1])
    assert np.array_equal(judged.roles, trained.judged.roles[::-1])


def test_a_passage_of_an_unseen_document_gets_what_the_classifier_says_without_its_neighbours(
    trained: Trained, coded_passages: list[CodedPassage]
) -> None:
    strange = CodedPassage("De iepen zijn ziek.", (), "plan", "elders", "", before="Het riool loopt over.")
    judged = judge_before(trained.classifier, trained.judged, [coded_passages[3], strange])
    values = trained.classifier.surface.values(trained.classifier.features.rows([strange.text]))
    assert judged.scores.mechanisms[1:] == pytest.approx(trained.classifier.probabilities(values).mechanisms)
    assert np.array_equal(judged.scores.mechanisms[0], trained.judged.scores.mechanisms[3])


def test_a_new_passage_of_a_known_document_is_judged_as_if_the_document_were_unknown(
    trained: Trained, coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    """Exactly what a surface gives that is fitted on the other documents alone."""
    features = trained.classifier.features
    document, texts = coded_passages[0].document, ["De kastanje aan de Dorpsstraat.", "Regen in de Dorpsstraat."]
    others = [passage for passage in coded_passages if passage.document != document]
    targets = np.where(actual_codes(others, codebook), 1.0, -1.0)
    rest, _ = Surface.fit(
        features.rows([passage.text for passage in others]), targets, [passage.document for passage in others]
    )
    values = rest.values(features.rows(texts))
    new = [CodedPassage(text, (), "plan", document, "bram") for text in texts]
    judged = judge_before(trained.classifier, trained.judged, new)
    assert judged.scores.mechanisms == pytest.approx(trained.classifier.probabilities(values).mechanisms, abs=1e-4)
    seen = trained.classifier.surface.values(features.rows(texts))
    assert np.abs(seen - values).max() > 0.05  # what it says with the document in mind is something else


def test_dropping_documents_gives_the_values_of_rows_held_out(
    trained: Trained, coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    rows = trained.classifier.features.rows([passage.text for passage in coded_passages])
    targets = np.where(actual_codes(coded_passages, codebook), 1.0, -1.0)
    documents = [passage.document for passage in coded_passages]
    surface, held_out = Surface.fit(rows, targets, documents)
    assert values_without(rows, targets, documents, rows, documents) == pytest.approx(held_out, abs=1e-4)
    elsewhere = values_without(rows, targets, documents, rows, ["elders"] * len(documents))
    assert elsewhere == pytest.approx(surface.values(rows), abs=1e-4)
