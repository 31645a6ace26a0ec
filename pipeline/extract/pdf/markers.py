"""List markers and heading numbers at the start of a line."""

import re

from pipeline.extract.pdf.fonts import OCR_FONT
from pipeline.extract.pdf.shapes import Line

_BULLET = re.compile(r"(?:[•–—*·-]|o(?= ))\s+(?=\S)|•|[§+»>¢«]\s+(?=[^\W\d])|e\s+(?=[A-ZÀ-Þ][^\W\d_]*[a-zà-ÿ])")
_RECOGNISED_BULLET = re.compile(r"e[ _]+(?=[^\W\d_])")
_NUMBER = re.compile(
    r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5}|[IVX]{1,5}|[A-Z])[.)](?:\s+|(?=[A-Z•]))(?=\S)|\(\d{1,2}\)\s+|\d{1,2}°\s+"
)
_BARE_NUMBER = re.compile(r"\d{1,2}\s+(?=[A-Z])")
HEADING_NUMBER = re.compile(
    r"(?:(?:hoofdstuk|bijlage|deel|paragraaf|artikel|annex)\s+)?"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,5}|[A-Z](?:\.\d{1,2})*|[IVX]+)[.:)]?\s+\S",
    re.IGNORECASE,
)


def marker_of(line: Line) -> str:
    """The list marker that a line starts with, or an empty string."""
    found = _BULLET.match(line.text) or _NUMBER.match(line.text)
    if not found and line.style.font == OCR_FONT:
        found = _RECOGNISED_BULLET.match(line.text)
    if found:
        return found[0].strip(" _")
    bare = _BARE_NUMBER.match(line.text)
    if bare and len(line.pieces) > 1 and line.pieces[1].x0 - line.pieces[0].x1 > 0.6 * line.size:
        return bare[0].strip()
    return ""


def is_bullet(marker: str) -> bool:
    """Whether a marker is a bullet rather than a number or letter; recognition of images takes many signs for one."""
    return len(marker) == 1 and marker in "•–—*·-o§+»>¢«e"
