"""The command that says what more coded passages are likely to bring."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app, with_progress
from pipeline.commands.chosen import settings_from


@app.command("learning-curve")
def learning_curve(
    out: Annotated[Path | None, typer.Option(help="Folder for figure and tables; default: that of the model.")] = None,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Train on shares of the documents and say what another 100, 500 and 1,000 passages are likely to bring."""
    from pipeline.evaluation.evaluate import materials_of
    from pipeline.learning_curve.gains import gains
    from pipeline.learning_curve.points import measure_points
    from pipeline.learning_curve.report import (
        FIGURE,
        PAGE,
        forecasts_shown,
        gains_shown,
        means_of,
        write_learning_curve,
    )

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    materials = materials_of(chosen)
    points = with_progress(lambda: measure_points(materials), "Learning")
    seed, folder = chosen.model.seed, out or chosen.model_folder
    table = gains(points, seed=seed)
    show.tables(
        {
            "Gain of more passages (95 %)": gains_shown(means_of(table)),
            "Forecast by half of the documents, and what was measured": forecasts_shown(means_of(table)),
        }
    )
    write_learning_curve(folder, points, table, materials.codebook, seed=seed)
    show.line(f"Learning curve, also per code -> {folder / FIGURE}, {folder / PAGE}")
