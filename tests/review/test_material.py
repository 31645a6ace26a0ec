"""What of the passages is a sentence, and who is asked the rest."""

import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.review.queue import Wish, queue
from pipeline.review.records import Picked
from tests.review.test_queue import make_material, make_passages, rows_of

SENTENCES = [
    "De iep staat scheef.",
    "“Wie snoeit er dan?”",
    "Waarom kapt niemand de dode wilg (naast het gemaal)?",
    "het planten van linden langs alle wegen in de Noordpolder",
    "In 2021 kostte dat de gemeente € 4.500.",
]
PIECES = [
    "31 % cijfer 9",
    "wilg",
    "Tabel 4 Bomen per wijk",
    "4.2 Beheer van lanen en singels",
    "12 14 15 17 19 21 23 in de jaren 2012 2014 2016 2018.",
    "• Snoeien: 2 fte",
    "",
]


@pytest.fixture
def passages() -> pl.DataFrame:
    texts = [text for pair in zip(PIECES, (*SENTENCES, *SENTENCES), strict=False) for text in pair]
    return make_passages(len(texts)).with_columns(passage=pl.Series(texts))


def test_a_sentence_is_told_from_a_piece_of_a_table_a_heading_and_a_label(codebook: Codebook) -> None:
    passages = make_passages(len(SENTENCES) + len(PIECES)).with_columns(passage=pl.Series([*SENTENCES, *PIECES]))
    found = make_material(passages, codebook).sentences.tolist()
    assert found == [True] * len(SENTENCES) + [False] * len(PIECES)


def test_useful_passages_are_sentences_and_a_random_draw_is_of_all(passages: pl.DataFrame, codebook: Codebook) -> None:
    material = make_material(passages, codebook)
    for wish in (Wish(count=5), Wish(mode=Picked.UNCERTAIN), Wish(mode=Picked.CODE, name="water")):
        asked = [item for item in queue(material, wish) if item.picked is not Picked.RANDOM]
        assert asked
        assert {item.text for item in asked} <= {*SENTENCES}
    drawn = queue(material, Wish(mode=Picked.RANDOM))
    assert {item.text for item in drawn} == {*SENTENCES, *PIECES}
    mix = queue(material, Wish(count=10))
    share = [row for row, item in zip(rows_of(mix), mix, strict=True) if item.picked is Picked.RANDOM]
    assert share == rows_of(drawn)[:2]  # that same draw
