"""One plain line for what is wrong in a file that a user wrote: where, what was found, and what was needed."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_LONGEST = 60
# What a value must be, by the kind of problem as pydantic names it; braces stand for the limits that it gives.
_NEEDED = {
    "string_type": "needed text between quotes",
    "int_type": "needed a whole number",
    "int_parsing": "needed a whole number",
    "int_from_float": "needed a whole number",
    "float_type": "needed a number",
    "float_parsing": "needed a number",
    "bool_type": "needed true or false",
    "bool_parsing": "needed true or false",
    "tuple_type": "needed a list, between square brackets",
    "list_type": "needed a list, between square brackets",
    "dict_type": "needed a table of keys and values",
    "model_type": "needed a table of keys and values",
    "dataclass_type": "needed a table of keys and values",
    "path_type": "needed a path between quotes",
    "date_from_datetime_parsing": "needed a date, such as 2026-03-01",
    "date_type": "needed a date, such as 2026-03-01",
    "literal_error": "needed {expected}",
    "enum": "needed {expected}",
    "greater_than": "needed more than {gt}",
    "greater_than_equal": "needed {ge} or more",
    "less_than": "needed less than {lt}",
    "less_than_equal": "needed {le} or less",
    "too_short": "needed {min_length} or more",
    "too_long": "needed {max_length} at most",
    "string_too_short": "needed {min_length} or more characters, outer spaces not counted",
    "string_too_long": "needed {max_length} characters at most",
}
_ABOUT_LENGTH = {"too_short", "too_long"}
_UNKNOWN_KEY = {"extra_forbidden", "unexpected_keyword_argument"}  # in a model, in a dataclass


def first_problem(error: ValidationError) -> str:
    """Say where the first problem is ('mechanisme, 2, voorbeelden'), what it is, and how many more there are."""
    first, *others = error.errors()
    place = ", ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    more = f" (and {len(others)} more)" if others else ""
    return f"{place + ': ' if place else ''}{_said(first)}{more}"


def _said(problem: Mapping[str, Any]) -> str:
    kind = problem["type"]
    if kind == "missing":
        return "it is missing; add it"
    if kind in _UNKNOWN_KEY:
        return "this key is not known here; look for a typing error, or leave it out"
    if kind not in _NEEDED:  # the checks of our own types say it all themselves
        return str(problem["msg"]).removeprefix("Value error, ")
    limits = problem.get("ctx", {})
    found = f"{limits['actual_length']} in the list" if kind in _ABOUT_LENGTH else _shown(problem["input"])
    return f"found {found}, {_NEEDED[kind].format(**limits)}"


def _shown(value: object) -> str:
    """A value as the file has it, cut off where it is long."""
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
