"""From drafts to final blocks."""

from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.flow import Cells
from pipeline.extract.pdf.hyphens import Vocabulary, joined_lines
from pipeline.extract.pdf.markers import is_bullet
from pipeline.extract.pdf.shapes import Line, around
from pipeline.records import Block


def blocks_of(drafts: Iterable[Draft], words: Vocabulary) -> list[Block]:
    """One block for every draft."""
    return [_block(draft, words) for draft in drafts]


def _block(draft: Draft, words: Vocabulary) -> Block:
    return Block(
        page=draft.page,
        end_page=max(line.page for line in draft.lines),
        kind=draft.kind,
        text=_text(draft, words),
        bbox=around([line for line in draft.lines if line.page == draft.page]),
        level=draft.level,
        zone=draft.zone,
    )


def _text(draft: Draft, words: Vocabulary) -> str:
    if draft.rows is not None:
        return _table_text(draft.rows, words)
    text = _lines_text(draft.lines, words)
    if draft.kind == "heading" and is_bullet(draft.marker):
        return text[len(draft.marker) :].lstrip()
    return text


def _lines_text(lines: Sequence[Line], words: Vocabulary) -> str:
    return " ".join(joined_lines((line.text for line in lines), words).split())


def _table_text(rows: Cells, words: Vocabulary) -> str:
    return "\n".join(" | ".join(_lines_text(cell, words) for cell in row) for row in rows)
