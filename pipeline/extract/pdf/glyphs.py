"""Characters as pdfium gives them, made into the characters a reader sees."""

import re
import unicodedata

BULLET = "•"
HYPHEN = "-"
UNKNOWN = "\ufffd"

# pdfium writes U+FFFE or U+0002 for a hyphen at the end of a line, real and soft alike.
_HYPHENS = dict.fromkeys(map(ord, "\ufffe\x02\u00ad\u2010"), HYPHEN)
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0x202A, 0x202F)], None)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys([0xA0, 0x2007, 0x202F, *range(0x2000, 0x2007), *range(0x2008, 0x200B)], " ")
_CLEAN = {**_HYPHENS, **_INVISIBLE, **_LIGATURES, **_SPACES}
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_MEANINGLESS = re.compile(f"[{re.escape(_CONTROLS.decode())}\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half of a character beyond the first 65,536
_MOST_MEANINGLESS = 0.1  # share of the characters; in a text that can be read there are hardly any
_PLAIN = re.compile(r"[\x20-\x7e\xc0-\u017e’‘“”–•€]*")
_ODD_BULLET = re.compile(r"[\ue000-\uf8ff\u25a0-\u25ff\u2700-\u27bf\u2190-\u21ff\u2023\u2043\u2219\u22c5·]")
_SYMBOL_FONT = re.compile(r"wingding|webding|symbol|dingbat|icon|awesome|bullet|marlett", re.IGNORECASE)


def cleaned(text: str) -> str:
    """The text with ligatures spelled out, invisible characters gone and U+FFFD for characters without a meaning.

    A soft hyphen becomes a hyphen: pdfium only gives those that end a line.
    """
    if (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", _MEANINGLESS.sub(UNKNOWN, text.translate(_CLEAN)))


def is_legible(text: str, *, most: float = _MOST_MEANINGLESS) -> bool:
    """Whether the characters of a page, as pdfium gives them, stand for letters: all but a share of ``most``."""
    letters = text.encode("utf-8", "surrogatepass")
    without = len(letters) - len(letters.translate(None, _CONTROLS)) + text.count("\uffff")
    return without <= most * len(text)


def is_odd_bullet(text: str, font_name: str) -> bool:
    """Whether a lone character at the start of a line is a bullet drawn with some other glyph."""
    if len(text) != 1:
        return False
    return bool(_ODD_BULLET.match(text)) or bool(_SYMBOL_FONT.search(font_name))
