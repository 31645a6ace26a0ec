"""Every mechanism followed through all reports."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from pipeline.classify import score_column
from pipeline.codebook import Code
from pipeline.decisions.people import BY_PEOPLE
from pipeline.presence import Verdict, strength
from pipeline.synthesis.actors import named
from pipeline.synthesis.evidence import strongest
from pipeline.synthesis.keywords import keywords
from pipeline.synthesis.material import Material
from pipeline.synthesis.places import peak, places, sections
from pipeline.synthesis.records import Cell, Contrary, Evidence, Pair, Thread
from pipeline.synthesis.roles import role_shares
from pipeline.synthesis.spread import cells_of, share_of_reports, share_of_sentences
from pipeline.synthesis.themes import themes_within
from pipeline.synthesis.thread_claims import thread_claims

QUOTES = 5
_CONTRADICTIONS = 4
_FEWEST_CONTRARY = 2
_CONTRARY = 0.15
_VERDICTS = ("aanwezig", "zwak", "stil")


def threads(material: Material, pairs: Sequence[Pair]) -> tuple[Thread, ...]:
    """Return a thread per mechanism, in the order of the codebook."""
    return tuple(_thread(material, code, pairs) for code in material.codebook.mechanisme)


def _thread(material: Material, code: Code, pairs: Sequence[Pair]) -> Thread:
    """The thread of a mechanism with what is said of it."""
    drawn = _drawn(material, code)
    names = {other.code: other.naam for other in material.codebook.mechanisme}
    best = _quotes(material, drawn.cells, limit=len(material.sources))
    return replace(drawn, claims=thread_claims(drawn, best, pairs, names))


def _drawn(material: Material, code: Code) -> Thread:
    presence = material.tables["aanwezigheid"].filter(pl.col("mechanisme") == code.code)
    cells = cells_of(presence, code.code, material.sources)
    per_report, certainty = share_of_reports(presence["kans"].to_list())
    return Thread(
        code=code.code,
        name=code.naam,
        generic=code.generiek,
        strength=strength(sum(cell.verdict == Verdict.PRESENT for cell in cells), len(cells)),
        certainty=certainty,
        per_report=per_report,
        per_sentence=share_of_sentences(presence),
        passages=material.found[code.code],
        cells=cells,
        claims=(),
        quotes=_quotes(material, cells, limit=QUOTES),
        themes=themes_within(material, code.code),
        roles=role_shares(material, code.code),
        contradictions=_contradictions(material, code.code),
        places=places(material, code.code),
        peak=peak(material, code.code),
        sections=sections(material, code.code),
        named=named(material, code.code),
        words=keywords(material, code.code),
        contrary=_contrary(material, code.code),
        by_people=material.with_mechanism(code.code).filter(BY_PEOPLE).height,
    )


def _quotes(material: Material, cells: Sequence[Cell], *, limit: int) -> tuple[Evidence, ...]:
    """The strongest passages, leaving out those that name the mechanism as going well or solved.

    They come from the reports in which it is present, or where there are none, from those in which it may be.
    """
    if not cells:
        return ()
    code = cells[0].mechanism
    own = material.with_mechanism(code).filter(~pl.col("tegenspraak"))
    return strongest(own.filter(_where_said(cells)), pl.col(score_column(code)), material.sources, limit)


def _where_said(cells: Sequence[Cell]) -> pl.Expr:
    """Whether a passage is of a report with the best verdict that there is."""
    by_verdict = {verdict: [cell.source.document for cell in cells if cell.verdict == verdict] for verdict in _VERDICTS}
    return pl.col("document").is_in(next(documents for documents in by_verdict.values() if documents))


def _contrary(material: Material, code: str) -> tuple[Contrary, ...]:
    """The reports that name the mechanism as going well more than now and then; the terms find one in three."""
    counts = (
        material.with_mechanism(code)
        .group_by("document", maintain_order=True)
        .agg(pl.col("tegenspraak").sum().alias("goed"), pl.len().alias("alle"))
        .filter(pl.col("goed") >= _FEWEST_CONTRARY, pl.col("goed") >= _CONTRARY * pl.col("alle"))
    )
    return tuple(Contrary(material.sources[document], well, total) for document, well, total in counts.iter_rows())


def _contradictions(material: Material, code: str) -> tuple[Evidence, ...]:
    """The whole sentences that name the mechanism as going well or solved; an item of a list may be a wish."""
    own = material.with_mechanism(code).filter("tegenspraak", "past")
    return strongest(own, pl.col(score_column(code)), material.sources, _CONTRADICTIONS)
