"""Ship-to-ship candidates against a slow reference and at the bounds of time and speed."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.analysis import sts_candidates
from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels.alongside import MOST_CANDIDATES
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.analysis.waters import waters
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.storage.fixes import Fixes
from tests.benchmarks.generated_fleet import generated_fleet, port_places

START_S = 1_700_000_400  # a multiple of 600
HOUR_S = 3600
DEFAULTS = EventParameters()
DEGREE_NM = 6_371_008.8 * math.pi / 180 / 1852
SPOT = (132.0, 40.0)


def reports(times_h: Any, lon: Any, lat: Any) -> Fixes:
    """Reports of one ship; hours after the start, degrees."""
    t_s = np.rint(np.asarray(times_h, np.float64) * HOUR_S).astype(np.int64) + START_S
    lon_e7, lat_e7 = (np.rint(np.broadcast_to(v, t_s.shape) * 1e7).astype(np.int64) for v in (lon, lat))
    return Fixes.of(t_s=t_s, lon_e7=lon_e7, lat_e7=lat_e7)


def staying(first_h: float, last_h: float) -> Fixes:
    """A ship that comes to the spot, stays there, and sails on."""
    times = np.arange(first_h - 2, last_h + 2.01, 0.25)
    way = np.where(times < first_h, times - first_h, np.where(times > last_h, times - last_h, 0))
    return reports(times, SPOT[0], SPOT[1] + way * 10 / DEGREE_NM)


def silent(first_h: float, last_h: float, before_nm: float, after_nm: float) -> Fixes:
    """A ship that is heard south of the spot, and next north of it."""
    return reports(
        [first_h, last_h], SPOT[0], [SPOT[1] - before_nm / DEGREE_NM, SPOT[1] + after_nm / DEGREE_NM]
    )


def places(lat: float | None = None) -> Places:
    port = (VisitPlace("port", "Port", PlaceKind.PORT, "RU"),)
    points = [] if lat is None else [[SPOT[0], lat]]
    lon_lat = np.rint(np.array(points).reshape(-1, 2) * 1e7).astype(np.int32)
    return Places(port, np.zeros(len(points), np.int32), *lon_lat.T.copy(), ("",) * len(points))


def found(
    ships: dict[str, Fixes], where: Places | None = None, parameters: EventParameters = DEFAULTS
) -> EventColumns:
    return Detector(Fleet.of(ships), places() if where is None else where).events(EventKind.STS, parameters)


@pytest.mark.parametrize(
    ("first_h", "last_h", "before_nm", "after_nm", "needed_kn"),
    [
        (8, 32, 100, 120, 10.0),  # 24 h less 2 h alongside for 220 nm
        (8, 32, 60, 60, 120 / 22),
        (18, 42, 80, 10, 80 / 6),  # there two hours before the stay ends, at 26 h: 8 h less 2
        (0, 14, 10, 40, 20.0),  # at the spot from 10 h to 12 h, then 40 nm in 2 h
    ],
)
def test_the_least_speed_is_what_time_and_way_ask_for(
    first_h: float, last_h: float, before_nm: float, after_nm: float, needed_kn: float
) -> None:
    ships = {"there": staying(10, 26), "dark": silent(first_h, last_h, before_nm, after_nm)}
    fastest = DEFAULTS.changed({"sts_kn": 25})
    events = found(ships, parameters=fastest)
    assert events.facts["needed_kn"].tolist() == [pytest.approx(needed_kn, rel=1e-6)]
    assert (events.vessel_ids[events.vessel[0]], events.vessel_ids[events.other[0]]) == ("there", "dark")
    assert events.facts["candidates"].tolist() == [1]
    assert len(found(ships)) == (needed_kn <= DEFAULTS.sts_kn)


def test_a_ship_at_the_spot_needs_no_speed_and_just_enough_time() -> None:
    for last_h, count in ((22.0, 0), (22.5, 1)):
        # Silent from 10 h; the stay ends at 12 h, so of 2 h none may be missing.
        ships = {"there": staying(9, 12), "dark": silent(10, last_h, 0, 0)}
        events = found(ships)
        assert len(events) == count
        assert not count or events.facts["needed_kn"].tolist() == [0.0]
    assert len(found({"there": staying(9, 12 - 1 / 6), "dark": silent(10, 30, 0, 0)})) == 0


@pytest.mark.parametrize(("hours", "count"), [(2, 1), (2 - 1 / 6, 0)])
def test_a_stay_lasts_as_long_as_a_transfer(hours: float, count: int) -> None:
    assert len(found({"there": staying(10, 10 + hours), "dark": silent(0, 30, 0, 0)})) == count


@pytest.mark.parametrize(("kilometres", "count"), [(3.9, 0), (4.1, 1)])
def test_a_stay_in_port_is_none(kilometres: float, count: int) -> None:
    port = places(SPOT[1] + kilometres / 1.852 / DEGREE_NM)
    ships = {"there": reports(np.arange(8, 14, 0.25), *SPOT), "dark": silent(0, 30, 20, 20)}
    assert len(found(ships, port)) == count


def test_a_stay_at_a_quay_that_no_place_names_is_none() -> None:
    for lon, count in ((128.6, 0), (131.5, 1)):  # the hills of Hamgyong, and the sea off them
        ships = {"there": reports(np.arange(8, 14, 0.25), lon, 40.9), "dark": reports([0, 30], lon, 40.9)}
        assert len(found(ships)) == count


def test_who_never_was_heard_again_or_is_the_ship_herself_is_no_candidate() -> None:
    assert len(found({"there": staying(10, 26), "lost": reports([0], *SPOT)})) == 0
    own = np.concatenate((np.arange(0, 5, 0.25), np.arange(30, 35, 0.25)))
    assert len(found({"alone": reports(own, *SPOT)})) == 0
    assert len(found({})) == 0


def test_of_many_the_slowest_are_listed_and_all_are_counted() -> None:
    ships = {f"dark {number}": silent(0, 36, 10 * number, 10) for number in range(1, 9)}
    # Two silences of one ship: the one that asks for less counts, and she counts once.
    ships["dark 3"] = reports([0, 13, 30], SPOT[0], SPOT[1] + np.array([-2, -0.1, 0.1]))
    events = found({"there": staying(10, 26), **ships})
    assert len(events) == MOST_CANDIDATES
    assert events.facts["candidates"].tolist() == [8] * MOST_CANDIDATES
    # Each has 24 h for the way there and 34 h in all; "dark 3" in her second silence 15 h for 0.2 degrees.
    needed = [max(10 * number / 24, (10 * number + 10) / 34) for number in (1, 2, 4, 5)]
    needed.append(0.2 * DEGREE_NM / 15)
    assert sorted(events.facts["needed_kn"].tolist()) == pytest.approx(sorted(needed))
    listed = {events.vessel_ids[other] for other in events.other.tolist()}
    assert listed == {"dark 1", "dark 2", "dark 3", "dark 4", "dark 5"}


def plainly(
    gaps: EventColumns, parameters: EventParameters, stays: list[tuple[int, int, int, Any]]
) -> dict[tuple[int, int], set[int]]:
    """Of each stay by ship and start, every ship that could have been there: speeds tried, not solved."""
    out: dict[tuple[int, int], set[int]] = {}
    stay_s = parameters.sts_h * HOUR_S
    metres_a_second = parameters.sts_kn * 1852 / HOUR_S
    for ship, start_s, end_s, spot in stays:
        able = set()
        for row in range(len(gaps)):
            if gaps.facts["is_open"][row] or gaps.vessel[row] == ship:
                continue
            there = metres((gaps.lon_e7[row], gaps.lat_e7[row]), spot) / metres_a_second
            on = metres(spot, (gaps.end_lon_e7[row], gaps.end_lat_e7[row])) / metres_a_second
            arrives = max(start_s, gaps.start_s[row] + there)
            leaves = min(end_s, gaps.end_s[row] - on)
            if leaves - arrives >= stay_s:
                able.add(int(gaps.vessel[row]))
        out[ship, start_s] = able
    return out


def metres(one: Any, other: Any) -> float:
    lon_1, lat_1, lon_2, lat_2 = (math.radians(int(value) / 1e7) for value in (*one, *other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(min(1.0, half)))


def agree(fleet: Fleet, where: Places, parameters: EventParameters) -> int:
    """Hold what is found against the plain form; how many stays had a candidate."""
    detector = Detector(fleet, where)
    events = detector.events(EventKind.STS, parameters)
    gaps = detector.events(EventKind.GAP, parameters)
    slow, rows = sts_candidates._stays(detector, parameters, None)
    stays = []
    for first, last in rows.tolist():
        start_s, end_s = (int(slow.instant[first]) - 1) * 600, int(slow.instant[last]) * 600
        middle = slice((first + last) // 2, (first + last) // 2 + 1)
        spot = (slow.lon_e7[middle], slow.lat_e7[middle])
        if waters().shore_m(*spot)[0] != 0:
            stays.append((int(slow.ship[first]), start_s, end_s, (spot[0][0], spot[1][0])))
    plain = plainly(gaps, parameters, stays)
    told: dict[tuple[int, int], list[int]] = {}
    for row in range(len(events)):
        key = (int(events.vessel[row]), int(events.start_s[row]))
        told.setdefault(key, []).append(int(events.other[row]))
        assert events.facts["candidates"][row] == len(plain[key])
        gap = int(events.facts["gap_row"][row])
        assert gaps.vessel[gap] == events.other[row]
        assert events.facts["needed_kn"][row] <= parameters.sts_kn
    for key, able in plain.items():
        ships = told.get(key, [])
        assert len(ships) == len(set(ships)) == min(MOST_CANDIDATES, len(able))
        assert set(ships) <= able
    return len(told)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 40), st.floats(12.1, 60), st.floats(-2, 2), st.floats(-2, 2)),
        min_size=1,
        max_size=12,
    ),
    st.floats(2, 30),
    st.sampled_from([0.5, 2.0, 6.0]),
)
def test_the_candidates_are_those_whose_time_is_enough(
    silences: list[tuple[float, float, float, float]], lasts_h: float, alongside_h: float
) -> None:
    ships = {
        f"dark {number % 8} {number}": reports(
            [at, at + lasts], SPOT[0] + 0.1 * number, [SPOT[1] + a, SPOT[1] + b]
        )
        for number, (at, lasts, a, b) in enumerate(silences)
    }
    ships["there"] = staying(20, 20 + lasts_h)
    agree(Fleet.of(ships), places(), DEFAULTS.changed({"sts_h": alongside_h}))


def test_a_generated_fleet_has_the_candidates_of_the_plain_form() -> None:
    assert agree(generated_fleet(200_000), port_places(), DEFAULTS) > 3
