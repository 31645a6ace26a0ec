"""What goes wrong is told without the text of a report."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.codebook import load_codebook
from pipeline.codings import read_codings
from pipeline.errors import PassageFileError
from pipeline.settings import PROJECT, Settings

SECRET = "Zwijgplicht"
_PATHS = {"codebook", "passages", "vectors", "organisations", "model_folder"}
TEXT = f"De iepen van {SECRET} aan de Kerkbrink zijn ziek. Na regen staat de Molenweg blank bij {SECRET}.\n"

# A reader that fails as a library may: with the text in its error, or without a word.
_BROKEN = """
import os, sys
from pipeline.extract.readers import READERS
from pipeline.formats import Format

def broken(path, settings):
    text = path.read_text(encoding="utf-8")
    {fault}

READERS[Format.TEXT] = broken
"""
_FAULTS = {
    "an error": "raise KeyError(text)",
    "an unforeseen error": "class Odd(Exception): pass\n    raise Odd(text)",
    "no memory": "raise MemoryError(text)",
    "a child that dies": "os._exit(3)",
    "an error of the reader": "raise OSError(5, 'stuk', text)",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "rapporten"
    reports.mkdir()
    (reports / "bomen.txt").write_text(TEXT, encoding="utf-8")
    (reports / "kapot.pdf").write_bytes(f"%PDF-1.7 {SECRET}".encode())
    (reports / "kapot.docx").write_bytes(f"PK {SECRET}".encode())
    (reports / "kapot.html").write_text(f"<html><p>{SECRET}<p", encoding="utf-8")
    return tmp_path


def told(folder: Path, settings: Settings) -> str:
    """Everything that a run says: in the terminal, in status.csv and in run.json."""
    lines = [f"{name} = '{path}'" for name, path in settings.written().items() if name in _PATHS]
    (folder / "rodedraad.toml").write_text("\n".join(lines), encoding="utf-8")
    arguments = ["run", str(folder / "rapporten"), "--out", str(folder / "uit"), "--workers", "1"]
    arguments += ["--settings", str(folder / "rodedraad.toml")]
    environment = os.environ | {"PYTHONPATH": f"{folder / 'stuk'}{os.pathsep}{PROJECT}"}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments], capture_output=True, text=True, check=False, env=environment
    )
    files = [folder / "uit" / name for name in ("status.csv", "run.json")]
    return done.stdout + done.stderr + "".join(path.read_text("utf-8") for path in files if path.exists())


@pytest.mark.parametrize("fault", _FAULTS.values(), ids=_FAULTS.keys())
def test_a_reader_that_fails_says_nothing_of_the_text(fault: str, folder: Path, settings: Settings) -> None:
    (folder / "stuk").mkdir()
    (folder / "stuk" / "sitecustomize.py").write_text(_BROKEN.format(fault=fault), encoding="utf-8")
    said = told(folder, settings)
    assert "bomen.txt" in said
    assert "bomen.txt;ok" not in said  # the reader failed indeed
    assert SECRET not in said


@pytest.mark.parametrize(
    "row",
    [
        f"De eik van {SECRET};bomenn;plan;nota;bram;2026-01-01",
        f"De eik van {SECRET};bomen;zomaar;nota;bram;",
        f"De eik;bomen;plan;nota;bram;De eik van {SECRET} stond gisteren nog fier overeind.",
    ],
    ids=["unknown code", "unknown role", "columns that shifted"],
)
def test_a_passage_that_cannot_be_understood_is_named_by_its_row(row: str, settings: Settings) -> None:
    table = f"text;mechanismen;rol;document;coder;datum\n{row}\n"
    (settings.passages / "fout.csv").write_text(table, encoding="utf-8")
    with pytest.raises(PassageFileError) as told:
        read_codings(settings.passages, load_codebook(settings.codebook))
    assert "fout.csv" in str(told.value)
    assert SECRET not in str(told.value)
