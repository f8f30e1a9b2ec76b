"""Days, pixels and ticks of the timeline's clock, whatever the zone of the machine."""

import math
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.day_numbers import DAY_S, day_number
from desktop_app.ui.charts.clock import LEAST_SPAN_S, Clock, Stretch
from desktop_app.ui.charts.time_ticks import LEVELS, level_of, major_ticks, minor_ticks

ZONES = ("UTC", "Asia/Vladivostok", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago")
DAYS = st.integers(day_number(date(1950, 1, 1)), day_number(date(2060, 12, 31)))


@pytest.fixture(params=ZONES)
def _zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def width_of(text: str) -> float:
    return 6.0 * len(text)


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    first = draw(DAYS) * DAY_S + draw(st.integers(0, DAY_S))
    length = draw(st.floats(LEAST_SPAN_S, 40 * 366.0 * DAY_S))
    return Clock(Stretch(float(first), first + length), draw(st.floats(0, 200)), draw(st.floats(60, 4_000)))


@given(clocks(), st.floats(0, 1))
def test_a_day_in_sight_goes_to_a_pixel_and_back(clock: Clock, share: float) -> None:
    day = math.floor((clock.shown.first_s + share * clock.shown.length_s) / DAY_S)
    middle = clock.x(day * DAY_S + DAY_S / 2)
    if clock.left <= middle <= clock.right:
        assert clock.day_at(middle) == day
    start = clock.x_of_day(day)
    if clock.left <= start <= clock.right and day * DAY_S < clock.shown.last_s:
        assert clock.day_at(start) == day
    assert clock.x_of_day(day + 1) - start == pytest.approx(clock.px_per_day)


@given(clocks(), st.floats(-4_000, 8_000))
def test_no_pixel_leads_out_of_sight(clock: Clock, x: float) -> None:
    first, last = clock.shown
    day = clock.day_at(x)
    assert math.floor(first / DAY_S) <= day < last / DAY_S


@given(clocks(), st.floats(0.2, 5.0), st.floats(0.0, 1.0))
def test_zoom_keeps_the_instant_under_the_pointer(clock: Clock, factor: float, share: float) -> None:
    shown = clock.shown
    bounds = Stretch(shown.first_s - shown.length_s * 10, shown.last_s + shown.length_s * 10)
    at = shown.first_s + share * shown.length_s
    zoomed = shown.zoomed(factor, at, bounds)
    assert zoomed.length_s == pytest.approx(max(shown.length_s / factor, LEAST_SPAN_S))
    assert zoomed.first_s + share * zoomed.length_s == pytest.approx(at, abs=1e-3)


@given(clocks(), st.floats(0.01, 20.0), st.floats(-1e9, 1e9))
def test_nothing_is_shown_beside_the_bounds(clock: Clock, factor: float, by_s: float) -> None:
    bounds = clock.shown
    for seen in (
        bounds.zoomed(factor, bounds.first_s, bounds),
        bounds.zoomed(2.0, bounds.last_s, bounds).moved(by_s, bounds),
    ):
        assert bounds.first_s - 1e-3 <= seen.first_s < seen.last_s <= bounds.last_s + 1e-3


@given(clocks())
def test_labels_of_the_chosen_level_do_not_touch(clock: Clock) -> None:
    level = level_of(clock, width_of)
    places = [clock.x(tick.second) for tick in minor_ticks(clock, level)]
    gaps = [after - before for before, after in pairwise(places)]
    # February is shorter than the mean month by a twelfth, the last days of a month are skipped or fewer.
    assert all(gap >= width_of(level.widest) * 0.9 for gap in gaps)
    finer = LEVELS[: LEVELS.index(level)]
    assert all(row.seconds * clock.px_per_s < width_of(row.widest) + 10 for row in finer)
    labels = [tick.text for tick in major_ticks(clock, level)]
    assert len(labels) == len(set(labels))


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize(
    ("first", "days", "unit", "minor", "major"),
    [
        (date(2024, 3, 31), 1, "hour", ["00:00", "03:00", "06:00"], ["31 Mar 2024"]),
        (date(2024, 10, 27), 30, "day", ["27", "29", "1"], ["Oct 2024", "Nov 2024"]),
        (date(2024, 1, 1), 366, "month", ["Jan", "Feb", "Mar"], ["2024"]),
        (date(2010, 1, 1), 5_479, "year", ["2010", "2011", "2012"], []),
    ],
)
def test_ticks_are_utc_in_every_zone(
    first: date, days: int, unit: str, minor: list[str], major: list[str]
) -> None:
    number = day_number(first)
    clock = Clock(Stretch.of_days(number, number + days - 1), 80.0, 600.0)
    level = level_of(clock, width_of)
    assert level.unit == unit
    ticks = list(minor_ticks(clock, level))
    assert [tick.text for tick in ticks if tick.second >= clock.shown.first_s][:3] == minor
    assert [tick.text for tick in major_ticks(clock, level)] == major
    assert clock.day_at(clock.left) == number
    assert clock.day_at(clock.right) == number + days - 1
