"""The blocks of a report without the characters that a terminal or a page would obey, whatever reader gave them."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.obeyed import OBEYED, left_out
from pipeline.records import Block


def harmless(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Leave these characters out of every block, and blocks that hold nothing else; page breaks stay in their place."""
    clean = (_clean(block) if OBEYED.search(block.text) else block for block in blocks)
    return tuple(block for block in clean if block.text)


def _clean(block: Block) -> Block:
    breaks = tuple(len(left_out(block.text[:at])) for at in block.breaks)
    return replace(block, text=left_out(block.text), breaks=breaks)
