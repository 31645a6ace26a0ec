"""From the bytes of a web page to its characters, as a browser does it."""

import codecs
import re

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHARSET_WITHIN = 4096  # bytes; browsers look no further than 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes) -> str:
    """Decode by byte order mark, else by what the page says of itself, else as UTF-8, else as cp1252."""
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    told = _CHARSET.search(data[:_CHARSET_WITHIN])
    names = [bom, _codec(told[1].decode("ascii", "replace")) if told else None, "utf-8"]
    for name in filter(None, names):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):  # of a codec that is none for text, too
            continue
    return _mended(data)


def _mended(data: bytes) -> str:
    """UTF-8 with broken bytes where most of what is not ASCII reads as UTF-8, else cp1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(character > "\x7f" for character in text) - broken
    return text if foreign > broken else data.decode("cp1252", "replace")


def _codec(label: str) -> str | None:
    """Python's name of an encoding; pages that call themselves Latin-1 or ASCII are cp1252, as browsers know."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name.startswith("utf-16"):
        return None  # the label itself was read as single bytes
    return "cp1252" if name in ("iso8859-1", "ascii") else name
