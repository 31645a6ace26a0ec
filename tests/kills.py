"""Kill runs at any moment, run again, and compare with a run that nobody killed.

python -m tests.kills --times 50    kills that many runs at moments drawn over the whole of a run
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.cli import main as rodedraad
from pipeline.run import run
from pipeline.run.account import OF_THIS_RUN
from pipeline.settings import PROJECT, Settings
from tests.conftest import SENTENCES, make_project, settings_for

_SHOULD_HAVE_DIED = 900  # seconds
_MORE = "text;mechanismen;rol;document;coder\nDe eiken aan de ring worden gesnoeid.;bomen;plan;nota;bram\n"
Contents = dict[str, bytes]


@dataclass(frozen=True)
class Trial:
    """A folder with results of earlier, and changes that call for training, reading, coding and forgetting."""

    root: Path

    @classmethod
    def prepared(cls, root: Path) -> "Trial":
        """Make a project and three reports below ``root``, run them, and keep a copy of everything."""
        trial = cls(root)
        trial.work.mkdir(parents=True)
        trial.reports.mkdir()
        make_project(trial.work)
        for name in ("dorp", "haven", "school"):
            trial.write(name)
        trial.run()
        shutil.copytree(trial.work, root / "eerder")
        return trial

    @property
    def work(self) -> Path:
        """Where everything is, always at the same place: results name it."""
        return self.root / "werk"

    @property
    def reports(self) -> Path:
        """The reports."""
        return self.work / "rapporten"

    @property
    def out(self) -> Path:
        """The results."""
        return self.work / "uit"

    def write(self, name: str) -> None:
        """Write the report of a place."""
        lines = [text.format(name.title()) for text, _, _ in SENTENCES]
        (self.reports / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")

    def restore(self) -> None:
        """Put everything back as it was before the changes."""
        shutil.rmtree(self.work)
        shutil.copytree(self.root / "eerder", self.work)

    def change(self) -> None:
        """Add, change and delete a report, and code another passage."""
        self.write("molen")
        (self.reports / "school.txt").unlink()
        with (self.reports / "haven.txt").open("a", encoding="utf-8") as report:
            report.write("\n\nNa regen staat de kade blank.")
        (self.work / "passages" / "ronde-2.csv").write_text(_MORE, encoding="utf-8")

    def run(self) -> Contents:
        """Run, and return what was written."""
        run(self.reports, self.out, settings_for(self.work))
        return contents(self.out)

    def uninterrupted(self) -> Contents:
        """Return what a run after the changes gives."""
        self.restore()
        self.change()
        return self.run()

    def start(self, *module: str) -> "subprocess.Popen[bytes]":
        """Start the command in a group of its own, by way of a module."""
        settings, usual = settings_for(self.work).written(), Settings().written()
        lines = (f"{name} = {json.dumps(value)}\n" for name, value in settings.items() if value != usual[name])
        (self.root / "rodedraad.toml").write_text("".join(lines), encoding="utf-8")
        call = [*module, "run", self.reports, "--out", self.out, "--settings", self.root / "rodedraad.toml"]
        return subprocess.Popen(
            [sys.executable, "-m", *map(str, call)],
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def killed_at(self, point: str) -> None:
        """Run until the program is about to do what ``point`` says, and kill it there; see `_dying_at`."""
        process = self.start("tests.kills", "--at", point)
        if process.wait(_SHOULD_HAVE_DIED) != -signal.SIGKILL:
            raise ValueError(f"no run came to the point '{point}'")

    def killed_after(self, seconds: float) -> None:
        """Kill a run after so many seconds, with its children."""
        process = self.start("pipeline")
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def contents(out: Path) -> Contents:
    """What is in a folder of results, drafts included; of the manifest all but the seconds."""
    kept = (path for path in out.iterdir() if path.is_file() and not path.name.startswith(".bezig"))
    found = {path.name: path.read_bytes() for path in kept}
    manifest: dict[str, Any] = json.loads(found["run.json"])
    same = {key: value for key, value in manifest.items() if key not in OF_THIS_RUN}
    return found | {"run.json": json.dumps(same).encode()}


def _dying_at(point: str) -> None:
    """Make this process kill its group when it is about to move or delete a file: 'replace PATTERN', 'unlink PATTERN'.

    The pattern is of the last two parts of the path, of what is replaced or deleted.
    """

    def dying(operation: Callable[..., Any], place: Callable[..., Path]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            path = place(*arguments)
            if fnmatch(f"{operation.__name__} {path.parent.name}/{path.name}", point):
                os.killpg(0, signal.SIGKILL)
            return operation(*arguments, **options)

        return call

    Path.replace = dying(Path.replace, lambda _, target: Path(target))  # type: ignore[method-assign]
    Path.unlink = dying(Path.unlink, lambda path: path)  # type: ignore[method-assign]


def _try(times: int, seed: int) -> None:
    """Kill runs at moments drawn over the time that a whole one takes, and print how many gave other results."""
    moments, other = random.Random(seed), 0
    with TemporaryDirectory() as folder:
        trial = Trial.prepared(Path(folder))
        expected = trial.uninterrupted()
        trial.restore()
        trial.change()
        began = time.perf_counter()
        trial.start("pipeline").wait()
        whole = time.perf_counter() - began
        print(f"a whole run takes {whole:.1f} s")
        for number in range(times):
            moment = moments.uniform(0, whole)
            trial.restore()
            trial.change()
            trial.killed_after(moment)
            left = sum(1 for path in trial.out.glob(".*") if path.name != ".cache")
            found = trial.run()
            wrong = sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))
            other += bool(wrong)
            print(
                f"{number + 1:3}  killed after {moment:5.1f} s ({left} files left)  {wrong or 'the same'}", flush=True
            )
    print(f"{times - other} of {times} the same, byte for byte")
    sys.exit(bool(other))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", help="die here, as the command whose arguments follow")
    options, rest = parser.parse_known_args()
    if options.at is None:
        _try(options.times, options.seed)
    else:
        _dying_at(options.at)
        sys.argv = ["rodedraad", *rest]
        rodedraad()


if __name__ == "__main__":
    main()
