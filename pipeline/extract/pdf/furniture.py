"""Running headers, footers and page numbers: what comes back on page after page at the same place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

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


def mark_furniture(sheets: Sequence[Sheet]) -> None:
    """Set the kind of every line that is page furniture."""
    repeated, offsets = _repeated(sheets), _page_number_offsets(sheets)
    fewest = min(_FEWEST, max(len(sheets), 2))
    running = {key for key, pages in repeated.items() if _is_running(pages, fewest)}
    _mark_artefacts(sheets)
    for sheet in sheets:
        for line in _edge_lines(sheet):
            number = lone_number(line.text)
            is_number = states_page(line.text) or (number is not None and number - sheet.number in offsets)
            if is_number or (_key(line) in running and not line.role.cell):
                line.kind = "furniture"


def _at(line: Line, sheet: Sheet, share: float) -> bool:
    """Whether a line stands within this share of the page height from the top or the bottom."""
    return not share * sheet.height <= line.base <= (1 - share) * sheet.height


def _edge_lines(sheet: Sheet) -> Iterator[Line]:
    """Lines that may be running ones; what stands in a ruled table is not."""
    free = (line for line in sheet.lines if not line.role.in_ruled_table)
    return (line for line in free if not line.upright or _at(line, sheet, _EDGE))


def _is_artefact(line: Line) -> bool:
    return all(piece.tag == ARTEFACT for piece in line.pieces)


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
    return _ROMAN.sub("#", _NUMBER.sub("#", line.text.lower())), round(line.base / _DRIFT)


def _repeated(sheets: Sequence[Sheet]) -> dict[Key, set[int]]:
    """Numbers of the pages that each wording stands on, by its height and the steps next to it."""
    pages: dict[Key, set[int]] = defaultdict(set)
    for sheet in sheets:
        for line in sheet.lines:
            if _LETTERS.search(line.text) and (not line.upright or _at(line, sheet, _EDGE)):
                text, height = _key(line)
                for near in (height - 1, height, height + 1):
                    pages[text, near].add(sheet.number)
    return pages


def _is_running(pages: set[int], fewest: int) -> bool:
    return len(pages) >= fewest and len(pages) >= _DENSITY * (max(pages) - min(pages) + 1)


def _page_number_offsets(sheets: Sequence[Sheet]) -> set[int]:
    """Differences between a lone number and the page it stands on that hold for several pages."""
    counts: Counter[int] = Counter()
    for sheet in sheets:
        numbers = {lone_number(line.text) for line in _edge_lines(sheet) if not line.role.cell}
        counts.update(number - sheet.number for number in numbers if number is not None)
    fewest = min(_FEWEST, max(len(sheets), 2))
    return {offset for offset, count in counts.items() if count >= fewest}
