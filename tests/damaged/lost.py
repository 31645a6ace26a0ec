"""How much of the words of a file is gone from a damaged copy, and whether the copy says so."""

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.records import Status

_LOSS = 0.02  # of the words; less is a line that broke differently
_SAID = re.compile("verloren|alleen de tekst|niet gelezen|niet gecodeerd")
_WORD = re.compile(r"[^\W\d_]+")


def words(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs, in small letters."""
    return Counter(word for text in texts for word in _WORD.findall(text.lower()))


def is_silent_loss(status: str, message: str, *, whole: Counter[str], left: Counter[str]) -> bool:
    """Whether words are missing from a file that is called fine without a word about it."""
    return status == Status.OK and not _SAID.search(message) and share_lost(whole, left) > _LOSS


def share_lost(whole: Counter[str], left: Counter[str]) -> float:
    """The share of the words that is gone."""
    return sum((whole - left).values()) / max(sum(whole.values()), 1)
