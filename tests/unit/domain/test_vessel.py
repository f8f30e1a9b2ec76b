"""IMO check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.vessel import is_valid_imo


@pytest.mark.parametrize("number", ["9129653", "8660313", "8691702", "7389704", "9074729"])
def test_right_check_digit(number: str) -> None:
    assert is_valid_imo(number)


@pytest.mark.parametrize("number", ["", "9129654", "912965", "91296530", "912965x", "٩١٢٩٦٥٣", " 9129653"])
def test_wrong_number(number: str) -> None:
    assert not is_valid_imo(number)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_exactly_one_last_digit_is_right(six: str) -> None:
    assert sum(is_valid_imo(f"{six}{digit}") for digit in range(10)) == 1


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.integers(0, 5), st.integers(1, 9))
def test_one_changed_digit_is_found(six: str, place: int, shift: int) -> None:
    """The weights 7..2 catch a change of one digit unless weight × change is a multiple of ten."""
    right = next(f"{six}{digit}" for digit in range(10) if is_valid_imo(f"{six}{digit}"))
    old = int(right[place])
    new = (old + shift) % 10
    changed = f"{right[:place]}{new}{right[place + 1 :]}"
    assert is_valid_imo(changed) == ((7 - place) * (new - old) % 10 == 0)
