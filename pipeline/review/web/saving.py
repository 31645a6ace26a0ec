"""Why a decision could not be stored, told to the reviewer."""

import errno

_STILL_HERE = "De keuze staat nog op het scherm: los dit op en sla opnieuw op."
_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte op de schijf is op",
    errno.EROFS: "de schijf kan alleen worden gelezen",
    errno.EACCES: "het bestand mag niet worden beschreven, of het staat open in een ander programma",
    errno.EPERM: "het bestand mag niet worden beschreven, of het staat open in een ander programma",
    errno.EIO: "de schijf geeft een fout",
}


def not_saved(error: Exception) -> str:
    """Return the Dutch sentence for a decision that is not on the disk; the file is named, so that it can be found."""
    return f"Niet opgeslagen: {_reason(error)}. {_STILL_HERE}"


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "een ander programma houdt het bestand met beoordelingen bezet"
    if not isinstance(error, OSError):
        return str(error).rstrip(".")
    reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    return f"{reason} ({error.filename})" if error.filename else reason
