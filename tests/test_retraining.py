"""Training again: the old model and the new one on the same unseen documents, and the better of them in use."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
import pytest

from pipeline.codings import CodedPassage, Decision, Place
from pipeline.codings.store import append
from pipeline.errors import ModelError
from pipeline.model import store
from pipeline.model.folder import ModelFolder
from pipeline.model.store import current_model, previous_model
from pipeline.retraining.comparison import Absent, Verdict
from pipeline.retraining.declined import Declined
from pipeline.retraining.measure import ALL, CHANGED, MEAN, REST
from pipeline.run import run
from pipeline.settings import ModelSettings, Settings
from tests.conftest import PLACES, SENTENCES

STREETS = ("Beukenhof", "Dijkpad", "Eikenweg", "Gracht", "Lindelaan", "Markt", "Parksingel", "Ringbaan", "Sluis", "Wal")


def coded(documents: int, *, first: int = 0, wrong: bool = False) -> list[CodedPassage]:
    """All sentences for each of so many new streets; ``wrong`` gives each the codes of any sentence at random."""
    passages, luck = [], Random(first)
    for number in range(first, first + documents):
        street = f"{STREETS[number % len(STREETS)]} {number}"
        for text, codes, role in SENTENCES:
            given = luck.choice(SENTENCES)[1] if wrong else codes
            mechanisms = tuple(given.split(", ")) if given else ()
            passages.append(CodedPassage(text.format(street), mechanisms, role, f"verslag {street}", "bram"))
    return passages


WRONG = coded(30, first=100, wrong=True)


@pytest.fixture
def settled(settings: Settings) -> Settings:
    """A project with a model that learnt from 250 passages of 25 documents."""
    current_model(use(settings, coded(20)))
    return settings


def use(settings: Settings, passages: Sequence[CodedPassage]) -> Settings:
    append(settings.passages, passages)
    return settings


def clear_words(settings: Settings) -> Settings:
    """Leave only passages in which nothing can be learnt: a training on more has to be better."""
    rows = [
        f"{text.format(street)};{codes};{role};verslag {street};anna;2026-03-01"
        for number, street in enumerate(STREETS)
        for (text, _, _), (_, codes, role) in zip(SENTENCES, SENTENCES[number:] + SENTENCES[:number], strict=True)
    ]
    table = "\n".join(["text;mechanismen;rol;document;coder;datum", *rows])
    (settings.passages / "ronde-1.csv").write_text(table, encoding="utf-8")
    return settings


def means(model: store.Model, part: str = ALL) -> dict[str, dict[str, float]]:
    rows = model.comparison.table.filter(deel=part, code=MEAN).to_dicts()
    return {row["soort"]: row for row in rows}


def test_more_of_the_same_takes_the_place_of_the_model(settings: Settings) -> None:
    before = current_model(settings)
    model = current_model(use(settings, coded(12)))
    assert model.fresh
    assert model.declined is None
    assert model.fingerprint != before.fingerprint
    assert means(model)["mechanisme"]["aantal"] == 170
    assert means(model)["mechanisme"]["nieuw"] == 120


def test_a_model_that_learns_what_was_unclear_is_better_beyond_chance(settings: Settings) -> None:
    current_model(clear_words(settings))
    model = current_model(use(settings, coded(30)))
    assert model.comparison.codes(Verdict.BETTER)[:2] == ["bomen", "water"]
    row = means(model)["mechanisme"]
    assert row["ap_na"] > row["ap_voor"] + 0.2
    assert 0 < row["ap_ondergrens"] <= row["ap_verschil"] <= row["ap_bovengrens"]


def test_wrong_codes_keep_the_model_before_and_every_passage(settled: Settings) -> None:
    before = current_model(settled)
    use(settled, WRONG)
    files = {path: path.read_bytes() for path in settled.passages.glob("*.csv")}
    model = current_model(settled)
    assert not model.fresh
    assert model.comparison.worse
    assert (model.fingerprint, model.card) == (before.fingerprint, before.card)
    assert "training on the 550 passages that hold now made it worse" in model.notice
    row = means(model, REST)["mechanisme"]  # where the new codings are wrong no model does well
    assert row["ap_ondergrens"] < row["ap_verschil"] < row["ap_bovengrens"] < 0
    assert {path: path.read_bytes() for path in settled.passages.glob("*.csv")} == files


def test_what_was_declined_is_not_tried_again_until_something_changes(
    settled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    declined = current_model(use(settled, WRONG))
    with monkeypatch.context() as patched:
        patched.setattr(store, "train", lambda *_: pytest.fail("it was trained again"))
        again = current_model(settled)
    assert (again.notice, again.fresh) == (declined.notice, False)
    assert again.comparison.table.equals(declined.comparison.table)
    right = coded(30, first=100)
    mended = current_model(use(settled, right))
    assert (mended.fresh, mended.notice) == (True, "")
    assert not (settled.model_folder / "afgewezen.json").exists()


def test_what_is_worse_is_taken_when_told_to_and_can_be_put_back(settled: Settings) -> None:
    before = current_model(settled)
    assert not current_model(use(settled, WRONG)).fresh
    taken = current_model(settled, again=True, accept=True)
    assert taken.fresh
    assert taken.notice == ""
    assert current_model(settled).fingerprint == taken.fingerprint != before.fingerprint
    restored = previous_model(settled)
    assert restored.card == before.card
    assert "from before is in use again" in restored.notice
    following = current_model(settled)
    assert (following.fingerprint, following.fresh) == (before.fingerprint, False)
    assert previous_model(settled).fingerprint == taken.fingerprint


def test_without_a_model_from_before_nothing_is_put_back(settings: Settings) -> None:
    with pytest.raises(ModelError, match="holds no model from before this one"):
        previous_model(settings)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rename_a_code(settings: Settings) -> None:
    text = settings.codebook.read_text(encoding="utf-8")
    head, found, rest = text.partition('code = "water"')
    settings.codebook.write_text(f'{head}code = "nat"\nvoorheen = ["water"]{rest}', encoding="utf-8")
    assert found


def damage_the_previous(settings: Settings) -> None:
    card = json.loads((settings.model_folder / "modelkaart-vorig.json").read_text(encoding="utf-8"))
    (settings.model_folder / f"classifier-{card['fingerprint']}.npz").write_bytes(b"PK")


@pytest.mark.parametrize(("change", "trains"), [(rename_a_code, True), (damage_the_previous, False)])
def test_a_model_before_that_does_not_fit_leaves_everything_as_it_was(
    change: Callable[[Settings], None], trains: bool, settings: Settings
) -> None:
    current_model(settings)
    current_model(use(settings, coded(2)))
    change(settings)
    before = contents(settings.model_folder)
    with pytest.raises(ModelError):
        previous_model(settings)
    assert contents(settings.model_folder) == before
    assert current_model(settings).fresh is trains


@pytest.mark.parametrize("moment", range(4))
def test_going_back_that_ends_midway_keeps_both_models(
    moment: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprints = {current_model(settings).fingerprint, current_model(use(settings, coded(2))).fingerprint}
    folder, moves, replace_file = ModelFolder(settings.model_folder), iter(range(4)), Path.replace

    def stop_at(path: Path, target: Path) -> Path:
        if next(moves) == moment:
            raise KeyboardInterrupt
        return replace_file(path, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", stop_at)
        previous_model(settings)
    card, previous = folder.read_card(), folder.read_previous_card()
    assert card is not None
    assert previous is not None
    assert {card["fingerprint"], previous["fingerprint"]} == fingerprints
    assert previous_model(settings).fingerprint == previous["fingerprint"]
    assert not (settings.model_folder / "modelkaart-wissel.json").exists()


def other_codebook(settings: Settings) -> Settings:
    text = settings.codebook.read_text(encoding="utf-8")
    settings.codebook.write_text(text.replace('"vijver*"', '"vijver*", "sloot"'), encoding="utf-8")
    return settings


def other_seed(settings: Settings) -> Settings:
    return replace(settings, model=ModelSettings(seed=2))


def no_model(settings: Settings) -> Settings:
    return replace(settings, model_folder=settings.model_folder / "nieuw")


def other_software(settings: Settings) -> Settings:
    place = settings.model_folder / "modelkaart.json"
    card = json.loads(place.read_text(encoding="utf-8"))
    card["recipe"]["software"] = "older"
    place.write_text(json.dumps(card), encoding="utf-8")
    return settings


def damaged(settings: Settings) -> Settings:
    next(settings.model_folder.glob("geleerd-*.parquet")).write_bytes(b"PAR1")
    return settings


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (no_model, Absent.NO_MODEL),
        (other_codebook, Absent.CODEBOOK),
        (other_seed, Absent.SETTINGS),
        (other_software, Absent.SOFTWARE),
        (damaged, Absent.DAMAGED),
    ],
)
def test_what_cannot_be_compared_is_taken_and_the_reason_given(
    change: Callable[[Settings], Settings], reason: Absent, settings: Settings
) -> None:
    model = current_model(use(change(settings), coded(4, wrong=True)))
    assert model.fresh
    assert model.comparison.absent is reason
    assert model.comparison.table.is_empty()


def test_training_again_on_the_same_keeps_the_last_comparison(settings: Settings) -> None:
    model = current_model(use(settings, coded(12)))
    again = current_model(settings, again=True)
    assert again.fresh
    assert again.comparison.table.equals(model.comparison.table)


@pytest.mark.parametrize("moment", ["train", "numbers", "card"])
def test_a_training_that_ends_midway_leaves_the_model_as_it_was(
    moment: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_model(settings)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    use(settings, coded(12))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        if moment == "train":
            patched.setattr(store, "train", stop)
        elif moment == "numbers":
            patched.setattr(np, "savez", stop)
        else:
            patched.setattr("pipeline.model.folder._write_json", stop)
        current_model(settings)
    monkeypatch.setattr(store, "train", lambda *_: pytest.fail("the model was gone"))
    for path in settings.passages.glob("beoordeeld-*.csv"):
        path.unlink()
    after = current_model(settings)
    assert after.card == before.card
    assert np.array_equal(after.classifier.usual, before.classifier.usual)


def test_only_the_model_and_the_one_before_it_are_kept(settings: Settings) -> None:
    fingerprints = [current_model(settings).fingerprint]
    for number in (1, 2):
        append(settings.passages, [CodedPassage(f"Boom {number} is ziek.", ("bomen",), "klacht", "nota", "bram")])
        fingerprints.append(current_model(settings).fingerprint)
    kept = {path.stem.partition("-")[2] for path in settings.model_folder.glob("*-*.*") if path.suffix != ".json"}
    assert kept == set(fingerprints[1:])


def remark(settings: Settings) -> None:
    file = settings.passages / "ronde-1.csv"
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([f"{header};opmerking", *(f"{row};gezien" for row in rows)]), encoding="utf-8")


def skip(settings: Settings) -> None:
    append(settings.passages, [CodedPassage("Onbekend.", (), "", "nota", "bram", decision=Decision.SKIPPED)])


def decide_the_same(settings: Settings) -> None:
    text, codes, role = SENTENCES[0]
    append(settings.passages, [CodedPassage(text.format(PLACES[0]), (codes,), role, f"verslag {PLACES[0]}", "anna")])


def rename(settings: Settings) -> None:
    (settings.passages / "ronde-1.csv").rename(settings.passages / "eerste ronde.csv")


@pytest.mark.parametrize("change", [remark, skip, decide_the_same, rename])
def test_what_changes_nothing_that_is_learnt_trains_nothing(
    change: Callable[[Settings], None], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "train", lambda *_: pytest.fail("it was trained again"))
    change(settings)
    assert not current_model(settings).fresh


def test_a_correction_of_one_code_trains_again_and_counts_as_new(settings: Settings) -> None:
    text, _, role = SENTENCES[0]
    place = PLACES[0]
    now = datetime(2026, 5, 1, tzinfo=UTC)
    append(settings.passages, [CodedPassage(text.format(place), ("water",), role, f"verslag {place}", "anna", now)])
    model = current_model(settings)
    assert model.fresh
    table = model.comparison.table
    assert dict(table.filter(deel=ALL).select("code", "nieuw").rows())["water"] == 1
    assert means(model)["mechanisme"]["nieuw"] == 1
    assert set(table["deel"]) == {ALL}  # one document with new codings is too few to show by itself


def test_documents_with_new_codings_stand_apart_when_there_are_enough(settings: Settings) -> None:
    current_model(use(settings, coded(5)))
    model = current_model(use(settings, coded(17)[50:]))
    documents = dict(model.comparison.table.select("deel", "documenten").unique().rows())
    assert documents == {ALL: 22, CHANGED: 12, REST: 10}


def test_a_passage_that_several_coded_counts_for_each(settings: Settings) -> None:
    text, codes, role = SENTENCES[0]
    place = Place(passage_id="p1")
    same = CodedPassage(text.format(PLACES[0]), (codes,), role, f"verslag {PLACES[0]}", "bram", place=place)
    model = current_model(use(settings, [same]))
    assert means(model)["mechanisme"]["aantal"] == 51
    assert means(model)["mechanisme"]["nieuw"] == 0


def test_files_beside_the_model_say_in_dutch_what_changed(settled: Settings) -> None:
    current_model(use(settled, WRONG))
    page = (settled.model_folder / "vergelijking.md").read_text(encoding="utf-8")
    assert "Het vorige model is gehouden: het nieuwe is aantoonbaar slechter." in page
    assert "## Alle documenten (55)" in page
    assert "| gemiddeld (mechanisme) | 550 | 300 |" in page
    table = (settled.model_folder / "vergelijking.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("deel;documenten;soort;code;aantal;nieuw;f1_voor;")


@pytest.mark.parametrize("content", ["", '{"fingerprint": "', "[]", "{}"])
def test_a_declined_training_that_is_not_written_whole_is_forgotten(content: str, tmp_path: Path) -> None:
    (tmp_path / "afgewezen.json").write_text(content, encoding="utf-8")
    assert Declined.read(tmp_path) is None


def test_a_run_codes_with_the_model_that_was_kept_and_says_so(settled: Settings, tmp_path: Path) -> None:
    before = current_model(settled).fingerprint
    use(settled, WRONG)
    (tmp_path / "verslagen").mkdir()
    report = "# Verslag\n\nDe iepen aan de Ringbaan zijn ziek. Het riool onder de Ringbaan loopt bij regen over.\n"
    (tmp_path / "verslagen" / "ringbaan.md").write_text(report, encoding="utf-8")
    results = [run(tmp_path / "verslagen", tmp_path / "uit", settled) for _ in range(2)]
    for result in results:
        assert any(notice.startswith("The model before was kept") for notice in result.notices)
        assert result.manifest["model_card"]["fingerprint"] == before
    assert [result.changed for result in results] == [True, False]
