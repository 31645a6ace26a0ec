"""Rode Draad: from a folder of Dutch policy reports to coded passages and the common thread through them."""

__version__ = "0.1.0"
