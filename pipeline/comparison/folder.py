"""One folder of results as it is read back: its manifest and the tables that a comparison needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl

from pipeline import __version__
from pipeline.classify import SCORE_PREFIX, role_score_column
from pipeline.decisions.people import as_certain
from pipeline.errors import UsageError
from pipeline.outputs import MANIFEST, Manifest, read_manifest
from pipeline.report.links import Links
from pipeline.synthesis.records import Source
from pipeline.synthesis.sources import sources_of

# The columns that are read; a table of a later version may have more.
_NEEDED = {
    "passages": ("passage_id", "document", "pagina", "sectie", "passage", "ocr", "mechanismen", "rol", "rol_kans"),
    "documenten": ("document", "titel", "paginas", "zinnen"),
    "aanwezigheid": ("document", "mechanisme", "zinnen", "geschat", "spreiding", "kans", "oordeel"),
    "rode_draad": ("code", "naam"),
    "samenhang": ("code_a", "code_b", "sectie_samen", "sectie_lift", "sectie_kans"),
    "themas": ("thema", "mechanisme", "rol", "documenten"),
    "kwaliteit": ("soort", "code", "naam"),
    "status": ("status",),
}
_MORE_OF_PASSAGES = ("organisaties", "tegenspraak")
_PEOPLE = ("gecodeerd_door",)  # results of an earlier version have no such column
_FROM_MANIFEST = ("fingerprint", "inputs", "counts", "settings", "model_card", "versions", "reports")


@dataclass(frozen=True)
class Results:
    """A folder of results: ``tables`` by name, of the passages only those with a mechanism.

    ``first_number`` is that of its first report: those of two folders are numbered on from one to the other.
    """

    folder: Path
    label: str
    manifest: Manifest
    tables: Mapping[str, pl.DataFrame]
    first_number: int = 1

    @property
    def mechanisms(self) -> dict[str, str]:
        """The name of every mechanism by its code, in the order of the codebook."""
        return dict(self.tables["rode_draad"].select("code", "naam").iter_rows())

    @property
    def roles(self) -> dict[str, str]:
        """The name of every role by its code, in the order of the codebook."""
        return dict(self.tables["kwaliteit"].filter(pl.col("soort") == "rol").select("code", "naam").iter_rows())

    @property
    def card(self) -> dict[str, Any]:
        """The facts on the model."""
        card: dict[str, Any] = self.manifest["model_card"]
        return card

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every report that was read, by its path."""
        return sources_of(self.tables["documenten"], first_number=self.first_number)

    @cached_property
    def quoted_sources(self) -> dict[str, Source]:
        """The same reports, with the side in their title: quotes of both sides stand on one page."""
        return {path: replace(source, title=f"{source.title} ({self.label})") for path, source in self.sources.items()}

    def with_mechanism(self, code: str) -> pl.DataFrame:
        """The passages that were given a mechanism."""
        return self.tables["passages"].filter(pl.col("mechanismen").list.contains(code))

    def links(self, out: Path) -> Links:
        """How the reports are reached from another folder than their own results."""
        base = str(self.manifest["reports"])
        return Links(base) if ":" in base.partition("/")[0] else Links.between(out, self.folder / unquote(base))


def load(folder: Path, label: str, *, first_number: int = 1) -> Results:
    """Read a folder of results.

    Raises UsageError when the folder is not there, holds no manifest, or lacks a table or column of this version.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}; give a folder of results, as `rodedraad run` writes it")
    manifest = read_manifest(folder)
    if not manifest:
        raise UsageError(
            f"{folder} holds no {MANIFEST} that can be read; give a folder of results, as `rodedraad run` writes it"
        )
    missing = [key for key in _FROM_MANIFEST if key not in manifest]
    if missing:
        raise _of_other_version(folder, manifest, f"its {MANIFEST} says nothing on {', '.join(missing)}")
    tables = {name: _table(folder, name, manifest) for name in _NEEDED}
    return Results(folder, label, manifest, tables, first_number)


def _table(folder: Path, name: str, manifest: Manifest) -> pl.DataFrame:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise _of_other_version(folder, manifest, f"the table {path.name} is missing")
    try:
        frame = pl.scan_parquet(path)
        found = frame.collect_schema().names()
    except pl.exceptions.PolarsError as e:
        raise UsageError(f"{path} cannot be read: it is damaged or no Parquet; run `rodedraad run` again") from e
    needed = [*_NEEDED[name], *(_columns_of_passages(found, manifest) if name == "passages" else ())]
    missing = [column for column in needed if column not in found]
    if missing:
        raise _of_other_version(folder, manifest, f"{path.name} has no column {', '.join(missing)}")
    chosen = frame.filter(pl.col("mechanismen").list.len() > 0) if name == "passages" else frame
    table = chosen.select(needed).collect()
    return as_certain(table) if name == "passages" else table


def _columns_of_passages(found: list[str], manifest: Manifest) -> list[str]:
    """Probabilities that are there, the role columns that must be there, and what a sentence is beside its codes."""
    scores = [name for name in found if name.startswith(SCORE_PREFIX)]
    people = [name for name in _PEOPLE if name in found]
    return [*_MORE_OF_PASSAGES, *people, *scores, *map(role_score_column, manifest["model_card"].get("roles", ()))]


def _of_other_version(folder: Path, manifest: Manifest, found: str) -> UsageError:
    version = manifest.get("versions", {}).get("rodedraad", "unknown")
    return UsageError(
        f"{folder}: {found}; run `rodedraad run` on those reports again (these results are of version {version}, this "
        f"is version {__version__})"
    )
