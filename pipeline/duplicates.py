"""Reports that are the same: to the byte, or nearly so in their sentences, as a draft and the final version are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

_LEAST = 20  # sentences; shorter texts share most of theirs by chance
_COMMON = 20  # reports; a sentence in more of them tells nothing of two
NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Twin:
    """A report that says what an earlier one says: ``alike`` is the share of its sentences that stand there, to 1."""

    document: str
    of: str
    alike: float


def twins(hashes: Mapping[str, str]) -> list[Twin]:
    """Return the reports with the content of one before them; ``hashes`` has the SHA-256 of each, '' for not known."""
    first: dict[str, str] = {}
    return [
        Twin(document, first[content], 1.0)
        for document, content in hashes.items()
        if content and first.setdefault(content, document) != document
    ]


def near_twins(sentences: Mapping[str, Sequence[str]], *, nearly: float = NEARLY) -> list[Twin]:
    """Return the reports of which at least a share ``nearly`` of the sentences stand in one before them, and back.

    ``sentences`` has the sentences of each report. The longer of two is kept, of equals the first. A report is the twin
    of at most one other, the most alike, and never of one that is itself a twin.
    """
    prints = {document: frozenset(map(_print, texts)) for document, texts in sentences.items()}
    prints = {document: found for document, found in prints.items() if len(found) >= _LEAST}
    order = sorted(prints, key=lambda document: -len(prints[document]))
    found: dict[str, Twin] = {}
    for document, shared in _shared(prints, order):
        own = len(prints[document])
        likely = [
            (count / own, other)
            for other, count in shared.items()
            if other not in found and count / max(own, len(prints[other])) >= nearly
        ]
        if likely:
            alike, other = max(likely, key=lambda pair: (pair[0], -order.index(pair[1])))
            found[document] = Twin(document, other, alike)
    return [found[document] for document in sentences if document in found]


def _shared(prints: Mapping[str, frozenset[bytes]], order: Sequence[str]) -> Iterator[tuple[str, Counter[str]]]:
    """Yield for each report how many sentences it shares with each of those before it."""
    holders: dict[bytes, list[str]] = {}
    for document in order:
        yield document, Counter(other for mark in prints[document] for other in holders.get(mark, ()))
        for mark in prints[document]:
            if len(known := holders.setdefault(mark, [])) < _COMMON:
                known.append(document)


def _print(text: str) -> bytes:
    return blake2b(" ".join(text.split()).lower().encode(), digest_size=8).digest()
