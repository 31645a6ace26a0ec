"""What our own files say of a coding beyond what a format has a place for, and its labels."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pipeline.codings import CodedPassage
from pipeline.codings.cells import codes_in_cell
from pipeline.codings.columns import COLUMNS, to_row

# What says on which passage a decision is, and where that stands; the first four are for who reads along.
OF_PASSAGE = (
    *("document", "ervoor", "erna", "sectie"),
    *("passage_id", "pagina", "blok", "start", "eind", "rapport_sha256"),
)
KEY = "rodedraad"  # of the object that holds the details, in every JSON format
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def details_of(passage: CodedPassage) -> dict[str, str]:
    """Return the cells of a decision by column, without the text and without empty cells."""
    return {name: cell for name, cell in to_row(passage).items() if cell and name != "text"}


def labels_of(passage: CodedPassage) -> tuple[str, ...]:
    """Return the codes of a decision: its mechanisms and then its role."""
    return (*passage.mechanisms, *((passage.role,) if passage.role else ()))


def found_in(value: object) -> dict[str, str]:
    """Return the details in a value that a file holds under `KEY`, as far as they are ours."""
    if not isinstance(value, Mapping):
        return {}
    return {name: cell for name, cell in value.items() if name in COLUMNS and isinstance(cell, str)}


def packed(value: Any) -> str:
    """Return JSON on one line that may stand in XML 1.0, whatever characters the value holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def codes_in(details: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes that details name: mechanisms and then the role."""
    return codes_in_cell(f"{details.get('mechanismen', '')},{details.get('rol', '')}")
