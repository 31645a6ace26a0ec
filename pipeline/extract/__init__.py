"""From a file to a Report: one reader per format, then a judgement of what was read."""

from pipeline.extract.read import SUPPORTED, InputFile, read_report, refused

__all__ = ["SUPPORTED", "InputFile", "read_report", "refused"]
