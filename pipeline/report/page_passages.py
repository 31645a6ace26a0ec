"""The coded passages as data in the page: a list per column, with numbers for what is said often."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.classify import score_column
from pipeline.report.links import Links
from pipeline.report.telling import surest
from pipeline.synthesis.records import Source, Synthesis

MOST = 20_000


def passage_data(synthesis: Synthesis, passages: pl.DataFrame | pl.LazyFrame, links: Links) -> dict[str, Any]:
    """Return the strongest passages (at most `MOST`), in reading order, and the names that their numbers stand for.

    ``mask`` has bit i for the i-th mechanism; ``chance`` lists, passage after passage, the probabilities in percent
    of the mechanisms that it has, in that order. ``paged`` reports take a page behind their address; ``document`` names
    a report in the address of a view. ``coded`` lists the rows that people coded, each with the numbers of ``coders``.
    """
    codes = [code for code, _ in synthesis.mechanisms]
    roles = [code for code, _ in synthesis.roles]
    kept = surest(passages, MOST)
    sections, places = _numbered(kept["sectie"].to_list())
    people = coders_of(passages)
    known = {source.document: place for place, source in enumerate(synthesis.sources)}
    return {
        "total": number_of(passages),
        "mechanisms": synthesis.mechanisms,
        "roles": synthesis.roles,
        "reports": [_report(source, links.to(source.document, 1)) for source in synthesis.sources],
        "sections": sections,
        "report": [known[document] for document in kept["document"]],
        "page": kept["pagina"].to_list(),
        "section": places,
        "mask": [sum(1 << codes.index(code) for code in own) for own in kept["mechanismen"]],
        "chance": _chances(kept, codes),
        "role": [roles.index(role) for role in kept["rol"]],
        "sure": _percents(kept["rol_kans"]),
        "ocr": [row for row, by_ocr in enumerate(kept["ocr"]) if by_ocr],
        "coders": people,
        "coded": [[row, *map(people.index, own)] for row, own in enumerate(kept["gecodeerd_door"]) if len(own)],
        "text": kept["passage"].to_list(),
    }


def number_of(passages: pl.DataFrame | pl.LazyFrame) -> int:
    """Return how many passages there are."""
    return int(passages.lazy().select(pl.len()).collect().item())


def coders_of(passages: pl.DataFrame | pl.LazyFrame) -> list[str]:
    """Return the names of those who coded a passage, sorted; none when the machine coded all of them."""
    people = passages.lazy().select("gecodeerd_door").explode("gecodeerd_door").drop_nulls().unique()
    return sorted(people.collect(engine="streaming").to_series().to_list())


def as_script_json(data: object) -> Markup:
    """Return JSON that can stand in a script element: no text in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Outside strings JSON has none of these three characters.
    return Markup(text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e"))


def _report(source: Source, address: str) -> dict[str, Any]:
    plain = address.removesuffix("#page=1")
    return {"document": source.document, "title": source.title, "address": plain, "paged": plain != address}


def _chances(passages: pl.DataFrame, codes: Sequence[str]) -> list[int]:
    columns = [_percents(passages[score_column(code)]) for code in codes]
    owned = passages["mechanismen"].to_list()
    return [columns[place][row] for row, own in enumerate(owned) for place, code in enumerate(codes) if code in own]


def _percents(chances: Iterable[float]) -> list[int]:
    return [round(100 * chance) for chance in chances]


def _numbered(values: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the different values in order of first appearance, and for every value its place among them."""
    places: dict[str, int] = {}
    numbers = [places.setdefault(value, len(places)) for value in values]
    return list(places), numbers
