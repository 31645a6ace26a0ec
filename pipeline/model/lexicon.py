"""Indicator terms of the codebook counted in sentences, with a cue for negation."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.codebook import Codebook

# Lack is said by negation as often as by a noun ('te weinig', 'zonder'), whatever the codebook is about.
_NEGATIONS = (
    "niet",
    "geen",
    "nooit",
    "onvoldoende",
    "te weinig",
    "tekort*",
    "gebrek*",
    "ontbre*",
    "nauwelijks",
    "zonder",
)
_WORD = re.compile(r"[^\W_][\w'’-]*")

Counts = NDArray[np.float64]


class Lexicon:
    """Counts per code how many of its indicator terms a sentence holds; ``*`` in a term stands for part of a word."""

    def __init__(self, codebook: Codebook) -> None:
        groups = [code.indicatoren for code in (*codebook.mechanisme, *codebook.rol)] + [_NEGATIONS]
        self._mechanism_count = len(codebook.mechanisme)
        self._single = [_any_of([term for term in group if _is_word(term)]) for group in groups]
        self._phrases = [_any_of([term for term in group if not _is_word(term)]) for group in groups]
        self._some_phrase = _any_of([term for group in groups for term in group if not _is_word(term)])
        self._known: dict[str, list[int]] = {}

    def features(self, texts: Sequence[str]) -> Counts:
        """Return (n, 3m + r + 1) features for m mechanisms and r roles.

        Per group log(1 + count); per mechanism whether it occurs at all, and whether it occurs beside a negation.
        """
        counts = np.array([self._count(text.lower()) for text in texts]).reshape(len(texts), len(self._single))
        present = counts[:, : self._mechanism_count] > 0
        negated = present & (counts[:, -1:] > 0)
        return np.hstack([np.log1p(counts), present, negated])

    def _count(self, text: str) -> Counts:
        hits: list[int] = [group for word in _WORD.findall(text) for group in self._groups_of(word)]
        counts = np.bincount(np.array(hits, dtype=np.int64), minlength=len(self._single)).astype(np.float64)
        if self._some_phrase.search(text):
            counts = counts + [len(phrases.findall(text)) for phrases in self._phrases]
        return counts

    def _groups_of(self, word: str) -> list[int]:
        """The groups a single word belongs to, remembered: a report uses few different words."""
        if word not in self._known:
            self._known[word] = [i for i, terms in enumerate(self._single) if terms.fullmatch(word)]
        return self._known[word]


def _is_word(term: str) -> bool:
    """Whether a term can be looked up word by word; 'te weinig' and 'o.l.v.' have to be searched in the text."""
    return _WORD.fullmatch(term.replace("*", "x")) is not None


def _any_of(terms: Sequence[str]) -> re.Pattern[str]:
    """A pattern for whole words and phrases; without terms one that never matches."""
    patterns = (re.escape(term.lower()).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+") for term in terms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})(?!\w)")
