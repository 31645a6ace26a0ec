"""Reports in the addresses that lead to them."""

from urllib.parse import quote

from pipeline.obeyed import name_behind


def in_address(document: str) -> str:
    """Return a report (its path in the folder, as `obeyed.as_name` writes it) as part of an address."""
    return quote(name_behind(document), errors="surrogateescape")
