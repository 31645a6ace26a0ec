"""Files that are either whole or not there."""

from pathlib import Path

import pytest

from pipeline.atomic import replacing, write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_replaced_when_the_block_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("oud", encoding="utf-8")
    with replacing(tmp_path / "a.txt") as draft:
        draft.write_text("nieuw", encoding="utf-8")
        assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "oud"
        assert draft.parent == tmp_path
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "nieuw"
    assert names(tmp_path) == ["a.txt"]


def test_an_error_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    def half() -> None:
        with replacing(tmp_path / "a.txt") as draft:
            draft.write_text("half", encoding="utf-8")
            raise ValueError("halfway")

    (tmp_path / "a.txt").write_text("oud", encoding="utf-8")
    with pytest.raises(ValueError, match="halfway"):
        half()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "oud"
    assert names(tmp_path) == ["a.txt"]


def test_an_error_leaves_no_file_where_there_was_none(tmp_path: Path) -> None:
    def half() -> None:
        with replacing(tmp_path / "a.txt") as draft:
            draft.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert names(tmp_path) == []


def test_the_folder_is_made(tmp_path: Path) -> None:
    write_text(tmp_path / "een" / "twee" / "a.txt", "é")
    assert (tmp_path / "een" / "twee" / "a.txt").read_bytes() == "é".encode()


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "een\ntwee\n")
    assert (tmp_path / "a.txt").read_bytes() == b"een\ntwee\n"


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_text(tmp_path / "a.txt", "tekst")
    assert names(tmp_path) == ["a.txt"]
