"""The folder of results: tables, manifest, and what an analyst edited."""

from pathlib import Path

import polars as pl
import pytest

from pipeline.outputs import is_complete, read_manifest, table_files, write_files, write_manifest
from pipeline.versions import file_hash

TABLES = {"status": pl.DataFrame({"bestand": ["één.pdf"], "paginas": [3]}), "leeg": pl.DataFrame({"x": [1.5]}).clear()}


@pytest.fixture
def written(tmp_path: Path) -> dict[str, str]:
    return write_files(table_files(TABLES), tmp_path, {})[0]


def test_every_table_is_written_twice_and_hashed(written: dict[str, str], tmp_path: Path) -> None:
    assert list(written) == ["status.csv", "status.parquet", "leeg.csv", "leeg.parquet"]
    assert written == {name: file_hash(tmp_path / name) for name in written}
    assert pl.read_parquet(tmp_path / "status.parquet").equals(TABLES["status"])
    assert (tmp_path / "status.csv").read_bytes() == b"\xef\xbb\xbf" + "bestand;paginas\r\néén.pdf;3\r\n".encode()


def test_the_same_tables_give_the_same_bytes(written: dict[str, str], tmp_path: Path) -> None:
    assert write_files(table_files(TABLES), tmp_path / "nog eens", {}) == (written, [])


def test_the_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    manifest = {"fingerprint": "ab", "inputs": {"één.pdf": "cd"}, "seconds": {"read": 0.25}}
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest
    assert '"één.pdf"' in (tmp_path / "run.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, "", "{half", b"\xff\xfe"])
def test_a_manifest_that_cannot_be_read_is_none(content: str | bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "run.json").write_bytes(content.encode() if isinstance(content, str) else content)
    assert read_manifest(tmp_path) == {}


@pytest.mark.parametrize("content", ["[]", "null", "3"])
def test_a_manifest_that_is_no_object_is_none(content: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    assert read_manifest(tmp_path) == {}


def test_results_are_complete_while_every_listed_file_is_there(written: dict[str, str], tmp_path: Path) -> None:
    assert is_complete(tmp_path, {"outputs": written})
    assert not is_complete(tmp_path, {})
    (tmp_path / "leeg.parquet").unlink()
    assert not is_complete(tmp_path, {"outputs": written})


def test_files_as_they_were_written_are_replaced(written: dict[str, str], tmp_path: Path) -> None:
    other = TABLES | {"status": pl.DataFrame({"bestand": ["twee.pdf"], "paginas": [1]})}
    assert write_files(table_files(other), tmp_path, {"outputs": written})[1] == []
    assert pl.read_parquet(tmp_path / "status.parquet").equals(other["status"])


def test_results_of_a_run_that_was_cut_off_are_not_taken_for_edited(written: dict[str, str], tmp_path: Path) -> None:
    assert write_files(table_files(TABLES), tmp_path, {}) == (written, [])


@pytest.mark.parametrize("manifest_is_there", [True, False])
def test_an_edited_file_is_set_aside_under_the_first_free_name(
    manifest_is_there: bool, written: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "status.bewerkt-1.csv").write_text("van vorige week", encoding="utf-8")
    (tmp_path / "status.csv").write_text("van vandaag", encoding="utf-8")
    before = {"outputs": written} if manifest_is_there else {}
    assert write_files(table_files(TABLES), tmp_path, before) == (written, [tmp_path / "status.bewerkt-2.csv"])
    assert (tmp_path / "status.bewerkt-1.csv").read_text(encoding="utf-8") == "van vorige week"
    assert (tmp_path / "status.bewerkt-2.csv").read_text(encoding="utf-8") == "van vandaag"
