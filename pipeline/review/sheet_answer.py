"""What a person answered in a row: accepted, corrected, skipped or nothing; never a guess.

An empty cell counts only where both readings of it, 'as proposed' and 'no', come to the same.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.codebook import Codebook
from pipeline.codings import Decision
from pipeline.codings.records import tidy
from pipeline.report.safe_text import one_line
from pipeline.review import sheet_columns as columns
from pipeline.review.records import Answer, Item

# Not ☒: to some a cross in a box is yes, to others no.
YES_WORDS = ("ja", "j", "yes", "y", "x", "v", "1", "true", "waar", "wel", "akkoord", "✓", "✔", "☑")
NO_WORDS = ("nee", "neen", "n", "no", "0", "false", "onwaar", "niet", "-", "–", "—", "✗", "✘", "☐")
SKIP_WORDS = ("overslaan", "overgeslagen", "sla over", "skip")
# What a spreadsheet shows for a text that it took for a formula, in Dutch and in English.
_BROKEN = re.compile(r"#(NAAM|NAME|WAARDE|VALUE|VERW|REF|N/B|N/A|GETAL|NUM|DEEL/0|DIV/0|LEEG|NULL)[?!]?", re.IGNORECASE)


class AnswerError(ValueError):
    """A row that cannot be understood; the text says why, without its place."""


def answer(cells: Mapping[str, str], item: Item, asked: Sequence[str], codebook: Codebook) -> Answer | None:
    """Return what the cells of a row (by head) say about an item; None when nothing was filled in.

    ``asked`` are the mechanisms that the sheet had a column for. Raises AnswerError for what can be read in two ways
    and for codes that the codebook does not have.
    """
    agreed = _verdict(cells.get(columns.AGREED, ""))
    given = _given(cells, asked, codebook)
    role = _role(cells.get(columns.ROLE, ""), codebook)
    remark = _remark(cells.get(columns.REMARK, ""))
    if agreed == columns.SKIP:
        if given or role:
            raise AnswerError("it says overslaan, and codes as well; empty one of them")
        return Answer(remark=remark, decision=Decision.SKIPPED)
    if not item.proposed:
        return _unaided(agreed, given, role, remark, codebook)
    if not (given or role):
        return _without_codes(agreed, item, remark, codebook)
    mechanisms = _corrected(agreed, given, role, item)
    return _coded(mechanisms, role or item.role, remark, codebook)


def _unaided(agreed: str, given: Mapping[str, bool], role: str, remark: str, codebook: Codebook) -> Answer | None:
    """What is said of a passage that stands there without a proposal: its codes, and always a role."""
    if agreed:
        raise AnswerError(f"it says {agreed} to a proposal, but this passage has none; fill in the codes and the role")
    if not (given or role or remark):
        return None
    if not role:
        raise AnswerError("it has no role, and this passage has no proposal to take one from; fill in the role")
    return _coded([code for code, yes in given.items() if yes], role, remark, codebook)


def _without_codes(agreed: str, item: Item, remark: str, codebook: Codebook) -> Answer | None:
    if agreed == columns.YES:
        return _coded(item.mechanisms, item.role, remark, codebook)
    if agreed == columns.NO:
        raise AnswerError("it says nee to the proposal, but not what it should be")
    if remark:
        raise AnswerError("there is a remark but no decision; fill in akkoord, the codes or overslaan")
    return None


def _corrected(agreed: str, given: Mapping[str, bool], role: str, item: Item) -> tuple[str, ...]:
    """The mechanisms of a row in which codes were filled in."""
    differs = [code for code, yes in given.items() if yes != (code in item.mechanisms)]
    differs += [columns.ROLE] if role and role != item.role else []
    if agreed == columns.YES:
        if differs:
            raise AnswerError(f"it says akkoord, but {', '.join(differs)} differs from the proposal; empty one of them")
        return item.mechanisms
    missing = [code for code in item.mechanisms if code not in given]
    if missing:
        raise AnswerError(f"{', '.join(missing)} was proposed and has neither ja nor nee; fill it in, or akkoord")
    if agreed == columns.NO and not differs:
        raise AnswerError("it says nee to the proposal, but the codes are those of the proposal")
    return tuple(code for code, yes in given.items() if yes)


def _coded(mechanisms: Sequence[str], role: str, remark: str, codebook: Codebook) -> Answer:
    unknown = [code for code in mechanisms if code not in codebook.mechanisms]
    unknown += [role] if role not in codebook.roles else []
    if unknown:
        raise AnswerError(f"unknown code {', '.join(map(repr, unknown))}; the codebook does not have it any more")
    ordered = tuple(code for code in codebook.mechanisms if code in mechanisms)
    return Answer(ordered, role, remark)


def _verdict(cell: str) -> str:
    text = _folded(cell)
    if text in SKIP_WORDS:
        return columns.SKIP
    return {True: columns.YES, False: columns.NO, None: ""}[_yes_or_no(text, columns.AGREED)]


def _given(cells: Mapping[str, str], asked: Sequence[str], codebook: Codebook) -> dict[str, bool]:
    """What is filled in per mechanism, also of one that the codebook got since."""
    found = {
        code: _yes_or_no(_folded(cells.get(columns.code_head(code), "")), code)
        for code in dict.fromkeys((*asked, *codebook.mechanisms))
    }
    return {code: yes for code, yes in found.items() if yes is not None}


def _yes_or_no(text: str, head: str) -> bool | None:
    if not text:
        return None
    if text in YES_WORDS or text in NO_WORDS:
        return text in YES_WORDS
    raise AnswerError(f"{head} says {_quoted(text)}; write ja or nee")


def _role(cell: str, codebook: Codebook) -> str:
    text = _folded(cell)
    names = {name.casefold(): role.code for role in codebook.rol for name in (role.naam, role.code)}
    if text and text not in names:
        raise AnswerError(f"unknown role {_quoted(text)}; the codebook has {', '.join(codebook.roles)}")
    return names[text] if text else ""


def _remark(cell: str) -> str:
    text = tidy(cell)
    if _BROKEN.fullmatch(text):
        raise AnswerError(f"the remark became {text}, for it was taken for a formula; write it again, with ' before it")
    return text


def _folded(cell: str) -> str:
    return one_line(cell).strip().strip("'").strip().casefold()


def _quoted(text: str) -> str:
    return f"'{text[:40]}'"
