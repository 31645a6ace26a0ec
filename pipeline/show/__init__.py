"""What a user sees in the terminal: progress, tables and one-line messages. Never the text of a report."""

from pipeline.show.progress import progress
from pipeline.show.results import comparison, run_as_json, run_result, threads
from pipeline.show.standing import standing
from pipeline.show.terminal import error, line, manners, plain, result, table
from pipeline.show.training import evaluation, quality, tables, trained

__all__ = [
    "comparison",
    "error",
    "evaluation",
    "line",
    "manners",
    "plain",
    "progress",
    "quality",
    "result",
    "run_as_json",
    "run_result",
    "standing",
    "table",
    "tables",
    "threads",
    "trained",
]
