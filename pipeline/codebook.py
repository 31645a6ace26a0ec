"""The codebook as data: mechanisms and roles with their definitions, anchors and indicator terms."""

import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import CodebookError
from pipeline.validation import first_problem

# Codes become columns in the summaries, beside these.
_COLUMN_NAMES = frozenset(
    "document titel paginas zinnen passages sterkste_mechanisme code naam documenten documenten_aandeel "
    "passages_aandeel draad aanwezig zwak stil sectie passage_id".split()
)
_COLUMN_FORM = re.compile(r".*_per_100_zinnen|citaat_.*")
_CODE_PATTERN = r"^[a-z][a-z0-9_]*$"


class Code(BaseModel):
    """One mechanism or role. Field names are the Dutch keys of the codebook file, which analysts edit.

    ``voorheen`` are the codes that it had before, or that were merged into it: codings with those count as this one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    code: str = Field(pattern=_CODE_PATTERN)
    naam: str = Field(min_length=1)
    definitie: str = Field(min_length=1)
    wel: str = ""
    niet: str = ""
    voorbeelden: tuple[str, ...] = Field(min_length=3)
    indicatoren: tuple[str, ...] = Field(min_length=1)
    generiek: bool = False
    voorheen: tuple[Annotated[str, Field(pattern=_CODE_PATTERN)], ...] = ()


class Split(BaseModel):
    """A code that was split into others: codings with it have to be looked at again.

    Until then they count as ``voorlopig``, or hold no longer when that is empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    code: str = Field(pattern=_CODE_PATTERN)
    naar: tuple[str, ...] = Field(min_length=2)
    voorlopig: str = ""


class Selection(BaseModel):
    """Which passages are meant: those with this mechanism, this role and one of these terms, as far as given.

    Terms are written as indicator terms are: '*' stands for the rest of a word.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    naam: str = Field(min_length=1)
    mechanisme: str = ""
    rol: str = ""
    termen: tuple[Annotated[str, Field(min_length=1)], ...] = ()

    @model_validator(mode="after")
    def _selects_something(self) -> "Selection":
        if not (self.mechanisme or self.rol or self.termen):
            raise ValueError(f"'{self.naam}' would select every sentence; give it a mechanisme, a rol or termen")
        return self


class LoopOfSteps(BaseModel):
    """Steps of which each leads to the next, and the last to the first."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    naam: str = Field(min_length=1)
    stap: tuple[Selection, ...] = Field(min_length=2)


class Tegenspraak(BaseModel):
    """Terms that say that a mechanism goes well or was solved, and what takes that back within the same clause."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    termen: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    behalve: tuple[Annotated[str, Field(min_length=1)], ...] = ()


class Codebook(BaseModel):
    """Mechanisms (a passage has zero or more) and roles (a passage has exactly one), in the order of the file.

    ``thema`` and ``lus`` only matter for the synthesis: what reports say within a mechanism or role, and the circle in
    which the one leads to the other. ``gesplitst`` and the former codes of a code say how older codings are read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    titel: str
    versie: str
    mechanisme: tuple[Code, ...] = Field(min_length=1)
    rol: tuple[Code, ...] = Field(min_length=2)
    thema: tuple[Selection, ...] = ()
    lus: LoopOfSteps | None = None
    tegenspraak: Tegenspraak = Tegenspraak()
    gesplitst: tuple[Split, ...] = ()

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "Codebook":
        codes = [*self.mechanisms, *self.roles]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"these codes stand in it twice: {', '.join(twice)}; give each code a name of its own")
        taken = sorted(code for code in codes if code in _COLUMN_NAMES or _COLUMN_FORM.fullmatch(code))
        if taken:
            raise ValueError(f"{', '.join(taken)} is the name of a column in the results; give the code another name")
        return self

    @model_validator(mode="after")
    def _selections_name_known_codes(self) -> "Codebook":
        for selection in (*self.thema, *(self.lus.stap if self.lus else ())):
            for code, known in ((selection.mechanisme, self.mechanisms), (selection.rol, self.roles)):
                if code and code not in known:
                    raise ValueError(f"'{selection.naam}' names {code}; there are {', '.join(known)}")
        return self

    @model_validator(mode="after")
    def _selections_can_be_told_apart(self) -> "Codebook":
        themes = [(theme.naam, theme.mechanisme, theme.rol) for theme in self.thema]
        steps = [step.naam for step in self.lus.stap] if self.lus else []
        twice = [key[0] for key in themes if themes.count(key) > 1] + [name for name in steps if steps.count(name) > 1]
        if twice:
            raise ValueError(f"'{twice[0]}' stands in it twice; give each theme and each step a name of its own")
        return self

    @model_validator(mode="after")
    def _former_codes_stand_for_one_thing(self) -> "Codebook":
        former = [code for entry in (*self.mechanisme, *self.rol) for code in entry.voorheen]
        former += [split.code for split in self.gesplitst]
        for code in former:
            if former.count(code) > 1 or code in (*self.mechanisms, *self.roles):
                raise ValueError(
                    f"'{code}' is a former code and stands for another thing too; codings would be unclear"
                )
        return self

    @model_validator(mode="after")
    def _splits_lead_to_known_codes(self) -> "Codebook":
        for split in self.gesplitst:
            if not any(set(split.naar) <= set(known) for known in (self.mechanisms, self.roles)):
                raise ValueError(
                    f"'{split.code}' was split into {', '.join(split.naar)}, which are not all of one kind"
                )
            if split.voorlopig and split.voorlopig not in split.naar:
                raise ValueError(f"'{split.voorlopig}' is none of what '{split.code}' was split into")
        return self

    @property
    def learnt(self) -> str:
        """What a model and its card are made from, as text; definitions, themes and the loop change no coding."""
        keys = {"code", "naam", "indicatoren"}
        codes = (code.model_dump_json(include=keys) for code in (*self.mechanisme, *self.rol))
        former = (f"{code} {current}" for code, current in self.current.items() if code != current)
        return "\n".join((self.titel, self.versie, *codes, *former))

    @cached_property
    def mechanisms(self) -> tuple[str, ...]:
        """The codes of the mechanisms."""
        return tuple(code.code for code in self.mechanisme)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The codes of the roles."""
        return tuple(code.code for code in self.rol)

    @cached_property
    def split(self) -> dict[str, Split]:
        """What became of the codes that were split."""
        return {split.code: split for split in self.gesplitst}

    @cached_property
    def current(self) -> dict[str, str]:
        """The code of today for every code of now and before; '' for one that was split and has nothing provisional."""
        entries = (*self.mechanisme, *self.rol)
        named = {code: entry.code for entry in entries for code in (entry.code, *entry.voorheen)}
        return named | {split.code: split.voorlopig for split in self.gesplitst}

    def name(self, code: str) -> str:
        """Return the Dutch name of a mechanism or role."""
        return next(entry.naam for entry in (*self.mechanisme, *self.rol) if entry.code == code)


def load_codebook(path: Path) -> Codebook:
    """Read and check a codebook.

    Raises CodebookError when the file is missing, is no TOML, or lacks what a codebook must hold; the message names
    the file, the entry and the key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise CodebookError(f"no codebook at {path}; give one with --codebook or put one there") from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise CodebookError(f"{path} is not valid TOML: {e}") from e
    try:
        return Codebook.model_validate(data)
    except ValidationError as e:
        raise CodebookError(f"{path}: {first_problem(e)}") from e
