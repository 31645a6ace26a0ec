"""A codebook file made of what another tool knows of its codes; what our codebook needs besides is marked in it."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from pipeline.atomic import write_text
from pipeline.codebook import Codebook
from pipeline.errors import UsageError
from pipeline.validation import first_problem

_MARK = "# AANVULLEN: "
_NEEDED = {
    "definitie": ('""', "wat de code omvat"),
    "voorbeelden": ("[]", "ten minste drie zinnen die deze code krijgen"),
    "indicatoren": ("[]", "ten minste één woord dat op de code wijst; een * staat voor de rest van een woord"),
}
_HEAD = """\
# Gemaakt uit een codeboek van een ander programma (.qdc). Thema's, de lus en tegenspraak staan daar niet in.
"""


@dataclass
class Draft:
    """What a codebook file is to hold; codes that a file has twice are numbered."""

    name: str
    title: str = ""
    version: str = ""
    mechanisms: list[dict[str, object]] = field(default_factory=list)
    roles: list[dict[str, object]] = field(default_factory=list)

    def about(self, fields: Mapping[str, str | list[str]]) -> None:
        """Take title and version from the description of a group of ours."""
        self.title = str(fields.get("titel", self.title))
        self.version = str(fields.get("versie", self.version))

    def add(self, code: dict[str, object], *, is_role: bool) -> None:
        """Add a code under a name of its own."""
        wanted = str(code["code"])
        wanted = wanted if wanted[:1].isalpha() else f"code_{wanted}"
        taken = {other["code"] for other in (*self.mechanisms, *self.roles)}
        names = [wanted, *(f"{wanted}_{number}" for number in range(2, len(taken) + 3))]
        free = next(name for name in names if name not in taken)
        (self.roles if is_role else self.mechanisms).append(code | {"code": free})

    def to_toml(self) -> str:
        """Return the file; what a code lacks is there, empty and marked, so that the codebook is refused until then."""
        lines = [_HEAD, f"titel = {_toml(self.title or self.name)}", f"versie = {_toml(self.version or '1')}"]
        for kind, codes in (("mechanisme", self.mechanisms), ("rol", self.roles)):
            if not codes:
                lines += ["", f"{_MARK}hier ontbreken codes [[{kind}]]; zie docs/exchange.md"]
            for code in codes:
                lines += ["", f"[[{kind}]]", *_code_lines(code)]
        return "\n".join(lines) + "\n"

    def problem(self) -> str:
        """Return what the codebook still lacks, as its reader says it; '' when it is whole."""
        try:
            Codebook.model_validate(tomllib.loads(self.to_toml()))
        except ValidationError as e:
            return first_problem(e)
        return ""

    def save(self, path: Path) -> None:
        """Write the file; raise UsageError when there is another one already."""
        if path.exists() and path.read_text(encoding="utf-8") != self.to_toml():
            raise UsageError(f"{path} exists already and is not overwritten; give another file with --to")
        write_text(path, self.to_toml())


def _code_lines(code: Mapping[str, object]) -> list[str]:
    lines = [f"{key} = {_toml(value)}" for key, value in code.items()]
    missing = [key for key, (empty, _) in _NEEDED.items() if not code.get(key) and empty]
    return lines + [f"{key} = {_NEEDED[key][0]}  {_MARK}{_NEEDED[key][1]}" for key in missing]


def _toml(value: object) -> str:
    """JSON strings, lists and truth are TOML too, but for the one control character that JSON lets through."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
