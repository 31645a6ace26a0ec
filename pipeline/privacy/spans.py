"""Places in a text that are masked, and the text with masks in their place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mask(StrEnum):
    """What stands in the place of what was masked.

    With capitals: a sentence that begins with one is then recognised as it was with the name.
    """

    PERSON = "[PERSOON]"
    MAIL = "[E-MAIL]"
    PHONE = "[TELEFOON]"
    BSN = "[BSN]"
    IBAN = "[IBAN]"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from ``start`` to before ``end`` of a text, and what comes in their place."""

    start: int
    end: int
    mask: Mask


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order; of two that overlap the earlier one, of two from one place the longer."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def apply(text: str, spans: Sequence[Span]) -> str:
    """Return the text with masks; ``spans`` are in order and do not overlap."""
    pieces, position = [], 0
    for span in spans:
        pieces += [text[position : span.start], span.mask]
        position = span.end
    return "".join((*pieces, text[position:]))


def moved(offset: int, spans: Sequence[Span]) -> int:
    """Return where a place in the text is after `apply`; a place within a span is behind its mask."""
    shift = 0
    for span in spans:
        if span.start >= offset:
            break
        if span.end > offset:
            return span.start + shift + len(span.mask)
        shift += len(span.mask) - (span.end - span.start)
    return offset + shift
