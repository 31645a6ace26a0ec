"""What a run took: seconds per stage, and per file what each stage took, whichever run did it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.atomic import write_text
from pipeline.job import Job
from pipeline.measures import Measure, keep_only, measures
from pipeline.progress import Stopwatch, now
from pipeline.run.plan import Plan
from pipeline.tables import Tables

FILES = "run_files.jsonl"
# What the manifest says of this run only: another run that gives the same results says something else.
OF_THIS_RUN = ("started", "finished", "seconds", "this_run", "per_stage", "files")
MOST_FILES = 100  # in the manifest, which people open; a longer list has a file of its own
Row = dict[str, Any]
# What a stage goes through is counted in these.
_UNITS = {"read": "pages", "segment": "sentences", "code": "sentences", "organisations": "coded"}
_IN_CHILDREN = ("read", "segment")  # later stages of all files share one process


@dataclass(frozen=True, slots=True)
class FileAccount:
    """One file: its row of counts, and what every stage took that was measured."""

    counts: Row
    stages: dict[str, Measure]

    def row(self) -> Row:
        """The line of the account; seconds are on the clock, ``cpu`` those of the processor for all stages."""
        seconds = {stage: self.stages[stage].seconds for stage in _UNITS if stage in self.stages}
        read = self.stages.get("read")
        peaks = [one.peak_mb for stage, one in self.stages.items() if stage in _IN_CHILDREN and one.peak_mb]
        used = [measure.cpu for measure in self.stages.values() if measure.cpu is not None]
        whole = {"cpu": round(sum(used), 4), "peak_mb": max(peaks, default=None), "read_at": read and read.at}
        return self.counts | {"seconds": round(sum(seconds.values()), 4)} | seconds | whole


def keep_account(plan: Plan, tables: Tables, watch: Stopwatch, *, read: int, coded: int) -> dict[str, Any]:
    """Return what the manifest says of time and files; a list longer than `MOST_FILES` goes to `FILES` beside it."""
    accounts = _accounts(plan, tables)
    rows = sorted((account.row() for account in accounts), key=lambda row: (-row["seconds"], row["file"]))
    _write_list(plan.out / FILES, rows)
    return {
        "started": watch.started,
        "finished": now(),
        "seconds": watch.seconds,
        "this_run": {"read": read, "coded": coded},
        "per_stage": {stage: _total(accounts, stage) for stage in _UNITS},
        "files": rows[:MOST_FILES],
    }


def _accounts(plan: Plan, tables: Tables) -> list[FileAccount]:
    known = measures(plan.cache)
    counted = tables["status"].join(tables["documenten"], left_on="bestand", right_on="document", how="left")
    columns = counted.select(
        pl.col("bestand").alias("file"),
        "status",
        pl.col("paginas").alias("pages"),
        pl.col("zinnen").fill_null(0).alias("sentences"),
        pl.col("passages").fill_null(0).alias("coded"),
    )
    counts = {row["file"]: row for row in columns.iter_rows(named=True)}
    wanted = {job.file.report_id: _keys(plan, job) for job in plan.jobs}
    found = {
        name: {stage: known[key, stage] for stage, key in keys.items() if (key, stage) in known}
        for name, keys in wanted.items()
    }
    keep_only(plan.cache, (measure for stages in found.values() for measure in stages.values()))
    return [FileAccount(counts[name], stages) for name, stages in found.items()]


def _keys(plan: Plan, job: Job) -> dict[str, str]:
    coded, organisations = plan.coder.keys(job)
    return {"read": job.reading, "segment": job.identity, "code": coded, "organisations": organisations}


def _total(accounts: Sequence[FileAccount], stage: str) -> dict[str, float]:
    """What a stage took for all files together, and how much went through it."""
    through = [(account.counts, account.stages[stage]) for account in accounts if stage in account.stages]
    unit = _UNITS[stage]
    return {
        "files": len(through),
        unit: sum(counts[unit] for counts, _ in through),
        "seconds": round(sum(measure.seconds for _, measure in through), 3),
        "cpu": round(sum(measure.cpu or 0 for _, measure in through), 3),
    }


def _write_list(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    if len(rows) > MOST_FILES:
        write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    else:
        path.unlink(missing_ok=True)
