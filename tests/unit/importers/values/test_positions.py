"""Positions in one cell, and longitudes and latitudes in their own columns."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.coordinates import format_position
from desktop_app.importers.values.positions import Axis, read_degrees, read_positions


@pytest.mark.parametrize(
    ("axis", "text", "degrees"),
    [
        ("lat", "42.75", 42.75),
        ("lat", "42,75", 42.75),
        ("lat", "42°45′N", 42.75),
        ("lat", "42 45.0 с.ш.", 42.75),
        ("lat", "북위 42도 45분", 42.75),
        ("lat", "42°45'00\"S", -42.75),
        ("lat", "424500N", 42.75),
        ("lon", "133 05", 133 + 5 / 60),
        ("lon", "E133 05", 133 + 5 / 60),
        ("lon", "133°05' в.д.", 133 + 5 / 60),
        ("lon", "133.5 W", -133.5),
        ("lon", "1330500E", 133 + 5 / 60),
    ],
)
def test_degrees_are_read_in_every_form(axis: Axis, text: str, degrees: float) -> None:
    column = read_degrees(pl.Series([text, None]), axis)
    assert column.value.to_list() == [pytest.approx(degrees), None]
    assert column.problem.to_list() == [None, None]


@pytest.mark.parametrize(
    ("axis", "text", "reason"),
    [
        ("lat", "95", "latitude 95° lies outside 90°S to 90°N"),
        ("lat", "91", "91 says that the position is not available"),
        ("lon", "181.0", "181 says that the position is not available"),
        ("lat", "133°05′E", "is no latitude"),
        ("lon", "Rajin", "is no longitude"),
    ],
)
def test_what_is_no_coordinate_is_told(axis: Axis, text: str, reason: str) -> None:
    column = read_degrees(pl.Series([text]), axis)
    assert (column.value[0], column.problem[0]) == (None, reason)


@given(
    st.floats(-179.9, 179.9, allow_nan=False),
    st.floats(-79.9, 79.9, allow_nan=False),
    st.sampled_from(["decimal", "dms", "dm"]),
)
def test_a_position_that_is_written_is_read_back(lon: float, lat: float, form: str) -> None:
    column = read_positions(pl.Series([format_position(lon, lat, form), "-", "Rajin"]))  # type: ignore[arg-type] # one of the forms
    # The coarsest form is in tenths of a second.
    assert (column.lon[0], column.lat[0]) == (pytest.approx(lon, abs=3e-5), pytest.approx(lat, abs=3e-5))
    assert column.lon.null_count() == 2
    assert column.problem.to_list() == [None, None, "is no position"]


@given(st.text() | st.text(alphabet="0123456789.,°'\" NSEWшд-", max_size=30), st.sampled_from(["lon", "lat"]))
def test_no_text_makes_it_fall_over(text: str, axis: Axis) -> None:
    texts = pl.Series([text], dtype=pl.String, strict=False)
    assert read_degrees(texts, axis).value[0] is None or read_degrees(texts, axis).problem[0] is None
    assert len(read_positions(texts).lon) == 1
