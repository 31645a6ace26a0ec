"""Paragraphs that a page break, a column break or a figure cuts in two are put together again."""

import re
from collections.abc import Iterable

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.paragraphs import SENTENCE_END

_REACH = 2  # pages: a sentence may jump over one page that holds only a figure or a table
_WAIT = 12  # blocks, apart from furniture and notes, that may come in between
_CAPTION = re.compile(r"(?:figuur|fig\.|tabel|grafiek|afbeelding|bron|foto|kaart|schema|kader|box)\b", re.IGNORECASE)
_APART = ("furniture", "footnote", "table")


def bridged(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, in order, with the second half of every cut sentence put behind the first."""
    result: list[Draft] = []
    open_: Draft | None = None
    waited = 0
    for draft in drafts:
        if draft.kind in _APART:
            result.append(draft)
            continue
        if open_ and _takes_up(open_, draft):
            open_.lines.extend(draft.lines)
            open_.edge, open_.closes = draft.edge, draft.closes
        else:
            result.append(draft)
            waited += 1
            if open_ is None or not _may_wait(open_, draft, waited):
                open_, waited = draft, 0
        if open_ and not _is_open(open_):
            open_ = None
    return result


def _is_open(draft: Draft) -> bool:
    return draft.closes and draft.kind in ("paragraph", "list_item") and not SENTENCE_END.search(draft.lines[-1].text)


def _takes_up(open_: Draft, draft: Draft) -> bool:
    """Whether a draft is the rest of the open one: same type, and it starts as no sentence or item does."""
    last, first = open_.lines[-1], draft.lines[0]
    if not draft.opens or draft.kind != "paragraph" or draft.zone != open_.zone or first.page - last.page > _REACH:
        return False
    if abs(last.size - first.size) > 0.06 * last.size or _CAPTION.match(first.text):
        return False
    if last.style.bold != first.style.bold and last.pieces[-1].style.bold != first.pieces[0].style.bold:
        return False
    return first.text[:1].islower() or (last.text.endswith("-") and first.text[:1].isalpha())


def _may_wait(open_: Draft, draft: Draft, waited: int) -> bool:
    """Whether the open draft may still go on after this one: a caption, or a box in other type."""
    if waited > _WAIT or draft.kind == "heading":
        return False
    other_type = abs(draft.size - open_.size) > 0.06 * open_.size
    return other_type or bool(_CAPTION.match(draft.lines[0].text)) or draft.page == open_.lines[-1].page
