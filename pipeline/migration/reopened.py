"""The passages that have to be coded again, because a code that they have was split."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import polars as pl

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision, Proposal
from pipeline.codings.columns import COLUMNS, to_row
from pipeline.codings.read import in_force, newest, same_passages
from pipeline.spreadsheet import write_csv

SOURCE = "herziening"  # in the column bron of what is coded again


def reopened(history: Sequence[CodedPassage]) -> list[list[CodedPassage]]:
    """Return per passage the newest decisions with a code that was split, unless somebody coded it anew since."""
    same = same_passages(history)
    settled = {same[one.passage_key] for one in in_force(history) if not _split(one)}
    named = [one for one in newest(history) if _split(one) and same[one.passage_key] not in settled]
    ordered = sorted(named, key=lambda one: same[one.passage_key])
    return [list(group) for _, group in groupby(ordered, key=lambda one: same[one.passage_key])]


def write_reopened(history: Sequence[CodedPassage], codebook: Codebook, path: Path) -> int:
    """Write a row per passage to be coded again, to fill in and put with the other codings; return how many.

    A row without a coder is never learnt from, so a row that nobody filled in does no harm there. ``keuze`` names the
    codes to choose from, and ``eerder`` who coded it before, and how.
    """
    rows = [_row(decisions, codebook) for decisions in reopened(history)]
    write_csv(pl.DataFrame(rows, schema=dict.fromkeys((*COLUMNS, "keuze", "eerder"), pl.String)), path)
    return len(rows)


def _row(decisions: Sequence[CodedPassage], codebook: Codebook) -> dict[str, str]:
    first = decisions[0]
    blank = replace(
        first,
        coder="",
        coded_at=datetime.now(UTC).replace(microsecond=0),  # without a date the earlier decision would hold
        source=SOURCE,
        remark="",
        decision=Decision.CODED,
        proposal=Proposal(),
        codebook=codebook.versie,
        split=(),
        split_role="",
    )
    codes = dict.fromkeys(code for one in decisions for code in _split(one))
    return to_row(blank) | {
        "keuze": "; ".join(f"{code}: {' of '.join(codebook.split[code].naar)}" for code in codes),
        "eerder": " | ".join(f"{one.coder}: {_told(one, codebook)}" for one in decisions),
    }


def _told(one: CodedPassage, codebook: Codebook) -> str:
    """How it was coded, without what only stands in for a split code."""
    provisional = {codebook.current[code] for code in one.split}
    codes = [*(code for code in one.mechanisms if code not in provisional), *one.split]
    return f"{', '.join(codes) or '-'} ({one.split_role or one.role})"


def _split(one: CodedPassage) -> tuple[str, ...]:
    if one.decision not in (Decision.CODED, Decision.REOPENED):
        return ()
    return (*one.split, *([one.split_role] if one.split_role else []))
