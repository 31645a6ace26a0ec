"""The reliability diagram as SVG: a square per code, the probability to the right, the share that is right upward."""

from html import escape

import polars as pl

_SIDE, _GAP, _PER_ROW = 140, 46, 4
_FONT = 'font-family="sans-serif" font-size="11"'


def reliability_svg(table: pl.DataFrame) -> str:
    """Return the diagram of a table of `reliability`; on the broken line probabilities are exactly right."""
    squares = list(table.group_by("soort", "code", maintain_order=True))
    step = _SIDE + _GAP
    width, height = _GAP + step * min(len(squares), _PER_ROW), _GAP + step * -(-len(squares) // _PER_ROW)
    drawn = "\n".join(
        _square(str(code), rows, left=_GAP + step * (i % _PER_ROW), top=_GAP + step * (i // _PER_ROW))
        for i, ((_, code), rows) in enumerate(squares)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f'<rect width="{width}" height="{height}" fill="white"/>\n'
        f'<text x="{_GAP}" y="16" {_FONT}>Naar rechts: kans volgens het model (0 tot 1). '
        f"Omhoog: aandeel dat codeurs zo codeerden.</text>\n{drawn}\n</svg>\n"
    )


def _square(code: str, rows: pl.DataFrame, *, left: int, top: int) -> str:
    """One code: a dot per tenth, larger where more passages lie, joined by a line."""
    points = [
        (left + _SIDE * row["kans"], top + _SIDE * (1 - row["aandeel"]), min(2 + row["aantal"] ** 0.5 / 12, 7))
        for row in rows.iter_rows(named=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#1f5f8b"/>' for x, y, r in points)
    return (
        f'<text x="{left}" y="{top - 6}" {_FONT}>{escape(code)}</text>'
        f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>'
        f'<path d="M{left} {top + _SIDE}L{left + _SIDE} {top}" stroke="#999" stroke-dasharray="3 3"/>'
        f'<polyline points="{line}" fill="none" stroke="#1f5f8b"/>{dots}'
    )
