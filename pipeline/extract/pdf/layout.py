"""From the lines of all pages to drafts of blocks in reading order."""

from collections.abc import Iterator, Sequence

from pipeline.extract.pdf.bridges import bridged
from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.flow import Run, in_reading_order, runs_of
from pipeline.extract.pdf.furniture import mark_furniture
from pipeline.extract.pdf.headings import body_style, mark_headings
from pipeline.extract.pdf.imprints import mark_imprints
from pipeline.extract.pdf.letterheads import mark_letterheads
from pipeline.extract.pdf.margins import mark_margins
from pipeline.extract.pdf.notes import mark_notes, starts_with_mark
from pipeline.extract.pdf.outline import Outline
from pipeline.extract.pdf.paragraphs import paragraphs_of
from pipeline.extract.pdf.runins import with_run_ins_apart
from pipeline.extract.pdf.shapes import Line, Sheet
from pipeline.extract.pdf.spacing import Leading, Spacing, leading_of
from pipeline.extract.pdf.tables import take_tables
from pipeline.extract.pdf.trust import tags_are_sane
from pipeline.extract.pdf.zones import contents_lines, is_contents_title, mark_zones


def drafts_of(sheets: Sequence[Sheet], outline: Outline) -> list[Draft]:
    """Drafts of all blocks of a document with these bookmarks, in reading order."""
    mark_furniture(sheets)
    mark_margins(sheets)
    lines = [line for sheet in sheets for line in sheet.lines]
    body = body_style(lines)
    mark_imprints(sheets, body.size)
    mark_notes(sheets, body.size)
    leading, trusted = leading_of(line for line in lines if line.kind is None), tags_are_sane(lines)
    drafts: list[Draft] = []
    follows_contents = False
    for sheet in sheets:
        contents = contents_lines(sheet, follows_contents)
        follows_contents = bool(contents)
        drafts += _page_drafts(sheet, contents, leading, trusted)
    mark_letterheads(drafts)
    drafts = list(with_run_ins_apart(drafts, body))
    mark_headings(drafts, body, outline)
    drafts = bridged(drafts)
    mark_zones(drafts)
    return drafts


def _page_drafts(sheet: Sheet, contents: list[Line], leading: Leading, trusted: bool) -> Iterator[Draft]:
    """Furniture above, the body, notes, furniture below."""
    furniture = [line for line in sheet.lines if line.kind == "furniture"]
    yield from (Draft("furniture", [line]) for line in furniture if line.base < sheet.height / 2)
    yield from _body_drafts(sheet, contents, leading, trusted)
    yield from _note_drafts([line for line in sheet.lines if line.kind == "footnote"])
    yield from (Draft("furniture", [line]) for line in furniture if line.base >= sheet.height / 2)


def _contents_drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    for line in lines:
        if is_contents_title(line.text):
            yield Draft("heading", [line], zone="contents", level=1)
        else:
            yield Draft("paragraph", [line], zone="contents")


def _body_drafts(sheet: Sheet, contents: Sequence[Line], leading: Leading, trusted: bool) -> Iterator[Draft]:
    spacing = Spacing(sheet, leading)
    listed_pieces = {id(piece) for line in contents for piece in line.pieces}
    free = [line for line in sheet.lines if line.kind is None and id(line.pieces[-1]) not in listed_pieces]
    tables, lines = take_tables(free)
    listed = [Run(list(contents), contents=True).close()] if contents else []
    for run in in_reading_order([*runs_of(lines), *tables, *listed]):
        if run.contents:
            yield from _contents_drafts(run.lines)
        elif run.rows is not None:
            yield Draft("table", run.lines, rows=run.rows)
        else:
            yield from paragraphs_of(run, spacing, trusted)


def _note_drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    draft: Draft | None = None
    for line in lines:
        if draft is None or starts_with_mark(line):
            if draft:
                yield draft
            draft = Draft("footnote", [line])
        else:
            draft.lines.append(line)
    if draft:
        yield draft
