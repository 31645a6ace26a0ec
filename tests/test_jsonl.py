"""Sentences in and codings out as JSON Lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.jsonl import CodedLine, SentenceLine, read_lines, write_lines


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    lines = [
        SentenceLine(id="1", text='Eén "zin"\nmet regel\u2028einden.', before="Ervoor."),
        SentenceLine(id="1", text=""),
    ]
    assert write_lines(tmp_path / "uit.jsonl", (line.model_dump() for line in lines)) == 2
    assert read_lines(tmp_path / "uit.jsonl", SentenceLine) == lines


def test_accents_are_written_as_they_are(tmp_path: Path) -> None:
    write_lines(tmp_path / "uit.jsonl", [{"tekst": "ideeën"}])
    assert (tmp_path / "uit.jsonl").read_bytes() == '{"tekst": "ideeën"}\n'.encode()


def test_other_keys_are_ignored_and_neighbours_may_be_missing_or_null(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "1", "text": "Zin.", "after": null, "bron": 3}\n', encoding="utf-8")
    assert read_lines(tmp_path / "in.jsonl", SentenceLine) == [SentenceLine(id="1", text="Zin.")]


def test_blank_lines_and_a_byte_order_mark_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('\n{"id": "1", "text": "Zin."}\r\n  \n', encoding="utf-8-sig")
    assert len(read_lines(tmp_path / "in.jsonl", SentenceLine)) == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "2"}', r"in\.jsonl, line 3: text: it is missing; add it"),
        ("{id: 2}", r"in\.jsonl, line 3: Invalid JSON"),
        ('["2", "Zin."]', r"in\.jsonl, line 3: "),
        ('{"id": "2", "text": null}', r"line 3: text: found nothing, needed text between quotes"),
        ('{"before": 1}', r"line 3: id: it is missing; add it \(and 2 more\)"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(line: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(f'{{"id": "1", "text": "Zin."}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=problem):
        read_lines(tmp_path / "in.jsonl", SentenceLine)


@pytest.mark.parametrize("codes", ['"bomen"', "null", "[1]"])
def test_mechanisms_are_a_list_of_codes(codes: str, tmp_path: Path) -> None:
    line = f'{{"id": "1", "text": "Zin.", "rol": "plan", "document": "a", "mechanisme": {codes}}}'
    (tmp_path / "in.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(UsageError, match="line 1: mechanisme"):
        read_lines(tmp_path / "in.jsonl", CodedLine)


@pytest.mark.parametrize("name", ["weg.jsonl", "."])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no file .*; give a JSON Lines file with id and text on every line"):
        read_lines(tmp_path / name, SentenceLine)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "1", "text": "ideeën"}', encoding="cp1252")
    with pytest.raises(UsageError, match="is not UTF-8"):
        read_lines(tmp_path / "in.jsonl", SentenceLine)


def test_an_error_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    def lines() -> Iterator[dict[str, Any]]:
        yield {"id": "1"}
        raise ValueError("halfway")

    (tmp_path / "uit.jsonl").write_text("oud", encoding="utf-8")
    with pytest.raises(ValueError, match="halfway"):
        write_lines(tmp_path / "uit.jsonl", lines())
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("uit.jsonl", "oud")]
