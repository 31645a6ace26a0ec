"""A row of a filled-in sheet as the decision that it is."""

from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.report.safe_text import one_line
from pipeline.report.sheet_cells import fitting
from pipeline.review import sheet_columns as columns
from pipeline.review.records import Item, decided
from pipeline.review.sheet_answer import AnswerError, answer
from pipeline.review.sheet_earlier import source_of
from pipeline.review.sheet_file import Row
from pipeline.review.sheet_key import KeyCellError, Origin, unpack


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A row that a person filled in: where it stands, the decision in it, and when its sheet was made (UTC)."""

    place: str
    decision: CodedPassage
    made: datetime


def review(row: Row, codebook: Codebook, *, coder: str, at: datetime) -> Reviewed | None:
    """Return the decision in a row, taken at ``at`` (UTC); None when nothing was filled in.

    The coder is empty when neither the row nor ``coder`` names one. Raises AnswerError for a row that is not as it was
    given out, or that `answer` does not understand.
    """
    if not _touched(row, codebook):
        return None
    item, origin = _identified(row)
    lost = [code for code in map(columns.code_head, origin.codes) if code not in row.cells]
    if lost:
        raise AnswerError(f"the column {', '.join(lost)} is gone; put it back")
    found = answer(row.cells, item, origin.codes, codebook)
    if found is None:
        return None
    _check_texts(item, row)
    decision = decided(
        item,
        found.mechanisms,
        found.role,
        coder=_coder(row, coder),
        remark=found.remark,
        decision=found.decision,
        at=at,
    )
    place = f"{row.place} ({one_line(item.document)}, p. {item.place.page})"
    return Reviewed(place, replace(decision, source=source_of(origin.sheet)), origin.made)


def _touched(row: Row, codebook: Codebook) -> bool:
    """Whether anything to fill in is filled in; a row of which the key is lost may have had other mechanisms."""
    heads = {columns.AGREED, columns.ROLE, columns.REMARK, *map(columns.code_head, codebook.mechanisms)}
    if columns.KEY in row.filled:
        heads |= set(map(columns.code_head, _identified(row)[1].codes))
    return bool(heads & row.filled)


def _identified(row: Row) -> tuple[Item, Origin]:
    cells = [row.cells.get(head, "").lstrip("'") for head in columns.key_heads(len(row.cells))]
    if not cells[0]:
        raise AnswerError("the hidden cell sleutel is empty, so that nobody knows which passage this is")
    try:
        return unpack([cell for cell in cells if cell])
    except KeyCellError as e:
        raise AnswerError(
            f"the hidden cell sleutel is damaged ({e}); take the row over from the sheet as it was"
        ) from e


def _coder(row: Row, given: str) -> str:
    named = one_line(row.cells.get(columns.CODER, "")).strip()
    if named and given and named.casefold() != given.casefold():
        raise AnswerError(f"the column coder says '{named}' and --coder '{given}'; make them the same")
    return given or named


def _check_texts(item: Item, row: Row) -> None:
    """What was judged must be what was given out: rows may have been sorted in part, or a text corrected."""
    shown = {
        columns.PASSAGE: (item.text, "\n".join(text for text, _ in columns.in_context(item))),
        columns.BEFORE: (item.before,),
        columns.AFTER: (item.after,),
    }
    for head, texts in shown.items():
        if head in row.cells and not any(_same(text, row.cells[head]) for text in texts):
            raise AnswerError(f"the cell {head} is not as it was given out; put its text back, or take a new sheet")


def _same(text: str, cell: str) -> bool:
    """Whether a cell shows a text; one without letters is not compared, for a spreadsheet may show it as a date."""
    if not any(character.isalpha() for character in text):
        return True
    expected, found = _plain(fitting(one_line(text).strip())), _plain(cell)
    return found in (expected, _plain(expected.encode("cp1252", "replace").decode("cp1252")))


def _plain(text: str) -> str:
    return one_line(text).strip().lstrip("'").strip()
