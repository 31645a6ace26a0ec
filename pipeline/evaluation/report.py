"""The evaluation as files for people: tables for a spreadsheet, a diagram, and a report in Dutch."""

from pathlib import Path

import polars as pl

from pipeline.atomic import write_text
from pipeline.codebook import Codebook
from pipeline.evaluation.confusion import mechanism_confusion, role_confusion
from pipeline.evaluation.diagram import reliability_svg
from pipeline.evaluation.markdown import markdown_table, side_by_side, with_interval
from pipeline.evaluation.mistakes import worst_mistakes
from pipeline.evaluation.reliability import calibration_error, reliability
from pipeline.model.quality import Judged, macro, quality
from pipeline.spreadsheet import write_csv

REPORT = "evaluatie.md"
DIAGRAM = "betrouwbaarheid.svg"
_COMPARISON = "proeven"


def write_report(
    folder: Path, judged: Judged, codebook: Codebook, *, comparison: pl.DataFrame, measured_on: str, seed: int
) -> None:
    """Write a CSV per table, `DIAGRAM` and `REPORT` in ``folder``; ``comparison`` may be without rows."""
    tables = evaluation_tables(judged, codebook, seed=seed) | {_COMPARISON: comparison}
    for name, table in tables.items():
        write_csv(table, folder / f"{name}.csv")
    write_text(folder / DIAGRAM, reliability_svg(tables["betrouwbaarheid"]))
    size = f"zinnen: {len(judged.passages)}, documenten: {len(set(judged.documents))}"
    about = f"{measured_on} ({size})"
    write_text(folder / REPORT, _report(tables, about))


def evaluation_tables(judged: Judged, codebook: Codebook, *, seed: int) -> dict[str, pl.DataFrame]:
    """Return the tables of an evaluation by the name of their file."""
    reliable = reliability(judged, codebook)
    return {
        "kwaliteit": quality(judged, codebook, seed=seed),
        "gemiddelden": macro(judged, codebook, seed=seed),
        "betrouwbaarheid": reliable,
        "kalibratiefout": calibration_error(reliable),
        "verwarring_mechanismen": mechanism_confusion(judged, codebook),
        "verwarring_rollen": role_confusion(judged, codebook),
        "fouten": worst_mistakes(judged, codebook),
    }


def _report(tables: dict[str, pl.DataFrame], about: str) -> str:
    return f"""# Evaluatie van het model

Gemeten op {about}. Het model is niet op deze documenten getraind.
Tussen haakjes staat het 95 %-interval: zo ver lopen de cijfers uiteen als er andere documenten waren getrokken.

## Kwaliteit per code

{_quality(tables["kwaliteit"])}

Gemiddeld over de codes die voorkomen:

{_means(tables["gemiddelden"])}
{_trials(tables[_COMPARISON])}
## Kloppen de kansen?

![Per code: kans volgens het model en aandeel dat codeurs zo codeerden]({DIAGRAM})

De kalibratiefout is hoe ver kans en aandeel gemiddeld uiteenliggen (0 is volmaakt). De cijfers achter de figuur staan
in `betrouwbaarheid.csv`.

{markdown_table(tables["kalibratiefout"])}

## Welke codes worden verward?

In de rij wat codeurs gaven, in de kolom wat het model gaf. Op de diagonaal zijn ze het eens. Daarbuiten gaf het model
de code van de kolom ten onrechte. Een zin met meer codes telt in meer cellen.

{markdown_table(tables["verwarring_mechanismen"])}

{markdown_table(tables["verwarring_rollen"])}

## Fouten om te lezen

In `fouten.csv` staan per code de zinnen waarin het model zich het stelligst vergiste. Soms vergiste de codeur zich.
{_worst(tables["fouten"])}"""


def _quality(table: pl.DataFrame) -> str:
    shown = table.with_columns(
        with_interval("f1", "f1_ondergrens", "f1_bovengrens"),
        with_interval("gemiddelde_precisie", "ondergrens", "bovengrens"),
    ).select("code", "precision", "recall", "f1", "gemiddelde_precisie", "aantal")
    return markdown_table(shown, ("code", "precision", "recall", "F1", "gemiddelde precisie", "aantal"))


def _means(table: pl.DataFrame) -> str:
    shown = table.with_columns(with_interval("waarde", "ondergrens", "bovengrens"))
    return markdown_table(shown.select("soort", "maat", "waarde"))


def _trials(table: pl.DataFrame) -> str:
    if table.is_empty():
        return ""
    return f"""
## Proeven

Dezelfde maten voor het model zoals het is, eenvoudiger manieren van coderen, het model zonder een van zijn onderdelen
en het model met minder documenten om van te leren. `corpus`: de passages waarvan het leert, elk document beoordeeld
zonder dat het zelf meetelt; `bestand`: het opgegeven bestand. AP is de gemiddelde precisie.

{markdown_table(side_by_side(table))}
"""


def _worst(table: pl.DataFrame) -> str:
    parts = []
    for (code, fault), rows in table.group_by("code", "fout", maintain_order=True):
        lines = [f"- {row['kans']:.2f} ({row['document']}) {row['passage']}" for row in rows.head(3).to_dicts()]
        parts.append("\n".join([f"\n### {code}: {fault}\n", *lines, ""]))
    return "".join(parts)
