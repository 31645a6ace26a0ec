"""The columns of a review sheet, and what a person sees in them."""

from collections.abc import Mapping, Sequence

from pipeline.codebook import Codebook
from pipeline.report.safe_text import one_line
from pipeline.review.records import Item

PASSAGE, BEFORE, AFTER = "passage", "ervoor", "erna"
PROPOSAL, AGREED, ROLE, REMARK, CODER = "voorstel", "akkoord", "rol", "opmerking", "coder"
STATE, PAGE, DOCUMENT, SECTION, NUMBER = "stand", "pagina", "rapport", "sectie", "nr"
KEY, PROPOSED, PROPOSED_ROLE = "sleutel", "voorgesteld", "voorgestelde rol"
YES, NO, SKIP = "ja", "nee", "overslaan"
_TAKEN = frozenset(
    (
        *(PASSAGE, BEFORE, AFTER, PROPOSAL, AGREED, ROLE, REMARK, CODER),
        *(STATE, PAGE, DOCUMENT, SECTION, NUMBER, KEY, PROPOSED, PROPOSED_ROLE),
    )
)


def code_head(code: str) -> str:
    """Return the head of the column of a mechanism: its code, told apart from a column of ours by that name."""
    return f"{code} (code)" if code in _TAKEN else code


def key_heads(count: int) -> list[str]:
    """Return the heads of the columns that hold the key: 'sleutel', 'sleutel 2' and so on."""
    return [KEY, *(f"{KEY} {number}" for number in range(2, count + 1))]


def in_context(item: Item) -> Sequence[tuple[str, bool]]:
    """Return the sentence before, the passage and the one after, as far as there are any, and which is the passage."""
    texts = ((item.before, False), (item.text, True), (item.after, False))
    lines = [(one_line(text).strip(), is_passage) for text, is_passage in texts]
    return [(text, is_passage) for text, is_passage in lines if text]


def proposal(item: Item, codebook: Codebook) -> Sequence[str]:
    """Return the proposal in words, each code with its probability; the likeliest where no mechanism is proposed.

    Of an item without a proposal, why there is none.
    """
    if not item.proposed:
        return ["(geen voorstel: een andere codeur heeft deze passage al gecodeerd)"]
    role = f"rol: {_with_chance(item.role, item.role_scores)}"
    if item.mechanisms:
        surest = sorted(item.mechanisms, key=lambda code: -item.scores.get(code, 0))
        return [*(_with_chance(code, item.scores) for code in surest), role]
    likeliest = max(codebook.mechanisms, key=lambda code: item.scores.get(code, 0))
    return ["geen mechanisme", f"(hoogste: {_with_chance(likeliest, item.scores)})", role]


def _with_chance(code: str, scores: Mapping[str, float]) -> str:
    return f"{code} {scores[code]:.0%}".replace("%", " %") if code in scores else code
