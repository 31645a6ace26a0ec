"""Two folders of results -> what changed between them."""

from dataclasses import replace
from pathlib import Path

from pipeline.comparison.claims import summary
from pipeline.comparison.folder import Results, load
from pipeline.comparison.mechanisms import mechanism_changes
from pipeline.comparison.records import Comparison, Side
from pipeline.comparison.tables import documents, organisation_changes, pair_changes, theme_changes, verdict_changes
from pipeline.comparison.warnings import codebook_of, unread_files, version_of, warnings
from pipeline.errors import UsageError

Two = tuple[Results, Results]


def load_both(first: Path, second: Path, *, labels: tuple[str | None, str | None] = (None, None)) -> Two:
    """Read two folders of results; a side without a label is called after its folder.

    Raises UsageError when a folder cannot be used, when both are one folder, or when no mechanism is in both.
    """
    if first.resolve() == second.resolve():
        raise UsageError(f"{first} and {second} are one folder; give two folders of results")
    called = _labels(first, second, labels)
    then = load(first, called[0])
    now = load(second, called[1], first_number=len(then.sources) + 1)
    if not set(then.mechanisms) & set(now.mechanisms):
        raise UsageError(
            f"no mechanism is in both codebooks: {first} has {', '.join(then.mechanisms)}, {second} has "
            f"{', '.join(now.mechanisms)}; compare results of one codebook"
        )
    return then, now


def compare(sides: Two, out: Path) -> Comparison:
    """Return what changed from the first side to the second; the links to the reports go from the folder ``out``.

    The same two folders give the same comparison.
    """
    names = {code: name for code, name in sides[1].mechanisms.items() if code in sides[0].mechanisms}
    reports = documents(sides)
    found = Comparison(
        sides=(_side(sides[0], out), _side(sides[1], out)),
        names=names,
        mechanisms=mechanism_changes(sides, names),
        pairs=pair_changes(sides, names),
        themes=theme_changes(sides, names),
        documents=reports,
        verdicts=verdict_changes(sides, names),
        organisations=organisation_changes(sides, names),
        warnings=warnings(sides, reports),
        summary=(),
    )
    return replace(found, summary=summary(found))


def _labels(first: Path, second: Path, given: tuple[str | None, str | None]) -> tuple[str, str]:
    """Labels that can be told apart: folders with the same name are called after the folder above them too."""
    names = [folder.resolve().name for folder in (first, second)]
    if names[0] == names[1]:
        names = [f"{folder.resolve().parent.name}/{folder.resolve().name}" for folder in (first, second)]
    labels = tuple(label or name for label, name in zip(given, names, strict=True))
    if labels[0] == labels[1]:
        raise UsageError(f"both sides are called {labels[0]!r}; give two labels with --label-1 and --label-2")
    return labels[0], labels[1]


def _side(results: Results, out: Path) -> Side:
    counts = results.manifest["counts"]
    return Side(
        label=results.label,
        base=results.links(out).base,
        sources=tuple(results.sources.values()),
        pages=sum(source.pages for source in results.sources.values()),
        sentences=sum(source.sentences for source in results.sources.values()),
        passages=counts["coded_passages"],
        unread=unread_files(results),
        model=str(results.card.get("fingerprint", "")),
        codebook=codebook_of(results),
        version=version_of(results),
    )
