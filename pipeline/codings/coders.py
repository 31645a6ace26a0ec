"""The names of coders: one rule for the store, sheets, the web page, commands and files of other tools.

A name is one line; capitals make no other coder, and the spelling that was used first stays. 'consensus' stands for
what coders agreed on, so it may be given wherever a consensus is recorded on purpose, and is written in one way. Names
that we use for the machine are nobody's: a row with such a name is a coding of the machine.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from pipeline.errors import UsageError

# A coder of this name stands for what coders agreed on together: it replaces what each of them decided alone.
CONSENSUS = "consensus"
_MACHINES = frozenset(("machine", "(machine)", "model", "(model)"))


@lru_cache(maxsize=1024)
def tidy_name(name: str) -> str:
    """Return a name as one line, without what cannot be seen or stored, and a consensus in its own spelling."""
    seen = (sign for sign in name if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    own = " ".join("".join(seen).split())
    return CONSENSUS if same_coder(own) == CONSENSUS else own


@lru_cache(maxsize=1024)
def same_coder(name: str) -> str:
    """Return what the spellings of one name have in common."""
    return unicodedata.normalize("NFC", name).casefold()


def as_known(name: str, known: Iterable[str]) -> str:
    """Return the name, tidied, in the spelling of ``known`` when it is there, so that 'anna' and 'Anna' are one."""
    own = tidy_name(name)
    return next((one for one in known if same_coder(one) == same_coder(own)), own)


@lru_cache(maxsize=1024)
def is_machine(name: str) -> bool:
    """Whether a name is one that we use for the machine."""
    return same_coder(tidy_name(name)) in _MACHINES


def person(name: str, known: Iterable[str] = ()) -> str:
    """Return the name of a person who codes, or of the consensus, as it is kept (`as_known`).

    Raises UsageError for a name that is the machine's.
    """
    if is_machine(name):
        raise UsageError(f"'{name.strip()}' is our name for the machine, not for a coder; use your own name")
    return as_known(name, known)
