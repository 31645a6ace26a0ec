"""Programs that are killed while they save lose nothing they confirmed, and two that save at once do not mix rows."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, read_codings
from tests.codings.keep_saving import decision

PROJECT = Path(__file__).parents[2]
KILLS = 50
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need a Unix")


class Saver:
    """A program that saves in a folder from the number it is given, until it is killed; it can be started again."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.codings.keep_saving", str(folder)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT, bufsize=1
        )
        self.child = 0
        self.confirmed: list[int] = []

    def start(self, number: int) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{number}\n")
        while not (line := self._line()).startswith("child"):
            self.confirmed.append(int(line))
        self.child = int(line.split()[1])

    def save(self, count: int) -> None:
        """Wait for so many confirmations."""
        self.confirmed += [int(self._line()) for _ in range(count)]

    def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        while (line := self._line()) != "ended\n":
            self.confirmed.append(int(line))

    def stop(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


def number_of(passage: CodedPassage) -> int:
    return int(passage.text.removeprefix("Tekst ").removesuffix("."))


def test_kills_at_random_moments_lose_nothing_that_was_confirmed(tmp_path: Path, codebook: Codebook) -> None:
    luck, saver = random.Random(5), Saver(tmp_path)
    for start in range(0, KILLS * 1000, 1000):
        saver.start(start)
        saver.save(luck.randrange(4))
        time.sleep(luck.uniform(0, 0.01))
        saver.kill()
        if start % 2000:  # what a kill within the write itself would leave
            with (tmp_path / "beoordeeld-anna.csv").open("ab") as file:
                file.write(b'"half een rij;\n')
    saver.stop()
    read = read_codings(tmp_path, codebook).history
    counts = Counter(number_of(passage) for passage in read)
    assert len(saver.confirmed) > KILLS
    assert {counts[number] for number in saver.confirmed} == {1}
    assert all(passage == decision(number_of(passage)) for passage in read)
    assert len(read) - len(saver.confirmed) <= KILLS  # killed between the save and its confirmation


def test_two_programs_that_save_at_once_each_keep_their_rows(tmp_path: Path, codebook: Codebook) -> None:
    savers = Saver(tmp_path), Saver(tmp_path)
    for start, saver in zip((0, 1_000_000), savers, strict=True):
        saver.start(start)
    for saver in savers:
        saver.save(6)
    for saver in savers:
        saver.kill()
        saver.stop()
    read = read_codings(tmp_path, codebook).history
    counts = Counter(number_of(passage) for passage in read)
    assert all(counts[number] == 1 for saver in savers for number in saver.confirmed)
    assert all(passage == decision(number_of(passage)) for passage in read)
    assert set(counts.values()) == {1}
