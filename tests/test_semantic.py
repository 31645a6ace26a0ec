"""Sentence vectors of a sentence-transformers model: the interface of word vectors, and errors that say what to do.

Most tests use a stand-in for the library; the last ones run it where it is installed, with a model made on the spot.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.cli import main
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.model import semantic
from pipeline.model.classifier import Classifier
from pipeline.model.features import Features
from pipeline.model.folder import ModelFolder
from pipeline.model.semantic import SemanticModel, semantic_notice
from pipeline.model.store import current_model
from pipeline.records import Sentence
from pipeline.settings import ModelSettings, Settings, load_settings

SENTENCES = [Sentence("De iepen aan de Ringbaan zijn ziek."), Sentence("Na regen staat de Ringbaan blank.")]


class Encoder:
    """Stands in for a model: a sentence points where its letters do."""

    def encode(
        self, sentences: list[str], *, normalize_embeddings: bool, show_progress_bar: bool
    ) -> NDArray[np.float32]:
        counts = np.array([[1 + text.lower().count(letter) for letter in "aeiounrst"] for text in sentences])
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)


def library(loaded: type) -> ModuleType:
    """A stand-in for sentence_transformers."""
    module = ModuleType("sentence_transformers")
    module.SentenceTransformer = loaded  # type: ignore[attr-defined]
    return module


class Loaded(Encoder):
    """Loads whatever it is asked for."""

    def __init__(self, source: str) -> None:
        self.source = source


class Refusing:
    """Loads nothing."""

    def __init__(self, source: str) -> None:
        raise OSError(f"{source} is not\na valid model identifier")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library as if it were installed, in a version of our own."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", library(Loaded))
    monkeypatch.setattr(semantic, "versions", lambda *names: dict.fromkeys(names, "9.9"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a model, with something in it."""
    folder = tmp_path / "zinsmodel"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"gewichten")
    (folder / "1_Pooling" / "config.json").write_text("{}", encoding="utf-8")
    return folder


def with_semantic(settings: Settings, source: object) -> Settings:
    return replace(settings, model=ModelSettings(semantic=str(source)))


def test_means_are_rows_of_length_one_and_none_for_nothing() -> None:
    vectors = SemanticModel(Encoder(), "letters")
    means = vectors.means([sentence.text for sentence in SENTENCES])
    assert means.shape == (2, 9)
    assert means.dtype == np.float32
    assert np.linalg.norm(means, axis=1) == pytest.approx(1)
    assert vectors.means([]).shape == (0, 9)


def test_features_take_them_in_place_of_word_vectors(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    texts = [passage.text for passage in coded_passages]
    vectors = SemanticModel(Encoder(), "letters")
    features, rows = Features.fit(texts, codebook, vectors)
    assert rows.sense.shape[1] == Features.fit(texts, codebook)[1].sense.shape[1] + 9
    assert np.array_equal(rows.sense[:, -9:], features.weights.vectors * vectors.means(texts))


@pytest.mark.usefixtures("installed")
def test_a_model_is_kept_with_the_vectors_it_was_trained_with(
    settings: Settings, folder: Path, codebook: Codebook
) -> None:
    model = current_model(with_semantic(settings, folder))
    assert model.card["vectors"].startswith(f"{folder} (files ")
    assert "sentence-transformers 9.9" in model.card["vectors"]
    kept, same = ModelFolder(settings.model_folder), SemanticModel.load(str(folder))
    loaded = kept.load(codebook, same)
    assert np.array_equal(loaded.scores(SENTENCES).mechanisms, model.classifier.scores(SENTENCES).mechanisms)
    with pytest.raises(ModelError, match=r"was trained with .*zinsmodel \(.*\), not with no vectors; train it again"):
        kept.load(codebook)
    with pytest.raises(ModelError, match="not with another; train it again"):
        kept.load(codebook, replace(same, kind="another"))


@pytest.mark.usefixtures("installed")
def test_another_model_trains_again_and_the_same_does_not(settings: Settings, folder: Path) -> None:
    plain = current_model(settings)
    with_folder = current_model(with_semantic(settings, folder))
    with_name = current_model(with_semantic(settings, "een/naam"))
    assert (plain.fresh, with_folder.fresh, with_name.fresh) == (False, True, True)
    assert len({plain.fingerprint, with_folder.fingerprint, with_name.fingerprint}) == 3
    assert not current_model(with_semantic(settings, "een/naam")).fresh


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("change", ["content", "name"])
def test_a_changed_file_in_the_folder_trains_again(change: str, settings: Settings, folder: Path) -> None:
    before = current_model(with_semantic(settings, folder)).fingerprint
    config = folder / "1_Pooling" / "config.json"
    if change == "content":
        config.write_text('{"pooling_mode": "cls"}', encoding="utf-8")
    else:
        config.rename(config.with_name("settings.json"))
    again = current_model(with_semantic(settings, folder))
    assert again.fresh
    assert again.fingerprint != before


def test_without_the_extra_the_error_says_how_to_install_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    remedy = r"pip install 'rodedraad\[semantic\]', or leave \[model\] semantic empty to use word vectors"
    with pytest.raises(ModelError, match=remedy):
        current_model(with_semantic(settings, "een/naam"))


def test_a_model_that_cannot_be_loaded_is_named_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", library(Refusing))
    remedy = r"is not a valid model identifier; choose another, or leave \[model\] semantic empty"
    with pytest.raises(ModelError, match=rf"there is no folder een/naam, and .* of that name: een/naam {remedy}"):
        SemanticModel.load("een/naam")
    with pytest.raises(ModelError, match=rf"cannot load a model from the folder .*zinsmodel: .* {remedy}"):
        SemanticModel.load(str(folder))


def test_a_download_is_announced_and_a_folder_needs_none(folder: Path) -> None:
    assert semantic_notice("") is None
    assert semantic_notice(str(folder)) is None
    assert "een/naam is no folder" in (semantic_notice("een/naam") or "")


def test_the_command_announces_before_it_loads(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", library(Refusing))
    file = settings.codebook.parent / "rodedraad.toml"
    file.write_text(
        'codebook = "codeboek.toml"\npassages = "passages"\nmodel_folder = "model"\n[model]\nsemantic = "een/naam"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(sys, "argv", ["rodedraad", "train", "--settings", str(file)])
    with pytest.raises(SystemExit) as stopped:
        main()
    shown = capsys.readouterr()
    assert stopped.value.code == 2
    assert (
        shown.out == "een/naam is no folder: sentence-transformers looks it up by that name and may download it now.\n"
    )
    assert "rodedraad: there is no folder een/naam" in shown.err


@pytest.mark.parametrize(("semantic", "expected"), [("zinsmodel", "{}/zinsmodel"), ("een/naam", "een/naam"), ("", "")])
def test_a_folder_in_a_settings_file_is_relative_to_that_file(
    semantic: str, expected: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder.parent / "rodedraad.toml"
    file.write_text(f'[model]\nseed = 4\nsemantic = "{semantic}"\n', encoding="utf-8")
    monkeypatch.chdir("/")
    model = load_settings(file).model
    assert (model.semantic, model.seed) == (expected.format(folder.parent.resolve()), 4)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer that has learnt nothing, in a folder."""
    pytest.importorskip("sentence_transformers")
    transformers = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("model") / "bert"
    folder.mkdir()
    letters = [*"abcdefghijklmnopqrstuvwxyz.,"]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    transformers.set_seed(1)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = transformers.BertConfig(vocab_size=len(words), max_position_embeddings=128, **sizes)
    transformers.BertModel(config).save_pretrained(folder)
    return folder


def test_a_real_model_gives_rows_of_length_one(tiny: Path) -> None:
    texts: Sequence[str] = [sentence.text for sentence in SENTENCES]
    vectors = SemanticModel.load(str(tiny))
    means = vectors.means([*texts, ""])
    assert means.shape == (3, 16)
    assert means.dtype == np.float32
    assert np.linalg.norm(means, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors.means(texts[1:])[0] == pytest.approx(means[1], abs=1e-5)
    assert abs(means[0] - means[1]).max() > 1e-3


def test_a_classifier_with_a_real_model_is_trained_kept_and_loaded(tiny: Path, settings: Settings) -> None:
    chosen = with_semantic(settings, tiny)
    first, second = current_model(chosen), current_model(chosen)
    assert (first.fresh, second.fresh) == (True, False)
    assert decided(first.classifier) == [("bomen",), ("water",)]
    assert second.classifier.scores(SENTENCES).mechanisms == pytest.approx(
        first.classifier.scores(SENTENCES).mechanisms, abs=1e-5
    )


def decided(classifier: Classifier) -> list[tuple[str, ...]]:
    codes = np.array(classifier.codebook.mechanisms)
    return [tuple(codes[row]) for row in classifier.decide(classifier.scores(SENTENCES))]


@pytest.mark.parametrize("damaged", ["config.json", "model.safetensors"])
def test_a_damaged_real_model_is_a_model_error(damaged: str, tiny: Path, tmp_path: Path) -> None:
    for file in tiny.iterdir():
        (tmp_path / file.name).write_bytes(b"kapot" if file.name == damaged else file.read_bytes())
    with pytest.raises(ModelError, match="cannot load a model from the folder"):
        SemanticModel.load(str(tmp_path))
