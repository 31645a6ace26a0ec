"""The tables of a run as files: each as CSV, for people, and as Parquet, for programs."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from pipeline.outputs import Writer
from pipeline.spreadsheet import write_csv
from pipeline.tables import in_csv


def table_files(tables: Mapping[str, pl.DataFrame | pl.LazyFrame]) -> dict[str, Writer]:
    """Return what writes each table, as CSV and as Parquet, by the name of its file."""
    files: dict[str, Writer] = {}
    for name, table in tables.items():
        files[f"{name}.csv"] = partial(write_csv, in_csv(name, table))
        files[f"{name}.parquet"] = partial(_write_parquet, table)
    return files


def _write_parquet(table: pl.DataFrame | pl.LazyFrame, path: Path) -> None:
    table.lazy().sink_parquet(path)
