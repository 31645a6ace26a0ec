"""The text of a codebook after a migration: what did not change stands as it stood."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.errors import CodebookError
from pipeline.migration.mapping import Mapping
from pipeline.migration.migrated import migrate
from pipeline.migration.rewritten import rewritten

TEXT = '''# Ons codeboek.
titel = "Groen"   # kort
versie = "7"

# Over bomen.
[[mechanisme]]
code = "bomen" # een oude naam
naam = "Bomen"
definitie = """
Wat groeit.
[[mechanisme]]
code = "schijn"
"""
voorbeelden = [
  "Een [eik].",  # mooi
  'Een "beuk".',
  "Een iep.",
]
indicatoren = ["boom",
  "bomen"]

# Over water.
[[mechanisme]]
naam = "Water"
code = 'water'
definitie = "Wat stroomt."
voorbeelden = ["A.", "B.", "C."]
indicatoren = ["regen"]
generiek = true

# De rollen.
[[rol]]
code = "klacht"
naam = "Klacht"
definitie = "Mis."
voorbeelden = ["A.", "B.", "C."]
indicatoren = ["ziek"]

[[rol]]
code = "plan"
naam = "Plan"
definitie = "Straks."
voorbeelden = ["A.", "B.", "C."]
indicatoren = ["nieuw"]

[tegenspraak]
termen = ["gaat goed"]
# Einde.
'''
ROOT = Path(__file__).parents[2]
INLINE = 'naam = "B", definitie = "D", voorbeelden = ["A", "B", "C"], indicatoren = ["b"]'


def book(text: str) -> Codebook:
    return Codebook.model_validate(tomllib.loads(text))


def after(steps: dict[str, object], text: str = TEXT) -> str:
    old = book(text)
    made = migrate(old, Mapping.model_validate(steps))
    found = rewritten(text, old, made.codebook, made.heirs)
    assert book(found) == made.codebook
    return found


def test_a_rename_changes_the_lines_that_name_the_code_and_no_other() -> None:
    found = after({"hernoem": [{"van": "water", "naar": "nat"}]})
    expected = TEXT.replace('versie = "7"', 'versie = "8"').replace("code = 'water'", 'code = "nat"')
    assert found == expected.replace("generiek = true\n", 'generiek = true\nvoorheen = ["water"]\n')


def test_lines_that_end_as_on_windows_keep_doing_so() -> None:
    steps: dict[str, object] = {"hernoem": [{"van": "water", "naar": "nat"}]}
    assert after(steps, TEXT.replace("\n", "\r\n")) == after(steps).replace("\n", "\r\n")


def test_of_a_merged_code_the_comments_that_follow_it_stay() -> None:
    found = after({"voeg_samen": [{"van": ["bomen", "water"], "naar": "bomen"}]})
    assert "# Over water." in found
    assert "# De rollen." in found
    assert "Wat stroomt" not in found
    assert found.count("[[mechanisme]]") == 2  # one of them in a definition


def test_new_entries_of_a_split_stand_in_its_place_and_the_split_at_the_end() -> None:
    parts = [
        {"code": code, "naam": code, "definitie": "D.", "voorbeelden": ["A.", "B.", "C."], "indicatoren": [code]}
        for code in ("zoet", "zout")
    ]
    found = after({"splits": [{"van": "water", "naar": parts, "voorlopig": "zoet"}]})
    assert [entry.code for entry in book(found).mechanisme] == ["bomen", "zoet", "zout"]
    assert found.index("zoet") < found.index("zout") < found.index("# De rollen.") < found.index("# Einde.")
    assert found.endswith('[[gesplitst]]\ncode = "water"\nnaar = ["zoet", "zout"]\nvoorlopig = "zoet"\n')
    assert "generiek" not in found
    merged = after({"voeg_samen": [{"van": ["zoet", "zout"], "naar": "vocht"}]}, found)
    assert "gesplitst" not in merged


def test_long_lists_are_broken_off_and_odd_characters_survive() -> None:
    terms = [f"woord{number}*" for number in range(40)]
    odd = 'Hij zei "nee"\\ja,\ten: é € \U0001f333'
    found = after({"hernoem": [{"van": "water", "naar": "nat", "indicatoren": terms, "definitie": odd}]})
    assert max(map(len, found.splitlines())) <= 120
    assert book(found).mechanisme[1].definitie == odd


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("[[rol]]", "[[ 'rol' ]]"),
        f'mechanisme = [{{ code = "bomen", {INLINE} }}, {{ code = "water", {INLINE} }}]\ntitel = "T"\nversie = "1"\n'
        + TEXT[TEXT.index("[[rol]]") :],
    ],
)
def test_a_file_in_a_form_that_we_do_not_see_through_is_refused(text: str) -> None:
    with pytest.raises(CodebookError, match="cannot be changed safely, and was left as it was"):
        after({"hernoem": [{"van": "water", "naar": "nat"}, {"van": "plan", "naar": "voornemen"}]}, text)


def test_the_mapping_of_the_manual_fits_our_own_codebook() -> None:
    manual = (ROOT / "docs" / "codebook-changes.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    own = (ROOT / "corpus" / "codeboek.toml").read_text(encoding="utf-8")
    found = book(after(tomllib.loads(block), own))
    assert found.mechanisms == ("mensen", "grip", "eigenaarschap", "kaders", "samenwerking", "gegevens")
    comments = [line for line in own.splitlines() if line.startswith("#")]
    assert [line for line in after(tomllib.loads(block), own).splitlines() if line.startswith("#")] == comments
