"""What to code next: passages that teach the model most, spread over reports, and a random share."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.review.material import Material
from pipeline.review.records import Item, Picked


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
    """Return at most ``wish.count`` items, the most useful first; the same material and wish give the same items."""
    del material, wish
    return []
