"""The tables of agreement that people read: people with each other, people with the model, and every pair."""

from collections.abc import Mapping

import polars as pl

from pipeline.agreement.enough import RANDOM_PASSAGES
from pipeline.agreement.groups import PEOPLE, WITH_MODEL
from pipeline.agreement.panel import MODEL
from pipeline.agreement.table import ALL, RANDOM
from pipeline.agreement.wording import INTERVAL, OF_TWO, SUMMARY, Wording

_POOLED = " + "


def summaries(table: pl.DataFrame, wording: Wording) -> dict[str, pl.DataFrame]:
    """Return alpha per code with what it says in a word, under a title: people with each other, and with the model.

    Passages that were drawn at random have tables of their own from `RANDOM_PASSAGES` passages on.
    """
    shown = {}
    for draw in (ALL, RANDOM):
        for kind in (PEOPLE, WITH_MODEL):
            rows = leading(table, kind, draw)
            if size(rows) >= (RANDOM_PASSAGES if draw == RANDOM else 1):
                shown[_title(rows, wording)] = _worded(rows, SUMMARY, wording)
    return shown


def pairs(table: pl.DataFrame, wording: Wording) -> dict[str, pl.DataFrame]:
    """Return kappa per code and what it rests on under a title, for every two coders on all that both coded."""
    of_two = table.filter(pl.col("eerste").is_not_null().any().over("groep", "coders", "trekking"))
    separate = of_two.filter(pl.col("trekking") == ALL, ~pl.col("coders").str.contains(_POOLED, literal=True))
    return {
        wording.pair.format(coders=coders): _worded(rows, OF_TWO, wording)
        for (coders,), rows in separate.group_by("coders", maintain_order=True)
    }


def leading(table: pl.DataFrame, kind: str, draw: str) -> pl.DataFrame:
    """Return the rows of one ``draw`` with everyone of a ``kind`` of comparison together; none when there are none."""
    return table.filter(groep=kind, trekking=draw).filter(pl.col("coders") == pl.col("coders").first())


def size(rows: pl.DataFrame) -> int:
    """Return how many passages were compared, once per person where people are compared with the model."""
    return 0 if rows.is_empty() else int(rows.row(0, named=True)["passages"])


def _title(rows: pl.DataFrame, wording: Wording) -> str:
    first = rows.row(0, named=True)
    coders = first["coders"].removesuffix(f", {MODEL}").replace(_POOLED, ", ")
    drawn = wording.random if first["trekking"] == RANDOM else ""
    sized = wording.size.format(passages=first["passages"], documents=first["documenten"])
    return wording.groups[first["groep"]].format(coders=coders) + drawn + sized


def _worded(rows: pl.DataFrame, columns: tuple[str, ...], wording: Wording) -> pl.DataFrame:
    """All cells as text; the second of ``columns`` is the measure that has an interval."""
    cells = [
        {
            "code": wording.values.get(row["code"], row["code"]),
            **{name: wording.figure(row[name]) for name in ("gelijk", "eens_wel")},
            **_measured(row, columns[1], wording),
            "gegeven": _given(row["eerste"], row["tweede"], row["gegeven"]),
            "passages": str(row["passages"]),
            "oordeel": wording.values.get(row["oordeel"], row["oordeel"]),
        }
        for row in rows.iter_rows(named=True)
    ]
    shown = [name for name in columns if wording.beside or name != INTERVAL]
    return pl.DataFrame(cells).select(pl.col(name).alias(wording.heads.get(name, name)) for name in shown)


def _measured(row: Mapping[str, float | None], measure: str, wording: Wording) -> dict[str, str]:
    figure = wording.figure(row[measure])
    interval = wording.interval(row[f"{measure}_ondergrens"], row[f"{measure}_bovengrens"])
    if not wording.beside and row[measure] is not None:
        figure = f"{figure} ({interval})"
    return {measure: figure, INTERVAL: interval}


def _given(first: int | None, second: int | None, together: int | None) -> str:
    """How often a code was given: by each of two, else by all together; a dash for all codes."""
    if together is None:
        return "-"
    return str(together) if first is None else f"{first} / {second}"
