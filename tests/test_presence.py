"""The verdict per report and mechanism: its rows, its rule and its edges."""

from dataclasses import asdict

import numpy as np
import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.model.score_bins import ScoreBins
from pipeline.presence import PRESENCE_SCHEMA, Verdict, least, presence, score_counts, verdicts
from pipeline.settings import SynthesisSettings

RULE = SynthesisSettings()
BINS = ScoreBins((0.3, 0.6), (20, 30, 50), (700, 40, 10), (5900, 80, 5))
CARD = {"score_bins": {code: asdict(BINS) for code in ("bomen", "water")}}
# Of 80 sentences: 12 surely on trees, 2 in doubt; two on water.
SCORES = {"bomen": [0.95] * 12 + [0.4] * 2 + [0.01] * 66, "water": [0.01] * 78 + [0.7] * 2}


def sentences(document: str, scores: dict[str, list[float]]) -> pl.DataFrame:
    number = len(scores["bomen"])
    codes = [[code for code in scores if scores[code][place] >= 0.5] for place in range(number)]
    columns = {f"kans_{code}": values for code, values in scores.items()}
    coded = pl.Series("mechanismen", codes, dtype=pl.List(pl.String))
    nobody = pl.Series("gecodeerd_door", [[]] * number, dtype=pl.List(pl.String))
    return pl.DataFrame({"document": [document] * number, "mechanismen": coded, "gecodeerd_door": nobody, **columns})


def reports(*names: str) -> pl.DataFrame:
    return pl.DataFrame({"document": names}, schema={"document": pl.String})


def counted(codebook: Codebook, passages: pl.DataFrame) -> pl.DataFrame:
    return score_counts(passages, codebook, CARD)


@pytest.fixture
def passages() -> pl.DataFrame:
    silent = {code: [0.01] * 50 for code in SCORES}
    return pl.concat([sentences("z.pdf", SCORES), sentences("b.pdf", silent), sentences("weg.pdf", SCORES)])


def test_what_people_coded_is_known_and_only_the_rest_is_estimated(passages: pl.DataFrame, codebook: Codebook) -> None:
    """The first seven sentences of z.pdf, sure to be on trees by the machine, were judged: five are."""
    own = passages.filter(document="z.pdf").with_row_index("rij")
    judged = pl.col("rij") < 7
    codes = pl.when(pl.col("rij") < 5).then(pl.lit(["bomen"])).when(judged).then(pl.lit([], dtype=pl.List(pl.String)))
    names = pl.when(judged).then(pl.lit(["anna"])).otherwise("gecodeerd_door")
    decided = own.with_columns(codes.otherwise("mechanismen").alias("mechanismen"), names.alias("gecodeerd_door"))
    (row, *_) = presence(counted(codebook, decided), reports("z.pdf"), codebook, CARD, RULE).to_dicts()
    (rest, *_) = presence(counted(codebook, own.filter(~judged)), reports("z.pdf"), codebook, CARD, RULE).to_dicts()
    assert (row["zinnen"], row["gecodeerd"], rest["gecodeerd"]) == (80, 10, 5)
    for name in ("geschat", "ondergrens", "bovengrens"):
        assert row[name] == pytest.approx(5 + rest[name])
    assert row["spreiding"] == pytest.approx(rest["spreiding"])
    assert (row["kans"], row["oordeel"]) == (1.0, "aanwezig")


def test_a_report_that_people_coded_as_a_whole_leaves_nothing_to_estimate(
    passages: pl.DataFrame, codebook: Codebook
) -> None:
    nobody = [pl.lit([], dtype=pl.List(pl.String)).alias("mechanismen"), pl.lit(["anna"]).alias("gecodeerd_door")]
    table = presence(counted(codebook, passages.with_columns(nobody)), reports("z.pdf"), codebook, CARD, RULE)
    assert table.select("geschat", "ondergrens", "bovengrens", "kans", "oordeel").unique().rows() == [
        (0.0, 0.0, 0.0, 0.0, "stil")
    ]


def test_every_report_and_mechanism_has_a_row_in_their_order(passages: pl.DataFrame, codebook: Codebook) -> None:
    table = presence(counted(codebook, passages), reports("z.pdf", "leeg.pdf", "b.pdf"), codebook, CARD, RULE)
    assert dict(table.schema) == PRESENCE_SCHEMA
    assert table.select("document", "mechanisme", "zinnen", "gecodeerd", "minstens", "oordeel").rows() == [
        ("z.pdf", "bomen", 80, 12, 3, "aanwezig"),
        ("z.pdf", "water", 80, 2, 3, "zwak"),
        ("leeg.pdf", "bomen", 0, 0, 3, "stil"),
        ("leeg.pdf", "water", 0, 0, 3, "stil"),
        ("b.pdf", "bomen", 50, 0, 3, "stil"),
        ("b.pdf", "water", 50, 0, 3, "stil"),
    ]


def test_figures_agree_with_each_other(passages: pl.DataFrame, codebook: Codebook) -> None:
    table = presence(counted(codebook, passages), reports("z.pdf", "b.pdf"), codebook, CARD, RULE)
    for row in table.iter_rows(named=True):
        assert 0 <= row["ondergrens"] <= row["geschat"] <= row["bovengrens"] <= row["zinnen"]
        assert row["zekerheid"] == max(row["kans"], 1 - row["kans"])
    trees = table.row(0, named=True)
    assert trees["geschat"] == pytest.approx(16, abs=4)
    assert trees["kans"] > 0.99


def test_the_order_of_sentences_and_the_other_reports_change_nothing(
    passages: pl.DataFrame, codebook: Codebook
) -> None:
    alone = presence(counted(codebook, passages), reports("z.pdf"), codebook, CARD, RULE)
    shuffled = presence(
        counted(codebook, passages.sample(fraction=1, shuffle=True, seed=3)),
        reports("b.pdf", "z.pdf"),
        codebook,
        CARD,
        RULE,
    )
    together = shuffled.filter(pl.col("document") == "z.pdf")
    assert alone["oordeel"].equals(together["oordeel"])
    assert alone["kans"].to_list() == pytest.approx(together["kans"].to_list())


def test_without_reports_or_sentences_there_are_the_same_columns(passages: pl.DataFrame, codebook: Codebook) -> None:
    assert presence(counted(codebook, passages), reports(), codebook, CARD, RULE).schema == PRESENCE_SCHEMA
    empty = presence(counted(codebook, passages.clear()), reports("a.pdf"), codebook, CARD, RULE)
    assert empty.schema == PRESENCE_SCHEMA
    assert empty["oordeel"].to_list() == ["stil", "stil"]


def test_in_a_long_report_more_sentences_are_asked_for() -> None:
    rule = SynthesisSettings(least_passages=3, least_share=0.07)
    # 0.07 * 100 is a little more than 7 to a computer.
    assert least(np.array([0, 40, 43, 100, 101]), rule).tolist() == [3, 3, 4, 7, 8]


def test_asking_for_more_makes_a_mechanism_less_present(passages: pl.DataFrame, codebook: Codebook) -> None:
    chances = [
        presence(
            counted(codebook, passages), reports("z.pdf"), codebook, CARD, SynthesisSettings(least_passages=number)
        )["kans"][0]
        for number in (1, 5, 15, 25, 81)
    ]
    assert chances == sorted(chances, reverse=True)
    assert (chances[0], chances[-1]) == (pytest.approx(1, abs=0.001), 0)


def test_a_chance_on_the_border_is_past_it() -> None:
    rule = SynthesisSettings(present_from=0.8, silent_to=0.1)
    assert verdicts(np.array([0, 0.1, 0.11, 0.79, 0.8, 1]), rule) == [
        *(Verdict.SILENT, Verdict.SILENT, Verdict.WEAK),
        *(Verdict.WEAK, Verdict.PRESENT, Verdict.PRESENT),
    ]
