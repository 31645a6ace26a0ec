"""From drafts to final blocks."""

from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.flow import Cells
from pipeline.extract.pdf.frame import as_displayed
from pipeline.extract.pdf.hyphens import Vocabulary, joined_lines
from pipeline.extract.pdf.markers import is_bullet
from pipeline.extract.pdf.shapes import Line, Sheet, around
from pipeline.records import Block


def blocks_of(drafts: Iterable[Draft], words: Vocabulary, sheets: Sequence[Sheet]) -> list[Block]:
    """One block for every draft; ``sheets`` are all pages in order."""
    return [_block(draft, words, sheets[draft.page - 1]) for draft in drafts]


def _block(draft: Draft, words: Vocabulary, sheet: Sheet) -> Block:
    page, end_page = draft.page, max([line.page for line in draft.lines])
    box = around([line for line in draft.lines if line.page == page])
    return Block(
        page=page,
        end_page=end_page,
        kind=draft.kind,
        text=_text(draft, words),
        bbox=as_displayed(box, sheet.width, sheet.height, sheet.extra),
        level=draft.level,
        zone=draft.zone,
        breaks=tuple(_length_up_to(up_to, draft, words) for up_to in range(page, end_page)),
    )


def _length_up_to(page: int, draft: Draft, words: Vocabulary) -> int:
    """How much of the text stands on this page and those before it."""
    return len(_without_bullet(draft, [line for line in draft.lines if line.page <= page], words))


def _text(draft: Draft, words: Vocabulary) -> str:
    return _without_bullet(draft, draft.lines, words) if draft.rows is None else _table_text(draft.rows, words)


def _without_bullet(draft: Draft, lines: Sequence[Line], words: Vocabulary) -> str:
    """The text of the first lines of a draft; numbers and letters before an item belong to it, bullets do not."""
    text = _lines_text(lines, words)
    return text[len(draft.marker) :].lstrip("• _") or text if is_bullet(draft.marker) else text


def _lines_text(lines: Sequence[Line], words: Vocabulary) -> str:
    return " ".join(joined_lines((line.text for line in lines), words).split())


def _table_text(rows: Cells, words: Vocabulary) -> str:
    return "\n".join(" | ".join(_lines_text(cell, words) for cell in row) for row in rows)
