"""The queue: what is asked, in which order, and what is never asked again. Passages are made up here, without a run."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CONSENSUS, CodedPassage, Decision, Place
from pipeline.errors import UsageError
from pipeline.review import variety
from pipeline.review.material import Material
from pipeline.review.queue import Wish, queue
from pipeline.review.records import Item, Picked, decided
from pipeline.review.variety import Candidates, Design, varied

PLANTS = "beuk eik es iep linde wilg berk els plataan kastanje hulst taxus vlier meidoorn lijsterbes esdoorn".split()
ACTS = "snoeit plant kapt giet meet telt tekent koopt".split()
PLACES = "brug kade markt molen sluis toren haven poort".split()


def sentence(number: int) -> str:
    """Return one of a thousand sentences that share few words."""
    plant, act, place = PLANTS[number % 16], ACTS[number // 16 % 8], PLACES[number // 128]
    return f"De hovenier {act} een {plant} bij de {place}."


def make_passages(count: int, *, scores: Mapping[int, tuple[float, float]] | None = None) -> pl.DataFrame:
    """Return passages of four reports of equal length; the machine is sure of nothing unless ``scores`` says so."""
    found = [(scores or {}).get(row, (0.1, 0.1)) for row in range(count)]
    return pl.DataFrame(
        {
            "passage_id": [f"p{row}" for row in range(count)],
            "document": [f"map/rapport-{row * 4 // count}.pdf" for row in range(count)],
            "pagina": 1,
            "sectie": "",
            "passage": [sentence(row) for row in range(count)],
            "ervoor": "",
            "erna": "",
            "blok": 0,
            "start": 0,
            "eind": 10,
            "mechanismen": pl.Series([[]] * count, dtype=pl.List(pl.String)),
            "rol": "plan",
            "kans_bomen": [bomen for bomen, _ in found],
            "kans_water": [water for _, water in found],
            "rolkans_klacht": 0.3,
            "rolkans_plan": 0.7,
        },
        schema_overrides=dict.fromkeys(("passage_id", "document", "passage"), pl.String),
    )


def make_material(
    passages: pl.DataFrame,
    codebook: Codebook,
    history: Sequence[CodedPassage] = (),
    counts: Mapping[str, int] | None = None,
) -> Material:
    card = {"fingerprint": "model-1", "counts": dict(counts or {"bomen": 20, "water": 20})}
    manifest = {"model_card": card, "inputs": {}, "reports": "../rapporten"}
    return Material(Path("uit"), passages, codebook, manifest, list(history))


def coded(
    row: int, codes: tuple[str, ...] = (), *, coder: str = "anna", day: int = 1, **changes: object
) -> CodedPassage:
    """Return a decision on a passage of `make_passages` (100 of them)."""
    passage = CodedPassage(
        sentence(row),
        codes,
        "plan",
        f"map/rapport-{row * 4 // 100}.pdf",
        coder,
        datetime(2026, 3, day, tzinfo=UTC),
        place=Place(f"p{row}"),
    )
    return replace(passage, **changes)  # type: ignore[arg-type]


def rows_of(items: Sequence[Item]) -> list[int]:
    return [int(item.place.passage_id[1:]) for item in items]


@pytest.fixture
def hundred(codebook: Codebook) -> Material:
    return make_material(make_passages(100), codebook)


@pytest.mark.parametrize("coder", ["", "anna"])
def test_what_a_split_of_a_code_reopened_is_asked_again(coder: str, codebook: Codebook) -> None:
    history = [coded(row) for row in range(99)] + [coded(99, decision=Decision.REOPENED)]
    for mode in (Picked.RANDOM, Picked.UNCERTAIN):
        asked = queue(make_material(make_passages(100), codebook, history), Wish(mode=mode, coder=coder))
        assert rows_of(asked) == [99]


def test_a_decision_without_id_is_on_one_of_two_equal_sentences(codebook: Codebook) -> None:
    passages = make_passages(8).with_columns(passage=pl.lit("Twee keer dezelfde zin."), document=pl.lit("nota"))
    by_hand = CodedPassage("Twee keer dezelfde zin.", (), "plan", "nota", "anna", datetime(2026, 3, 1, tzinfo=UTC))
    material = make_material(passages[:2], codebook, [by_hand])
    wish = Wish(mode=Picked.REPORT, name="nota", coder="anna")
    assert rows_of(queue(replace(material, manifest={**material.manifest, "inputs": {"nota": ""}}), wish)) == [1]


MODES = [
    Wish(),
    Wish(mode=Picked.UNCERTAIN),
    Wish(mode=Picked.RANDOM),
    Wish(mode=Picked.REPORT, name="map/rapport-1.pdf"),
    Wish(mode=Picked.CODE, name="bomen"),
    Wish(mode=Picked.DISAGREEMENT),
]


@pytest.mark.parametrize("wish", MODES)
def test_same_wish_gives_same_items_of_which_none_twice(wish: Wish, codebook: Codebook) -> None:
    history = [coded(row, ("bomen",)) for row in range(5)] + [coded(row, coder="bert") for row in range(5)]
    material = make_material(make_passages(100), codebook, history)
    first = queue(material, wish)
    assert first
    assert first == queue(material, wish)
    assert len({item.key for item in first}) == len(first)


def test_what_was_decided_is_known_again_where_a_decision_keeps_the_text_tidier(codebook: Codebook) -> None:
    passages = make_passages(8).with_columns(document=pl.lit(" map/\r\nnota.pdf"), passage=pl.col("passage") + "\r")
    items = queue(make_material(passages, codebook), Wish())
    decisions = [decided(item, (), "plan", coder="anna") for item in items[:5]]
    assert [item.key for item in items[:5]] == [decision.passage_key for decision in decisions]
    left = queue(make_material(passages, codebook, decisions), Wish(coder="anna"))
    assert sorted(rows_of(left)) == sorted(rows_of(items[5:]))


@pytest.mark.parametrize("wish", MODES)
def test_no_passages_give_no_items(wish: Wish, codebook: Codebook) -> None:
    material = replace(
        make_material(make_passages(0), codebook),
        manifest={
            "model_card": {"fingerprint": "", "counts": {}},
            "inputs": {"map/rapport-1.pdf": ""},
            "reports": ".",
        },
    )
    assert list(queue(material, wish)) == []


@pytest.mark.parametrize("wish", [wish for wish in MODES if wish.mode is not Picked.DISAGREEMENT])
def test_at_most_so_many_as_wished_and_all_when_more_are_wished(wish: Wish, hundred: Material) -> None:
    assert len(queue(hundred, replace(wish, count=7))) == 7
    everything = 25 if wish.mode is Picked.REPORT else 100
    assert len(queue(hundred, replace(wish, count=300))) == everything


def test_item_tells_where_and_why(hundred: Material) -> None:
    (item,) = queue(hundred, Wish(1, Picked.REPORT, "map/rapport-2.pdf"))
    assert (item.document, item.text, item.picked) == ("map/rapport-2.pdf", sentence(50), Picked.REPORT)
    assert (item.scores, item.model) == ({"bomen": 0.1, "water": 0.1}, "model-1")


def test_fifth_of_the_mix_is_random_and_says_so(hundred: Material) -> None:
    items = queue(hundred, Wish(50))
    assert [item.picked for item in items] == ([Picked.UNCERTAIN] * 4 + [Picked.RANDOM]) * 10
    drawn = [row for row, item in zip(rows_of(items), items, strict=True) if item.picked is Picked.RANDOM]
    assert drawn == rows_of(queue(hundred, Wish(10, Picked.RANDOM)))


def test_random_draw_stands_for_everything(codebook: Codebook) -> None:
    """The share of a kind of passage among those drawn is that among all, however sure the machine is of them."""
    scores = dict.fromkeys(range(300), (0.5, 0.5))
    material = make_material(make_passages(1000, scores=scores), codebook)
    drawn = [row for seed in range(40) for row in rows_of(queue(material, Wish(25, Picked.RANDOM, seed=seed)))]
    assert np.mean(np.array(drawn) < 300) == pytest.approx(0.3, abs=0.05)


def test_another_seed_gives_another_draw(hundred: Material) -> None:
    one, two = (rows_of(queue(hundred, Wish(20, Picked.RANDOM, seed=seed))) for seed in (1, 2))
    assert set(one) != set(two)


def test_random_draw_goes_on_where_it_ended(codebook: Codebook, hundred: Material) -> None:
    twenty = rows_of(queue(hundred, Wish(20, Picked.RANDOM, coder="anna")))
    later = make_material(hundred.passages, codebook, [coded(row) for row in twenty[:10]])
    assert rows_of(queue(later, Wish(10, Picked.RANDOM, coder="anna"))) == twenty[10:]


def test_uncertain_passages_come_before_sure_ones(codebook: Codebook) -> None:
    scores = {row: (0.5, 0.1) if row % 10 == 0 else (0.001, 0.999) for row in range(100)}
    material = make_material(make_passages(100, scores=scores), codebook)
    assert {row % 10 for row in rows_of(queue(material, Wish(8, Picked.UNCERTAIN)))} == {0}


def test_rare_mechanism_comes_first(codebook: Codebook) -> None:
    scores = {row: (0.5, 0.001) if row % 2 else (0.001, 0.5) for row in range(100)}
    material = make_material(make_passages(100, scores=scores), codebook, counts={"bomen": 2000, "water": 5})
    assert {row % 2 for row in rows_of(queue(material, Wish(10, Picked.UNCERTAIN)))} == {0}


@pytest.mark.parametrize(("name", "parity"), [("bomen", 1), ("Zorg voor bomen", 1), ("WATER", 0)])
def test_code_asks_where_the_machine_is_in_doubt_of_it(name: str, parity: int, codebook: Codebook) -> None:
    scores = {row: (0.5, 0.001) if row % 2 else (0.001, 0.5) for row in range(100)}
    items = queue(make_material(make_passages(100, scores=scores), codebook), Wish(10, Picked.CODE, name))
    assert {row % 2 for row in rows_of(items)} == {parity}
    assert {item.picked for item in items} == {Picked.CODE}


def test_code_may_be_a_role(codebook: Codebook) -> None:
    doubted = pl.Series([0.5 if row < 10 else 0.01 for row in range(100)])
    passages = make_passages(100).with_columns(rolkans_klacht=doubted, rolkans_plan=1 - doubted)
    assert set(rows_of(queue(make_material(passages, codebook), Wish(5, Picked.CODE, "klacht")))) <= set(range(10))


def test_useful_passages_are_spread_over_reports(codebook: Codebook) -> None:
    """Although the machine is a little more in doubt of one report than of all others."""
    scores = {row: (0.5, 0.5) if row < 25 else (0.4, 0.4) for row in range(100)}
    items = queue(make_material(make_passages(100, scores=scores), codebook), Wish(20, Picked.UNCERTAIN))
    turns = Counter(item.document for item in items)
    assert len(turns) == 4
    assert max(turns.values()) <= 10


def test_report_is_asked_in_reading_order(codebook: Codebook) -> None:
    material = make_material(make_passages(100), codebook, [coded(26), coded(28, coder="bert")])
    wish = Wish(4, Picked.REPORT, "map/rapport-1.pdf", coder="anna")
    assert rows_of(queue(material, wish)) == [25, 27, 28, 29]


@pytest.mark.parametrize("name", ["map/rapport-1.pdf", "rapport-1.pdf", "Rapport-1", "map/rapport-1"])
def test_report_goes_by_its_file_name_as_well(name: str, hundred: Material) -> None:
    assert rows_of(queue(hundred, Wish(1, Picked.REPORT, name))) == [25]


def test_unknown_report_is_told_with_what_is_close(hundred: Material) -> None:
    with pytest.raises(UsageError, match=r"'raport-1.pdf' \(did you mean map/rapport-1.pdf.* there are: map/"):
        queue(hundred, Wish(mode=Picked.REPORT, name="raport-1.pdf"))


def test_report_of_which_there_are_two_is_refused(codebook: Codebook) -> None:
    passages = make_passages(100)
    names = pl.Series(["noord/verslag.pdf", "zuid/verslag.pdf"] * 50)
    material = make_material(passages.with_columns(document=names), codebook)
    with pytest.raises(UsageError, match=r"may be noord/verslag.pdf or zuid/verslag.pdf; write the report out"):
        queue(material, Wish(mode=Picked.REPORT, name="verslag"))


def test_unknown_code_is_told_with_what_there_is(hundred: Material) -> None:
    with pytest.raises(UsageError, match=r"no code 'boomen' \(did you mean bomen\?\); there are: bomen, water, klacht"):
        queue(hundred, Wish(mode=Picked.CODE, name="boomen"))


@pytest.mark.parametrize("wish", MODES[:5])
@pytest.mark.parametrize("decision", [Decision.CODED, Decision.SKIPPED])
def test_what_the_coder_decided_on_is_not_asked_again(wish: Wish, decision: Decision, codebook: Codebook) -> None:
    history = [coded(row, decision=decision) for row in range(0, 100, 2)]
    asked = rows_of(queue(make_material(make_passages(100), codebook, history), replace(wish, count=100, coder="anna")))
    assert asked
    assert {row % 2 for row in asked} == {1}


@pytest.mark.parametrize("wish", MODES[:5])
def test_what_was_withdrawn_is_asked_again(wish: Wish, codebook: Codebook) -> None:
    history = [coded(row) for row in range(100)] + [coded(30, day=2, decision=Decision.WITHDRAWN)]
    material = make_material(make_passages(100), codebook, history)
    assert rows_of(queue(material, replace(wish, coder="anna"))) == [30]


def test_decision_that_does_not_know_its_passage_counts(codebook: Codebook) -> None:
    material = make_material(make_passages(100), codebook, [coded(25, place=Place())])
    assert rows_of(queue(material, Wish(1, Picked.REPORT, "rapport-1", coder="anna"))) == [26]


def test_two_coders_draw_the_same_at_random_but_are_not_both_asked_what_teaches_nothing_new(codebook: Codebook) -> None:
    fresh = make_material(make_passages(100), codebook)
    drawn, useful = (rows_of(queue(fresh, Wish(10, mode, coder="anna"))) for mode in (Picked.RANDOM, Picked.UNCERTAIN))
    material = make_material(fresh.passages, codebook, [coded(row) for row in {*drawn, *useful}])
    assert rows_of(queue(material, Wish(10, Picked.RANDOM, coder="bert"))) == drawn
    assert not set(rows_of(queue(material, Wish(10, Picked.UNCERTAIN, coder="bert")))) & set(useful)


def test_without_a_coder_what_anybody_decided_on_is_left_out(codebook: Codebook) -> None:
    material = make_material(make_passages(100), codebook, [coded(25), coded(26, coder="bert")])
    assert rows_of(queue(material, Wish(1, Picked.REPORT, "rapport-1"))) == [27]


def with_texts(texts: Mapping[int, str]) -> pl.DataFrame:
    """A hundred passages, of which these have another text, and of which the machine is most in doubt."""
    passages = make_passages(100, scores=dict.fromkeys(texts, (0.5, 0.5)))
    return passages.with_columns(passage=pl.Series([texts.get(row, sentence(row)) for row in range(100)]))


SHAPE = "In het verslag van het jaar {} staat hoe vaak de vijver in het park door de ploeg van het dorp is {}geschoond."


def test_nearly_the_same_sentence_is_asked_once(codebook: Codebook) -> None:
    passages = with_texts({5: SHAPE.format(2019, ""), 45: SHAPE.format(2020, ""), 85: SHAPE.format(2020, "weer ")})
    items = queue(make_material(passages, codebook), Wish(100, Picked.UNCERTAIN))
    assert len({5, 45, 85} & set(rows_of(items))) == 1


def test_nearly_the_same_sentence_as_a_coded_one_is_not_asked(codebook: Codebook) -> None:
    passages = with_texts({45: SHAPE.format(2020, ""), 85: SHAPE.format(2020, "weer ")})
    before = coded(5, text=SHAPE.format(2019, ""), document="ander verslag", place=Place())
    items = queue(make_material(passages, codebook, [before]), Wish(100, Picked.UNCERTAIN, coder="bert"))
    assert len(items) == 98
    assert not {45, 85} & set(rows_of(items))


def test_useful_ones_of_the_mix_are_unlike_its_random_ones(codebook: Codebook) -> None:
    """Half of the passages are one sentence with another number, so that a random draw is sure to hold it."""
    passages = with_texts({row: SHAPE.format(1900 + row, "") for row in range(0, 100, 2)})
    items = queue(make_material(passages, codebook), Wish(40))
    assert sum(item.text.startswith("In het verslag") for item in items) == 1


def test_only_the_report_that_was_coded_is_left_out_of_a_text_that_stands_in_two(codebook: Codebook) -> None:
    passages = with_texts({5: SHAPE.format(2019, ""), 45: SHAPE.format(2019, "")})
    before = coded(5, text=SHAPE.format(2019, ""))
    material = make_material(passages, codebook, [before])
    assert 5 not in rows_of(queue(material, Wish(25, Picked.REPORT, "rapport-0")))
    assert 45 in rows_of(queue(material, Wish(25, Picked.REPORT, "rapport-1")))


def test_point_that_stands_for_two_counts_as_two_equal_ones() -> None:
    rng = np.random.default_rng(3)
    points, seen, weights = rng.normal(size=(20, 5)), rng.normal(size=(8, 5)), np.ones(20)
    twice = Design.of(points, weights, np.vstack([seen, seen]))
    assert Design.of(points, weights, seen, each=2).gain == pytest.approx(twice.gain)


def test_gain_is_what_the_variances_lose_by_it() -> None:
    rng = np.random.default_rng(4)
    points, weights = rng.normal(size=(20, 5)), rng.uniform(0.1, 1, size=20)
    design = Design.of(points, weights, rng.normal(size=(8, 5)))
    for place in (3, 11, 3):
        gain, before = design.gain[place], weights @ design.unknown
        design.see(place)
        assert before - weights @ design.unknown == pytest.approx(gain)


def test_design_that_saw_a_candidate_is_that_of_who_began_with_it() -> None:
    rng = np.random.default_rng(5)
    points, seen, weights = rng.normal(size=(20, 5)), rng.normal(size=(8, 5)), rng.uniform(0.1, 1, size=20)
    design = Design.of(points, weights, seen)
    design.see(7)
    anew = Design.of(points, weights, np.vstack([seen, points[7]]))
    assert design.gain == pytest.approx(anew.gain)
    assert design.unknown == pytest.approx(anew.unknown)


def test_of_many_coded_passages_a_part_is_enough_to_ask_something_else(
    codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(variety, "_SEEN", 10)
    tree, pond = "De {} boom bij het {} plein verliest takken.", "Het {} riool onder de {} straat loopt over."
    words = [f"{letter}{other}ker" for letter in "bdfhjklmnprst" for other in "aeiou"]
    texts = [(tree if row < 20 else pond).format(words[row], words[row + 20]) for row in range(40)]
    before = [tree.format(word, words[place]) for place, word in enumerate(words[20:60])]
    candidates = Candidates(texts, [f"verslag-{row}" for row in range(40)], np.ones(40))
    assert all(place >= 20 for place in varied(candidates, before, codebook, count=3))


def test_passages_without_words_are_asked_as_well(codebook: Codebook) -> None:
    passages = make_passages(3).with_columns(passage=pl.Series(["?", "!", "…"]))
    assert len(queue(make_material(passages, codebook), Wish(2, Picked.UNCERTAIN))) <= 2


def test_coders_who_differ_come_before_a_coder_and_a_sure_machine(codebook: Codebook) -> None:
    scores = {10: (0.97, 0.01), 20: (0.6, 0.01), 30: (0.9, 0.01)}
    history = [coded(row) for row in (10, 20, 30, 40, 50)]
    history += [coded(40, ("water",), coder="bert"), coded(50, coder="bert")]
    material = make_material(make_passages(100, scores=scores), codebook, history)
    assert rows_of(queue(material, Wish(mode=Picked.DISAGREEMENT, coder="carla"))) == [40, 10, 30]


def test_coders_differ_in_the_role_as_well(codebook: Codebook) -> None:
    history = [coded(40), coded(40, coder="bert", role="klacht")]
    material = make_material(make_passages(100), codebook, history)
    assert rows_of(queue(material, Wish(mode=Picked.DISAGREEMENT))) == [40]


def test_difference_ends_with_a_consensus(codebook: Codebook) -> None:
    history = [coded(40), coded(40, ("water",), coder="bert"), coded(40, ("water",), coder=CONSENSUS)]
    scores = {40: (0.01, 0.01)}
    material = make_material(make_passages(100, scores=scores), codebook, history)
    assert list(queue(material, Wish(mode=Picked.DISAGREEMENT))) == []


def test_who_looked_at_a_difference_again_is_not_asked_a_third_time(codebook: Codebook) -> None:
    material = make_material(make_passages(100), codebook, [coded(40), coded(40, ("water",), coder="bert")])
    wish = Wish(mode=Picked.DISAGREEMENT, coder="anna")
    (item,) = queue(material, wish)
    kept = replace(material, history=[*material.history, decided(item, (), "plan", coder="anna")])
    assert list(queue(kept, wish)) == []
    assert len(queue(kept, replace(wish, coder="bert"))) == 1
