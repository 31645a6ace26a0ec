"""Levels of headings: what is above what, by tags, bookmarks, numbers and look.

Every heading gets a rank, of which only the order counts. The levels then follow from reading the headings from the
first to the last: each closes those before it of the same or a lower rank, so that no path of headings skips a level.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import median

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.outline import Outline, level_in

_FEWEST = 5  # headings that tags or bookmarks name before they count
_SAME = 0.12  # part by which the sizes within one level may differ
_MOST_ODD = 0.2  # of the headings on a level that tags or bookmarks state, in another size than the others
_LARGER = 1.12  # of the body size; headings larger than this stand by their size alone
_BELOW_STATED = 10.0  # rank of headings that tags or bookmarks pass over, where they name others
_LEAD_IN = 50.0  # rank of headings that end in a colon: no other heading stands below what leads in a list
_RUN_IN = 60.0  # rank of run-in headings
_UNNUMBERED, _SEQUENCE = 0.5, 0.1  # parts of a rank, within one look
_DEEPER = 0.01  # part of a rank between 2.1 and 2.1.1 where the look does not set them apart

_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.:)]?\s+\D")
_NUMBERS = (
    re.compile(r"()(?:bijlage|annex|deel|hoofdstuk)\b", re.IGNORECASE),
    re.compile(r"(?:(?:hoofdstuk|paragraaf|artikel)\s+)?(\d{1,2})(?:[.:)]|\s)\s*\D", re.IGNORECASE),
    re.compile(r"()[IVX]{1,5}[.:)]?\s+\S"),
    re.compile(r"()[A-Z][.)]\s*\S"),
    re.compile(r"()[a-z][.)]\s*\S"),
)
_PART, _FIGURES = 0, 1  # places of 'Bijlage' and of '2.' among the kinds of numbers; '2.1' is of the kind of '2.'
_MOST_LOOKS = 30  # told apart; still smaller ones stand with the last
_CHAPTERS = re.compile(
    r"(?:(?:management|publieks)?samenvatting|summary|voorwoord|woord vooraf|inleiding|leeswijzer|nawoord|slotwoord"
    r"|conclusies?|aanbevelingen|literatuur\w*|bronnen\w*|referenties|colofon|inhoud\w*)\W*",
    re.IGNORECASE,
)

Stated = Callable[[Draft], int | None]


def set_levels(headings: Sequence[Draft], body_size: float, outline: Outline) -> None:
    """Set the level of every heading, 1 for those that stand below no other."""
    path: list[tuple[float, str]] = []
    for draft, rank in zip(headings, _ranks(headings, body_size, outline), strict=True):
        number = _dotted(draft.raw)
        place = _placed(rank, number, path)
        path = [open_ for open_ in path if open_[0] < place]
        path.append((place, number))
        draft.level = len(path)


def look_of(draft: Draft) -> tuple[int, bool, bool]:
    """Size in points, weight and slant, of which the larger stands above the smaller."""
    style = draft.lines[0].style
    return round(style.size), style.bold, not style.italic


def _placed(rank: float, number: str, path: Sequence[tuple[float, str]]) -> float:
    """The rank of a heading where it stands below this path: 2.2 is beside 2.1 and below 2, however they look."""
    parent = next((i for i, (_, open_number) in enumerate(path) if open_number == _above(number)), None)
    if number.count(".") and parent is not None:
        below = path[parent + 1][0] if parent + 1 < len(path) else rank
        return max(min(rank, below), path[parent][0] + _DEEPER)
    if not number and path:
        return max(rank, *(place + _DEEPER for place, open_number in path if _keeps(open_number, place, rank, path)), 0)
    return rank


def _keeps(number: str, place: float, rank: float, path: Sequence[tuple[float, str]]) -> bool:
    """Whether an open heading such as 2.1.3 keeps an unnumbered one below it: one that is plainly no 2.2."""
    return any(open_number == _above(number) and above < rank < place for above, open_number in path if open_number)


def _above(number: str) -> str:
    """The number one level up: '2' of '2.1'."""
    return number.rpartition(".")[0]


def _dotted(text: str) -> str:
    """The number of a heading in figures, such as '2' or '2.1.3'; an empty string when it has none."""
    found = _DOTTED.match(text) or _NUMBERS[_FIGURES].match(text)
    return found[1] if found else ""


def _ranks(headings: Sequence[Draft], body_size: float, outline: Outline) -> list[float]:
    by_look = _look_ranks(headings, body_size)
    stated = next((source for source in (_tagged, _bookmarked(outline)) if _is_believable(source, headings)), None)
    ranks = []
    for draft, rank in zip(headings, by_look, strict=True):
        level = stated(draft) if stated else None
        if draft.run_in or draft.raw.endswith(":"):
            ranks.append(_RUN_IN if draft.run_in else _LEAD_IN)
        elif level is not None:
            ranks.append(float(level))
        else:
            ranks.append(rank + _BELOW_STATED if stated else rank)
    return ranks


def _tagged(draft: Draft) -> int | None:
    found = re.fullmatch(r"H([1-6])", draft.lines[0].role.kind)
    return int(found[1]) if found else None


def _bookmarked(outline: Outline) -> Stated:
    return lambda draft: level_in(outline, draft.raw, draft.page)


def _is_believable(stated: Stated, headings: Sequence[Draft]) -> bool:
    """Whether what is stated of headings agrees with their sizes: alike on one level, and no larger on a lower one."""
    sizes: dict[int, list[float]] = defaultdict(list)
    for draft in headings:
        level = stated(draft)
        if level is not None:
            sizes[level].append(draft.size)
    usual = {level: median(found) for level, found in sorted(sizes.items())}
    odd = sum(abs(size - usual[level]) > _SAME * usual[level] for level in sizes for size in sizes[level])
    count = sum(map(len, sizes.values()))
    falling = list(usual.values()) == sorted(usual.values(), reverse=True)
    return count >= _FEWEST and odd <= _MOST_ODD * count and falling


def _look_ranks(headings: Sequence[Draft], body_size: float) -> list[float]:
    """Rank by look and, within one look, by the kind of number: the kind that comes first stands above the others."""
    looks = sorted({look_of(draft) for draft in headings if not draft.run_in}, reverse=True)
    kinds: dict[tuple[int, bool, bool], list[int]] = defaultdict(list)
    for draft in headings:
        kind = _kind(draft.raw)
        if kind is not None and kind not in kinds[look_of(draft)]:
            kinds[look_of(draft)].append(kind)
    places = {look: min(i, _MOST_LOOKS - 1) for i, look in enumerate(looks)}
    return [places.get(look_of(draft), 0) + _within_look(draft, kinds[look_of(draft)], body_size) for draft in headings]


def _within_look(draft: Draft, kinds: Sequence[int], body_size: float) -> float:
    """How far a heading stands below others of its look, with these kinds of numbers; less than 1."""
    kind = _kind(draft.raw)
    if kind == _PART:
        return 0.0
    if kind is not None:
        return _SEQUENCE * kinds.index(kind) + _DEEPER * _dotted(draft.raw).count(".")
    small = draft.size < _LARGER * body_size
    return _UNNUMBERED if kinds and small and not _CHAPTERS.fullmatch(draft.raw) else 0.0


def _kind(text: str) -> int | None:
    """Which kind of number a heading starts with; None for a heading without one."""
    if _DOTTED.match(text):
        return _FIGURES
    return next((i for i, pattern in enumerate(_NUMBERS) if pattern.match(text)), None)
