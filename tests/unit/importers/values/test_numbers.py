"""Numbers as people write them, and the units beside them."""

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.importers.values.numbers import decimal_of, read_number, read_numbers


@pytest.mark.parametrize(
    ("text", "family", "low", "high", "unit"),
    [
        ("5 тыс. т", "mass", 5000, 5000, "t"),
        ("1.2 million bbl", "volume", 1_200_000, 1_200_000, "bbl"),
        ("12-15 thousand bbl", "volume", 12_000, 15_000, "bbl"),
        ("10–12 т", "mass", 10, 12, "t"),
        ("1 234,5 т", "mass", 1234.5, 1234.5, "t"),
        ("1\u202f234\u202f567", "mass", 1_234_567, 1_234_567, ""),
        ("1’234.5", "mass", 1234.5, 1234.5, ""),
        ("1.234.567,8", "mass", 1_234_567.8, 1_234_567.8, ""),
        ("５０００", "mass", 5000, 5000, ""),
        ("−5", "mass", -5, -5, ""),
        ("5 kg", "mass", 0.005, 0.005, "t"),
        ("2000 л", "volume", 2, 2, "m3"),
        ("5 만배럴", "volume", 50_000, 50_000, "bbl"),
        ("18 ft", "length", 18 * 0.3048, 18 * 0.3048, "m"),
        ("55 дм", "length", 5.5, 5.5, "m"),
        ("10 nm", "length", 18_520, 18_520, "m"),
        ("35%", "share", 0.35, 0.35, ""),
        ("US$ 1.2 million", "money", 1_200_000, 1_200_000, "USD"),
        ("5 млн руб.", "money", 5_000_000, 5_000_000, "RUB"),
    ],
)
def test_a_number_is_led_to_its_base_unit(text: str, family: str, low: float, high: float, unit: str) -> None:
    found = read_number(text, family=family)
    assert (found.low, found.high, found.unit) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("10 bpd", "“bpd” is a quantity in a time, and no quantity"),
        ("3 m", "“m” is a unit of length, and a volume is wanted"),
        ("1,234", "the comma in “1,234” can divide thousands or decimals; choose which it is"),
        ("12 34", "the blanks in “12 34” are not between thousands"),
        ("15–12", "the range ends below its beginning"),
        ("5 t – 6 bbl", "“t” and “bbl” are different units"),
        ("many", "is no number"),
    ],
)
def test_what_is_no_number_is_refused_with_a_clause(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        read_number(text, family="volume")


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1,5", "2,750"], ","),
        (["1,500", "2.5"], "."),
        (["1,500"], ""),
        (["1.234,5"], ","),
        (["1,234,567"], "."),
    ],
)
def test_the_decimal_sign_is_seen_over_the_whole_column(texts: list[str], sign: str) -> None:
    assert decimal_of(pl.Series(texts)) == sign


def test_a_column_settles_what_a_cell_leaves_open() -> None:
    assert read_numbers(pl.Series(["1,500", "2,5"])).value.to_list() == [1.5, 2.5]
    assert read_numbers(pl.Series(["1,500", "2.5"])).value.to_list() == [1500, 2.5]
    assert read_numbers(pl.Series(["1,500"]), decimal=".").value.to_list() == [1500]
    mixed = read_numbers(pl.Series(["1.500", "2,5"]), decimal=",")
    assert mixed.value.to_list() == [1500, 2.5]


def test_the_unit_of_a_column_holds_for_cells_that_name_none() -> None:
    column = read_numbers(pl.Series(["5", "6 bbl", "7 тыс", None, "—"]), family="volume", unit="t")
    assert column.value.to_list() == [5, 6, 7000, None, None]
    assert column.unit.to_list() == ["t", "bbl", "t", None, None]
    assert column.problem.null_count() == 5


def test_a_range_is_told_by_its_ends_or_as_a_problem() -> None:
    asked = read_numbers(pl.Series(["12–15"]), family="mass", ranges=True)
    assert (asked.value[0], asked.low[0], asked.high[0], asked.problem[0]) == (None, 12, 15, None)
    assert (
        read_numbers(pl.Series(["12–15"]), family="mass").problem[0] == "is a range, and one number is wanted"
    )


@given(value=st.integers(-(10**12), 10**12), decimals=st.integers(0, 5), sign=st.sampled_from(".,"))
def test_a_number_written_with_its_decimal_sign_is_read_back(value: int, decimals: int, sign: str) -> None:
    number = value / 10**decimals
    text = f"{number:.{decimals}f}".replace(".", sign)
    assert read_number(text, decimal=sign).low == float(f"{number:.{decimals}f}")
    column = read_numbers(pl.Series([text]), decimal=sign)
    assert column.value.to_list() == [float(f"{number:.{decimals}f}")]


@given(
    st.text() | st.text(alphabet="0123456789.,' -–~eтt%$", max_size=30),
    st.sampled_from(["", "volume", "money"]),
)
def test_no_text_makes_it_fall_over(text: str, family: str) -> None:
    column = read_numbers(pl.Series([text], dtype=pl.String, strict=False), family=family)
    assert len(column.value) == 1
    assert column.value[0] is None or column.problem[0] is None
