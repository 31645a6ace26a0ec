"""The tables of a run as files: each as CSV, for people, and as Parquet, for programs."""

from functools import partial
from pathlib import Path

import polars as pl

from pipeline.outputs import Writer
from pipeline.spreadsheet import write_csv
from pipeline.tables import Tables, in_csv


def table_files(tables: Tables) -> dict[str, Writer]:
    """Return what writes each table, as CSV and as Parquet, by the name of its file."""
    files: dict[str, Writer] = {}
    for name, table in tables.items():
        files[f"{name}.csv"] = partial(write_csv, in_csv(name, table))
        files[f"{name}.parquet"] = partial(_write_parquet, table)
    return files


def _write_parquet(table: pl.DataFrame, path: Path) -> None:
    table.write_parquet(path)
