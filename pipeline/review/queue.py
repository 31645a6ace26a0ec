"""What to code next: passages that teach the model most, and a random share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.review.disagreement import disagreements
from pipeline.review.material import Material
from pipeline.review.names import known_code, known_report
from pipeline.review.records import Item, Picked
from pipeline.review.teaching import teaching
from pipeline.review.undecided import Rows, asked, once, undecided

_RANDOM_EACH = 5  # in the mix every fifth passage is drawn at random


@dataclass(frozen=True)
class Wish:
    """What a reviewer asks for: ``mode`` None is a mix; ``name`` is the report or the code for those two modes.

    A passage that ``coder`` decided on already is not asked again.
    """

    count: int = 50
    mode: Picked | None = None
    name: str = ""
    coder: str = ""
    seed: int = 1


def queue(material: Material, wish: Wish) -> Sequence[Item]:
    """Return at most ``wish.count`` items, the most useful first; the same material and wish give the same items.

    The mix asks one random passage after every four useful ones; of a report the passages come in reading order. See
    docs/review-queue.md. Raises UsageError for a report or a code that there is not.
    """
    if wish.mode is None:
        return _mix(material, wish)
    rows = _rows(material, wish, wish.mode)
    return _items(material, [(int(row), wish.mode) for row in rows[: wish.count]])


def _rows(material: Material, wish: Wish, mode: Picked) -> Rows | Sequence[int]:
    match mode:
        case Picked.RANDOM:
            return _drawn(material, wish)
        case Picked.REPORT:
            report = known_report(wish.name, material)
            return [row for row in undecided(material, wish.coder) if material.passages["document"][int(row)] == report]
        case Picked.CODE:
            return _useful(material, wish, (known_code(wish.name, material.codebook),))
        case Picked.DISAGREEMENT:
            return disagreements(material, wish.coder)
        case Picked.UNCERTAIN:
            return _useful(material, wish, material.codebook.mechanisms)


def _mix(material: Material, wish: Wish) -> list[Item]:
    """The random ones are drawn first, from everything: only then do they stand for everything."""
    drawn = _drawn(material, wish)[: wish.count // _RANDOM_EACH].tolist()
    rest = replace(wish, count=wish.count - len(drawn))
    useful = _useful(material, rest, material.codebook.mechanisms, without=drawn)
    order: list[tuple[int, Picked]] = []
    while useful or drawn:
        at_random = drawn and (not useful or len(order) % _RANDOM_EACH == _RANDOM_EACH - 1)
        order.append((drawn.pop(0), Picked.RANDOM) if at_random else (useful.pop(0), Picked.UNCERTAIN))
    return _items(material, order)


def _drawn(material: Material, wish: Wish) -> Rows:
    """All rows in the order of the seed, so that a next draw goes on where this one ended."""
    order = np.random.default_rng(wish.seed).permutation(material.passages.height)
    left = order[np.isin(order, undecided(material, wish.coder))]
    return once(material.passages, left, [passage.text for passage in asked(material, wish.coder)])


def _useful(material: Material, wish: Wish, codes: Sequence[str], *, without: Sequence[int] = ()) -> list[int]:
    rows = np.setdiff1d(undecided(material, wish.coder), without)
    return teaching(material, rows[material.sentences[rows]], codes, count=wish.count, beside=without)


def _items(material: Material, picked: Sequence[tuple[int, Picked]]) -> list[Item]:
    rows = material.passages[np.array([row for row, _ in picked], dtype=np.int64)].iter_rows(named=True)
    return [material.item(row, why) for row, (_, why) in zip(rows, picked, strict=True)]
