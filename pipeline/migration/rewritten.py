"""The file of a codebook with another content and everything else as it stood: comments, order, blank lines.

The text is cut into statements, and only those that differ are replaced. The result is read again and has to be the
codebook that was meant; a file that is written in a way we do not see through is refused, never half changed.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ValidationError

from pipeline.codebook import Code, Codebook, Split
from pipeline.errors import CodebookError

_HEADER = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]")
_WIDTH = 120
_LONG = 60


@dataclass
class Block:
    """A header with what stands under it: statements by key, in between comments and blank lines under the key ''."""

    header: str
    statements: list[tuple[str, str]] = field(default_factory=list)

    def set(self, key: str, value: object) -> None:
        """Replace the statement of a key, or put it below the others; an empty value takes it away."""
        text = f"{key} = {_toml(value)}" if value else ""
        at = next((place for place, (name, _) in enumerate(self.statements) if name == key), None)
        if at is not None:
            self.statements[at : at + 1] = [(key, text)] if text else []
        elif text:
            last = max((place for place, (name, _) in enumerate(self.statements) if name), default=0)
            self.statements.insert(last + 1, (key, text))

    def clear(self) -> None:
        """Take away the header and all that is said, but not the comments below, which belong to what follows."""
        last = max(place for place, (name, _) in enumerate(self.statements) if name)
        blank = self.statements[last + 1 : last + 2] == [("", "")]
        del self.statements[: last + 1 + blank]


def rewritten(text: str, old: Codebook, new: Codebook, heirs: Mapping[str, tuple[Code, ...]]) -> str:
    """Return the text of ``old`` as one of ``new``; ``heirs`` says which entries stand in the place of which.

    Raises CodebookError when that cannot be done without a risk.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    blocks = _blocks(text.replace("\r\n", "\n"))
    _update(blocks, "", [old], [new], ("versie",))
    for kind, entries in (("mechanisme", old.mechanisme), ("rol", old.rol)):
        _entries([block for block in blocks if block.header == kind], entries, heirs)
    _update(blocks, "thema", old.thema, new.thema, ("mechanisme", "rol"))
    if old.lus and new.lus:
        _update(blocks, "lus.stap", old.lus.stap, new.lus.stap, ("mechanisme", "rol"))
    if old.gesplitst != new.gesplitst:
        _replace_splits(blocks, new.gesplitst)
    made = "\n".join(text for block in blocks for _, text in block.statements)
    _prove(made, new)
    return made.replace("\n", newline)


def _blocks(text: str) -> list[Block]:
    blocks = [Block("")]
    for key, statement in _statements(text.split("\n")):
        header = _HEADER.match(statement) if key else None
        if header:
            blocks.append(Block(header[1]))
        blocks[-1].statements.append((key, statement))
    return blocks


def _statements(lines: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Cut into the shortest runs of lines that are TOML by themselves, each with the key or table that it names."""
    start = 0
    for end in range(1, len(lines) + 1):
        text = "\n".join(lines[start:end])
        try:
            named = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue
        yield next(iter(named), ""), text
        start = end
    if start < len(lines):
        raise CodebookError("the codebook is not valid TOML")


def _update(
    blocks: Sequence[Block], header: str, old: Sequence[BaseModel], new: Sequence[BaseModel], keys: Iterable[str]
) -> None:
    for block, before, after in zip((b for b in blocks if b.header == header), old, new, strict=False):
        for key in keys:
            if getattr(before, key) != getattr(after, key):
                block.set(key, getattr(after, key))


def _entries(blocks: Sequence[Block], entries: Sequence[Code], heirs: Mapping[str, tuple[Code, ...]]) -> None:
    """Give every block the first heir of its code, and put the other heirs below it."""
    for block, entry in zip(blocks, entries, strict=False):
        first, *others = heirs[entry.code] or (None,)
        if first is None:
            block.clear()
            continue
        _update([block], block.header, [entry], [first], Code.model_fields)
        last = max(place for place, (name, _) in enumerate(block.statements) if name)
        block.statements[last + 1 : last + 1] = [("", _entry(block.header, other)) for other in others]


def _entry(header: str, entry: BaseModel) -> str:
    given = {name: value for name, value in entry if value}
    return "\n".join(["", f"[[{header}]]", *(f"{name} = {_toml(value)}" for name, value in given.items())])


def _replace_splits(blocks: list[Block], splits: Sequence[Split]) -> None:
    for block in blocks:
        if block.header == "gesplitst":
            block.clear()
    while blocks[-1].statements and blocks[-1].statements[-1] == ("", ""):
        blocks[-1].statements.pop()
    blocks[-1].statements += [("", _entry("gesplitst", split)) for split in splits] + [("", "")]


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)  # a string of JSON is one of TOML
    items = [_toml(item) for item in value] if isinstance(value, Sequence) else []
    line = f"[{', '.join(items)}]"
    return line if len(line) < _WIDTH - len("indicatoren = ") else "\n".join(["[", *_lines(items), "]"])


def _lines(items: Sequence[str]) -> list[str]:
    """Words together on a line, a sentence on a line of its own."""
    lines = [""]
    for item in items:
        if len(lines) > 1 and len(lines[-1]) + len(item) + len("   ,") < _WIDTH and max(map(len, items)) < _LONG:
            lines[-1] += f" {item},"
        else:
            lines.append(f"  {item},")
    return lines[1:]


def _prove(text: str, meant: Codebook) -> None:
    try:
        found = Codebook.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError):
        found = None
    if found != meant:
        raise CodebookError(
            "this codebook is written in a way that cannot be changed safely, and was left as it was; write every "
            "mechanism, role, theme and step as a table of its own ([[mechanisme]], [[rol]], [[thema]], [[lus.stap]])"
        )
