"""Files read in child processes, outside a run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.cache import Cache
from pipeline.extract import InputFile, read_report
from pipeline.isolation import in_children
from pipeline.reading import refusal
from pipeline.records import Report
from pipeline.settings import ExtractSettings
from pipeline.workplace import Fate


@dataclass(frozen=True)
class _Job:
    path: Path
    number: int
    cache: Cache
    limits: ExtractSettings

    @property
    def file(self) -> InputFile:
        return InputFile(self.path, self.path.name, "")

    @property
    def key(self) -> str:
        return str(self.number)


def read_all(paths: Iterable[Path], limits: ExtractSettings) -> Iterator[tuple[Path, Report]]:
    """Read the files in as many children as there are cores; each has a report, also when its child did not survive."""
    with TemporaryDirectory() as folder:
        jobs = [_Job(path, number, Cache(Path(folder)), limits) for number, path in enumerate(paths)]
        fates = in_children(_read, jobs, workers=0, seconds=limits.seconds, memory_mb=limits.max_memory_mb)
        for job, fate in fates:
            yield job.path, job.cache.get_report(job.key) if fate is Fate.DONE else refusal(job.file, fate, limits)


def _read(job: _Job) -> None:
    job.cache.put_report(job.key, read_report(job.file, job.limits))
