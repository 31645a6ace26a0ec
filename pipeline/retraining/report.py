"""The comparison of two models in Dutch, beside the model: a table for a spreadsheet and a page to read."""

from pathlib import Path

import polars as pl

from pipeline.atomic import write_text
from pipeline.evaluation.markdown import markdown_table
from pipeline.retraining.comparison import Absent, Comparison, Verdict
from pipeline.retraining.shown import differences
from pipeline.spreadsheet import write_csv

TABLE, PAGE = "vergelijking.csv", "vergelijking.md"

_ABSENT = {
    Absent.NO_MODEL: "er was nog geen model",
    Absent.CODEBOOK: "het codeboek is veranderd",
    Absent.VECTORS: "de woordvectoren zijn veranderd",
    Absent.SETTINGS: "de instellingen van het model zijn veranderd",
    Absent.SOFTWARE: "het vorige model is met een andere versie van Rode Draad gemaakt",
    Absent.DAMAGED: "het vorige model is beschadigd",
}
_VERDICTS = {
    Verdict.BETTER: "Aantoonbaar beter",
    Verdict.WORSE: "Aantoonbaar slechter",
    Verdict.SAME: "Geen aantoonbaar verschil",
}
_HEADS = (
    "code",
    "passages",
    "waarvan nieuw",
    "F1 voor",
    "F1 na",
    "verschil (95 %)",
    "AP voor",
    "AP na",
    "verschil (95 %)",
)


def write_comparison(folder: Path, comparison: Comparison, *, taken: bool) -> None:
    """Write `TABLE` and `PAGE`; ``taken`` says whether the new model is in use."""
    write_csv(comparison.table, folder / TABLE)
    write_text(folder / PAGE, _page(comparison, taken=taken))


def _page(comparison: Comparison, *, taken: bool) -> str:
    return f"# Het vorige model en het nieuwe\n\n{_outcome(comparison, taken=taken)}\n{_figures(comparison)}"


def _outcome(comparison: Comparison, *, taken: bool) -> str:
    if comparison.absent:
        return f"Er valt niets te vergelijken: {_ABSENT[comparison.absent]}. Het nieuwe model is in gebruik."
    if not taken:
        return (
            "Het vorige model is gehouden: het nieuwe is aantoonbaar slechter. Er gaat geen codering verloren. Kijk na "
            "of de nieuwe coderingen kloppen. Met `rodedraad train --accept` komt het nieuwe toch in gebruik."
        )
    text = "Het nieuwe model is in gebruik. Met `rodedraad train --restore` komt het vorige terug."
    if comparison.worse:
        text += " Het is aantoonbaar slechter, maar het is toch gekozen."
    if comparison.disputed:
        text += (
            " Let op: waar opnieuw is gecodeerd is het aantoonbaar beter, in de overige documenten slechter. Misschien "
            "spreken de nieuwe coderingen de oude tegen."
        )
    return text


def _figures(comparison: Comparison) -> str:
    if comparison.table.is_empty():
        return ""
    verdicts = "".join(
        f"- {name}: {', '.join(comparison.codes(verdict)) or 'geen code'}.\n" for verdict, name in _VERDICTS.items()
    )
    parts = "".join(_part(str(name), rows) for (name,), rows in comparison.table.group_by("deel", maintain_order=True))
    return f"""
{verdicts}
Beide modellen zijn gemeten op dezelfde passages, met de codes die codeurs er nu aan geven. Elke passage is beoordeeld
zonder dat het model het document ervan kende. AP is de gemiddelde precisie. Tussen haakjes staat het 95 %-interval van
het verschil, door duizend keer documenten te trekken. Het oordeel gaat over AP en is met de methode van Holm
gecorrigeerd voor het aantal codes; een interval geldt alleen voor zijn eigen verschil. Daardoor kan 0 buiten een
interval liggen terwijl het verschil niet aantoonbaar is.

Eén voordeel van het nieuwe model blijft: de woorden van de nieuwe documenten zijn meegeteld toen werd bepaald welke
woorden veel zeggen en welke op elkaar lijken. De codes van een document zijn nooit gebruikt om het zelf te beoordelen.
{parts}"""


def _part(name: str, rows: pl.DataFrame) -> str:
    title = f"{name[:1].upper()}{name[1:]} ({rows['documenten'][0]})"
    return f"\n## {title}\n\n{markdown_table(differences(rows), _HEADS)}\n"
