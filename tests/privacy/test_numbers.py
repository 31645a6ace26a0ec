"""Check digits, and what is no number of these kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.privacy.numbers import is_bsn, is_iban, numbers
from pipeline.privacy.spans import Mask


@given(st.integers(10_000_000, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_other_digit_makes_no_bsn(number: int, place: int, shift: int) -> None:
    digits = f"{number:09d}"
    other = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert not (is_bsn(digits) and is_bsn(other))


def test_one_in_eleven_numbers_passes_the_eleven_test() -> None:
    assert sum(is_bsn(f"{number:09d}") for number in range(100_000_000, 100_011_000)) == 1000
    assert not is_bsn("000000000")


@given(st.integers(0, 9_999_999_999))
def test_an_iban_with_its_own_check_digits_counts_and_with_others_not(account: int) -> None:
    plain = f"ABNA{account:010d}"
    number = int("".join(str(int(character, 36)) for character in plain + "NL00"))
    check = 98 - number % 97
    assert is_iban(f"NL{check:02d}{plain}")
    assert not is_iban(f"NL{(check + 1) % 97 + 2:02d}{plain}")


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("a.b@c.nl", Mask.MAIL),
        ("0612345678", Mask.PHONE),
        ("NL91 ABNA 0417 1643 00", Mask.IBAN),
        ("111222333", Mask.BSN),
    ],
)
def test_a_number_is_found_whole_between_other_text(text: str, mask: Mask) -> None:
    (span,) = numbers(f"Dit is {text}, en meer.")
    assert (span.start, span.end, span.mask) == (7, 7 + len(text), mask)
