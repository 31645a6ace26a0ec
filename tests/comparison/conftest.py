"""Two small runs of the tiny project: in the first village reports are on trees, in the second on water."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.run import run
from pipeline.settings import DuplicateSettings
from tests.conftest import PLACES, settings_for

TREES = (
    "De iepen aan de {} zijn ziek. De kastanje in de {} verliest te vroeg zijn blad. "
    "Er komen nieuwe linden langs de {}."
)
WATER = (
    "Na regen staat de {} blank. Het riool onder de {} loopt bij regen over. "
    "De vijver bij de {} wordt dit najaar uitgediept."
)
OTHER = "De markt op de {} begint voortaan om negen uur. Het buurthuis aan de {} krijgt een nieuwe keuken."
NAMED = "De Plantsoendienst ziet dat de iepen aan de {} ziek zijn."


class Runs(NamedTuple):
    """The folders of results: ten reports on trees, ten on water, one on trees, and one that could not be read."""

    trees: Path
    water: Path
    one: Path
    none: Path


@pytest.fixture(scope="session")
def runs(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("runs")
    every_report = DuplicateSettings(keep_all=True)  # eight of the ten say the same
    settings = replace(settings_for(project), duplicates=every_report)
    for name, texts in (
        ("trees", _village(TREES, NAMED)),
        ("water", _village(WATER, TREES)),
        ("one", [_report(TREES)]),
    ):
        for number, text in enumerate(texts):
            _write(folder / "rapporten" / name / f"verslag {number}.md", text)
        run(folder / "rapporten" / name, folder / name, settings)
    _write(
        folder / "rapporten" / "none" / "english.md",
        "# Trees\n\nThe elms of this village are ill, and so are the limes.\n",
    )
    _write(folder / "rapporten" / "none" / "groen.md", _report(OTHER))
    run(folder / "rapporten" / "none", folder / "none", settings)
    return Runs(*(folder / name for name in Runs._fields))


def _village(most: str, rest: str) -> list[str]:
    """Ten reports, of which the last two have something of another topic too."""
    return [_report(most) if number < 8 else _report(most + " " + rest) for number in range(10)]


def _report(text: str) -> str:
    paragraphs = "\n\n".join((text + " " + OTHER).replace("{}", place) for place in PLACES)
    return f"# Verslag van het dorp\n\n{paragraphs}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
