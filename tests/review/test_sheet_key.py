"""The key of a row: what a stranger can make of it is refused before anything is stored."""

import base64
import hashlib
import json
import zlib
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.codebook import Codebook
from pipeline.review.sheet_in import read_sheet
from pipeline.review.sheet_key import KeyCellError, Origin, pack, unpack
from tests.review.sheet_cases import fill, given_out, grid, item, save

ORIGIN = Origin("0a1b2c3d", datetime(2026, 3, 1, tzinfo=UTC), ("bomen", "water"))
PLACE = asdict(item().place)


def crafted(about: Any) -> str:
    """A key with a right checksum, whatever it holds."""
    packed = zlib.compress(json.dumps(about).encode("ascii"))
    return f"rd1-{hashlib.sha256(packed).hexdigest()[:16]}-{base64.urlsafe_b64encode(packed).decode('ascii')}"


def held(**changes: Any) -> dict[str, Any]:
    """What a key of ours holds, with changes to its item."""
    one = asdict(item()) | {"scores": {}, "role_scores": {}, "link": ""} | changes
    return {"item": one, "sheet": "0a1b2c3d", "made": "2026-03-01T00:00:00+00:00", "codes": ["bomen", "water"]}


WRONG = {
    "a page that is a text": held(place=PLACE | {"page": "x"}),
    "a page that is a truth": held(place=PLACE | {"page": True}),
    "a page that is a fraction": held(place=PLACE | {"page": 1.5}),
    "a page below nothing": held(place=PLACE | {"page": -1}),
    "a page of 5000 digits": held(place=PLACE | {"page": 10**4000}),
    "a fingerprint that is a number": held(place=PLACE | {"sha256": 5}),
    "a passage that is empty": held(text=" "),
    "a report that is empty": held(document=""),
    "a role that is nothing": held(role=None),
    "a mechanism that is a number": held(mechanisms=[1]),
    "a reason that is not known": held(picked="zomaar"),
    "a date before all dates": held() | {"made": "0001-01-01T00:00:00+05:00"},
    "a date without a zone": held() | {"made": "2026-03-01T00:00:00"},
    "a sheet that is a number": held() | {"sheet": 5},
    "codes that are a text": held() | {"codes": "bomen"},
    "no place": held(place=None),
    "a list": [],
}


def test_a_key_of_ours_is_read_as_it_was_made() -> None:
    one = item()
    found, origin = unpack([crafted(held())])
    assert (found.key, found.place, found.mechanisms, found.picked) == (one.key, one.place, one.mechanisms, one.picked)
    assert origin == ORIGIN == unpack(pack(one, ORIGIN))[1]


@pytest.mark.parametrize("name", WRONG)
def test_a_key_that_holds_something_else_is_refused(name: str) -> None:
    with pytest.raises(KeyCellError, match="does not hold a passage"):
        unpack([crafted(WRONG[name])])


def test_a_refused_key_is_a_fault_of_its_row_alone(codebook: Codebook, tmp_path: Path) -> None:
    path = fill(given_out([item(1), item(2)], codebook, tmp_path / "review.csv"), [{"akkoord": "ja"}] * 2)
    head, first, *rest = grid(path)
    first[head.index("sleutel")] = crafted(WRONG["a page that is a text"])
    found = read_sheet(save([head, first, *rest], path), codebook, [])
    assert [one.place.passage_id for one in found.decisions] == ["p2"]
    assert found.faults[0].startswith("row 2, nr 1: the hidden cell sleutel is damaged")
