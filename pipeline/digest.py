"""What a run keeps of its passages: in memory tables that add up, report after report, and on disk those it tells of.

Passages come in parts of whole reports. Each part gives a digest, and digests are put together: the result is the same
however the reports were divided over the parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import polars as pl
from polars import selectors

from pipeline import aggregate, loops
from pipeline.classify import score_column
from pipeline.codebook import Codebook
from pipeline.cooccurrence import COUNTED_BY, unit_counts
from pipeline.decisions.people import Placed, decided_on
from pipeline.passage_parts import Parts
from pipeline.presence import score_counts

# So many sentences tell what words are usual in the reports.
MOST_BACKGROUND = 10_000
_QUOTED = ("passage_id", "document", "pagina", "sectie", "passage", "ocr", "mechanismen", "rol", "rol_kans")
# Counted within a report, the same in whatever part it is.
_HEADING = pl.col("kop") - pl.col("kop").min().over("document")
_OF_CODED = ("tegenspraak", "gecodeerd_door", "machine", "machine_rol", "opmerking_codeur", "link")


@dataclass(frozen=True)
class Digest:
    """Tables on all passages of some reports, each made by the function that it is named after or as said here.

    ``background`` is a draw from all sentences.
    """

    document_counts: pl.DataFrame
    score_counts: pl.DataFrame
    unit_counts: pl.DataFrame
    themes: pl.DataFrame
    organisations: pl.DataFrame
    tenths: pl.DataFrame
    expected_links: pl.DataFrame
    background: pl.DataFrame
    decided_on: pl.DataFrame


@dataclass(frozen=True)
class Rows:
    """The sentences of a run that the results tell of, in reading order: as many as there are, so read when asked for.

    ``coded`` are the passages with a mechanism and ``linked`` those on either side of a link of the loop, with what a
    quote and the table need; ``kop`` numbers the stretches under one heading within a report, ``past`` says whether it
    can be quoted (`aggregate.FITS`), and those with a mechanism tell their themes (`aggregate.theme_column`). ``links``
    are those of `loops.loop_links`.
    """

    coded: pl.LazyFrame
    linked: pl.LazyFrame
    links: pl.LazyFrame


# What a row is of, in tables of which the numbers add up.
_ADD_UP: dict[str, Sequence[str]] = {
    "unit_counts": COUNTED_BY,
    "themes": ("thema", "mechanisme", "rol"),
    "organisations": ("organisatie", "mechanisme"),
    "expected_links": ("van", "naar"),
}


def digest_of(
    passages: pl.DataFrame, rows: Rows, codebook: Codebook, card: dict[str, Any], placed: Sequence[Placed] = ()
) -> Digest:
    """Return the digest of passages of whole reports, in reading order, as they go to passages.parquet.

    ``rows`` are those of the same passages (`rows_of`), ``card`` is that of the model, and ``placed`` are the decisions
    of people on the reports of the run.
    """
    digest = Digest(
        document_counts=aggregate.document_counts(passages, codebook),
        score_counts=score_counts(passages, codebook, card),
        unit_counts=unit_counts(passages, codebook),
        themes=aggregate.themes(rows.coded.collect(), codebook),
        organisations=aggregate.organisations(passages),
        tenths=aggregate.tenths(passages, codebook),
        expected_links=loops.expected_links(passages, codebook),
        background=_background(passages.select("passage_id", "document", "passage", "mechanismen")),
        decided_on=decided_on(passages, placed),
    )
    return Digest(**{field.name: _let_go(getattr(digest, field.name)) for field in fields(Digest)})


def rows_of(passages: pl.DataFrame, codebook: Codebook) -> Rows:
    """Return what the results tell of passages of whole reports, in reading order."""
    links = loops.loop_links(passages, codebook)
    scores = [score_column(code) for code in codebook.mechanisms]
    kept = passages.select(*_QUOTED, *_OF_CODED, *scores, aggregate.SECTION).with_columns(_HEADING)
    coded, linked = (part.with_columns(aggregate.FITS) for part in (aggregate.coded(kept), loops.linked(kept, links)))
    return Rows(aggregate.with_themes(coded, codebook).lazy(), linked.lazy(), links.lazy())


def keep_rows(rows: Rows, codebook: Codebook, parts: Parts) -> None:
    """Keep the rows of some reports on disk as the next part; links by step, as the loop has them in its own order."""
    parts.keep("coded", rows.coded.collect())
    parts.keep("linked", rows.linked.collect())
    for name, step in _steps(codebook).items():
        parts.keep(name, rows.links.filter(van=step).collect())


def rows_in(parts: Parts, codebook: Codebook) -> Rows:
    """Return the rows of all reports that `keep_rows` kept."""
    steps = _steps(codebook)
    links = parts.table(*steps) if steps else pl.LazyFrame(schema=loops.LINK_SCHEMA)
    return Rows(parts.table("coded"), parts.table("linked"), links)


def together(first: Digest, second: Digest) -> Digest:
    """Return the digest of the reports of both; those of ``first`` come first."""
    pairs = {field.name: [getattr(first, field.name), getattr(second, field.name)] for field in fields(Digest)}
    tables = {name: _added(pl.concat(pair), _ADD_UP.get(name)) for name, pair in pairs.items()}
    return Digest(**tables | {"background": _let_go(_background(tables["background"]))})


def _steps(codebook: Codebook) -> dict[str, str]:
    """The steps of the loop by the table with the links that begin there."""
    steps = codebook.lus.stap if codebook.lus else ()
    return {f"links-{place}": step.naam for place, step in enumerate(steps)}


def _added(table: pl.DataFrame, by: Sequence[str] | None) -> pl.DataFrame:
    return table if by is None else _let_go(table.group_by(by, maintain_order=True).agg(pl.exclude(*by).sum()))


def _background(passages: pl.DataFrame) -> pl.DataFrame:
    return aggregate.drawn(passages, MOST_BACKGROUND)


def _let_go(table: pl.DataFrame) -> pl.DataFrame:
    """Copy the texts of a table: taken from another one, a single row would keep all texts of that one in memory."""
    return table.with_columns(selectors.string() + "")
