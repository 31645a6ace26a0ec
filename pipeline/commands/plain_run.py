"""A plain call of `run`, understood without the library that reads commands.

That library takes longer to load than a run without work may take. What it means is in `results.run`; a call that is
not plain, or not right, is left to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.commands.calling import calling
from pipeline.commands.chosen import for_reading, settings_from
from pipeline.commands.running import RESULTS, run_reports

_PLACES = {f"--{name}": name for name in ("out", "settings", "codebook", "passages", "model")}
_SWITCHES = {"--ocr": "ocr", "--pseudonymise": "pseudonymise", "--json": "as_json", "--quiet": "quiet"}
_WRITTEN_OUT = frozenset("*?[~$%")  # the library writes such names out where the shell does not


@dataclass(frozen=True)
class PlainRun:
    """A folder of reports, and the options that came with it."""

    reports: Path
    out: Path = RESULTS
    settings: Path | None = None
    codebook: Path | None = None
    passages: Path | None = None
    model: Path | None = None
    ocr: bool = False
    pseudonymise: bool = False
    as_json: bool = False
    quiet: bool = False

    def do(self) -> None:
        """Run, as the command does."""
        with calling(quiet=self.quiet, as_json=self.as_json):
            named = {"codebook": self.codebook, "passages": self.passages, "model_folder": self.model}
            chosen = settings_from(self.settings, **named)
            chosen = for_reading(chosen, ocr=self.ocr, passwords=(), file=None, pseudonymise=self.pseudonymise)
            run_reports(self.reports, self.out, chosen, as_json=self.as_json)


def plain_run(arguments: Sequence[str]) -> PlainRun | None:
    """Return the run that is asked for; None for another command, and for words that may mean something else."""
    command, words = arguments[:1], iter(arguments[1:])
    if command != ["run"]:
        return None
    given: dict[str, Any] = {}
    for word in words:
        if word in _SWITCHES:
            given[_SWITCHES[word]] = True
            continue
        name = _PLACES.get(word, "reports")
        place = next(words, "") if word in _PLACES else word
        if not _is_plain(place) or (name == "reports" and name in given):
            return None
        given[name] = Path(place)
    return PlainRun(**given) if "reports" in given else None


def _is_plain(place: str) -> bool:
    return bool(place) and not place.startswith("-") and _WRITTEN_OUT.isdisjoint(place)
