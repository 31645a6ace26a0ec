"""Commands that train the classifier, use it on sentences, and measure it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import show
from pipeline.commands.app import (
    CodebookOption,
    CodedArgument,
    ExplainOption,
    ModelOption,
    PassagesOption,
    SettingsOption,
    app,
    model_for,
    settings_from,
    with_progress,
)
from pipeline.settings import PROJECT, Settings

if TYPE_CHECKING:
    from pipeline.jsonl import SentenceLine
    from pipeline.model.store import Model

_HELD_OUT = "documents held out of the passages"


@app.command()
def classify(
    sentences: Annotated[Path, typer.Argument(help="JSON Lines with id and text; other keys are allowed.")],
    out: Annotated[Path, typer.Option(help="File for the codings, one JSON object per line, same ids, same order.")],
    explain: ExplainOption = False,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
    model: ModelOption = None,
) -> None:
    """Code sentences: mechanisms and role, with their probabilities."""
    from pipeline.classify import classify as code
    from pipeline.classify import coded_line
    from pipeline.jsonl import SentenceLine, read_lines, write_lines

    lines = read_lines(sentences, SentenceLine)
    chosen = settings_from(settings, codebook=codebook, passages=passages, model_folder=model)
    current = model_for(chosen)
    table = code([line.sentence for line in lines], current.classifier)
    rows = zip(lines, table.iter_rows(named=True), strict=True)
    coded = (coded_line(line.id, row, current.classifier.codebook) for line, row in rows)
    count = write_lines(out, _explained(coded, lines, current, chosen) if explain else coded)
    show.line(f"{count} sentences coded -> {out}")


@app.command()
def train(
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
    model: ModelOption = None,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="Take the new model also when it is worse.")] = False,
    restore: Annotated[bool, typer.Option("--restore", help="Go back to the model before, without training.")] = False,
) -> None:
    """Train on the coded passages and show the quality on unseen documents, before and after.

    A new model that is worse beyond chance is not taken; the coded passages stay as they are.
    """
    chosen = settings_from(settings, codebook=codebook, passages=passages, model_folder=model)
    if restore:
        from pipeline.model.store import previous_model

        found = previous_model(chosen)
    else:
        found = model_for(chosen, again=True, accept=accept)
    show.trained(found, chosen.model_folder)


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


@app.command()
def vectors(
    texts: Annotated[Path, typer.Argument(help="Folder of .txt files: running text of the field, a sentence a line.")],
    out: Annotated[Path, typer.Option(help="File for the vectors.")] = PROJECT / "corpus" / "vectoren.npz",
    dimensions: Annotated[int, typer.Option(min=10, help="Length of a vector.")] = 100,
) -> None:
    """Make word vectors from plain text; the next training uses them."""
    from pipeline.discovery import find_files
    from pipeline.model.vectors import train_vectors
    from pipeline.spreadsheet import decode

    files = [path for path in find_files(texts, leave_out=out) if path.suffix.lower() == ".txt"]
    lines = (line for path in show.progress(files, "Texts", len(files)) for line in decode(path).splitlines())
    made = train_vectors(lines, dimensions=dimensions)
    made.save(out)
    show.line(f"{len(made.words)} words with vectors of {dimensions} numbers -> {out}")


def _explained(
    coded: Iterable[dict[str, Any]], lines: "Sequence[SentenceLine]", model: "Model", settings: Settings
) -> Iterator[dict[str, Any]]:
    """Add to each coded line why it was coded so."""
    from pipeline.model.explain import explain, explained_line
    from pipeline.model.folder import ModelFolder

    learnt = ModelFolder(settings.model_folder).load_learnt(model.classifier.codebook).passages
    explanations = explain([line.sentence for line in lines], model.classifier, learnt)
    for line, explanation in zip(coded, show.progress(explanations, "Explaining", len(lines)), strict=True):
        yield line | {"uitleg": explained_line(explanation)}


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
