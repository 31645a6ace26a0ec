"""Contents pages, bibliographies and colophons: kept as text, never coded."""

import re
from collections.abc import Sequence

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.shapes import Line, Sheet
from pipeline.extract.zone_titles import zone_of_title
from pipeline.records import Zone

_ENTRY_END = re.compile(r"[\s.…·_]\d{1,3}$")
_FEWEST = 4  # entries on a page
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LEADERS = re.compile(r"\.{4}|(?:\. ){4}|…{2}|_{5}")
# What some line holds where rows have the title of a table of contents, or leaders; a dot is a line of its own.
_HINTS = ("inhoud", "contents", ". .", "\n.\n", "....", 2 * "…", 5 * "_")
_CONTENTS = re.compile(r"(?:\d+\.?\s+)?(?:inhoud(?:sopgave)?|inhoudsoverzicht|table of contents)\.?", re.IGNORECASE)


def contents_lines(sheet: Sheet, follows_contents: bool) -> list[Line]:
    """The lines of the table of contents on a page, each entry one line with its page number."""
    lines = [line for line in sheet.lines if line.kind is None]
    if not follows_contents and not _is_hinted_at(lines):
        return []
    rows = _rows(lines)
    entries = [i for i, row in enumerate(rows) if _is_entry(row.text)]
    dotted = [i for i in entries if _LEADERS.search(rows[i].text)]
    if not dotted and len(entries) < _FEWEST:
        return []
    title = next((i for i, row in enumerate(rows) if is_contents_title(row.text)), None)
    if len(dotted) >= _FEWEST or (dotted and (title is not None or follows_contents)):
        found = dotted
    elif len(entries) >= _FEWEST and (follows_contents or title is not None) and 2 * len(entries) >= len(rows):
        found = entries
    else:
        return []
    start = min(found[0], title) if title is not None else found[0]
    if follows_contents and found is entries:
        start = 0
    return rows[start : found[-1] + 1]


def _is_hinted_at(lines: Sequence[Line]) -> bool:
    """Whether there may be a table of contents: putting rows together to see whether there is one takes long."""
    text = "\n".join(["", *[line.text for line in lines], ""]).lower()
    return any(hint in text for hint in _HINTS)


def _is_entry(text: str) -> bool:
    return bool(_ENTRY_END.search(text[-6:]) and _LETTERS.search(text))


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Lines in the order of the file, with what follows to the right on the same baseline put behind it."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last and abs(last.base - line.base) < 0.3 * line.size and line.x0 >= last.x1 - 1:
            rows[-1] = Line(last.page, [*last.pieces, line.pieces[0]._replace(space=True), *line.pieces[1:]], last.role)
        else:
            rows.append(line)
    return rows


def is_contents_title(text: str) -> bool:
    """Whether a text is the title of a table of contents."""
    return bool(_CONTENTS.fullmatch(text))


def mark_zones(drafts: Sequence[Draft]) -> None:
    """Set the zone of bibliographies and colophons: from their heading to the next one of at least that level."""
    zone: Zone = "body"
    level = 0
    for draft in drafts:
        if draft.kind == "heading":
            titled = zone_of_title(draft.raw)
            if titled:
                zone, level = titled, draft.level or 1
            elif (draft.level or 1) <= level:
                zone = "body"
        if draft.zone == "body":
            draft.zone = zone
