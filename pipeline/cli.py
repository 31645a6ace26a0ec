"""The command `rodedraad`: the only place that prints, catches errors and sets exit codes."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pipeline import __version__, show
from pipeline.errors import NothingReadError, RodeDraadError, UsageError
from pipeline.formats import FORMATS
from pipeline.progress import at_once
from pipeline.settings import PROJECT, Settings, load_settings

if TYPE_CHECKING:
    from pipeline.jsonl import SentenceLine
    from pipeline.model.store import Model

T = TypeVar("T")

app = typer.Typer(
    name="rodedraad",
    help="Code Dutch policy reports and draw the common thread out of them. All work is done on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

OcrOption = Annotated[bool, typer.Option("--ocr", help="Read scanned pages from their image; needs Tesseract.")]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="Settings file; default: rodedraad.toml in this folder, if any.")
]
CodebookOption = Annotated[Path | None, typer.Option(help="Codebook (TOML); default: corpus/codeboek.toml.")]
PassagesOption = Annotated[
    Path | None, typer.Option(help="Folder with coded passages (CSV) to train on; default: corpus/passages.")
]
ModelOption = Annotated[
    Path | None, typer.Option("--model", help="Folder of the trained model; default: outputs/model.")
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain", help="Add a key uitleg to every line: which words, neighbours and coded passages decided."
    ),
]

CodedArgument = Annotated[Path | None, typer.Argument(help="JSON Lines with id, text, document, mechanisme and rol.")]
_HELD_OUT = "documents held out of the passages"


@app.command()
def run(
    reports: Annotated[Path, typer.Argument(help=f"Folder of reports ({FORMATS}); sub-folders are read too.")],
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("outputs"),
    ocr: OcrOption = False,
    workers: Annotated[int | None, typer.Option(min=0, help="Processes that read reports; 0: one per core.")] = None,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
    model: ModelOption = None,
) -> None:
    """Read, code and summarise a folder of reports. What did not change since the last run is not done again."""
    from pipeline.run import run as run_reports

    chosen = _settings(settings, codebook=codebook, passages=passages, model_folder=model, workers=workers)
    chosen = _with_ocr(chosen) if ocr else chosen
    _tell_of_download(chosen)
    show.run_result(run_reports(reports, out, chosen, progress=show.progress))


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help=f"One report ({FORMATS}).")],
    out: Annotated[Path, typer.Option(help="File for the blocks, one JSON object per line.")],
    ocr: OcrOption = False,
    settings: SettingsOption = None,
) -> None:
    """Read one file into blocks: headings, paragraphs, list items, notes, tables and furniture, in reading order."""
    from pipeline.jsonl import write_lines
    from pipeline.reading import read_isolated
    from pipeline.records import Status

    if not file.is_file():
        raise UsageError(f"there is no file {file}; give one report")
    chosen = _with_ocr(_settings(settings)) if ocr else _settings(settings)
    report = read_isolated(file, chosen.extract)
    count = write_lines(out, (asdict(block) for block in report.blocks))
    show.line(f"{file.name}: {report.status}, {report.page_count} pages, {count} blocks -> {out}. {report.message}")
    if report.status is not Status.OK:
        raise typer.Exit(1)


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
    chosen = _settings(settings, codebook=codebook, passages=passages, model_folder=model)
    current = _model(chosen)
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
) -> None:
    """Train the classifier on the coded passages and show its quality on documents it has not seen."""
    chosen = _settings(settings, codebook=codebook, passages=passages, model_folder=model)
    show.trained(_model(chosen, again=True), chosen.model_folder)


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
    chosen = _settings(settings, codebook=codebook, passages=passages, model_folder=model)
    if out is None and not (learning_curve or ablation or baselines or quantification):
        _quick_quality(chosen, coded)
        return
    from pipeline.evaluation.evaluate import evaluate as measure
    from pipeline.evaluation.evaluate import materials_of, quantified
    from pipeline.evaluation.report import write_report
    from pipeline.evaluation.trials import Wanted

    wanted = Wanted(learning_curve=learning_curve, ablation=ablation, baselines=baselines)
    evaluation = _with_progress(lambda: measure(materials_of(chosen, coded), wanted), "Evaluation")
    seed, place = chosen.model.seed, coded.name if coded else _HELD_OUT
    show.evaluation(evaluation, place, seed=seed)
    if quantification:
        show.tables(_with_progress(lambda: quantified(evaluation, chosen.synthesis), "Counting"))
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

    chosen = _settings(settings, codebook=codebook, passages=passages)
    wanted = Wanted(learning_curve=True, ablation=True, baselines=True)
    evaluation = _with_progress(lambda: measure(materials_of(chosen, coded), wanted), "Model card")
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


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="Folder of results, as run writes it: then.")],
    second: Annotated[Path, typer.Argument(help="Folder of results: now.")],
    out: Annotated[Path, typer.Option(help="Folder for the comparison.")],
    label_1: Annotated[str | None, typer.Option(help="What FIRST is called; default: the name of its folder.")] = None,
    label_2: Annotated[str | None, typer.Option(help="What SECOND is called; default: the name of its folder.")] = None,
) -> None:
    """Show what changed between two folders of results, such as two years, in Dutch."""
    from pipeline.comparison.write import compare_folders

    show.comparison(compare_folders(first, second, out, labels=(label_1, label_2)))


@app.command("language-model")
def language_model() -> None:
    """Try once to install nl_core_news_sm, which finds organisations that are not on our list."""
    from pipeline.language_model import install

    show.line(install())


@app.callback(invoke_without_command=True)
def version(shown: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False) -> None:
    """Code Dutch policy reports and draw the common thread out of them. All work is done on this machine."""
    if shown:
        show.line(f"rodedraad {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command; expected errors become one line. Exit code 2: cannot be used as given; 1: nothing was read."""
    try:
        app()
    except NothingReadError as e:
        sys.exit(show.error(e, code=1))
    except RodeDraadError as e:
        sys.exit(show.error(e, code=2))
    except OSError as e:
        place = f"{e.filename}: " if e.filename else ""
        sys.exit(show.error(f"{place}{e.strerror or e}", code=2))


def _settings(file: Path | None, **options: Any) -> Settings:
    """Settings from the file, overridden by the options that were given."""
    return load_settings(file).model_copy(update={key: value for key, value in options.items() if value is not None})


def _with_ocr(settings: Settings) -> Settings:
    return settings.model_copy(update={"extract": settings.extract.model_copy(update={"ocr": True})})


def _explained(
    coded: Iterable[dict[str, Any]], lines: "Sequence[SentenceLine]", model: "Model", settings: Settings
) -> Iterator[dict[str, Any]]:
    """Add to each coded line why it was coded so."""
    from pipeline.codings import read_codings
    from pipeline.model.explain import explain, explained_line
    from pipeline.model.training import manageable

    learnt = manageable(read_codings(settings.passages, model.classifier.codebook).passages, settings.model)
    explanations = explain([line.sentence for line in lines], model.classifier, learnt)
    for line, explanation in zip(coded, show.progress(explanations, "Explaining", len(lines)), strict=True):
        yield line | {"uitleg": explained_line(explanation)}


def _tell_of_download(settings: Settings) -> None:
    from pipeline.model.semantic import semantic_notice

    notice = semantic_notice(settings.model.semantic)
    if notice:
        show.line(notice)


def _quick_quality(settings: Settings, coded: Path | None) -> None:
    """The table of the model that is there, without training again."""
    current = _model(settings)
    if coded is None:
        show.quality(current.quality, current.macro, _HELD_OUT)
        return
    from pipeline.evaluation.coded_file import judge_unseen, read_coded
    from pipeline.model.quality import macro, quality

    codebook, seed = current.classifier.codebook, settings.model.seed
    judged = judge_unseen(read_coded(coded, codebook), current.classifier)
    show.quality(quality(judged, codebook, seed=seed), macro(judged, codebook, seed=seed), coded.name)


def _with_progress(work: Callable[[], T], stage: str) -> T:
    """Do one long piece of work under a clock."""
    return at_once(work, stage, show.progress)


def _model(settings: Settings, *, again: bool = False) -> "Model":
    """The model for these settings, trained first when there is none."""
    from pipeline.model.store import current_model

    _tell_of_download(settings)
    return _with_progress(lambda: current_model(settings, again=again), "Classifier")
