"""The codebook as data: ours can be read, another one too, and a mistake is named."""

from pathlib import Path

import pytest

from pipeline.codebook import Codebook, Tegenspraak, load_codebook
from pipeline.errors import CodebookError
from pipeline.settings import Settings


@pytest.fixture
def text(project: Path) -> str:
    return (project / "codeboek.toml").read_text(encoding="utf-8")


def test_codes_and_names_stand_in_the_order_of_the_file(codebook: Codebook) -> None:
    assert codebook.mechanisms == ("bomen", "water")
    assert codebook.roles == ("klacht", "plan")
    assert [codebook.name(code) for code in ("water", "plan")] == ["Water in de wijk", "Plan"]
    assert (codebook.titel, codebook.versie) == ("Groen en water", "1")


def test_our_own_codebook_can_be_read() -> None:
    own = load_codebook(Settings().codebook)
    assert len(own.mechanisms) >= 2
    assert "context" in own.roles
    assert all(len(code.voorbeelden) >= 3 and code.wel and code.niet for code in own.mechanisme)


def test_terms_for_what_goes_well_may_be_left_out(codebook: Codebook, text: str, tmp_path: Path) -> None:
    assert codebook.tegenspraak == Tegenspraak(termen=(), behalve=())
    with_terms = text + '\n[tegenspraak]\ntermen = [" op orde "]\nbehalve = ["niet"]\n'
    (tmp_path / "codeboek.toml").write_text(with_terms, encoding="utf-8")
    found = load_codebook(tmp_path / "codeboek.toml").tegenspraak
    assert found == Tegenspraak(termen=("op orde",), behalve=("niet",))
    assert load_codebook(Settings().codebook).tegenspraak.termen


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('versie = "1"', "", r"codeboek\.toml: versie: it is missing; add it"),
        ('code = "water"', 'code = "Water"', "mechanisme, 2, code: String should match pattern"),
        ('code = "water"', 'code = "bomen"', "these codes stand in it twice: bomen; give each code a name of its own"),
        ('code = "plan"', 'code = "water"', "these codes stand in it twice: water"),
        (
            'code = "water"',
            'code = "passages"',
            "passages is the name of a column in the results; give the code another",
        ),
        ('code = "plan"', 'code = "zinnen"', "zinnen is the name of a column in the results"),
        ('naam = "Klacht"', 'naam = "  "', 'rol, 1, naam: found "  ", needed 1 or more characters'),
        ('["Het stinkt.", ', "[", "rol, 1, voorbeelden: found 2 in the list, needed 3 or more"),
        ('["ziek", "te vroeg"]', '"ziek"', 'rol, 1, indicatoren: found "ziek", needed a list'),
        ('["ziek", "te vroeg"]', "[]", "rol, 1, indicatoren: found 0 in the list, needed 1 or more"),
        ('naam = "Plan"', 'naam = "Plan"\nkleur = "rood"', "rol, 2, kleur: this key is not known here"),
        ("[[mechanisme]]", "[[mechanismen]]", "mechanisme: it is missing; add it"),
        ("[[rol]]", "[rol", "is not valid TOML"),
        (
            'versie = "1"',
            'versie = "1"\n[tegenspraak]\ntermen = "goed"',
            "tegenspraak, termen: found .*, needed a list",
        ),
        (
            'versie = "1"',
            'versie = "1"\n[tegenspraak]\nbehalve = [" "]',
            'tegenspraak, behalve, 1: found " ", needed 1 or more characters',
        ),
        (
            'versie = "1"',
            'versie = "1"\n[tegenspraak]\nwoorden = []',
            "tegenspraak, woorden: this key is not known here",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, problem: str, text: str, tmp_path: Path) -> None:
    assert old in text
    (tmp_path / "codeboek.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CodebookError, match=problem):
        load_codebook(tmp_path / "codeboek.toml")


SYNTHESIS = """
[[thema]]
naam = "zieke bomen"
mechanisme = "bomen"
termen = ["ziek*"]

[lus]
naam = "van blad tot geld"

[[lus.stap]]
naam = "klachten"
rol = "klacht"

[[lus.stap]]
naam = "kosten"
termen = ["kosten"]
"""


def test_themes_and_the_loop_may_be_left_out_and_change_no_coding(
    codebook: Codebook, text: str, tmp_path: Path
) -> None:
    assert (codebook.thema, codebook.lus) == ((), None)
    generic = text.replace('naam = "Water in de wijk"', 'naam = "Water in de wijk"\ngeneriek = true')
    (tmp_path / "codeboek.toml").write_text(generic + SYNTHESIS, encoding="utf-8")
    found = load_codebook(tmp_path / "codeboek.toml")
    assert [theme.naam for theme in found.thema] == ["zieke bomen"]
    assert found.lus is not None
    assert [step.naam for step in found.lus.stap] == ["klachten", "kosten"]
    assert [code.generiek for code in found.mechanisme] == [False, True]
    assert found.learnt == codebook.learnt


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'mechanisme = "bomen"\ntermen',
            'mechanisme = "boom"\ntermen',
            "'zieke bomen' names boom; there are bomen, water",
        ),
        ('rol = "klacht"', 'rol = "plannen"', "'klachten' names plannen; there are klacht, plan"),
        ('rol = "klacht"', "", "lus, stap, 1: 'klachten' would select every sentence; give it a mechanisme, a rol or"),
        ('termen = ["kosten"]', 'termen = [""]', 'lus, stap, 2, termen, 1: found "", needed 1 or more characters'),
        ('[[lus.stap]]\nnaam = "kosten"\ntermen = ["kosten"]', "", "lus, stap: found 1 in the list, needed 2 or more"),
        ('naam = "van blad tot geld"', "", "lus, naam: it is missing; add it"),
        ('naam = "kosten"', 'naam = "klachten"', "'klachten' stands in it twice; give each theme and each step a name"),
        (
            "[lus]",
            '[[thema]]\nnaam = "zieke bomen"\nmechanisme = "bomen"\ntermen = ["dood"]\n[lus]',
            "'zieke bomen' stands in it twice",
        ),
    ],
)
def test_a_mistake_in_themes_or_loop_is_named(old: str, new: str, problem: str, text: str, tmp_path: Path) -> None:
    assert old in SYNTHESIS
    (tmp_path / "codeboek.toml").write_text(text + SYNTHESIS.replace(old, new), encoding="utf-8")
    with pytest.raises(CodebookError, match=problem):
        load_codebook(tmp_path / "codeboek.toml")


def test_former_codes_are_read_as_those_of_today(codebook: Codebook, text: str, tmp_path: Path) -> None:
    later = text.replace('code = "water"', 'code = "water"\nvoorheen = ["nat"]')
    later += '\n[[gesplitst]]\ncode = "groen"\nnaar = ["bomen", "water"]\nvoorlopig = "bomen"\n'
    (tmp_path / "codeboek.toml").write_text(later, encoding="utf-8")
    found = load_codebook(tmp_path / "codeboek.toml")
    assert [found.current[code] for code in ("water", "nat", "groen", "plan")] == ["water", "water", "bomen", "plan"]
    # What codings are read as is part of what a model learns from; a codebook without a past is as it was.
    assert found.learnt == f"{codebook.learnt}\nnat water\ngroen bomen"


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ('voorheen = ["water"]', "'water' is a former code and stands for another thing too"),
        ('voorheen = ["nat", "nat"]', "'nat' is a former code and stands for another thing too"),
        (
            '[[gesplitst]]\ncode = "nat"\nnaar = ["bomen", "plan"]',
            "'nat' was split into bomen, plan, which are not all",
        ),
        ('[[gesplitst]]\ncode = "nat"\nnaar = ["bomen"]', "gesplitst, 1, naar: found 1 in the list, needed 2 or more"),
        (
            '[[gesplitst]]\ncode = "nat"\nnaar = ["bomen", "water"]\nvoorlopig = "plan"',
            "'plan' is none of what 'nat' was split into",
        ),
    ],
)
def test_a_past_that_is_unclear_is_refused(more: str, problem: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "codeboek.toml").write_text(f"{text}\n{more}", encoding="utf-8")
    with pytest.raises(CodebookError, match=problem):
        load_codebook(tmp_path / "codeboek.toml")


def test_a_missing_codebook_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"no codebook at .*weg\.toml; give one with --codebook"):
        load_codebook(tmp_path / "weg.toml")
