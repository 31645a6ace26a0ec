"""Reading one file in a child process, and what its report says when the child does not survive."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.cache import Cache
from pipeline.extract import InputFile, refused
from pipeline.isolation import in_children
from pipeline.privacy import read_file
from pipeline.records import Report, Status
from pipeline.settings import ExtractSettings
from pipeline.versions import file_hash
from pipeline.workplace import Fate

_KEY = "report"
_PASSING = (Fate.TIMED_OUT, Fate.CRASHED)
_REFUSALS = {
    Fate.TIMED_OUT: (
        Status.TIMED_OUT,
        "Het lezen duurde langer dan {0.seconds:g} seconden en is afgebroken. "
        "Druk het bestand af naar een nieuwe PDF, deel het op, of verhoog max_seconds in de instellingen.",
    ),
    Fate.OUT_OF_MEMORY: (
        Status.TOO_LARGE,
        "Het lezen vroeg meer dan {0.max_memory_mb} MB geheugen en is afgebroken. "
        "Druk het bestand af naar een nieuwe PDF, deel het op, of verhoog max_memory_mb in de instellingen.",
    ),
    Fate.CRASHED: (
        Status.DAMAGED,
        "Het lezen brak onverwacht af; het bestand is waarschijnlijk beschadigd. Vraag het bestand opnieuw op.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Job:
    file: InputFile
    cache: Cache
    limits: ExtractSettings


def read_isolated(path: Path, limits: ExtractSettings) -> Report:
    """Read one file of any kind; whatever happens to the child, there is a report with a status."""
    with TemporaryDirectory() as folder:
        job = _Job(InputFile(path, path.name, file_hash(path)), Cache(Path(folder)), limits)
        seconds, memory = limits.seconds, limits.max_memory_mb
        ((_, fate),) = in_children(_read, [job], workers=1, seconds=seconds, memory_mb=memory)
        return job.cache.get_report(_KEY) if fate is Fate.DONE else refusal(job.file, fate, limits)


def refusal(file: InputFile, fate: Fate, limits: ExtractSettings) -> Report:
    """Return the report of a file whose child did not survive, with a Dutch message that names the limit."""
    status, message = _REFUSALS[fate]
    return refused(file, status, message.format(limits), passing=fate in _PASSING)


def _read(job: _Job) -> None:
    job.cache.put_report(_KEY, read_file(job.file, job.limits))
