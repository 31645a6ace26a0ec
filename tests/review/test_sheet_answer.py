"""What the cells of a row come to: a decision, nothing, or a reason why it cannot be known."""

import pytest

from pipeline.codebook import Codebook
from pipeline.codings import Decision
from pipeline.review.records import Answer
from pipeline.review.sheet_answer import AnswerError, answer
from tests.review.sheet_cases import item

SKIPPED = Answer(decision=Decision.SKIPPED)
PROPOSED = Answer(("bomen",), "klacht")
# The proposal is bomen, klacht.
UNDERSTOOD = [
    ({}, None),
    ({"akkoord": "  ", "bomen": "\xa0", "opmerking": "\n"}, None),
    ({"akkoord": "ja"}, PROPOSED),
    ({"akkoord": "ja", "bomen": "ja", "water": "nee", "rol": "klacht"}, PROPOSED),
    ({"bomen": "ja"}, PROPOSED),
    ({"bomen": "nee"}, Answer((), "klacht")),
    ({"bomen": "ja", "water": "ja"}, Answer(("bomen", "water"), "klacht")),
    ({"bomen": "nee", "water": "ja", "rol": "plan"}, Answer(("water",), "plan")),
    ({"akkoord": "nee", "bomen": "nee"}, Answer((), "klacht")),
    ({"akkoord": "nee", "bomen": "ja", "rol": "plan"}, Answer(("bomen",), "plan")),
    ({"akkoord": "overslaan"}, SKIPPED),
    ({"akkoord": "Sla over"}, SKIPPED),
    ({"akkoord": "overslaan", "opmerking": "te vaag"}, Answer(remark="te vaag", decision=Decision.SKIPPED)),
    ({"akkoord": "ja", "opmerking": " zie\r\np. 3 "}, Answer(("bomen",), "klacht", "zie\np. 3")),
    ({"akkoord": "ja", "rol": "KLACHT "}, PROPOSED),
]
NOT_UNDERSTOOD = [
    ({"opmerking": "te vaag"}, "remark but no decision"),
    ({"akkoord": "nee"}, "not what it should be"),
    ({"akkoord": "nee", "opmerking": "fout"}, "not what it should be"),
    ({"water": "ja"}, "bomen was proposed and has neither"),
    ({"rol": "plan"}, "bomen was proposed and has neither"),
    ({"akkoord": "ja", "water": "ja"}, "water differs from the proposal"),
    ({"akkoord": "ja", "bomen": "nee"}, "bomen differs from the proposal"),
    ({"akkoord": "ja", "rol": "plan"}, "rol differs from the proposal"),
    ({"akkoord": "nee", "bomen": "ja"}, "the codes are those of the proposal"),
    ({"akkoord": "overslaan", "water": "ja"}, "overslaan, and codes as well"),
    ({"akkoord": "overslaan", "rol": "plan"}, "overslaan, and codes as well"),
    ({"akkoord": "misschien"}, "akkoord says 'misschien'"),
    ({"akkoord": "sla"}, "akkoord says 'sla'"),
    ({"akkoord": "over"}, "akkoord says 'over'"),
    ({"akkoord": "☒"}, "akkoord says '☒'; write ja or nee"),
    ({"bomen": "☒"}, "bomen says '☒'; write ja or nee"),
    ({"bomen": "0,5"}, "bomen says '0,5'"),
    ({"bomen": "2026-01-02"}, "write ja or nee"),
    ({"bomen": "ja", "rol": "plan b"}, "unknown role 'plan b'; the codebook has klacht, plan"),
    ({"akkoord": "ja", "opmerking": "#NAAM?"}, "taken for a formula"),
]

# Somebody else coded the passage, so that it has no proposal.
UNAIDED = [
    ({}, None),
    ({"rol": "plan"}, Answer((), "plan")),
    ({"water": "ja", "rol": "klacht"}, Answer(("water",), "klacht")),
    ({"bomen": "nee", "rol": "klacht", "opmerking": "vaag"}, Answer((), "klacht", "vaag")),
    ({"akkoord": "overslaan"}, SKIPPED),
]
UNAIDED_NOT_UNDERSTOOD = [
    ({"akkoord": "ja"}, "but this passage has none"),
    ({"akkoord": "ja", "bomen": "ja", "rol": "plan"}, "but this passage has none"),
    ({"akkoord": "nee", "rol": "plan"}, "but this passage has none"),
    ({"bomen": "ja"}, "it has no role"),
    ({"opmerking": "vaag"}, "it has no role"),
    ({"akkoord": "overslaan", "rol": "plan"}, "overslaan, and codes as well"),
]


@pytest.mark.parametrize(("cells", "expected"), UNDERSTOOD)
def test_a_row_that_can_be_read_in_one_way(cells: dict[str, str], expected: Answer | None, codebook: Codebook) -> None:
    assert answer(cells, item(), codebook.mechanisms, codebook) == expected


@pytest.mark.parametrize(("cells", "reason"), NOT_UNDERSTOOD)
def test_a_row_that_can_be_read_in_two_ways_says_why(cells: dict[str, str], reason: str, codebook: Codebook) -> None:
    with pytest.raises(AnswerError, match=reason):
        answer(cells, item(), codebook.mechanisms, codebook)


@pytest.mark.parametrize(("cells", "expected"), UNAIDED)
def test_without_a_proposal_the_codes_are_those_filled_in(
    cells: dict[str, str], expected: Answer | None, codebook: Codebook
) -> None:
    assert answer(cells, item().without_proposal(), codebook.mechanisms, codebook) == expected


@pytest.mark.parametrize(("cells", "reason"), UNAIDED_NOT_UNDERSTOOD)
def test_without_a_proposal_nothing_can_be_agreed_with_or_taken_over(
    cells: dict[str, str], reason: str, codebook: Codebook
) -> None:
    with pytest.raises(AnswerError, match=reason):
        answer(cells, item().without_proposal(), codebook.mechanisms, codebook)


@pytest.mark.parametrize("yes", ["ja", "Ja", "JA ", "j", "x", "X", "1", "WAAR", "TRUE", "yes", "'ja", "✓", "ja\xa0"])
def test_spellings_of_yes(yes: str, codebook: Codebook) -> None:
    assert answer({"akkoord": yes}, item(), codebook.mechanisms, codebook) == PROPOSED
    assert answer({"bomen": yes}, item(), codebook.mechanisms, codebook) == PROPOSED


@pytest.mark.parametrize("no", ["nee", "Nee", "NEE ", "n", "0", "ONWAAR", "FALSE", "no", "-", "'nee"])
def test_spellings_of_no(no: str, codebook: Codebook) -> None:
    assert answer({"bomen": no}, item(), codebook.mechanisms, codebook) == Answer((), "klacht")


def test_without_a_proposed_mechanism_the_role_alone_can_be_mended(codebook: Codebook) -> None:
    nothing = item(mechanisms=())
    assert answer({"rol": "plan"}, nothing, codebook.mechanisms, codebook) == Answer((), "plan")


def test_codes_that_the_codebook_lost_are_named(codebook: Codebook) -> None:
    old = item(mechanisms=("bomen", "wegen"))
    asked = ("bomen", "wegen")
    with pytest.raises(AnswerError, match="unknown code 'wegen'"):
        answer({"akkoord": "ja"}, old, asked, codebook)
    with pytest.raises(AnswerError, match="unknown code 'dijken'"):
        answer({"bomen": "ja", "dijken": "ja"}, item(), ("bomen", "dijken"), codebook)
    given = {"bomen": "ja", "wegen": "nee"}
    assert answer(given, old, asked, codebook) == PROPOSED
    with pytest.raises(AnswerError, match="unknown code 'roddel'"):
        answer({"akkoord": "ja"}, item(role="roddel"), asked, codebook)
