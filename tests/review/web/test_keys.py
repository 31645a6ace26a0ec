"""Every code has a key of its own, and none of them does something else."""

from pipeline.codebook import Codebook
from pipeline.review.web.keys import COMMANDS, mechanism_keys, role_keys


def with_roles(codebook: Codebook, *names: str) -> Codebook:
    role = codebook.rol[0]
    roles = tuple(role.model_copy(update={"code": f"r{n}", "naam": name}) for n, name in enumerate(names))
    return codebook.model_copy(update={"rol": roles})


def test_a_role_has_the_first_letter_of_its_name_that_is_free(codebook: Codebook) -> None:
    assert role_keys(codebook) == {"klacht": "k", "plan": "p"}
    other = with_roles(codebook, "Kans", "Klacht", "Bezwaar", "Één", "Hort")
    assert role_keys(other) == {"r0": "k", "r1": "l", "r2": "e", "r3": "n", "r4": "a"}


def test_of_more_roles_than_letters_some_have_none(codebook: Codebook) -> None:
    keys = role_keys(with_roles(codebook, *["Rol"] * 30))
    assert len(set(keys.values())) == len(keys) == 26 - len(COMMANDS)
    assert not COMMANDS & set(keys.values())


def test_nine_mechanisms_have_a_number(codebook: Codebook) -> None:
    one = codebook.mechanisme[0].model_dump()
    many = [one | {"code": f"m{number}"} for number in range(11)]
    keys = mechanism_keys(Codebook.model_validate(codebook.model_dump() | {"mechanisme": many}))
    assert list(keys.values()) == list("123456789")
