"""What a font name tells of the weight and slant of its letters; the flags in files are too often wrong."""

import re
from functools import lru_cache

from pipeline.extract.pdf.shapes import Style

OCR_FONT = "GlyphLessFont"  # in which Tesseract puts what it recognised behind an image

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semibd|demi|[-,_ ](?:bd|hv|bk?l?d)\b", re.IGNORECASE)
_LIGHTER = re.compile(r"semilight|demilight", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,_ ]it\b|kursiv", re.IGNORECASE)


@lru_cache(maxsize=1024)
def style_named(name: str, size: float, colour: int = 0) -> Style:
    """The style behind a font name such as ``ABCDEF+Verdana-BoldItalic``."""
    plain = _SUBSET.sub("", name)
    bold = bool(_BOLD.search(plain)) and not _LIGHTER.search(plain)
    return Style(plain, size, bold, bool(_ITALIC.search(plain)), colour)
