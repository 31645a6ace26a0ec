"""Which files of a folder are read."""

import unicodedata
from pathlib import Path

import pytest

from pipeline.discovery import describe_file, find_files
from pipeline.errors import UsageError

OUT = Path("/nergens/uit")


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def found(folder: Path, out: Path = OUT) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_files(folder, leave_out=out)]


def test_every_visible_file_is_found_in_order_whatever_its_kind(tmp_path: Path) -> None:
    make(tmp_path, "b.pdf", "a.txt", "map/c.PDF", "map/diep/d.docx", "zonder extensie")
    assert found(tmp_path) == ["a.txt", "b.pdf", "map/c.PDF", "map/diep/d.docx", "zonder extensie"]


def test_hidden_files_and_folders_and_lock_files_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", ".DS_Store", ".git/config", "map/.b.pdf", "~$rapport.docx")
    assert found(tmp_path) == ["a.pdf"]


def test_names_with_spaces_and_accents_are_found(tmp_path: Path) -> None:
    make(tmp_path, "mijn map/één rapport (2).pdf", "-v.txt", "100%.md", "it's #1.txt")
    assert found(tmp_path) == ["-v.txt", "100%.md", "it's #1.txt", "mijn map/één rapport (2).pdf"]


def test_links_to_folders_are_not_followed_and_links_to_files_are(tmp_path: Path) -> None:
    outside = make(tmp_path / "buiten", "a.txt")
    inside = make(tmp_path / "binnen", "b.txt")
    (inside / "map").symlink_to(outside)
    (inside / "rondje").symlink_to(inside)
    (inside / "c.txt").symlink_to(outside / "a.txt")
    assert found(inside) == ["b.txt", "c.txt"]


def test_the_folder_of_results_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "uit/passages.csv", "uit/model/kaart.md", "uit 2/b.txt")
    assert found(tmp_path, tmp_path / "uit") == ["a.txt", "uit 2/b.txt"]


def test_the_folder_of_results_is_left_out_however_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "uit/passages.csv")
    monkeypatch.chdir(tmp_path)
    assert found(tmp_path, Path("uit")) == ["a.txt"]


def test_reports_and_results_need_folders_of_their_own(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    with pytest.raises(UsageError, match="holds the reports; give another folder for the results"):
        find_files(tmp_path, leave_out=tmp_path / "." / "b" / "..")


def test_reports_may_stand_below_the_results(tmp_path: Path) -> None:
    make(tmp_path, "passages.csv", "rapporten/a.txt")
    assert found(tmp_path / "rapporten", tmp_path) == ["a.txt"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="weg does not exist; give a folder of reports"):
        find_files(tmp_path / "weg", leave_out=OUT)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf")
    with pytest.raises(UsageError, match=r"a\.pdf is a file; give a folder of reports"):
        find_files(tmp_path / "a.pdf", leave_out=OUT)


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    make(tmp_path, ".verborgen")
    (tmp_path / "map").mkdir()
    with pytest.raises(UsageError, match=r"holds no files; put reports in it \(PDF, \.docx, \.odt"):
        find_files(tmp_path, leave_out=OUT)


def test_a_file_is_described_by_its_place_below_the_folder_and_its_content(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "één.txt")
    make(tmp_path, f"map/{decomposed}", "kopie.txt")
    (tmp_path / "kopie.txt").write_text(f"map/{decomposed}", encoding="utf-8")
    file = describe_file(tmp_path / "map" / decomposed, tmp_path)
    assert file.report_id == f"map/{decomposed}"
    assert len(file.sha256) == 64
    assert file.sha256 == describe_file(tmp_path / "kopie.txt", tmp_path).sha256
