"""Texts that are the same but for capitals, signs and blanks, and texts that are nearly the same, without n^2 work."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

LEAST_ALIKE = 90.0  # of 100: the share of characters that stay when the one text is changed into the other
_LEAST_WORDS = 5  # shorter texts are nearly alike by chance
_SHARED = 0.6  # of their different words, which texts so much alike have in common
_MOST = 300  # texts of the same rare word that are looked at; more of them are forms or boilerplate
_NEGATIONS = frozenset(("niet", "geen", "nooit", "noch", "zonder"))


def words(text: str) -> list[str]:
    """Return the words of a text, in small letters."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def nearly_alike(texts: Sequence[list[str]]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of places in ``texts``, each the words of a text, the first before the second, and how alike (0-100).

    A text that says the opposite ('niet' in only one of the two) is not alike. Two texts are compared when they share
    one of their rarest words: those that share 60 % of their words always do (prefix filtering; Chaudhuri, Ganti and
    Kaushik 2006).
    """
    counts = Counter(word for text in texts for word in set(text))
    by_word: dict[str, list[int]] = defaultdict(list)
    lines = [" ".join(text) for text in texts]
    for place, text in enumerate(texts):
        rarest = sorted(set(text), key=lambda word: (counts[word], word))
        if len(text) < _LEAST_WORDS:
            continue
        prefix = rarest[: len(rarest) - math.ceil(_SHARED * len(rarest)) + 1]
        others = {other: lines[other] for word in prefix for other in by_word[word][-_MOST:]}
        for _, alike, other in process.extract_iter(lines[place], others, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE):
            if _NEGATIONS.intersection(text) == _NEGATIONS.intersection(texts[other]):
                yield other, place, alike
        for word in prefix:
            by_word[word].append(place)
