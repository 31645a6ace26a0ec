"""The review sheet as a workbook: a row per passage with drop-downs, closed where nothing is to be filled in."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pipeline.codebook import Code, Codebook
from pipeline.report.office_file import AUTHOR
from pipeline.report.safe_text import one_line, printable
from pipeline.report.sheet_cells import MOST_CHARACTERS, MOST_LINKS, fitting
from pipeline.review import sheet_columns as columns
from pipeline.review.records import Item
from pipeline.review.sheet_guide import guide, write_codes, write_guide
from pipeline.review.sheet_key import Origin, pack
from pipeline.review.sheet_looks import HEAD_ROW, Looks, lay_out, row_height
from pipeline.review.sheet_state import StateFormula

SHEET = "Beoordelen"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CLOSED = {
    "validate": "custom",
    "value": "=FALSE",
    "error_title": "Niet om in te vullen",
    "error_message": "Druk op Esc. Alleen de lichtgele vakjes zijn om in te vullen.",
}
_LONGEST_ADDRESS = 2_000
_LONGEST_NOTE = 2_000


def write_workbook(
    items: Sequence[Item], links: Sequence[str], codebook: Codebook, path: Path, *, origin: Origin, coder: str
) -> None:
    """Write the sheet to fill in, the guide and the codebook."""
    keys = [pack(item, origin) for item in items]
    with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties({"title": "Passages beoordelen", "author": AUTHOR})
        looks = Looks.of(workbook)
        sheet = workbook.add_worksheet(SHEET)
        write_guide(workbook, codebook, looks)
        roles = write_codes(workbook, codebook, looks)
        page = _Page(sheet, looks, codebook, roles, max(map(len, keys), default=1))
        lay_out(sheet, page.heads, len(items), looks, mechanisms=page.mechanisms)
        page.write_head(len(items))
        for row, (item, link, key) in enumerate(zip(items, links, keys, strict=True), start=HEAD_ROW + 1):
            page.write_item(row, item, link, key, coder)


class _Page:
    """The sheet to fill in: ``heads`` gives its columns from left to right."""

    def __init__(self, sheet: Any, looks: Looks, codebook: Codebook, roles: tuple[str, str], keys: int) -> None:
        self._sheet, self._looks, self._codebook = sheet, looks, codebook
        self.mechanisms = [columns.code_head(code) for code in codebook.mechanisms]
        shown = [columns.NUMBER, columns.PASSAGE, columns.PROPOSAL, columns.AGREED, *self.mechanisms, columns.ROLE]
        shown += [columns.REMARK, columns.STATE, columns.PAGE, columns.DOCUMENT, columns.SECTION, columns.CODER]
        self.heads = [*shown, columns.PROPOSED, columns.PROPOSED_ROLE, *columns.key_heads(keys)]
        self._place = {head: place for place, head in enumerate(self.heads)}
        self._roles = roles
        self._state = self._state_formula()

    def write_head(self, rows: int) -> None:
        """Write what stands above the rows, and the drop-downs of the cells to fill in."""
        self._write_top(rows)
        asked = (columns.AGREED, *self.mechanisms, columns.ROLE, columns.REMARK, columns.CODER)
        for head, place in self._place.items():
            self._sheet.write_string(HEAD_ROW, place, head, self._looks["vraagkop" if head in asked else "kop"])
        for code in self._codebook.mechanisme:
            self._note(columns.code_head(code.code), _about(code))
        self._note(columns.ROLE, guide().kop_rol)
        for head, place in self._place.items():
            self._sheet.data_validation(HEAD_ROW, place, HEAD_ROW + rows * (head not in asked), place, _CLOSED)
        if rows:
            self._choices(columns.AGREED, rows, [columns.YES, columns.NO, columns.SKIP])
            self._choices(columns.ROLE, rows, f"={self._roles[0]}")
            for head in self.mechanisms:
                self._choices(head, rows, [columns.YES, columns.NO])

    def write_item(self, row: int, item: Item, link: str, key: Sequence[str], coder: str) -> None:
        """Write the row of an item."""
        shown = columns.proposal(item, self._codebook)
        self._sheet.set_row(row, row_height(item, len(shown)))
        self._sheet.write_number(row, self._place[columns.NUMBER], row - HEAD_ROW, self._looks["nummer"])
        self._write_passage(row, item)
        self._text(row, columns.PROPOSAL, "\n".join(shown), "voorstel")
        for head in (columns.AGREED, *self.mechanisms, columns.ROLE, columns.REMARK):
            self._sheet.write_blank(row, self._place[head], None, self._looks[_entry(head)])
        self._text(row, columns.CODER, coder, "invullen tekst")
        self._sheet.write_formula(row, self._place[columns.STATE], self._state.of(row + 1), self._looks["stand"], "")
        self._write_place(row, item, link)
        proposed = "".join(f",{columns.code_head(code)}" for code in item.mechanisms) + ","
        hidden = {columns.PROPOSED: proposed, columns.PROPOSED_ROLE: item.role}
        hidden |= dict(zip(columns.key_heads(len(key)), key, strict=True))
        for head, text in hidden.items():
            self._sheet.write_string(row, self._place[head], text, self._looks["sleutel"])

    def _text(self, row: int, head: str, text: str, looks: str) -> None:
        self._sheet.write_string(row, self._place[head], fitting(text), self._looks[looks])

    def _write_passage(self, row: int, item: Item) -> None:
        """The passage in bold between its neighbours; in one piece when Excel would not take it otherwise."""
        parts = columns.in_context(item)
        whole = "\n".join(text for text, _ in parts)
        if len(parts) < 2 or len(whole.encode("utf-16-le")) > 2 * MOST_CHARACTERS:
            self._text(row, columns.PASSAGE, whole, "passage")
            return
        pieces: list[Any] = []
        for place, (text, is_passage) in enumerate(parts):
            pieces += [self._looks["vet"] if is_passage else self._looks["grijs"], "\n" * (place > 0) + text]
        self._sheet.write_rich_string(row, self._place[columns.PASSAGE], *pieces, self._looks["tekst"])

    def _write_place(self, row: int, item: Item, link: str) -> None:
        place = self._place[columns.PAGE]
        page = f"p. {item.place.page}" if "#page=" in link else "open"
        if len(link) > _LONGEST_ADDRESS or row > MOST_LINKS:
            self._text(row, columns.PAGE, page, "tekst")
        else:
            target = link if "://" in link else f"external:{link}"
            self._sheet.write_url(row, place, target, self._looks["link"], page)
        self._text(row, columns.DOCUMENT, one_line(item.document), "klein")
        self._text(row, columns.SECTION, one_line(item.section), "klein")

    def _state_formula(self) -> StateFormula:
        letter = {head: xl_col_to_name(place) for head, place in self._place.items()}
        return StateFormula(
            agreed=letter[columns.AGREED],
            first_code=letter[self.mechanisms[0]],
            last_code=letter[self.mechanisms[-1]],
            role=letter[columns.ROLE],
            remark=letter[columns.REMARK],
            proposed=letter[columns.PROPOSED],
            proposed_role=letter[columns.PROPOSED_ROLE],
            roles=self._roles,
            head=HEAD_ROW + 1,
        )

    def _write_top(self, rows: int) -> None:
        state = xl_col_to_name(self._place[columns.STATE])
        area = f"{state}{HEAD_ROW + 2}:{state}{HEAD_ROW + 1 + max(rows, 1)}"
        done = f'=COUNTIF({area},"klaar")+COUNTIF({area},"overgeslagen")&" van {rows} klaar"'
        self._sheet.write_formula(0, self._place[columns.PASSAGE], done, self._looks["titel"], f"0 van {rows} klaar")
        first, last = self._place[columns.PROPOSAL], self._place[columns.REMARK]
        self._sheet.merge_range(0, first, 0, last, guide().boven, self._looks["uitleg"])

    def _note(self, head: str, text: str) -> None:
        """Show a text where a head is pointed at."""
        height = min(18 * (5 + math.ceil(len(text) / 55)), 420)
        size = {"width": 420, "height": height, "author": AUTHOR, "font_size": 9}
        self._sheet.write_comment(HEAD_ROW, self._place[head], text, size)

    def _choices(self, head: str, rows: int, source: list[str] | str) -> None:
        place = self._place[head]
        rule = {"validate": "list", "source": source, "error_title": "Kies uit de lijst"}
        rule["error_message"] = "Kies een van de keuzes, of maak de cel leeg met Delete."
        self._sheet.data_validation(HEAD_ROW + 1, place, HEAD_ROW + rows, place, rule)


def _about(code: Code) -> str:
    """What a mechanism means, as short as a note has to be."""
    rules = [f"{name}: {text}" for name, text in (("Wel", code.wel), ("Niet", code.niet)) if text]
    return printable("\n\n".join((code.naam, code.definitie, *rules)))[:_LONGEST_NOTE]


def _entry(head: str) -> str:
    return "invullen tekst" if head == columns.REMARK else "invullen"
