"""What a run knows of its sentences one by one, maybe more than memory holds: on disk in parts of whole reports."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

# Sentences in a part; the last report of a part is whole, so that there may be more.
PART = 20_000


@dataclass(frozen=True)
class Parts:
    """A folder with tables in parts, one Parquet file each; ``paths`` has those of each table in their order."""

    folder: Path
    paths: dict[str, list[Path]] = field(default_factory=dict)

    def keep(self, name: str, part: pl.DataFrame) -> None:
        """Write the next part of a table."""
        self.folder.mkdir(parents=True, exist_ok=True)
        known = self.paths.setdefault(name, [])
        known.append(self.folder / f"{name}-{len(known):06}.parquet")
        part.write_parquet(known[-1])

    def table(self, *names: str) -> pl.LazyFrame:
        """Return tables of which parts were kept, one below the other; a single part is small enough to be held."""
        paths = [path for name in names for path in self.paths[name]]
        return pl.read_parquet(paths[0], memory_map=False).lazy() if len(paths) == 1 else pl.scan_parquet(paths)

    def write(self, name: str, path: Path) -> None:
        """Write a table as one Parquet file, a part at a time; the same parts give the same bytes."""
        pl.scan_parquet(self.paths[name]).sink_parquet(path, row_group_size=PART)


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
