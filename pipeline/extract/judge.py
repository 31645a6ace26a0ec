"""Is what was read the text of a Dutch report? A file that is not says so in its status, and is not coded."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import py3langid

from pipeline.extract.garbled import RUNNING, counted, garbled_pages, is_garbled
from pipeline.records import Reading, Status

Judgement = tuple[Status, str]

# A page with fewer characters than this holds a page number or a stamp, no text.
_MIN_CHARACTERS = 25
# Below this mean per page, with images on the empty pages, what text there is is a cover or a stamp on a scan.
_MIN_MEAN_CHARACTERS = 100
# Language is judged on pieces long enough for an identifier to be sure of.
_MIN_PIECE = 60
_MOST_PIECES = 400  # spread over the report: more do not change the answer, and each takes time


def judge(reading: Reading) -> Judgement:
    """Return the status of a reading, with a Dutch message that says what was found and what to do about it."""
    scanned = scanned_pages(reading)
    characters = sum(page.characters for page in reading.pages)
    if scanned and characters < _MIN_MEAN_CHARACTERS * len(reading.pages):
        return Status.SCANNED, "De pagina's zijn afbeeldingen zonder tekst; lees ze met OCR (--ocr)."
    texts = [block.text for block in reading.blocks if block.kind in RUNNING]
    words = counted(texts)
    if not words:
        return Status.EMPTY, "Er staat geen lopende tekst in het bestand."
    if is_garbled(words):
        return Status.GARBLED, "De tekstlaag bevat geen bestaande woorden; lees de pagina's met OCR (--ocr)."
    if not _is_dutch(texts):
        return Status.NOT_DUTCH, "De tekst is grotendeels niet in het Nederlands en wordt niet gecodeerd."
    return Status.OK, _remarks(reading, scanned)


def scanned_pages(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the pages that are images with hardly a character of text."""
    return tuple(page.number for page in reading.pages if page.characters < _MIN_CHARACTERS and page.images)


def blank_pages(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the pages with hardly a character of text and no image."""
    return tuple(page.number for page in reading.pages if page.characters < _MIN_CHARACTERS and not page.images)


def page_ranges(numbers: Sequence[int]) -> str:
    """Write page numbers in Dutch: '3 t/m 5 en 8'.

    With two or more numbers there is always a word between them, so that no spreadsheet takes them for a date or for a
    number with decimals.
    """
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    *most, last = [str(run[0]) if len(run) == 1 else f"{run[0]} t/m {run[-1]}" for run in runs] or [""]
    return f"{', '.join(most)} en {last}" if most else last


def _remarks(reading: Reading, scanned: tuple[int, ...]) -> str:
    """What an analyst should know of the pages of a report that was read."""
    kinds = {
        "Gescand en niet gelezen": scanned,
        "Onleesbare tekstlaag en niet gecodeerd": garbled_pages(reading),
        "Zonder tekst": blank_pages(reading),
        "Met OCR gelezen": tuple(page.number for page in reading.pages if page.by_ocr),
    }
    return " ".join(f"{kind}: pagina {page_ranges(numbers)}." for kind, numbers in kinds.items() if numbers)


def _is_dutch(texts: Iterable[str]) -> bool:
    """By the number of characters in pieces that the identifier takes for Dutch; too little text is not judged."""
    long = [text for text in texts if len(text) >= _MIN_PIECE]
    pieces = long[:: max(1, len(long) // _MOST_PIECES)]
    dutch = sum(len(piece) for piece in pieces if py3langid.classify(piece)[0] == "nl")
    return 2 * dutch >= sum(len(piece) for piece in pieces)
