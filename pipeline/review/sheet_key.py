"""The key of a row: all that a decision on its passage needs, in characters that no spreadsheet changes.

Results may be renewed before a sheet comes back, and a spreadsheet takes '1-2' for a date and '007' for a number.
What is read back is therefore the key, and what a person saw is only compared with it.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from pydantic import AwareDatetime, TypeAdapter

from pipeline.review.records import Item

_VERSION = "rd1"
_MOST_IN_CELL = 32_000  # characters; Excel takes 32,767
_MOST_BYTES = 2**24
_MOST = 2**53  # a page or position; a larger number is no longer the same in every program
_CONTINUED = "rd+"  # no cell may begin with a character that makes it a number or a formula


class KeyCellError(ValueError):
    """A key that is cut off, changed or of another version."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The sheet that a row belongs to: a name of its own, when it was made (UTC), and the mechanisms it asked for."""

    sheet: str
    made: datetime
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the key holds; it is checked against these types, and nothing is taken for another type."""

    item: Item
    sheet: str
    made: AwareDatetime
    codes: tuple[str, ...]


_HELD = TypeAdapter(_Held)


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
    """A key with a right checksum can still be made by a stranger: it is never unpacked or believed without bounds."""
    try:
        held = _HELD.validate_json(zlib.decompressobj().decompress(packed, _MOST_BYTES), strict=True)
        made = held.made.astimezone(UTC)
    except (zlib.error, ValueError, OverflowError) as e:
        raise KeyCellError("the key does not hold a passage") from e
    place = held.item.place
    numbers = [number for number in (place.page, place.block, place.start, place.end) if number is not None]
    if not (held.item.text.strip() and held.item.document.strip() and all(0 <= one < _MOST for one in numbers)):
        raise KeyCellError("the key does not hold a passage that can be stored")
    return held.item, Origin(held.sheet, made, held.codes)
