"""Which passages are quoted."""

import polars as pl
import pytest

from pipeline.aggregate import FITS
from pipeline.synthesis.evidence import strongest
from pipeline.synthesis.material import Material

SCORE = pl.col("kans_bomen")


def test_quotes_come_from_as_many_reports_as_there_are(village: Material) -> None:
    found = strongest(village.with_mechanism("bomen"), SCORE, village.sources, 2)
    assert [(quote.passage_id, quote.source.document) for quote in found] == [("p0", "a.pdf"), ("p9", "b.pdf")]


def test_more_quotes_than_reports_come_from_the_strongest(village: Material) -> None:
    found = strongest(village.with_mechanism("bomen"), SCORE, village.sources, 4)
    assert [quote.passage_id for quote in found] == ["p0", "p3", "p4", "p9"]
    assert found[0].score == pytest.approx(0.9)
    assert (found[2].page, found[2].section, found[2].role) == (2, "2 Plannen", "plan")


def test_nothing_gives_no_quotes(village: Material) -> None:
    assert strongest(village.coded.clear(), SCORE, village.sources, 3) == ()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Een zin van genoeg tekens die met een hoofdletter begint en een punt heeft.", True),
        ("‘Een zin in aanhalingstekens die op zichzelf ook genoeg zegt om te tonen.", True),
        ("een stuk van een opsomming dat met een kleine letter begint en doorloopt;", False),
        ("Een kop zonder punt die toevallig even lang is als een zin", False),
        ("Te kort.", False),
        ("Lang " * 80 + ".", False),
    ],
)
def test_a_quote_is_a_whole_sentence_that_reads_at_a_glance(text: str, fits: bool) -> None:
    assert pl.DataFrame({"passage": [text]}).select(FITS).item() is fits
