"""Damage in a PDF that readers pass over in silence: packed streams that do not unpack, and pieces that are gone."""

import re
from collections.abc import Iterable

from pipeline.extract.pdf.as_text import is_saved_as_text
from pipeline.extract.pdf.listed import missing_objects
from pipeline.extract.pdf.streams import Packed

_HEADER, _HEADER_WITHIN = b"%PDF-", 1024  # bytes; other things may stand before it
_END = re.compile(rb"startxref\s+(\d{1,12})")
_LIST = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_NEAR_THE_END = 2048
_AS_TEXT = "Het bestand is een keer als tekst geopend en opgeslagen, en daarbij beschadigd"


def what_is_lost(data: bytes, parts: Iterable[Packed]) -> str:
    """Say in Dutch what of a PDF with these packed parts is damaged, '' when nothing is.

    Locked files are not looked into. Pictures and attachments do not count, nor does what is packed in another way.
    """
    if b"/Encrypt" in data:
        return ""
    data = data[max(data.find(_HEADER, 0, _HEADER_WITHIN), 0) :]  # places are counted from there
    found = _AS_TEXT if is_saved_as_text(data) else _at_the_end(data) or _inside(data, parts)
    return f"{found}; er kan tekst verloren zijn. Vraag het bestand opnieuw op." if found else ""


def _at_the_end(data: bytes) -> str:
    """The file ends with the place of its list of objects; bytes that were lost or added before that place move it."""
    end = _END.findall(data[-_NEAR_THE_END:])
    if not end:
        return "Het einde van de PDF ontbreekt, of er staat iets achter"
    place = int(end[-1])
    return "" if _LIST.match(data, place) else "Er ontbreken stukken van het bestand"


def _inside(data: bytes, parts: Iterable[Packed]) -> str:
    missing = missing_objects(data)
    if missing is None:
        return "De inhoudsopgave van het bestand is beschadigd"
    broken = missing + sum(not part.whole for part in parts)
    count = "is 1 onderdeel" if broken == 1 else f"zijn {broken} onderdelen"
    return f"Van het bestand {count} beschadigd" if broken else ""
