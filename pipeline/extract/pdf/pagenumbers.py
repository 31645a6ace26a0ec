"""Page numbers, arabic and roman, bare and dressed up."""

import re

# Not ignoring case as a whole: i would stand for the dotless i of Turkish too.
_LONE = re.compile(r"[\W_]*(?i:pagina|pag\.?|blz\.?|p\.)?\s*(\d{1,4}|[ivxlcIVXLC]{1,7})[\W_]*")
_STATED = re.compile(
    r"[\W_]*(?:pagina|pag\.?|blad|blz\.?|page)?\s*\d+\s*(?:van|of|/|\||uit)\s*\d+[\W_]*"
    r"|[\W_]*(?:pagina|blz\.?|pag\.)\s*\d+[\W_]*",
    re.IGNORECASE,
)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def lone_number(text: str) -> int | None:
    """The number that is all of a text, apart from signs and the word for page; None for other texts."""
    found = _LONE.fullmatch(text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else _roman(found[1].lower())


def states_page(text: str) -> bool:
    """Whether a text says in so many words which page it is, such as ``Pagina 3 van 12`` or ``3 / 12``."""
    return bool(_STATED.fullmatch(text))


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
