"""The table `coderingen`: every decision of people on the reports of a run, also those that were lost."""

import sys
from collections.abc import Sequence
from typing import Any

import polars as pl

from pipeline.address import in_address
from pipeline.decisions.people import Placed
from pipeline.decisions.places import Found

SCHEMA: dict[str, Any] = {
    "document": pl.String,
    "pagina": pl.Int64,
    "pagina_toen": pl.Int64,
    "passage": pl.String,
    "passage_nu": pl.String,
    "mechanismen": pl.List(pl.String),
    "rol": pl.String,
    "coder": pl.String,
    "datum": pl.String,
    "besluit": pl.String,
    "telt": pl.Boolean,
    "gevonden": pl.String,
    "gelijkenis": pl.Float64,
    "machine": pl.List(pl.String),
    "machine_rol": pl.String,
    "voorstel": pl.List(pl.String),
    "voorstel_rol": pl.String,
    "opmerking": pl.String,
    "link": pl.String,
    "document_toen": pl.String,
    "passage_id": pl.String,
}


def decisions(placed: Sequence[Placed], found: pl.DataFrame) -> pl.DataFrame:
    """Return one row per decision (`SCHEMA`) in reading order, oldest first; ``found`` is as `people.decided_on` gives.

    ``passage_nu`` is empty where the text is the same or was lost, and so is all that is known only of a passage that
    was found. ``voorstel`` is null when nothing was proposed.
    """
    now = {(row["document"], row["rij"]): row for row in found.iter_rows(named=True)}
    rows = [(one, now.get((one.finding.document, one.finding.row), {})) for one in placed]
    return pl.DataFrame([_row(*row) for row in sorted(rows, key=_reading_order)], schema=SCHEMA)


def summary(table: pl.DataFrame, *, all_decisions: int) -> dict[str, int]:
    """Return what the manifest tells of the decisions of people, of which ``table`` has those on these reports.

    ``passages`` is the number that people coded, ``elsewhere`` the number of decisions on other reports. Of the
    ``proposed`` decisions that count, with a proposal of the machine, ``agreed`` took over all of it.
    """
    counting = table.filter("telt")
    proposed = counting.filter(pl.col("voorstel").is_not_null())
    same_role = pl.col("voorstel_rol").is_in([""]) | (pl.col("voorstel_rol") == pl.col("rol"))
    agreed = proposed.filter(pl.col("voorstel").list.sort() == pl.col("mechanismen").list.sort(), same_role)
    return {
        "decisions": table.height,
        "lost": table.filter(gevonden=Found.LOST.value).height,
        "elsewhere": all_decisions - table.height,
        "passages": counting.select("document", "passage_id").n_unique(),
        "proposed": proposed.height,
        "agreed": agreed.height,
    }


def _reading_order(row: tuple[Placed, dict[str, Any]]) -> tuple[str, int, int]:
    """By report, page and place on it; what was lost comes last on the page where it stood."""
    finding, now = row[0].finding, row[1]
    page = now.get("pagina", finding.decision.place.page)
    return finding.document, sys.maxsize if page is None else page, sys.maxsize if finding.row is None else finding.row


def _row(placed: Placed, now: dict[str, Any]) -> dict[str, Any]:
    """One decision beside what stands there ``now`` (a row of the passages, empty when it was lost)."""
    finding, decision = placed.finding, placed.finding.decision
    proposed = decision.proposal.mechanisms
    return {
        "document": finding.document,
        "pagina": now.get("pagina"),
        "pagina_toen": decision.place.page,
        "passage": decision.text,
        "passage_nu": "" if now.get("passage", "") == decision.text else now.get("passage", ""),
        "mechanismen": list(decision.mechanisms),
        "rol": decision.role,
        "coder": decision.coder,
        "datum": f"{decision.coded_at:%Y-%m-%d %H:%M}" if decision.coded_at else "",
        "besluit": str(decision.decision),
        "telt": placed.counts,
        "gevonden": str(finding.how),
        "gelijkenis": finding.similarity,
        "machine": now.get("machine"),
        "machine_rol": now.get("machine_rol", ""),
        "voorstel": None if proposed is None else list(proposed),
        "voorstel_rol": decision.proposal.role,
        "opmerking": decision.remark,
        "link": now.get("link", "") or _link(finding.document, decision.place.page),
        "document_toen": decision.document,
        "passage_id": now.get("passage_id", decision.place.passage_id),
    }


def _link(document: str, page: int | None) -> str:
    """Where the passage stood, as far as that is known."""
    return "" if page is None else f"{in_address(document)}#page={page}"
