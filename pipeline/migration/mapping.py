"""The mapping file: what becomes of the codes of a codebook."""

import tomllib
from collections import Counter
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.codebook import Code
from pipeline.errors import CodebookError
from pipeline.validation import first_problem


class _Texts(BaseModel):
    """What an entry of the codebook says; what is not given stays as it was."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    naam: str | None = None
    definitie: str | None = None
    wel: str | None = None
    niet: str | None = None
    voorbeelden: tuple[str, ...] | None = None
    indicatoren: tuple[str, ...] | None = None

    @property
    def texts(self) -> dict[str, object]:
        """What was given, by the key of the codebook."""
        given = {name: getattr(self, name) for name in _Texts.model_fields}
        return {name: value for name, value in given.items() if value is not None}


class Rename(_Texts):
    """A code gets another name."""

    van: str
    naar: str


class Merge(_Texts):
    """Codes become one: one of them, or a new one in the place of the first, with the examples and terms of all."""

    van: tuple[str, ...] = Field(min_length=2)
    naar: str


class SplitUp(BaseModel):
    """A code becomes several: new entries, or the names of codes that are there already.

    Until a coding with it has been looked at again it counts as ``voorlopig``, or holds no longer. ``themas`` says by
    name to which code a theme or step goes; those it does not name go to ``voorlopig``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    van: str
    naar: tuple[Code | str, ...] = Field(min_length=2)
    voorlopig: str = ""
    themas: dict[str, str] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        """What it is split into."""
        return tuple(entry if isinstance(entry, str) else entry.code for entry in self.naar)

    @model_validator(mode="after")
    def _leads_to_its_own_codes(self) -> "SplitUp":
        for code in (*self.themas.values(), *([self.voorlopig] if self.voorlopig else [])):
            if code not in self.codes:
                raise ValueError(f"'{code}' is none of what '{self.van}' is split into: {', '.join(self.codes)}")
        return self


class Mapping(BaseModel):
    """Everything that becomes of a codebook at once: each code is in one step, by the name that it has now.

    ``versie`` is that of the new codebook; when it is empty and the old one is a number, the next number.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    versie: str = ""
    hernoem: tuple[Rename, ...] = ()
    voeg_samen: tuple[Merge, ...] = ()
    splits: tuple[SplitUp, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """The codes that something becomes of."""
        merged = (code for merge in self.voeg_samen for code in merge.van)
        return (*(rename.van for rename in self.hernoem), *merged, *(split.van for split in self.splits))

    @model_validator(mode="after")
    def _each_code_once(self) -> "Mapping":
        twice = [code for code, count in Counter(self.changed).items() if count > 1]
        if twice:
            raise ValueError(f"'{twice[0]}' is in two steps; let one step do it, or use two files one after the other")
        if not self.changed:
            raise ValueError("it changes nothing; give it [[hernoem]], [[voeg_samen]] or [[splits]]")
        return self


def load_mapping(path: Path) -> Mapping:
    """Read and check a mapping file.

    Raises CodebookError when the file is missing, is no TOML, or lacks what a mapping must hold.
    """
    try:
        return Mapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as e:
        raise CodebookError(
            f"no mapping at {path}; give a TOML file with [[hernoem]], [[voeg_samen]] or [[splits]]"
        ) from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise CodebookError(f"{path} is not valid TOML: {e}") from e
    except ValidationError as e:
        raise CodebookError(f"{path}: {first_problem(e)}") from e
