"""The learning curve on paper: figure, table and a page in Dutch."""

from pathlib import Path

import polars as pl

from pipeline.atomic import write_text
from pipeline.codebook import Codebook
from pipeline.evaluation.markdown import markdown_table
from pipeline.learning_curve.figure import write_figure
from pipeline.learning_curve.gains import MORE
from pipeline.learning_curve.points import MEAN, Points
from pipeline.spreadsheet import write_csv

TABLE, POINTS, FIGURE, PAGE = "leercurve.csv", "leercurve_punten.csv", "leercurve.svg", "leercurve.md"


def write_learning_curve(folder: Path, points: Points, table: pl.DataFrame, codebook: Codebook, *, seed: int) -> None:
    """Write `TABLE`, `POINTS`, `FIGURE` and `PAGE` in ``folder``; ``table`` is that of `gains.gains`."""
    write_csv(table, folder / TABLE)
    write_csv(points_table(points), folder / POINTS)
    names = {code: codebook.name(code) for code in (*codebook.mechanisms, *codebook.roles)}
    write_figure(folder / FIGURE, points, names, seed=seed)
    write_text(folder / PAGE, _page(points, table))


def points_table(points: Points) -> pl.DataFrame:
    """Return a row per measure, code and trained classifier: documents and passages learnt from, and the value."""
    return pl.concat(
        pl.DataFrame(
            {"documenten": points.documents, "passages": points.sizes.astype(int), "waarde": values[0]}
        ).select(
            *(pl.lit(part).alias(name) for part, name in zip(key, ("maat", "soort", "code"), strict=True)), pl.all()
        )
        for key, values in points.values.items()
    )


def means_of(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows on all mechanisms and on all roles together."""
    return table.filter(pl.col("code") == MEAN)


def gains_shown(table: pl.DataFrame) -> pl.DataFrame:
    """Return code, measure, what it is now and what more passages bring, as text with intervals."""
    more = [_bounded(f"winst_{number}", f"+{number}") for number in MORE]
    return table.select(_name(), _measure(), pl.col("nu").alias("nu"), *more)


def forecasts_shown(table: pl.DataFrame) -> pl.DataFrame:
    """Return code, measure, what half of the documents forecast, what was measured, and how far apart these are."""
    return table.select(_name(), _measure(), "voorspeld", "gemeten", _bounded("ernaast", "verschil"))


def _page(points: Points, table: pl.DataFrame) -> str:
    trained = len(points.sizes)
    missed = table.filter((pl.col("ernaast_ondergrens") > 0) | (pl.col("ernaast_bovengrens") < 0)).height
    return f"""# Leercurve

Wat brengen meer gecodeerde passages? Het model is {trained} keer getraind, op een deel van de documenten en op alle
{points.documents.max()}, en steeds gemeten op alle documenten; geen document werd beoordeeld door een model dat het
kende. Door de punten gaat een omgekeerde machtsfunctie: steil waar nog weinig is gecodeerd, daarna steeds vlakker.

![Gemiddelde precisie per code tegen het aantal passages](leercurve.svg)

Een stip is een keer trainen. De vlakken zijn de 95 %-intervallen; voorbij de stippellijn (wat er nu is) is de lijn een
verwachting. Alle vakken hebben dezelfde assen.

## Wat meer passages naar verwachting brengen

Winst boven wat het model nu haalt met {table["passages"][0]} passages, met het 95 %-interval. AP is de gemiddelde
precisie. De verwachting geldt voor passages uit documenten als die er al zijn, zoals het uitkomt. Passages die
`rodedraad review` kiest omdat het model twijfelt, kunnen meer opleveren; passages over iets anders kunnen de lijn
verleggen.

{markdown_table(gains_shown(means_of(table)))}

### Per code

{markdown_table(gains_shown(table.filter(pl.col("code") != MEAN)))}

## Klopt zo'n voorspelling?

De punten tot en met de helft van de documenten voorspellen hier wat alle documenten samen geven; daarnaast staat wat is
gemeten. Bij {missed} van de {table.height} regels ligt 0 buiten het interval van het verschil: daar zat de voorspelling
er aantoonbaar naast.

{markdown_table(forecasts_shown(table))}
"""


def _name() -> pl.Expr:
    mean = pl.format("gemiddeld ({})", "soort")
    return pl.when(pl.col("code") == MEAN).then(mean).otherwise("code").alias("code")


def _measure() -> pl.Expr:
    return pl.col("maat").replace({"ap": "AP", "f1": "F1"})


def _bounded(value: str, name: str) -> pl.Expr:
    cells = pl.struct(value, f"{value}_ondergrens", f"{value}_bovengrens")
    return cells.map_elements(lambda row: "{:+.4f} ({:+.4f} tot {:+.4f})".format(*row.values()), pl.String).alias(name)
