"""Windows of dates step by a unit, over what is empty, and round from the end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.date_steps import StepUnit, Window, months_before, next_window, stepped
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.timeline_results import DayCounts, Occupied

BOUNDS = Window(date(2024, 1, 1), date(2024, 12, 31))
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
FIXED = st.sampled_from([StepUnit.WINDOW, StepUnit.DAY, StepUnit.WEEK])


def windows(days: st.SearchStrategy[date] = DAYS) -> st.SearchStrategy[Window]:
    return st.builds(
        lambda first, more: Window(first, first + timedelta(days=more)), days, st.integers(0, 400)
    )


def occupied_by(spans: list[Window]) -> Occupied:
    def counts(days: list[int]) -> DayCounts:
        distinct = sorted(set(days))
        return DayCounts(tuple(distinct), tuple(sum(one <= day for one in days) for day in distinct))

    return Occupied(
        counts([day_number(span.first) for span in spans]), counts([day_number(span.last) for span in spans])
    )


@pytest.mark.parametrize(
    ("window", "unit", "following"),
    [
        (("2024-03-01", "2024-03-31"), StepUnit.WINDOW, ("2024-04-01", "2024-04-30")),
        (("2024-01-01", "2024-03-31"), StepUnit.WINDOW, ("2024-04-01", "2024-06-30")),
        (("2024-01-01", "2024-02-29"), StepUnit.MONTH, ("2024-02-01", "2024-03-31")),
        (("2024-01-31", "2024-02-01"), StepUnit.MONTH, ("2024-02-29", "2024-03-01")),
        (("2024-03-01", "2024-03-10"), StepUnit.WINDOW, ("2024-03-11", "2024-03-20")),
        (("2024-03-01", "2024-03-31"), StepUnit.WEEK, ("2024-03-08", "2024-04-07")),
    ],
)
def test_months_stay_months_and_days_keep_their_number(
    window: tuple[str, str], unit: StepUnit, following: tuple[str, str]
) -> None:
    assert stepped(Window(*map(date.fromisoformat, window)), unit, 1) == Window(
        *map(date.fromisoformat, following)
    )


@given(windows(), FIXED)
def test_a_step_back_undoes_a_step_on(window: Window, unit: StepUnit) -> None:
    on = stepped(window, unit, 1)
    assert on is not None
    # A window that steps into whole months by chance goes back by months.
    if bool(on.months) == bool(window.months) or unit is not StepUnit.WINDOW:
        assert stepped(on, unit, -1) == window
    if not window.months or unit is not StepUnit.WINDOW:
        assert on.days == window.days


def test_the_calendar_has_ends() -> None:
    assert stepped(Window(date(9999, 12, 1), date(9999, 12, 31)), StepUnit.WINDOW, 1) is None
    assert stepped(Window(date.min, date.min), StepUnit.DAY, -1) is None


def test_without_a_window_stepping_begins_at_an_end_of_the_data() -> None:
    january, december = (
        Window(date(2024, 1, 1), date(2024, 1, 31)),
        Window(date(2024, 12, 1), date(2024, 12, 31)),
    )
    assert next_window(None, BOUNDS, StepUnit.MONTH, 1) == january
    assert next_window(None, BOUNDS, StepUnit.WINDOW, -1) == december
    assert next_window(None, BOUNDS, StepUnit.WEEK, -1) == Window(date(2024, 12, 25), date(2024, 12, 31))
    assert next_window(december, BOUNDS, StepUnit.MONTH, 1) is None
    assert next_window(december, BOUNDS, StepUnit.MONTH, 1, loop=True) == january
    assert next_window(january, BOUNDS, StepUnit.MONTH, -1, loop=True) == december


QUARTER = Window(date(2024, 1, 1), date(2024, 3, 31))
INSIDE = st.dates(QUARTER.first, QUARTER.last)


@given(
    st.builds(lambda first, more: Window(first, first + timedelta(days=more)), INSIDE, st.integers(0, 40)),
    st.lists(windows(INSIDE), max_size=4),
    st.sampled_from(StepUnit),
    st.sampled_from([1, -1]),
)
def test_skipping_goes_where_walking_finds_the_first_data(
    window: Window, spans: list[Window], unit: StepUnit, direction: int
) -> None:
    occupied = occupied_by(spans)
    walked: Window | None = window
    while True:
        walked = stepped(walked, unit, direction) if walked is not None else None
        if walked is None or walked.first > QUARTER.last or walked.last < QUARTER.first:
            walked = None
            break
        if any(span.first <= walked.last and walked.first <= span.last for span in spans):
            break
    assert next_window(window, QUARTER, unit, direction, occupied=occupied) == walked


@given(windows(), st.lists(windows(), max_size=6))
def test_rows_in_a_window_are_those_that_share_a_day(window: Window, spans: list[Window]) -> None:
    shared = sum(span.first <= window.last and window.first <= span.last for span in spans)
    found = occupied_by(spans).within(day_number(window.first), day_number(window.last))
    assert found == shared


@given(DAYS)
def test_day_numbers_go_both_ways(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(day + timedelta(days=1)) == day_number(day) + 1


def test_last_months_end_with_the_last_day() -> None:
    assert months_before(date(2024, 11, 5), 3) == date(2024, 8, 6)
    assert months_before(date(2024, 12, 31), 12) == date(2024, 1, 1)
    assert months_before(date(2024, 5, 30), 3) == date(2024, 2, 29)
