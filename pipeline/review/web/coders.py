"""What may not be the name under which a reviewer's decisions are kept."""

from pipeline.codings import CONSENSUS
from pipeline.codings.coders import is_machine

_LONGEST = 60


def fault_in(name: str) -> str:
    """Return what is wrong with the name of a coder, in Dutch; '' when nothing is. It is tidy (`tidy_name`)."""
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
