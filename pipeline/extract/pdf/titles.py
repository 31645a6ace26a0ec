"""The title of a document."""

import re
from collections.abc import Sequence

from pipeline.records import Block

_NO_TITLE = re.compile(
    r"untitled|naamloos|titel|title|document\s*\d*|microsoft \w+ - .*|presentatie\w*|powerpoint-\w+|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|qxd|odt)"
    r"|[\W\d_]*|\S*\d{4,}\S*|template.*|sjabloon.*",
    re.IGNORECASE,
)
_LONGEST = 250
_FIRST_PAGES = 2


def title_of(metadata: str, blocks: Sequence[Block]) -> str:
    """The title in the metadata if it is one, else the largest text on the first pages, else an empty string."""
    told = " ".join(metadata.split())
    if 4 <= len(told) <= _LONGEST and not _NO_TITLE.fullmatch(told) and "\ufffd" not in told:
        return told
    first = [block for block in blocks if block.page <= _FIRST_PAGES and block.kind == "heading" and block.level]
    if not first:
        return ""
    highest = min(block.level or 9 for block in first)
    return next(block.text for block in first if block.level == highest)[:_LONGEST]
