"""What a run knows of Dutch without spaCy; the sentences and entities of a model beside our rules and list."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from pipeline.dutch import Dutch
from pipeline.errors import UsageError
from pipeline.language_folder import MODEL_VARIABLE
from pipeline.organisations.named import named_organisations
from pipeline.records import Block, Report, Status
from pipeline.segment import segment
from pipeline.settings import SegmentSettings

MODEL = SegmentSettings(segmenter="nl_core_news_sm")
ENTRY = '[[organisatie]]\nnaam = "Vereniging (VNG)"\nsoort = "koepel"\naliassen = ["VNG"]\n'
TEXT = "Wat nu?! zei hij. De raad zweeg."


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MODEL_VARIABLE, raising=False)
    monkeypatch.setattr("pipeline.language_folder.importlib.util.find_spec", lambda name: None)


@pytest.fixture
def organisations(tmp_path: Path) -> Path:
    path = tmp_path / "organisaties.toml"
    path.write_text(ENTRY, encoding="utf-8")
    return path


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    nlp = spacy.blank("nl")
    nlp.meta.update(name="proefmodel", version="1.2.3")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [("ORG", "Stichting Samenloop"), ("PER", "De VNG"), ("PER", "Jansen"), ("ORG", "de Werkplaats")]
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in patterns])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "model"))
    return tmp_path / "model"


def texts(dutch: Dutch) -> list[str]:
    report = Report("rapport.pdf", "00", Status.OK, "", blocks=(Block(1, 1, "paragraph", TEXT),))
    return [passage.text for passage in segment(report, dutch)]


def test_without_a_model_nothing_is_loaded_until_it_is_needed(organisations: Path) -> None:
    dutch = Dutch.of(SegmentSettings(), organisations)
    assert (dutch.model, texts(dutch)) == (None, ["Wat nu?! zei hij.", "De raad zweeg."])
    assert "Only listed organisations are recognised" in (dutch.notice or "")
    assert list(named_organisations(["De VNG tekende."], dutch)) == [("Vereniging (VNG)",)]
    assert "pipeline" not in vars(dutch)


def test_a_model_is_loaded_at_once_so_that_what_is_wrong_is_told_before_the_work(
    organisations: Path, model: Path
) -> None:
    dutch = Dutch.of(SegmentSettings(), organisations)
    assert (dutch.model, dutch.notice, "pipeline" in vars(dutch)) == ("nl_proefmodel 1.2.3", None, True)
    (model / "config.cfg").write_text("kapot", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be loaded"):
        Dutch.of(SegmentSettings(), organisations)


def test_the_sentences_of_a_model_are_used_where_asked_for(organisations: Path, model: Path) -> None:
    assert model.is_dir()
    assert texts(Dutch.of(MODEL, organisations)) == ["Wat nu?!", "zei hij.", "De raad zweeg."]


@pytest.mark.usefixtures("model")
def test_a_listed_organisation_wins_over_the_model_where_they_overlap(organisations: Path) -> None:
    """The model takes 'De VNG' for a person; what it finds elsewhere counts, and persons are no organisations."""
    dutch = Dutch.of(SegmentSettings(), organisations)
    given = ["De VNG en de Stichting Samenloop tekenden.", "Jansen zag de Werkplaats."]
    found = [("Stichting Samenloop", "Vereniging (VNG)"), ("Werkplaats",)]
    assert list(named_organisations(given, dutch)) == found


@pytest.mark.usefixtures("model")
def test_who_splits_by_rules_loads_neither_list_nor_model(organisations: Path) -> None:
    dutch = Dutch.unloaded(SegmentSettings(), organisations)
    assert texts(dutch) == ["Wat nu?! zei hij.", "De raad zweeg."]
    assert not {"listed", "pipeline"} & vars(dutch).keys()
    assert (dutch.model, list(named_organisations(["De VNG tekende."], dutch))) == (
        "nl_proefmodel 1.2.3",
        [("Vereniging (VNG)",)],
    )


def test_a_list_that_cannot_be_read_is_told_at_once(organisations: Path) -> None:
    organisations.write_text("[[organisatie]]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"organisaties\.toml"):
        Dutch.of(SegmentSettings(), organisations)


def test_boundaries_of_an_absent_model_are_refused(organisations: Path) -> None:
    with pytest.raises(UsageError, match="needs one"):
        Dutch.of(MODEL, organisations)


def test_a_process_that_reads_and_splits_loads_no_spacy() -> None:
    """It takes seconds, in every process of a run."""
    look = "import sys, pipeline.prepare; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
