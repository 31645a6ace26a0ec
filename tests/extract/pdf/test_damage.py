"""Damage that readers pass over in silence is said of the file."""

import random
from pathlib import Path

import pytest

from pipeline.extract import InputFile, read_report
from pipeline.extract.pdf.damage import what_is_lost
from pipeline.extract.pdf.streams import unpacked
from pipeline.records import Status
from pipeline.settings import ExtractSettings

SAMPLE = Path("corpus/rapporten/03-vier-lagen-een-vraag.pdf")
KEPT = sorted(Path("tests/cases/fuzz").glob("*.pdf"))


def lost(data: bytes) -> str:
    return what_is_lost(data, unpacked(data, most=2**20))


@pytest.fixture(scope="module")
def whole() -> bytes:
    return SAMPLE.read_bytes()


@pytest.mark.parametrize("path", sorted(Path("corpus/rapporten").glob("*.pdf")), ids=lambda path: path.name)
def test_of_a_whole_file_nothing_is_lost(path: Path) -> None:
    assert lost(path.read_bytes()) == ""


def test_a_changed_byte_in_packed_text_shows(whole: bytes) -> None:
    start = whole.index(b"/FlateDecode")
    place = whole.index(b"stream", start) + 200
    changed = whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]
    assert lost(changed).startswith("Van het bestand is 1 onderdeel beschadigd; er kan tekst verloren zijn.")


def test_a_file_without_its_end_shows(whole: bytes) -> None:
    assert lost(whole[: len(whole) // 2]).startswith("Het einde van het bestand ontbreekt")


def test_a_stretch_that_was_cut_out_shows(whole: bytes) -> None:
    place = whole.rindex(b"endobj", 0, len(whole) // 2)
    assert lost(whole[:place] + whole[place + 5000 :]).startswith("Er ontbreken stukken van het bestand")


def test_of_a_locked_file_nothing_is_said(whole: bytes) -> None:
    assert lost(whole[:5000] + b"/Encrypt 5 0 R") == ""


def test_the_remark_stands_in_the_status_of_the_file(tmp_path: Path, whole: bytes) -> None:
    changed = bytearray(whole)
    luck = random.Random(4)
    for _ in range(20):
        changed[luck.randrange(len(changed))] ^= 1
    path = tmp_path / "geknakt.pdf"
    path.write_bytes(changed)
    report = read_report(InputFile(path, path.name, ""), ExtractSettings())
    assert (report.status, "beschadigd; er kan tekst verloren zijn" in report.message) == (Status.OK, True)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_once_lost_text_in_silence_says_so_now(path: Path) -> None:
    report = read_report(InputFile(path, path.name, ""), ExtractSettings())
    assert "fout in de lezer" not in report.message
    assert report.status is not Status.OK or report.message
