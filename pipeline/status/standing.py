"""How the run of a folder of results stands, and all there is to say of it."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.errors import UsageError
from pipeline.lock import holder_of, is_held
from pipeline.outputs import read_manifest
from pipeline.records import Status
from pipeline.run.signs import Going, read_signs
from pipeline.status.changes import Inputs, Outputs, inputs_now, outputs_now


class State(StrEnum):
    """How the last run in a folder stands."""

    FINISHED = "finished"
    RUNNING = "running"
    STOPPED = "stopped"  # by Ctrl-C or an error, which it said
    KILLED = "killed"  # it had no time to say anything


@dataclass(frozen=True)
class Standing:
    """The state of a folder of results. ``going`` is how far a run is or came, ``manifest`` that of the last one whole.

    ``trouble`` are the files that were not read (file, status, message); ``outputs`` and ``inputs`` say what changed
    since, and are None where no run ever came to its end.
    """

    out: Path
    state: State
    holder: dict[str, Any] | None
    going: Going | None
    manifest: dict[str, Any]
    trouble: tuple[dict[str, Any], ...] = ()
    outputs: Outputs | None = None
    inputs: Inputs | None = None

    @property
    def left(self) -> timedelta | None:
        """What the stage that is going on will yet take at the pace so far; None where that cannot be told."""
        going = self.going
        if self.state is not State.RUNNING or going is None or not going.done:
            return None
        passed = datetime.fromisoformat(going.at) - datetime.fromisoformat(going.stage_started)
        return timedelta(seconds=round(passed.total_seconds() * (going.total - going.done) / going.done))

    def as_json(self) -> dict[str, Any]:
        """Return everything for a program."""
        left = {"seconds_left": self.left.total_seconds() if self.left is not None else None}
        return {**asdict(self), "out": str(self.out), "state": str(self.state), **left}


def standing_of(out: Path) -> Standing:
    """Return how the run of this folder stands; raise UsageError when no run ever worked there."""
    holder, going, manifest = holder_of(out), read_signs(out), read_manifest(out)
    if not (holder or going or manifest):
        raise UsageError(f"{out} holds no results of a run; give the folder that a run was given as --out")
    state = _state(out, held=holder is not None, signs=going is not None)
    if state is State.RUNNING or not manifest:  # a run is busy with the rest
        return Standing(out, state, holder, going, manifest)
    now = outputs_now(out, manifest["outputs"]), inputs_now(out, manifest)
    return Standing(out, state, holder, going, manifest, _trouble(out), *now)


def _state(out: Path, *, held: bool, signs: bool) -> State:
    if held:
        return State.RUNNING if is_held(out) else State.KILLED
    return State.STOPPED if signs else State.FINISHED


def _trouble(out: Path) -> tuple[dict[str, Any], ...]:
    """The files that were not read, in the words of the table of statuses; none when that table is gone."""
    try:
        table = pl.read_parquet(out / "status.parquet", columns=["bestand", "status", "melding"])
    except (OSError, pl.exceptions.PolarsError):
        return ()
    return tuple(table.filter(pl.col("status") != Status.OK).iter_rows(named=True))
