"""Indicator terms of the codebook counted in sentences, with a cue for negation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

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
        self._mechanism_count, self._size = len(codebook.mechanisme), len(groups)
        self._words = _WordTerms.of([[term.lower() for term in group if _is_word(term)] for group in groups])
        phrases = [[term for term in group if not _is_word(term)] for group in groups]
        self._phrases = [_any_of(terms) for terms in phrases]
        self._some_phrase = _any_of(list(chain(*phrases)))
        self._memory = Memory(
            lambda piece: [group for word in _WORD.findall(piece) for group in self._words.of_word(word)]
        )

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
        size, found = self._size, pieces_of(texts).numbers(self._memory)
        counts = np.bincount(found.rows * size + found.flat, minlength=len(texts) * size).reshape(len(texts), size)
        for row, text in enumerate(map(str.lower, texts)):
            if self._some_phrase.search(text):
                counts[row] += [len(phrases.findall(text)) for phrases in self._phrases]
        return counts.astype(np.float64)


@dataclass(frozen=True)
class _WordTerms:
    """Terms of one word: the groups that each is in, by the ``whole`` word, by how it is ``begun``, or as a pattern."""

    whole: dict[str, set[int]]
    begun: dict[str, set[int]]
    others: list[tuple[re.Pattern[str], int]]

    @classmethod
    def of(cls, groups: Sequence[Sequence[str]]) -> Self:
        found = cls({}, {}, [])
        for group, terms in enumerate(groups):
            for term in terms:
                if "*" not in term:
                    found.whole.setdefault(term, set()).add(group)
                elif "*" not in term[:-1]:
                    found.begun.setdefault(term[:-1], set()).add(group)
                else:
                    found.others.append((_any_of([term]), group))
        return found

    def of_word(self, word: str) -> set[int]:
        groups = set(self.whole.get(word, ()))
        for end in range(1, len(word) + 1):
            groups |= self.begun.get(word[:end], set())
        return groups | {group for pattern, group in self.others if pattern.fullmatch(word)}


def _is_word(term: str) -> bool:
    """Whether a term can be looked up word by word; 'te weinig' and 'o.l.v.' have to be searched in the text."""
    return _WORD.fullmatch(term.replace("*", "x")) is not None


def _any_of(terms: Sequence[str]) -> re.Pattern[str]:
    """A pattern for whole words and phrases; without terms one that never matches."""
    patterns = (re.escape(term.lower()).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+") for term in terms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})(?!\w)")
