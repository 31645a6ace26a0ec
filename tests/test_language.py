"""The pipeline with and without a model: what is loaded, what is said, what is refused."""

from pathlib import Path

import pytest
import spacy

from pipeline.errors import UsageError
from pipeline.language import (
    entity_pipes,
    load_pipeline,
    model_name,
    model_notice,
    segmentation_pipes,
)
from pipeline.language_folder import MODEL_PACKAGE, MODEL_VARIABLE
from pipeline.settings import SegmentSettings

RULES = SegmentSettings()
MODEL = SegmentSettings(segmenter="nl_core_news_sm")


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests decide on the model, whatever this machine has installed."""
    monkeypatch.delenv(MODEL_VARIABLE, raising=False)
    monkeypatch.setattr("pipeline.language_folder.importlib.util.find_spec", lambda name: None)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A small pipeline on disk: a sentence splitter, an entity component, and one that is not needed."""
    nlp = spacy.blank("nl")
    nlp.meta.update(name="proefmodel", version="1.2.3")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("merge_entities")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "de Werkplaats"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def test_without_a_model_one_line_says_what_is_missing() -> None:
    nlp = load_pipeline(RULES)
    assert model_name(nlp) is None
    notice = model_notice(nlp)
    assert notice is not None
    assert notice.startswith("No spaCy model found: nl_core_news_sm is not installed and RODEDRAAD_SPACY_MODEL is not")
    assert "Only listed organisations are recognised" in notice
    assert "\n" not in notice


def test_boundaries_of_an_absent_model_are_refused() -> None:
    with pytest.raises(UsageError, match=r"No spaCy model found.*needs one: install nl_core_news_sm.*or use \"rules\""):
        load_pipeline(MODEL)


def test_a_model_adds_entities_but_no_boundaries_where_the_rules_have_them(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, str(model))
    nlp = load_pipeline(RULES)
    assert (model_name(nlp), model_notice(nlp)) == ("nl_proefmodel 1.2.3", None)
    assert nlp.pipe_names == entity_pipes(nlp) == ["entity_ruler"]


def test_the_boundaries_of_a_model_are_used_where_asked_for(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, str(model))
    nlp = load_pipeline(MODEL)
    assert [sentence.text for sentence in nlp("Wat nu?! De raad zweeg.").sents] == ["Wat nu?!", "De raad zweeg."]
    assert segmentation_pipes(nlp) == ["sentencizer"]
    assert entity_pipes(nlp) == ["entity_ruler"]


def test_the_installed_package_is_found(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / MODEL_PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    model.rename(package / f"{MODEL_PACKAGE}-1.2.3")
    monkeypatch.undo()
    monkeypatch.delenv(MODEL_VARIABLE, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert model_name(load_pipeline(RULES)) == "nl_proefmodel 1.2.3"


def damage(model: Path) -> None:
    (model / "entity_ruler" / "patterns.jsonl").unlink()
    (model / "tokenizer").write_bytes(b"\x00\x01")


def test_a_damaged_model_that_is_asked_for_is_refused(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(model)
    monkeypatch.setenv(MODEL_VARIABLE, str(model))
    with pytest.raises(UsageError, match=r"The spaCy model in .*model cannot be loaded: .*Replace it: install"):
        load_pipeline(RULES)


def test_a_damaged_model_that_is_found_gives_way_to_the_rules(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(model)
    monkeypatch.setattr("pipeline.language.installed_model", lambda: model)
    nlp = load_pipeline(RULES)
    assert model_name(nlp) is None
    assert "cannot be loaded" in (model_notice(nlp) or "")
    with pytest.raises(UsageError, match=r"cannot be loaded.*needs one"):
        load_pipeline(MODEL)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "leeg"))
    with pytest.raises(UsageError, match=r"The spaCy model in .*leeg cannot be loaded: .*config"):
        load_pipeline(RULES)


def test_a_model_of_another_language_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "english"))
    with pytest.raises(UsageError, match="is for language 'en', not 'nl'"):
        load_pipeline(RULES)


def test_boundaries_of_a_model_without_any_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy.blank("nl").to_disk(tmp_path / "kaal")
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "kaal"))
    with pytest.raises(UsageError, match='sets no sentence boundaries; use segmenter = "rules"'):
        load_pipeline(MODEL)


def test_a_model_made_for_another_spacy_is_used_with_a_notice(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meta = model / "meta.json"
    version = spacy.util.load_model(model).meta["spacy_version"]
    meta.write_text(meta.read_text(encoding="utf-8").replace(version, ">=3.1.0,<3.2.0"), encoding="utf-8")
    monkeypatch.setenv(MODEL_VARIABLE, str(model))
    nlp = load_pipeline(RULES)
    assert model_name(nlp) == "nl_proefmodel 1.2.3"
    assert "was made for spaCy >=3.1.0,<3.2.0" in (model_notice(nlp) or "")
