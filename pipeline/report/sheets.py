"""What every sheet and column of the workbook holds, read from ``data/werkboek.toml``."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

LONGEST_NAME = 31
_PLACEHOLDER = re.compile(r"\\\{(mechanisme|rol|nummer)\\\}")


class Column(BaseModel):
    """A column of a sheet. Field names are the Dutch keys of the file; ``breed`` is a width in characters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: str
    uitleg: str = ""
    breed: int | None = Field(default=None, ge=4, le=100)
    vorm: Literal["", "aandeel", "kans", "link", "oordeel", "status"] = ""
    balk: bool = False


class Sheet(BaseModel):
    """A sheet: the table that it shows, and how many of its first columns stay in sight."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tabel: str
    naam: str = Field(max_length=LONGEST_NAME)
    uitleg: str = ""
    vast: int = Field(default=1, ge=0, le=3)
    kolommen: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of the codebook with their names, by which columns are recognised."""

    mechanisme: dict[str, str]
    rol: dict[str, str]

    @classmethod
    def of(cls, quality: pl.DataFrame | None) -> "Codes":
        """Return the codes in kwaliteit.csv, which has a row for each; none without that table."""
        if quality is None:
            return cls({}, {})
        rows = list(quality.select("soort", "code", "naam").iter_rows())
        kinds = ({code: name for kind, code, name in rows if kind == wanted} for wanted in ("mechanisme", "rol"))
        return cls(*kinds)

    def name(self, code: str) -> str:
        """Return the name of a code."""
        return self.mechanisme.get(code) or self.rol.get(code, code)


def sheets_for(tables: Sequence[str]) -> list[Sheet]:
    """Return the sheets of these tables in the order of the file; tables that it does not know come last."""
    known = [sheet for sheet in _sheets() if sheet.tabel in tables]
    names = {sheet.tabel for sheet in known}
    return [*known, *(Sheet(tabel=name, naam=name[:LONGEST_NAME]) for name in tables if name not in names)]


def columns_of(sheet: Sheet, names: Sequence[str], codes: Codes) -> list[Column]:
    """Return what is known of the columns with these names; of one that nobody described only its name."""
    known = [(_pattern(column.naam, codes), column) for column in sheet.kolommen]
    return [_described(name, known, codes) for name in names]


def _described(name: str, known: Sequence[tuple[re.Pattern[str], Column]], codes: Codes) -> Column:
    for pattern, column in known:
        found = pattern.fullmatch(name)
        if found:
            code = next(iter(found.groups()), "")
            return column.model_copy(update={"naam": name, "uitleg": column.uitleg.replace("{naam}", codes.name(code))})
    return Column(naam=name)


@cache
def _sheets() -> tuple[Sheet, ...]:
    text = resources.files("pipeline").joinpath("data", "werkboek.toml").read_text(encoding="utf-8")
    return tuple(Sheet.model_validate(sheet) for sheet in tomllib.loads(text)["blad"])


def _pattern(name: str, codes: Codes) -> re.Pattern[str]:
    choices = {"mechanisme": _any_of(codes.mechanisme), "rol": _any_of(codes.rol), "nummer": r"(\d+)"}
    return re.compile(_PLACEHOLDER.sub(lambda found: choices[found[1]], re.escape(name)))


def _any_of(codes: dict[str, str]) -> str:
    """A pattern for one of the codes; without codes it matches nothing."""
    return f"({'|'.join(map(re.escape, codes)) or '(?!)'})"
