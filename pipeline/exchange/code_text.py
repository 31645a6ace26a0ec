"""A code of our codebook as the description of a code in another tool: read by people there, and by us on its return.

A line ``word: value`` or ``word:`` with what belongs to it below, indented by two spaces; items of a list begin with a
dash. Whatever a value holds, it begins no line of its own without that indent, so nothing is mistaken for a field.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.codebook import Code

_FIELD = re.compile(r"([a-z]+):[ \t]*(.*)")
_TEXTS = ("definitie", "wel", "niet")
_LISTS = ("voorbeelden", "indicatoren")
_INDENT = "  "


def code_text(code: Code) -> str:
    """Return all of a code but its name, for `fields_in`."""
    lines = [f"code: {code.code}"]
    for name in _TEXTS:
        if value := getattr(code, name):
            lines += text_lines(name, value)
    for name in _LISTS:
        lines.append(f"{name}:")
        for item in getattr(code, name):
            lines += _item(item)
    return "\n".join([*lines, *(["generiek: ja"] if code.generiek else [])])


def text_lines(name: str, value: str) -> list[str]:
    """Return a field with its text below it."""
    return [f"{name}:", *(f"{_INDENT}{line}" for line in value.split("\n"))]


def _item(item: str) -> list[str]:
    first, *others = item.split("\n")
    return [f"{_INDENT}- {first}", *(f"{_INDENT * 2}{line}" for line in others)]


def fields_in(description: str) -> dict[str, str | list[str]]:
    """Return the fields of a description that `code_text` wrote, as far as they are there; empty for another text.

    What a tool did to the ends of lines does not matter.
    """
    lines = description.replace("\r\n", "\n").strip("\n").split("\n")
    if not (lines[0].startswith("code:") or lines[0].startswith("groep:")):
        return {}
    blocks: dict[str, list[str]] = {}
    values: dict[str, str] = {}
    name = ""
    for line in lines:
        if found := _FIELD.match(line):
            name = found[1]
            blocks[name], values[name] = [], found[2].strip()
        elif name:
            blocks[name].append(line)
    return {name: _value(name, values[name], block) for name, block in blocks.items()}


def _value(name: str, value: str, block: Sequence[str]) -> str | list[str]:
    if name in _LISTS:
        return _items(block)
    return value or "\n".join(line.removeprefix(_INDENT) for line in block)


def _items(block: Sequence[str]) -> list[str]:
    items: list[str] = []
    for line in block:
        if line.startswith(f"{_INDENT}-") and not line.startswith(_INDENT * 2):
            items.append(line[len(_INDENT) + 2 :])
        elif items:
            items[-1] += "\n" + line.removeprefix(_INDENT * 2)
    return items


def as_code(name: str, fields: Mapping[str, str | list[str]]) -> dict[str, object]:
    """Return what a codebook file says of a code, in the order of our files; fields that are unknown are left out."""
    plain: dict[str, object] = {"code": fields.get("code", ""), "naam": name}
    plain |= {key: fields[key] for key in (*_TEXTS, *_LISTS) if fields.get(key)}
    return plain | ({"generiek": True} if fields.get("generiek") == "ja" else {})
