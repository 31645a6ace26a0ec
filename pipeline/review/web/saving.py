"""Why a decision could not be stored, told to the reviewer."""

import errno

_STILL_HERE = "De keuze staat nog op het scherm: los dit op en sla opnieuw op."
_BUSY = "een ander programma houdt het bestand met coderingen bezet"
_OPEN_ELSEWHERE = "het bestand mag niet worden beschreven, of het staat open in een ander programma"
_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte op de schijf is op",
    errno.EROFS: "de schijf kan alleen worden gelezen",
    errno.EACCES: _OPEN_ELSEWHERE,
    errno.EPERM: _OPEN_ELSEWHERE,
    errno.EIO: "de schijf geeft een fout",
    errno.EISDIR: "op de plaats van het bestand staat een map",
    errno.ENOTDIR: "op de plaats van de map met coderingen staat een bestand",
    errno.EEXIST: "op de plaats van de map met coderingen staat een bestand",
}


def not_saved(error: Exception) -> str:
    """Return the Dutch sentence for a decision that is not on the disk; the file is named, so that it can be found.

    What the store refuses without a cause of the system is the decision itself. Words of the system or of the store
    that have no Dutch of ours come after it, between quotes.
    """
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    reason, quoted = _reason(cause)
    return f"Niet opgeslagen: {reason}. {_STILL_HERE}{f' Melding: “{quoted}”.' if quoted else ''}"


def _reason(error: BaseException) -> tuple[str, str]:
    """Return the reason in Dutch, and what is to be quoted, if anything."""
    if isinstance(error, TimeoutError):  # before its kind: a lock that others hold is one too
        return _BUSY, ""
    if not isinstance(error, OSError):
        return "dit besluit past niet in het bestand met coderingen", str(error).rstrip(".")
    known = _REASONS.get(error.errno or 0)
    place = f" ({error.filename})" if error.filename else ""
    return (known or "het bestand kan niet worden beschreven") + place, "" if known else error.strerror or ""
