"""Sentence boundaries of Dutch policy text by rules."""

from pipeline.boundaries import CANDIDATE, LETTER, is_boundary


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the half-open character spans of the sentences, in order and without white space at their ends.

    Every character that is not white space lies in exactly one span, so an empty or blank text has none.
    """
    spans = []
    start, letter = 0, _first_letter(text, 0)
    for match in CANDIDATE.finditer(text):
        end = match.end() if match["bullet"] is None else match.start()
        if letter < end and is_boundary(text, start, match):
            spans.append(_stripped(text, start, end))
            start, letter = end, _first_letter(text, end)
    last = _stripped(text, start, len(text))
    return [*spans, last] if last[0] < last[1] else spans


def _first_letter(text: str, start: int) -> int:
    match = LETTER.search(text, start)
    return match.start() if match else len(text)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
