"""The folder of results: tables, manifest, and what an analyst edited."""

import errno
import platform
from pathlib import Path

import polars as pl
import pytest

from pipeline.outputs import is_complete, read_manifest, sweep, write_files, write_manifest
from pipeline.table_files import table_files
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
    assert not is_complete(tmp_path, {"outputs": written})
    write_manifest(tmp_path, {"outputs": written})
    assert is_complete(tmp_path, {"outputs": written})
    assert not is_complete(tmp_path, {})
    (tmp_path / "leeg.parquet").unlink()
    assert not is_complete(tmp_path, {"outputs": written})


def test_a_file_without_content_is_not_there_and_nobody_edited_it(written: dict[str, str], tmp_path: Path) -> None:
    write_manifest(tmp_path, {"outputs": written})
    (tmp_path / "status.csv").write_bytes(b"")
    assert not is_complete(tmp_path, {"outputs": written})
    assert write_files(table_files(TABLES), tmp_path, {"outputs": written}) == (written, [])


def test_an_error_halfway_leaves_every_old_file_and_no_draft(written: dict[str, str], tmp_path: Path) -> None:
    def refuse(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "leeg.csv").write_text("van vandaag", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    other = table_files(TABLES | {"status": pl.DataFrame({"bestand": ["twee.pdf"], "paginas": [1]})})
    with pytest.raises(OSError, match="No space left"):
        write_files({**other, "rode_draad.md": refuse}, tmp_path, {"outputs": written})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_files_of_runs_that_were_killed_while_they_replaced_them_are_ours(tmp_path: Path) -> None:
    """Neither run lived to write its manifest; what was announced says which contents were theirs."""
    for name in ("een.pdf", "twee.pdf", "drie.pdf"):
        tables = {"status": pl.DataFrame({"bestand": [name], "paginas": [1]})}
        assert write_files(table_files(tables), tmp_path, {})[1] == []
    (tmp_path / "status.csv").write_text("van een mens", encoding="utf-8")
    assert write_files(table_files(TABLES), tmp_path, {})[1] == [tmp_path / "status.bewerkt-1.csv"]


def test_only_drafts_of_our_own_files_are_swept(written: dict[str, str], tmp_path: Path) -> None:
    write_manifest(tmp_path, {"outputs": written})
    drafts = (
        ".status.csv.@.12.tmp",
        "..run.json.@.12.tmp.@.12.tmp",
        ".nieuw.csv.@.3.tmp",
        review := ".review.xlsx.@.4.tmp",
    )
    for name in (*drafts, "a.tmp"):
        (tmp_path / name.replace("@", platform.node())).write_bytes(b"half")
    sweep(tmp_path, ["nieuw.csv"])
    expected = {*written, "run.json", review.replace("@", platform.node()), "a.tmp"}
    assert {path.name for path in tmp_path.iterdir()} == expected


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
