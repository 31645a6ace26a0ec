"""How wide the columns of a table on paper are: no word is broken as long as that goes."""

from collections.abc import Sequence

from pipeline.report.elements import Table

# From this column on, heads that are turned ask no width.
FIRST_TURNED = 2
# A column never asks for more characters than these: for a text, and for one long word (the name of a file).
_WIDEST_TEXT, _WIDEST_WORD = 48, 22
_MARGIN = 2


def shares(table: Table, *, room: int) -> list[float]:
    """Return what part of the width each column gets, when ``room`` characters fit beside each other."""
    columns = [_texts(table, place) for place in range(len(table.heads))]
    least = [min(_longest(" ".join(texts).split()), _WIDEST_WORD) + _MARGIN for texts in columns]
    wanted = [max(min(_longest(texts), _WIDEST_TEXT) + _MARGIN, low) for texts, low in zip(columns, least, strict=True)]
    if table.upright:
        alike = len(least[FIRST_TURNED:])
        least[FIRST_TURNED:] = wanted[FIRST_TURNED:] = [max(least[FIRST_TURNED:], default=0)] * alike
    given = _between(least, wanted, room)
    return [width / sum(given) for width in given]


def _between(least: Sequence[int], wanted: Sequence[int], room: int) -> list[float]:
    """Give every column its least, and divide what is left by what they would like to have more."""
    left, lacking = room - sum(least), sum(wanted) - sum(least)
    part = min(max(left / lacking, 0.0), 1.0) if lacking else 0.0
    return [low + part * (high - low) for low, high in zip(least, wanted, strict=True)]


def _texts(table: Table, place: int) -> list[str]:
    turned = table.upright and place >= FIRST_TURNED
    return [row[place].text for row in table.rows] + ([] if turned else [table.heads[place]])


def _longest(texts: Sequence[str]) -> int:
    return max(map(len, texts), default=0)
