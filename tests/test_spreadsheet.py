"""CSV for a Dutch spreadsheet: what is written can be read back, and no cell runs as a formula."""

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import spreadsheet
from pipeline.errors import UsageError
from pipeline.spreadsheet import decode, guard, read_csv, unguard, write_csv

DANGEROUS = ("=1+1", "+31 70", "-5", "@x", "\tx", "\rx")
HARMLESS = ("", "'s avonds", "'t Gooi", "a=b", "5-6", "''", "e@mail")
cells = st.one_of(
    st.sampled_from(DANGEROUS + HARMLESS),
    st.text(alphabet="'=+-@\t\r\n;,\" aé5", max_size=8),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_cell_that_would_run_gets_an_apostrophe(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_a_harmless_cell_stays_as_it_is(cell: str) -> None:
    assert guard(cell) == unguard(cell) == cell


@given(cells)
def test_guarding_can_be_undone_and_leaves_nothing_that_runs(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.getbasetemp() / "heen-en-weer.csv"
    write_csv(pl.DataFrame(rows, schema={"eerste": pl.String, "tweede": pl.String}, orient="row"), path)
    header, read = read_csv(path)
    assert header == ["eerste", "tweede"]
    stripped = [(first.strip(), second.strip()) for first, second in rows]
    assert [tuple(row.values()) for _, row in read] == [row for row in stripped if any(row)]


@pytest.mark.parametrize("rows", [0, 1, 4, 5])
def test_a_long_table_is_written_in_pieces_and_reads_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    table = pl.DataFrame({"tekst": [f"regel {row}" for row in range(rows)], "getal": [row / 2 for row in range(rows)]})
    write_csv(table, tmp_path / "heel.csv")
    monkeypatch.setattr(spreadsheet, "_ROWS", 2)
    write_csv(table, tmp_path / "stukken.csv")
    assert (tmp_path / "stukken.csv").read_bytes() == (tmp_path / "heel.csv").read_bytes()
    assert len(read_csv(tmp_path / "stukken.csv")[1]) == rows


def test_file_has_bom_semicolons_decimal_commas_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    table = pl.DataFrame(
        {"naam": ["één; twee", "-5"], "codes": [["a", "b"], []], "kans": [0.123456, 2.0], "aantal": [3, -4]},
        schema_overrides={"codes": pl.List(pl.String)},
    )
    write_csv(table, path)
    assert path.read_bytes() == (
        b"\xef\xbb\xbf" + 'naam;codes;kans;aantal\r\n"één; twee";a, b;0,1235;3\r\n\'-5;"";2,0000;-4\r\n'.encode()
    )


def test_missing_values_are_empty_cells(tmp_path: Path) -> None:
    write_csv(pl.DataFrame({"naam": ["x", None], "kans": [None, 1.0]}), tmp_path / "uit.csv")
    assert read_csv(tmp_path / "uit.csv")[1] == [(2, {"naam": "x", "kans": ""}), (3, {"naam": "", "kans": "1,0000"})]


def test_a_table_without_rows_has_its_header(tmp_path: Path) -> None:
    write_csv(pl.DataFrame(schema={"naam": pl.String, "codes": pl.List(pl.String)}), tmp_path / "uit.csv")
    assert read_csv(tmp_path / "uit.csv") == (["naam", "codes"], [])


def test_other_programs_read_the_same_cells(tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    write_csv(pl.DataFrame({"tekst": ['zij zei "nee"\nen ging', "a;b"]}), path)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        assert list(csv.reader(handle, delimiter=";")) == [["tekst"], ['zij zei "nee"\nen ging'], ["a;b"]]


def test_blank_rows_are_skipped_and_lines_counted(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('Naam ; CODE\n\n"a\nb";x\n;\n c ;\n', encoding="utf-8")
    header, rows = read_csv(tmp_path / "in.csv")
    assert header == ["naam", "code"]
    assert rows == [(4, {"naam": "a\nb", "code": "x"}), (6, {"naam": "c", "code": ""})]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", r"in\.csv: found an empty first line; the first line must name each column once"),
        (b"\nnaam;code\n", "found an empty first line"),
        (b"naam;code;Naam\n", "found the columns naam twice"),
        (b"naam\n\x81\xff\n", r"in\.csv is neither UTF-8 nor cp1252; save it again as 'CSV UTF-8'"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(content)
    with pytest.raises(UsageError, match=problem):
        read_csv(tmp_path / "in.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_decoded_as_utf8_or_else_as_windows_wrote_it(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("ideeën – 5 €", encoding=encoding)
    assert decode(tmp_path / "in.txt") == "ideeën – 5 €"


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f"tekst\n{'x' * 200_000}\n", encoding="utf-8")
    ((_, row),) = read_csv(tmp_path / "in.csv")[1]
    assert len(row["tekst"]) == 200_000
