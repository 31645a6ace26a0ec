"""The command `run`, however it was called."""

from pathlib import Path

from pipeline import show
from pipeline.commands.chosen import tell_of_download
from pipeline.errors import StoppedError
from pipeline.run import run
from pipeline.settings import Settings

RESULTS = Path("outputs")  # where they go unless another folder is named


def run_reports(reports: Path, out: Path, settings: Settings, *, cluster: str = "", as_json: bool = False) -> None:
    """Run, and show what was found; raises StoppedError, which says how far the run is, when it is interrupted."""
    tell_of_download(settings)
    try:
        result = run(reports, out, settings, progress=show.progress, cluster=cluster)
    except KeyboardInterrupt as e:
        from pipeline.run.signs import stopped_at

        raise StoppedError(stopped_at(out)) from e
    if as_json:
        show.result(show.run_as_json(result))
    else:
        show.run_result(result)
