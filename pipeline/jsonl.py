"""Sentences in and codings out as JSON Lines, for the commands classify and evaluate."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from pipeline.atomic import replacing
from pipeline.errors import UsageError
from pipeline.records import Sentence
from pipeline.validation import first_problem

_Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class SentenceLine(BaseModel):
    """A sentence to be coded. Other keys are ignored; a neighbour may be missing or null."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str | int
    text: str
    before: _Text = ""
    after: _Text = ""
    section: _Text = ""

    @property
    def sentence(self) -> Sentence:
        """What the classifier sees of it."""
        return Sentence(self.text, self.before, self.after)


class CodedLine(SentenceLine):
    """A sentence with the codes that people gave it, and the document it comes from."""

    mechanisme: tuple[str, ...]
    rol: str
    document: str


Line = TypeVar("Line", bound=BaseModel)


def read_lines(path: Path, kind: type[Line]) -> list[Line]:
    """Read a file of one JSON object per line; blank lines are skipped.

    Raises UsageError when the file is missing, or a line is no JSON or lacks a key; the message names the line.
    """
    if not path.is_file():
        raise UsageError(f"no file {path}; give a JSON Lines file with id and text on every line")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as e:
        raise UsageError(f"{path} is not UTF-8: {e}; save it as UTF-8") from e
    return [_parsed(path, number, line, kind) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _parsed(path: Path, number: int, line: str, kind: type[Line]) -> Line:
    try:
        return kind.model_validate_json(line)
    except ValidationError as e:
        raise UsageError(f"{path}, line {number}: {first_problem(e)}") from e


def write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> int:
    """Write one JSON object per line, whole or not at all; return how many."""
    count = 0
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as handle:
        for line in lines:
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count
