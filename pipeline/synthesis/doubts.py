"""What the model is not sure of, said before a reader has to find out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from pipeline.decisions.people import BY_PEOPLE
from pipeline.records import NOTHING_MISSED, Status
from pipeline.synthesis.dutch import capital, in_words, listed, of_things, percent
from pipeline.synthesis.evidence import strongest
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Claim, CodeQuality, Evidence, Thread
from pipeline.synthesis.themes import certainty

UNSURE = 10
_POOR = 0.6


def doubts(material: Material, threads: Sequence[Thread], quality: Sequence[CodeQuality]) -> tuple[Claim, ...]:
    """Return one sentence on everything that a reader should doubt."""
    return (
        *_unread(material),
        *_left_out(material),
        *_twice(material),
        *_weak(threads),
        *_poor(material, quality),
        *_by_ocr(material),
        *_against(material),
    )


def unsure(material: Material) -> tuple[Evidence, ...]:
    """Return the coded passages of which the classifier is least sure: what an analyst should judge first."""
    found = strongest(material.coded.filter(~BY_PEOPLE), -certainty(material.codebook), material.sources, UNSURE)
    return tuple(replace(passage, score=-passage.score) for passage in found)


def _unread(material: Material) -> Iterator[Claim]:
    status = material.tables["status"]
    unread = status.filter(~pl.col("status").is_in(NOTHING_MISSED))
    if unread.height:
        counts = unread.group_by("status", maintain_order=True).len()
        kinds = listed([f"{in_words(count)} keer ‘{kind.replace('_', ' ')}’" for kind, count in counts.iter_rows()])
        verb = "is" if unread.height == 1 else "zijn"
        what = of_things(unread.height, "bestand", "bestanden")
        yield Claim(
            f"{capital(what)} {verb} niet gelezen ({kinds}); wat daarin staat, telt nergens mee.", table="status"
        )
    unreadable = pl.any_horizontal(pl.col("paginas_gescand", "paginas_onleesbaar").str.len_chars() > 0)
    partly = status.filter(pl.col("status") == Status.OK.value).filter(unreadable).height
    if partly:
        what = "een deel van de pagina’s niet gelezen, omdat zij gescand of onleesbaar zijn"
        yield Claim(f"In {of_things(partly, 'rapport', 'rapporten')} is {what}.", table="status")


def _left_out(material: Material) -> Iterator[Claim]:
    """Copies of other reports, which were not coded."""
    copies = material.tables["status"].filter(pl.col("status") == Status.DUPLICATE.value).height
    if copies:
        verb, counts = ("is", "telt") if copies == 1 else ("zijn", "tellen")
        what = capital(of_things(copies, "bestand", "bestanden"))
        yield Claim(
            f"{what} {verb} geheel of bijna gelijk aan een ander in de map, en {counts} niet mee.", table="status"
        )


def _twice(material: Material) -> Iterator[Claim]:
    """Files with the same content count as reports of their own."""
    hashes = [digest for path, digest in material.manifest.get("inputs", {}).items() if path in material.sources]
    copies = len(hashes) - len(set(hashes))
    if copies:
        verb = "is" if copies == 1 else "zijn"
        yield Claim(
            f"{capital(of_things(copies, 'rapport', 'rapporten'))} {verb} gelijk aan een ander in de map, en "
            f"{'telt' if copies == 1 else 'tellen'} dubbel mee.",
            table="documenten",
        )


def _weak(threads: Sequence[Thread]) -> Iterator[Claim]:
    cells = [cell for thread in threads for cell in thread.cells]
    weak = [cell for cell in cells if cell.verdict == "zwak"]
    if weak:
        yield Claim(
            f"In {in_words(len(weak))} van de {in_words(len(cells))} vakken van de tabel ‘Rapport bij mechanisme’ is "
            "het oordeel ‘zwak’: er zijn te weinig of te onzekere passages voor ‘aanwezig’ of ‘stil’.",
            table="aanwezigheid",
        )


def _poor(material: Material, quality: Sequence[CodeQuality]) -> Iterator[Claim]:
    poor = [one for one in quality if one.f1 and one.f1.value < _POOR]
    if not poor:
        return
    parts = [f"‘{one.name}’ ({percent(one.precision)} juist, {percent(one.recall)} gevonden)" for one in poor]
    loop = material.codebook.lus
    steps = {code for step in loop.stap for code in (step.mechanisme, step.rol)} if loop else set()
    which = "deze code" if len(poor) == 1 else "deze codes"
    leaning = f" De lus leunt mede op {which}." if steps & {one.code for one in poor} else ""
    verb = "wordt" if len(poor) == 1 else "worden"
    yield Claim(
        f"Slecht herkend {verb} {listed(parts)}: controleer daar elk citaat.{leaning}",
        table="kwaliteit",
    )


def _against(material: Material) -> Iterator[Claim]:
    if material.codebook.tegenspraak.termen:
        yield Claim(
            "Tegengeluid wordt gezocht met termen uit het codeboek en vaker gemist dan gevonden: waar er geen staat, "
            "kan het er toch zijn.",
            table="passages",
        )


def _by_ocr(material: Material) -> Iterator[Claim]:
    share = float(material.coded.select(pl.col("ocr").mean()).collect(engine="streaming").item() or 0.0)
    if share:
        yield Claim(
            f"Van de aangewezen passages is {percent(share)} van een afbeelding gelezen; daar zitten leesfouten in.",
            table="passages",
        )
