"""Saves decisions until it is killed: per line with a number on stdin, a child that starts at that number.

It says 'child PID', then the number of each decision once it is saved, then 'ended'.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.codings.records import CodedPassage
from pipeline.codings.store import append

START = datetime(2026, 5, 1, tzinfo=UTC)


def decision(number: int, coder: str = "anna") -> CodedPassage:
    """A decision of about 3,000 characters over several lines, with everything that a CSV has to quote."""
    remark = f'"{number}"; tweede regel\n=anders, é\n' * 80
    return CodedPassage(
        f"Tekst {number}.", ("bomen",), "plan", "nota", coder, START + timedelta(seconds=number), remark=remark
    )


def _save_until_killed(folder: Path, number: int) -> None:
    while True:
        append(folder, [decision(number)])
        os.write(1, f"{number}\n".encode())
        number += 1


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _save_until_killed(Path(sys.argv[1]), int(line))
        os.write(1, f"child {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")
