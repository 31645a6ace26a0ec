"""Where in the text of a page one text object ends and the next begins, worked out for the whole page at once."""

import re
from typing import NamedTuple

import numpy as np

from pipeline.extract.pdf.native import Mask, Numbers, TextPage
from pipeline.extract.pdf.white import codes_of, is_white

_RETURN, _FEED = ord("\r"), ord("\n")
_HYPHENS = 0xFFFE, 0x02  # pdfium's own, which stand for a line end as well
_WORD = re.compile(r"\S+")

_ONE, _NONE = np.array([True]), np.array([False])


class Stretches(NamedTuple):
    """Stretches of text, each from its ``start`` to before its ``end``, with the address of its text object."""

    start: Numbers
    end: Numbers
    source: Numbers


class _Words(NamedTuple):
    """What stands between white space, from ``start`` to before ``end``, and the number of its line."""

    start: Numbers
    end: Numbers
    line: Numbers


def stretches_of(page: TextPage) -> Stretches:
    """The longest stretches of one text object within one line, in the order of the file, without spaces around them.

    What stands between two characters of one object, in a line, is taken to be of that object.
    """
    words = _words(page.text)
    opens = _differs(words.line)
    start, end = words.start[opens], words.end[_before(opens)]
    source = page.objects(start)
    mixed = source != page.objects(end - 1)
    if not mixed.any():
        return Stretches(start, end, source)
    of_mixed = mixed[np.cumsum(opens) - 1]
    within = _within(_Words(*(column[of_mixed] for column in words)), page)
    whole = (start[~mixed], end[~mixed], source[~mixed])
    return Stretches(*_in_order(*map(np.concatenate, zip(whole, within, strict=True))))


def in_words(stretches: Stretches, cut: Mask, text: str) -> tuple[Stretches, Numbers]:
    """The stretches with some of them cut into words, and for each that there is then the number of what it was."""
    rows = enumerate(zip(stretches.start.tolist(), stretches.end.tolist(), cut.tolist(), strict=True))
    parts = [
        (i, *span)
        for i, (start, end, is_cut) in rows
        for span in ([word.span() for word in _WORD.finditer(text, start, end)] if is_cut else [(start, end)])
    ]
    was, start, end = np.array(parts, np.int64).T
    return Stretches(start, end, stretches.source[was]), was


def _words(text: str) -> _Words:
    letters = codes_of(text)
    white = is_white(letters)
    hyphens = (letters == _HYPHENS[0]) | (letters == _HYPHENS[1])
    edges = np.concatenate((_ONE, white, _ONE))
    starts = ~white & (edges[:-2] | _later(hyphens))
    ends = ~white & (edges[2:] | hyphens)
    lines = np.cumsum((letters == _RETURN) | (letters == _FEED) | _later(hyphens))
    return _Words(np.flatnonzero(starts), np.flatnonzero(ends) + 1, lines[starts])


def _within(words: _Words, page: TextPage) -> Stretches:
    """The stretches of lines of several objects: words of one object, and the characters of those of more, joined."""
    start, end, line = words
    head = page.objects(start)
    tail = head.copy()
    asked = _before(_differs(line) | _differs(head))
    tail[asked] = page.objects(end[asked] - 1)
    cut = head != tail
    places = _places(start[cut], end[cut])
    start, end, line, source = _in_order(
        np.concatenate((start[~cut], places)),
        np.concatenate((end[~cut], places + 1)),
        np.concatenate((line[~cut], np.repeat(line[cut], (end - start)[cut]))),
        np.concatenate((head[~cut], page.objects(places))),
    )
    opens = _differs(line) | _differs(source)
    return Stretches(start[opens], end[_before(opens)], source[opens])


def _places(start: Numbers, end: Numbers) -> Numbers:
    """Every place within these spans, of the first to the last."""
    lengths = end - start
    before = np.cumsum(lengths) - lengths
    return np.repeat(start - before, lengths) + np.arange(lengths.sum())


def _in_order(start: Numbers, *others: Numbers) -> tuple[Numbers, ...]:
    order = np.argsort(start)
    return start[order], *(column[order] for column in others)


def _differs(values: Numbers) -> Mask:
    """Whether each value differs from the one before it; the first does."""
    return np.concatenate((_ONE[: len(values)], values[1:] != values[:-1]))


def _before(opens: Mask) -> Mask:
    """Whether each is the last before one that opens, or the last of all."""
    return np.concatenate((opens[1:], _ONE[: len(opens)]))


def _later(mask: Mask) -> Mask:
    """What holds for the one before each; nothing for the first."""
    return np.concatenate((_NONE[: len(mask)], mask[:-1]))
