"""Plain text and Markdown into blocks."""

from pathlib import Path

import pytest

from pipeline.errors import UnreadableFileError
from pipeline.extract.text import read_text
from pipeline.records import Reading, Status


def read(folder: Path, text: str, encoding: str = "utf-8") -> Reading:
    (folder / "verslag.md").write_text(text, encoding=encoding)
    return read_text(folder / "verslag.md")


def blocks(folder: Path, text: str) -> list[tuple[str, int | None, str]]:
    return [(block.kind, block.level, block.text) for block in read(folder, text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n\t\n", []),
        ("Eén zin.", [("paragraph", None, "Eén zin.")]),
        ("Over twee\n  regels.\n", [("paragraph", None, "Over twee regels.")]),
        ("Een.\n\n \n\nTwee.", [("paragraph", None, "Een."), ("paragraph", None, "Twee.")]),
        ("# Kop\nMeteen tekst.", [("heading", 1, "Kop"), ("paragraph", None, "Meteen tekst.")]),
        ("### Diepe  kop ###", [("heading", 3, "Diepe kop")]),
        ("Kop\n=====", [("heading", 1, "Kop")]),
        ("Kop\n-----\n\nTekst.", [("heading", 2, "Kop"), ("paragraph", None, "Tekst.")]),
        ("#geen kop", [("paragraph", None, "#geen kop")]),
        ("- een\n- twee\n  loopt door", [("list_item", None, "- een"), ("list_item", None, "- twee loopt door")]),
        (
            "Namelijk:\n1. een\n2) twee",
            [
                ("paragraph", None, "Namelijk:"),
                ("list_item", None, "1. een"),
                ("list_item", None, "2) twee"),
            ],
        ),
        ("Tot in\n2019. Toen niet.", [("paragraph", None, "Tot in 2019. Toen niet.")]),
        ("-5 graden is koud.", [("paragraph", None, "-5 graden is koud.")]),
        ("Een.\r\n\r\nTwee.\rDrie.", [("paragraph", None, "Een."), ("paragraph", None, "Twee. Drie.")]),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, int | None, str]], tmp_path: Path) -> None:
    (tmp_path / "verslag.md").write_bytes(text.encode())
    found = [(block.kind, block.level, block.text) for block in read_text(tmp_path / "verslag.md").blocks]
    assert found == expected


def test_everything_stands_on_page_1_without_a_place(tmp_path: Path) -> None:
    reading = read(tmp_path, "# Kop\n\nTekst.")
    assert {(block.page, block.end_page, block.bbox, block.zone) for block in reading.blocks} == {(1, 1, None, "body")}
    assert [(page.number, page.images) for page in reading.pages] == [(1, 0)]


def test_characters_are_counted_without_white_space(tmp_path: Path) -> None:
    assert read(tmp_path, "a b\n\n c\u00a0d").pages[0].characters == 4


@pytest.mark.parametrize(("text", "title"), [("Tekst.\n\n## Later\n\n# Kop", "Later"), ("Tekst.", "")])
def test_the_first_heading_is_the_title(text: str, title: str, tmp_path: Path) -> None:
    assert read(tmp_path, text).title == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_of_windows_are_read(encoding: str, tmp_path: Path) -> None:
    assert read(tmp_path, "Ideeën – “café”.", encoding).blocks[0].text == "Ideeën – “café”."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\x00\x01", "nulbytes"),
        ("Tekst.".encode("utf-16"), "nulbytes"),
        (b"\x81\xff\x90", "geen UTF-8 en geen cp1252; sla het op als UTF-8"),
    ],
)
def test_what_is_no_text_is_damaged(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "verslag.txt").write_bytes(data)
    with pytest.raises(UnreadableFileError, match=message) as caught:
        read_text(tmp_path / "verslag.txt")
    assert caught.value.status is Status.DAMAGED
