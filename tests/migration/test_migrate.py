"""What a mapping makes of a codebook, how codings follow, and what is refused."""

import shutil

import polars as pl
import pytest

from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import CodedPassage, Codings, Decision, read_codings
from pipeline.codings.cells import RowError
from pipeline.codings.columns import COLUMNS, from_row, mechanisms_in, to_row
from pipeline.errors import CodebookError
from pipeline.migration.mapping import load_mapping
from pipeline.migration.plan import Plan, make_plan
from pipeline.migration.reopened import reopened, write_reopened
from pipeline.settings import Settings
from pipeline.spreadsheet import read_csv, write_csv

EXTRA = """
[[thema]]
naam = "zieke bomen"
mechanisme = "bomen"
termen = ["ziek*"]

[lus]
naam = "De kringloop"

[[lus.stap]]
naam = "Het regent"
mechanisme = "water"

[[lus.stap]]
naam = "Er komt een plan"
rol = "plan"
"""
SPLIT = """
[[splits]]
van = "bomen"
{extra}
[[splits.naar]]
code = "loof"
naam = "Loofbomen"
definitie = "Bomen die hun blad verliezen."
voorbeelden = ["Een eik.", "Een beuk.", "Een iep."]
indicatoren = ["iep*"]
[[splits.naar]]
code = "naald"
naam = "Naaldbomen"
definitie = "Bomen met naalden."
voorbeelden = ["Een den.", "Een spar.", "Een taxus."]
indicatoren = ["spar*"]
"""


@pytest.fixture
def mine(settings: Settings) -> Settings:
    """A project whose codebook has a theme and a loop too."""
    settings.codebook.write_text(settings.codebook.read_text(encoding="utf-8") + EXTRA, encoding="utf-8")
    return settings


def plan(settings: Settings, text: str) -> Plan:
    path = settings.codebook.with_name("stappen.toml")
    path.write_text(text, encoding="utf-8")
    return make_plan(settings.codebook, load_mapping(path), settings.passages)


def applied(settings: Settings, text: str) -> tuple[Codebook, Codings]:
    plan(settings, text).apply()
    current = load_codebook(settings.codebook)
    return current, read_codings(settings.passages, current)


def test_a_code_that_is_renamed_takes_its_codings_themes_and_steps_along(mine: Settings) -> None:
    before = read_codings(mine.passages, load_codebook(mine.codebook)).history
    bytes_before = {path: path.read_bytes() for path in mine.passages.iterdir()}
    text = '[[hernoem]]\nvan = "bomen"\nnaar = "hout"\nnaam = "Hout"\n[[hernoem]]\nvan = "plan"\nnaar = "voornemen"'
    current, codings = applied(mine, text)
    assert (current.mechanisms, current.roles, current.versie) == (("hout", "water"), ("klacht", "voornemen"), "2")
    assert (current.name("hout"), current.mechanisme[0].voorheen) == ("Hout", ("bomen",))
    assert (current.thema[0].mechanisme, current.lus and current.lus.stap[1].rol) == ("hout", "voornemen")
    renamed = {"bomen": "hout", "plan": "voornemen"}
    for old, new in zip(before, codings.history, strict=True):
        assert new.mechanisms == tuple(renamed.get(code, code) for code in old.mechanisms)
        assert new.role == renamed.get(old.role, old.role)
    assert {path: path.read_bytes() for path in mine.passages.iterdir()} == bytes_before


def test_codes_that_are_merged_have_the_codings_examples_and_terms_of_both(mine: Settings) -> None:
    before = read_codings(mine.passages, load_codebook(mine.codebook))
    current, codings = applied(mine, '[[voeg_samen]]\nvan = ["bomen", "water"]\nnaar = "buiten"\nnaam = "Buiten"')
    assert current.mechanisms == ("buiten",)
    (entry,) = current.mechanisme
    assert (len(entry.voorbeelden), entry.voorheen) == (6, ("bomen", "water"))
    assert {"boom", "regen"} <= set(entry.indicatoren)
    assert [bool(one.mechanisms) for one in before.passages] == [bool(one.mechanisms) for one in codings.passages]
    assert {code for one in codings.passages for code in one.mechanisms} == {"buiten"}


def test_one_of_the_merged_codes_may_stay_and_keeps_its_place(mine: Settings) -> None:
    current, _ = applied(mine, '[[voeg_samen]]\nvan = ["water", "bomen"]\nnaar = "water"')
    assert (current.mechanisms, current.mechanisme[0].voorheen) == (("water",), ("bomen",))
    assert current.name("water") == "Water in de wijk"
    assert current.thema[0].mechanisme == "water"


def test_codings_with_a_split_code_hold_no_longer_until_they_are_coded_again(mine: Settings) -> None:
    history = read_codings(mine.passages, load_codebook(mine.codebook)).history
    made = plan(mine, SPLIT.format(extra='themas = { "zieke bomen" = "loof" }'))
    assert made.followed.row(0, named=True) == {
        "code": "bomen",
        "becomes": "loof or naald",
        "decisions": 20,
        "codings": 20,
        "to code again": 20,
    }
    current, codings = applied(mine, SPLIT.format(extra='themas = { "zieke bomen" = "loof" }'))
    assert (current.mechanisms, current.split["bomen"].voorlopig) == (("loof", "naald", "water"), "")
    assert current.thema[0].mechanisme == "loof"
    assert len(codings.history) == len(history) == 50
    open_ones = [one for one in codings.history if one.decision is Decision.REOPENED]
    assert {(one.split, one.mechanisms) for one in open_ones} == {(("bomen",), ()), (("bomen",), ("water",))}
    assert (len(open_ones), len(codings.passages), len(reopened(codings.history))) == (20, 30, 20)
    (mine.passages / "opnieuw.csv").write_text(
        f"text;mechanismen;rol;document;coder\n{open_ones[0].text};loof;klacht;{open_ones[0].document};bram",
        encoding="utf-8",
    )
    again = read_codings(mine.passages, current)
    assert (len(again.passages), len(reopened(again.history))) == (31, 19)


def test_until_then_they_may_count_as_a_provisional_code(mine: Settings) -> None:
    current, codings = applied(mine, SPLIT.format(extra='voorlopig = "loof"'))
    assert (len(codings.passages), len(reopened(codings.history))) == (50, 20)
    assert current.thema[0].mechanisme == "loof"
    assert all(one.mechanisms[0] == "loof" for one in codings.passages if one.split)


def test_a_consensus_that_has_to_be_taken_again_does_not_bring_older_codings_back(mine: Settings) -> None:
    rows = ["text;mechanismen;rol;document;coder;datum", "Een zin.;water;plan;nota;bram;2026-01-01"]
    rows += ["Een zin.;water;plan;nota;cleo;2026-01-01", "Een zin.;bomen;plan;nota;consensus;2026-02-01"]
    (mine.passages / "ronde-2.csv").write_text("\n".join(rows), encoding="utf-8")
    _, codings = applied(mine, SPLIT.format(extra='themas = { "zieke bomen" = "loof" }'))
    assert "Een zin." not in {one.text for one in codings.passages}


def test_a_role_may_be_split_too(mine: Settings) -> None:
    text = SPLIT.replace('"bomen"', '"klacht"').replace('"loof"', '"hard"').replace('"naald"', '"zacht"')
    current, codings = applied(mine, text.format(extra=""))
    assert current.roles == ("hard", "zacht", "plan")
    waiting = [one for one in codings.history if one.split_role]
    assert {(one.role, one.decision) for one in waiting} == {("", Decision.REOPENED)}
    assert {one.role for one in codings.passages} == {"plan"}
    assert all(from_row(to_row(one), current) == one for one in codings.history)


def test_a_row_with_a_split_code_gives_the_same_decision_back(mine: Settings) -> None:
    current, codings = applied(mine, SPLIT.format(extra='voorlopig = "loof"'))
    assert all(from_row(to_row(one), current) == one for one in codings.history)


def test_a_sheet_may_have_a_renamed_code_but_no_split_one(mine: Settings) -> None:
    renamed, _ = applied(mine, '[[hernoem]]\nvan = "water"\nnaar = "nat"')
    assert mechanisms_in("water, bomen", renamed) == ("bomen", "nat")
    split, _ = applied(mine, SPLIT.format(extra='voorlopig = "loof"'))
    with pytest.raises(RowError, match="unknown mechanism 'bomen'; the codebook has loof, naald, nat"):
        mechanisms_in("bomen", split)


def test_steps_build_on_one_another(mine: Settings) -> None:
    applied(mine, SPLIT.format(extra='voorlopig = "loof"'))
    applied(mine, '[[hernoem]]\nvan = "loof"\nnaar = "blad"')
    current, codings = applied(mine, '[[hernoem]]\nvan = "naald"\nnaar = "kegel"')
    assert (current.split["bomen"].naar, current.split["bomen"].voorlopig) == (("blad", "kegel"), "blad")
    assert len(reopened(codings.history)) == 20
    current, codings = applied(mine, '[[voeg_samen]]\nvan = ["blad", "kegel"]\nnaar = "groen"')
    assert (current.gesplitst, current.versie) == ((), "5")
    assert set(current.mechanisme[0].voorheen) == {"bomen", "loof", "naald", "blad", "kegel"}
    assert (len(codings.passages), reopened(codings.history)) == (50, [])


def test_a_rename_may_be_undone(mine: Settings) -> None:
    first = load_codebook(mine.codebook)
    applied(mine, '[[hernoem]]\nvan = "bomen"\nnaar = "hout"')
    current, codings = applied(mine, '[[hernoem]]\nvan = "hout"\nnaar = "bomen"')
    assert (current.mechanisms, current.mechanisme[0].voorheen) == (first.mechanisms, ("hout",))
    assert sum("bomen" in one.mechanisms for one in codings.passages) == 20


def test_the_codebook_is_kept_and_a_plan_alone_changes_nothing(mine: Settings) -> None:
    before = mine.codebook.read_bytes()
    made = plan(mine, '[[hernoem]]\nvan = "water"\nnaar = "nat"')
    assert mine.codebook.read_bytes() == before
    shutil.copy(mine.codebook, made.backup)
    kept = made.apply()
    assert (kept.name, kept.read_bytes()) == ("codeboek.versie-1-2.toml", before)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[hernoem]]\nvan = "gras"\nnaar = "groen"', "the codebook has no 'gras'; it has bomen, water, klacht, plan"),
        ('[[hernoem]]\nvan = "bomen"\nnaar = "water"', "'water' is or was in use as a code"),
        ('[[hernoem]]\nvan = "bomen"\nnaar = "bomen"', "'bomen' is or was in use as a code"),
        ('[[hernoem]]\nvan = "bomen"\nnaar = "De Bomen"', "the new codebook would not hold: .*code"),
        ('[[voeg_samen]]\nvan = ["bomen", "plan"]\nnaar = "x"', "bomen, plan are mechanisms and roles"),
        ('[[voeg_samen]]\nvan = ["klacht", "plan"]\nnaar = "x"', "the new codebook would not hold: rol"),
        (
            '[[hernoem]]\nvan = "bomen"\nnaar = "x"\n[[voeg_samen]]\nvan = ["bomen", "water"]\nnaar = "y"',
            "in two steps",
        ),
        ('versie = "9"', "it changes nothing"),
        ('[[hernoem]]\nvan = "bomen"', "hernoem, 1, naar: it is missing; add it"),
        (SPLIT.format(extra=""), r"'zieke bomen' names bomen; say under \[splits.themas\]"),
        (SPLIT.format(extra='voorlopig = "water"'), "'water' is none of what 'bomen' is split into: loof, naald"),
        (
            SPLIT.format(extra='themas = { "dode bomen" = "loof" }'),
            "names 'dode bomen'; the codebook has no such theme",
        ),
        ('[[splits]]\nvan = "bomen"\nvoorlopig = "water"\nnaar = ["water", "plan"]', "not all of one kind"),
        ("[[hernoem", "is not valid TOML"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_the_reason(text: str, problem: str, mine: Settings) -> None:
    before = mine.codebook.read_bytes()
    with pytest.raises(CodebookError, match=problem):
        plan(mine, text)
    assert mine.codebook.read_bytes() == before


def test_a_name_that_was_in_use_before_is_not_given_to_another_code(mine: Settings) -> None:
    applied(mine, '[[hernoem]]\nvan = "bomen"\nnaar = "hout"')
    with pytest.raises(CodebookError, match="'bomen' is or was in use as a code, and older codings have it"):
        plan(mine, '[[hernoem]]\nvan = "water"\nnaar = "bomen"')


def test_a_version_that_is_no_number_has_to_be_given(mine: Settings) -> None:
    text = mine.codebook.read_text(encoding="utf-8")
    mine.codebook.write_text(text.replace('versie = "1"', 'versie = "lente"'), encoding="utf-8")
    with pytest.raises(CodebookError, match="version 'lente' has no next number"):
        plan(mine, '[[hernoem]]\nvan = "bomen"\nnaar = "hout"')
    assert plan(mine, 'versie = "zomer"\n[[hernoem]]\nvan = "bomen"\nnaar = "hout"').new.versie == "zomer"


def test_passages_of_another_codebook_stop_the_migration(mine: Settings) -> None:
    (mine.passages / "vreemd.csv").write_text("text;mechanismen;rol;document;coder\nT.;gras;plan;n;anna", "utf-8")
    with pytest.raises(Exception, match="unknown mechanism 'gras'"):
        plan(mine, '[[hernoem]]\nvan = "bomen"\nnaar = "hout"')


def test_two_decisions_differ_when_only_their_split_differs() -> None:
    one = CodedPassage("T.", (), "plan", "nota", "anna")
    assert one != CodedPassage("T.", (), "plan", "nota", "anna", split=("bomen",))


def test_what_the_same_coder_fills_in_again_holds_over_the_decision_from_before(mine: Settings) -> None:
    current, codings = applied(mine, SPLIT.format(extra='themas = { "zieke bomen" = "loof" }'))
    sheet = mine.passages / "opnieuw.csv"
    assert write_reopened(codings.history, current, sheet) == 20
    first = codings.history[0].coder
    _, rows = read_csv(sheet)
    filled = [row | {"coder": first, "mechanismen": "loof", "rol": "klacht"} for _, row in rows]
    write_csv(pl.DataFrame([{name: row[name] for name in COLUMNS} for row in filled]), sheet)
    again = read_codings(mine.passages, current)
    assert (len(again.passages), reopened(again.history)) == (50, [])
