"""What a draught tells: on a scale, by dimensions, and laden or in ballast by AIS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.assumption import Range
from desktop_app.domain.draught import Hull, by_dimensions, on_scale
from desktop_app.domain.laden import MOST_AWAY_S, SETTLED_S, Laden, laden_after

SCALE = ((3.0, 900.0), (4.0, 1_700.0), (6.0, 3_500.0))
HULL = Hull(105.0, 16.5, 6.5)
EXACT = Range(0.0, 0.0, 0.0)
CWP = Range(0.80, 0.84, 0.88)
DAY_S = 86_400


@pytest.mark.parametrize(
    ("draught_m", "tonnes"), [(3.0, 900), (3.5, 1_300), (4.0, 1_700), (5.0, 2_600), (6.0, 3_500)]
)
def test_a_scale_is_read_between_its_points(draught_m: float, tonnes: float) -> None:
    found = on_scale(SCALE, draught_m, EXACT)
    assert found is not None
    assert found.tonnes == pytest.approx((tonnes, tonnes, tonnes))
    assert found.variance == 0


@pytest.mark.parametrize("draught_m", [2.99, 6.01])
def test_outside_of_a_scale_nothing_is_documented(draught_m: float) -> None:
    assert on_scale(SCALE, draught_m, EXACT) is None
    assert on_scale((), draught_m, EXACT) is None


def test_a_step_of_ais_is_150_tonnes_on_a_ship_of_105_metres() -> None:
    """15 t/cm: 1.025 x 105 x 16.5 x 0.84 / 100."""
    at = [by_dimensions(6_000, HULL, draught, CWP, EXACT) for draught in (6.4, 6.3)]
    assert at[0] is not None
    assert at[1] is not None
    assert at[0].tonnes.best - at[1].tonnes.best == pytest.approx(149, abs=1)


@given(st.floats(1.0, 9.0), st.floats(0, 0.3), st.floats(0, 0.5))
def test_ranges_are_in_order_and_never_more_than_the_deadweight(
    draught_m: float, best_m: float, more_m: float
) -> None:
    error = Range(0.0, best_m, best_m + more_m)
    for found, most in (
        (by_dimensions(6_000, HULL, draught_m, CWP, error), 6_000),
        (on_scale(SCALE, draught_m, error), 3_500),
    ):
        if found is not None:
            low, best, high = found.tonnes
            assert 0 <= low <= best <= high <= most
            assert best > 0
            assert 0 <= found.variance <= ((high - low) / 2) ** 2 / 6 * (1 + 1e-9)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (40, 46, Laden.LADEN),  # 15 % of 4 m
        (40, 45, Laden.UNKNOWN),
        (50, 44, Laden.BALLAST),
        (50, 45, Laden.UNKNOWN),
    ],
)
def test_a_change_of_fifteen_per_cent_tells(before: int, after: int, wanted: Laden) -> None:
    arrival, departure = 100 * DAY_S, 101 * DAY_S
    times = (0, 1, arrival - DAY_S, departure + SETTLED_S - 1, departure + SETTLED_S)
    draughts = (30, 70, before, before, after)
    assert laden_after(times, draughts, arrival, departure) is wanted


def test_reports_that_are_far_or_missing_tell_nothing() -> None:
    arrival, departure = 100 * DAY_S, 101 * DAY_S
    near = (arrival - DAY_S, departure + DAY_S)
    assert laden_after(near, (30, 70), arrival, departure) is Laden.LADEN
    for times in (
        (near[0],),
        (near[1],),
        (arrival - MOST_AWAY_S - 1, near[1]),
        (near[0], departure + MOST_AWAY_S + 1),
    ):
        assert laden_after(times, (30, 70)[: len(times)], arrival, departure) is Laden.UNKNOWN
    # What is reported after the next call is of another leg.
    assert laden_after(near, (30, 70), arrival, departure, departure + DAY_S - 1) is Laden.UNKNOWN
    assert laden_after(near, (50, 50), arrival, departure) is Laden.UNKNOWN
