"""Agreement as files for people: two tables for a spreadsheet, and how to read them, in Dutch."""

from pathlib import Path

import polars as pl

from pipeline.agreement.differences import counts, kinds
from pipeline.agreement.enough import DOCUMENTS_FOR_INTERVAL, DOCUMENTS_FOR_VERDICT, RARER_ANSWERS
from pipeline.agreement.groups import ALL_MECHANISMS, ALL_ROLES
from pipeline.agreement.notes import notes
from pipeline.agreement.panel import Panel
from pipeline.agreement.shown import pairs, summaries
from pipeline.agreement.size_notes import size_notes
from pipeline.agreement.wording import DUTCH
from pipeline.atomic import write_text
from pipeline.evaluation.markdown import markdown_table
from pipeline.spreadsheet import write_csv

AGREEMENT, DIFFERENCES, REPORT = "overeenstemming.csv", "verschillen.csv", "overeenstemming.md"
_MOST_KINDS = 15


def write_report(folder: Path, panel: Panel, table: pl.DataFrame, differing: pl.DataFrame) -> None:
    """Write `AGREEMENT`, `DIFFERENCES` and `REPORT` in ``folder``."""
    write_csv(table, folder / AGREEMENT)
    write_csv(differing, folder / DIFFERENCES)
    write_text(folder / REPORT, _report(panel, table, differing))


def _report(panel: Panel, table: pl.DataFrame, differing: pl.DataFrame) -> str:
    warned = "\n".join(f"- {note.dutch}" for note in [*size_notes(table), *notes(panel, table)])
    return f"""# Overeenstemming

Codeurs: {", ".join(panel.people) or "geen"}. Gecodeerde passages: {len(panel.units)}.

{warned}

## Codeurs onderling, en codeur en model

Krippendorffs alfa met tussen haakjes het 95 %-interval: zo ver zouden de cijfers uiteenlopen als er andere documenten
waren getrokken. De regel '{ALL_MECHANISMS}' vergelijkt de hele reeks mechanismen van een passage: deels hetzelfde telt
deels (MASI). Zo telt elke passage één keer, hoe zeldzaam haar codes ook zijn; een gemiddelde over de codes zou een code
die drie keer voorkomt even zwaar laten wegen als een die overal staat. De regel '{ALL_ROLES}' telt alleen dezelfde rol.

{_summaries(table)}
{_pairs(table)}## Waar codeurs verschillen

{_kinds(differing)}

## Hoe te lezen

- **alfa** (Krippendorff) en **kappa** (Cohen) zeggen hoeveel meer codeurs het eens zijn dan bij toeval: 1 is altijd, 0
  niet meer dan toeval, onder 0 minder. Kappa vergelijkt twee codeurs, alfa elk aantal, ook als niet ieder alles
  codeerde.
- Krippendorff rekent vanaf 0,8 op betrouwbare codes en noemt 0,667 het minste voor voorlopige conclusies. De namen van
  Landis en Koch (0,41-0,60 matig, 0,61-0,80 aanzienlijk, daarboven bijna volmaakt) zijn een afspraak, geen toets. Kijk
  naar de ondergrens van het interval.
- **oordeel** is wat alfa zegt: goed vanaf 0,8, redelijk vanaf 0,667, anders zwak. Bij minder dan
  {DOCUMENTS_FOR_VERDICT} documenten, of als het zeldzame antwoord in minder dan {RARER_ANSWERS} passages is gegeven, is
  het te weinig om iets te zeggen. Een interval staat er vanaf {DOCUMENTS_FOR_INTERVAL} documenten, als er verschillen
  zijn.
- **gegeven** is hoe vaak een code is gegeven: door de eerste / de tweede (codeurs / model), of door allen samen. Met
  het model telt een passage voor elke codeur apart.
- **gelijk** is het deel van de keren dat twee codeurs hetzelfde zeggen. Bij een zeldzame code is dat altijd hoog: kijk
  dan naar **eens wel**, hoe vaak de ander de code ook geeft als de een dat doet (bij twee codeurs: de F1).
- Een streepje betekent: niet te bepalen. De kolom opmerking in `{AGREEMENT}` zegt waarom.
- `{DIFFERENCES}` is om samen te bespreken: bovenaan van elk soort verschil een paar passages, het soort dat het meest
  voorkomt eerst. Leg het gezamenlijke besluit vast onder de naam `consensus`; dat gaat dan boven wat ieder alleen vond.
"""


def _summaries(table: pl.DataFrame) -> str:
    return "\n".join(f"### {title}\n\n{markdown_table(rows)}\n" for title, rows in summaries(table, DUTCH).items())


def _pairs(table: pl.DataFrame) -> str:
    parts = [f"### {coders}\n\n{markdown_table(rows)}\n\n" for coders, rows in pairs(table, DUTCH).items()]
    return "".join(["## Per tweetal\n\n" if parts else "", *parts])


def _kinds(differing: pl.DataFrame) -> str:
    if differing.is_empty():
        return "Nergens."
    found = kinds(differing)
    more = f"\n\nEn nog {len(found) - _MOST_KINDS} soorten." if len(found) > _MOST_KINDS else ""
    shown = pl.concat(rows.head(_MOST_KINDS) for _, rows in found.group_by("tussen", maintain_order=True))
    people, model = counts(differing)
    told = f"Op {people} passages verschillen codeurs onderling, op {model} andere alleen codeur en model"
    return f"{told}. Naar wat er verschilt:\n\n{markdown_table(shown)}{more}"
