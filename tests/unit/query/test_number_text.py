"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.number_text import number_text, parse_number, parse_whole
from desktop_app.runtime.errors import UsageError


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,410", 1410), ("1 410 000.5", 1410000.5), ("\u2212.25", -0.25), ("23\u202f197", 23197), ("007", 7)],
)
def test_reads_thousands_and_decimals(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["1,5", "1,41,0", "12 34", "1e9", "nan", "", "٣", "9" * 400])
def test_refuses_what_is_no_number_or_two(text: str) -> None:
    with pytest.raises(UsageError):
        parse_number(text)


def test_a_whole_number_has_no_decimals() -> None:
    assert parse_whole("1,410.0") == 1410
    with pytest.raises(UsageError, match="whole"):
        parse_whole("0.5")


@given(st.floats(0, 1e15).map(lambda value: round(value, 4)))
def test_numbers_read_back(value: float) -> None:
    assert parse_number(number_text(value)) == value
