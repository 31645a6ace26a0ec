"""Which mechanisms stand together, beside what chance gives, worked out by hand."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.cooccurrence import cooccurrence, unit_counts

BOTH = ["bomen", "water"]
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "passage_id": pl.String,
    "document": pl.String,
    "sectie": pl.String,
    "mechanismen": pl.List(pl.String),
}
Sentence = tuple[str, str, list[str]]
# Report a has four sentences in two sections, b has two in one.
SENTENCES: list[Sentence] = [
    ("a", "1", ["bomen"]),
    ("a", "1", BOTH),
    ("a", "2", ["bomen"]),
    ("a", "2", []),
    ("b", "1", ["bomen"]),
    ("b", "1", ["water"]),
]


def table(sentences: Sequence[Sentence]) -> pl.DataFrame:
    rows = [(f"p{place}", document, section, codes) for place, (document, section, codes) in enumerate(sentences)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def together(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    return cooccurrence(unit_counts(passages, codebook), codebook)


def test_a_pair_beside_chance(codebook: Codebook) -> None:
    (pair,) = together(table(SENTENCES), codebook).to_dicts()
    assert [pair["code_a"], pair["code_b"]] == BOTH
    # Of the 4 sentences of a 3 have bomen and 1 has water, of the 2 of b 1 and 1; 1 has both.
    assert (pair["zin_samen"], pair["zin_verwacht"]) == (1, pytest.approx(3 / 4 + 1 / 2))
    assert pair["zin_lift"] == pytest.approx(1 / 1.25)
    # Of the 2 sections of a both have bomen and 1 has water, the one of b has both; both documents have both.
    assert (pair["sectie_samen"], pair["sectie_verwacht"], pair["sectie_lift"]) == (2, 2, 1)
    assert (pair["document_samen"], pair["document_verwacht"], pair["document_lift"]) == (2, 2, 1)
    assert pair["sectie_kans"] is None  # chance leaves no room


def test_sections_with_the_same_title_are_two(codebook: Codebook) -> None:
    codes = [["bomen"], BOTH, ["bomen"]]
    (pair,) = together(table([("a", "slot" if n != 1 else "x", codes[n]) for n in range(3)]), codebook).to_dicts()
    # Three sections, all with bomen, the one in the middle with water: the two named 'slot' are not one.
    assert (pair["sectie_samen"], pair["sectie_verwacht"]) == (1, 1)


def section_chance(codebook: Codebook, sections: Sequence[list[str]]) -> float:
    found = together(table([("a", str(place), codes) for place, codes in enumerate(sections)]), codebook)
    return float(found["sectie_kans"][0])


def test_the_chance_is_exact_when_there_are_few(codebook: Codebook) -> None:
    # Ten sections, four with bomen and four with water: 210 ways, of which 1, and 1 + 24, have four, and three, alike.
    def sections(both: int) -> list[list[str]]:
        apart = 4 - both
        return [BOTH] * both + [["bomen"], ["water"]] * apart + [[]] * (10 - both - 2 * apart)

    assert section_chance(codebook, sections(4)) == pytest.approx(1 / 210)
    assert section_chance(codebook, sections(3)) == pytest.approx(25 / 210)
    assert section_chance(codebook, sections(0)) == pytest.approx(1)


def test_one_section_that_is_hardly_expected_does_not_rule_out_chance(codebook: Codebook) -> None:
    # One section has bomen, and of all fifty two have water: that they meet has a chance of 2 in 50.
    assert section_chance(codebook, [BOTH, ["water"], *[[]] * 48]) == pytest.approx(0.04)


def test_strata_are_taken_together(codebook: Codebook) -> None:
    # In each of two reports one of two sections has bomen and one has water: both times the same one, by 1/2 * 1/2.
    sentences: list[Sentence] = [(document, str(n), BOTH if n else []) for document in "ab" for n in range(2)]
    (pair,) = together(table(sentences), codebook).to_dicts()
    assert (pair["sectie_samen"], pair["sectie_verwacht"], pair["sectie_kans"]) == (2, 1, pytest.approx(0.25))
    crossed: list[Sentence] = [(document, str(n), [BOTH[n]]) for document in "ab" for n in range(2)]
    assert together(table(crossed), codebook)["sectie_kans"][0] == pytest.approx(1)


def test_with_many_the_normal_approximation_is_as_good(codebook: Codebook) -> None:
    # 400 sections, 150 with each, 49 to 52 with both; 56.25 are expected: a step that is smooth where methods meet.
    def sections(both: int) -> list[list[str]]:
        apart = 150 - both
        return [BOTH] * both + [["bomen"], ["water"]] * apart + [[]] * (400 - both - 2 * apart)

    steps = -np.diff([section_chance(codebook, sections(both)) for both in (49, 50, 51, 52)])
    assert steps[1] == pytest.approx((steps[0] + steps[2]) / 2, abs=0.002)


def test_long_sections_have_room_for_both(codebook: Codebook) -> None:
    """Codes strewn at random over long and short sections seldom rule out chance; 1 in 100 times is what is allowed."""
    rng = np.random.default_rng(1)
    lengths = [1] * 40 + [16] * 20
    places = [("a", str(section)) for section, length in enumerate(lengths) for _ in range(length)]
    chances = []
    for _ in range(60):
        has = rng.random((len(places), 2)) < 0.06
        codes = [[code for code, there in zip(BOTH, row, strict=True) if there] for row in has]
        strewn = table([(*place, own) for place, own in zip(places, codes, strict=True)])
        chances.append(together(strewn, codebook)["sectie_kans"][0])
    assert sum(chance < 0.05 for chance in chances) <= 6


def test_where_nothing_is_expected_there_is_no_lift(codebook: Codebook) -> None:
    (pair,) = together(table(SENTENCES[:1]), codebook).to_dicts()
    assert (pair["zin_samen"], pair["zin_verwacht"], pair["zin_lift"]) == (0, 0, None)


def test_the_order_of_the_reports_does_not_matter(codebook: Codebook) -> None:
    # Thirds do not add up to the same last digit in any order.
    reports = [[(f"r{n}", str(s), BOTH if s < n % 3 else []) for s in range(3 + n)] for n in range(40)]
    found = [
        together(table([one for report in order for one in report]), codebook) for order in (reports, reports[::-1])
    ]
    assert found[0].equals(found[1])


def test_without_passages_or_with_one_mechanism(codebook: Codebook) -> None:
    full, none = (together(table(sentences), codebook) for sentences in (SENTENCES, []))
    assert (none.schema, none.height) == (full.schema, 1)
    single = codebook.model_copy(update={"mechanisme": codebook.mechanisme[:1]})
    single = type(codebook).model_validate(single.model_dump())
    assert together(table(SENTENCES), single).height == 0
