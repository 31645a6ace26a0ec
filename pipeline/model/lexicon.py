"""Indicator terms of the codebook counted in sentences, with a cue for negation."""

import re
from collections.abc import Sequence
from itertools import chain, groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.model.pieces import Memory, pieces_of

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
        self._single = [[term for term in group if _is_word(term)] for group in groups]
        self._phrases = [[term for term in group if not _is_word(term)] for group in groups]
        self._patterns = [_any_of(terms) for terms in self._single]
        self._phrase_patterns = [_any_of(terms) for terms in self._phrases]
        self._some_word, self._some_phrase = (_any_of(list(chain(*terms))) for terms in (self._single, self._phrases))
        self._memory = Memory(self._groups_in)

    def features(self, texts: Sequence[str]) -> Counts:
        """Return (n, 3m + r + 1) features for m mechanisms and r roles.

        Per group log(1 + count); per mechanism whether it occurs at all, and whether it occurs beside a negation.
        """
        counts = self._counts(texts)
        present = counts[:, : self._mechanism_count] > 0
        negated = present & (counts[:, -1:] > 0)
        return np.hstack([np.log1p(counts), present, negated])

    def _counts(self, texts: Sequence[str]) -> Counts:
        """Return (n, m + r + 1): how many terms of each group, single words first and then what has to be searched."""
        size, found = len(self._single), pieces_of(texts).numbers(self._memory)
        counts = np.bincount(found.rows * size + found.flat, minlength=len(texts) * size).reshape(len(texts), size)
        for row, text in enumerate(map(str.lower, texts)):
            if self._some_phrase.search(text):
                counts[row] += [len(phrases.findall(text)) for phrases in self._phrase_patterns]
        return counts.astype(np.float64)

    def _groups_in(self, piece: str) -> list[int]:
        """The groups of each word in what stands between two blanks."""
        words = filter(self._some_word.fullmatch, _WORD.findall(piece))
        return [group for word in words for group, terms in enumerate(self._patterns) if terms.fullmatch(word)]


def _is_word(term: str) -> bool:
    """Whether a term can be looked up word by word; 'te weinig' and 'o.l.v.' have to be searched in the text."""
    return _WORD.fullmatch(term.replace("*", "x")) is not None


def _any_of(terms: Sequence[str]) -> re.Pattern[str]:
    """A pattern for whole words and phrases; without terms one that never matches.

    Terms with the same first letter stand together, which makes the answer 'no' five times as fast.
    """
    by_letter = groupby(sorted(term.lower() for term in terms), key=itemgetter(0))
    groups = (f"{_pattern(letter)}(?:{'|'.join(_pattern(term[1:]) for term in group)})" for letter, group in by_letter)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups) or '(?!)'})(?!\w)")


def _pattern(term: str) -> str:
    return re.escape(term).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+")
