"""Passages that say that something goes well or was solved: what speaks against a thread, found by terms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Self

from pipeline.codebook import Tegenspraak

# What is wished or denied counts from there to the next of these: 'De samenwerking is goed, al kan de planning beter.'
_PART_END = re.compile(r"[;:()–•]|[.!]\s|\b(?:maar|terwijl|hoewel|al)\b")
_CLAUSE_END = ","
_WORDS_BETWEEN = r"\s+(?:\S+\s+){0,3}"


def going_well(texts: Sequence[str], terms: Tegenspraak) -> list[bool]:
    """Return per sentence whether it says that something goes well, and does not take that back.

    Terms are whole words or phrases, in any case; ``*`` stands for part of a word, and between two spaces for up to
    three words. What takes a term back stands in the same clause or earlier in the same part of the sentence, and is
    not the term's own: in 'geen tekort' the 'geen' denies nothing. A question says nothing. Without terms every answer
    is no.
    """
    rule = _Rule.of(terms)
    return [rule.holds(text.lower()) for text in texts]


@dataclass(frozen=True)
class _Rule:
    well: re.Pattern[str]
    unless: re.Pattern[str]
    immune: re.Pattern[str]  # the terms of ``well`` that hold a word of ``unless`` themselves

    @classmethod
    def of(cls, terms: Tegenspraak) -> Self:
        unless = _any_of(terms.behalve)
        immune = [term for term in terms.termen if unless.search(term.lower())]
        return cls(_any_of(terms.termen), unless, _any_of(immune))

    def holds(self, text: str) -> bool:
        if "?" in text or not self.well.search(text):
            return False
        return any(self._holds_in(part) for part in _PART_END.split(text))

    def _holds_in(self, part: str) -> bool:
        for clause in part.split(_CLAUSE_END):
            if self.unless.search(self.immune.sub(" ", clause)):
                return False
            if self.well.search(clause):
                return True
        return False


def _any_of(terms: Sequence[str]) -> re.Pattern[str]:
    """A pattern for whole words and phrases; without terms one that never matches.

    Terms with the same first letter stand together: three times as fast as one long row of alternatives.
    """
    by_letter = groupby(sorted(term.lower() for term in terms), key=itemgetter(0))
    groups = (f"{_pattern(letter)}(?:{'|'.join(_pattern(term[1:]) for term in group)})" for letter, group in by_letter)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups) or '(?!)'})(?!\w)")


def _pattern(term: str) -> str:
    escaped = re.escape(term).replace(r"\ \*\ ", _WORDS_BETWEEN)
    return escaped.replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+")
