"""Which key stands for which code of the codebook."""

from pipeline.codebook import Codebook

# The page uses these itself: b codebook, d on, h hide, o remark, r report, s skip, t back, v proposal, z undo.
COMMANDS = frozenset("bdhorstvz")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def mechanism_keys(codebook: Codebook) -> dict[str, str]:
    """Return 1 to 9 for the first nine mechanisms; those after them have no key."""
    return {code: str(number) for number, code in enumerate(codebook.mechanisms[:9], start=1)}


def role_keys(codebook: Codebook) -> dict[str, str]:
    """Return a letter for each role: the first of its name that is free, else the first free one of the alphabet.

    Roles for which no letter is left have no key.
    """
    taken = set(COMMANDS)
    keys: dict[str, str] = {}
    for role in codebook.rol:
        wanted = role.naam.lower() + _ALPHABET
        letter = next((letter for letter in wanted if letter in _ALPHABET and letter not in taken), "")
        if letter:
            keys[role.code] = letter
            taken.add(letter)
    return keys
