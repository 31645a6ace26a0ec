"""What a run found, and what changed between two of them."""

from typing import TYPE_CHECKING, Any

from pipeline.show.terminal import line, table

if TYPE_CHECKING:  # the command must answer at once: what takes long to import is imported by who needs it
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.comparison.write import ComparisonResult
    from pipeline.run import RunResult

_COLUMNS = ("naam", "draad", "aanwezig", "zwak", "stil", "passages")
_FOR_A_PROGRAM = ("started", "finished", "seconds", "counts", "statuses", "people", "threads")


def run_result(result: "RunResult") -> None:
    """Print what a run found, or that there was nothing to do."""
    counts = result.manifest["counts"]
    if result.changed:
        threads(result.manifest["threads"], f"Rode draad -> {result.out}")
        line(f"Open {result.out / 'rode_draad.html'} to read it.")
    else:
        line(f"Nothing changed since the last run: the results in {result.out} are up to date.")
    for notice in result.notices:
        line(notice)
    line(
        f"{counts['files']} files, {counts['pages']} pages, {counts['sentences']} sentences, "
        f"{counts['coded_passages']} coded passages; {result.read} files read and {result.coded} coded in this run."
    )
    _decisions(result)
    for status, number in result.manifest["statuses"].items():
        if status == "dubbel":
            line(f"{number} the same as another file, or nearly so, and left out (see {result.out / 'status.csv'})")
        elif status != "ok":
            line(f"{number} not read: {status} (see {result.out / 'status.csv'})")
    _kept(result.set_aside)


def run_as_json(result: "RunResult") -> dict[str, Any]:
    """Return for a program what `run_result` prints."""
    known = {key: result.manifest[key] for key in _FOR_A_PROGRAM if key in result.manifest}
    now = {"out": str(result.out), "changed": result.changed, "read": result.read, "coded": result.coded}
    said = {"notices": list(result.notices), "set_aside": [str(path) for path in result.set_aside]}
    return now | known | said


def threads(found: "Sequence[Mapping[str, Any]]", title: str) -> None:
    """Print every mechanism with what thread it makes; ``found`` is the part ``threads`` of a manifest."""
    columns = ("mechanisme", *_COLUMNS[1:])
    table(title, columns, ([row[name] for name in _COLUMNS] for row in found), right=_COLUMNS[2:])


def comparison(result: "ComparisonResult") -> None:
    """Print the verdict on every mechanism, and where the rest stands."""
    found = result.found
    first, second = (side.label for side in found.sides)
    columns = ("mechanisme", "aandeel van de zinnen", "aandeel van de rapporten")
    rows = ((one.name, one.sentences.verdict, one.reports.verdict) for one in found.mechanisms)
    table(f"{first} -> {second}", columns, rows)
    for warning in found.warnings:
        line(f"Let op: {warning.text}")
    _kept(result.set_aside)
    line(f"Comparison -> {result.page}")


def _decisions(result: "RunResult") -> None:
    """Tell what became of the decisions of people on these reports, when there are any."""
    people = result.manifest["people"]
    if people["decisions"]:
        found = people["decisions"] - people["lost"]
        line(
            f"{people['passages']} passages stand as people coded them. Of {people['decisions']} decisions on these "
            f"reports {found} were found again and {people['lost']} not; all are in {result.out / 'coderingen.csv'}."
        )


def _kept(set_aside: "Sequence[Path]") -> None:
    for path in set_aside:
        line(f"Your edited file was kept as {path}")
