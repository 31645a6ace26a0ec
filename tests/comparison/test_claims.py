"""Sentences on differences: good Dutch, each with what it rests on."""

from dataclasses import replace

import pytest

from pipeline.comparison.claims import summary
from pipeline.comparison.mechanism_claims import how_tested, mechanism_claims, points
from pipeline.comparison.records import (
    Comparison,
    Difference,
    Documents,
    Link,
    MechanismChange,
    OrganisationChange,
    Organisations,
    PairChange,
    RoleChange,
    Side,
    Table,
    ThemeChange,
    Verdict,
    VerdictChange,
)
from pipeline.synthesis.records import Estimate, Evidence, Source

SAME = Difference(Estimate(0.1, 0, 0.2), Estimate(0.1, 0, 0.2), Estimate(0, -0.1, 0.1), 1.0, 1.0, Verdict.NOT_SHOWN)
UP = Difference(
    Estimate(0.1, 0.05, 0.15), Estimate(0.3, 0.2, 0.4), Estimate(0.2, 0.1, 0.3), 0.001, 0.002, Verdict.HIGHER
)
DOWN = Difference(
    Estimate(0.3, 0.2, 0.4), Estimate(0.1, 0, 0.2), Estimate(-0.2, -0.3, -0.1), 0.001, 0.002, Verdict.LOWER
)
SOURCES = tuple(Source(number, f"{number}.pdf", f"Verslag {number}", 5, 100) for number in (1, 2))
QUOTE = Evidence("p1", SOURCES[1], 3, "", "Na regen staat het plein blank.", "klacht", 0.9)


def mechanism(
    code: str, sentences: Difference = SAME, reports: Difference = SAME, role: Difference = SAME
) -> MechanismChange:
    quotes = (QUOTE,) if sentences.verdict.is_change else ()
    return MechanismChange(code, code.capitalize(), sentences, reports, (RoleChange("plan", "Plan", role),), quotes)


def comparison(*mechanisms: MechanismChange) -> Comparison:
    first, second = (Side(label, "..", (), 5, 100, 9, 0, "m", "c", "1") for label in ("toen", "nu"))
    return Comparison(
        sides=(replace(first, sources=SOURCES[:1]), replace(second, sources=SOURCES[1:])),
        names={one.code: one.name for one in mechanisms},
        mechanisms=mechanisms,
        pairs=(),
        themes=(),
        documents=Documents((), (), 0, ()),
        verdicts=(),
        organisations=Organisations((), (), ()),
        warnings=(),
        summary=(),
    )


def texts(found: Comparison) -> list[str]:
    return [claim.text for claim in summary(found)]


def test_nothing_that_changed() -> None:
    assert texts(comparison(mechanism("bomen"), mechanism("water"))) == [
        "Vergeleken zijn toen (één rapport, 100 zinnen) en nu (één rapport, 100 zinnen).",
        "Voor geen van de twee mechanismen is een verschil in het aandeel van de zinnen aan te tonen.",
    ]


def test_one_mechanism_that_did_not_change() -> None:
    assert texts(comparison(mechanism("bomen")))[1] == (
        "Voor het mechanisme is geen verschil in het aandeel van de zinnen aan te tonen."
    )


def test_mechanisms_that_rose_and_fell_with_their_quotes() -> None:
    found = comparison(mechanism("bomen", DOWN, UP), mechanism("water", UP), mechanism("lucht"))
    assert texts(found)[1:] == [
        "In nu gaat een groter deel van de zinnen over ‘Water’ (van 10 % naar 30 %).",
        "In nu gaat een kleiner deel van de zinnen over ‘Bomen’ (van 30 % naar 10 %).",
        "Geen aantoonbaar verschil in het aandeel van de zinnen is er voor ‘Lucht’.",
        "In een groter deel van de rapporten van nu is aanwezig: ‘Bomen’ (van 10 % naar 30 %).",
    ]
    rise = summary(found)[1]
    assert (rise.evidence, rise.table) == ((QUOTE,), Table.MECHANISMS)


def test_every_mechanism_changed() -> None:
    assert not any(text.startswith(("Geen", "Voor geen")) for text in texts(comparison(mechanism("bomen", UP))))


def test_roles_that_shift_are_named_up_to_a_number() -> None:
    assert texts(comparison(mechanism("bomen", role=UP)))[-1] == (
        "De rol van de passages verschuift: binnen ‘Bomen’ is het aandeel plan hoger (van 10 % naar 30 %)."
    )
    many = comparison(*(mechanism(code, role=DOWN) for code in "abcde"))
    assert texts(many)[-1].endswith(" en nog twee andere aandelen verschuiven.")


@pytest.mark.parametrize(
    ("link", "start"),
    [
        (Link.NEW, "Alleen in nu staan vaker onder één kop dan bij toeval:"),
        (Link.GONE, "In nu staan niet meer aantoonbaar vaker onder één kop dan bij toeval:"),
        (Link.KEPT, "Aan beide kanten staan vaker onder één kop dan bij toeval:"),
    ],
)
def test_pairs(link: Link, start: str) -> None:
    pair = PairChange("bomen", "water", link, (3, 4), (1.2, 3.4))
    found = replace(comparison(mechanism("bomen"), mechanism("water")), pairs=(pair,))
    assert texts(found)[-1] == f"{start} ‘Bomen’ met ‘Water’."


def test_themes() -> None:
    still = replace(comparison(mechanism("bomen")), themes=(ThemeChange("iepziekte", "bomen", (1, 1), SAME),))
    assert texts(still)[-1] == "Voor geen enkel thema is een verschil in het aandeel van de rapporten aan te tonen."
    moved = replace(still, themes=(ThemeChange("iepziekte", "bomen", (3, 1), DOWN),))
    assert texts(moved)[-1] == "Thema’s in een kleiner deel van de rapporten van nu: iepziekte (van 30 % naar 10 %)."


def test_reports() -> None:
    verdicts = tuple(VerdictChange(SOURCES[1], code, "stil", "aanwezig") for code in ("bomen", "water"))
    found = replace(comparison(mechanism("bomen")), documents=Documents(("a",), ("b", "c"), 2, ()), verdicts=verdicts)
    assert texts(found)[-2:] == [
        "Twee rapporten staan aan beide kanten; bij één daarvan veranderde het oordeel over een mechanisme.",
        "Twee rapporten zijn nieuw en één is vervallen in nu.",
    ]


def test_organisations() -> None:
    new = tuple(OrganisationChange(name, (0, 4), ("", "bomen")) for name in ("De Greppel", "De Heg"))
    gone = (OrganisationChange("De Sloot", (2, 0), ("water", "")),)
    found = replace(comparison(mechanism("bomen")), organisations=Organisations(new, gone, ()))
    assert texts(found)[-1] == (
        "Organisaties: nieuw genoemd worden De Greppel (4) en De Heg (4); niet meer genoemd wordt De Sloot (2)."
    )


def test_a_mechanism_is_told_with_its_margins_and_the_roles_that_moved() -> None:
    found = comparison(mechanism("bomen", UP, SAME, DOWN))
    assert [claim.text for claim in mechanism_claims(found.mechanisms[0], found.sides)] == [
        "Aandeel van de zinnen: 10 % in toen, 30 % in nu; hoger (+20,0 procentpunt, marge +10,0 tot +30,0).",
        "Aandeel van de rapporten: 10 % in toen, 10 % in nu; geen aantoonbaar verschil "
        "(0,0 procentpunt, marge −10,0 tot +10,0).",
        "Rol ‘plan’: 30 % in toen, 10 % in nu; lager (−20,0 procentpunt, marge −30,0 tot −10,0).",
    ]


def test_what_cannot_be_said_is_said() -> None:
    found = comparison(mechanism("bomen", Difference(None, Estimate(0.1, 0, 1), None)))
    told = mechanism_claims(found.mechanisms[0], found.sides)[0].text
    assert told == "Aandeel van de zinnen: niet te zeggen; aan een van beide kanten valt niets te tellen."


def test_how_many_were_tested_is_told() -> None:
    text = how_tested(comparison(mechanism("bomen"), mechanism("water"))).text
    assert text.startswith(
        "Getoetst zijn van twee mechanismen het aandeel van de zinnen en dat van de rapporten, "
        "twee aandelen van een rol en nul thema’s."
    )


@pytest.mark.parametrize(("change", "text"), [(0.123, "+12,3"), (-0.1, "−10,0"), (0.0, "0,0"), (-0.0004, "0,0")])
def test_points(change: float, text: str) -> None:
    assert points(change) == text
