"""The title of a document."""

import re
from collections.abc import Sequence

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.glyphs import UNKNOWN
from pipeline.extract.pdf.hyphens import Vocabulary, joined_lines

_NO_TITLE = re.compile(
    r"untitled|naamloos|titel|title|document\s*\d*|microsoft \w+ - .*|presentatie\w*|powerpoint-\w+|template.*"
    r"|sjabloon.*|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|qxd|odt)|[\W\d_]*|\S*\d{4,}\S*"
    r"|(?:[\d.]+ )?(?:inhoud\w*|(?:management)?samenvatting|voorwoord|inleiding|colofon|leeswijzer)",
    re.IGNORECASE,
)
_SHORTEST = 6  # characters
_LONGEST = 200  # characters
_FIRST_PAGES = 2


def title_of(metadata: str, drafts: Sequence[Draft], words: Vocabulary) -> str:
    """The title in the metadata if it is one, else the largest text on the first pages, else an empty string."""
    told = " ".join(metadata.split())
    if _could_be(told):
        return told
    early = [draft for draft in drafts if draft.page <= _FIRST_PAGES and draft.kind == "heading"]
    titles = [draft for draft in early if _could_be(draft.raw)]
    if not titles:
        return ""
    largest = max(titles, key=lambda draft: draft.size)
    return joined_lines((line.text for line in largest.lines), words)


def _could_be(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not _NO_TITLE.fullmatch(text) and UNKNOWN not in text
