"""The state of a row as a formula, so that who fills it in sees at once whether it is whole; as `answer` judges it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.review.sheet_answer import NO_WORDS, SKIP_WORDS, YES_WORDS

DONE, SKIPPED, INCOMPLETE, CONTRADICTORY, UNKNOWN = "klaar", "overgeslagen", "vul aan", "tegenstrijdig", "controleer"
_BETWEEN = "|"


@dataclass(frozen=True)
class StateFormula:
    """The formula of a row from the letters of its columns.

    ``roles`` are ranges that hold what may stand in the column of the role, and ``head`` is the row of the heads as the
    spreadsheet numbers it.
    """

    agreed: str
    first_code: str
    last_code: str
    role: str
    remark: str
    proposed: str
    proposed_role: str
    roles: tuple[str, ...]
    head: int

    def of(self, row: int) -> str:
        """Return the formula for a row, as the spreadsheet numbers it."""
        verdict, role = _folded(f"${self.agreed}{row}"), f"TRIM(${self.role}{row})"
        own = f"${self.proposed_role}{row}"
        outcome = (
            f'IF({_among(verdict, SKIP_WORDS)},IF({self._filled(row)},"{CONTRADICTORY}","{SKIPPED}"),'
            f'IF({own}="",{self._unaided(row, verdict, role)},'
            f'IF({_among(verdict, YES_WORDS)},IF({self._differs(row, role, own)},"{CONTRADICTORY}","{DONE}"),'
            f"IF({self._filled(row)},{self._corrected(row, verdict, role, own)},{self._untouched(row, verdict)}))))"
        )
        return f'=IF({self._unknown(row, verdict, role)},"{UNKNOWN}",{outcome})'

    def _codes(self, row: int) -> str:
        return _folded(f"${self.first_code}{row}:${self.last_code}{row}")

    def _proposed(self, row: int) -> str:
        heads = f"${self.first_code}${self.head}:${self.last_code}${self.head}"
        return f'ISNUMBER(FIND(","&{heads}&",",${self.proposed}{row}))'

    def _filled(self, row: int) -> str:
        return f'(SUMPRODUCT(--({self._codes(row)}<>""))+(TRIM(${self.role}{row})<>"")>0)'

    def _unknown(self, row: int, verdict: str, role: str) -> str:
        """Whether a cell holds what no list of choices has."""
        codes = self._codes(row)
        odd_code = f'SUMPRODUCT(({codes}<>"")*(1-{_among(codes, (*YES_WORDS, *NO_WORDS))}))'
        odd_verdict = f'({verdict}<>"")*(1-{_among(verdict, (*YES_WORDS, *NO_WORDS, *SKIP_WORDS))})'
        known_role = "+".join(f"SUMPRODUCT(--({known}={role}))" for known in self.roles)
        return f'({odd_code}+{odd_verdict}+({role}<>"")*({known_role}=0)>0)'

    def _unaided(self, row: int, verdict: str, role: str) -> str:
        """Without a proposal there is nothing to agree with, and no role to take over."""
        untouched = f'IF({self._filled(row)}+(${self.remark}{row}<>"")>0,"{INCOMPLETE}","")'
        return f'IF({verdict}<>"","{CONTRADICTORY}",IF({role}<>"","{DONE}",{untouched}))'

    def _differs(self, row: int, role: str, own: str) -> str:
        codes = self._codes(row)
        other_code = f'SUMPRODUCT(({codes}<>"")*({_among(codes, YES_WORDS)}<>{self._proposed(row)}))'
        return f'({other_code}+({role}<>"")*{self._other_role(role, own)}>0)'

    def _other_role(self, role: str, own: str) -> str:
        """A role may be given by its code or its name, which stand side by side."""
        names = f"SUMPRODUCT(({self.roles[0]}={own})*({self.roles[-1]}={role}))"
        return f"({role}<>{own})*({names}=0)"

    def _corrected(self, row: int, verdict: str, role: str, own: str) -> str:
        missing = f'SUMPRODUCT({self._proposed(row)}*({self._codes(row)}=""))>0'
        same = f"AND({_among(verdict, NO_WORDS)},NOT({self._differs(row, role, own)}))"
        return f'IF({missing},"{INCOMPLETE}",IF({same},"{CONTRADICTORY}","{DONE}"))'

    def _untouched(self, row: int, verdict: str) -> str:
        return f'IF(OR({_among(verdict, NO_WORDS)},${self.remark}{row}<>""),"{INCOMPLETE}","")'


def _folded(cells: str) -> str:
    """What a cell says, without blanks around it and in small letters; a number as its text."""
    return f'LOWER(TRIM({cells}&""))'


def _among(cells: str, words: Iterable[str]) -> str:
    """Whether cells are one of some words; FIND knows no wildcards, which MATCH and COUNTIF do."""
    return f'ISNUMBER(FIND("{_BETWEEN}"&{cells}&"{_BETWEEN}","{_BETWEEN}{_BETWEEN.join(words)}{_BETWEEN}"))'
