"""Organisations: the file and its errors, canonical names in texts, and the list that comes with the project."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import UsageError
from pipeline.language import entity_pipes, load_pipeline
from pipeline.organisation_list import read_organisations
from pipeline.organisations import named_organisations
from pipeline.settings import SegmentSettings, Settings

SMALL = """
[[organisatie]]
naam = "Sociaal-Economische Raad (SER)"
soort = "adviesraad"
aliassen = ["SER"]
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(SegmentSettings(), Settings().organisations)


def write(folder: Path, text: str) -> Path:
    path = folder / "organisaties.toml"
    path.write_text(text, encoding="utf-8")
    return path


def named(nlp: Language, text: str) -> tuple[str, ...]:
    return next(named_organisations([text], nlp))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Niemand voelt zich eigenaar.", ()),
        ("BZK betaalt, het Ministerie van BZK beslist.", ("ministerie van Binnenlandse Zaken en Koninkrijksrelaties",)),
        ("Ministerie van Financiën", ("ministerie van Financiën",)),
        ("De VNG en BNG Bank tekenden.", ("BNG Bank", "Vereniging van Nederlandse Gemeenten (VNG)")),
        ("De gemeente Zutphen wacht af.", ("gemeente Zutphen",)),
        ("Gemeente Bergen op Zoom stemt in.", ("gemeente Bergen op Zoom",)),
        ("De gemeente 's-Gravenhage is Den Haag.", ("gemeente Den Haag",)),
        ("De provincie Noord-Holland toetst.", ("provincie Noord-Holland",)),
        ("Waterschap Hunze en Aa's meldt lekkage.", ("waterschap Hunze en Aa's",)),
        ("GGD Hollands Midden en veiligheidsregio Utrecht", ("GGD Hollands Midden", "Veiligheidsregio Utrecht")),
        ("De begroting valt tegen, zegt I&W.", ("ministerie van Infrastructuur en Waterstaat",)),
        ("het college van burgemeester en wethouders van Almere", ("gemeente Almere",)),
    ],
)
def test_organisations_have_their_canonical_name(nlp: Language, text: str, names: tuple[str, ...]) -> None:
    assert named(nlp, text) == names


@pytest.mark.parametrize(
    "text",
    ["De gemeente De raad", "Elke gemeente is anders.", "ser, ind en coa tellen niet", "De gemeente. Utrecht"],
)
def test_plain_words_are_no_organisations(nlp: Language, text: str) -> None:
    assert named(nlp, text) == ()


def test_each_text_gets_its_own_answer_in_order(nlp: Language) -> None:
    texts = ["De SER adviseert.", "", "Het UWV en het UWV."]
    assert list(named_organisations(texts, nlp)) == [
        ("Sociaal-Economische Raad (SER)",),
        (),
        ("Uitvoeringsinstituut Werknemersverzekeringen (UWV)",),
    ]
    assert list(named_organisations([], nlp)) == []


@pytest.mark.parametrize("sentence", ["{}", "Dit doet {}.", "Dat ({}), of niet.", "De brief aan {}, en meer"])
def test_every_form_of_the_list_gives_its_canonical_name(nlp: Language, sentence: str) -> None:
    forms = read_organisations(Settings().organisations).names()
    texts = [sentence.format(form).replace("..", ".") for form in forms]
    found = zip(texts, forms.values(), named_organisations(texts, nlp), strict=True)
    assert [(text, names) for text, name, names in found if names != (name,)] == []


def test_the_list_covers_every_tier_of_government() -> None:
    bodies = read_organisations(Settings().organisations)
    counts = {pattern.naam: len(pattern.namen) for pattern in bodies.patroon}
    assert counts["provincie"] == 12
    assert counts["Veiligheidsregio"] == counts["GGD"] == 25
    assert sum(body.soort == "ministerie" for body in bodies.organisatie) >= 15


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no list of organisations at .*weg\.toml"):
        read_organisations(tmp_path / "weg.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[organisatie]", "is not valid TOML"),
        (SMALL + '[[organisatie]]\nnaam = "Kadaster"\n', "organisatie, 2, soort: it is missing; add it"),
        (SMALL.replace('["SER"]', '"SER"'), "organisatie, 1, aliassen: found .SER., needed a list"),
        (SMALL + "[[organisaties]]\n", "organisaties: this key is not known here"),
        (
            SMALL + '[[organisatie]]\nnaam = "Zeker"\nsoort = "x"\n',
            "organisatie, 2, soort: found .x., needed 2 or more",
        ),
        (SMALL + '[[organisatie]]\nnaam = "Ser BV"\nsoort = "bv"\naliassen = ["SER"]\n', "'SER' is an alias of both"),
        ('[[patroon]]\nnaam = "gemeente"\nsoort = "gemeente"\nwoorden = []\n', "patroon, 1, woorden"),
    ],
)
def test_an_error_names_the_file_and_the_entry(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=f"(?s)organisaties.toml.*{message}"):
        read_organisations(write(tmp_path, text))


def test_a_text_is_passed_over_only_when_the_list_has_nothing_to_say_of_it(nlp: Language) -> None:
    """Every form of the list, with what stands around it written otherwise."""
    forms = read_organisations(Settings().organisations).names()
    texts = [sentence.format(form) for form in forms for sentence in ("x{}", "{}\u00a0is")]
    with nlp.select_pipes(enable=entity_pipes(nlp)):
        named_by_all = [bool(doc.ents) for doc in nlp.pipe(texts)]
    assert [bool(names) for names in named_organisations(texts, nlp)] == named_by_all
    assert any(named_by_all)


def test_a_text_without_a_word_of_the_list_costs_nothing(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    pipe = nlp.pipe

    def noted(texts: Iterable[str], *, batch_size: int) -> Iterator[Doc]:
        asked.extend(texts)
        yield from pipe(asked, batch_size=batch_size)

    monkeypatch.setattr(nlp, "pipe", noted)
    assert [len(names) for names in named_organisations(["Het regent.", "Het UWV wacht."], nlp)] == [0, 1]
    assert asked == ["Het UWV wacht."]
