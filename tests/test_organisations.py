"""Organisations: the file and its errors, canonical names in texts, and the list that comes with the project."""

from pathlib import Path

import pytest

from pipeline.dutch import Dutch
from pipeline.errors import UsageError
from pipeline.organisations.listed import read_organisations
from pipeline.organisations.named import named_organisations
from pipeline.settings import SegmentSettings, Settings

SMALL = """
[[organisatie]]
naam = "Sociaal-Economische Raad (SER)"
soort = "adviesraad"
aliassen = ["SER"]
"""


@pytest.fixture(scope="module")
def dutch() -> Dutch:
    return Dutch(SegmentSettings(), Settings().organisations, with_model=False)


def write(folder: Path, text: str) -> Path:
    path = folder / "organisaties.toml"
    path.write_text(text, encoding="utf-8")
    return path


def named(dutch: Dutch, text: str) -> tuple[str, ...]:
    return next(named_organisations([text], dutch))


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
        ("UWV/SVB stemt af.", ("Sociale Verzekeringsbank (SVB)", "Uitvoeringsinstituut Werknemersverzekeringen (UWV)")),
        ("Het plan van BNG Bank–SER", ("BNG Bank", "Sociaal-Economische Raad (SER)")),
        ("SER's advies en dat van de ‘SER’", ("Sociaal-Economische Raad (SER)",)),
        ("Aldus de SER²", ("Sociaal-Economische Raad (SER)",)),
        ("Gedeputeerde Staten van Utrecht, gemeente Nergenshuizen", ("gemeente Nergenshuizen", "provincie Utrecht")),
    ],
)
def test_organisations_have_their_canonical_name(dutch: Dutch, text: str, names: tuple[str, ...]) -> None:
    assert named(dutch, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente De raad",
        "Elke gemeente is anders.",
        "ser, ind en coa tellen niet",
        "De gemeente. Utrecht",
        "post@SER.nl",
    ],
)
def test_plain_words_are_no_organisations(dutch: Dutch, text: str) -> None:
    assert named(dutch, text) == ()


def test_each_text_gets_its_own_answer_in_order(dutch: Dutch) -> None:
    texts = ["De SER adviseert.", "", "Het UWV en het UWV."]
    assert list(named_organisations(texts, dutch)) == [
        ("Sociaal-Economische Raad (SER)",),
        (),
        ("Uitvoeringsinstituut Werknemersverzekeringen (UWV)",),
    ]
    assert list(named_organisations([], dutch)) == []


@pytest.mark.parametrize("sentence", ["{}", "Dit doet {}.", "Dat ({}), of niet.", "De brief aan {}, en meer"])
def test_every_form_of_the_list_gives_its_canonical_name(dutch: Dutch, sentence: str) -> None:
    forms = read_organisations(Settings().organisations).names()
    texts = [sentence.format(form).replace("..", ".") for form in forms]
    found = zip(texts, forms.values(), named_organisations(texts, dutch), strict=True)
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
