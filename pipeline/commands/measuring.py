"""Commands that measure how good the classifier is."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import show
from pipeline.commands.app import (
    CodebookOption,
    CodedArgument,
    ModelOption,
    PassagesOption,
    SettingsOption,
    app,
    model_for,
    with_progress,
)
from pipeline.commands.chosen import settings_from
from pipeline.settings import PROJECT, Settings

_HELD_OUT = "documents held out of the passages"


@app.command()
def evaluate(  # noqa: PLR0913 each is an option of the command
    coded: CodedArgument = None,
    *,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the report: calibration, confusion, the worst mistakes.")
    ] = None,
    learning_curve: Annotated[bool, typer.Option("--learning-curve", help="Train on fewer documents too.")] = False,
    ablation: Annotated[bool, typer.Option("--ablation", help="Train without each group of features too.")] = False,
    baselines: Annotated[bool, typer.Option("--baselines", help="Measure simpler ways of coding too.")] = False,
    quantification: Annotated[
        bool, typer.Option("--quantification", help="Measure ways of counting the sentences of a report too.")
    ] = False,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
    model: ModelOption = None,
) -> None:
    """Show the quality per code on unseen documents: held out of the passages, or those of CODED."""
    chosen = settings_from(settings, codebook=codebook, passages=passages, model_folder=model)
    if out is None and not (learning_curve or ablation or baselines or quantification):
        _quick_quality(chosen, coded)
        return
    from pipeline.evaluation.evaluate import evaluate as measure
    from pipeline.evaluation.evaluate import materials_of, quantified
    from pipeline.evaluation.report import write_report
    from pipeline.evaluation.trials import Wanted

    wanted = Wanted(learning_curve=learning_curve, ablation=ablation, baselines=baselines)
    evaluation = with_progress(lambda: measure(materials_of(chosen, coded), wanted), "Evaluation")
    seed, place = chosen.model.seed, coded.name if coded else _HELD_OUT
    show.evaluation(evaluation, place, seed=seed)
    if quantification:
        show.tables(with_progress(lambda: quantified(evaluation, chosen.synthesis), "Counting"))
    if out is not None:
        write_report(
            out,
            evaluation.judged,
            evaluation.materials.codebook,
            comparison=evaluation.comparison,
            measured_on=coded.name if coded else "achtergehouden documenten van het corpus",
            seed=seed,
        )
        show.line(f"Report -> {out / 'evaluatie.md'}")


@app.command("model-card")
def model_card(
    coded: CodedArgument = None,
    out: Annotated[Path, typer.Option(help="File for the card (Markdown).")] = PROJECT / "docs" / "model-card.md",
    about: Annotated[str, typer.Option(help="What CODED is, as the card describes it.")] = "a file of coded sentences",
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Measure all that can be measured and write the model card in English. Takes several minutes."""
    from pipeline.atomic import write_text
    from pipeline.evaluation.card import card
    from pipeline.evaluation.evaluate import evaluate as measure
    from pipeline.evaluation.evaluate import materials_of
    from pipeline.evaluation.trials import Wanted

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    wanted = Wanted(learning_curve=True, ablation=True, baselines=True)
    evaluation = with_progress(lambda: measure(materials_of(chosen, coded), wanted), "Model card")
    write_text(out, card(evaluation, about=about, coded_twice=chosen.passages.parent / "tweede_codering.csv"))
    show.line(f"Model card -> {out}")


def _quick_quality(settings: Settings, coded: Path | None) -> None:
    """The table of the model that is there, without training again."""
    current = model_for(settings)
    if coded is None:
        show.quality(current.quality, current.macro, _HELD_OUT)
        return
    from pipeline.evaluation.coded_file import judge_unseen, read_coded
    from pipeline.model.quality import macro, quality

    codebook, seed = current.classifier.codebook, settings.model.seed
    judged = judge_unseen(read_coded(coded, codebook), current.classifier)
    show.quality(quality(judged, codebook, seed=seed), macro(judged, codebook, seed=seed), coded.name)
