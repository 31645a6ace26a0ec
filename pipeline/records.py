"""The types that pass between the stages: extract -> segment -> classify -> aggregate -> report."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "footnote", "table", "furniture"]
Zone = Literal["body", "contents", "references", "colophon", "unreadable"]
Box = tuple[float, float, float, float]


class Status(StrEnum):
    """What became of one input file; the value is what an analyst reads in status.csv."""

    OK = "ok"
    EMPTY = "leeg"
    SCANNED = "gescand"
    ENCRYPTED = "versleuteld"
    DAMAGED = "beschadigd"
    GARBLED = "onleesbare_tekst"
    NOT_DUTCH = "niet_nederlands"
    UNSUPPORTED = "niet_ondersteund"
    OTHER_KIND = "verkeerde_extensie"
    NO_ACCESS = "geen_toegang"
    OUTSIDE = "buiten_de_map"
    TOO_LARGE = "te_groot"
    TIMED_OUT = "tijd_op"
    DUPLICATE = "dubbel"


# With one of these nothing is missing: the text of a duplicate was read elsewhere.
NOTHING_MISSED = (Status.OK.value, Status.DUPLICATE.value)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the reports folder: its place, its path below the folder with forward slashes, and its content hash.

    ``outside`` says that it is a link to a file outside that folder.
    """

    path: Path
    report_id: str
    sha256: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that a reader sees as one thing. Its text is final: passages are spans of it.

    ``page`` and ``end_page`` count from 1; they differ when a paragraph runs over a page break. ``bbox`` is
    (x0, top, x1, bottom) in points from the top left of ``page`` as it is displayed, and None for files without
    pages. ``level`` is 1 for the highest heading and None for other kinds. Blocks outside the zone ``body``
    (contents, references, colophon, a page whose text layer is garbage) are kept but never coded. ``breaks`` are the
    offsets in the text where the pages after the first begin, as far as the reader knows them.
    """

    page: int
    end_page: int
    kind: BlockKind
    text: str
    bbox: Box | None = None
    level: int | None = None
    zone: Zone = "body"
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of one page: ``number`` from 1, characters and images on it, whether OCR read them."""

    number: int
    characters: int
    images: int = 0
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of one file: blocks in reading order, and facts about every page.

    ``remark`` is in Dutch and says what an analyst should know of how the file was read; mostly empty.
    """

    title: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One input file after extraction. ``report_id`` is its path below the reports folder, with forward slashes.

    Page numbers count from 1: ``pages_scanned`` are images that were not read, ``pages_blank`` have neither text nor
    image, ``pages_garbled`` have a text layer that is no language, ``pages_by_ocr`` were read from their image.
    ``passing`` says that not the file but the reader or the machine failed, so that another run may end better.
    ``copy_of`` is the report that counts in the place of a duplicate.
    """

    report_id: str
    sha256: str
    status: Status
    message: str
    title: str = ""
    page_count: int = 0
    pages_scanned: tuple[int, ...] = ()
    pages_blank: tuple[int, ...] = ()
    pages_garbled: tuple[int, ...] = ()
    pages_by_ocr: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    passing: bool = False
    copy_of: str = ""

    @property
    def pages_without_text(self) -> tuple[int, ...]:
        """Scanned and blank pages, in order."""
        return tuple(sorted((*self.pages_scanned, *self.pages_blank)))


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence: the unit that is coded.

    ``text`` equals ``report.blocks[block].text[start:end]``. ``section`` is the path of headings above it, joined by
    ' > '. ``before`` and ``after`` are the neighbouring sentences within the section, empty at its edges.
    ``by_ocr`` says that the text was recognised in an image.
    """

    passage_id: str
    report_id: str
    page: int
    section: str
    text: str
    before: str
    after: str
    block: int
    start: int
    end: int
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a classifier sees of a passage: its text and its neighbours, '' where there is none."""

    text: str
    before: str = ""
    after: str = ""
