"""Commands that train the classifier and use it on sentences."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import show
from pipeline.commands.app import (
    CodebookOption,
    ExplainOption,
    ModelOption,
    PassagesOption,
    SettingsOption,
    app,
    model_for,
)
from pipeline.commands.chosen import settings_from
from pipeline.settings import PROJECT, Settings

if TYPE_CHECKING:
    from pipeline.jsonl import SentenceLine
    from pipeline.model.store import Model


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
