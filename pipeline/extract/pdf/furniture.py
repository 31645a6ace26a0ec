"""Running headers, footers and page numbers: what comes back on page after page at the same place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract.pdf.pagenumbers import lone_number, states_page
from pipeline.extract.pdf.shapes import ARTEFACT, Line, Sheet

_EDGE = 0.2  # share of the page height, above and below, where running lines are looked for
_RIM = 0.12  # the same, where an artefact is furniture even if it does not come back
_FEWEST = 3  # pages that a running line comes back on, unless the document is shorter
_DENSITY = 0.4  # of the pages from its first to its last: headings come back as well, but not page after page
_DRIFT = 4.0  # points that a running line may move from page to page
_MOST_ARTEFACT = 0.4  # a file that calls more of its text an artefact than this is not to be believed

_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]+\b")
_LETTERS = re.compile(r"[^\W\d_]{2}")

Key = tuple[str, int]


class _Edge(NamedTuple):
    """A line at the edge of a page, with what tells whether it is a running one."""

    line: Line
    page: int
    key: Key
    number: int | None


def mark_furniture(sheets: Sequence[Sheet]) -> None:
    """Set the kind of every line that is page furniture."""
    fewest = min(_FEWEST, max(len(sheets), 2))
    edge = [_Edge(line, sheet.number, _key(line), lone_number(line.text)) for sheet, line in _edge_lines(sheets)]
    offsets, repeated = _page_number_offsets(edge, fewest), _repeated(edge)
    # What stands in a ruled table is told from running lines, but counts where it is worded as they are.
    free = [each for each in edge if not each.line.role.in_ruled_table]
    running = {key for key in {each.key for each in free} if _is_running(_pages_of(key, repeated), fewest)}
    _mark_artefacts(sheets)
    for line, page, key, number in free:
        is_number = (number is not None and number - page in offsets) or states_page(line.text)
        if is_number or (key in running and not line.role.cell):
            line.kind = "furniture"


def _at(line: Line, sheet: Sheet, share: float) -> bool:
    """Whether a line stands within this share of the page height from the top or the bottom."""
    return not share * sheet.height <= line.base <= (1 - share) * sheet.height


def _edge_lines(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, Line]]:
    """Lines that stand where running ones do."""
    for sheet in sheets:
        top, bottom = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
        for line in sheet.lines:
            if not top <= line.base <= bottom or not line.upright:
                yield sheet, line


def _is_artefact(line: Line) -> bool:
    return line.pieces[0].tag == ARTEFACT and all(piece.tag == ARTEFACT for piece in line.pieces)


def _mark_artefacts(sheets: Sequence[Sheet]) -> None:
    """Believe the file where it calls a line an artefact that stands at the rim of the page or comes back."""
    marked = [(sheet, line) for sheet in sheets for line in sheet.lines if _is_artefact(line)]
    total = sum(len(line.text) for sheet in sheets for line in sheet.lines)
    if sum(len(line.text) for _, line in marked) > _MOST_ARTEFACT * total:
        return
    times = Counter(_key(line)[0] for _, line in marked)
    for sheet, line in marked:
        if _at(line, sheet, _RIM) or times[_key(line)[0]] > 1:
            line.kind = "furniture"


def _key(line: Line) -> Key:
    """The wording with numbers masked, and the height on the page in steps of the drift."""
    return _masked(line.text), round(line.base / _DRIFT)


@lru_cache(maxsize=4096)
def _masked(text: str) -> str:
    return _ROMAN.sub("#", _NUMBER.sub("#", text.lower()))


def _repeated(edge: Iterable[_Edge]) -> dict[Key, set[int]]:
    """Numbers of the pages that each wording with letters in it stands on at each height."""
    pages: dict[Key, set[int]] = defaultdict(set)
    for each in edge:
        if _LETTERS.search(each.line.text):
            pages[each.key].add(each.page)
    return pages


def _pages_of(key: Key, repeated: Mapping[Key, set[int]]) -> set[int]:
    """Numbers of the pages that a wording stands on at a height or one step from it."""
    text, height = key
    return set().union(*(repeated.get((text, near), ()) for near in (height - 1, height, height + 1)))


def _is_running(pages: set[int], fewest: int) -> bool:
    return len(pages) >= fewest and len(pages) >= _DENSITY * (max(pages) - min(pages) + 1)


def _page_number_offsets(edge: Iterable[_Edge], fewest: int) -> set[int]:
    """Differences between a lone number and the page it stands on that hold for several pages."""
    lone = {(page, number) for line, page, _, number in edge if number is not None and not line.role.cell}
    counts = Counter(number - page for page, number in lone)
    return {offset for offset, count in counts.items() if count >= fewest}
