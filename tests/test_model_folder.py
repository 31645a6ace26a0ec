"""A model on disk: the same answers after loading, and nothing loaded that is not ours."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.errors import ModelError
from pipeline.model.card import readable_card
from pipeline.model.folder import ModelFolder
from pipeline.model.quality import Judged
from pipeline.model.store import Model
from pipeline.records import Sentence

SENTENCES = [
    Sentence("De iepen aan de Ringbaan zijn ziek."),
    Sentence("De bus stopt.", before="Na regen staat alles blank."),
]


def fitted_of(folder: ModelFolder) -> Path:
    return next(folder.root.glob("classifier-*.npz"))


@pytest.fixture
def folder(project: Path, tmp_path: Path) -> ModelFolder:
    return ModelFolder(shutil.copytree(project / "model", tmp_path / "model"))


@pytest.fixture
def learnt(folder: ModelFolder, codebook: Codebook) -> Judged:
    return folder.load_learnt(codebook)


def test_saved_and_loaded_gives_the_same_scores(
    model: Model, learnt: Judged, codebook: Codebook, tmp_path: Path
) -> None:
    folder = ModelFolder(tmp_path / "nieuw" / "model")
    folder.save(model.classifier, learnt, model.card, "# Kaart\n")
    loaded = folder.load(codebook)
    first, second = model.classifier.scores(SENTENCES), loaded.scores(SENTENCES)
    assert np.array_equal(first.mechanisms, second.mechanisms)
    assert np.array_equal(first.roles, second.roles)
    assert loaded.calibrations == model.classifier.calibrations
    assert sorted(path.name for path in folder.root.iterdir()) == [
        f"classifier-{model.fingerprint}.npz",
        f"geleerd-{model.fingerprint}.parquet",
        "modelkaart.json",
        "modelkaart.md",
    ]


def test_card_says_what_the_model_was_made_from(folder: ModelFolder) -> None:
    card = folder.read_card()
    assert card is not None
    assert (card["passages"], card["documents"], card["coders"]) == (50, 5, ["anna"])
    assert card["counts"] == {"bomen": 20, "water": 20, "klacht": 30, "plan": 20}
    assert (card["seed"], card["rows_without_coder"], card["superseded"]) == (1, 0, 0)
    assert {"rodedraad", "python", "scikit-learn"} <= set(card["versions"])


def test_readable_card_is_dutch_and_names_every_code(folder: ModelFolder) -> None:
    text = folder.readable_card.read_text(encoding="utf-8")
    assert text.startswith("# Modelkaart: Groen en water (codeboek versie 1)\n")
    assert "Getraind op 50 gecodeerde passages uit 5 documenten." in text
    assert all(f"| {code} |" in text for code in ("bomen", "water", "klacht", "plan"))


def test_readable_card_warns_for_what_is_scarce_and_what_was_left_out(folder: ModelFolder) -> None:
    card = folder.read_card()
    assert card is not None
    assert "## Waarschuwingen\nGeen.\n" in readable_card(card)
    counts = {"bomen": 20, "water": 3, "klacht": 30, "plan": 7}
    text = readable_card(card | {"counts": counts, "not_learnt": 12})
    assert "- 12 gecodeerde passages zijn weggelaten" in text
    assert "- water: 3 passages; met minder dan 20 " in text
    assert "- plan: 7 passages; met minder dan 20 " in text
    assert "- bomen:" not in text
    assert "- klacht:" not in text


@pytest.mark.parametrize("missing", ["modelkaart.json", "classifier-*.npz", "geleerd-*.parquet"])
def test_half_a_model_is_no_model(missing: str, folder: ModelFolder, codebook: Codebook) -> None:
    next(folder.root.glob(missing)).unlink()
    assert folder.read_card() is None
    with pytest.raises(
        ModelError, match=r"no model in .*: looked for modelkaart\.json and the files it names; train one"
    ):
        folder.load(codebook)


def test_a_damaged_card_is_named(folder: ModelFolder, codebook: Codebook) -> None:
    folder.card.write_text('{"mechanisms": ["bomen"', encoding="utf-8")
    with pytest.raises(ModelError, match=r"modelkaart\.json is damaged: .*; delete .* and train again"):
        folder.load(codebook)


def test_a_model_of_another_codebook_is_refused(folder: ModelFolder, codebook: Codebook) -> None:
    other = Codebook.model_validate(codebook.model_dump() | {"mechanisme": codebook.mechanisme[::-1]})
    with pytest.raises(ModelError, match=r"was trained for the codes \['bomen', 'water'\]; train it again"):
        folder.load(other)


def test_a_model_as_older_versions_kept_it_is_no_model(folder: ModelFolder, codebook: Codebook) -> None:
    old = fitted_of(folder).rename(fitted_of(folder).with_suffix(".skops"))
    assert folder.read_card() is None
    with pytest.raises(ModelError, match=r"no model in .*; train one"):
        folder.load(codebook)
    assert old.exists()


def test_saving_a_model_clears_away_what_older_versions_kept(folder: ModelFolder, model: Model, learnt: Judged) -> None:
    (folder.root / "classifier-0123456789ab.skops").write_bytes(b"PK")
    folder.save(model.classifier, learnt, model.card, "# Kaart\n")
    assert not list(folder.root.glob("*.skops"))


def test_an_error_while_saving_leaves_the_model_as_it_was(
    folder: ModelFolder, model: Model, learnt: Judged, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez", fail)
    with pytest.raises(OSError, match="disk full"):
        folder.save(model.classifier, learnt, {**model.card, "fingerprint": "new"}, "")
    assert folder.read_card() == model.card
    assert np.array_equal(folder.load(codebook).usual, model.classifier.usual)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short"])
def test_a_damaged_model_file_is_named(content: bytes, folder: ModelFolder, codebook: Codebook) -> None:
    fitted_of(folder).write_bytes(content)
    with pytest.raises(ModelError, match=r"classifier-\w+\.npz is damaged: .*; delete .* and train again"):
        folder.load(codebook)


@pytest.mark.parametrize("card", [{}, [], {"mechanisms": ["bomen", "water"], "roles": ["klacht", "plan"]}])
def test_a_card_without_its_keys_is_named(card: object, folder: ModelFolder, codebook: Codebook) -> None:
    folder.card.write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(
        ModelError, match=r"modelkaart\.json is damaged: it is no model card; delete .* and train again"
    ):
        folder.load(codebook)
