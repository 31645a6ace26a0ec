"""Words that a line end cut in two: join them, or keep the hyphen that belongs to them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*-?")
_TAIL = re.compile(r"([^\W_][\w'’-]*)-$")
_HEAD = re.compile(r"[^\W_][\w'’-]*")
_SUSPENDED = re.compile(r"(?:en|of|en/of|tot|als|noch|versus|respectievelijk|resp|t/m)\b", re.IGNORECASE)
_KEEPING_PREFIX = frozenset("oud niet ex non adjunct aspirant quasi".split())
_LINKING = frozenset("in op aan en of de te up by to van voor tot na à".split())  # face-to-face, up-to-date
_INNER_CAPITAL = re.compile(r"[^\W\d_][A-Z]")  # AI, CityGML: names, whose hyphen is a real one
_CLASH = re.compile(r"(?:a[aeu]|e[eiu]|i[ij]|o[eiou]|u[iu])$")
_STEM = 5  # letters after the hyphen that make two words forms of one


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often words occur within the lines of a document, in lower case, with and without hyphens."""

    counts: Counter[str]
    hyphened: frozenset[str]

    def prefers_hyphen(self, joined: str, hyphened: str) -> bool | None:
        """What the rest of the document does with this word; None when it does not occur."""
        whole, kept = self.counts[joined.lower()], self.counts[hyphened.lower()]
        if whole == kept == 0:
            stem = hyphened.lower()[: hyphened.index("-") + 1 + _STEM]
            return True if len(hyphened) >= len(stem) and any(word.startswith(stem) for word in self.hyphened) else None
        return kept > whole


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """Words of the lines, without the last of a line that ends in a hyphen, for that may be half a word."""
    counts = Counter(_WORD.findall("\n".join(_without_half_word(line.lower()) for line in lines)))
    return Vocabulary(counts, frozenset(word for word in counts if "-" in word))


def _without_half_word(line: str) -> str:
    if not line.endswith("-"):
        return line
    *_, last = (0, *(found.start() for found in _WORD.finditer(line)))
    return line[:last]


def joined_lines(lines: Iterable[str], words: Vocabulary) -> str:
    """One text from the lines of a paragraph."""
    text = ""
    for line in lines:
        text = joined(text, line, words) if text else line
    return text


def joined(before: str, after: str, words: Vocabulary) -> str:
    """Two stretches of text as one, with a space, a hyphen or nothing between them."""
    if _cut_address(before, after):
        return before + after
    tail = _TAIL.search(before[-60:]) if before.endswith("-") else None  # a search from every place takes long
    head = _HEAD.match(after) if tail else None
    if not tail or not head:
        glue = "" if before.endswith("/") or (before.endswith(("-", "–")) and before[-2:-1].isdigit()) else " "
        return before + glue + after
    if _SUSPENDED.match(after):
        return f"{before} {after}"
    return before + after if keeps_hyphen(tail[1], head[0], words) else before[:-1] + after


def _cut_address(before: str, after: str) -> bool:
    """Whether the line ends within a web address."""
    if before[-1:] not in "-/_=&?%" and after[:1] not in "/_=&?%":
        return False
    last = before[before.rfind(" ") + 1 :]
    return "://" in last or last.startswith("www.") or "@" in last


def keeps_hyphen(tail: str, head: str, words: Vocabulary) -> bool:
    """Whether ``tail-head`` is spelled with its hyphen.

    The document's own usage counts most; then signs of a real hyphen: capitals, digits, abbreviations, prefixes that
    Dutch sets apart, and vowels that would run together. Otherwise the hyphen was made by the line end.
    """
    if head[0].isupper() or head[0].isdigit() or tail[-1].isdigit():
        return True
    usage = words.prefers_hyphen(tail + head, f"{tail}-{head}")
    if usage is not None:
        return usage
    *earlier, last = tail.split("-")
    if _INNER_CAPITAL.search(last) or len(last) == 1 or last.lower() in _KEEPING_PREFIX:
        return True
    if earlier and last.lower() in _LINKING:
        return True
    return bool(_CLASH.search(last[-1].lower() + head[0].lower())) and len(last) > 3
