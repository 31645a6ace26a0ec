"""Everything that can go wrong in a way a user can mend. Only the command catches these."""

from pipeline.records import Status


class RodeDraadError(Exception):
    """Base of all expected errors; its text says what was found, what was needed and what to do."""


class UsageError(RodeDraadError):
    """A folder, file, option or setting that cannot be used as given."""


class CodebookError(UsageError):
    """A codebook that does not hold what a codebook must hold."""


class PassageFileError(UsageError):
    """A file of coded passages with a row or column that cannot be understood."""


class ModelError(UsageError):
    """A model that is absent, damaged or made for another codebook."""


class NothingReadError(RodeDraadError):
    """A run in which not one report could be read."""


class StoppedError(RodeDraadError):
    """A command that somebody stopped (Ctrl-C) before it was done."""


class UnreadableFileError(RodeDraadError):
    """One input file that cannot be read: ends as a row in status.csv, never as the end of a run."""

    def __init__(self, status: Status, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
