"""Where one text object ends and the next begins: for a whole page at once as when one goes over it by character."""

import re
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.pdf.native import Numbers, TextPage
from pipeline.extract.pdf.stretches import in_words, stretches_of

_RUNS = st.lists(st.text("ab \r\n\ufffe\x02\xa0é\u2028\U0001f600", min_size=1, max_size=6), max_size=12)


class _Page(TextPage):
    """A page of text objects that hold these runs of characters, with addresses from 1; pdfium's spaces are in none."""

    def __init__(self, runs: list[str]) -> None:
        self.text = "".join(runs)
        self._sources = np.repeat(np.arange(len(runs)) + 1, list(map(len, runs)))

    def objects(self, places: Numbers) -> Numbers:
        return self._sources[places]


def _plainly(page: _Page) -> list[tuple[int, int, int]]:
    """The stretches by the characters of every line, without those that are space at the start or the end."""
    found = []
    for line in re.finditer(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]", page.text):
        inked = [i for i in range(*line.span()) if not page.text[i].isspace()]
        for source, places in groupby(inked, key=lambda i: int(page.objects(np.array([i]))[0])):
            every = list(places)
            found.append((every[0], every[-1] + 1, source))
    return found


@given(runs=_RUNS)
def test_stretches_are_those_found_character_by_character(runs: list[str]) -> None:
    page = _Page(runs)
    assert [tuple(map(int, row)) for row in zip(*stretches_of(page), strict=True)] == _plainly(page)


def test_a_stretch_that_is_cut_gives_its_words_and_the_others_stay_whole() -> None:
    page = _Page(["een twee", " drie vier"])
    stretches = stretches_of(page)
    parts, was = in_words(stretches, np.array([False, True]), page.text)
    assert [page.text[start:end] for start, end, _ in zip(*parts, strict=True)] == ["een twee", "drie", "vier"]
    assert (was.tolist(), parts.source.tolist()) == ([0, 1, 1], [1, 2, 2])
