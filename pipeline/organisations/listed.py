"""The list of Dutch public bodies: read and checked from ``corpus/organisaties.toml``."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import UsageError
from pipeline.validation import first_problem


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(_Entry):
    """One body: its canonical name, its kind, and every other way to write it. Capitals matter."""

    naam: str = Field(min_length=2)
    soort: str = Field(min_length=2)
    aliassen: tuple[str, ...] = ()


class OrganisationPattern(_Entry):
    """Bodies that are named by a word and a place: 'gemeente Utrecht'.

    ``woorden`` are the words that stand before the name, with either a small or a capital first letter. Every name of
    one capitalised word is recognised; ``namen`` lists those that are longer ('Bergen op Zoom') or that do not start
    with a capital. The canonical name is ``naam``, a space and the name.
    """

    naam: str = Field(min_length=2)
    soort: str = Field(min_length=2)
    woorden: tuple[str, ...] = Field(min_length=1)
    namen: tuple[str, ...] = ()


class OrganisationList(_Entry):
    """All bodies of one file. No alias may lead to two bodies."""

    organisatie: tuple[Organisation, ...] = ()
    patroon: tuple[OrganisationPattern, ...] = ()

    @model_validator(mode="after")
    def _forms_are_unique(self) -> "OrganisationList":
        self.names()
        return self

    def names(self) -> dict[str, str]:
        """Return every written form with the canonical name that it stands for.

        Raises ValueError when a form stands for two bodies.
        """
        forms: dict[str, str] = {}
        for form, name in self._forms():
            if forms.setdefault(form, name) != name:
                raise ValueError(f"{form!r} is an alias of both {forms[form]!r} and {name!r}; give it to one of them")
        return forms

    def _forms(self) -> Iterator[tuple[str, str]]:
        for body in self.organisatie:
            for form in (body.naam, *body.aliassen):
                yield from ((written, body.naam) for written in _both_cases(form))
        for pattern in self.patroon:
            for word in pattern.woorden:
                for place in pattern.namen:
                    yield from ((written, f"{pattern.naam} {place}") for written in _both_cases(f"{word} {place}"))


def _both_cases(form: str) -> set[str]:
    """A name of several words may open a sentence; a name of one word is taken as written."""
    first, _, rest = form.partition(" ")
    return {form, first[0].upper() + form[1:]} if rest and first.islower() else {form}


def read_organisations(path: Path) -> OrganisationList:
    """Read and check a file of organisations.

    Raises:
        UsageError: the file is missing, is no TOML, or has an entry with a wrong key, type or alias.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as e:
        raise UsageError(f"no list of organisations at {path}: {e.strerror}; give an existing file") from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise UsageError(f"{path} is not valid TOML: {e}") from e
    try:
        return OrganisationList.model_validate(data)
    except ValidationError as e:
        raise UsageError(f"{path}: {first_problem(e)}") from e
