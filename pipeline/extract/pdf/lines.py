"""From pieces to lines: what stands on one baseline without a wide gap."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from pipeline.extract.pdf.glyphs import BULLET, cleaned, is_odd_bullet
from pipeline.extract.pdf.shapes import Line, Piece
from pipeline.extract.pdf.tags import NO_ROLE, Role

_GAP = 1.6  # widest space within a line, in type sizes
_MARKER_GAP = 5.0  # a list marker or heading number may stand this far before its text
_BACK = 0.6  # a piece may start this far before the end of the one before it
_SPACE = 0.25  # a gap of this width is a space, whatever the file says
_STITCH = 0.8  # lines on one baseline this near are one line, though the file draws them at different moments
_MARKER = re.compile(r"[•\-–—*o]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxIVX]{1,5})[.):]?")


def lines_of(pieces: Iterable[Piece], page: int, roles: Mapping[int, Role]) -> list[Line]:
    """The lines of a page in the order of the file; pieces of different table cells never share a line."""
    groups: list[list[Piece]] = []
    last_cell = 0
    for piece in pieces:
        text = cleaned(piece.text)
        if not text or text.isspace():
            continue
        shown = piece if text is piece.text else piece._replace(text=text)
        cell = roles[piece.tag].cell if piece.tag in roles else 0
        if cell == last_cell and groups and _continues(groups[-1], shown):
            _add(groups[-1], shown)
        else:
            groups.append([shown])
        last_cell = cell
    lines = [Line(page, _plain_marker(group), roles.get(group[0].tag, NO_ROLE)) for group in groups]
    return _stitched(lines)


def _continues(before: list[Piece], piece: Piece) -> bool:
    """Whether a piece goes on where the line stops: same baseline, or raised or lowered from it, and near."""
    last = before[-1]
    size = max(last.style.size, piece.style.size)
    if piece.turn % 2:
        return last.turn == piece.turn and abs(last.x0 - piece.x0) < 0.2 * size
    gap = piece.x0 - last.x1
    if not -_BACK * size <= gap <= _MARKER_GAP * size or last.turn != piece.turn:
        return False
    if not _level(last, piece) and not _level(before[0], piece):
        return False
    return gap <= _GAP * size or _is_marker(before)


def _level(one: Piece, other: Piece) -> bool:
    difference = abs(one.base - other.base)
    small, large = one.style.size, other.style.size
    if small > large:
        small, large = large, small
    return difference <= 0.2 * large or (difference <= 0.6 * large and small <= 0.85 * large)


def _is_marker(before: list[Piece]) -> bool:
    if len(before) > 1 and any(piece.space for piece in before[1:]):
        return False
    text = "".join(piece.text for piece in before)
    return bool(_MARKER.fullmatch(text)) or is_odd_bullet(text, before[0].style.font)


def _add(before: list[Piece], piece: Piece) -> None:
    """Put a piece at the end of a line; into the last piece when nothing sets them apart."""
    last = before[-1]
    gap = piece.x0 - last.x1
    space = piece.space or gap > _SPACE * piece.style.size
    same = last.style == piece.style and last.tag == piece.tag and abs(last.base - piece.base) < 0.5
    if same and gap <= _GAP * piece.style.size and not (space and _is_marker(before)):
        text = f"{last.text} {piece.text}" if space else last.text + piece.text
        x1 = max(last.x1, piece.x1)
        before[-1] = Piece(text, last.x0, x1, last.base, last.style, last.space, last.tag, last.turn)
    else:
        before.append(piece if space == piece.space else piece._replace(space=space))


def _plain_marker(pieces: list[Piece]) -> list[Piece]:
    """The pieces with an odd bullet at the start in its plain form."""
    first = pieces[0]
    apart = len(pieces) == 1 or pieces[1].space
    if apart and is_odd_bullet(first.text, first.style.font):
        pieces[0] = first._replace(text=BULLET)
    return pieces


def _stitched(lines: list[Line]) -> list[Line]:
    """The lines with those put together that the file draws apart though they touch on one baseline."""
    level: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        level[round(line.base)].append(line)
    gone: set[int] = set()
    for group in level.values():
        group.sort(key=lambda line: line.x0)
        for left, right in pairwise(group):
            if id(left) not in gone and _touch(left, right):
                right.settle([*left.pieces, right.pieces[0]._replace(space=True), *right.pieces[1:]])
                gone.add(id(left))
    return [line for line in lines if id(line) not in gone]


def _touch(left: Line, right: Line) -> bool:
    size = max(left.size, right.size)
    near = -0.1 * size <= right.x0 - left.x1 <= _STITCH * size
    return near and left.role.cell == right.role.cell and left.upright and right.upright
