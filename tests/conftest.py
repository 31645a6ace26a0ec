"""A tiny project on another topic than our own corpus: trees and water in a village, coded and trained once."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import CodedPassage, read_codings
from pipeline.model.classifier import Classifier
from pipeline.model.store import Model, current_model
from pipeline.settings import Settings

# The same cases in every run, so that a change is judged by what it changed; 'make fuzz' looks for new ones.
hypothesis_settings.register_profile("same", derandomize=True, deadline=None)
hypothesis_settings.register_profile("new", deadline=None)
hypothesis_settings.load_profile("same")

CODEBOOK = """
titel = "Groen en water"
versie = "1"

[[mechanisme]]
code = "bomen"
naam = "Zorg voor bomen"
definitie = "Bomen in de straat: hun groei, hun ziekten en het planten van nieuwe."
voorbeelden = ["De eik is gesnoeid.", "Er komen acht beuken bij.", "De esdoorn kwijnt."]
indicatoren = ["boom", "bomen", "kastanje*", "linde*", "iep*"]

[[mechanisme]]
code = "water"
naam = "Water in de wijk"
definitie = "Regen, riool en vijvers."
voorbeelden = ["De kelder liep onder.", "De sloot is gebaggerd.", "De put zit verstopt."]
indicatoren = ["regen", "riool", "vijver*", "staat blank"]

[[rol]]
code = "klacht"
naam = "Klacht"
definitie = "Er gaat iets mis."
voorbeelden = ["Het stinkt.", "Het lekt.", "Het is vol."]
indicatoren = ["ziek", "te vroeg"]

[[rol]]
code = "plan"
naam = "Plan"
definitie = "Er gaat iets gebeuren."
voorbeelden = ["Het wordt gemaakt.", "Het komt er.", "Het begint."]
indicatoren = ["nieuwe", "wordt"]
"""

ORGANISATIONS = """
[[organisatie]]
naam = "Plantsoendienst Hollekamp"
soort = "dienst"
aliassen = ["Plantsoendienst"]

[[organisatie]]
naam = "Waterkring De Greppel"
soort = "waterschap"
"""

PLACES = ("Dorpsstraat", "Kerkbrink", "Molenweg", "Havenkade", "Schoollaan")
SENTENCES = (
    ("De kastanje in de {} verliest te vroeg zijn blad.", "bomen", "klacht"),
    ("De iepen aan de {} zijn ziek.", "bomen", "klacht"),
    ("Er komen nieuwe linden langs de {}.", "bomen", "plan"),
    ("Na regen staat de {} blank.", "water", "klacht"),
    ("Het riool onder de {} loopt bij regen over.", "water", "klacht"),
    ("De vijver bij de {} wordt dit najaar uitgediept.", "water", "plan"),
    ("De wortels van de linden drukken het riool onder de {} kapot.", "bomen, water", "klacht"),
    ("De markt op de {} begint voortaan om negen uur.", "", "plan"),
    ("Het buurthuis aan de {} krijgt een nieuwe keuken.", "", "plan"),
    ("De bus stopt te vroeg bij de {}.", "", "klacht"),
)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a codebook, coded passages, organisations and the model trained on them; not to be changed."""
    folder = tmp_path_factory.mktemp("project")
    make_project(folder)
    current_model(settings_for(folder))
    return folder


def make_project(folder: Path) -> None:
    """Write everything but the model in a folder."""
    (folder / "codeboek.toml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "organisaties.toml").write_text(ORGANISATIONS, encoding="utf-8")
    (folder / "passages").mkdir()
    rows = [
        f"{text.format(place)};{codes};{role};verslag {place};anna;2026-03-01"
        for place in PLACES
        for text, codes, role in SENTENCES
    ]
    table = "\n".join(["text;mechanismen;rol;document;coder;datum", *rows])
    (folder / "passages" / "ronde-1.csv").write_text(table, encoding="utf-8")


@pytest.fixture
def settings(project: Path, tmp_path: Path) -> Settings:
    """The settings of a copy of the project that a test may change."""
    return settings_for(shutil.copytree(project, tmp_path / "project"))


@pytest.fixture(scope="session")
def codebook(project: Path) -> Codebook:
    """Mechanisms bomen and water, roles klacht and plan."""
    return load_codebook(project / "codeboek.toml")


@pytest.fixture(scope="session")
def coded_passages(project: Path, codebook: Codebook) -> list[CodedPassage]:
    """Ten sentences for each of five documents."""
    return read_codings(project / "passages", codebook).passages


@pytest.fixture(scope="session")
def model(project: Path) -> Model:
    """The trained model of the project."""
    return current_model(settings_for(project))


@pytest.fixture(scope="session")
def classifier(model: Model) -> Classifier:
    """The classifier of the trained model."""
    return model.classifier


def settings_for(folder: Path) -> Settings:
    """Settings with every path in ``folder``, and one child process at a time."""
    return Settings(
        codebook=folder / "codeboek.toml",
        passages=folder / "passages",
        vectors=folder / "vectoren.npz",
        organisations=folder / "organisaties.toml",
        model_folder=folder / "model",
        workers=1,
    )
