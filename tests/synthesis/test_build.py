"""The whole synthesis: what it says, and that all it says can be checked."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import polars as pl
import pytest

from pipeline.codebook import Codebook, Selection
from pipeline.synthesis.build import synthesise
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Claim, Evidence, Synthesis
from tests.synthesis.conftest import VILLAGE, Said, material


def inside(value: object) -> Iterator[object]:
    """Everything that a synthesis holds, at any depth."""
    yield value
    if isinstance(value, tuple):
        for part in value:
            yield from inside(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from inside(getattr(value, field.name))


def texts(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.text for claim in claims]


@pytest.fixture
def synthesis(village: Material) -> Synthesis:
    return synthesise(village)


def test_every_claim_rests_on_quotes_or_on_a_table_of_the_run(synthesis: Synthesis, village: Material) -> None:
    claims = [value for value in inside(synthesis) if isinstance(value, Claim)]
    assert len(claims) > 20
    assert [claim.text for claim in claims if not claim.evidence and not claim.table] == []
    assert {claim.table for claim in claims} <= {"", "passages", "rode_draad", "lus", *village.tables}


def test_every_quote_stands_in_its_report_word_for_word(synthesis: Synthesis, village: Material) -> None:
    quotes = [value for value in inside(synthesis) if isinstance(value, Evidence)]
    told = (part.select("passage_id", "document", "pagina", "passage") for part in (village.coded, village.linked))
    known = set(pl.concat(told).collect().iter_rows())
    assert quotes
    assert {(one.passage_id, one.source.document, one.page, one.text) for one in quotes} <= known


def test_every_claim_is_a_sentence(synthesis: Synthesis) -> None:
    for claim in (value for value in inside(synthesis) if isinstance(value, Claim)):
        assert claim.text[0].isupper() or claim.text[0] == "‘", claim.text
        assert claim.text.endswith("."), claim.text
        assert "  " not in claim.text


def test_the_summary_says_what_runs_through_the_reports(synthesis: Synthesis) -> None:
    said = texts(synthesis.summary)
    assert said[0] == (
        "In drie rapporten (9 pagina’s, 12 zinnen) wees het model acht passages aan die over een mechanisme gaan; "
        "één bestand kon niet worden gelezen."
    )
    assert said[1] == "Door deze rapporten loopt geen draad: geen enkel mechanisme is in genoeg rapporten aanwezig."
    assert any(text.startswith("In ‘Verslag A’ is elke stap van de lus van blad tot geld") for text in said)
    assert said[-1] == (
        "In ‘Verslag C’ vond het model over geen enkel mechanisme genoeg om mee te tellen (overal het oordeel ‘stil’)."
    )


def test_a_paragraph_on_a_mechanism(synthesis: Synthesis) -> None:
    trees = synthesis.threads[0]
    assert (trees.code, trees.strength, trees.passages) == ("bomen", "los eindje", 5)
    assert texts(trees.claims) == [
        "Dit mechanisme is een los eindje: het is alleen aanwezig in ‘Verslag A’; voor één rapport is dat niet te "
        "zeggen (oordeel ‘zwak’).",
        "Het model wees vijf passages aan; met correctie voor zijn fouten gaat naar schatting 42 % (28 tot 56 %) van "
        "alle zinnen hierover.",
        "Het gaat dan vooral om zieke bomen (twee passages) en nieuwe aanplant (één).",
        "Naar hun rol verdeeld: 60 % klacht en 40 % plan.",
        "In ‘Verslag C’ vond het model hierover te weinig om mee te tellen (oordeel ‘stil’).",
        "Tegengeluid klinkt in ‘Verslag B’: dat het op dit punt goed gaat of is opgelost.",
    ]


def test_what_goes_well_is_no_quote_for_the_mechanism_but_against_it(synthesis: Synthesis) -> None:
    trees = synthesis.threads[0]
    assert [quote.passage_id for quote in trees.contradictions] == ["p9"]
    assert "p9" not in {quote.passage_id for quote in trees.quotes}


def test_themes_of_a_role_are_what_is_proposed(synthesis: Synthesis) -> None:
    assert [(theme.name, theme.reports, theme.passages) for theme in synthesis.remedies] == [("meer groen", 2, 2)]
    assert texts(synthesis.remedy_claims) == ["Meer groen: twee passages in twee rapporten."]


def test_a_remedy_with_the_name_of_a_theme_is_counted_apart(rich_codebook: Codebook) -> None:
    trees = Selection(naam="bomen", mechanisme="bomen")
    plans = Selection(naam="bomen", mechanisme="bomen", rol="plan")
    found = synthesise(material(VILLAGE, rich_codebook.model_copy(update={"thema": (trees, plans)})))
    assert [(theme.name, theme.passages) for theme in found.threads[0].themes] == [("bomen", 5)]
    assert [(theme.name, theme.passages) for theme in found.remedies] == [("bomen", 2)]


def told_of_people(village: Material, **people: int) -> str:
    material = replace(village, manifest={**village.manifest, "people": people})
    return dict(synthesise(material).making).get("Beoordeeld door codeurs", "")


def test_it_is_told_how_many_passages_people_coded_and_how_often_they_agreed(village: Material) -> None:
    assert told_of_people(village) == ""
    assert told_of_people(village, passages=14, decisions=20, proposed=15, agreed=9, lost=2) == (
        "14 passages; daar geldt hun oordeel, niet dat van het model. Van 15 voorstellen van het model namen "
        "zij er 9 ongewijzigd over. Van 2 van de 20 besluiten is de passage niet teruggevonden (coderingen.csv)"
    )


def test_a_passage_that_people_coded_is_quoted_with_their_names_and_is_not_unsure(
    rich_codebook: Codebook,
) -> None:
    found = material(VILLAGE, rich_codebook)
    names = pl.when(passage_id="p5").then(pl.lit(["anna"])).otherwise("gecodeerd_door").alias("gecodeerd_door")
    told = synthesise(replace(found, rows=replace(found.rows, coded=found.rows.coded.with_columns(names))))
    bomen = next(thread for thread in told.threads if thread.code == "bomen")
    assert [quote.coders for quote in bomen.quotes if quote.passage_id == "p5"] == [("anna",)]
    assert bomen.quotes[0].passage_id == "p5"
    assert [text for text in texts(bomen.claims) if "passages aangewezen, waarvan één door codeurs; met" in text]
    assert "p5" not in [quote.passage_id for quote in told.unsure]


def test_doubts_name_unread_files_and_weak_verdicts(synthesis: Synthesis) -> None:
    assert synthesis.unread == (("d.pdf", "versleuteld", "niet te openen"),)
    said = texts(synthesis.doubts)
    assert said[0] == "Eén bestand is niet gelezen (één keer ‘versleuteld’); wat daarin staat, telt nergens mee."
    assert said[1].startswith("In twee van de zes vakken van de tabel ‘Rapport bij mechanisme’ is het oordeel ‘zwak’")
    # The least sure come first.
    assert synthesis.unsure[0].passage_id in {"p5", "p9"}
    scores = [one.score for one in synthesis.unsure]
    assert all(0.8 < score <= 0.9 for score in scores)


def test_a_generic_mechanism_is_a_theme_beside_the_others(village: Material, rich_codebook: Codebook) -> None:
    generic = rich_codebook.mechanisme[1].model_copy(update={"generiek": True})
    codebook = rich_codebook.model_copy(update={"mechanisme": (rich_codebook.mechanisme[0], generic)})
    found = synthesise(Material(codebook, village.digest, village.rows, village.tables, {}))
    assert "Daarnaast is ‘Water in de wijk’ als algemeen thema aanwezig in één rapport." in texts(found.summary)
    assert [thread.generic for thread in found.threads] == [False, True]


def test_threads_through_all_reports(rich_codebook: Codebook) -> None:
    trees = "De kastanjes langs de Dorpsstraat zijn al jaren ziek en kwijnen weg"
    water = "Na een stevige bui staat de hele Molenweg tot aan de drempels blank"
    said = [
        Said(name, str(section), f"{text}, zegt verslag {name} {section}.", code)
        for name in "abc"
        for section in range(2)
        for text, code in ((trees, "bomen"), (water, "water"))
    ]
    found = synthesise(material(said, rich_codebook))
    assert texts(found.summary)[1:3] == [
        "Beide mechanismen lopen als hoofddraad door de rapporten: ‘Zorg voor bomen’ (in drie van de drie rapporten) "
        "en ‘Water in de wijk’ (in drie).",
        "Bij ‘Zorg voor bomen’ gaat het vooral om zieke bomen.",
    ]
    assert [thread.strength for thread in found.threads] == ["hoofddraad", "hoofddraad"]
    assert found.threads[0].claims[0].text == (
        "Dit mechanisme is een hoofddraad: het is aanwezig in drie van de drie rapporten. De kans dat het in ten "
        "minste een vijfde van de rapporten aanwezig is, is meer dan 99 %."
    )


def test_the_same_material_gives_the_same_synthesis(village: Material) -> None:
    assert synthesise(village) == synthesise(village)


@pytest.mark.parametrize(
    "said", [[], [Said("a.pdf", "", "Er is markt.")], [Said("a.pdf", "", "De iep is ziek.", "bomen")]]
)
def test_next_to_nothing_gives_a_short_synthesis(said: list[Said], rich_codebook: Codebook) -> None:
    found = synthesise(material(said, rich_codebook))
    claims = [value for value in inside(found) if isinstance(value, Claim)]
    assert all(claim.text.endswith(".") and (claim.evidence or claim.table) for claim in claims)


def test_one_report_makes_no_thread(rich_codebook: Codebook) -> None:
    said = [Said("a", "1", "De iep aan het plein is al jaren ernstig ziek en kwijnt.", "bomen")] * 3
    assert texts(synthesise(material(said, rich_codebook)).summary)[1] == (
        "Eén rapport maakt nog geen rode draad; aanwezig is hier ‘Zorg voor bomen’."
    )


def test_the_strongest_quotes_come_from_reports_in_which_the_mechanism_is_present(rich_codebook: Codebook) -> None:
    stray = Said("b", "1", "Ook de linde bij de brug oogt sinds het voorjaar ziek.", "bomen")
    many = [Said("a", "1", f"De iep met nummer {tree} aan het plein is ernstig ziek.", "bomen") for tree in range(4)]
    trees = synthesise(material([stray, *many], rich_codebook)).threads[0]
    assert {quote.source.document for quote in trees.quotes} == {"a"}


def test_what_is_proposed_only_once_or_twice_stays_out_of_the_summary(synthesis: Synthesis) -> None:
    assert not any(text.startswith("Als aanpak") for text in texts(synthesis.summary))


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ((1, 2), "Van de twee mechanismen loopt er één als draad door de rapporten"),
        ((4, 1), "De hoofddraad is ‘Zorg voor bomen’ (aanwezig in vier van de vijf rapporten)."),
        ((2, 4), "Beide mechanismen lopen als een draad door de rapporten"),
    ],
)
def test_threads_and_main_threads_are_told_apart(
    present: tuple[int, int], expected: str, rich_codebook: Codebook
) -> None:
    trees, water = present
    said = [
        Said(name, "1", f"Over {code} zegt verslag {name} hier zin {part}.", code)
        for place, name in enumerate("abcde")
        for code, reports in (("bomen", trees), ("water", water))
        for part in range(2 if place < reports else 0)
    ]
    filler = [Said(name, "2", "De markt op het plein begint voortaan om negen uur.") for name in "abcde"]
    assert texts(synthesise(material([*said, *filler], rich_codebook)).summary)[1].startswith(expected)


def test_a_report_that_often_says_it_goes_well_is_pointed_out(rich_codebook: Codebook) -> None:
    well = [
        Said(
            "a.pdf",
            "1",
            f"De bomen langs straat nummer {n} staan er gezond en goed verzorgd bij.",
            "bomen",
            "plan",
            goes_well=True,
        )
        for n in range(2)
    ]
    ill = [
        Said("a.pdf", "1", f"De bomen langs laan nummer {n} zijn al jaren ziek en kwijnen weg.", "bomen")
        for n in range(2)
    ]
    said = "Let op ‘Verslag A’: in twee van de vier passages staat daar dat het juist goed gaat"
    assert any(
        text.startswith(said) for text in texts(synthesise(material(well + ill, rich_codebook)).threads[0].claims)
    )
    once = synthesise(material(well[:1] + ill, rich_codebook)).threads[0]
    assert not any(text.startswith("Let op") for text in texts(once.claims))
