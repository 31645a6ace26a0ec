"""Who coded what: the passages that several people coded, with what the model said of them before anybody did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.codebook import Codebook
from pipeline.codings import CONSENSUS, CodedPassage, Decision
from pipeline.codings.read import newest, same_passages
from pipeline.review.records import Picked

# The model among the coders; a person cannot have this name, which has brackets to show that it is none.
MODEL = "(model)"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one coder makes of a passage; ``role`` is '' when it is not known.

    ``random`` says that the passage came to the coder by a random draw.
    """

    mechanisms: tuple[str, ...]
    role: str
    random: bool = False
    remark: str = ""


@dataclass(frozen=True)
class Unit:
    """A passage (as it was first decided on) with the opinion of everyone who has one, by coder."""

    passage: CodedPassage
    opinions: Mapping[str, Opinion]


@dataclass(frozen=True)
class Panel:
    """The passages that anyone coded, and the ``people`` among the coders; `MODEL` and `CONSENSUS` are no people.

    ``late`` counts passages whose first decision had no proposal of a model, or of which that decision is not known for
    want of a date: what a model said later does not count, for it may have learnt from that decision. ``versions`` are
    those of the codebook that people coded with.
    """

    units: Sequence[Unit]
    people: tuple[str, ...]
    late: int = 0
    versions: tuple[str, ...] = ()


def panel(history: Sequence[CodedPassage], codebook: Codebook) -> Panel:
    """Return who coded what, from every decision, oldest first: of each coder the newest, of the model the first.

    A coding with a code that was split since does not count: nobody knows which of the new codes was meant.
    """
    same = same_passages(history)
    ordered = sorted(history, key=lambda one: same[one.passage_key])  # stable: oldest first within a passage
    groups = [list(decisions) for _, decisions in groupby(ordered, key=lambda one: same[one.passage_key])]
    learnt_from = _firsts(history)
    units = [
        _unit(decisions, codebook, untaught=learnt_from[_words(decisions[0])] is decisions[0]) for decisions in groups
    ]
    coded = [unit for unit in units if unit.opinions.keys() - {MODEL}]
    people = {coder for unit in coded for coder in unit.opinions} - {MODEL, CONSENSUS}
    late = sum(MODEL not in unit.opinions for unit in coded)
    versions = sorted({passage.codebook for passage in history if passage.codebook})
    return Panel(coded, tuple(sorted(people)), late, tuple(versions))


def _firsts(history: Sequence[CodedPassage]) -> dict[tuple[str, str], CodedPassage | None]:
    """The first decision on each text of a document: before it no model can have learnt that text there.

    None when there are several of which one has no date, and so may have come before. Ids play no part: an equal
    sentence elsewhere in the document teaches the same.
    """
    firsts: dict[tuple[str, str], CodedPassage | None] = {}
    for decision in history:
        key = _words(decision)
        known = firsts.setdefault(key, decision)
        if known is not decision and not (known and known.coded_at and decision.coded_at):
            firsts[key] = None
    return firsts


def _words(decision: CodedPassage) -> tuple[str, str]:
    return decision.document, decision.text


def _unit(decisions: list[CodedPassage], codebook: Codebook, *, untaught: bool) -> Unit:
    """``untaught`` says that the first decision came before any model could learn from the passage."""
    first = {decision.coder: decision for decision in reversed(decisions)}
    drawn = {coder: decision.proposal.picked == Picked.RANDOM for coder, decision in first.items()}
    opinions = {
        decision.coder: Opinion(decision.mechanisms, decision.role, drawn[decision.coder], decision.remark)
        for decision in newest(decisions)
        if decision.decision is Decision.CODED and not (decision.split or decision.split_role)
    }
    if CONSENSUS in opinions:
        opinions[CONSENSUS] = Opinion(opinions[CONSENSUS].mechanisms, opinions[CONSENSUS].role, any(drawn.values()))
    models = _of_model(decisions[0], codebook, random=any(drawn.values())) if untaught else {}
    return Unit(decisions[0], opinions | models)


def _of_model(first: CodedPassage, codebook: Codebook, *, random: bool) -> dict[str, Opinion]:
    """What the model proposed when nobody had decided yet: only then it cannot have learnt from this passage."""
    proposal = first.proposal
    if proposal.mechanisms is None or {*proposal.mechanisms, proposal.role} & {*codebook.split}:
        return {}
    named = {codebook.current.get(code, "") for code in proposal.mechanisms}  # history keeps the codes of its time
    mechanisms = tuple(code for code in codebook.mechanisms if code in named)
    role = codebook.current.get(proposal.role, "")
    return {MODEL: Opinion(mechanisms, role, random)}
