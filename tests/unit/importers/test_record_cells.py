"""Cells and tables, for any text."""

import csv
import math
import re
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.time_span import Precision
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row
from desktop_app.runtime.errors import InputError

# What a cell can hold: anything but NUL and lone surrogates, without blanks at its ends.
CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r")).map(str.strip)


def row(**cells: str) -> Row:
    return Row("file.csv, line 2", cells, Ids())


@given(st.one_of(st.text(), st.floats().map(str), st.decimals().map(str), st.integers().map(str)))
def test_a_number_is_finite_and_not_negative_or_an_error(text: str) -> None:
    cells = row(dwt_t=text)
    if not text:
        assert cells.number("dwt_t") is None
    elif re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,9})?", text, re.ASCII):
        assert cells.number("dwt_t") == float(text)
        assert math.isfinite(float(text))
    else:
        with pytest.raises(InputError, match=r"^file\.csv, line 2: dwt_t is "):
            cells.number("dwt_t")


@given(st.floats(0, 1e9, allow_subnormal=False).map(lambda value: round(value, 3)))
def test_plain_decimals_are_read_as_they_stand(value: float) -> None:
    assert row(dwt_t=f"{value:.3f}").number("dwt_t") == pytest.approx(value)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.integers(0, 400))
def test_a_window_covers_its_days_whole(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    span = row(start=str(first), end=str(last), precision="window", approximate="no").span()
    assert (span.first_day, span.last_day) == (first, last)
    assert span.end - span.start == timedelta(days=days + 1, seconds=-1)
    assert span.precision is Precision.WINDOW


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_month_and_year_fit_their_whole_span_only(day: date) -> None:
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    month = row(start=str(first), end=str(last), precision="month", approximate="yes").span()
    assert month.approximate
    assert month.last_day == last
    with pytest.raises(InputError, match="is not one whole month"):
        row(start=str(first), end=str(last - timedelta(days=1)), precision="month", approximate="no").span()
    year = row(start=f"{day.year}-01-01", end=f"{day.year}-12-31", precision="year", approximate="no").span()
    assert year.first_day.year == year.last_day.year == day.year


def test_an_instant_is_utc() -> None:
    span = row(
        start="2024-10-19T17:00Z", end="2024-10-19T17:00Z", precision="instant", approximate="no"
    ).span()
    assert span.start == span.end
    assert span.start.tzinfo is UTC
    assert span.start.hour == 17


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=20))
def test_any_cells_written_as_csv_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("table") / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([("a", "b", "c"), *rows])
    read = read_table(path, ("a", "b", "c"), Ids())
    assert [(cells.text("a"), cells.text("b"), cells.text("c")) for cells in read] == rows


def test_the_last_year_has_a_last_month(tmp_path: Path) -> None:
    """31 December 9999 is the last day Python knows; looking for the month's end must not pass it."""
    path = tmp_path / "table.csv"
    path.write_text("start,end,precision,approximate\n9999-12-01,9999-12-31,month,no\n", encoding="utf-8")
    (cells,) = read_table(path, ("start", "end", "precision", "approximate"), Ids())
    assert cells.span().last_day == date(9999, 12, 31)
