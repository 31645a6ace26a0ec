"""The review sheet as CSV, for who has no Excel or LibreOffice at hand."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipeline.codebook import Codebook
from pipeline.report.safe_text import one_line
from pipeline.report.sheet_cells import fitting
from pipeline.review import sheet_columns as columns
from pipeline.review.records import Item
from pipeline.review.sheet_key import Origin, pack
from pipeline.spreadsheet import write_csv


def write_rows(
    items: Sequence[Item], links: Sequence[str], codebook: Codebook, path: Path, *, origin: Origin, coder: str
) -> None:
    """Write a row per item; every cell is on one line, so that rows are counted alike by everyone."""
    keys = [pack(item, origin) for item in items]
    heads = columns.key_heads(max(map(len, keys), default=1))
    rows = [
        _row(number, item, link, codebook, coder) | dict.fromkeys(heads, "") | dict(zip(heads, key, strict=False))
        for number, (item, link, key) in enumerate(zip(items, links, keys, strict=True), start=1)
    ]
    write_csv(pl.DataFrame(rows, schema_overrides={columns.NUMBER: pl.Int64}), path)


def _row(number: int, item: Item, link: str, codebook: Codebook, coder: str) -> dict[str, object]:
    texts = {
        columns.BEFORE: item.before,
        columns.PASSAGE: item.text,
        columns.AFTER: item.after,
        columns.PROPOSAL: "; ".join(columns.proposal(item, codebook)),
        columns.AGREED: "",
        **{columns.code_head(code): "" for code in codebook.mechanisms},
        columns.ROLE: "",
        columns.REMARK: "",
        columns.CODER: coder,
        columns.SECTION: item.section,
        columns.DOCUMENT: item.document,
        columns.PAGE: link,
    }
    return {columns.NUMBER: number} | {name: fitting(one_line(text)).strip() for name, text in texts.items()}
