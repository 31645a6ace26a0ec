"""Agreement as files for people: two tables for a spreadsheet, and how to read them, in Dutch."""

from pathlib import Path

import polars as pl

from pipeline.agreement.differences import kinds
from pipeline.agreement.groups import ALL_MECHANISMS, ALL_ROLES, PEOPLE, WITH_MODEL
from pipeline.agreement.notes import notes
from pipeline.agreement.panel import Panel
from pipeline.agreement.table import ALL, RANDOM
from pipeline.atomic import write_text
from pipeline.evaluation.markdown import markdown_table, with_interval
from pipeline.spreadsheet import write_csv

AGREEMENT, DIFFERENCES, REPORT = "overeenstemming.csv", "verschillen.csv", "overeenstemming.md"
_MOST_KINDS = 15
_COUNTS = ("gelijk", "eens_wel", "eens_niet", "eerste", "tweede", "passages")
_HEADS = ("code", "kappa", "alfa", "gelijk", "eens wel", "eens niet", "eerste", "tweede", "passages")


def side_by_side(table: pl.DataFrame) -> pl.DataFrame:
    """Return a row per code: alpha with its interval between people and with the model, of all and of random passages.

    A comparison without passages has no column.
    """
    groups = {(kind, ALL): kind for kind in (PEOPLE, WITH_MODEL)}
    groups |= {(kind, RANDOM): f"{name}, willekeurig" for (kind, _), name in list(groups.items())}
    first = table.unique(["groep", "trekking", "soort", "code"], keep="first", maintain_order=True)
    wide = first.select("code").unique(maintain_order=True)
    for (kind, draw), name in groups.items():
        found = first.filter(pl.col("groep") == kind, pl.col("trekking") == draw)
        if not found.is_empty():
            column = found.select("code", _bounded("alfa").alias(name))
            wide = wide.join(column, on="code", how="left", maintain_order="left")
    return wide


def pairs(table: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return for every two that are compared all measures per code, figures with their interval as text."""
    of_two = table.filter(pl.col("eerste").is_not_null().any().over("groep", "coders", "trekking"))
    found = {}
    for (coders, draw), rows in of_two.group_by("coders", "trekking", maintain_order=True):
        title = f"{coders}{'' if draw == ALL else f' ({draw})'}"
        found[title] = rows.select("code", _bounded("kappa"), _bounded("alfa"), *_COUNTS)
    return found


def write_report(folder: Path, panel: Panel, table: pl.DataFrame, differing: pl.DataFrame) -> None:
    """Write `AGREEMENT`, `DIFFERENCES` and `REPORT` in ``folder``."""
    write_csv(table, folder / AGREEMENT)
    write_csv(differing, folder / DIFFERENCES)
    write_text(folder / REPORT, _report(panel, table, differing))


def _bounded(name: str) -> pl.Expr:
    """A figure with its interval, or alone where it has none."""
    alone = pl.col(name).map_elements("{:.2f}".format, return_dtype=pl.String)
    bounds = f"{name}_ondergrens", f"{name}_bovengrens"
    return pl.when(pl.col(bounds[0]).is_null()).then(alone).otherwise(with_interval(name, *bounds)).alias(name)


def _report(panel: Panel, table: pl.DataFrame, differing: pl.DataFrame) -> str:
    warned = "\n".join(f"- {note.dutch}" for note in notes(panel, table))
    return f"""# Overeenstemming

Codeurs: {", ".join(panel.people) or "geen"}. Gecodeerde passages: {len(panel.units)}.

{warned}

## Codeurs onderling, en codeur en model

Krippendorffs alfa met tussen haakjes het 95 %-interval: zo ver zouden de cijfers uiteenlopen als er andere documenten
waren getrokken. De regel '{ALL_MECHANISMS}' vergelijkt de hele reeks mechanismen van een passage: deels hetzelfde telt
deels (MASI). Zo telt elke passage één keer, hoe zeldzaam haar codes ook zijn; een gemiddelde over de codes zou een code
die drie keer voorkomt even zwaar laten wegen als een die overal staat. De regel '{ALL_ROLES}' telt alleen dezelfde rol.

{markdown_table(side_by_side(table))}

{_pairs(table)}## Waar codeurs verschillen

{_kinds(differing)}

## Hoe te lezen

- **alfa** (Krippendorff) en **kappa** (Cohen) zeggen hoeveel meer codeurs het eens zijn dan bij toeval: 1 is altijd, 0
  niet meer dan toeval, onder 0 minder. Kappa vergelijkt twee codeurs, alfa elk aantal, ook als niet ieder alles
  codeerde.
- Krippendorff rekent vanaf 0,8 op betrouwbare codes en noemt 0,667 het minste voor voorlopige conclusies. De namen van
  Landis en Koch (0,41-0,60 matig, 0,61-0,80 aanzienlijk, daarboven bijna volmaakt) zijn een afspraak, geen toets. Kijk
  naar de ondergrens van het interval.
- **gelijk** is het deel van de keren dat twee codeurs hetzelfde zeggen. Bij een zeldzame code is dat altijd hoog: kijk
  dan naar **eens wel**, hoe vaak de ander de code ook geeft als de een dat doet (bij twee codeurs: de F1).
- Een streepje betekent: niet te bepalen. De kolom opmerking in `{AGREEMENT}` zegt waarom.
- `{DIFFERENCES}` is om samen te bespreken: bovenaan van elk soort verschil een paar passages, het soort dat het meest
  voorkomt eerst. Leg het gezamenlijke besluit vast onder de naam `consensus`; dat gaat dan boven wat ieder alleen vond.
"""


def _pairs(table: pl.DataFrame) -> str:
    found = pairs(table.filter(pl.col("trekking") == ALL))
    parts = [f"### {coders}\n\n{markdown_table(rows, _HEADS)}\n\n" for coders, rows in found.items()]
    return "".join(["## Per tweetal\n\n" if parts else "", *parts])


def _kinds(differing: pl.DataFrame) -> str:
    if differing.is_empty():
        return "Nergens."
    found = kinds(differing)
    more = f"\n\nEn nog {len(found) - _MOST_KINDS} soorten." if len(found) > _MOST_KINDS else ""
    shown = pl.concat(rows.head(_MOST_KINDS) for _, rows in found.group_by("tussen", maintain_order=True))
    return f"{len(differing)} passages, naar wat er verschilt:\n\n{markdown_table(shown)}{more}"
