"""What people decided counts in the results: their codings stand in the place of the machine's, which stay beside them.

``mechanismen`` and ``rol`` are what the results say, ``machine`` and ``machine_rol`` what the model said, and
``gecodeerd_door`` who decided: nobody (an empty list) means the machine. Probabilities stay the machine's.
``opmerking_codeur`` is what they remarked; a file of coded passages calls it otherwise, so that who corrects a copy of
the results does not hand in the remark of another as their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

import polars as pl

from pipeline.classify import SCORE_PREFIX, role_score_column
from pipeline.codebook import Codebook
from pipeline.codings.identity import PassageKey
from pipeline.codings.read import in_force, same_passages
from pipeline.codings.records import CodedPassage, Decision
from pipeline.decisions.places import Finding, PassagesOf, concerning, find
from pipeline.decisions.together import Standing, together

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

MACHINE = "machine"  # in the place of a name, where people read
BY_PEOPLE = pl.col("gecodeerd_door").list.len() > 0
# The place of a passage among those of its report, from 0.
ROW = pl.int_range(pl.len()).over("document").alias("rij")
_PLACE: dict[str, Any] = {"document": pl.String, "rij": pl.Int64}
_STANDING: dict[str, Any] = {
    **_PLACE,
    "nu": pl.List(pl.String),
    "rol_nu": pl.String,
    "gecodeerd_door": pl.List(pl.String),
    "opmerking_codeur": pl.String,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision on a report of the run: where its passage is now, and whether it is one of those that count."""

    finding: Finding
    counts: bool


def place(
    history: Sequence[CodedPassage],
    passages_of: PassagesOf,
    inputs: Mapping[str, str],
    copies: Mapping[str, str] = MappingProxyType({}),
) -> list[Placed]:
    """Return the decisions on reports of a run, oldest first, each with its place (`decisions.places.find`).

    Only the reports that people decided on are looked into; ``copies`` are as for `find`.

    Decisions on two readings of one passage are decisions on that passage: of each coder the newest counts. When
    of equal sentences some have gone, who withdrew a decision on one of these keeps the decision on the other.
    """
    findings = find(concerning(history, inputs), passages_of, inputs, copies)
    moved = [_as_of_now(finding) for finding in findings]
    idle = _of_gone_twins(findings, same_passages([finding.decision for finding in findings]))
    moved = [None if number in idle else now for number, now in enumerate(moved)]
    holding = set(in_force([decision for decision in moved if decision]))
    return [Placed(finding, now in holding) for finding, now in zip(findings, moved, strict=True)]


def _of_gone_twins(findings: Sequence[Finding], same: Mapping[PassageKey, PassageKey]) -> set[int]:
    """Which decisions, by number, do nothing at the place of another one of equal sentences: those that were withdrawn.

    They are decisions of a coder on a passage that end withdrawn, where the same coder decided on a second passage of
    the same text in the same document, and both were found at one place.
    """
    last: dict[tuple[object, ...], dict[PassageKey, Decision]] = {}
    for finding in findings:
        last.setdefault(_seat(finding), {})[same[finding.decision.passage_key]] = finding.decision.decision
    return {
        number
        for number, finding in enumerate(findings)
        if len(ends := last[_seat(finding)]) > 1 and ends[same[finding.decision.passage_key]] is Decision.WITHDRAWN
    }


def _seat(finding: Finding) -> tuple[object, ...]:
    decision = finding.decision
    return finding.document, finding.row, decision.coder, decision.document, decision.text


def standing(placed: Sequence[Placed], codebook: Codebook) -> pl.DataFrame:
    """Return what people say of each passage that they coded, by its report and its row there."""
    said = _together(placed, codebook)
    rows = [(*where, list(s.mechanisms), s.role, list(s.coders), s.remark) for where, s in said.items()]
    return pl.DataFrame(rows, schema=_STANDING, orient="row")


def with_people(passages: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """Return the passages of whole reports as people coded them, with the columns that this module adds.

    ``decided`` is what people say of them (`standing`).
    """
    joined = passages.with_columns(ROW).join(decided, on=list(_PLACE), how="left", maintain_order="left")
    return joined.with_columns(
        pl.coalesce("nu", "mechanismen").alias("mechanismen"),
        pl.coalesce("rol_nu", "rol").alias("rol"),
        pl.col("mechanismen").alias("machine"),
        pl.col("rol").alias("machine_rol"),
        pl.col("gecodeerd_door").fill_null([]),
        pl.col("opmerking_codeur").fill_null(""),
    ).drop("rij", "nu", "rol_nu")


def decided_on(passages: pl.DataFrame, placed: Sequence[Placed]) -> pl.DataFrame:
    """Return the passages of whole reports at which a decision was found, each with its row (``rij``)."""
    found = {(one.finding.document, one.finding.row) for one in placed if one.finding.row is not None}
    places = pl.DataFrame(sorted(found), schema=_PLACE, orient="row")
    return passages.with_columns(ROW).join(places, on=list(_PLACE), how="semi")


def as_certain(passages: Frame) -> Frame:
    """Return the passages with probabilities of 1 and 0 for what people coded: a quote that they confirmed goes first.

    Passages of results that tell of no coders are the machine's.
    """
    columns = passages.collect_schema().names()
    if "gecodeerd_door" not in columns:
        return passages
    certain = {name: pl.col("mechanismen").list.contains(code) for name, code in _coded(columns, SCORE_PREFIX)}
    certain |= {name: pl.col("rol") == code for name, code in _coded(columns, role_score_column(""))}
    certain["rol_kans"] = pl.lit(value=True)
    return passages.with_columns(
        pl.when(BY_PEOPLE).then(yes.cast(pl.Float64)).otherwise(pl.col(name)).alias(name)
        for name, yes in certain.items()
    )


def _as_of_now(finding: Finding) -> CodedPassage | None:
    """The decision as if it were taken on the passage as it is now."""
    if finding.row is None:
        return None
    here = replace(finding.decision.place, passage_id=finding.passage_id)
    return replace(finding.decision, document=finding.document, text=finding.text, place=here)


def _together(placed: Sequence[Placed], codebook: Codebook) -> dict[tuple[str, int], Standing]:
    holding: dict[tuple[str, int], dict[str, CodedPassage]] = {}
    for one in placed:
        finding, decision = one.finding, one.finding.decision
        if one.counts and finding.row is not None:
            where = finding.document, finding.row
            holding.setdefault(where, {})[decision.coder] = decision  # a decision that stands in two files is one
    return {where: together(list(decisions.values()), codebook) for where, decisions in holding.items()}


def _coded(columns: Sequence[str], prefix: str) -> list[tuple[str, str]]:
    """The columns with probabilities, each with its code."""
    return [(name, name.removeprefix(prefix)) for name in columns if name.startswith(prefix)]
