"""Passages that coders, or a coder and a machine that is sure of itself, coded differently."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.classify import role_score_column, score_column
from pipeline.codebook import Codebook
from pipeline.codings import CONSENSUS, CodedPassage, Decision
from pipeline.codings.identity import PassageKey, identities
from pipeline.codings.read import in_force, newest
from pipeline.review.material import Material
from pipeline.review.records import Picked
from pipeline.review.undecided import keys

_SURE = 0.8  # how far a coder and the probability of the machine must lie apart


def disagreements(material: Material, coder: str) -> list[int]:
    """Return the rows of ``material.passages`` on which there is a difference, the largest first.

    Differences between coders come before those with the machine. What coders settled together is left out, and what
    ``coder`` skipped or looked at again for this reason.
    """
    same = identities((decision.passage_key for decision in material.history), keys(material.passages))
    coded = _by_passage(in_force(material.history), same)
    settled = {same[decision.passage_key] for decision in newest(material.history) if _settles(decision, coder)}
    ranked: list[tuple[float, int]] = []
    for row, key in enumerate(keys(material.passages)):
        codings = coded.get(same[key], ())
        if codings and same[key] not in settled:
            size = _difference(codings, material.passages.row(row, named=True), material.codebook)
            ranked += [(-size, row)] if size else []
    return [row for _, row in sorted(ranked)]


def _by_passage(
    codings: Sequence[CodedPassage], same: Mapping[PassageKey, PassageKey]
) -> Mapping[PassageKey, list[CodedPassage]]:
    found: dict[PassageKey, list[CodedPassage]] = defaultdict(list)
    for passage in codings:
        found[same[passage.passage_key]].append(passage)
    return found


def _settles(passage: CodedPassage, coder: str) -> bool:
    if passage.coder == CONSENSUS and passage.decision is Decision.CODED:
        return True
    looked_again = passage.decision is Decision.CODED and passage.proposal.picked == Picked.DISAGREEMENT
    return passage.coder == coder and (looked_again or passage.decision is Decision.SKIPPED)


def _difference(codings: Sequence[CodedPassage], row: Mapping[str, Any], codebook: Codebook) -> float:
    """Return 0 where all agree, up to 1 for a difference with the machine, and more for one between coders."""
    between = sum(len({code in passage.mechanisms for passage in codings}) - 1 for code in codebook.mechanisms)
    between += len({passage.role for passage in codings}) - 1
    return 1.0 + between if between else _with_machine(codings[0], row, codebook)


def _with_machine(passage: CodedPassage, row: Mapping[str, Any], codebook: Codebook) -> float:
    gaps = [abs((code in passage.mechanisms) - row[score_column(code)]) for code in codebook.mechanisms]
    gaps += [row[role_score_column(role)] for role in codebook.roles if role != passage.role]
    largest = float(max(gaps))
    return largest if largest >= _SURE else 0.0
