"""All tables of a run by name, as they go to Parquet, and which columns of them go to CSV."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from pipeline import aggregate
from pipeline.classify import SCORE_PREFIX, coding_schema
from pipeline.codebook import Codebook
from pipeline.coding import Coder, passages_table
from pipeline.contradiction import going_well
from pipeline.cooccurrence import cooccurrence
from pipeline.decisions.people import BY_PEOPLE, MACHINE, as_certain, place, with_people
from pipeline.decisions.table import decisions
from pipeline.extract.judge import page_ranges
from pipeline.loops import loop_links
from pipeline.prepare import PASSAGE_SCHEMA, Job
from pipeline.presence import Verdict, presence, threads
from pipeline.records import Report, Status
from pipeline.settings import SynthesisSettings

Tables = dict[str, pl.DataFrame]

_VERDICTS = ("draad", *Verdict)
STATUS_SCHEMA = {
    "bestand": pl.String,
    "status": pl.String,
    "paginas": pl.Int64,
    "paginas_zonder_tekst": pl.Int64,
    "paginas_gescand": pl.String,
    "paginas_onleesbaar": pl.String,
    "paginas_leeg": pl.String,
    "paginas_ocr": pl.String,
    "melding": pl.String,
}


def build_tables(jobs: Sequence[Job], coder: Coder, settings: SynthesisSettings) -> Tables:
    """Return the tables of a run; every file is in ``status``, every report that was read in ``documenten``."""
    reports = [job.report() for job in jobs]
    by_machine = pl.concat([_no_passages(coder.codebook), *(coder.code(job) for job in jobs)])
    inputs = {job.file.report_id: job.file.sha256 for job in jobs}
    copies = {report.report_id: report.copy_of for report in reports if report.copy_of}
    placed = place(coder.model.history, by_machine, inputs, copies)
    passages = _with_organisations(with_people(by_machine, placed, coder.codebook), coder)
    summaries = summarise(passages, _read_reports(reports), coder.codebook, coder.model.card, settings)
    own = {"coderingen": decisions(placed, passages), "status": _status(reports), "kwaliteit": coder.model.quality}
    return summaries | own


def summarise(
    passages: pl.DataFrame,
    reports: pl.DataFrame,
    codebook: Codebook,
    card: dict[str, Any],
    settings: SynthesisSettings,
) -> Tables:
    """Return the tables that follow from the coded passages of all reports that were read.

    ``passages`` are in reading order, with the columns of `people.with_people`; ``reports`` has document, titel and
    paginas; ``card`` is that of the model.
    """
    judged = _contradicted(passages, codebook)
    verdicts = presence(judged, reports, codebook, card, settings)
    drawn = aggregate.threads(as_certain(judged), reports, codebook).join(
        threads(verdicts, codebook), on="code", how="left", maintain_order="left"
    )
    return {
        "passages": judged,
        "documenten": aggregate.documents(judged, reports, codebook),
        "aanwezigheid": verdicts,
        "rode_draad": drawn.select("code", "naam", *_VERDICTS, pl.exclude("code", "naam", *_VERDICTS)),
        "samenhang": cooccurrence(judged, codebook),
        "themas": aggregate.themes(judged, codebook),
        "lus": loop_links(judged, codebook),
        "organisaties": aggregate.organisations(judged, codebook),
    }


def in_csv(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Return what the CSV of a table shows: of the passages only those with a mechanism, in a readable choice."""
    if name != "passages":
        return table
    scores = [column for column in table.columns if column.startswith(SCORE_PREFIX)]
    place = ["document", "pagina", "sectie", "passage"]
    people = pl.when(BY_PEOPLE).then(pl.col("gecodeerd_door")).otherwise(pl.lit([MACHINE])).alias("gecodeerd_door")
    decided = ("gecodeerd_door", "machine", "machine_rol", "opmerking_codeur")
    shown = [*place, "mechanismen", *scores, "rol", "rol_kans", *decided, "tegenspraak", "link", "passage_id"]
    return aggregate.coded(table).with_columns(people).select(shown)


def _with_organisations(passages: pl.DataFrame, coder: Coder) -> pl.DataFrame:
    """Look for organisations in the passages that only people gave a mechanism: in those of the machine it was done."""
    fresh = aggregate.coded(passages).filter(pl.col("machine").list.len() == 0)
    found = pl.Series("namen", coder.organisations(fresh["passage"].to_list()), dtype=pl.List(pl.String))
    named = fresh.select("passage_id").with_columns(found)
    joined = passages.join(named, on="passage_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("namen", "organisaties").alias("organisaties")).drop("namen")


def _contradicted(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Add whether a coded passage says that something goes well or was solved."""
    is_coded = passages["mechanismen"].list.len() > 0
    answers = iter(going_well(passages.filter(is_coded)["passage"].to_list(), codebook.tegenspraak))
    against = [coded and next(answers) for coded in is_coded]
    return passages.with_columns(pl.Series("tegenspraak", against, dtype=pl.Boolean))


def _no_passages(codebook: Codebook) -> pl.DataFrame:
    """The columns of the passages table, for a run in which no report has a sentence."""
    columns: dict[str, pl.DataType | type[pl.DataType]] = {
        **PASSAGE_SCHEMA,
        **coding_schema(codebook),
        "organisaties": pl.List(pl.String),
    }
    return passages_table(pl.DataFrame(schema=columns))


def _read_reports(reports: Sequence[Report]) -> pl.DataFrame:
    read = [report for report in reports if report.status is Status.OK]
    columns = {"document": pl.String, "titel": pl.String, "paginas": pl.Int64}
    return pl.DataFrame([(r.report_id, r.title, r.page_count) for r in read], schema=columns, orient="row")


def _status(reports: Sequence[Report]) -> pl.DataFrame:
    rows = [
        (
            *(report.report_id, report.status.value, report.page_count, len(report.pages_without_text)),
            *map(page_ranges, (report.pages_scanned, report.pages_garbled, report.pages_blank, report.pages_by_ocr)),
            report.message,
        )
        for report in reports
    ]
    return pl.DataFrame(rows, schema=STATUS_SCHEMA, orient="row")
