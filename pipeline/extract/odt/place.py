"""Where a paragraph of an OpenDocument text stands."""

from dataclasses import dataclass

from pipeline.records import Zone

INDEX_ZONES: dict[str, Zone] = {
    "table-of-content": "contents",
    "illustration-index": "contents",
    "table-index": "contents",
    "object-index": "contents",
    "user-index": "contents",
    "alphabetical-index": "contents",
    "bibliography": "references",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its zone, and the list that gives it a marker, if it is the first of an item."""

    zone: Zone = "body"
    list_style: str = ""
    level: int = 0
    marked: bool = False
    start: str = ""
