"""The key of a row: all that a decision on its passage needs, in characters that no spreadsheet changes.

Results may be renewed before a sheet comes back, and a spreadsheet takes '1-2' for a date and '007' for a number.
What the software reads back is therefore the key, and what a person saw is only compared with it.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from pipeline.codings import Place
from pipeline.review.records import Item, Picked

_VERSION = "rd1"
_MOST_IN_CELL = 32_000  # characters; Excel takes 32,767
_MOST_BYTES = 2**24
_CONTINUED = "rd+"  # no cell may begin with a character that makes it a number or a formula


class KeyCellError(ValueError):
    """A key that is cut off, changed or of another version."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The sheet that a row belongs to: a name of its own, when it was made (UTC), and the mechanisms it asked for."""

    sheet: str
    made: datetime
    codes: tuple[str, ...]


def pack(item: Item, origin: Origin) -> list[str]:
    """Return the cells that hold the key of an item, one or, for a very long passage, more."""
    held = asdict(item) | {"scores": {}, "role_scores": {}, "link": ""}
    about = {"item": held, "sheet": origin.sheet, "made": origin.made.isoformat(), "codes": origin.codes}
    packed = zlib.compress(json.dumps(about, separators=(",", ":")).encode("ascii"), 9)
    text = f"{_VERSION}-{_checksum(packed)}-{base64.urlsafe_b64encode(packed).decode('ascii')}"
    first, *rest = (text[start : start + _MOST_IN_CELL] for start in range(0, len(text), _MOST_IN_CELL))
    return [first, *(_CONTINUED + part for part in rest)]


def unpack(cells: Sequence[str]) -> tuple[Item, Origin]:
    """Return the item, without its probabilities and link, and the sheet that it stood in.

    Raises KeyCellError for anything that `pack` did not make.
    """
    text = "".join(cell.removeprefix(_CONTINUED) for cell in cells)
    version, _, rest = text.partition("-")
    checksum, _, body = rest.partition("-")
    if version != _VERSION:
        raise KeyCellError("the key is not one of this version")
    try:
        packed = base64.b64decode(body, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as e:
        raise KeyCellError("the key was changed or cut off") from e
    if _checksum(packed) != checksum:
        raise KeyCellError("the key was changed or cut off")
    return _read(packed)


def _checksum(packed: bytes) -> str:
    return hashlib.sha256(packed).hexdigest()[:16]


def _read(packed: bytes) -> tuple[Item, Origin]:
    """A key with a right checksum can still be made by a stranger: it is never unpacked without bounds."""
    try:
        about = json.loads(zlib.decompressobj().decompress(packed, _MOST_BYTES))
        origin = Origin(str(about["sheet"]), _utc(about["made"]), tuple(map(str, about["codes"])))
        return _item(about["item"]), origin
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as e:
        raise KeyCellError("the key does not hold a passage") from e


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _item(held: dict[str, Any]) -> Item:
    place = Place(**held["place"])
    lists = {"mechanisms": tuple(map(str, held["mechanisms"])), "picked": Picked(held["picked"]), "place": place}
    item = Item(**(held | lists))
    texts = (item.document, item.section, item.text, item.before, item.after, item.role, item.model, item.codebook)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a text is no text")
    return item
