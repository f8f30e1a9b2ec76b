"""Days between two times, held against every pair of days that either may stand for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.lag import Lag, is_dated, lag_between
from desktop_app.domain.time_span import Precision, TimeSpan

FIRST = date(2024, 2, 20)
WHOLE = (Precision.DAY, Precision.INTERVAL)


def span(first: int, length: int, precision: Precision) -> TimeSpan:
    day = FIRST + timedelta(days=first)
    return TimeSpan.of_days(day, day + timedelta(days=length), precision)


spans = st.builds(span, st.integers(0, 40), st.integers(0, 12), st.sampled_from(Precision))


@pytest.mark.parametrize(
    ("one", "other", "lag"),
    [
        ((0, 0, Precision.DAY), (3, 0, Precision.DAY), (3, 3)),
        ((3, 0, Precision.DAY), (0, 0, Precision.DAY), (-3, -3)),
        ((0, 4, Precision.INTERVAL), (2, 0, Precision.DAY), (0, 0)),
        ((0, 4, Precision.INTERVAL), (6, 1, Precision.INTERVAL), (2, 2)),
        ((10, 0, Precision.DAY), (0, 28, Precision.MONTH), (-10, 18)),
        ((10, 5, Precision.WINDOW), (12, 1, Precision.INTERVAL), (-2, 2)),
        ((10, 5, Precision.WINDOW), (0, 4, Precision.WINDOW), (-15, -6)),
    ],
)
def test_lag_runs_between_the_nearest_ends(
    one: tuple[int, int, Precision], other: tuple[int, int, Precision], lag: tuple[int, int]
) -> None:
    assert lag_between(span(*one), span(*other)) == lag


def possible(when: TimeSpan) -> list[tuple[date, date]]:
    """What a time may stand for: all of it, or any one of its days."""
    if when.precision in {Precision.INSTANT, *WHOLE}:
        return [(when.first_day, when.last_day)]
    length = (when.last_day - when.first_day).days
    return [(day, day) for day in (when.first_day + timedelta(days=n) for n in range(length + 1))]


def signed(one: tuple[date, date], other: tuple[date, date]) -> int:
    """Days of the pair of days, one of each, that are closest; the sign of who comes first."""
    pairs = [
        (one[0] + timedelta(days=a), other[0] + timedelta(days=b))
        for a in range((one[1] - one[0]).days + 1)
        for b in range((other[1] - other[0]).days + 1)
    ]
    return min(((later - earlier).days for earlier, later in pairs), key=abs)


@given(spans, spans, st.integers(0, 20))
def test_the_range_holds_every_possible_lag_and_no_other_ends(
    one: TimeSpan, other: TimeSpan, days: int
) -> None:
    lags = [signed(a, b) for a in possible(one) for b in possible(other)]
    lag = lag_between(one, other)
    assert lag == (min(lags), max(lags))
    assert lag.least == min(map(abs, lags))
    assert lag.is_within(days) == all(abs(each) <= days for each in lags)
    assert lag.may_be_within(days) == any(abs(each) <= days for each in lags)
    assert lag_between(other, one) == Lag(-lag.high, -lag.low)


def test_a_day_that_the_source_calls_about_is_not_dated() -> None:
    exact = TimeSpan.of_days(FIRST, FIRST, Precision.DAY)
    about = TimeSpan.of_days(FIRST, FIRST, Precision.DAY, approximate=True)
    window = TimeSpan.of_days(FIRST, FIRST + timedelta(days=2), Precision.WINDOW)
    assert [is_dated(each) for each in (exact, about, window)] == [True, False, False]
