"""The command with a queue in reading order: these tests are on what happens to decisions, not on what is asked."""

from collections.abc import Sequence

from pipeline.cli import main
from pipeline.codings import Decision
from pipeline.codings.read import newest
from pipeline.review.material import Material
from pipeline.review.queue import Wish, queue
from pipeline.review.records import Item, Picked
from pipeline.review.web import desk


def in_reading_order(material: Material, wish: Wish) -> Sequence[Item]:
    """Return the first passages that the coder did not decide on, but disagreements as they are always chosen."""
    if wish.mode is Picked.DISAGREEMENT:
        return queue(material, wish)
    decided = {
        one.passage_key
        for one in newest(material.history)
        if one.coder == wish.coder and one.decision is not Decision.WITHDRAWN
    }
    items = (material.item(row, Picked.RANDOM) for row in material.passages.iter_rows(named=True))
    return [item for item in items if item.key not in decided][: wish.count]


if __name__ == "__main__":
    desk.queue = in_reading_order  # type: ignore[attr-defined]
    main()
