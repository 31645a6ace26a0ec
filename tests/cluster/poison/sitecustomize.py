"""Loaded by every Python that has this folder on its path: whoever opens 'gif.txt' dies of it.

It stands for a file on which a library crashes. Every death is written beside its folder, so that they can be counted.
'moord.txt' also takes along the process that started the one that opens it, as a machine without memory does.
"""

import os
import signal
import sys
from pathlib import Path


def _die(event: str, arguments: tuple[object, ...]) -> None:
    path = str(arguments[0]) if event == "open" else ""
    if path.endswith("moord.txt"):
        os.kill(os.getppid(), signal.SIGKILL)
    if path.endswith(("gif.txt", "moord.txt")):
        deaths = os.open(Path(path).parents[1] / "doden", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(deaths, b"x")
        os._exit(1)


sys.addaudithook(_die)
