"""One run: from a folder of reports to the folder of results, redoing only what changed."""

from pipeline.run.chain import RunResult, run

__all__ = ["RunResult", "run"]
