"""Damage that readers pass over in silence is said of the file."""

import random
import re
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFileError
from pipeline.extract import InputFile, read_report
from pipeline.extract.pdf.as_text import is_saved_as_text, without_ruins
from pipeline.extract.pdf.bombs import without_bombs
from pipeline.extract.pdf.damage import what_is_lost
from pipeline.extract.pdf.streams import Packed, unpacked
from pipeline.records import Status
from pipeline.settings import ExtractSettings
from tests.damaged.bombs import bomb_packed_twice
from tests.damaged.changes import as_text
from tests.damaged.loops import tree_that_goes_round
from tests.damaged.objects import SHOWN, bomb, one_page, stream

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
    assert lost(whole[: len(whole) // 2]).startswith("Het einde van de PDF ontbreekt, of er staat iets achter; er kan")


def test_a_stretch_that_was_cut_out_shows(whole: bytes) -> None:
    place = whole.rindex(b"endobj", 0, len(whole) // 2)
    assert lost(whole[:place] + whole[place + 5000 :]).startswith("Er ontbreken stukken van het bestand")


def test_an_object_that_is_not_at_its_place_shows(whole: bytes) -> None:
    place = whole.index(b" 0 obj", len(whole) // 2)
    assert lost(whole[:place] + bytes(6) + whole[place + 6 :]).startswith("Van het bestand is 1 onderdeel beschadigd;")


def test_a_list_of_objects_that_cannot_be_read_shows(whole: bytes) -> None:
    assert lost(whole.replace(b"/Root", b"/Toor")).startswith("De inhoudsopgave van het bestand is beschadigd;")


def test_what_stands_before_a_pdf_moves_no_object(whole: bytes) -> None:
    assert lost(b"HTTP/1.1 200 OK\r\n\r\n" + whole) == ""


def test_a_part_is_unpacked_as_often_as_it_was_packed_and_no_further_than_asked() -> None:
    (once,) = unpacked(one_page(stream(bomb(b" ", 3), b"/Filter /FlateDecode")), most=2**30)
    (twice,) = unpacked(bomb_packed_twice(), most=2**22)
    assert (once.size, once.whole) == (3 * 2**20, True)
    assert 2**22 <= twice.size < 2**24


@pytest.mark.parametrize("entries", [b"/Subtype /Image", b"/Type /EmbeddedFile"])
def test_pictures_and_attachments_are_no_text(entries: bytes) -> None:
    hidden = stream(bomb(b" ", 3), b"/Filter /FlateDecode " + entries)
    assert list(unpacked(one_page(SHOWN, more={5: hidden}), most=2**30)) == []


def test_a_bomb_is_refused_before_it_is_unpacked_whole() -> None:
    with pytest.raises(UnreadableFileError, match="is uitgepakt groter dan 256 MB") as refused:
        list(without_bombs([Packed(2**20, whole=True), Packed(2**28, whole=True)]))
    assert refused.value.status is Status.TOO_LARGE


def test_a_page_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rond.pdf"
    path.write_bytes(tree_that_goes_round())
    report = read_report(InputFile(path, path.name, ""), ExtractSettings())
    assert report.status is Status.OK
    assert report.message.startswith("Niet te openen en niet gelezen: pagina 2 t/m 3.")


def test_a_damaged_file_without_dutch_text_is_called_damaged(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "als tekst.pdf"
    path.write_bytes(as_text(whole, random.Random(1)))
    report = read_report(InputFile(path, path.name, ""), ExtractSettings())
    assert (report.status, report.blocks) == (Status.DAMAGED, ())
    assert report.message.startswith(
        "Het bestand is een keer als tekst geopend en opgeslagen, en daarbij beschadigd; er"
    )


def test_of_a_file_saved_as_text_only_what_was_packed_is_left_out(whole: bytes) -> None:
    accents = b"stream\n(" + 40 * b"er is nu weer meer co\xf6rdinatie nodig " + b") Tj\nendstream"
    saved = as_text(whole + accents, random.Random(1))
    assert is_saved_as_text(saved)
    left = without_ruins(saved)
    assert as_text(accents, random.Random(1)) in left
    assert left.count(b"stream\nendstream") == saved.count(b"/FlateDecode")
    assert re.findall(rb"\d+ 0 obj", left) == re.findall(rb"\d+ 0 obj", saved)


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
