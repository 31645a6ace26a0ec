"""Paragraphs that a page break, a column break or a figure cuts in two are put together again."""

from collections.abc import Iterable

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.paragraphs import is_full
from pipeline.extract.pdf.text import CAPTION, ends_sentence, starts_small

_REACH = 2  # pages: a sentence may jump over one page that holds only a figure or a table
_WAITING = 4  # sentences that wait for their second half at a time: a text, and boxes beside it
_APART = ("furniture", "footnote", "table")


def bridged(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, in order, with the second half of every cut sentence put behind the first."""
    result: list[Draft] = []
    open_: list[Draft] = []
    page = 0
    for draft in drafts:
        if draft.kind in _APART:
            result.append(draft)
            continue
        leads, page = draft.page > page, max(page, draft.page)
        may_go_on = draft.opens and draft.kind == "paragraph"
        halves = (other for other in reversed(open_) if may_go_on and _takes_up(other, draft, leads))
        first_half = next(halves, None)
        if first_half:
            first_half.lines.extend(draft.lines)
            first_half.edge, first_half.closes = draft.edge, draft.closes
            open_ = open_[: open_.index(first_half)]
        else:
            result.append(draft)
        last = first_half or draft
        if _is_open(last):
            open_ = [*open_[-_WAITING + 1 :], last]
    return result


def _is_open(draft: Draft) -> bool:
    return draft.closes and draft.kind in ("paragraph", "list_item") and not ends_sentence(draft.lines[-1].text)


def _takes_up(open_: Draft, draft: Draft, leads: bool) -> bool:
    """Whether a paragraph is the rest of an open draft: same type, and it starts as no sentence or item does.

    A capital or digit only goes on with a sentence across a page break, where the line before was full and the draft
    is the one that ``leads`` its page.
    """
    last, first = open_.lines[-1], draft.lines[0]
    if draft.zone != open_.zone or first.page - last.page > _REACH:
        return False
    if abs(last.size - first.size) > 0.06 * last.size or CAPTION.match(first.text):
        return False
    if last.style.bold != first.style.bold and last.pieces[-1].style.bold != first.pieces[0].style.bold:
        return False
    if starts_small(first.text) or last.text.endswith("-"):
        return True
    is_name = leads and first.page == last.page + 1 and last.text[-1:] not in ",)" and len(open_.lines) > 1
    return is_name and is_full(last, first, open_.edge) and first.text[:1].isalnum() and len(first.text) > 30
