"""Running headers, footers and page numbers: what comes back on page after page at the same place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.pdf.shapes import ARTEFACT, Line, Sheet

_EDGE = 0.2  # share of the page height, above and below, where running lines are looked for
_FEWEST = 3  # pages that a line must come back on in a document of some length
_DRIFT = 4.0  # points that a running line may move from page to page
_MOST_ARTEFACT = 0.4  # a file that calls more of its text an artefact than this is not to be believed

_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlcdm]+\b")
_LONE_NUMBER = re.compile(r"[\W_]*(?:pagina|pag\.?|blz\.?|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})[\W_]*", re.IGNORECASE)
_PAGE_OF = re.compile(
    r"[\W_]*(?:pagina|pag\.?|blad|blz\.?|page)?\s*\d+\s*(?:van|of|/|uit)\s*\d+[\W_]*"
    r"|[\W_]*(?:pagina|blz\.?|pag\.)\s*\d+[\W_]*",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def mark_furniture(sheets: Sequence[Sheet]) -> None:
    """Set the kind of every line that is page furniture."""
    if _artefacts_are_sane(sheets):
        for line in _all_lines(sheets):
            if all(piece.tag == ARTEFACT for piece in line.pieces):
                line.kind = "furniture"
    repeated = _repeated(sheets)
    offsets = _page_number_offsets(sheets)
    for sheet in sheets:
        for line in _edge_lines(sheet):
            if _key(line) in repeated or _is_page_number(line, sheet, offsets):
                line.kind = "furniture"


def _all_lines(sheets: Iterable[Sheet]) -> Iterator[Line]:
    return (line for sheet in sheets for line in sheet.lines)


def _artefacts_are_sane(sheets: Sequence[Sheet]) -> bool:
    marked = total = 0
    for line in _all_lines(sheets):
        for piece in line.pieces:
            total += len(piece.text)
            marked += len(piece.text) if piece.tag == ARTEFACT else 0
    return marked <= _MOST_ARTEFACT * total


def _edge_lines(sheet: Sheet) -> list[Line]:
    high, low = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
    return [line for line in sheet.lines if line.base < high or line.base > low or not line.upright]


def _key(line: Line) -> tuple[str, int]:
    masked = _ROMAN.sub("#", _NUMBER.sub("#", line.text.lower()))
    return masked, round(line.base / _DRIFT)


def _repeated(sheets: Sequence[Sheet]) -> set[tuple[str, int]]:
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for sheet in sheets:
        for line in _edge_lines(sheet):
            if len(line.text) > 2 and not _LONE_NUMBER.fullmatch(line.text):
                text, height = _key(line)
                for near in (height - 1, height, height + 1):
                    pages[text, near].add(sheet.number)
    fewest = _FEWEST if len(sheets) > _FEWEST else 2
    return {key for key, found in pages.items() if len(found) >= fewest}


def _page_number_offsets(sheets: Sequence[Sheet]) -> set[int]:
    """Differences between a lone number and the page it stands on that hold for several pages."""
    counts: Counter[int] = Counter()
    for sheet in sheets:
        counts.update({number - sheet.number for line in _edge_lines(sheet) if (number := _lone_number(line)) is not None})
    fewest = _FEWEST if len(sheets) > _FEWEST else 2
    return {offset for offset, count in counts.items() if count >= fewest}


def _is_page_number(line: Line, sheet: Sheet, offsets: set[int]) -> bool:
    number = _lone_number(line)
    return bool(_PAGE_OF.fullmatch(line.text)) or (number is not None and number - sheet.number in offsets)


def _lone_number(line: Line) -> int | None:
    found = _LONE_NUMBER.fullmatch(line.text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else _roman(found[1].lower())


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
