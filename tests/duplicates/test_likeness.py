"""Which reports are near copies of another, by their sentences alone."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.duplicates.likeness import NearCopy, alike, near_copies, sketch

PLACES = "kade brug sluis molen dijk toren haven markt school kerk".split()
VERBS = "kraakt lekt verzakt schittert wankelt".split()
ENDS = "na de storm,in het voorjaar,onder de vloer,tot ieders verrassing".split(",")
SENTENCES = [f"De {place} {verb} {end}." for place in PLACES for verb in VERBS for end in ENDS]  # 200 without a figure


def found(reports: Mapping[str, list[str]], near: float = 0.9) -> dict[str, NearCopy]:
    return near_copies({name: sketch(texts) for name, texts in reports.items()}, near=near)


def pairs(reports: Mapping[str, list[str]], near: float = 0.9) -> dict[str, str]:
    return {name: copy.of for name, copy in found(reports, near).items()}


def test_a_draft_is_a_near_copy_of_the_longer_final_version() -> None:
    reports = {"a concept": SENTENCES[:97], "eind": SENTENCES[:100]}
    assert found(reports) == {"a concept": NearCopy("a concept", "eind", 0.97)}


def test_the_longer_one_does_not_stay_when_it_may_be_damaged() -> None:
    sketches = {"geschonden": sketch(SENTENCES[:100]), "heel": sketch(SENTENCES[:97])}
    copies = near_copies(sketches, near=0.9, doubtful={"geschonden"})
    assert copies == {"geschonden": NearCopy("geschonden", "heel", 0.97)}


def test_a_draft_with_changed_lines_is_a_near_copy() -> None:
    draft = [f"Nog na te gaan: {text}" if place % 20 == 0 else text for place, text in enumerate(SENTENCES[:100])]
    assert found({"concept": draft, "eind": SENTENCES[:100]}) == {"eind": NearCopy("eind", "concept", 0.95)}


def test_how_a_sentence_is_set_does_not_matter() -> None:
    other = [text.upper().replace(" ", "  ").replace("STO", "STO-\n").replace(".", "") for text in SENTENCES]
    assert pairs({"a": SENTENCES, "b": other}) == {"b": "a"}


@pytest.mark.parametrize(("same", "expected"), [(89, {}), (90, {"b": "a"})])
def test_the_threshold_is_a_share_of_the_sentences_of_the_longer(same: int, expected: dict[str, str]) -> None:
    assert pairs({"a": SENTENCES[:100], "b": SENTENCES[100 - same : 200 - same]}) == expected


def test_a_summary_of_a_long_report_is_no_copy() -> None:
    assert pairs({"rapport": SENTENCES, "samenvatting": SENTENCES[:60]}) == {}


def test_of_many_versions_one_stays() -> None:
    versions = {f"v{number}": SENTENCES[: 190 + number] for number in range(10)}
    assert pairs(versions) == {f"v{number}": "v9" for number in range(9)}


def test_which_one_stays_does_not_depend_on_the_order() -> None:
    reports = {"b": SENTENCES[:100], "a": SENTENCES[:100], "c": SENTENCES[:99]}
    backwards = dict(reversed(reports.items()))
    assert pairs(reports) == pairs(backwards) == {"b": "a", "c": "a"}


def test_none_is_a_copy_of_one_that_is_left_out() -> None:
    """A chain of reports that each differ a little from the next: those at its ends differ much."""
    chain = {str(step): SENTENCES[step * 8 : 100 + step * 8] for step in range(6)}
    assert all(near < 0.93 for near in [alike(sketch(a), sketch(b)) for a, b in pairwise(chain.values())])
    copies = pairs(chain)
    assert set(copies.values()) & set(copies) == set()
    assert copies == {"1": "0", "3": "2", "5": "4"}


def test_yearly_reports_in_the_same_phrases_are_no_copies() -> None:
    def report(year: int) -> list[str]:
        figures = [f"In {year} kwamen er {year * 7 + n} meldingen over de {PLACES[n]} binnen." for n in range(8)]
        return SENTENCES[:120] + figures

    years = {f"jaarverslag {year}": report(year) for year in range(2015, 2025)}
    assert alike(sketch(SENTENCES[:120]), sketch(SENTENCES[:128])) > 0.9  # so much is in common, but for the figures
    assert pairs(years) == {}


def test_a_draft_in_which_some_figures_were_mended_is_a_near_copy() -> None:
    figures = [f"Er waren {n * 3} storingen aan de {PLACES[n]}." for n in range(10)]
    mended = [text.replace("Er waren 9 ", "Er waren 11 ") for text in figures]
    assert pairs({"a": SENTENCES[:100] + figures, "b": SENTENCES[:100] + mended}) == {"b": "a"}


def test_short_texts_are_not_compared() -> None:
    assert pairs({"a": SENTENCES[:19], "b": SENTENCES[:19]}) == {}
    assert pairs({"a": SENTENCES[:20], "b": SENTENCES[:20]}) == {"b": "a"}


def test_reports_without_sentences_are_nobodys_copy() -> None:
    assert pairs({"a": [], "b": []}) == pairs({}) == {}


@given(
    st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.sets(st.integers(0, 34), min_size=15), max_size=8),
    st.floats(0.5, 1),
)
def test_no_pair_is_missed(reports: dict[str, set[int]], near: float) -> None:
    """Every report that is left out is near enough to one that stays, and no two that stay are near each other."""
    sketches = {name: np.array(sorted(2 * n for n in own), dtype=np.uint64) for name, own in reports.items()}
    copies = near_copies(sketches, near=near)
    stay = [name for name in sketches if name not in copies and sketches[name].size >= 20]
    for name, copy in copies.items():
        assert copy.of in stay
        assert copy.alike == max(alike(sketches[name], sketches[other]) for other in stay_before(name, stay, sketches))
        assert copy.alike >= near
    for place, name in enumerate(stay):
        assert all(alike(sketches[name], sketches[other]) < near for other in stay[:place])


def stay_before(name: str, stay: list[str], sketches: Mapping[str, object]) -> list[str]:
    size = {other: len(own) for other, own in sketches.items()}  # type: ignore[arg-type]
    return [other for other in stay if (-size[other], other) < (-size[name], name)]
