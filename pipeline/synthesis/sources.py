"""The reports as they are named in sentences and links."""

from collections import Counter

import polars as pl

from pipeline.synthesis.records import Source


def sources_of(documents: pl.DataFrame, *, first_number: int = 1) -> dict[str, Source]:
    """Return every report that was read (documenten.csv) by its path, numbered in order.

    A report without a title is called after its path, and so are, behind their title, reports with the same one.
    """
    rows = list(documents.select("document", "titel", "paginas", "zinnen").iter_rows())
    times = Counter(title.casefold() for _, title, _, _ in rows)
    return {
        path: Source(number, path, _name(path, title, alone=times[title.casefold()] == 1), pages, sentences)
        for number, (path, title, pages, sentences) in enumerate(rows, start=first_number)
    }


def _name(path: str, title: str, *, alone: bool) -> str:
    if not title:
        return path
    return title if alone else f"{title} ({path})"
