"""Items of a review, and a sheet of them as somebody fills it in."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from pipeline.codebook import Codebook
from pipeline.codings import Place
from pipeline.review.records import Item, Picked
from pipeline.review.sheet import write_sheet

RESULTS = Path("uitkomsten")
Filling = Mapping[str, object]


def item(number: int = 1, **changes: object) -> Item:
    """An item on trees and water; the machine proposes bomen with the role klacht."""
    parts: dict[str, object] = {
        "place": Place(f"p{number}", 1 + number, 4, 10, 60, "ab" * 32),
        "document": f"dorp ({number}).pdf",
        "section": "2 Groen > 2.1 Lanen",
        "text": f"De lindes aan laan {number} laten hun blad vallen.",
        "before": "Het was een droge zomer.",
        "after": "De gemeente geeft water.",
        "mechanisms": ("bomen",),
        "role": "klacht",
        "scores": {"bomen": 0.87, "water": 0.2},
        "role_scores": {"klacht": 0.66, "plan": 0.34},
        "link": f"../verslagen/dorp%20%28{number}%29.pdf#page={1 + number}",
        "model": "f00d",
        "codebook": "1",
        "picked": Picked.UNCERTAIN,
    }
    return Item(**(parts | changes))  # type: ignore[arg-type]


def given_out(items: Sequence[Item], codebook: Codebook, path: Path, *, coder: str = "anna") -> Path:
    """Write a sheet in an empty place."""
    path.unlink(missing_ok=True)
    return write_sheet(items, codebook, path, results=path.parent / RESULTS, coder=coder)


def fill(path: Path, fillings: Sequence[Filling]) -> Path:
    """Fill in the rows one after the other; an empty mapping leaves a row as it is."""
    (_fill_csv if path.suffix == ".csv" else _fill_xlsx)(path, fillings)
    return path


def grid(path: Path) -> list[list[str]]:
    """The cells of a CSV of ours."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def save(rows: Sequence[Sequence[object]], path: Path, *, separator: str = ";", encoding: str = "utf-8-sig") -> Path:
    """Write cells as a spreadsheet does."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding, "replace"))
    return path


def _fill_csv(path: Path, fillings: Sequence[Filling]) -> None:
    head, *rows = grid(path)
    for row, filling in zip(rows, fillings, strict=True):
        for name, value in filling.items():
            row[head.index(name)] = str(value)
    save([head, *rows], path)


def _fill_xlsx(path: Path, fillings: Sequence[Filling]) -> None:
    book = openpyxl.load_workbook(path, rich_text=True)
    sheet = book["Beoordelen"]
    place = {cell.value: cell.column for cell in sheet[2]}
    for number, filling in enumerate(fillings, start=3):
        for name, value in filling.items():
            cell = sheet.cell(number, place[name])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # as text, also where it begins as a formula does
    book.save(path)
