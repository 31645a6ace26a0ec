"""What is appended is read back as it was, whatever it says, and whatever a spreadsheet or a kill did to the file."""

import csv
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision, Place, Proposal, read_codings, store
from pipeline.codings.coders import is_machine, tidy_name
from pipeline.codings.columns import COLUMNS, from_row, to_row
from pipeline.codings.store import append
from pipeline.codings.torn import whole_length
from pipeline.errors import UsageError

AT = datetime(2026, 5, 1, 10, 30, 1, 250_000, tzinfo=UTC)
ELS = CodedPassage(
    *("De els\nvalt om.", ("bomen",), "klacht", "nota 1", "anna", AT, "beoordeling", '=twijfel; "echt"'),
    place=Place("p01", 3, 12, 0, 9, "ab" * 32),
    proposal=Proposal((), "plan", "model 1", "onzeker"),
)
POPULIER = replace(ELS, text="De populier ruist.", coded_at=AT + timedelta(seconds=1), mechanisms=(), role="plan")


def history(folder: Path, codebook: Codebook) -> list[CodedPassage]:
    return read_codings(folder, codebook).history


def copies(folder: Path) -> list[Path]:
    return sorted((folder / ".reservekopie").glob("*.2*.csv"))


# Every character that a file can hold, those that mean something in a CSV most often.
NASTY = st.text(st.sampled_from("'=+-@;,\"\t\r\n \x1c\x85\u2028\ufeff5a") | st.characters(exclude_categories=["Cs"]))
texts = NASTY.map(lambda text: text.replace("\0", ""))
filled = texts.filter(lambda text: bool(text.strip()))
names = filled.filter(lambda name: bool(tidy_name(name)) and not is_machine(name))
numbers = st.none() | st.integers(0, 9999)
mechanisms = st.sampled_from([(), ("bomen",), ("water",), ("bomen", "water")])
roles = st.sampled_from(["klacht", "plan"])
moments = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC))
passages = st.builds(
    CodedPassage,
    *(filled, mechanisms, roles, filled, names, moments, texts, texts, texts, texts, texts),
    decision=st.sampled_from(Decision),
    place=st.builds(Place, texts, numbers, numbers, numbers, numbers, texts),
    proposal=st.builds(Proposal, st.none() | mechanisms, st.just("") | roles, texts, texts),
    codebook=texts,
)


@given(passages)
@settings(deadline=None)
def test_a_row_gives_every_decision_back(codebook: Codebook, passage: CodedPassage) -> None:
    assert from_row(to_row(passage), codebook) == passage


@given(batches=st.lists(st.lists(passages, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_what_is_appended_is_read_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, codebook: Codebook, batches: list[list[CodedPassage]]
) -> None:
    folder = tmp_path_factory.mktemp("passages")
    for batch in batches:
        append(folder, batch)
    read = history(folder, codebook)
    appended = [passage for batch in batches for passage in batch]
    assert all(passage in read for passage in appended)
    assert all(passage in appended for passage in read)


def test_texts_are_tidied_as_a_file_gives_them_back() -> None:
    passage = CodedPassage(" De els\r\nvalt.\r", (), "plan", "nota ", " anna", remark="\tja\xa0", place=Place(" p1 "))
    assert (passage.text, passage.document, passage.coder) == ("De els\nvalt.", "nota", "anna")
    assert (passage.remark, passage.place.passage_id) == ("ja", "p1")


def test_the_file_opens_in_a_dutch_spreadsheet(tmp_path: Path) -> None:
    (path,) = append(tmp_path, [ELS])
    assert path == tmp_path / "beoordeeld-anna.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbftext;mechanismen;rol;document;coder;")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file, delimiter=";")
    assert (tuple(header), row[0], row[7]) == (COLUMNS, "De els\nvalt om.", '\'=twijfel; "echt"')


def test_what_is_there_already_is_not_added_again(tmp_path: Path) -> None:
    (path,) = append(tmp_path, [ELS, POPULIER, ELS])
    before = path.read_bytes()
    assert append(tmp_path, [POPULIER, ELS]) == []
    assert path.read_bytes() == before
    assert append(tmp_path, []) == []


@pytest.mark.parametrize("change", [{"remark": "toch"}, {"coded_at": AT + timedelta(microseconds=1)}, {"role": "plan"}])
def test_a_decision_that_differs_in_anything_is_added(change: dict[str, object], tmp_path: Path) -> None:
    append(tmp_path, [ELS])
    assert append(tmp_path, [replace(ELS, **change)])  # type: ignore[arg-type]


def test_without_a_date_a_return_to_an_earlier_decision_counts(tmp_path: Path, codebook: Codebook) -> None:
    first = replace(ELS, coded_at=None)
    second = replace(first, role="plan")
    for decision in (first, first, second, first, first):
        append(tmp_path, [decision])
    assert history(tmp_path, codebook) == [first, second, first]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "Zo"),
        ("李", "王"),
        ("a" * 60, "a" * 61),
        ("anna", "anna!"),
        ("...", "???"),
        ("a/b", "a b"),
        ("anna", "anna-2"),
    ],
)
def test_coders_with_different_names_have_different_files(one: str, other: str, tmp_path: Path) -> None:
    paths = append(tmp_path, [replace(ELS, coder=one), replace(ELS, coder=other)])
    assert len(set(paths)) == 2
    assert all(path.name.isascii() and len(path.name) < 80 for path in paths)


@pytest.mark.parametrize(
    ("coder", "name"),
    [("anna", "beoordeeld-anna.csv"), ("Jan de  Wit", "beoordeeld-jan-de-wit.csv"), ("CON", "beoordeeld-con.csv")],
)
def test_a_plain_name_is_the_name_of_the_file(coder: str, name: str, tmp_path: Path) -> None:
    assert append(tmp_path, [replace(ELS, coder=coder)]) == [tmp_path / name]


def test_spellings_of_one_name_are_one_coder_and_a_hyphen_makes_another(tmp_path: Path, codebook: Codebook) -> None:
    spellings = ["Anna Bos", "anna  bos", "ANNA-BOS"]
    first, second, third = (replace(POPULIER if n else ELS, coder=coder) for n, coder in enumerate(spellings))
    assert append(tmp_path, [first, second, third]) == [tmp_path / "beoordeeld-anna-bos.csv"]
    assert [passage.coder for passage in history(tmp_path, codebook)] == ["Anna Bos", "Anna Bos", "ANNA-BOS"]
    assert append(tmp_path, [replace(first, coder="ANNA BOS")]) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"coder": " "}, "a decision on 'nota 1' cannot be stored: it has no coder; nothing was stored"),
        ({"text": ""}, "has no text"),
        ({"role": ""}, "has no rol"),
        ({"remark": "a\0b"}, "'nota 1' cannot be stored: its opmerking holds a character that no text file can hold"),
        ({"before": "\ud83d"}, "its ervoor holds a character"),
        (
            {"place": Place(page=cast(int, "x"))},
            "it could not be read back: 'x' in the column 'pagina' is no whole number",
        ),
        ({"place": Place(sha256=cast(str, 12))}, "its rapport_sha256 is 12, which is no text"),
        ({"coded_at": datetime(2206, 5, 1, tzinfo=UTC)}, "could not be read back: the date .* lies in the future"),
        ({"mechanisms": ("oude bomen",)}, "its codes 'oude bomen' hold a blank or a separator"),
        ({"coder": "Machine"}, "its coder 'Machine' has our name for the machine"),
        ({"remark": "x" * 32_001}, "its opmerking is 32001 characters long; a cell holds 32000"),
    ],
)
def test_what_could_not_be_read_back_is_refused_before_anything_is_stored(
    change: dict[str, object], problem: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=problem):
        append(tmp_path / "map", [POPULIER, replace(ELS, **change)])  # type: ignore[arg-type]
    assert not (tmp_path / "map").exists()


def test_a_skipped_passage_needs_no_role(tmp_path: Path, codebook: Codebook) -> None:
    skipped = replace(ELS, decision=Decision.SKIPPED, role="", mechanisms=())
    append(tmp_path, [skipped])
    assert history(tmp_path, codebook) == [skipped]


def test_a_lock_that_stays_held_is_an_error_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_WAIT", 0.05)
    with (
        FileLock(tmp_path / store.LOCK),
        pytest.raises(UsageError, match="close it and save again; nothing was stored"),
    ):
        append(tmp_path, [ELS])


def test_threads_of_one_program_wait_for_each_other(tmp_path: Path, codebook: Codebook) -> None:
    decisions = [replace(ELS, coded_at=AT + timedelta(seconds=number)) for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda decision: append(tmp_path, [decision]), decisions))
    assert history(tmp_path, codebook) == decisions


def test_every_decision_stands_in_the_journal_too(tmp_path: Path) -> None:
    append(tmp_path, [ELS])
    journal = tmp_path / ".reservekopie" / "beoordeeld-anna.dagboek.csv"
    with journal.open("ab") as file:
        file.write(b'"half')
    (path,) = append(tmp_path, [POPULIER])
    assert journal.read_bytes() == path.read_bytes()


def test_a_cut_at_any_byte_is_never_read_as_a_decision_and_never_joined_to_the_next(
    tmp_path: Path, codebook: Codebook
) -> None:
    (path,) = append(tmp_path, [ELS])
    first = path.stat().st_size
    append(tmp_path, [POPULIER])
    whole = path.read_bytes()
    assert {whole_length(whole[:cut]) for cut in range(first, len(whole))} == {first}
    for cut in (*range(first, len(whole), 9), len(whole) - 1):
        path.write_bytes(whole[:cut])
        assert history(tmp_path, codebook) == [ELS], cut
        last = replace(POPULIER, remark=str(cut))
        append(tmp_path, [last])
        assert history(tmp_path, codebook) == [ELS, last], cut


def test_what_was_cut_off_is_set_aside(tmp_path: Path) -> None:
    (path,) = append(tmp_path, [ELS])
    with path.open("ab") as file:
        file.write(b'"half \xc3')
    append(tmp_path, [POPULIER])
    (aside,) = (tmp_path / ".reservekopie").glob("*.afgebroken.*.txt")
    assert aside.read_bytes() == b'"half \xc3'


@pytest.mark.parametrize("left", [b"", b"\xef\xbb", b"\xef\xbb\xbftext;mecha"])
def test_a_file_that_was_hardly_begun_holds_no_decision_and_is_begun_again(
    left: bytes, tmp_path: Path, codebook: Codebook
) -> None:
    (tmp_path / "beoordeeld-anna.csv").write_bytes(left)
    assert history(tmp_path, codebook) == []
    assert append(tmp_path, [ELS]) == [tmp_path / "beoordeeld-anna.csv"]
    assert history(tmp_path, codebook) == [ELS]


def test_after_a_full_disk_the_file_is_as_it_was(
    tmp_path: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = append(tmp_path, [ELS])
    append(tmp_path, [POPULIER])  # makes the copy
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        append(tmp_path, [replace(ELS, remark="nog een")])
    assert path.read_bytes() == before


def test_when_the_journal_cannot_be_written_nothing_is_stored(tmp_path: Path, codebook: Codebook) -> None:
    append(tmp_path, [ELS])
    journal = tmp_path / ".reservekopie" / "beoordeeld-anna.dagboek.csv"
    journal.unlink()
    journal.mkdir()
    with pytest.raises(OSError, match="dagboek"):
        append(tmp_path, [POPULIER])
    assert history(tmp_path, codebook) == [ELS]


@pytest.mark.parametrize("before", [[], [ELS]])
def test_what_could_not_be_stored_is_not_in_the_journal(
    before: list[CodedPassage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(tmp_path, before)
    journal = tmp_path / ".reservekopie" / "beoordeeld-anna.dagboek.csv"
    held = journal.read_bytes() if before else b""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "grow" if before else "create", full)
    with pytest.raises(OSError, match="No space left"):
        append(tmp_path, [POPULIER])
    assert journal.read_bytes() == held


def saved_again(
    path: Path, *, encoding: str, delimiter: str, end: str, last_end: bool = True, extra: bool = True
) -> None:
    """What a spreadsheet makes of a file: other order, a column more, no quotes that are not needed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    order = [*range(3, len(COLUMNS)), 0, 1, 2]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
        for number, row in enumerate(rows):
            added = ["Mijn kolom" if number == 0 else "é"] if extra else []
            writer.writerow([row[place] for place in order] + added)
    if not last_end:
        path.write_bytes(path.read_bytes().removesuffix(end.encode()))


SPREADSHEETS: dict[str, Callable[[Path], None]] = {
    "Excel, CSV UTF-8": lambda path: saved_again(path, encoding="utf-8-sig", delimiter=";", end="\r\n"),
    "Excel, CSV": lambda path: saved_again(path, encoding="cp1252", delimiter=";", end="\r\n"),
    "LibreOffice": lambda path: saved_again(path, encoding="utf-8", delimiter=",", end="\n"),
    "no last line end": lambda path: saved_again(path, encoding="utf-8", delimiter=",", end="\r\n", last_end=False),
    "no last line end, last cell empty": lambda path: saved_again(
        path, encoding="utf-8", delimiter=",", end="\n", last_end=False, extra=False
    ),
}


@pytest.mark.parametrize("program", SPREADSHEETS)
def test_a_file_that_a_spreadsheet_saved_is_read_and_appended_to(
    program: str, tmp_path: Path, codebook: Codebook
) -> None:
    (path,) = append(tmp_path, [ELS])
    SPREADSHEETS[program](path)
    assert history(tmp_path, codebook) == [ELS]
    added = replace(POPULIER, remark="café\n– 5 €")
    assert append(tmp_path, [added, ELS]) == [path]
    assert history(tmp_path, codebook) == [ELS, added]
    path.write_bytes(path.read_bytes()[:-7])
    assert history(tmp_path, codebook) == [ELS]


def test_what_the_encoding_of_a_saved_file_cannot_hold_goes_to_the_next_file(
    tmp_path: Path, codebook: Codebook
) -> None:
    (path,) = append(tmp_path, [ELS])
    SPREADSHEETS["Excel, CSV"](path)
    chinese = replace(POPULIER, remark="李")
    assert append(tmp_path, [chinese]) == [tmp_path / "beoordeeld-anna-2.csv"]
    assert append(tmp_path, [POPULIER, chinese]) == [path]
    assert set(history(tmp_path, codebook)) == {ELS, chinese, POPULIER}


@pytest.mark.parametrize(
    "content", [b"text;mechanismen;rol;document;coder\r\nT.;;plan;nota;anna\r\n", b"a;a\r\n1;2\r\n", b"\x81\xff\r\n"]
)
def test_a_file_with_other_columns_is_left_alone_and_the_next_one_begun(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "beoordeeld-anna.csv").write_bytes(content)
    second = tmp_path / "beoordeeld-anna-2.csv"
    assert append(tmp_path, [ELS]) == [second]
    assert append(tmp_path, [ELS]) == []
    assert append(tmp_path, [POPULIER]) == [second]
    assert (tmp_path / "beoordeeld-anna.csv").read_bytes() == content


def test_a_file_is_copied_before_it_grows_and_the_copy_is_not_read(tmp_path: Path, codebook: Codebook) -> None:
    (path,) = append(tmp_path, [ELS])
    assert copies(tmp_path) == []
    before = path.read_bytes()
    append(tmp_path, [POPULIER])
    append(tmp_path, [replace(POPULIER, remark="nog eens")])
    (copy,) = copies(tmp_path)
    assert copy.read_bytes() == before
    assert len(history(tmp_path, codebook)) == 3


def test_a_copy_of_what_the_file_no_longer_holds_is_kept(tmp_path: Path) -> None:
    (path,) = append(tmp_path, [ELS])
    append(tmp_path, [POPULIER])
    before = copies(tmp_path)[0].read_bytes()
    path.write_bytes(path.read_bytes().replace(b"anna", b"Anna"))
    for number in range(3):
        append(tmp_path, [replace(POPULIER, remark=str(number))])
    first, second = copies(tmp_path)
    assert first.read_bytes() == before
    assert path.read_bytes().startswith(second.read_bytes())
