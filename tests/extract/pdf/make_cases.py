"""Small PDF files written from nothing, so that every quirk is put there on purpose and no font is needed."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}
PRIVATE = "P1"  # a font whose character "b" means the private-use character U+F0B7
IMAGE = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI"
A4 = (0.0, 0.0, 595.0, 842.0)
LEADING = 14.0


class Text(NamedTuple):
    """Text with its baseline at (x, y) in points from the bottom left, in page space."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"
    matrix: str = "1 0 0 1"


class Sheet(NamedTuple):
    """A page: its texts in the order they are drawn, its boxes and rotation, and other drawing operators."""

    texts: Sequence[Text]
    rotate: int = 0
    media: tuple[float, float, float, float] = A4
    crop: tuple[float, float, float, float] | None = None
    drawing: str = ""


class Bookmark(NamedTuple):
    """An entry of the outline: its title, and its page and level from 1."""

    title: str
    page: int
    level: int


def lines(x: float, y: float, *texts: str, size: float = 10, font: str = "F1") -> list[Text]:
    """Lines under each other from (x, y) down."""
    return [Text(x, y - i * LEADING, text, size, font) for i, text in enumerate(texts)]


def write_pdf(path: Path, *sheets: Sheet, title: str = "", extra: str = "", bookmarks: Sequence[Bookmark] = ()) -> Path:
    """A PDF with these pages; ``extra`` goes into its trailer."""
    root = 7 + 2 * len(sheets)
    outlines = f" /Outlines {root} 0 R" if bookmarks else ""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R{outlines} >>",
        _tree(len(sheets)),
        f"<< /Title ({title}) >>",
        _fonts(),
        _private_font(),
        _CMAP,
    ]
    for i, sheet in enumerate(sheets):
        bodies += [_page(sheet, 8 + 2 * i), _stream(_content(sheet))]
    path.write_bytes(_file([*bodies, *_outline(bookmarks, root)], extra))
    return path


def _outline(bookmarks: Sequence[Bookmark], root: int) -> list[str]:
    """The root of the outline, which is this object, and an object for every bookmark."""
    if not bookmarks:
        return []
    levels = [0, *(bookmark.level for bookmark in bookmarks)]
    parents = [0, *(max(j for j in range(i) if levels[j] < levels[i]) for i in range(1, len(levels)))]
    bodies = []
    for i in range(len(levels)):
        kids = [root + j for j in range(1, len(levels)) if parents[j] == i]
        siblings = [root + j for j in range(i + 1, len(levels)) if parents[j] == parents[i]]
        body = f"/First {kids[0]} 0 R /Last {kids[-1]} 0 R /Count {len(kids)} " if kids else ""
        if i:
            title, page, _ = bookmarks[i - 1]
            body += f"/Title ({title}) /Parent {root + parents[i]} 0 R /Dest [{5 + 2 * page} 0 R /Fit] "
            body += f"/Next {siblings[0]} 0 R " if siblings else ""
        bodies.append(f"<< {body}>>")
    return bodies


def _tree(count: int) -> str:
    kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(count))
    return f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"


def _fonts() -> str:
    plain = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    return f"<< {plain} /{PRIVATE} 5 0 R >>"


def _private_font() -> str:
    return "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>"


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream"


_CMAP = _stream(
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
    "1 beginbfchar <62> <F0B7> endbfchar endcmap end"
)


def _page(sheet: Sheet, content: int) -> str:
    boxes = f"/MediaBox [{_numbers(sheet.media)}]" + (f" /CropBox [{_numbers(sheet.crop)}]" if sheet.crop else "")
    return (
        f"<< /Type /Page /Parent 2 0 R {boxes} /Rotate {sheet.rotate} "
        f"/Resources << /Font 4 0 R >> /Contents {content} 0 R >>"
    )


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:g}" for value in values)


def _content(sheet: Sheet) -> str:
    return "\n".join([*map(_shown, sheet.texts), sheet.drawing])


def _shown(text: Text) -> str:
    escaped = text.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{text.font} {text.size:g} Tf {text.matrix} {text.x:g} {text.y:g} Tm ({escaped}) Tj ET"


def _file(bodies: Sequence[str], extra: str) -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(bodies) + 1} /Root 1 0 R /Info 3 0 R {extra} >>"
    head = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n"
    return out + f"{head}{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF".encode()
