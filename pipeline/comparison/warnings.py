"""Why a difference may come from something else than the reports, said before a reader draws a conclusion."""

from collections.abc import Iterator

import polars as pl

from pipeline.comparison.folder import Results
from pipeline.comparison.records import Documents, Table
from pipeline.records import NOTHING_MISSED
from pipeline.synthesis.dutch import capital, in_words, listed, of_things
from pipeline.synthesis.records import Claim

Two = tuple[Results, Results]

_FEW = 10
_NAMED = 4
# What a setting decides; other settings (paths, workers) do not change results.
_SETTINGS = {
    "extract": "het lezen van bestanden",
    "segment": "het verdelen in zinnen",
    "model": "het trainen",
    "synthesis": "het oordeel over aanwezigheid",
}


def warnings(sides: Two, documents: Documents) -> tuple[Claim, ...]:
    """Return one sentence on every reason for doubt, the gravest first."""
    return (*_software(sides), *_mechanisms(sides), *_names(sides), *_same(documents), *_unread(sides), *_few(sides))


def version_of(side: Results) -> str:
    """Return the version of the software that made a side."""
    return str(side.manifest["versions"].get("rodedraad", ""))


def codebook_of(side: Results) -> str:
    """Return the title and version of the codebook of a side."""
    codebook = side.card.get("codebook", {})
    return f"{codebook.get('title', '')}, versie {codebook.get('version', '')}"


def _software(sides: Two) -> Iterator[Claim]:
    different = [what for what, values in _made_with(sides).items() if values[0] != values[1]]
    if different:
        verb = "verschilt" if len(different) == 1 else "verschillen"
        yield Claim(
            f"Tussen beide kanten {verb} {listed(different)}: een verschil hieronder kan daarvan komen, niet van de "
            "rapporten. Laat beide kanten opnieuw maken met dezelfde instellingen.",
            table=Table.SIDES,
        )


def _made_with(sides: Two) -> dict[str, list[object]]:
    """What results depend on beside the reports, for both sides."""
    settings = {name: [side.manifest["settings"].get(key) for side in sides] for key, name in _SETTINGS.items()}
    return {
        "het model": [side.card.get("fingerprint") for side in sides],
        "het codeboek": [(codebook_of(side), side.manifest.get("codebook")) for side in sides],
        "de versie van de software": [version_of(side) for side in sides],
        "het taalmodel": [side.manifest.get("language_model") for side in sides],
        **{f"de instelling voor {name}": values for name, values in settings.items()},
    }


def _mechanisms(sides: Two) -> Iterator[Claim]:
    for side, other in (sides, sides[::-1]):
        own = [f"‘{name}’" for code, name in side.mechanisms.items() if code not in other.mechanisms]
        if own:
            verb = "komt" if len(own) == 1 else "komen"
            yield Claim(
                f"Alleen in {side.label} {verb} {listed(own)} voor; daarvan is niets te vergelijken.", table=Table.SIDES
            )


def _names(sides: Two) -> Iterator[Claim]:
    then, now = (side.mechanisms for side in sides)
    renamed = [f"‘{now[code]}’ (was ‘{name}’)" for code, name in then.items() if now.get(code, name) != name]
    if renamed:
        yield Claim(f"Van naam veranderd: {listed(renamed)}.", table=Table.SIDES)


def _same(documents: Documents) -> Iterator[Claim]:
    same = documents.same
    if same:
        verb = "staat" if len(same) == 1 else "staan"
        more = [f"nog {in_words(len(same) - _NAMED)}"] if len(same) > _NAMED else []
        what = of_things(len(same), "bestand", "bestanden")
        yield Claim(
            f"{capital(what)} {verb} ongewijzigd aan beide kanten ({listed([*same[:_NAMED], *more])}); "
            "dat maakt de verschillen kleiner en hun marges ruimer dan nodig.",
            table=Table.SIDES,
        )


def _unread(sides: Two) -> Iterator[Claim]:
    for side in sides:
        unread = unread_files(side)
        if unread:
            verb = "is" if unread == 1 else "zijn"
            what = of_things(unread, "bestand", "bestanden")
            yield Claim(
                f"In {side.label} {verb} {what} niet gelezen; wat daarin staat, telt niet mee.", table=Table.SIDES
            )


def unread_files(side: Results) -> int:
    """Return how many files of a side were not read."""
    return side.tables["status"].filter(~pl.col("status").is_in(NOTHING_MISSED)).height


def _few(sides: Two) -> Iterator[Claim]:
    few = [side for side in sides if len(side.sources) < _FEW]
    if few:
        parts = listed([f"{side.label} ({in_words(len(side.sources))})" for side in few])
        yield Claim(
            f"Weinig rapporten in {parts}: de marges zijn ruim, en alleen grote verschillen zijn aan te tonen.",
            table=Table.SIDES,
        )
