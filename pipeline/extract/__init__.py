"""From a file to a Report: one reader per format, then a judgement of what was read."""

from pipeline.extract.read import read_report, refused
from pipeline.records import InputFile

__all__ = ["InputFile", "read_report", "refused"]
