"""Names of files with anything in them that a disk allows: in the tables, the page, the document and the links."""

import csv
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_to_bytes

import polars as pl
import pytest

from pipeline.report.links import Links
from pipeline.run import run
from pipeline.settings import DuplicateSettings
from tests.conftest import settings_for
from tests.damaged.objects import SHOWN, one_page

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse most of these names")
NO_TEXT = b"geen \xff\xc3 tekst.pdf"
NAMES = (
    b"gewoon.pdf",
    "e\u0301e\u0301n, cafe\u0301.pdf".encode(),  # accents as signs of their own, as macOS writes them
    "\u202efdp.omgekeerd.pdf".encode(),
    "\u05d3\u05d5\u05d7 \u0631\u064a\u0631 \U0001f333\u200d.pdf".encode(),
    b"twee\nregels\r.pdf",
    b"tab\ten bel\x07 \x1b[31mrood.pdf",
    "eind\u2028regel\ufeff\x85\u00ad\ufffe.pdf".encode(),
    NO_TEXT,
    b"<script>alert('x')</script>&amp;.pdf".replace(b"/", b"%2F"),
    b'=1+1;"x" #1?a=b%20c\'.pdf',
    b"back\\slash ~ $(id) `id`.pdf",
    b"-rf " + b"x" * 240 + b".pdf",
)


@pytest.fixture(scope="module")
def out(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("names")
    (root / "rapporten").mkdir()
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(root / "rapporten") + b"/" + name)).write_bytes(one_page(SHOWN))
    settings = settings_for(shutil.copytree(project, root / "project"))
    every_file = DuplicateSettings(keep_all=True)  # they differ in their names only
    run(root / "rapporten", root / "uit", replace(settings, duplicates=every_file))
    return root / "uit"


def test_every_file_is_read_and_listed_once(out: Path) -> None:
    status = pl.read_parquet(out / "status.parquet")
    assert status["status"].to_list() == ["ok"] * len(NAMES)
    assert status["bestand"].n_unique() == len(NAMES)


def test_a_row_of_the_csv_stays_a_row(out: Path) -> None:
    with (out / "status.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["status"] for row in rows] == ["ok"] * len(NAMES)
    assert not [row["bestand"] for row in rows if row["bestand"].startswith("=")]


def test_links_lead_to_the_files(out: Path) -> None:
    links = pl.read_parquet(out / "passages.parquet")["link"].unique()
    there = {unquote_to_bytes(link.partition("#page=")[0]).rpartition(b"/")[2] for link in links}
    assert there == set(NAMES)


def test_a_link_holds_the_bytes_of_a_name_that_is_no_text() -> None:
    assert Links("..").to("geen \\udcff\\udcc3 tekst.pdf", 2) == "../geen%20%FF%C3%20tekst.pdf#page=2"


def test_the_page_holds_names_as_text(out: Path) -> None:
    page = (out / "rode_draad.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
