"""Why a sentence got a mechanism, or almost: the words, the neighbours and the coded passages that made the decision.

A word counts for as much as the log-odds of the mechanism drop when it is left out (occlusion, Zeiler & Fergus 2014;
for words Li, Monroe & Jurafsky 2016). That asks the classifier itself, so that pairs of words and parts of words count
as they do in its decision. The words of a sentence lean on each other: their contributions do not add up to the whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.codings import CodedPassage
from pipeline.model.classifier import Classifier, Matrix
from pipeline.model.nearest import CodedPassages, Likeness
from pipeline.model.vectors import WORD
from pipeline.records import Sentence

BATCH = 100
_MOST_WORDS = 5
_MOST_PASSAGES = 3
_DECIMALS = 4
_WORD = re.compile(WORD)


@dataclass(frozen=True, slots=True)
class Reasons:
    """What made the decision on one mechanism, in log-odds: above 0 spoke for it, below 0 against.

    ``words`` holds the words that mattered most, the strongest first; ``before`` and ``after`` are the neighbours.
    """

    mechanism: str
    assigned: bool
    probability: float
    threshold: float
    words: tuple[tuple[str, float], ...]
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons per assigned mechanism, or for the likeliest one, and the coded passages nearest to the sentence."""

    reasons: tuple[Reasons, ...]
    passages: tuple[Likeness, ...]


def explain(
    sentences: Sequence[Sentence], classifier: Classifier, passages: Sequence[CodedPassage]
) -> Iterator[Explanation]:
    """Explain sentences in the order given; ``passages`` are those that the classifier has learnt from."""
    known = CodedPassages.of(passages, classifier.features)
    for start in range(0, len(sentences), BATCH):
        yield from _batch(sentences[start : start + BATCH], classifier, known)


def explained_line(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation for JSON, under Dutch names and with numbers of 4 decimals."""
    return {
        "mechanismen": [_reasons_line(reasons) for reasons in explanation.reasons],
        "passages": [_passage_line(likeness) for likeness in explanation.passages],
    }


def words_of(text: str) -> list[str]:
    """Return the different words of a text as they are first written, whatever their capitals."""
    words: dict[str, str] = {}
    for word in _WORD.findall(text):
        words.setdefault(word.lower(), word)
    return list(words.values())


def _batch(sentences: Sequence[Sentence], classifier: Classifier, known: CodedPassages) -> Iterator[Explanation]:
    """Explain a batch; all its variants are scored at once."""
    variants = [_variants(sentence) for sentence in sentences]
    values = classifier.values([variant for group in variants for variant in group])
    groups = np.split(values, np.cumsum([len(group) for group in variants])[:-1])
    nearest = known.nearest([sentence.text for sentence in sentences], most=_MOST_PASSAGES)
    for sentence, group, likenesses in zip(sentences, groups, nearest, strict=True):
        # Nothing is like a text without words; the kernel would say 'a little' of every passage.
        yield Explanation(_reasons(sentence, group, classifier), tuple(likenesses if words_of(sentence.text) else ()))


def _variants(sentence: Sentence) -> list[Sentence]:
    """The sentence, the same without the one before it, without the one after it, and without each of its words."""
    without = [replace(sentence, text=_without(sentence.text, word)) for word in words_of(sentence.text)]
    return [sentence, replace(sentence, before=""), replace(sentence, after=""), *without]


def _without(text: str, word: str) -> str:
    """The text without this word, wherever it stands."""
    return _WORD.sub(lambda found: "" if found[0].lower() == word.lower() else found[0], text)


def _reasons(sentence: Sentence, values: Matrix, classifier: Classifier) -> tuple[Reasons, ...]:
    """Compare the values (1 + 2 + w, m + r) of a sentence and its variants."""
    scores = classifier.probabilities(values[:1])
    assigned = classifier.decide(scores)[0]
    chosen = np.flatnonzero(assigned) if assigned.any() else [scores.mechanisms[0].argmax()]
    found = []
    for code in chosen:
        calibration = classifier.calibrations.mechanisms[code]
        before, after, *words = (calibration.slope * (values[0, code] - values[1:, code])).tolist()
        found.append(
            Reasons(
                mechanism=classifier.codebook.mechanisms[code],
                assigned=bool(assigned[code]),
                probability=float(scores.mechanisms[0, code]),
                threshold=calibration.threshold,
                words=_strongest(words_of(sentence.text), words),
                before=before,
                after=after,
            )
        )
    return tuple(found)


def _strongest(words: Sequence[str], contributions: Sequence[float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(zip(words, contributions, strict=True), key=lambda pair: -abs(pair[1]))[:_MOST_WORDS])


def _reasons_line(reasons: Reasons) -> dict[str, Any]:
    return {
        "code": reasons.mechanism,
        "toegekend": reasons.assigned,
        "kans": round(reasons.probability, _DECIMALS),
        "drempel": round(reasons.threshold, _DECIMALS),
        "woorden": [{"woord": word, "bijdrage": round(value, _DECIMALS)} for word, value in reasons.words],
        "ervoor": round(reasons.before, _DECIMALS),
        "erna": round(reasons.after, _DECIMALS),
    }


def _passage_line(likeness: Likeness) -> dict[str, Any]:
    passage = likeness.passage
    return {
        "tekst": passage.text,
        "document": passage.document,
        "mechanismen": list(passage.mechanisms),
        "rol": passage.role,
        "gelijkenis": round(likeness.similarity, _DECIMALS),
    }
