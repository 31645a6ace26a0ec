"""What has to be known to read figures of agreement, as far as it applies: in English, and in Dutch for the report."""

from typing import NamedTuple

import polars as pl

from pipeline.agreement.enough import RANDOM_PASSAGES
from pipeline.agreement.groups import PEOPLE
from pipeline.agreement.panel import MODEL, Panel
from pipeline.agreement.table import RANDOM


class Note(NamedTuple):
    """The same in two languages."""

    english: str
    dutch: str


def notes(panel: Panel, table: pl.DataFrame) -> list[Note]:
    """Return what applies to these figures, a sentence or two each."""
    found = [] if PEOPLE in table["groep"] else [_NO_PAIRS]
    found += _about_model(panel)
    found += _about_draw(table)
    if len(panel.versions) > 1:
        found.append(_versions(", ".join(panel.versions)))
    return found


def _about_model(panel: Panel) -> list[Note]:
    if not any(MODEL in unit.opinions for unit in panel.units):
        return [_NO_MODEL]
    return [_PROPOSED, *([_late(panel.late)] if panel.late else []), _ANCHORED]


def _about_draw(table: pl.DataFrame) -> list[Note]:
    """Nothing where a few were drawn at random: they have no table."""
    drawn = table.filter(pl.col("trekking") == RANDOM)["passages"].to_list()
    if drawn:
        return [_RANDOM] if max(drawn) >= RANDOM_PASSAGES else []
    return [] if table.is_empty() else [_NOT_RANDOM]


_NO_PAIRS = Note(
    "No passage was coded by two people, so nothing can be said of agreement between people: let two people review the "
    "same passages.",
    "Geen passage is door twee codeurs gecodeerd, dus over overeenstemming tussen codeurs is niets te zeggen: laat "
    "twee codeurs dezelfde passages coderen.",
)
_NO_MODEL = Note(
    "No passage had a proposal of the model before a person coded it, so people and model cannot be compared.",
    "Geen passage had een voorstel van het model voordat een codeur haar codeerde, dus codeur en model zijn niet "
    "te vergelijken.",
)
_PROPOSED = Note(
    "Of the model counts what it proposed before anyone had coded the passage, so that it cannot have learnt from it.",
    "Van het model telt wat het voorstelde voordat iemand de passage codeerde: het kan er niet van hebben geleerd.",
)
_ANCHORED = Note(
    "People may have seen that proposal before they decided and have followed it: they agree less with the model than "
    "it seems.",
    "Codeurs kunnen dat voorstel hebben gezien voordat zij beslisten en het hebben gevolgd: zij zijn het minder met "
    "het model eens dan het lijkt.",
)
_RANDOM = Note(
    "Only 'willekeurig' comes close to what all passages would give: the others were picked because they are difficult "
    "or special.",
    "Alleen 'willekeurig' benadert wat alle passages zouden geven: de andere zijn gekozen omdat ze lastig of bijzonder "
    "zijn.",
)
_NOT_RANDOM = Note(
    "None of these passages is on record as drawn at random: where they were picked as difficult, the figures are too "
    "low.",
    "Van geen van deze passages staat vast dat ze willekeurig is getrokken: zijn ze gekozen omdat ze lastig zijn, dan "
    "vallen de cijfers te laag uit.",
)


def _late(count: int) -> Note:
    return Note(
        f"{count} passages without such a proposal are left out of the comparison with the model.",
        f"{count} passages zonder zo'n voorstel tellen in de vergelijking met het model niet mee.",
    )


def _versions(versions: str) -> Note:
    return Note(
        f"People coded with codebook versions {versions}: a code that one of them lacked counts there as not given.",
        f"Er is gecodeerd met codeboekversies {versions}: een code die in een ervan ontbrak, telt daar als niet "
        "gegeven.",
    )
