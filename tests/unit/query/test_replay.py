"""What a replay shows: only what reports say, and nothing between two that are too far apart."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.fleet import Fleet
from desktop_app.query.replay import HEARD_S, Reel, reel_of
from desktop_app.storage.fixes import Fixes

T0 = 1_710_000_000


def reel(
    times: list[int],
    lons: list[float],
    lats: list[float] | None = None,
    sog_dkn: list[int] | None = None,
    stretch: tuple[int, int] | None = None,
) -> Reel:
    count = len(times)
    fixes = Fixes.of(
        t_s=np.array(times, np.uint32),
        lon_e7=np.round(np.array(lons) * 1e7).astype(np.int32),
        lat_e7=np.round(np.array(lats or [40.0] * count) * 1e7).astype(np.int32),
        sog_dkn=np.array(sog_dkn or [-1] * count, np.int16),
        draught_dm=np.zeros(count, np.uint8),
    )
    first, last = stretch or (times[0], times[-1])
    return reel_of(Fleet.of({"ship": fixes}), "ship", first, last)


def test_a_ship_is_between_two_reports_that_are_near_in_time() -> None:
    found = reel([T0, T0 + 600], [131.0, 131.1]).at(T0 + 150)
    assert found is not None
    assert not found.is_silent
    assert found.lon == pytest.approx(131.025)
    assert found.heard_s == T0
    assert 89 < found.course_deg < 91  # along the parallel, as the next report says


def test_nobody_says_where_a_silent_ship_is() -> None:
    played = reel([T0, T0 + HEARD_S + 1, T0 + HEARD_S + 2], [131.0, 133.0, 133.0])
    silent = played.at(T0 + HEARD_S / 2)
    assert silent is not None
    assert (silent.is_silent, silent.lon, silent.heard_s) == (True, 131.0, T0)
    heard = played.at(T0 + HEARD_S + 1)
    assert heard is not None
    assert not heard.is_silent
    assert played.at(T0 - 1) is None


def test_exactly_an_hour_is_no_silence() -> None:
    found = reel([T0, T0 + HEARD_S], [131.0, 131.2]).at(T0 + HEARD_S / 2)
    assert found is not None
    assert not found.is_silent


def test_a_silence_lasts_to_the_end_of_what_is_played() -> None:
    played = reel([T0, T0 + 60], [131.0, 131.0], stretch=(T0, T0 + 50_000))
    assert list(played.silences(HEARD_S)) == [(T0 + 60, T0 + 50_000)]
    last = played.at(T0 + 40_000)
    assert last is not None
    assert last.is_silent


def test_the_way_over_the_antimeridian_is_the_short_one() -> None:
    played = reel([T0, T0 + 600], [179.99, -179.99], [0.0, 0.0])
    middle = played.at(T0 + 300)
    assert middle is not None
    assert abs(middle.lon) == pytest.approx(180.0)
    # 0.02 degrees of the equator in ten minutes.
    assert played.implied_kn[0] == pytest.approx(0.02 * 60 * 6, rel=2e-3)


def test_speeds_that_were_not_told_stay_unknown() -> None:
    played = reel([T0, T0, T0 + 60], [131.0, 131.0, 131.001], sog_dkn=[-1, 85, 0])
    assert math.isnan(played.sog_kn[0])
    assert played.sog_kn[1:].tolist() == [8.5, 0.0]
    assert math.isnan(played.implied_kn[0])  # two reports of one second


def test_a_stretch_takes_the_reports_beside_it_along() -> None:
    times = list(range(T0, T0 + 1_000, 100))
    played = reel(times, [131.0] * 10, stretch=(T0 + 250, T0 + 500))
    assert played.times == [T0 + 200, T0 + 300, T0 + 400, T0 + 500, T0 + 600]
    assert [played.times[place] for place in range(*played.within.indices(99))] == [
        T0 + 300,
        T0 + 400,
        T0 + 500,
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 9_000), st.integers(-18, 18)),
        min_size=1,
        max_size=12,
        unique_by=lambda x: x[0],
    ),
    st.integers(-100, 9_100),
)
def test_what_is_shown_lies_between_the_reports_on_both_sides(
    fixes: list[tuple[int, int]], after: int
) -> None:
    fixes.sort()
    times, lats = [T0 + second for second, _ in fixes], [float(lat) for _, lat in fixes]
    found = reel(times, [131.0] * len(times), lats).at(T0 + after)
    before = [place for place, second in enumerate(times) if second <= T0 + after]
    if not before:
        assert found is None
        return
    place = before[-1]
    assert found is not None
    following = lats[place + 1] if place + 1 < len(lats) and not found.is_silent else lats[place]
    low, high = sorted((lats[place], following))
    assert low - 1e-9 <= found.lat <= high + 1e-9
    if found.is_silent:
        assert place + 1 == len(times) or times[place + 1] - times[place] > HEARD_S
