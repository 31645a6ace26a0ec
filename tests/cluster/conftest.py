"""A scheduler and workers of dask as processes of their own on loopback."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from distributed import Client

from pipeline.settings import PROJECT

PATIENCE = 300  # seconds for a process to start on a machine that is busy


@dataclass
class Machines:
    """Processes that a test may start and kill; ``folder`` is where they keep their own files."""

    folder: Path
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    address: str = ""

    def start_scheduler(self, *, allowed_failures: int = 3) -> None:
        file = self.folder / f"scheduler-{len(self.processes)}.json"
        given = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures)}
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file), given=given)
        with Client(scheduler_file=str(file), timeout=PATIENCE) as client:
            self.address = client.scheduler.address

    def start_worker(self, *, path: str = "", workers: int) -> "subprocess.Popen[bytes]":
        """Start one worker with one thread, and wait until there are ``workers``."""
        place = str(self.folder / f"worker-{len(self.processes)}")
        options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--local-directory", place)
        paths = os.pathsep.join(filter(None, (path, str(PROJECT))))
        process = self._start("worker", self.address, *options, given={"PYTHONPATH": paths})
        with Client(self.address, timeout=PATIENCE) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)
        return process

    def _start(self, kind: str, *options: str, given: dict[str, str]) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *options]
        with (self.folder / f"{kind}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=self.folder, env=os.environ | given, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler without workers."""
    found = Machines(tmp_path_factory.mktemp("machines"))
    try:
        found.start_scheduler()
        yield found
    finally:
        found.stop()


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()
