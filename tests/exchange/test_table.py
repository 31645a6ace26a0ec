"""CSV for spreadsheets and scripts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.codings import read_codings
from pipeline.errors import UsageError
from pipeline.exchange import table
from pipeline.exchange.records import Content
from pipeline.exchange.take_in import take_in
from pipeline.exchange.whose import Wishes
from tests.exchange.made import BY_MACHINE, FULL

WISHES = Wishes(datetime(2026, 4, 1, tzinfo=UTC), "csv", "tabel")


def test_nobody_learns_from_codings_of_the_machine_when_the_file_is_put_among_the_passages(
    codebook: Codebook, tmp_path: Path
) -> None:
    table.write(Content(codebook, [FULL], [BY_MACHINE]), tmp_path / "uit.csv")
    found = read_codings(tmp_path, codebook)
    assert (found.passages, found.without_coder) == ([FULL], 1)


def test_a_row_that_is_not_understood_is_named_and_the_rest_taken(codebook: Codebook, tmp_path: Path) -> None:
    lines = ["text;mechanismen;rol;document;coder;datum", "Els.;bomen;plan;nota;bram;", "Wilg.;gras;plan;nota;bram;"]
    (tmp_path / "in.csv").write_text("\n".join([*lines, "Beuk.;;plan;nota;bram;gisteren"]), encoding="utf-8")
    taken = take_in(table.read(tmp_path / "in.csv"), codebook, WISHES, [])
    assert [made.text for made in taken.decisions] == ["Els."]
    assert [fault.where for fault in taken.faults] == ["line 3", "line 4"]
    assert taken.unknown == {"gras": 1}


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("zin;code\nEls.;bomen\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no column text, mechanismen"):
        list(table.read(tmp_path / "in.csv"))
