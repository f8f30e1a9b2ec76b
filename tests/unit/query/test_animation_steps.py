"""The windows of an animation: every day of the period is played, and none twice unless it is asked for."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.animation_steps import MOST_STEPS, Step, played, whole_period
from desktop_app.query.clauses import DateClause
from desktop_app.query.date_steps import Window
from desktop_app.query.day_numbers import day_number
from desktop_app.query.timeline_results import DayCounts, Occupied
from desktop_app.runtime.errors import InputError

DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))
STEPS = st.sampled_from(Step)


def occupied_by(*spans: tuple[date, date]) -> Occupied:
    """Rows with these first and last days."""

    def counts(days: list[int]) -> DayCounts:
        distinct = sorted(set(days))
        return DayCounts(tuple(distinct), tuple(sum(day <= one for day in days) for one in distinct))

    return Occupied(
        counts([day_number(first) for first, _ in spans]), counts([day_number(last) for _, last in spans])
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Window, Occupied]:
    """A period of up to two years, and rows in and around it."""
    first = draw(DAYS)
    whole = Window(first, first + timedelta(days=draw(st.integers(0, 220))))
    starts = draw(st.lists(st.integers(-200, 400), max_size=12))
    spans = [first + timedelta(days=start) for start in starts]
    return whole, occupied_by(*((day, day + timedelta(days=draw(st.integers(0, 40)))) for day in spans))


@given(cases(), STEPS)
def test_steps_cover_the_period_and_share_no_day(case: tuple[Window, Occupied], step: Step) -> None:
    whole, occupied = case
    windows = played(whole, step, occupied)
    assert windows[0].first == whole.first
    assert windows[-1].last == whole.last
    assert all(window.first <= window.last for window in windows)
    assert all(later.first - one.last == timedelta(days=1) for one, later in pairwise(windows))


@given(cases(), STEPS)
def test_a_growing_window_ends_where_each_step_does(case: tuple[Window, Occupied], step: Step) -> None:
    whole, occupied = case
    growing = played(whole, step, occupied, cumulative=True)
    assert {window.first for window in growing} == {whole.first}
    assert [window.last for window in growing] == [window.last for window in played(whole, step, occupied)]


@given(cases(), STEPS, st.integers(1, 12))
def test_a_longer_window_holds_the_last_steps(case: tuple[Window, Occupied], step: Step, length: int) -> None:
    whole, occupied = case
    steps = played(whole, step, occupied)
    windows = played(whole, step, occupied, length=length)
    assert [window.last for window in windows] == [window.last for window in steps]
    for place, window in enumerate(windows):
        assert window.first == steps[max(place - length + 1, 0)].first


@given(cases(), STEPS, st.booleans())
def test_what_is_skipped_is_empty(
    case: tuple[Window, Occupied],
    step: Step,
    cumulative: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    whole, occupied = case
    everything = played(whole, step, occupied, cumulative=cumulative)
    try:
        kept = played(whole, step, occupied, cumulative=cumulative, skips_empty=True)
    except InputError:
        kept = ()
    for one, shown in zip(played(whole, step, occupied), everything, strict=True):
        first, last = day_number(one.first), day_number(one.last)
        begins = any(first <= day <= last for day in occupied.starts.days)
        if cumulative:
            assert (shown in kept) == begins
        else:
            assert (shown in kept) == (occupied.within(first, last) > 0)


def test_open_sides_are_whole_steps_and_chosen_ones_are_kept() -> None:
    rows = occupied_by((date(2024, 3, 7), date(2024, 3, 9)), (date(2024, 5, 30), date(2024, 6, 2)))
    open_ = whole_period(DateClause(), rows, Step.MONTH)
    assert open_ == Window(date(2024, 3, 1), date(2024, 6, 30))
    assert whole_period(DateClause(), rows, Step.WEEK) == Window(date(2024, 3, 4), date(2024, 6, 2))
    assert whole_period(DateClause(), rows, Step.DATA) == Window(date(2024, 3, 7), date(2024, 6, 2))
    cut = whole_period(DateClause(date(2024, 3, 8), None), rows, Step.MONTH)
    assert cut == Window(date(2024, 3, 8), date(2024, 6, 30))
    by_data = played(Window(date(2024, 3, 1), date(2024, 6, 30)), Step.DATA, rows)
    assert [window.first for window in by_data] == [date(2024, 3, 1), date(2024, 3, 7), date(2024, 5, 30)]
    months = played(cut, Step.MONTH, rows, skips_empty=True)
    assert [window.first for window in months] == [date(2024, 3, 8), date(2024, 5, 1), date(2024, 6, 1)]


def test_weeks_begin_on_monday() -> None:
    rows = occupied_by((date(2024, 3, 7), date(2024, 3, 9)))
    weeks = played(Window(date(2024, 3, 7), date(2024, 3, 20)), Step.WEEK, rows)
    assert [(week.first.day, week.last.day) for week in weeks] == [(7, 10), (11, 17), (18, 20)]


def test_what_cannot_be_played_is_told() -> None:
    nothing = occupied_by()
    with pytest.raises(InputError, match="nothing that passes the filter has a date"):
        whole_period(DateClause(), nothing, Step.DAY)
    row = occupied_by((date(2024, 3, 7), date(2024, 3, 9)))
    with pytest.raises(InputError, match="nothing that passes the filter lies within"):
        whole_period(DateClause(date(2025, 1, 1), None), row, Step.DAY)
    with pytest.raises(InputError, match=f"at most {MOST_STEPS:,}"):
        played(Window(date(2000, 1, 1), date(2024, 3, 9)), Step.DAY, row)
    assert len(played(Window(date(2000, 1, 1), date.max), Step.DAY, row, skips_empty=True)) == 3
