"""Read the coded passages of a folder (`find`), and which of the decisions hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.codings.find import Fault, find_decisions
from pipeline.codings.identity import PassageKey, identities
from pipeline.codings.records import CONSENSUS, CodedPassage, Decision
from pipeline.errors import PassageFileError

_SHOWN = 20  # faults in the text of an error
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Codings:
    """The decisions in a folder: ``passages`` are those that hold, ``history`` is every decision, oldest first.

    ``superseded`` counts the codings that a later decision replaced.
    """

    passages: list[CodedPassage]
    without_coder: int = 0
    superseded: int = 0
    files: list[Path] = field(default_factory=list)
    history: list[CodedPassage] = field(default_factory=list)


def read_codings(folder: Path, codebook: Codebook) -> Codings:
    """Read every CSV in ``folder``; of each coder the newest decision on a passage holds, and a consensus over all.

    Raises UsageError when there is no such folder or no CSV in it, and PassageFileError (file, row, what was found) for
    a missing column, an unknown code or role, or an empty cell where a value is needed; its text lists every fault, up
    to 20, a line each.
    """
    found = find_decisions(folder, codebook)
    if found.faults:
        raise PassageFileError(_listed(found.faults))
    history = in_order([located.passage for located in found.decisions])
    holding = in_force(history)
    coded = sum(passage.decision is Decision.CODED for passage in history)
    return Codings(holding, len(found.without_coder), coded - len(holding), found.files, history)


def _listed(faults: Sequence[Fault]) -> str:
    lines = [str(fault) for fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"and {len(faults) - _SHOWN} more; 'rodedraad passages check' lists all {len(faults)}")
    return "\n".join(lines)


def in_order(decisions: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Sort decisions by time; those without a date come first, in the order of files and rows.

    When somebody decided is not known then, and what is dated must never be shut out by it for good.
    """
    return sorted(decisions, key=lambda passage: passage.coded_at or _EARLIEST)


def newest(history: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Return the last decision of each coder on each passage, also when that was to skip or withdraw it."""
    return _newest(history, same_passages(history))


def in_force(history: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Return the codings that hold: of each coder the newest, or of a passage with a consensus that alone."""
    same = same_passages(history)
    latest = _newest(history, same)
    coded = [passage for passage in latest if passage.decision is Decision.CODED]
    deciding = (Decision.CODED, Decision.REOPENED)
    agreed = {same[one.passage_key] for one in latest if one.coder == CONSENSUS and one.decision in deciding}
    return [passage for passage in coded if passage.coder == CONSENSUS or same[passage.passage_key] not in agreed]


def same_passages(history: Sequence[CodedPassage]) -> Mapping[PassageKey, PassageKey]:
    """Return the key of its passage for each `passage_key` of these decisions (`identity`)."""
    return identities(passage.passage_key for passage in history)


def _newest(history: Sequence[CodedPassage], same: Mapping[PassageKey, PassageKey]) -> list[CodedPassage]:
    found = {(same[passage.passage_key], passage.coder): passage for passage in history}
    return list(found.values())
