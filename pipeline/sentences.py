"""Sentence boundaries of Dutch policy text by rules, as a plain function and as a spaCy component."""

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.boundaries import CANDIDATE, LETTER, is_boundary

COMPONENT = "dutch_sentences"
_START, _INSIDE = 1, -1


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


@Language.component(COMPONENT, assigns=["token.is_sent_start"])
def dutch_sentences(doc: Doc) -> Doc:
    """Set the sentence starts of a tokenised Doc from ``sentence_spans``.

    A sentence that starts inside a token ('genomen.De', where the tokeniser keeps it whole) splits that token, so that
    the sentences of the Doc, stripped, are exactly those of ``sentence_spans``.
    """
    starts = np.array([start for start, _ in sentence_spans(doc.text)], dtype=np.uint64)
    if not starts.size:
        return doc
    first_tokens = _token_offsets(doc).searchsorted(starts)
    if not np.array_equal(_token_offsets(doc).take(first_tokens, mode="clip"), starts):
        _split_tokens(doc, starts.tolist())
        first_tokens = _token_offsets(doc).searchsorted(starts)
    # Setting token.is_sent_start costs a pass over the whole Doc each time; an array costs one.
    flags = np.full(len(doc), _INSIDE)
    first_tokens[0] = 0  # white space before the first sentence belongs to it
    flags[first_tokens] = _START
    return doc.from_array(["SENT_START"], flags.view(np.uint64))  # type: ignore[arg-type]  # the stubs want 2 dimensions


def _token_offsets(doc: Doc) -> npt.NDArray[np.uint64]:
    return np.asarray(doc.to_array("IDX"), dtype=np.uint64)


def _split_tokens(doc: Doc, starts: list[int]) -> None:
    """Split the tokens that a sentence starts inside of."""
    with doc.retokenize() as retokenizer:
        for token in doc:
            cuts = [start - token.idx for start in starts if token.idx < start < token.idx + len(token)]
            if cuts:
                parts = [token.text[i:j] for i, j in zip([0, *cuts], [*cuts, len(token)], strict=True)]
                retokenizer.split(token, parts, heads=[(token, k) for k in range(len(parts))])
