"""The title of a document: what a person would cite it by."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from urllib.parse import unquote

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.fonts import OCR_FONT
from pipeline.extract.pdf.glyphs import UNKNOWN
from pipeline.extract.pdf.hyphens import Vocabulary, joined_lines

_FIRST_PAGES = 2
_SHORTEST = 4  # characters
_LONGEST = 200  # characters
_SHORT_NAME = 12  # characters; a shorter name alone on a cover is told apart by the line below it
_SUPPORT = 0.6  # part of the words of a title in the metadata that the first pages must hold
_FEWEST_HEADERS = 3  # pages with the same running header

_NO_TITLE = re.compile(
    r"untitled|naamloos|titel|title|document\s*\d*|presentatie\w*|powerpoint.*|template.*|sjabloon.*|none|null|\S*\d{4,}\S*"
    r"|(?:[\d.]+\s)?(?:inhoud\w*|(?:management|publieks)?samenvatting|voorwoord|woord vooraf|ten geleide|nawoord"
    r"|inleiding|aanleiding|colofon|leeswijzer"
    r"|bijlagen?|nota|brief|memo|agenda|notitie|rapport|concept|vertrouwelijk)|[\d.]+\s.*|vergaderjaar.*"
    r"|(?:aan|van)(?:\s*:.*|\s+(?:de|het)\b.*)?"
    r"|(?:datum|betreft|onderwerp|deadline|versie|status|auteurs?|naam|(?:ons|uw) kenmerk|contact\w*"
    r"|rapportversie|opdrachtgever|onderzoeker|document\s*beheer|in opdracht van|onder redactie van)\b.*"
    r"|(?:tweede|eerste) kamer .*|aanhangsel .*|vragen gesteld .*|[\W\d_]*|\S*@\S*|(?:https?:|www\.).*"
    r"|(?:\d{1,2} )?(?:jan|feb|maart|april|mei|jun|jul|aug|sept|okt|nov|dec)[a-z]* (?:19|20)\d\d",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:ministerie|directie|directoraat|gemeente|provincie|waterschap|vereniging|stichting|universiteit|hogeschool"
    r"|autoriteit|inspectie|rijksdienst)\b.*",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"^microsoft \w+\s*-\s*", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:docx?|pdf|indd|pptx?|xlsx?|qxd|odt|rtf|dotx?)$", re.IGNORECASE)
_COPY = re.compile(r"\s*\(\d\)$")
_DATE_STAMP = re.compile(r"^\d{6,8}[\s_-]+")
_FILE_NAME = re.compile(r"\S*[_\d]\S*|\S*_\S*.*")
_SUBJECT = re.compile(r"(?:onderwerp|betreft)\s*:?\s*", re.IGNORECASE)
_PARLIAMENT = re.compile(
    r"(?:(?:gewijzigde |nader gewijzigde )?(?:motie|amendement)|(?:schriftelijke )?vragen) van (?:het lid|de leden)\s.*"
    r"|brief van de (?:minister|staatssecretaris|vaste|algemene)\s.*",
    re.IGNORECASE,
)
_SENT_IN = re.compile(r"\s*\((?:ingezonden|ontvangen|voorgesteld)[^)]*\)\.?$", re.IGNORECASE)
_WORD = re.compile(r"\w{3,}")


def title_of(metadata: str, drafts: Sequence[Draft], words: Vocabulary) -> str:
    """The title, or an empty string.

    In this order: the name of a parliamentary paper, the subject of a letter, the title in the metadata where the first
    pages hold it, the largest heading there, the metadata alone, the running header.
    """
    early = [draft for draft in drafts if draft.page <= _FIRST_PAGES and draft.zone != "contents"]
    told = _plain(metadata)
    supported = told if told == metadata.strip() and _share_of_words(told, early) >= _SUPPORT else ""
    for title in (
        _paper(early, words),
        _subject(early, words),
        supported,
        _largest(early, words),
        told,
        _header(drafts),
    ):
        if title:
            return title
    return ""


def _plain(metadata: str) -> str:
    """The title in the metadata without what a program made of it; empty when no title is left."""
    title = " ".join(unquote(_PROGRAM.sub("", " ".join(metadata.split()))).split())
    title = _DATE_STAMP.sub("", _COPY.sub("", _EXTENSION.sub("", title)))
    return title if _could_be(title) and not _FILE_NAME.fullmatch(title) else ""


def _share_of_words(title: str, early: Iterable[Draft]) -> float:
    wanted = set(_WORD.findall(title.lower()))
    found = wanted & {word for draft in early for word in _WORD.findall(draft.raw.lower())}
    return len(found) / len(wanted) if wanted else 0.0


def _paper(early: Sequence[Draft], words: Vocabulary) -> str:
    """What a parliamentary paper is called, such as the questions or the motion of a member."""
    for draft in early:
        text = _text(draft, words)
        if draft.page == 1 and draft.kind != "furniture" and _PARLIAMENT.fullmatch(text):
            return shorten(_SENT_IN.sub("", text), _LONGEST, placeholder=" …")
    return ""


def _subject(early: Sequence[Draft], words: Vocabulary) -> str:
    """What stands behind or below the word for the subject of a letter."""
    texts = [_text(draft, words) for draft in early if draft.page == 1 and draft.rows is None]
    for text, below in zip(texts, [*texts[1:], ""], strict=False):
        label = _SUBJECT.match(text)
        if label:
            rest = text[label.end() :]
            subject = (rest if ":" in label[0] else "") if rest else below
            if _could_be(subject := subject.strip("‘’'\"“” ")) and not _SUBJECT.match(subject):
                return subject
    return ""


def _largest(early: Sequence[Draft], words: Vocabulary) -> str:
    """The largest heading that could be a title, on the first page that has one; a short one with the line below."""
    for page in range(1, _FIRST_PAGES + 1):
        here = [draft for draft in early if draft.page == page and draft.kind != "furniture"]
        titles = [draft for draft in here if draft.kind == "heading" and _is_title(draft, words)]
        if titles:
            best = max(titles, key=lambda draft: draft.size)
            name = _text(best, words)
            return ": ".join([name, *_line_below(best, here, words)]) if len(name) <= _SHORT_NAME else name
    return ""


def _line_below(title: Draft, here: Sequence[Draft], words: Vocabulary) -> Iterator[str]:
    below = here[here.index(title) + 1 :][:1]
    yield from (text for draft in below if len(text := _text(draft, words)) > _SHORT_NAME and _could_be(text))


def _is_title(draft: Draft, words: Vocabulary) -> bool:
    text = _text(draft, words)
    recognised = draft.lines[0].style.font == OCR_FONT
    return _could_be(text) and not draft.run_in and draft.zone == "body" and not (recognised and " " not in text)


def _header(drafts: Sequence[Draft]) -> str:
    """The running header or footer of most pages."""
    texts = Counter(draft.raw for draft in drafts if draft.kind == "furniture" and _could_be(draft.raw))
    text, count = max(texts.items(), key=lambda item: (item[1], len(item[0])), default=("", 0))
    return text if count >= _FEWEST_HEADERS else ""


def _could_be(text: str) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST or _NO_TITLE.fullmatch(text) or UNKNOWN in text:
        return False
    return not any(_ORGANISATION.fullmatch(part.strip()) for part in text.split("|"))


def _text(draft: Draft, words: Vocabulary) -> str:
    return " ".join(joined_lines((line.text for line in draft.lines), words).split())
