"""Whether a run has anything to do, told in a moment: nothing that the results of the last one follow from changed.

What a run ends with is noted here. The note only says 'the same'; of anything else, `plan.py` decides what to do.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.atomic import delete_drafts, write_text
from pipeline.lock import holding
from pipeline.outputs import MANIFEST, Manifest, is_complete, read_manifest, sweep
from pipeline.records import Status
from pipeline.run.footprint import Footprint, footprint
from pipeline.run.result import RunResult
from pipeline.run.signs import SIGNS
from pipeline.run.task import Task
from pipeline.settings import ExtractSettings
from pipeline.versions import file_hash

CACHE_FOLDER = ".cache"
_NOTE = "unchanged.json"


def unchanged(task: Task) -> RunResult | None:
    """Return what the last run gave, when another one would give the same; None when that is not sure.

    Raises UsageError while another run works on the folder of results.
    """
    if not (task.out / CACHE_FOLDER / _NOTE).exists():
        return None
    with holding(task.out):
        note, manifest = read_manifest(task.out / CACHE_FOLDER, _NOTE), read_manifest(task.out)
        complete = stands(task.out, manifest, task.settings.extract)
        if not (complete and note == _note(task.out, footprint(task), note.get("notices", []))):
            return None
        sweep(task.out)
        (task.out / SIGNS).unlink(missing_ok=True)  # of a run that was killed after all was written
        return RunResult(task.out, manifest, changed=False, notices=note["notices"])


def keep_note(out: Path, seen: Footprint, notices: Sequence[str]) -> None:
    """Note what the results in ``out`` were made from, ``seen`` before that was read; ``notices`` go with them."""
    note = _note(out, seen, notices)
    delete_drafts(out / CACHE_FOLDER, [_NOTE])
    if note != read_manifest(out / CACHE_FOLDER, _NOTE):
        write_text(out / CACHE_FOLDER / _NOTE, json.dumps(note, ensure_ascii=False, indent=1) + "\n")


def stands(out: Path, manifest: Manifest, limits: ExtractSettings) -> bool:
    """Whether the results are all there, and no password was given that may open more files than were read."""
    return is_complete(out, manifest) and not (limits.passwords and manifest["statuses"].get(Status.ENCRYPTED))


def _note(out: Path, seen: Footprint, notices: Sequence[str]) -> dict[str, Any]:
    return {"seen": seen, "manifest": file_hash(out / MANIFEST), "notices": list(notices)}
