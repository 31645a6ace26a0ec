"""All passages of a run, which may be more than memory holds: on disk in parts of whole reports, and written as one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

# Sentences in a part; the last report of a part is whole, so that there may be more.
PART = 20_000


@dataclass(frozen=True)
class PassageParts:
    """A folder with one Parquet file per part; ``paths`` has them in the order of the reports."""

    folder: Path
    paths: list[Path] = field(default_factory=list)

    def keeping(self, parts: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """Write each part to the folder, and pass it on."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for passages in parts:
            self.paths.append(self.folder / f"{len(self.paths):06}.parquet")
            passages.write_parquet(self.paths[-1])
            yield passages

    def write(self, path: Path) -> None:
        """Write all passages as one Parquet file, a part at a time; the same parts give the same bytes."""
        pl.scan_parquet(self.paths).sink_parquet(path)


def in_parts(reports: Iterable[pl.DataFrame], empty: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Put the passages of whole reports together in parts of at least `PART` sentences.

    The last part may be smaller and even empty: there is always one. ``empty`` has the columns and no rows. A part is
    one chunk: what is taken from thousands of small ones costs more in chunks than in text.
    """
    held, sentences = [empty], 0
    for passages in reports:
        held.append(passages)
        sentences += passages.height
        if sentences >= PART:
            yield pl.concat(held, rechunk=True)
            held, sentences = [empty], 0
    yield pl.concat(held, rechunk=True)
