"""What there is to do in a run, known before any work starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.cache import Cache
from pipeline.coding import Coder
from pipeline.codings.columns import to_row
from pipeline.decisions.places import concerning
from pipeline.discovery import describe_file
from pipeline.duplicates import set_copies_apart, sketch_key
from pipeline.dutch import Dutch
from pipeline.job import Job, job_for
from pipeline.outputs import read_manifest
from pipeline.privacy.decided import masked_decisions
from pipeline.report.links import Links
from pipeline.run.task import Task
from pipeline.run.unchanged import CACHE_FOLDER, stands
from pipeline.settings import Settings
from pipeline.versions import code_version, fingerprint

# What turns codings into results.
_RESULT_CODE = (
    "address.py aggregate.py contradiction.py cooccurrence.py loops.py presence.py quantify.py selection.py synthesis "
    "coding.py digest.py duplicates passage_parts.py tables.py table_files.py decisions codings outputs.py report "
    "obeyed.py privacy spreadsheet.py run"
).split()


@dataclass(frozen=True)
class Plan:
    """A job for every file, who codes it, and the manifest of the run before."""

    folder: Path
    out: Path
    settings: Settings
    jobs: Sequence[Job]
    coder: Coder
    before: dict[str, Any]

    @cached_property
    def fingerprint(self) -> str:
        """Changes when anything changes that the results depend on."""
        keys = (job.identity for job in self.jobs)
        chosen = (self.settings.extract, self.settings.duplicates, self.settings.synthesis)
        rules = (*(part.as_json() for part in chosen), self.coder.codebook.model_dump_json(), self.links.base)
        decided = (to_row(decision) for decision in concerning(self.coder.model.history, self.inputs))
        return fingerprint(*keys, self.coder.version, *decided, *rules, code_version(*_RESULT_CODE))

    @property
    def inputs(self) -> dict[str, str]:
        """The SHA-256 of every file by its path below the folder."""
        return {job.file.report_id: job.file.sha256 for job in self.jobs}

    @property
    def cache(self) -> Path:
        """The folder of what is kept per report."""
        return self.out / CACHE_FOLDER

    @property
    def links(self) -> Links:
        """How the reports are reached from the results."""
        return Links.between(self.out, self.folder)

    @property
    def nothing_to_do(self) -> bool:
        """Whether the results in the folder are those that this run would write."""
        same = self.before.get("fingerprint") == self.fingerprint
        return same and stands(self.out, self.before, self.settings.extract)

    @property
    def is_read(self) -> bool:
        """Whether every file was read; one that changed meanwhile was not."""
        return all(job.done for job in self.jobs)

    def prune(self, coded: Sequence[Job]) -> None:
        """Forget what no report of this run needs, and files that another run may read better.

        ``coded`` are the jobs with what is coded of each.
        """
        lasting = [job for job in (*self.jobs, *coded) if job.report_key == job.reading or not job.report().passing]
        keys = (
            key for job in lasting for key in (job.report_key, job.passages_key, sketch_key(job), *self.coder.keys(job))
        )
        self.jobs[0].cache.prune(keys)


def jobs_of(task: Task, dutch: Dutch) -> list[Job]:
    """Return a job for every file of a task; nothing is to be done for a copy of another."""
    cache = Cache(task.out / CACHE_FOLDER)
    every = [job_for(describe_file(path, task.folder), cache, task.settings, dutch.model) for path in task.paths]
    return set_copies_apart(every, task.settings.duplicates)


def plan_of(task: Task, jobs: Sequence[Job], coder: Coder) -> Plan:
    """Return what there is to do for a task with this coder."""
    if task.settings.extract.pseudonymise:
        inputs = {job.file.report_id: job.file.sha256 for job in jobs}
        coder = coder.knowing(masked_decisions(coder.model.history, inputs))
    return Plan(task.folder, task.out, task.settings, jobs, coder, read_manifest(task.out))
