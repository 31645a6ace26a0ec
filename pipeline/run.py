"""One run: from a folder of reports to the folder of results, redoing only what changed."""

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from spacy.language import Language

from pipeline.cache import Cache, DamagedCacheError
from pipeline.coding import Coder
from pipeline.codings.columns import to_row
from pipeline.codings.places import concerning
from pipeline.decided import summary
from pipeline.discovery import describe_file, find_files
from pipeline.errors import NothingReadError, UsageError
from pipeline.extract.pdf.ocr import missing as ocr_missing
from pipeline.language import load_pipeline, model_name, model_notice
from pipeline.lock import holding
from pipeline.model.store import current_model
from pipeline.outputs import Writer, is_complete, read_manifest, table_files, write_files, write_manifest
from pipeline.prepare import Job, job_for, prepare
from pipeline.presence import Verdict
from pipeline.progress import Progress, Stopwatch, at_once, silently
from pipeline.records import Status
from pipeline.report.links import Links
from pipeline.retraining.report import PAGE as COMPARISON
from pipeline.retraining.shown import verdict_lines
from pipeline.settings import Settings
from pipeline.synthesis.material import Material, placed
from pipeline.tables import Tables, build_tables
from pipeline.versions import code_version, fingerprint, versions

CACHE_FOLDER = ".cache"
# What turns codings into results.
_RESULT_CODE = (
    "aggregate.py contradiction.py cooccurrence.py loops.py presence.py quantify.py selection.py synthesis "
    "coding.py tables.py people.py decided.py codings outputs.py report spreadsheet.py"
).split()


@dataclass(frozen=True)
class RunResult:
    """What a run did: its manifest, and which files it read, coded and set aside this time."""

    out: Path
    manifest: dict[str, Any]
    changed: bool
    notices: Sequence[str] = ()
    read: int = 0
    coded: int = 0
    set_aside: Sequence[Path] = ()


@dataclass(frozen=True)
class _Task:
    """What was asked, checked before anything is written."""

    folder: Path
    out: Path
    settings: Settings
    paths: Sequence[Path]
    language: Language


@dataclass(frozen=True)
class _Plan:
    """What there is to do, known before any work starts."""

    folder: Path
    out: Path
    settings: Settings
    jobs: list[Job]
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
    def links(self) -> Links:
        """How the reports are reached from the results."""
        return Links.between(self.out, self.folder)

    @property
    def nothing_to_do(self) -> bool:
        """Whether the results in the folder are those that this run would write."""
        same = self.before.get("fingerprint") == self.fingerprint and is_complete(self.out, self.before)
        return same and not (self.settings.extract.passwords and self.before["statuses"].get(Status.ENCRYPTED))


def run(folder: Path, out: Path, settings: Settings, *, progress: Progress = silently) -> RunResult:
    """Read, code and summarise every report in ``folder`` and write the results to ``out``.

    Raises UsageError (and its kinds) before any work when the folder, codebook, passages or settings cannot be used, or
    while another run works on ``out``, and NothingReadError when not one report could be read; status.csv is written
    then all the same.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give a folder for the results")
    paths, language = find_files(folder, leave_out=out), load_pipeline(settings.segment, settings.organisations)
    _check_writable(out)
    task = _Task(folder, out, settings, paths, language)
    with holding(out):
        try:
            return _run(task, progress)
        except DamagedCacheError as e:  # somebody else wrote in it; what it held can be made again
            shutil.rmtree(e.root)
            return _run(task, progress)


def _run(task: _Task, progress: Progress) -> RunResult:
    watch = Stopwatch()
    plan, out = _plan(task, progress, watch), task.out
    notices = _notices(plan)
    if plan.nothing_to_do:
        return _checked(RunResult(out, plan.before, changed=False, notices=notices))
    read, coded = _work(plan, progress, watch)
    with watch("summarise"):
        tables = at_once(lambda: build_tables(plan.jobs, plan.coder, plan.settings.synthesis), "Summarising", progress)
    facts = _facts(plan, tables)
    with watch("synthesise"):
        pages = at_once(lambda: _pages(plan, tables, facts), "Rode draad", progress)
    with watch("write"):
        written, set_aside = write_files(table_files(tables) | pages, out, plan.before)
    manifest = {**facts, "seconds": watch.seconds, "outputs": written}
    write_manifest(out, manifest)
    _prune(plan)
    return _checked(
        RunResult(out, manifest, changed=True, notices=notices, read=read, coded=coded, set_aside=set_aside)
    )


def _notices(plan: _Plan) -> list[str]:
    """One line for each thing that was wanted or possible, and is not on this machine."""
    ocr = ocr_missing() if plan.settings.extract.ocr else None
    notices = (model_notice(plan.coder.language), ocr, plan.coder.model.notice, _training(plan))
    return [notice for notice in notices if notice]


def _training(plan: _Plan) -> str:
    """What came of a training in this run, '' when there was none or its model was not taken."""
    model = plan.coder.model
    if not model.fresh:
        return ""
    learnt = f"The classifier was trained on {model.card['passages']} coded passages."
    if model.comparison.table.is_empty():
        return learnt
    place = plan.settings.model_folder / COMPARISON
    return " ".join((learnt, "Beside the model before:", *verdict_lines(model.comparison), f"More in {place}."))


def _checked(result: RunResult) -> RunResult:
    if not result.manifest["statuses"].get(Status.OK):
        files, place = result.manifest["counts"]["files"], result.out / "status.csv"
        raise NothingReadError(f"none of the {files} files could be read; {place} says why")
    return result


def _plan(task: _Task, progress: Progress, watch: Stopwatch) -> _Plan:
    folder, settings, language = task.folder, task.settings, task.language
    with watch("train"):
        model = at_once(lambda: current_model(settings), "Classifier", progress)
    cache = Cache(task.out / CACHE_FOLDER)
    jobs = [job_for(describe_file(path, folder), cache, settings, model_name(language)) for path in task.paths]
    return _Plan(folder, task.out, settings, jobs, Coder.of(model, language, settings), read_manifest(task.out))


def _check_writable(out: Path) -> None:
    """Raise UsageError before the long work when results cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as e:
        raise UsageError(f"{out} cannot be written to ({e.strerror}); choose another folder for the results") from e


def _work(plan: _Plan, progress: Progress, watch: Stopwatch) -> tuple[int, int]:
    """Read and code what is not in the cache; return how many files were read and how many were coded."""
    unread = [job for job in plan.jobs if not job.done]
    with watch("read"):
        for _ in progress(prepare(unread, plan.settings), "Reading", len(unread)):
            pass
    uncoded = [job for job in plan.jobs if not plan.coder.is_done(job)]
    with watch("code"):
        for job in progress(uncoded, "Coding", len(uncoded)):
            plan.coder.code(job)
    return len(unread), len(uncoded)


def _prune(plan: _Plan) -> None:
    """Forget what no report of this run needs, and files that another run may read better."""
    lasting = [job for job in plan.jobs if not job.report().passing]
    keys = (key for job in lasting for key in (job.report_key, job.passages_key, *plan.coder.keys(job)))
    plan.jobs[0].cache.prune(keys)


def _pages(plan: _Plan, tables: Tables, facts: dict[str, Any]) -> dict[str, Writer]:
    """What writes the rode draad for people: page, Markdown, document and workbook."""
    from pipeline.report.publish import publications  # its libraries take a second, and often nothing changed

    codebook = plan.coder.codebook
    material = Material(codebook, placed(tables["passages"], codebook), tables, facts)
    return publications(material, tables, plan.links)


def _facts(plan: _Plan, tables: Tables) -> dict[str, Any]:
    """What the manifest says of a run beside its seconds and its files."""
    status, passages = tables["status"], tables["passages"]
    return {
        "fingerprint": plan.fingerprint,
        "codebook": fingerprint(plan.coder.codebook.model_dump_json()),
        "inputs": plan.inputs,
        "statuses": dict(sorted(Counter(status["status"]).items())),
        "counts": {
            "files": status.height,
            "pages": int(status["paginas"].sum()),
            "sentences": passages.height,
            "coded_passages": int((passages["mechanismen"].list.len() > 0).sum()),
        },
        "people": summary(tables["coderingen"], passages, all_decisions=len(plan.coder.model.history)),
        "threads": tables["rode_draad"].select("code", "naam", "draad", *Verdict, "passages").to_dicts(),
        "settings": plan.settings.model_dump(mode="json"),
        "language_model": model_name(plan.coder.language),
        "model_card": plan.coder.model.card,
        "versions": versions("spacy", "pypdfium2", "pdfplumber", "scikit-learn", "polars"),
        "reports": plan.links.base,
    }
