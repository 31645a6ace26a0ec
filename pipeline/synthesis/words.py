"""Which words sentences use, and how often: words of four letters or more that say something by themselves."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

_WORD = re.compile(r"\b[^\W\d_]{4,}\b")


def word_counts(sentences: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in these sentences, in lower case; words that bind others are left out."""
    return _telling(Counter(_words(sentences)))


def word_counts_in_reports(sentences: Iterable[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """Return the `word_counts` of sentences that come behind their report, and in how many reports each word stands."""
    of_report: dict[str, list[str]] = {}
    for report, sentence in sentences:
        of_report.setdefault(report, []).append(sentence)
    times, reports = Counter[str](), Counter[str]()
    for own in of_report.values():
        found = Counter(_words(own))
        times.update(found)
        reports.update(found.keys())
    return _telling(times), reports


@cache
def stop_words() -> frozenset[str]:
    """Return those of spaCy for Dutch, read without the rest of it, which takes a second to load."""
    package = find_spec("spacy")
    assert package is not None
    assert package.origin is not None
    return frozenset(run_path(str(Path(package.origin).parent / "lang" / "nl" / "stop_words.py"))["STOP_WORDS"])


def _telling(counts: Counter[str]) -> Counter[str]:
    for word in stop_words() & counts.keys():
        del counts[word]
    return counts


def _words(sentences: Iterable[str]) -> list[str]:
    return _WORD.findall("\n".join(sentences).lower())
