"""The sheets beside the one to fill in: how to do it, and the codebook."""

import math
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.codebook import Code, Codebook
from pipeline.report.safe_text import printable
from pipeline.report.sheet_cells import fitting
from pipeline.review.sheet_looks import Looks

GUIDE, CODES = "Uitleg", "Codeboek"
_HEADS = ("soort", "code", "naam", "definitie", "wel", "niet", "voorbeelden")
_WIDTHS = (12, 15, 24, 44, 44, 44, 60)
_GUIDE_WIDTH = 100
_LINE, _LETTERS = 13.5, 1.1


class Part(BaseModel):
    """A part of the guide. Field names are the Dutch keys of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    titel: str
    stappen: tuple[str, ...]


class Guide(BaseModel):
    """What is said on the sheet: ``boven`` stands above its columns, ``kop_rol`` at the head of the role."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    boven: str
    kop_rol: str
    deel: tuple[Part, ...]


@cache
def guide() -> Guide:
    """Read the texts of the guide."""
    file = resources.files("pipeline").joinpath("data/beoordelen.toml")
    return Guide.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def write_guide(workbook: Any, codebook: Codebook, looks: Looks) -> None:
    """Write the sheet that says how to fill in, and what counts."""
    sheet = workbook.add_worksheet(GUIDE)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, _GUIDE_WIDTH)
    sheet.write_string(0, 0, "Passages beoordelen", looks["h1"])
    about = f"Codeboek: {codebook.titel}, versie {codebook.versie}."
    _paragraph(sheet, 1, "", about, looks)
    row = 2
    for part in guide().deel:
        sheet.set_row(row, 28)
        sheet.write_string(row, 0, part.titel, looks["h2"])
        for number, text in enumerate(part.stappen, start=1):
            _paragraph(sheet, row + number, f"{number}.", text, looks)
        row += 1 + len(part.stappen)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_codes(workbook: Any, codebook: Codebook, looks: Looks) -> tuple[str, str]:
    """Write the codebook, and return the ranges with the codes and the names of its roles."""
    sheet = workbook.add_worksheet(CODES)
    sheet.hide_gridlines(2)
    for place, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, looks["kop"])
    kinds = [("mechanisme", code) for code in codebook.mechanisme] + [("rol", code) for code in codebook.rol]
    for row, (kind, code) in enumerate(kinds, start=1):
        _code(sheet, row, kind, code, looks)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(kinds), len(_HEADS) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    codes, names = (f"{CODES}!${at}${len(codebook.mechanisme) + 2}:${at}${len(kinds) + 1}" for at in "BC")
    return codes, names


def _paragraph(sheet: Any, row: int, number: str, text: str, looks: Looks) -> None:
    sheet.set_row(row, _LINE * math.ceil(len(text) / (_LETTERS * _GUIDE_WIDTH)) + 5)
    sheet.write_string(row, 0, number, looks["alinea"])
    sheet.write_string(row, 1, text, looks["alinea"])


def _code(sheet: Any, row: int, kind: str, code: Code, looks: Looks) -> None:
    examples = "\n".join(f"– {example}" for example in code.voorbeelden)
    texts = (kind, code.code, code.naam, code.definitie, code.wel, code.niet, examples)
    lines = [
        sum(math.ceil((len(line) or 1) / (_LETTERS * width)) for line in text.split("\n"))
        for text, width in zip(texts, _WIDTHS, strict=True)
    ]
    sheet.set_row(row, min(_LINE * max(lines) + 5, 400))
    for place, text in enumerate(texts):
        looks_of = looks["vette cel" if place in (1, 2) else "tekst"]
        sheet.write_string(row, place, fitting(printable(text)), looks_of)
