"""All commands: importing them makes them known to the app."""

from pipeline.commands import (  # noqa: F401
    agreement,
    classifier,
    codebook,
    exporting,
    importing,
    learning_curve,
    measuring,
    passages,
    results,
    review,
)
from pipeline.commands.app import app

__all__ = ["app"]
