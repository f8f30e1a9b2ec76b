"""Spans of time: whole days, overlap, refusal of nonsense."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.provenance import Citation, Grade
from desktop_app.domain.time_span import Precision, TimeSpan, day_end, day_start

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def test_the_last_second_of_the_end_day_belongs_to_the_span() -> None:
    august = TimeSpan.of_days(date(2024, 8, 1), date(2024, 8, 31), Precision.MONTH)
    last = datetime(2024, 8, 31, 23, 59, 59, tzinfo=UTC)
    assert august.end == last
    assert august.overlaps(TimeSpan(last, last, Precision.INSTANT))
    assert not august.overlaps(TimeSpan.of_days(date(2024, 9, 1), date(2024, 9, 1), Precision.DAY))


def test_naive_and_foreign_zones_are_refused() -> None:
    aware = datetime(2024, 3, 7, tzinfo=UTC)
    with pytest.raises(ValueError, match="must be UTC"):
        TimeSpan(datetime(2024, 3, 7), aware, Precision.DAY)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="must be UTC"):
        TimeSpan(aware, aware.astimezone(timezone(timedelta(hours=9))), Precision.DAY)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="ends 2024-03-06 before it starts 2024-03-07"):
        TimeSpan(day_start(date(2024, 3, 7)), day_start(date(2024, 3, 6)), Precision.WINDOW)


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_sharing_a_day(a: date, b: date, c: date, d: date) -> None:
    one = TimeSpan.of_days(min(a, b), max(a, b), Precision.WINDOW)
    two = TimeSpan.of_days(min(c, d), max(c, d), Precision.WINDOW)
    shared = max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d))
    assert one.overlaps(two) is two.overlaps(one) is shared


@given(DAYS)
def test_a_day_is_one_day(day: date) -> None:
    assert day_end(day) - day_start(day) == timedelta(hours=23, minutes=59, seconds=59)
    assert TimeSpan.of_days(day, day, Precision.DAY).first_day == day
    assert TimeSpan.of_days(day, day, Precision.DAY).last_day == day


def test_a_statement_without_a_source_is_refused() -> None:
    with pytest.raises(ValueError, match="names no source"):
        Citation((), Grade.A)
