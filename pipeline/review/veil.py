"""A second coder is not led by the first: where somebody else coded a passage, its proposal is held back.

A model learns from what was coded, so that its proposal may be the answer of the first coder, told once more. Somebody
who sees it is pulled towards it, and then agreement between the two says little.
"""

from collections.abc import Iterable, Sequence

from pipeline.codings import CodedPassage, Decision
from pipeline.review.records import Item


def veiled(items: Sequence[Item], history: Iterable[CodedPassage], coder: str) -> list[bool]:
    """Return for each item whether its proposal is to be held back from ``coder`` ('' for nobody in particular).

    It is when anybody else ever coded that text in that document, also when that holds no longer: a model may have
    learnt from it while it did. What the coder decided herself is no reason.
    """
    coded = {
        (decision.document, decision.text)
        for decision in history
        if decision.decision is Decision.CODED and decision.coder != coder
    }
    return [item.key[:2] in coded for item in items]


def without_proposals(items: Sequence[Item], history: Iterable[CodedPassage], coder: str) -> list[Item]:
    """Return the items, those that are `veiled` without what the model makes of them."""
    veils = veiled(items, history, coder)
    return [item.without_proposal() if veil else item for item, veil in zip(items, veils, strict=True)]
