"""Serve the review page on 127.0.0.1."""

from collections.abc import Callable
from pathlib import Path

from pipeline.review.material import Material
from pipeline.review.queue import Wish


def serve(material: Material, wish: Wish, folder: Path, *, port: int, tell: Callable[[str], None]) -> None:
    """Serve until it is stopped; decisions are appended in ``folder`` as they are made."""
    raise NotImplementedError
