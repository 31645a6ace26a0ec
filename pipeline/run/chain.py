"""The stages of a run, in the order in which data flows through them."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.cache import DamagedCacheError
from pipeline.coding import Coder
from pipeline.discovery import find_files
from pipeline.duplicates import set_near_copies_apart
from pipeline.dutch import Dutch
from pipeline.isolation import Children
from pipeline.job import Job
from pipeline.lock import holding
from pipeline.model.folder import ModelFolder
from pipeline.model.store import Model, current_model
from pipeline.outputs import Writer, sweep, write_files, write_manifest
from pipeline.prepare import give_up
from pipeline.progress import Progress, Stopwatch, at_once
from pipeline.run import work
from pipeline.run.account import keep_account
from pipeline.run.facts import facts_of
from pipeline.run.footprint import Footprint, of_model, of_reports, surroundings
from pipeline.run.notices import news_of, notices_of
from pipeline.run.plan import Plan, jobs_of, plan_of
from pipeline.run.result import RunResult
from pipeline.run.signs import telling
from pipeline.run.task import Task, make_writable
from pipeline.run.unchanged import CACHE_FOLDER, keep_note
from pipeline.synthesis.material import Material
from pipeline.table_files import table_files
from pipeline.tables import Results, build_results
from pipeline.workplace import Workplace

_TIMES_MORE = 2  # that files are read again which changed while they were read


def work_on(task: Task, children: Children, progress: Progress, cluster: str) -> RunResult:
    """Do a task, or find that it was done before; work is done in ``children``, if not at a ``cluster``.

    Raises the errors of `start.run`.
    """
    dutch = Dutch.of(task.settings.segment, task.settings.organisations)
    make_writable(task.out)
    with holding(task.out), telling(task.out, task.out / CACHE_FOLDER, progress) as shown:
        sweep(task.out)
        try:
            return _run(task, dutch, children, shown, cluster)
        except DamagedCacheError as e:  # somebody else wrote in it; what it held can be made again
            shutil.rmtree(e.root)
            return _run(task, dutch, children, shown, cluster)


@dataclass(frozen=True)
class _Coded:
    """The plan as it was carried out, its jobs without near copies, and how many files were read and coded for it."""

    plan: Plan
    jobs: Sequence[Job]
    read: int
    coded: int


def _run(task: Task, dutch: Dutch, children: Children, progress: Progress, cluster: str) -> RunResult:
    watch, seen = Stopwatch(), surroundings(task)
    jobs = jobs_of(task, dutch)
    with work.workplace(task, jobs, children, cluster) as place:
        begun = work.Begun.of(jobs, task.settings, place)  # a model takes a second to load, or minutes to learn
        with watch("train"):
            model = at_once(lambda: current_model(task.settings), "Classifier", progress)
        seen |= _model_seen(task, model)
        plan = plan_of(task, jobs, Coder.of(model, dutch, task.settings))
        if plan.nothing_to_do:
            return _ended(RunResult(task.out, plan.before, changed=False), plan, seen)
        coded = _read_and_code(task, plan, begun, place, progress, watch)
    result = _written(coded, progress, watch)
    coded.plan.prune(coded.jobs)
    return _ended(result, coded.plan, seen)


def _ended(result: RunResult, plan: Plan, seen: Footprint) -> RunResult:
    """Note what the results were made from, and say what an analyst should know."""
    notices = notices_of(plan)
    keep_note(plan.out, seen | of_reports(plan.inputs), notices)
    return replace(result, notices=[*notices, *news_of(plan)])


def _model_seen(task: Task, model: Model) -> Footprint:
    """The fingerprint of the model folder; none when another program has put another model in it by now."""
    found = of_model(task.settings)
    card = ModelFolder(task.settings.model_folder).read_card()
    return found if card is not None and card["fingerprint"] == model.fingerprint else {}


def _read(
    task: Task, plan: Plan, begun: work.Begun, place: Workplace, progress: Progress, watch: Stopwatch
) -> tuple[Plan, int]:
    """Read what is new, and files that changed meanwhile once more; one that changes all the time gets a status."""
    read = begun.finish(progress, watch)
    for _ in range(_TIMES_MORE):
        if plan.is_read:
            return plan, read
        again = replace(task, paths=find_files(task.folder, leave_out=task.out))
        plan = plan_of(again, jobs_of(again, plan.coder.dutch), plan.coder)
        read += work.Begun.of(plan.jobs, plan.settings, place).finish(progress, watch)
    return replace(plan, jobs=[job if job.done else give_up(job) for job in plan.jobs]), read


def _read_and_code(
    task: Task, plan: Plan, begun: work.Begun, place: Workplace, progress: Progress, watch: Stopwatch
) -> _Coded:
    """Read and code what is new; a near copy of another report counts with that one."""
    plan, read = _read(task, plan, begun, place, progress, watch)
    with watch("compare"):
        jobs = set_near_copies_apart(plan.jobs, plan.settings.duplicates)
    return _Coded(plan, jobs, read, work.code(replace(plan, jobs=jobs), place, progress, watch))


def _written(coded: _Coded, progress: Progress, watch: Stopwatch) -> RunResult:
    """Summarise what was coded, and write the results with their manifest."""
    plan = coded.plan
    with watch("summarise"):
        found = at_once(lambda: build_results(coded.jobs, plan.coder, plan.settings.synthesis), "Summarising", progress)
    facts = facts_of(plan, found.tables)
    outputs, set_aside = _publish(plan, found, facts, progress, watch)
    account = keep_account(plan, found.tables, watch, read=coded.read, coded=coded.coded)
    manifest = {**facts, **account, "outputs": outputs}
    write_manifest(plan.out, manifest)
    return RunResult(plan.out, manifest, changed=True, read=coded.read, coded=coded.coded, set_aside=set_aside)


def _publish(
    plan: Plan, found: Results, facts: dict[str, Any], progress: Progress, watch: Stopwatch
) -> tuple[dict[str, str], list[Path]]:
    """Write all results; return their hashes by name, and where files went that somebody had edited."""
    with watch("synthesise"):
        pages = at_once(lambda: _pages(plan, found, facts), "Rode draad", progress)
    with watch("write"):
        files = _tables(found) | pages
        sweep(plan.out, files)
        return write_files(files, plan.out, plan.before)


def _tables(found: Results) -> dict[str, Writer]:
    """What writes the tables; passages.parquet has all sentences, also those without a mechanism."""
    return table_files(found.written) | {"passages.parquet": found.write_passages}


def _pages(plan: Plan, found: Results, facts: dict[str, Any]) -> dict[str, Writer]:
    """What writes the rode draad for people: page, Markdown, document and workbook."""
    from pipeline.report.publish import publications  # its libraries take a second, and often nothing changed

    material = Material(plan.coder.codebook, found.digest, found.rows, found.tables, facts)
    return publications(material, found.written, plan.links)
