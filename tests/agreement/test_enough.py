"""When a figure says something, what it says, and how that is shown in either language."""

from itertools import product

import numpy as np
import pytest

from pipeline.agreement.differences import counts, differences
from pipeline.agreement.enough import RANDOM_PASSAGES, Verdict, rarer_answers, verdict
from pipeline.agreement.measures import MISSING
from pipeline.agreement.notes import notes
from pipeline.agreement.panel import panel
from pipeline.agreement.shown import pairs, summaries
from pipeline.agreement.size_notes import size_notes
from pipeline.agreement.table import agreement
from pipeline.agreement.wording import DUTCH, ENGLISH
from pipeline.codebook import Codebook
from tests.agreement.conftest import Decide


@pytest.mark.parametrize(
    ("alpha", "documents", "rarer", "expected"),
    [
        (0.8, 10, 5, Verdict.GOOD),
        (0.799, 10, 5, Verdict.MODERATE),
        (0.667, 10, 5, Verdict.MODERATE),
        (0.666, 10, 5, Verdict.POOR),
        (1.0, 9, 5, Verdict.TOO_FEW),
        (1.0, 10, 4, Verdict.TOO_FEW),
        (None, 10, 5, Verdict.TOO_FEW),
    ],
)
def test_a_verdict_is_that_of_krippendorff_where_there_is_enough(
    alpha: float | None, documents: int, rarer: int, expected: Verdict
) -> None:
    assert verdict(alpha, documents=documents, rarer=rarer) is expected


def test_the_rarer_answer_counts_per_passage_whoever_gave_it() -> None:
    labels = np.array([[0, 1], [1, 1], [0, 0], [0, 0], [1, MISSING]])
    assert rarer_answers(labels, 1) == 2  # the last passage has one answer only
    assert rarer_answers(np.where(labels == MISSING, MISSING, 1 - labels), 1) == 2
    assert rarer_answers(np.vstack([labels, labels]), 2) == 2
    assert rarer_answers(np.full((2, 2), MISSING), 1) == 0


@pytest.mark.parametrize(("documents", "expected"), [(9, "too few to say"), (10, "good")])
def test_a_code_gets_a_word_from_ten_documents_on(
    documents: int, expected: str, decide: Decide, codebook: Codebook
) -> None:
    history = [decide(coder, n, "b" * (n % 2)) for coder in ("anna", "bram") for n in range(2 * documents)]
    table = agreement(panel(history, codebook), codebook, seed=1)
    (shown,) = summaries(table, ENGLISH).values()
    assert shown.columns == ["code", "alpha", "95 % interval", "given", "n", "verdict"]
    trees, water, together = shown.rows()[:3]
    assert trees == ("bomen", "1.00", "-", f"{documents} / {documents}", f"{2 * documents}", expected)
    assert water == ("water", "-", "-", "0 / 0", f"{2 * documents}", "too few to say")
    assert together[0] == "all mechanisms"
    warned = any("Too few documents (9)" in note.english for note in size_notes(table))
    assert warned is (documents < 10)


@pytest.mark.parametrize("drawn", [RANDOM_PASSAGES - 1, RANDOM_PASSAGES])
def test_few_random_passages_get_a_line_and_many_a_table(drawn: int, decide: Decide, codebook: Codebook) -> None:
    many = drawn == RANDOM_PASSAGES
    history = [
        decide(coder, n, "b" * (n % 3), proposed="b", picked="willekeurig" if n < drawn else "onzeker")
        for coder, n in product(("anna", "bram"), range(40))
        if coder == "anna" or n >= drawn
    ]
    found = panel(history, codebook)
    table = agreement(found, codebook, seed=1)
    titles = [title for title in summaries(table, DUTCH) if "willekeurig" in title]
    expected = f"Codeurs met het model: anna, bram, willekeurig getrokken (passages: {drawn}, documenten: 15)"
    assert titles == ([expected] if many else [])
    told = [note.english for note in [*size_notes(table), *notes(found, table)]]
    assert any("Only 'willekeurig'" in text for text in told) is many
    assert any(f"Drawn at random: 0 passages that people share, {drawn} compared" in text for text in told) is not many


def test_pairs_of_three_people_leave_out_what_is_put_together(decide: Decide, codebook: Codebook) -> None:
    history = [decide(coder, n, "b" * (n % 2), proposed="w") for coder in ("an", "bo", "cleo") for n in range(4)]
    found = pairs(agreement(panel(history, codebook), codebook, seed=1), DUTCH)
    assert list(found) == ["an, bo", "an, cleo", "bo, cleo", *(f"{one}, (model)" for one in ("an", "bo", "cleo"))]


def test_bounds_below_zero_can_be_read_in_either_language() -> None:
    assert ENGLISH.interval(-0.43, -0.01) == "-0.43 to -0.01"
    assert DUTCH.interval(-0.43, -0.001) == "-0,43 tot 0,00"
    assert DUTCH.interval(None, None) == "-"
    assert (DUTCH.figure(0.5), DUTCH.figure(None)) == ("0,50", "-")


def test_differences_of_people_are_counted_apart_from_those_with_the_model(decide: Decide, codebook: Codebook) -> None:
    history = [
        *(decide("anna", 0, "b", proposed="w"), decide("bram", 0, "w")),
        *(decide("anna", 1, "b", proposed="w"), decide("bram", 1, "b")),
        decide("anna", 2, "b", proposed="w"),
        *(decide("anna", 3, "b", proposed="b"), decide("bram", 3, "b")),
    ]
    assert counts(differences(panel(history, codebook), codebook)) == (1, 2)
