"""From a file to a Report: one reader per format, then a judgement of what was read."""

from pipeline.extract.read import InputFile, read_report, refused

__all__ = ["InputFile", "read_report", "refused"]
