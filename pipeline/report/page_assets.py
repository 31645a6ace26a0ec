"""The style and the script of the page: small files by concern, put together as one."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
_STYLES = ("colours", "text", "layout", "evidence", "figures", "heat", "tables", "passages", "print")
# Declarations first; main.js starts what the others declare.
_SCRIPTS = ("data", "filter", "sort", "address", "rows", "passages", "hints", "edges", "contents", "print", "main")


@cache
def style() -> str:
    """Return the style of the page."""
    return "\n".join(_read(f"{name}.css") for name in _STYLES)


@cache
def script(names: tuple[str, ...] = _SCRIPTS) -> str:
    """Return the script of a page, with a scope of its own: by default that of the rode draad."""
    body = "\n".join(_read(f"{name}.js") for name in names)
    return f'\n"use strict";\n(() => {{\n{body}}})();\n'


@cache
def script_hash(names: tuple[str, ...] = _SCRIPTS) -> str:
    """Return the hash by which the policy of the page knows its own script, so that no other can run."""
    return "sha256-" + b64encode(sha256(script(names).encode("utf-8")).digest()).decode("ascii")


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
