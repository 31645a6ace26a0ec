"""Results per report and stage, kept under a key of content, code and settings, so that only what changed is redone."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from pydantic import TypeAdapter, ValidationError

from pipeline.atomic import replacing
from pipeline.records import Report

_REPORT = TypeAdapter(Report)


class DamagedCacheError(Exception):
    """A kept result that cannot be read back; the whole folder ``root`` can be deleted and made again."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{root} is damaged")
        self.root = root


@dataclass(frozen=True)
class Cache:
    """A folder of intermediate results; deleting it costs time, never results.

    So nothing waits for the disk: what a machine that goes down leaves half-written is found to be damaged.
    """

    root: Path

    def has_report(self, key: str) -> bool:
        """Whether a file was read under this key."""
        return self._report(key).exists()

    def put_report(self, key: str, report: Report) -> None:
        """Keep what was read of one file."""
        with replacing(self._report(key), lasting=False) as draft:
            draft.write_bytes(_REPORT.dump_json(report))

    def get_report(self, key: str) -> Report:
        """Return what `put_report` kept."""
        try:
            return _REPORT.validate_json(self._report(key).read_bytes())
        except ValidationError as e:
            raise DamagedCacheError(self.root) from e

    def has_table(self, stage: str, key: str) -> bool:
        """Whether a table of this stage was kept under this key."""
        return self._table(stage, key).exists()

    def put_table(self, stage: str, key: str, table: pl.DataFrame) -> None:
        """Keep the table of one report and stage."""
        with replacing(self._table(stage, key), lasting=False) as draft:
            table.write_parquet(draft)

    def get_table(self, stage: str, key: str) -> pl.DataFrame:
        """Return what `put_table` kept."""
        try:
            return pl.read_parquet(self._table(stage, key), memory_map=False)
        except pl.exceptions.PolarsError as e:
            raise DamagedCacheError(self.root) from e

    def count(self, stage: str, key: str) -> int:
        """Return how many rows the table has that `put_table` kept, without reading them."""
        try:
            return int(pl.scan_parquet(self._table(stage, key)).select(pl.len()).collect().item())
        except pl.exceptions.PolarsError as e:
            raise DamagedCacheError(self.root) from e

    def prune(self, keys: Iterable[str]) -> None:
        """Delete everything that is not kept under one of these keys."""
        wanted = set(keys)
        for path in self.root.glob("*/*"):
            if path.name.partition(".")[0] not in wanted:
                path.unlink()

    def _report(self, key: str) -> Path:
        return self.root / "reports" / f"{key}.json"

    def _table(self, stage: str, key: str) -> Path:
        return self.root / stage / f"{key}.parquet"
