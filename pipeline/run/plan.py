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
from pipeline.language import model_name
from pipeline.model.store import Model
from pipeline.outputs import is_complete, read_manifest
from pipeline.prepare import Job, job_for
from pipeline.records import Status
from pipeline.report.links import Links
from pipeline.run.task import Task
from pipeline.settings import Settings
from pipeline.versions import code_version, fingerprint

CACHE_FOLDER = ".cache"
# What turns codings into results.
_RESULT_CODE = (
    "aggregate.py contradiction.py cooccurrence.py loops.py presence.py quantify.py selection.py synthesis "
    "coding.py tables.py decisions codings outputs.py report spreadsheet.py run"
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
        keys = (self.coder.organisations_key(job) for job in self.jobs)
        rules = (self.settings.synthesis.model_dump_json(), self.coder.codebook.model_dump_json(), self.links.base)
        decided = (to_row(decision) for decision in concerning(self.coder.model.history, self.inputs))
        return fingerprint(*keys, self.coder.model.fingerprint, *decided, *rules, code_version(*_RESULT_CODE))

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
        same = self.before.get("fingerprint") == self.fingerprint and is_complete(self.out, self.before)
        return same and not (self.settings.extract.passwords and self.before["statuses"].get(Status.ENCRYPTED))

    def prune(self) -> None:
        """Forget what no report of this run needs, and files that another run may read better."""
        lasting = [job for job in self.jobs if not job.report().passing]
        keys = (key for job in lasting for key in (job.report_key, job.passages_key, *self.coder.keys(job)))
        self.jobs[0].cache.prune(keys)


def plan_of(task: Task, model: Model) -> Plan:
    """Return what there is to do for a task with this model."""
    settings, cache = task.settings, Cache(task.out / CACHE_FOLDER)
    name = model_name(task.language)
    jobs = [job_for(describe_file(path, task.folder), cache, settings, name) for path in task.paths]
    coder = Coder.of(model, task.language, settings)
    return Plan(task.folder, task.out, settings, jobs, coder, read_manifest(task.out))
