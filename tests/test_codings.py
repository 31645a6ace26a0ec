"""Coded passages as people hand them in: other separators, names, encodings and dates, and what is refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Codings, Decision, Place, Proposal, read_codings
from pipeline.codings.cells import RowError
from pipeline.codings.columns import BLANK, from_row, row_reader, to_row
from pipeline.errors import PassageFileError, UsageError

HEADER = "text;mechanismen;rol;document;coder;datum"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "passages"
    folder.mkdir()
    return folder


def read(folder: Path, codebook: Codebook, *lines: str, encoding: str = "utf-8") -> Codings:
    (folder / "ronde.csv").write_text("\n".join(lines), encoding=encoding)
    return read_codings(folder, codebook)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_every_column_is_read(folder: Path, codebook: Codebook) -> None:
    header = f"{HEADER};bron;opmerking;before;after;section"
    row = "De els valt om.;bomen;klacht;nota 1;anna;2026-03-01;interview;twijfel;Ervoor.;Erna.;Groen > Bomen"
    (passage,) = read(folder, codebook, header, row).passages
    assert passage.text == "De els valt om."
    assert (passage.mechanisms, passage.role) == (("bomen",), "klacht")
    assert (passage.document, passage.coder, passage.coded_at) == ("nota 1", "anna", utc(2026, 3, 1))
    assert (passage.source, passage.remark) == ("interview", "twijfel")
    assert (passage.before, passage.after, passage.section) == ("Ervoor.", "Erna.", "Groen > Bomen")


def test_column_names_of_our_results_are_understood_and_other_columns_ignored(folder: Path, codebook: Codebook) -> None:
    header = "Passage;Mechanismen;Rol;Document;Coder;Ervoor;Erna;Sectie;kans_bomen"
    (passage,) = read(folder, codebook, header, "Een els.;bomen;plan;nota;anna;Voor.;Na.;Groen;0,4").passages
    assert (passage.text, passage.before, passage.after, passage.section) == ("Een els.", "Voor.", "Na.", "Groen")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separator_and_encoding_are_recognised(separator: str, encoding: str, folder: Path, codebook: Codebook) -> None:
    header = separator.join(["text", "mechanismen", "rol", "document", "coder"])
    row = separator.join(['"Café én els, ""de laatste""; met\ttab"', '"bomen, water"', "plan", "nota", "anna"])
    (passage,) = read(folder, codebook, header, row, encoding=encoding).passages
    assert passage.text == 'Café én els, "de laatste"; met\ttab'
    assert passage.mechanisms == ("bomen", "water")


@pytest.mark.parametrize(
    "cell", ["water, bomen", "water;bomen", "water|bomen", "water+bomen", "water / bomen", "water bomen"]
)
def test_mechanisms_may_be_separated_in_any_way_and_take_the_order_of_the_codebook(
    cell: str, folder: Path, codebook: Codebook
) -> None:
    (passage,) = read(folder, codebook, HEADER, f'Tekst.;"{cell}";plan;nota;anna;').passages
    assert passage.mechanisms == ("bomen", "water")


@pytest.mark.parametrize("cell", ["", "-", " "])
def test_a_passage_may_have_no_mechanism(cell: str, folder: Path, codebook: Codebook) -> None:
    (passage,) = read(folder, codebook, HEADER, f"Tekst.;{cell};plan;nota;anna;").passages
    assert passage.mechanisms == ()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-12-31", utc(2025, 12, 31)),
        ("31-12-2025", utc(2025, 12, 31)),
        ("1/2/2026", utc(2026, 2, 1)),
        ("", None),
    ],
)
def test_dates_are_read_as_a_dutch_spreadsheet_writes_them(
    cell: str, day: datetime | None, folder: Path, codebook: Codebook
) -> None:
    (passage,) = read(folder, codebook, HEADER, f"Tekst.;;plan;nota;anna;{cell}").passages
    assert passage.coded_at == day


def test_rows_without_a_coder_are_counted_and_left_out_even_when_they_are_wrong(
    folder: Path, codebook: Codebook
) -> None:
    codings = read(folder, codebook, HEADER, "Een.;bomen;plan;nota;anna;", "Twee.;gras;plan;nota;;", "Drie.;;;;;")
    assert [passage.text for passage in codings.passages] == ["Een."]
    assert codings.without_coder == 2


def test_the_newest_decision_of_a_coder_wins_whatever_the_order_of_rows(folder: Path, codebook: Codebook) -> None:
    rows = ("T.;water;plan;nota;anna;2026-05-01", "T.;bomen;plan;nota;anna;2026-04-01", "T.;;plan;andere nota;anna;")
    codings = read(folder, codebook, HEADER, *rows)
    decisions = {passage.document: (passage.mechanisms, passage.coder) for passage in codings.passages}
    assert decisions == {"nota": (("water",), "anna"), "andere nota": ((), "anna")}
    assert codings.superseded == 1


def test_what_two_coders_decided_holds_side_by_side_until_there_is_a_consensus(
    folder: Path, codebook: Codebook
) -> None:
    rows = ("T.;water;plan;nota;bram;2026-05-01", "T.;bomen;plan;nota;anna;2026-04-01")
    assert [passage.coder for passage in read(folder, codebook, HEADER, *rows).passages] == ["anna", "bram"]
    agreed = "T.;;klacht;nota;consensus;2026-01-01"
    codings = read(folder, codebook, HEADER, *rows, agreed)
    assert [(passage.coder, passage.role) for passage in codings.passages] == [("consensus", "klacht")]
    assert (codings.superseded, len(codings.history)) == (2, 3)


def test_a_decision_that_was_withdrawn_or_skipped_is_history_only(folder: Path, codebook: Codebook) -> None:
    header = f"{HEADER};besluit"
    rows = (
        "T.;water;plan;nota;anna;2026-05-01T10:00:00.000+00:00;gecodeerd",
        "T.;water;plan;nota;anna;2026-05-01T10:00:01.000+00:00;ingetrokken",
        "U.;;;nota;anna;2026-05-02;overgeslagen",
    )
    codings = read(folder, codebook, header, *rows)
    assert (codings.passages, [passage.decision for passage in codings.history]) == (
        [],
        [Decision.CODED, Decision.WITHDRAWN, Decision.SKIPPED],
    )


def test_a_row_gives_the_same_decision_back(codebook: Codebook) -> None:
    place = Place("p0123456789ab", 3, 12, 0, 9, "ab" * 32)
    proposal = Proposal((), "klacht", "model 1", "onzeker")
    coded_at = datetime(2026, 5, 1, 10, 30, 1, 250_000, tzinfo=UTC)
    passage = CodedPassage(
        *("De els.", ("bomen", "water"), "plan", "nota.pdf", "anna", coded_at, "herkomst", "twijfel"),
        *("Voor.", "Na.", "Groen > Bomen", Decision.CODED, place, proposal, "2"),
    )
    assert from_row(to_row(passage), codebook) == passage
    unplaced = CodedPassage("De els.", (), "plan", "nota.pdf", "anna")
    assert from_row(to_row(unplaced), codebook) == unplaced


_CELLS = {
    "text": ["De els.", " De\r\neik ", ""],
    "mechanismen": ["", "bomen", "water, bomen", "bomen;gras", "-"],
    "rol": ["plan", "klacht", "feit", ""],
    "document": ["nota", ""],
    "datum": ["", "2026-03-01", "gisteren"],
    "besluit": ["", "overgeslagen", "vergeten"],
    "pagina": ["", "3", "drie"],
    "voorstel": ["", "water"],
}


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in _CELLS.items()})))
def test_many_rows_are_read_as_each_by_itself(rows: list[dict[str, str]], codebook: Codebook) -> None:
    def read_or_refused(reader: Callable[[dict[str, str]], CodedPassage], row: dict[str, str]) -> object:
        try:
            return reader(row)
        except RowError as e:
            return str(e)

    together, alone = row_reader(codebook), partial(from_row, codebook=codebook)
    for row in rows:
        assert read_or_refused(together, BLANK | row) == read_or_refused(alone, row)


def test_without_dates_the_last_row_of_the_last_file_wins(folder: Path, codebook: Codebook) -> None:
    (folder / "a.csv").write_text(f"{HEADER}\nT.;water;plan;nota;anna;\nT.;;plan;nota;anna;\n", encoding="utf-8")
    (folder / "b.csv").write_text(f"{HEADER}\nT.;bomen;klacht;nota;anna;\n", encoding="utf-8")
    codings = read_codings(folder, codebook)
    assert [(passage.mechanisms, passage.role) for passage in codings.passages] == [(("bomen",), "klacht")]
    assert (codings.superseded, [path.name for path in codings.files]) == (2, ["a.csv", "b.csv"])


def test_a_decision_with_a_date_holds_over_one_without_wherever_they_stand(folder: Path, codebook: Codebook) -> None:
    dated, undated = "T.;water;plan;nota;anna;2026-05-01", "T.;bomen;klacht;nota;anna;"
    for rows in ((dated, undated), (undated, dated)):
        codings = read(folder, codebook, HEADER, *rows)
        assert [passage.mechanisms for passage in codings.passages] == [("water",)]
        assert [passage.coded_at for passage in codings.history] == [None, utc(2026, 5, 1)]


def test_tomorrow_on_a_clock_elsewhere_is_no_future(folder: Path, codebook: Codebook) -> None:
    soon = datetime.now(UTC) + timedelta(hours=20)
    (passage,) = read(folder, codebook, HEADER, f"T.;;plan;nota;anna;{soon.isoformat()}").passages
    assert passage.coded_at == soon


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Tekst.;gras;plan;nota;anna;", r"ronde\.csv, line 3: unknown mechanism 'gras'; the codebook has bomen, water"),
        ("Tekst.;plan;plan;nota;anna;", r"line 3: unknown mechanism 'plan'"),
        ("Tekst.;bomen;bomen;nota;anna;", r"line 3: unknown role 'bomen'; the codebook has klacht, plan"),
        (";bomen;plan;nota;anna;", r"line 3: the cell 'text' is empty; fill it in or delete the row"),
        ("Tekst.;bomen;;nota;anna;", r"line 3: the cell 'rol' is empty"),
        ("Tekst.;bomen;plan;;anna;", r"line 3: the cell 'document' is empty"),
        ("Tekst.;bomen;plan;nota;anna;gisteren", r"line 3: 'gisteren' is no date; write it as 2026-12-31"),
        ("Tekst.;bomen;plan;nota;anna;2026-02-30", r"line 3: '2026-02-30' is no date"),
        ("Tekst.;bomen;plan;nota;anna;2206-05-01", r"line 3: the date '2206-05-01' lies in the future"),
    ],
)
def test_a_row_that_cannot_be_understood_is_named(row: str, problem: str, folder: Path, codebook: Codebook) -> None:
    with pytest.raises(PassageFileError, match=problem):
        read(folder, codebook, HEADER, "Goed.;bomen;plan;nota;anna;", row)


def test_a_row_is_named_by_its_line_in_the_file(folder: Path, codebook: Codebook) -> None:
    two_lines = '"Over twee\nregels.";bomen;plan;nota;anna;'
    with pytest.raises(PassageFileError, match="line 5: unknown mechanism 'gras'"):
        read(folder, codebook, HEADER, two_lines, "", "Tekst.;gras;plan;nota;anna;")


def test_a_missing_column_is_named_with_what_was_found(folder: Path, codebook: Codebook) -> None:
    with pytest.raises(PassageFileError, match=r"no column rol, coder \(found: text, mechanismen, document\)"):
        read(folder, codebook, "text;mechanismen;document", "Tekst.;bomen;nota")


@pytest.mark.parametrize("name", ["leeg", "bestaat-niet"])
def test_a_folder_without_csv_is_refused(name: str, tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "leeg" / "notitie.txt").write_text("geen passages", encoding="utf-8")
    with pytest.raises(UsageError, match=rf"no coded passages: .*{name} holds no \.csv file"):
        read_codings(tmp_path / name, codebook)


def test_hidden_files_of_other_programs_are_left_out(folder: Path, codebook: Codebook) -> None:
    (folder / "._ronde.csv").write_bytes(b"\x00\x05\x16\x07")
    assert len(read(folder, codebook, HEADER, "Tekst.;bomen;plan;nota;anna;").passages) == 1


def test_a_name_in_capitals_is_a_csv_too(folder: Path, codebook: Codebook) -> None:
    (folder / "RONDE2.CSV").write_text(f"{HEADER}\nNog een.;bomen;plan;nota;anna;\n", encoding="utf-8")
    assert len(read(folder, codebook, HEADER, "Tekst.;bomen;plan;nota;anna;").passages) == 2
