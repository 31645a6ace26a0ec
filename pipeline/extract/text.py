"""Plain text and Markdown: paragraphs are separated by blank lines, everything is on page 1."""

import re
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.extract.content import content_of, damaged, kind_of, other_kind
from pipeline.records import Block, BlockKind, Page, Reading
from pipeline.spreadsheet import decode

_MOST_MB = 100
_BLANK_LINES = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_UNDERLINED = re.compile(r"(.+)\n([=-])\2{2,}\s*")
_LIST_MARK = re.compile(r"\s*([-*+•]|\d{1,2}[.)])\s+\S")


def read_text(path: Path) -> Reading:
    """Read a .txt or .md file. Markdown headings and list items are recognised; other marks stay as they are.

    Raises UnreadableFileError when the file is neither UTF-8 nor cp1252, is another kind of file, holds the zero bytes
    of a binary file, or is larger than 100 MB.
    """
    text = _text(path)
    chunks = _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    blocks = tuple(block for chunk in chunks if chunk.strip() for block in _blocks(chunk.strip("\n")))
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    characters = sum(not character.isspace() for character in text)
    return Reading(title, blocks, (Page(1, characters),))


def _text(path: Path) -> str:
    kind = kind_of(content_of(path, most_mb=_MOST_MB))
    if kind:
        raise other_kind(f"Dit is {kind} met de extensie {path.suffix}; geef het de juiste extensie.")
    try:
        text = decode(path)
    except UsageError as e:
        raise damaged("Het bestand is geen UTF-8 en geen cp1252; sla het op als UTF-8.") from e
    if "\0" in text:
        raise damaged("Het bestand bevat nulbytes en is geen gewone tekst.")
    return text


def _blocks(chunk: str) -> list[Block]:
    """One paragraph, one heading, or a list with one block per item."""
    underlined = _UNDERLINED.fullmatch(chunk)
    if underlined:
        return [_block("heading", underlined[1], level=1 if underlined[2] == "=" else 2)]
    blocks: list[Block] = []
    for line in chunk.split("\n"):
        heading = _HEADING.fullmatch(line.strip())
        if heading:
            blocks.append(_block("heading", heading[2].rstrip("# "), level=len(heading[1])))
        elif _LIST_MARK.match(line):
            blocks.append(_block("list_item", line))
        elif blocks and blocks[-1].kind != "heading":
            blocks[-1] = _block(blocks[-1].kind, f"{blocks[-1].text} {line}")
        else:
            blocks.append(_block("paragraph", line))
    return blocks


def _block(kind: BlockKind, text: str, level: int | None = None) -> Block:
    return Block(page=1, end_page=1, kind=kind, text=" ".join(text.split()), level=level)
