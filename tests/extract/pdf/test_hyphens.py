"""Dutch words at a line end. KNOWN_FAILURES may only get shorter."""

import pytest

from pipeline.extract.pdf.hyphens import joined, joined_lines, vocabulary

NOTHING = vocabulary([])
CASES = [
    ("een groot uitvoe-", "ringsprobleem", "een groot uitvoeringsprobleem"),
    ("de ge-", "meenten", "de gemeenten"),
    ("nieuwe AI-", "systemen", "nieuwe AI-systemen"),
    ("het CityGML-", "bestand", "het CityGML-bestand"),
    ("in 2019-", "2020 gestart", "in 2019-2020 gestart"),
    ("arbeids-", "en kennismigratie", "arbeids- en kennismigratie"),
    ("zon-", "of feestdagen", "zon- of feestdagen"),
    ("meer zonne-", "energie", "meer zonne-energie"),
    ("per e-", "mail", "per e-mail"),
    ("een oud-", "wethouder", "een oud-wethouder"),
    ("alle niet-", "leden", "alle niet-leden"),
    ("een face-to-", "face gesprek", "een face-to-face gesprek"),
    ("Noord-", "Holland", "Noord-Holland"),
    ("www.dorp.nl/plan-", "2020.pdf", "www.dorp.nl/plan-2020.pdf"),
    ("https://dorp.nl/de-", "straat", "https://dorp.nl/de-straat"),
    ("wel en/", "of niet", "wel en/of niet"),
    ("een gewone", "zin", "een gewone zin"),
]
KNOWN_FAILURES = [("een semi-", "permanent gebouw", "een semi-permanent gebouw")]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_line_ends(before: str, after: str, expected: str) -> None:
    assert joined(before, after, NOTHING) == expected


@pytest.mark.parametrize(("before", "after", "expected"), KNOWN_FAILURES)
def test_known_failures_still_fail(before: str, after: str, expected: str) -> None:
    assert joined(before, after, NOTHING) != expected


def test_the_document_decides() -> None:
    """What the document does within its lines outweighs every rule."""
    kept = vocabulary(["een semi-permanent gebouw", "de sub-epidemieën"])
    assert joined("een semi-", "permanent gebouw", kept) == "een semi-permanent gebouw"
    assert joined("de sub-", "epidemie", kept) == "de sub-epidemie"
    assert joined("de zonne-", "energie", vocabulary(["zonneenergie"])) == "de zonneenergie"


def test_half_a_word_at_a_line_end_is_no_evidence() -> None:
    assert vocabulary(["wij gaan uitvoe-"]).counts["uitvoe-"] == 0


def test_no_lines_give_no_text() -> None:
    assert joined_lines([], NOTHING) == ""
