"""How far a mechanism spreads over reports, worked out by hand."""

import pytest

from pipeline.presence import strength
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Estimate
from pipeline.synthesis.spread import cells_of, number_of_reports, share_of_reports, share_of_sentences


@pytest.mark.parametrize(
    ("present", "others", "expected"),
    [(0, 5, "afwezig"), (1, 1, "los eindje"), (1, 0, "los eindje"), (2, 2, "hoofddraad"), (2, 7, "draad")],
)
def test_the_strength_of_a_thread_by_the_reports_it_is_present_in(present: int, others: int, expected: str) -> None:
    assert strength(present, present + others) == expected


def test_two_of_eleven_reports_are_no_thread() -> None:
    assert (strength(2, 11), strength(2, 10), strength(5, 10)) == ("los eindje", "draad", "hoofddraad")


def test_the_number_of_reports_is_poisson_binomial() -> None:
    assert number_of_reports([0.5, 0.2]) == pytest.approx([0.4, 0.5, 0.1])
    assert number_of_reports([]) == pytest.approx([1.0])


def test_share_of_reports_and_the_certainty_of_a_thread() -> None:
    share, certainty = share_of_reports([0.5, 0.2])
    assert share.value == pytest.approx(0.35)
    assert (share.low, share.high) == (0.0, 1.0)
    assert certainty == pytest.approx(0.1)  # both reports have to have it
    assert share_of_reports([0.9])[1] == 0.0  # one report makes no thread
    assert share_of_reports([]) == (Estimate(0.0, 0.0, 0.0), 0.0)


def test_share_of_sentences_adds_up_counts_and_variances(village: Material) -> None:
    presence = village.tables["aanwezigheid"].filter(mechanisme="bomen")
    share = share_of_sentences(presence)
    # 4 + 1 + 0 passages in 12 sentences; three reports with a deviation of 0.5 each.
    assert share.value == pytest.approx(5 / 12)
    assert share.high - share.value == pytest.approx(1.96 * (3 * 0.25) ** 0.5 / 12)


def test_every_report_has_its_cell(village: Material) -> None:
    cells = cells_of(village.tables["aanwezigheid"], "bomen", village.sources)
    assert [(one.source.document, one.assigned, one.verdict, one.certainty) for one in cells] == [
        ("a.pdf", 4, "aanwezig", 0.97),
        ("b.pdf", 1, "zwak", 0.4),  # the chance that it is present
        ("c.pdf", 0, "stil", 0.99),
    ]
