"""The columns of a file of coded passages, and a decision as a row of them and back."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from pipeline.codebook import Codebook
from pipeline.codings.cells import NO_CODES, RowError, codes_in_cell, moment, moment_cell, number_in, quoted
from pipeline.codings.records import CodedPassage, Decision, Place, Proposal

REQUIRED = ("text", "mechanismen", "rol", "document", "coder")
COLUMNS = (
    *REQUIRED,
    *("datum", "bron", "opmerking", "ervoor", "erna", "sectie", "besluit"),
    *("passage_id", "pagina", "blok", "start", "eind", "rapport_sha256"),
    *("codeboek", "model", "voorstel", "voorstel_rol", "gekozen"),
)
BLANK = dict.fromkeys(COLUMNS, "")
_OF_PLACE = itemgetter("passage_id", "pagina", "blok", "start", "eind", "rapport_sha256")
_OF_PROPOSAL = itemgetter("voorstel", "voorstel_rol", "model", "gekozen")
_NOWHERE, _NOTHING = Place(), Proposal()  # of most decisions no more is known
_KINDS = 4096  # of cells with codes, of which the meaning is remembered
_ALIASES = {"passage": "text", "before": "ervoor", "after": "erna", "section": "sectie"}


def column_name(name: str) -> str:
    """Return our name for a column that other tables call otherwise ('passage' is 'text')."""
    return _ALIASES.get(name, name)


def to_row(passage: CodedPassage) -> dict[str, str]:
    """Return a decision as cells by column, all of `COLUMNS`; `from_row` gives the same decision back."""
    place, proposal = passage.place, passage.proposal
    numbers = {"pagina": place.page, "blok": place.block, "start": place.start, "eind": place.end}
    return {
        "text": passage.text,
        "mechanismen": ", ".join((*passage.mechanisms, *passage.split)),
        "rol": passage.split_role or passage.role,
        "document": passage.document,
        "coder": passage.coder,
        "datum": moment_cell(passage.coded_at) if passage.coded_at else "",
        "bron": passage.source,
        "opmerking": passage.remark,
        "ervoor": passage.before,
        "erna": passage.after,
        "sectie": passage.section,
        "besluit": passage.decision,
        "passage_id": place.passage_id,
        **{name: "" if number is None else str(number) for name, number in numbers.items()},
        "rapport_sha256": place.sha256,
        "codeboek": passage.codebook,
        "model": proposal.model,
        "voorstel": "" if proposal.mechanisms is None else ", ".join(proposal.mechanisms) or NO_CODES,
        "voorstel_rol": proposal.role,
        "gekozen": proposal.picked,
    }


def from_row(row: Mapping[str, str], codebook: Codebook) -> CodedPassage:
    """Return the decision in a row of cells by column; columns that are absent count as empty.

    Raises RowError for an empty cell where a value is needed, an unknown code, role or decision, and for what is no
    date or number. A role is needed for a decision to code only. Codes of an earlier codebook become those of today.
    """
    return row_reader(codebook)({**BLANK, **row})


def row_reader(codebook: Codebook) -> Callable[[Mapping[str, str]], CodedPassage]:
    """Return what does `from_row` with this codebook, for many rows that have all of `COLUMNS`.

    What equal cells with codes mean is worked out once.
    """
    return partial(_read, lru_cache(maxsize=_KINDS)(partial(_meaning, codebook)))


class _Meaning(NamedTuple):
    """What the codes in a row mean today; ``settled`` is whether each that was split stands for something."""

    mechanisms: tuple[str, ...]
    role: str
    split: tuple[str, ...]
    split_role: str
    settled: bool


def _read(meaning_of: Callable[[str, str], _Meaning], row: Mapping[str, str]) -> CodedPassage:
    decision = _decision(row["besluit"])
    for name in ("text", "document", "rol") if decision is Decision.CODED else ("text", "document"):
        if not row[name]:
            raise RowError(
                f"the cell '{name}' is empty; fill it in or delete the row",
                dutch=f"de cel '{name}' is leeg; vul deze in of verwijder de rij",
            )
    meaning = meaning_of(row["mechanismen"], row["rol"])
    return CodedPassage(
        text=row["text"],
        mechanisms=meaning.mechanisms,
        role=meaning.role,
        document=row["document"],
        coder=row["coder"],
        coded_at=moment(row["datum"]),
        source=row["bron"],
        remark=row["opmerking"],
        before=row["ervoor"],
        after=row["erna"],
        section=row["sectie"],
        decision=Decision.REOPENED if decision is Decision.CODED and not meaning.settled else decision,
        place=_place(row),
        proposal=_proposal(row),
        codebook=row["codeboek"],
        split=meaning.split,
        split_role=meaning.split_role,
    )


def _meaning(codebook: Codebook, mechanisms: str, role: str) -> _Meaning:
    codes, roles = codes_in_cell(mechanisms), (role,) if role else ()
    split, split_roles = (tuple(filter(codebook.split.__contains__, named)) for named in (codes, roles))
    return _Meaning(
        mechanisms=_today(codes, codebook, codebook.mechanisms, "mechanism"),
        role="".join(_today(roles, codebook, codebook.roles, "role")),
        split=split,
        split_role="".join(split_roles),
        settled=all(codebook.current[code] for code in (*split, *split_roles)),
    )


def check_cells(row: Mapping[str, str]) -> None:
    """Raise RowError for a cell that `from_row` would refuse with any codebook: its decision, date or place."""
    _decision(row["besluit"])
    moment(row["datum"])
    _place(row)


def mechanisms_in(cell: str, codebook: Codebook) -> tuple[str, ...]:
    """Return the mechanisms named in a cell, however they are separated, in the order of the codebook.

    Raises RowError for one that the codebook does not have, nor had: what it was split into has to be chosen.
    """
    named = codes_in_cell(cell)
    _known(tuple(code for code in named if code in codebook.split), codebook.mechanisms, "mechanism")
    return _today(named, codebook, codebook.mechanisms, "mechanism")


def _today(named: tuple[str, ...], codebook: Codebook, allowed: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The codes of today for codes of any time, in the order of the codebook; a split one may stand for none."""
    if not named:
        return ()
    kinds = [codebook.split[code].naar[0] if code in codebook.split else code for code in named]
    _known(tuple(codebook.current.get(code, code) for code in kinds), allowed, kind)
    meant = {codebook.current[code] for code in named}
    return tuple(code for code in allowed if code in meant)


def _known(found: tuple[str, ...], allowed: tuple[str, ...], kind: str) -> None:
    unknown = [code for code in found if code not in allowed]
    if unknown:
        raise RowError(
            f"unknown {kind} {quoted(unknown[0])}; the codebook has {', '.join(allowed)}",
            dutch=f"de code {quoted(unknown[0])} is onbekend; het codeboek heeft {', '.join(allowed)}",
        )


def _decision(cell: str) -> Decision:
    if not cell:
        return Decision.CODED
    try:
        return Decision(cell)
    except ValueError as e:
        raise RowError(
            f"unknown decision {quoted(cell)}; choose from {', '.join(Decision)}",
            dutch=f"het besluit {quoted(cell)} is onbekend; kies uit {', '.join(Decision)}",
        ) from e


def _place(row: Mapping[str, str]) -> Place:
    if not any(_OF_PLACE(row)):
        return _NOWHERE
    page, block, start, end = (number_in(name, row[name]) for name in ("pagina", "blok", "start", "eind"))
    return Place(row["passage_id"], page, block, start, end, row["rapport_sha256"])


def _proposal(row: Mapping[str, str]) -> Proposal:
    """Codes that a proposal named and the codebook no longer has are history, and kept."""
    if not any(_OF_PROPOSAL(row)):
        return _NOTHING
    cell = row["voorstel"]
    return Proposal(codes_in_cell(cell) if cell else None, row["voorstel_rol"], row["model"], row["gekozen"])
