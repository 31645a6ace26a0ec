"""One run: from a folder of reports to the folder of results, redoing only what changed."""

from pipeline.run.result import RunResult
from pipeline.run.start import run

__all__ = ["RunResult", "run"]
