"""Numbers, lists and names as a Dutch reader expects them."""

from collections.abc import Sequence
from decimal import Decimal
from textwrap import shorten

from pipeline.synthesis.records import Estimate, Source

_SIGNS = str.maketrans(",.", ".,")
_WORDS = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf".split()
_MOST_NAMED = 4
# Longer titles make a sentence unreadable; the links behind it give them in full.
_LONGEST_TITLE = 90


def number(value: float, *, digits: int = 0) -> str:
    """Return '1.234' or '1.234,5'."""
    return f"{Decimal(str(value)):,.{digits}f}".translate(_SIGNS)


def in_words(count: int) -> str:
    """Return 'drie' for 3, and digits above twelve."""
    return _WORDS[count] if count < len(_WORDS) else number(count)


def of_things(count: int, one: str, more: str) -> str:
    """Return 'één rapport' or 'drie rapporten'."""
    return f"{in_words(count)} {one if count == 1 else more}"


def percent(share: float) -> str:
    """Return '47 %', with one decimal below ten percent ('4,7 %')."""
    return f"{number(100 * share, digits=1 if 0 < share < 0.0995 else 0)} %"


def certain(chance: float) -> str:
    """Return '97 %', and never more than 'meer dan 99 %': nothing that is measured is quite certain."""
    return "meer dan 99 %" if chance >= 0.995 else percent(chance)


def between(estimate: Estimate) -> str:
    """Return '4,7 % (3,9 tot 5,6 %)'."""
    return f"{percent(estimate.value)} ({bounds(estimate)})"


def bounds(estimate: Estimate) -> str:
    """Return '3,9 tot 5,6 %'."""
    return f"{percent(estimate.low).removesuffix(' %')} tot {percent(estimate.high)}"


def listed(parts: Sequence[str]) -> str:
    """Return 'a, b en c'."""
    *most, last = parts or ("",)
    return f"{', '.join(most)} en {last}" if most else last


def quoted(text: str) -> str:
    """Return text in quotation marks."""
    return f"‘{text}’"


def quoted_title(source: Source) -> str:
    """Return the title of a report in quotation marks; of a very long one the first words."""
    return quoted(shorten(source.title, _LONGEST_TITLE, placeholder=" …"))


def titles(sources: Sequence[Source]) -> str:
    """Return the titles of a few reports; of many reports the first ones and how many more there are."""
    if len(sources) <= _MOST_NAMED:
        return listed([quoted_title(source) for source in sources])
    shown = [quoted_title(source) for source in sources[: _MOST_NAMED - 1]]
    return listed([*shown, f"nog {of_things(len(sources) - len(shown), 'ander rapport', 'andere rapporten')}"])


def capital(text: str) -> str:
    """Return a text that begins with a capital, as a sentence does; 'één' becomes 'Eén'."""
    return f"Eén{text[3:]}" if text.startswith("één") else text[:1].upper() + text[1:]
