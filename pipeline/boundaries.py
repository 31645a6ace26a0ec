"""Judges one place in a text: does a sentence end here? The words it leans on are in ``pipeline.abbreviations``.

A boundary is looked for after ``.``, ``!``, ``?`` and ``…`` where something follows that can open a sentence, at line
breaks, and before bullets. Colons and semicolons never end a sentence within a line.
"""

import re

from pipeline.abbreviations import (
    BEFORE_NAMES,
    DOTTED,
    JOINING,
    LABELS,
    OPENERS,
    is_abbreviation,
    may_end_sentence,
    never_ends_sentence,
)

_UPPER = "A-ZÀ-ÖØ-ÞĲŒŠŽ"
_BULLETS = "•▪●■□◆◦‣➢✓\uf0a7\uf0b7\uf0d8\uf0fc"
_BEFORE_OPENER = rf"\s[\s\"'‘’“”„«(\[–—\-{_BULLETS}]{{0,20}}"
_NOTE = r"\d{1,3}(?:[,;]\ ?\d{1,3}){0,5}\)?|(?:\[\d{1,3}\])++|[⁰¹²³⁴-⁹]++|\*{1,3}"
_SPACED_NOTE = rf"\ \d{{1,2}}(?=\ (?:De|{'|'.join(sorted(OPENERS))})\s)"
LETTER = re.compile(r"[^\W\d_]")
CANDIDATE = re.compile(
    rf"""
    [.!?…\n{_BULLETS}]  # a plain set of characters at the start keeps the search fast
    (?:
        (?<=[.!?…])(?<![.!?…]{{2}}) [.!?…]*+ (?P<close>["'’”»)\]]*+) (?P<note>{_NOTE}|{_SPACED_NOTE})?
        (?={_BEFORE_OPENER}(?:
            (?P<item>\(?(?:[a-z]|[ivx]{{2,4}})[.)]\s)
          | (?P<upper>[{_UPPER}] | [a-z]{{1,2}}[{_UPPER}][a-z] | ['’][stn][\ \-])
          | (?P<digit>[€§]?\ ?\d(?=[\d\W]{{0,40}}[^\W\d_]))
        ))
      | (?P<glued>(?<=[a-zà-ÿ]{{3}}\.)(?=[{_UPPER}][a-zà-ÿ]*[\s,]))
      | (?P<line>(?<=\n)\s*)
      | (?P<bullet>(?<=\s[{_BULLETS}])(?=\s))
    )
    """,
    re.VERBOSE,
)
"""A place where a sentence may end; the group that took part says what kind of place."""

_LOOK_BACK = 200  # characters
_LOOK_AHEAD = 20  # characters: enough for a list mark or one word
_LONGEST_LIST_MARK = 40  # characters, with its label: 'Aanbeveling 12.'
_LONG_NUMBER = 4  # digits: a year or an amount ends a sentence before a number, '3.' does not
_OPENING = " \t\n\r\u00a0\"'‘“„«([–—-" + _BULLETS
_VOWEL = re.compile(r"[^bcdfghjklmnpqrstvwxz]")
_WORD = re.compile(r"[^\W\d_]+")
_URL_MARK = re.compile(r"[@/.]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ITEM_NUMBER = re.compile(r"\d{1,2}|[a-z]|[ivx]{1,5}")
_LIST_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.)]{1,2}")
_ENUMERATION = re.compile(r":\s1\.\s.*\s\d{1,2}$", re.DOTALL)  # 'drie delen: 1. Regie 2', up to its full stop
_LABEL_MARK = re.compile(r"([^\W\d_]+)\s(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)\.")
_LINE_MARK = re.compile(rf"(?:[{_BULLETS}*–-]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{2,4}})[.)])\s")


def is_boundary(text: str, start: int, match: re.Match[str]) -> bool:
    """Judge one candidate, given the start of the sentence that it would end."""
    if match["bullet"] is not None:
        return True
    if match["line"] is not None:
        after = text[match.end() : match.end() + _LOOK_AHEAD]
        return _line_ends_sentence(_before(text, start, match).rstrip(), match["line"], after)
    if match["glued"] is not None:
        word = _before(text, start, match).rpartition(" ")[2]
        return not _URL_MARK.search(word) and not is_abbreviation(word)
    return _mark_ends_sentence(text, start, match)


def _mark_ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Judge '.', '!', '?', '...' and '…' before something that can open a sentence."""
    if match.end() - start <= _LONGEST_LIST_MARK and _is_list_mark(text[start : match.end("close")]):
        return False
    before = _before(text, start, match)
    if before[-1:].isdigit() and _ENUMERATION.search(before):
        return False
    mark = text[match.start() : match.start("close")]
    if mark != ".":
        return _loud_mark_ends_sentence(mark, before[-1:], match)
    return _full_stop_ends_sentence(before, match)


def _before(text: str, start: int, match: re.Match[str]) -> str:
    """Return the sentence so far, or as much of its end as the rules look at; unbounded, long tables take for ever."""
    return text[max(start, match.start() - _LOOK_BACK) : match.start()]


def _is_list_mark(segment: str) -> bool:
    """Whether a sentence so far holds only '1.', 'a)', 'ii.' or a label such as 'Stap 2.'."""
    mark = segment.lstrip(_OPENING)
    label = _LABEL_MARK.fullmatch(mark)
    return _LIST_MARK.fullmatch(mark) is not None or (label is not None and label[1].lower() in LABELS)


def _line_ends_sentence(before: str, gap: str, after: str) -> bool:
    """Whether a line break is a boundary; a hard-wrapped line runs on into the next."""
    if "\n" in gap or _LINE_MARK.match(after):
        return True
    word = (before.rsplit(maxsplit=1) or [" "])[-1]
    if word[-1] in ".!?…:;":
        return word[-1] != "." or not is_abbreviation(word[:-1].lstrip(_OPENING))
    return after[:1].isupper() and word[-1] not in ",-–(/" and word.lower() not in JOINING


def _loud_mark_ends_sentence(mark: str, previous: str, match: re.Match[str]) -> bool:
    """Judge '!', '?', '...' and '…'; between brackets they comment on a word or stand for left-out text."""
    if previous in ("(", "[") and match["close"]:
        return False
    return match["digit"] is None or "?" in mark or "!" in mark


def _full_stop_ends_sentence(before: str, match: re.Match[str]) -> bool:
    """Judge one full stop from the words before it and the kind of thing that follows."""
    words = before.rsplit(maxsplit=2)
    if not words or before[-1].isspace():
        return match["digit"] is None
    word = words[-1].lstrip(_OPENING)
    word = word[word.rfind("/") + 1 :]
    previous = words[-2] if len(words) > 1 else ""
    if match["note"]:
        return _note_follows_sentence(word, match)
    if _ITEM_NUMBER.fullmatch(word) and previous[-1:] in (";", ":"):
        return False
    if word[-1:].isdigit():
        return match["digit"] is None or len(word) >= _LONG_NUMBER
    if not word[-1:].isalpha():
        return True
    return not (")" in match["close"] and is_abbreviation(word)) and _word_ends_sentence(word, previous, match)


def _note_follows_sentence(word: str, match: re.Match[str]) -> bool:
    """Whether digits after a full stop are a footnote mark and not part of a number ('3.2') or reference ('art.3')."""
    if word[-1:].isdigit():
        return _YEAR.fullmatch(word) is not None and _opens_sentence(match, or_article=True)
    return not is_abbreviation(word)


def _word_ends_sentence(word: str, previous: str, match: re.Match[str]) -> bool:
    """Judge a full stop after a word of letters."""
    if word in BEFORE_NAMES:
        return _opens_sentence(match, or_article=True)
    if len(word) == 1 or (word.isupper() and DOTTED.fullmatch(word)):
        return _initial_ends_sentence(word, previous, match)
    if never_ends_sentence(word):
        return False
    if may_end_sentence(word) or not _VOWEL.search(word):
        return match["digit"] is None
    return DOTTED.fullmatch(word) is None


def _initial_ends_sentence(word: str, previous: str, match: re.Match[str]) -> bool:
    """Judge a full stop after a single letter or after initials ('J.', 'P.J.', 'bijlage B.', '5 m.')."""
    if word.islower():
        return match["digit"] is None and (word == "u" or previous[-1:].isdigit())
    return previous.lower() in LABELS or _opens_sentence(match, or_article=False)


def _opens_sentence(match: re.Match[str], *, or_article: bool) -> bool:
    """Whether the word that follows has its capital because it opens a sentence; 'De' may also start a surname."""
    if match["upper"] is None:
        return False
    word = _WORD.match(match.string, match.start("upper"))
    return word is not None and (word[0] in OPENERS or (or_article and word[0] == "De"))
