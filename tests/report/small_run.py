"""The tables of a small run, with sentences that a spreadsheet could take for a formula."""

import math
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.cache import Cache
from pipeline.coding import Coder
from pipeline.dutch import Dutch
from pipeline.extract import InputFile
from pipeline.job import PASSAGE_SCHEMA, PASSAGES, Job
from pipeline.model.store import Model
from pipeline.records import Report, Status
from pipeline.settings import Settings
from pipeline.tables import Tables, build_results

FORMULA = '=HYPERLINK("http://x.nl";"De iepen zijn ziek")'
SENTENCES = (
    FORMULA,
    "De iepen aan de Ringbaan zijn ziek, zegt de Plantsoendienst.",
    "+31 regen op het riool \x01\x00 bij de vijver",
)
PRESENCE: dict[str, list[Any]] = {
    "document": ["dorp (1).pdf", "dorp (1).pdf"],
    "mechanisme": ["bomen", "water"],
    "zinnen": [3, 3],
    "gecodeerd": [2, 1],
    "geschat": [1.5, float("nan")],
    "ondergrens": [1.0, None],
    "bovengrens": [2.0, math.inf],
    "spreiding": [0.2, 0.1],
    "minstens": [1, 1],
    "kans": [0.97, 0.5],
    "oordeel": ["aanwezig", "zwak"],
    "zekerheid": [0.97, 0.5],
}


def small_run(model: Model, settings: Settings, folder: Path) -> Tables:
    """Return the tables of one report of three sentences, and of a file that was not read."""
    coder = Coder.of(model, Dutch.of(settings.segment, settings.organisations), settings)
    cache = Cache(folder / "cache")
    jobs = []
    for name, status in (("dorp (1).pdf", Status.OK), ("foto.pdf", Status.SCANNED)):
        job = Job(InputFile(folder / name, name, "ab"), cache, settings, f"r-{name}", f"p-{name}")
        texts = SENTENCES if status is Status.OK else ()
        rows = [(f"p{i}", name, i + 1, "Kop", text, "", "", 0, 0, len(text), False) for i, text in enumerate(texts)]
        cache.put_report(job.report_key, Report(name, "ab", status, "Melding.", "Titel", 9, (), (), (), ()))
        cache.put_table(PASSAGES, job.passages_key, pl.DataFrame(rows, schema=PASSAGE_SCHEMA, orient="row"))
        jobs.append(job)
    written = build_results(jobs, coder, settings.synthesis).written
    return {name: table.lazy().collect() for name, table in written.items()} | {"aanwezigheid": pl.DataFrame(PRESENCE)}
