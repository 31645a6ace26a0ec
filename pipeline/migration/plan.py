"""A migration before it is done: the new codebook, its text, and how every coding follows."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.atomic import replacing, write_text
from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import CodedPassage, Codings, Decision, read_codings
from pipeline.errors import CodebookError
from pipeline.migration.mapping import Mapping
from pipeline.migration.migrated import migrate
from pipeline.migration.rewritten import rewritten

FOLLOWED_SCHEMA = {
    "code": pl.String,
    "becomes": pl.String,
    "decisions": pl.Int64,
    "codings": pl.Int64,
    "to code again": pl.Int64,
}


@dataclass(frozen=True)
class Plan:
    """What a mapping would make of the codebook at ``path``; nothing has been written.

    ``followed`` counts decisions with every code that changes (`FOLLOWED_SCHEMA`): ever made, in force now, and in
    force now but to be looked at again, for the code is split.
    """

    path: Path
    old: Codebook
    new: Codebook
    text: str
    followed: pl.DataFrame

    @property
    def backup(self) -> Path:
        """Where the codebook as it was is kept; another name when that is taken."""
        name = f"{self.path.stem}.versie-{self.old.versie}"
        names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
        places = (self.path.with_name(f"{name}{self.path.suffix}") for name in names)
        return next(place for place in places if not place.exists())

    def apply(self) -> Path:
        """Write the new codebook, the old one kept beside it; return where."""
        kept = self.backup
        with replacing(kept) as draft:
            draft.write_bytes(self.path.read_bytes())
        write_text(self.path, self.text)
        return kept


def make_plan(path: Path, mapping: Mapping, passages: Path) -> Plan:
    """Work out a migration of the codebook at ``path`` with the codings in ``passages``, and check all of it.

    Raises what `load_codebook` and `read_codings` raise for the codebook as it is, and CodebookError when the mapping
    does not fit it or its text cannot be changed safely.
    """
    old = load_codebook(path)
    made = migrate(old, mapping)
    text = rewritten(path.read_bytes().decode("utf-8"), old, made.codebook, made.heirs)
    before, after = read_codings(passages, old), read_codings(passages, made.codebook)
    _check(before, after, made.codebook)
    return Plan(path, old, made.codebook, text, _followed(mapping, before, made.codebook))


def _check(before: Codings, after: Codings, new: Codebook) -> None:
    """Every decision is still there and has what its codes became, whatever the reading of files made of it."""
    same = len(before.history) == len(after.history)
    pairs = zip(before.history, after.history, strict=False)
    if not same or not all(_follows(old, found, new) for old, found in pairs):
        raise CodebookError("not every coding would follow the mapping; nothing was changed")


def _follows(old: CodedPassage, found: CodedPassage, new: Codebook) -> bool:
    meant = {new.current[code] for code in (*old.mechanisms, *old.split)} - {""}
    role = new.current[old.split_role or old.role] if old.role or old.split_role else ""
    return (old.passage_key, old.coder, meant, role) == (
        found.passage_key,
        found.coder,
        {*found.mechanisms},
        found.role,
    )


def _followed(mapping: Mapping, before: Codings, new: Codebook) -> pl.DataFrame:
    ever = Counter(code for decision in before.history for code in _codes(decision))
    now = Counter(code for decision in before.passages for code in _codes(decision))
    rows = [
        {
            "code": code,
            "becomes": " or ".join(new.split[code].naar) if code in new.split else new.current[code],
            "decisions": ever[code],
            "codings": now[code],
            "to code again": now[code] if code in new.split else 0,
        }
        for code in mapping.changed
    ]
    return pl.DataFrame(rows, schema=FOLLOWED_SCHEMA)


def _codes(decision: CodedPassage) -> tuple[str, ...]:
    return (*decision.mechanisms, decision.role) if decision.decision is Decision.CODED else ()
