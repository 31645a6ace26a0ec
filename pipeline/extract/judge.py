"""Is what was read the text of a Dutch report? A file that is not says so in its status, and is not coded."""

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.extract.dutch import is_dutch
from pipeline.extract.garbled import RUNNING
from pipeline.records import Reading, Status

Judgement = tuple[Status, str]

# A page with fewer characters than this holds a page number or a stamp, no text.
_MIN_CHARACTERS = 25
# Below this mean per page, with images on the empty pages, what text there is is a cover or a stamp on a scan.
_MIN_MEAN_CHARACTERS = 100
_LETTER = re.compile(r"[^\W\d_]")


def judge(reading: Reading, garbled: Sequence[int]) -> Judgement:
    """Return the status of a reading, with a Dutch message that says what was found and what to do about it.

    ``garbled`` are the numbers of its pages whose text layer is no language.
    """
    scanned = scanned_pages(reading)
    characters = sum(page.characters for page in reading.pages)
    if scanned and characters < _MIN_MEAN_CHARACTERS * len(reading.pages):
        return Status.SCANNED, "De pagina's zijn afbeeldingen zonder tekst; lees ze met OCR (--ocr)."
    texts = [block.text for block in reading.blocks if block.kind in RUNNING]
    if not any(map(_LETTER.search, texts)):
        return Status.EMPTY, "Er staat geen lopende tekst in het bestand."
    if len(garbled) == len(reading.pages):
        return Status.GARBLED, "De tekstlaag bevat geen bestaande woorden; lees de pagina's met OCR (--ocr)."
    if not is_dutch(texts):
        return Status.NOT_DUTCH, "De tekst is grotendeels niet in het Nederlands en wordt niet gecodeerd."
    return Status.OK, _remarks(reading, scanned, garbled)


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


def _remarks(reading: Reading, scanned: Sequence[int], garbled: Sequence[int]) -> str:
    """What an analyst should know of the pages of a report that was read."""
    kinds = {
        "Gescand en niet gelezen": scanned,
        "Onleesbare tekstlaag en niet gecodeerd": garbled,
        "Zonder tekst": blank_pages(reading),
        "Met OCR gelezen": tuple(page.number for page in reading.pages if page.by_ocr),
    }
    return " ".join(f"{kind}: pagina {page_ranges(numbers)}." for kind, numbers in kinds.items() if numbers)
