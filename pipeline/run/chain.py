"""The stages of a run, in the order in which data flows through them."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cache import DamagedCacheError
from pipeline.errors import NothingReadError
from pipeline.lock import holding
from pipeline.model.store import current_model
from pipeline.outputs import Writer, table_files, write_files, write_manifest
from pipeline.progress import Progress, Stopwatch, at_once, silently
from pipeline.records import Status
from pipeline.run import work
from pipeline.run.account import keep_account
from pipeline.run.facts import facts_of
from pipeline.run.notices import notices_of
from pipeline.run.plan import CACHE_FOLDER, Plan, plan_of
from pipeline.run.signs import telling
from pipeline.run.task import Task, asked
from pipeline.settings import Settings
from pipeline.synthesis.material import Material, placed
from pipeline.tables import Tables, build_tables


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


def run(folder: Path, out: Path, settings: Settings, *, progress: Progress = silently) -> RunResult:
    """Read, code and summarise every report in ``folder`` and write the results to ``out``.

    Raises UsageError (and its kinds) before any work when the folder, codebook, passages or settings cannot be used, or
    while another run works on ``out``, and NothingReadError when not one report could be read; status.csv is written
    then all the same.
    """
    task = asked(folder, out, settings)
    with holding(out), telling(out, out / CACHE_FOLDER, progress) as shown:
        try:
            return _run(task, shown)
        except DamagedCacheError as e:  # somebody else wrote in it; what it held can be made again
            shutil.rmtree(e.root)
            return _run(task, shown)


def _run(task: Task, progress: Progress) -> RunResult:
    watch = Stopwatch()
    with watch("train"):
        model = at_once(lambda: current_model(task.settings), "Classifier", progress)
    plan, out = plan_of(task, model), task.out
    notices = notices_of(plan)
    if plan.nothing_to_do:
        return _checked(RunResult(out, plan.before, changed=False, notices=notices))
    read, coded = work.read(plan, progress, watch), work.code(plan, progress, watch)
    with watch("summarise"):
        tables = at_once(lambda: build_tables(plan.jobs, plan.coder, plan.settings.synthesis), "Summarising", progress)
    facts = facts_of(plan, tables)
    with watch("synthesise"):
        pages = at_once(lambda: _pages(plan, tables, facts), "Rode draad", progress)
    with watch("write"):
        written, set_aside = write_files(table_files(tables) | pages, out, plan.before)
    account = keep_account(plan, tables, watch, read=read, coded=coded)
    manifest = {**facts, **account, "outputs": written}
    write_manifest(out, manifest)
    plan.prune()
    return _checked(
        RunResult(out, manifest, changed=True, notices=notices, read=read, coded=coded, set_aside=set_aside)
    )


def _pages(plan: Plan, tables: Tables, facts: dict[str, Any]) -> dict[str, Writer]:
    """What writes the rode draad for people: page, Markdown, document and workbook."""
    from pipeline.report.publish import publications  # its libraries take a second, and often nothing changed

    codebook = plan.coder.codebook
    material = Material(codebook, placed(tables["passages"], codebook), tables, facts)
    return publications(material, tables, plan.links)


def _checked(result: RunResult) -> RunResult:
    if not result.manifest["statuses"].get(Status.OK):
        files, place = result.manifest["counts"]["files"], result.out / "status.csv"
        raise NothingReadError(f"none of the {files} files could be read; {place} says why")
    return result
