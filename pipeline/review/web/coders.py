"""The name under which a reviewer's decisions are kept."""

import unicodedata

from pipeline.codings import CONSENSUS
from pipeline.codings.coders import is_machine

_LONGEST = 60


def one_line(text: str) -> str:
    """Return a text that somebody typed as one line, without characters that cannot be seen or stored."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if unicodedata.category(character)[0] != "C")


def fault_in(name: str) -> str:
    """Return what is wrong with the name of a coder, in Dutch; '' when nothing is."""
    if not name:
        return "Vul een naam in."
    if len(name) > _LONGEST:
        return f"De naam is te lang: hoogstens {_LONGEST} tekens."
    if not name[0].isalnum():
        return "De naam moet met een letter of cijfer beginnen."
    if is_machine(name):
        return f"De naam '{name}' is die van het model; kies een andere."
    if name.casefold() == CONSENSUS:
        return f"De naam '{CONSENSUS}' is voor het besluit van codeurs samen; kies een andere."
    return ""
