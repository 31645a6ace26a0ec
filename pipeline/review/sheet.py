"""The review sheet: the queue as a workbook or CSV that a person fills in."""

import posixpath
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline.atomic import replacing
from pipeline.codebook import Codebook
from pipeline.errors import UsageError
from pipeline.report.links import Links
from pipeline.review.records import Item
from pipeline.review.sheet_csv import write_rows
from pipeline.review.sheet_key import Origin
from pipeline.review.sheet_workbook import write_workbook

_WRITERS = {".xlsx": write_workbook, ".csv": write_rows}


def write_sheet(items: Sequence[Item], codebook: Codebook, path: Path, *, results: Path, coder: str = "") -> Path:
    """Write a sheet for these items, a workbook or a CSV by the name of ``path``, and return where it stands.

    A file that is there already may have been filled in: 'review-2.xlsx' is written in place of 'review.xlsx'.
    ``results`` is the folder that the links of the items start from; in the sheet they start from where it lies.
    Raises UsageError for another kind of file.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise UsageError(f"{path}: a review sheet is an .xlsx or a .csv; give it one of these names")
    origin = Origin(secrets.token_hex(4), datetime.now(UTC), codebook.mechanisms)
    links = [link_from(path.parent, results, item.link) for item in items]
    free = free_path(path)
    with replacing(free) as draft:
        write(items, links, codebook, draft, origin=origin, coder=coder)
    return free


def free_path(path: Path) -> Path:
    """Return ``path``, or when something is there the first of 'review-2.xlsx', 'review-3.xlsx' that is free."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def link_from(folder: Path, results: Path, link: str) -> str:
    """Return a link that starts in ``results`` as one that starts in ``folder``; one with a full address stays."""
    base = Links.between(folder, results).base
    if "://" in link:
        return link
    place, mark, page = f"{base}/{link}".partition("#")
    return (place if "://" in base else posixpath.normpath(place)) + mark + page
