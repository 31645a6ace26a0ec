"""One line for what pydantic found wrong in a file that a user wrote."""

from pydantic import ValidationError


def first_problem(error: ValidationError) -> str:
    """Say where the first problem is ('mechanisme 2, voorbeelden'), what it is, and how many more there are."""
    first, *others = error.errors()
    place = ", ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    more = f" (and {len(others)} more)" if others else ""
    return f"{place + ': ' if place else ''}{first['msg'].removeprefix('Value error, ')}{more}"
