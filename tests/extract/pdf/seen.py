"""What a reader sees in a small PDF, and the paragraph that most of them hold."""

from pathlib import Path

from pipeline.extract.pdf.reader import read_pdf
from tests.extract.pdf.make_cases import Bookmark, Sheet, write_pdf

BODY = (
    "Het plan voor de wijk is in het voorjaar besproken met de bewoners en",
    "de gemeente legt daarna in de zomer de nieuwe straten aan langs het water.",
)
PARAGRAPH = " ".join(BODY)
BOLD, ITALIC = "F2", "F3"

Seen = tuple[str, str]  # a kind, with its level for a heading and its zone outside the body; and a text


def seen(folder: Path, *sheets: Sheet, bookmarks: tuple[Bookmark, ...] = ()) -> list[Seen]:
    reading = read_pdf(write_pdf(folder / "quirk.pdf", *sheets, bookmarks=bookmarks), max_pages=9)
    return [
        (" ".join([block.kind + str(block.level or ""), *([] if block.zone == "body" else [block.zone])]), block.text)
        for block in reading.blocks
    ]
