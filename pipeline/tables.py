"""The results of a run: tables by name as they go to Parquet, and which columns of them go to CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import aggregate
from pipeline.classify import SCORE_PREFIX, coding_schema
from pipeline.codebook import Codebook
from pipeline.coding import Coder, passages_table
from pipeline.contradiction import going_well
from pipeline.cooccurrence import cooccurrence
from pipeline.decisions.people import BY_PEOPLE, MACHINE, Placed, as_certain, place, standing, with_people
from pipeline.decisions.table import decisions
from pipeline.digest import Digest, Rows, digest_of, keep_rows, rows_in, rows_of, together
from pipeline.extract.judge import page_ranges
from pipeline.job import PASSAGE_SCHEMA, Job
from pipeline.passage_parts import Parts, in_parts
from pipeline.presence import Verdict, presence, threads
from pipeline.records import Report, Status
from pipeline.settings import SynthesisSettings

Tables = dict[str, pl.DataFrame]

_VERDICTS = ("draad", *Verdict)
_PARTS = "delen"
_PASSAGES = "passages"
_READ_SCHEMA = {"document": pl.String, "titel": pl.String, "paginas": pl.Int64}
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


@dataclass(frozen=True)
class Results:
    """All that a run says of its reports.

    ``tables`` are those that grow with the reports only, by name, and ``rows`` those that grow with their sentences.
    ``digest`` is what is known of all sentences, and ``passages`` writes them.
    """

    tables: Tables
    rows: Rows
    digest: Digest
    parts: Parts

    @property
    def written(self) -> dict[str, pl.DataFrame | pl.LazyFrame]:
        """The tables that are written, by name; of the passages only those with a mechanism."""
        return {"passages": self.rows.coded, **self.tables, "lus": self.rows.links}

    def write_passages(self, path: Path) -> None:
        """Write all sentences as one Parquet file."""
        self.parts.write(_PASSAGES, path)


def build_results(jobs: Sequence[Job], coder: Coder, settings: SynthesisSettings) -> Results:
    """Return the results of a run; every file is in ``status``, every report that was read in ``documenten``.

    Reports go through memory one after the other, in the order of the jobs; their passages are left in the cache until
    it is pruned.
    """
    status, reports, copies = _known_of_reports(jobs)
    placed = _placed(jobs, coder, copies)
    decided, parts = standing(placed, coder.codebook), Parts(jobs[0].cache.root / _PARTS)
    coded = in_parts((coder.code(job) for job in jobs), _no_passages(coder.codebook))
    judged = (_judged(with_people(part, decided), coder) for part in coded)
    digest = reduce(together, (_digested(part, parts, coder, placed) for part in judged))
    rows = rows_in(parts, coder.codebook)
    tables = summarise(digest, rows, reports, coder.codebook, coder.model.card, settings)
    own = {"coderingen": decisions(placed, digest.decided_on), "status": status, "kwaliteit": coder.model.quality}
    return Results(tables | own, rows, digest, parts)


def _digested(passages: pl.DataFrame, parts: Parts, coder: Coder, placed: Sequence[Placed]) -> Digest:
    """Leave the passages of whole reports on disk, and return what is known of them."""
    parts.keep(_PASSAGES, passages)
    rows = rows_of(passages, coder.codebook)
    keep_rows(rows, coder.codebook, parts)
    return digest_of(passages, rows, coder.codebook, coder.model.card, placed)


def summarise(
    digest: Digest,
    rows: Rows,
    reports: pl.DataFrame,
    codebook: Codebook,
    card: dict[str, Any],
    settings: SynthesisSettings,
) -> Tables:
    """Return the tables that follow from the coded passages of all reports that were read.

    ``reports`` has document, titel and paginas; ``card`` is that of the model.
    """
    verdicts = presence(digest.score_counts, reports, codebook, card, settings)
    drawn = aggregate.threads(as_certain(rows.coded), reports, codebook).join(
        threads(verdicts, codebook), on="code", how="left", maintain_order="left"
    )
    return {
        "documenten": aggregate.documents(digest.document_counts, reports, codebook),
        "aanwezigheid": verdicts,
        "rode_draad": drawn.select("code", "naam", *_VERDICTS, pl.exclude("code", "naam", *_VERDICTS)),
        "samenhang": cooccurrence(digest.unit_counts, codebook),
        "themas": digest.themes,
        "organisaties": aggregate.most_named(digest.organisations, codebook),
    }


def in_csv(name: str, table: pl.DataFrame | pl.LazyFrame) -> pl.LazyFrame:
    """Return what the CSV of a table shows: of the passages a readable choice."""
    if name != "passages":
        return table.lazy()
    scores = [column for column in table.collect_schema() if column.startswith(SCORE_PREFIX)]
    found_at = ["document", "pagina", "sectie", "passage"]
    people = pl.when(BY_PEOPLE).then(pl.col("gecodeerd_door")).otherwise(pl.lit([MACHINE])).alias("gecodeerd_door")
    decided = ("gecodeerd_door", "machine", "machine_rol", "opmerking_codeur")
    shown = [*found_at, "mechanismen", *scores, "rol", "rol_kans", *decided, "tegenspraak", "link", "passage_id"]
    return table.lazy().with_columns(people).select(shown)


def _placed(jobs: Sequence[Job], coder: Coder, copies: Mapping[str, str]) -> list[Placed]:
    by_path = {job.file.report_id: job for job in jobs}
    inputs = {path: job.file.sha256 for path, job in by_path.items()}
    return place(coder.model.history, lambda path: coder.code(by_path[path]), inputs, copies)


def _judged(passages: pl.DataFrame, coder: Coder) -> pl.DataFrame:
    """The passages as people and the machine coded them, with what follows from their text."""
    return _contradicted(_with_organisations(passages, coder), coder.codebook)


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


def _known_of_reports(jobs: Sequence[Job]) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, str]]:
    """What became of every file, those that were read (`summarise`), and what the duplicates are copies of.

    What was read of one file is let go at once.
    """
    status, read, copies = [], [], {}
    for job in jobs:
        report = job.report()
        status.append(_status_row(report))
        if report.status is Status.OK:
            read.append((report.report_id, report.title, report.page_count))
        if report.copy_of:
            copies[report.report_id] = report.copy_of
    reports = pl.DataFrame(read, schema=_READ_SCHEMA, orient="row")
    return pl.DataFrame(status, schema=STATUS_SCHEMA, orient="row"), reports, copies


def _status_row(report: Report) -> tuple[Any, ...]:
    return (
        *(report.report_id, report.status.value, report.page_count, len(report.pages_without_text)),
        *map(page_ranges, (report.pages_scanned, report.pages_garbled, report.pages_blank, report.pages_by_ocr)),
        report.message,
    )
