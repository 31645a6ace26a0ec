"""How far two people agree who coded the same passages: as good as a classifier can be asked to be."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from sklearn.metrics import cohen_kappa_score, f1_score

from pipeline.codebook import Codebook
from pipeline.errors import PassageFileError
from pipeline.spreadsheet import read_csv

_COLUMNS = ("mechanismen_1", "rol_1", "mechanismen_2", "rol_2")
ALL_ROLES = "rol"

AGREEMENT_SCHEMA = {
    "code": pl.String,
    "kappa": pl.Float64,
    "f1": pl.Float64,
    "eerste": pl.Int64,
    "tweede": pl.Int64,
    "passages": pl.Int64,
}


def agreement(path: Path, codebook: Codebook) -> pl.DataFrame:
    """Return Cohen's kappa and the F1 of the second coding against the first, per mechanism (`AGREEMENT_SCHEMA`).

    The last row is `ALL_ROLES` with kappa over all roles at once; it has no F1 and no counts per coding. Raises
    PassageFileError when a column is missing.
    """
    header, rows = read_csv(path)
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise PassageFileError(f"{path}: no column {', '.join(missing)}; the columns are {', '.join(_COLUMNS)}")
    cells = [row for _, row in rows]
    codings = [[_codes(row[name]) for row in cells] for name in ("mechanismen_1", "mechanismen_2")]
    per_code = [
        {"code": code} | _compared(*([code in codes for codes in coding] for coding in codings))
        for code in codebook.mechanisms
    ]
    roles = cohen_kappa_score([row["rol_1"] for row in cells], [row["rol_2"] for row in cells])
    last = {"code": ALL_ROLES, "kappa": float(roles), "passages": len(cells)}
    return pl.DataFrame([*per_code, last], schema=AGREEMENT_SCHEMA)


def _compared(first: Sequence[bool], second: Sequence[bool]) -> dict[str, float | int]:
    return {
        "kappa": float(cohen_kappa_score(first, second)),
        "f1": float(f1_score(first, second)),
        "eerste": sum(first),
        "tweede": sum(second),
        "passages": len(first),
    }


def _codes(cell: str) -> set[str]:
    return {code.strip() for code in cell.split(",")}
