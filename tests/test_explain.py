"""Why a sentence was coded so: the words that made the decision, the neighbours, and the passages it is most like."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.cli import main
from pipeline.codings import CodedPassage
from pipeline.model import explain as explaining
from pipeline.model.calibration import Calibration
from pipeline.model.classifier import Classifier
from pipeline.model.explain import Explanation, explain, explained_line, words_of
from pipeline.model.nearest import CodedPassages
from pipeline.model.surface import kernel
from pipeline.records import Sentence
from pipeline.settings import Settings

TREES = Sentence("De iepen aan de Ringbaan zijn ziek.")
WATER = Sentence("Na regen staat de Ringbaan blank.")
KITCHEN = Sentence("Het buurthuis krijgt een nieuwe keuken.")


class Explain:
    """The function under test with the tiny project filled in."""

    def __init__(self, classifier: Classifier, passages: Sequence[CodedPassage]) -> None:
        self.classifier, self.passages = classifier, passages

    def __call__(self, *sentences: Sentence) -> list[Explanation]:
        return list(explain(sentences, self.classifier, self.passages))


@pytest.fixture
def explained(classifier: Classifier, coded_passages: list[CodedPassage]) -> Explain:
    return Explain(classifier, coded_passages)


@pytest.mark.parametrize(("sentence", "code", "word"), [(TREES, "bomen", "iepen"), (WATER, "water", "regen")])
def test_an_indicator_comes_first_and_speaks_for_its_mechanism(
    sentence: Sentence, code: str, word: str, explained: Explain
) -> None:
    (explanation,) = explained(sentence)
    (reasons,) = explanation.reasons
    assert (reasons.mechanism, reasons.assigned) == (code, True)
    assert reasons.words[0][0] == word
    assert reasons.words[0][1] > 0
    assert reasons.probability >= reasons.threshold


def test_every_assigned_mechanism_is_explained_by_its_own_words(explained: Explain) -> None:
    (explanation,) = explained(Sentence("De wortels van de linden drukken het riool onder de Ringbaan kapot."))
    by_code = {reasons.mechanism: dict(reasons.words) for reasons in explanation.reasons}
    assert list(by_code) == ["bomen", "water"]
    assert by_code["bomen"]["linden"] > by_code["water"].get("linden", 0)
    assert by_code["water"]["riool"] > by_code["bomen"].get("riool", 0)


def test_without_a_mechanism_the_likeliest_is_explained(explained: Explain) -> None:
    (explanation,) = explained(KITCHEN)
    (reasons,) = explanation.reasons
    scores = explained.classifier.scores([KITCHEN]).mechanisms[0]
    assert reasons.mechanism == explained.classifier.codebook.mechanisms[scores.argmax()]
    assert not reasons.assigned
    assert reasons.probability == pytest.approx(scores.max())


def test_a_contribution_is_what_the_log_odds_lose_without_the_word(explained: Explain) -> None:
    (explanation,) = explained(TREES)
    (reasons,) = explanation.reasons
    both = explained.classifier.scores([TREES, replace(TREES, text="De  aan de Ringbaan zijn ziek.")]).mechanisms[:, 0]
    log_odds = np.log(both / (1 - both))
    word, contribution = reasons.words[0]
    assert word == "iepen"
    assert contribution == pytest.approx(log_odds[0] - log_odds[1], abs=1e-4)


def test_the_strongest_words_come_first_and_five_at_most(explained: Explain) -> None:
    (explanation,) = explained(Sentence("Er komen acht nieuwe linden en iepen langs de vijver bij de Kerkbrink."))
    for reasons in explanation.reasons:
        sizes = [abs(contribution) for _, contribution in reasons.words]
        assert len(sizes) == 5
        assert sizes == sorted(sizes, reverse=True)


def test_a_neighbour_that_has_the_mechanism_speaks_for_it(explained: Explain) -> None:
    (explanation,) = explained(replace(TREES, before="Er komen nieuwe linden langs de Molenweg."))
    (reasons,) = explanation.reasons
    assert reasons.before > 0
    assert reasons.after == 0


def test_a_passage_is_its_own_nearest(explained: Explain, coded_passages: list[CodedPassage]) -> None:
    for passage in coded_passages[:10]:
        first, second, third = explained(Sentence(passage.text))[0].passages
        assert first.passage == passage
        assert first.similarity == pytest.approx(1, abs=1e-5)
        assert first.similarity > second.similarity >= third.similarity > 0


def test_a_text_of_two_documents_is_shown_once(classifier: Classifier, coded_passages: list[CodedPassage]) -> None:
    twice = [*coded_passages, replace(coded_passages[0], document="later verslag")]
    (nearest,) = CodedPassages.of(twice, classifier.features).nearest([coded_passages[0].text], most=2)
    assert nearest[0].passage.document == coded_passages[0].document
    assert nearest[1].passage.text != coded_passages[0].text


def test_likeness_is_a_cosine_of_the_kernel(classifier: Classifier, coded_passages: list[CodedPassage]) -> None:
    known = CodedPassages.of(coded_passages[:4], classifier.features)
    rows = classifier.features.rows([TREES.text])
    whole = kernel(rows, known.rows)[0] / np.sqrt(kernel(rows, rows)[0, 0] * np.diag(kernel(known.rows, known.rows)))
    (nearest,) = known.nearest([TREES.text], most=4)
    assert [one.similarity for one in nearest] == pytest.approx(sorted(whole, reverse=True), abs=1e-5)


def test_a_text_without_words_has_no_reasons_in_words_or_passages(explained: Explain) -> None:
    (explanation,) = explained(Sentence("..."))
    assert explanation.reasons[0].words == ()
    assert explanation.passages == ()


def test_batches_do_not_change_the_explanations(explained: Explain, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [TREES, WATER, KITCHEN]
    together = [explained_line(one) for one in explained(*sentences)]
    monkeypatch.setattr(explaining, "BATCH", 2)
    apart = [explained_line(one) for one in explained(*sentences)]
    assert [likenesses(line).keys() for line in apart] == [likenesses(line).keys() for line in together]
    assert [likenesses(line) for line in apart] == [pytest.approx(likenesses(line), abs=2e-4) for line in together]
    assert [contributions(line) for line in apart] == [
        pytest.approx(contributions(line), abs=2e-4) for line in together
    ]


def likenesses(line: dict[str, Any]) -> dict[str, float]:
    return {passage["tekst"]: passage["gelijkenis"] for passage in line["passages"]}


def contributions(line: dict[str, Any]) -> dict[str, float]:
    return {word["woord"]: word["bijdrage"] for reasons in line["mechanismen"] for word in reasons["woorden"]}


def test_nothing_in_nothing_out(explained: Explain) -> None:
    assert explained() == []


def test_a_mechanism_that_everyone_used_owes_nothing_to_a_word(explained: Explain) -> None:
    certain = tuple(Calibration(0.0, 30.0) for _ in explained.classifier.codebook.mechanisms)
    calibrations = replace(explained.classifier.calibrations, mechanisms=certain)
    sure = Explain(replace(explained.classifier, calibrations=calibrations), explained.passages)
    for reasons in sure(TREES)[0].reasons:
        assert {contribution for _, contribution in reasons.words} == {0.0}


def test_words_are_named_once_and_as_first_written() -> None:
    assert words_of("De put bij DE ICT-dienst, put 3, ligt voor de foto's.") == [
        *("De", "put", "bij", "ICT-dienst", "3", "ligt", "voor", "foto's")
    ]


def test_the_command_adds_the_key_and_changes_no_coding(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "zinnen.jsonl"
    lines = [{"id": i, "text": one.text, "before": one.before} for i, one in enumerate((TREES, KITCHEN))]
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    project = [
        *("--codebook", str(settings.codebook), "--passages", str(settings.passages)),
        *("--model", str(settings.model_folder)),
    ]
    plain = classified(source, tmp_path / "kaal.jsonl", project, monkeypatch)
    why = classified(source, tmp_path / "waarom.jsonl", [*project, "--explain"], monkeypatch)
    assert [{key: value for key, value in line.items() if key != "uitleg"} for line in why] == plain
    assert [set(line["uitleg"]) for line in why] == [{"mechanismen", "passages"}] * 2
    reasons = why[0]["uitleg"]["mechanismen"][0]
    assert list(reasons) == ["code", "toegekend", "kans", "drempel", "woorden", "ervoor", "erna"]
    assert list(why[0]["uitleg"]["passages"][0]) == ["tekst", "document", "mechanismen", "rol", "gelijkenis"]


def classified(source: Path, out: Path, options: list[str], monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    monkeypatch.setattr(sys, "argv", ["rodedraad", "classify", str(source), "--out", str(out), *options])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
