"""Loitering beside a slow reading of the same definition, made up and of real drifting ships."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyais
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.loitering import undecided
from desktop_app.analysis.places import Places
from desktop_app.analysis.waters import waters
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.storage.fixes import Fixes

DRIFT = Path(__file__).parents[3].parent / "shared" / "samples" / "ais_nmea" / "538004030_drift_1.ais"
HOUR = 3600
AT_SEA = (1_350_000_000, 400_000_000)  # 157 nm from Hegura-jima
NO_PLACES = Places((), *(np.empty(0, np.int32) for _ in range(3)), ())
Row = tuple[int, int, int]  # seconds, longitude, latitude


def fleet_of(**ships: Sequence[Row]) -> Fleet:
    reports = {}
    for name, rows in ships.items():
        t_s, lon_e7, lat_e7 = np.array(rows, np.int64).reshape(-1, 3).T
        reports[name] = Fixes.of(t_s=t_s, lon_e7=lon_e7, lat_e7=lat_e7)
    return Fleet.of(reports)


def loitering(fleet: Fleet, **values: float) -> EventColumns:
    parameters = EventParameters().changed(values)
    return Detector(fleet, NO_PLACES).events(EventKind.LOITERING, parameters)


def way_m(rows: Sequence[Row]) -> float:
    """Over reports at least ten minutes apart, and the last, in Python's own arithmetic."""
    metres = 0.0
    legs = list(rows[:1])
    for row in rows[1:]:
        if row[0] - legs[-1][0] >= 600 or row is rows[-1]:
            legs.append(row)
    for one, other in pairwise(legs):
        (lon_1, lat_1), (lon_2, lat_2) = (
            (math.radians(axis / 1e7) for axis in row[1:]) for row in (one, other)
        )
        half = (
            math.sin((lat_2 - lat_1) / 2) ** 2
            + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
        )
        metres += 2 * 6_371_008.8 * math.asin(math.sqrt(min(half, 1)))
    return metres


def plain_loitering(fleet: Fleet, parameters: EventParameters) -> list[tuple[int, int, int, int]]:
    """The definition, hour by hour: ship, first and last time, hours."""
    found = []
    for ship in range(len(fleet.vessel_ids)):
        where = fleet.reports_of(ship)
        columns = [getattr(fleet, name)[where] for name in ("t_s", "lon_e7", "lat_e7")]
        shore_m = waters().shore_m(columns[1], columns[2]).tolist()
        rows: list[Row] = list(zip(*(column.tolist() for column in columns), strict=True))
        hours: dict[int, list[int]] = {}
        for number, row in enumerate(rows):
            hours.setdefault(row[0] // HOUR, []).append(number)
        run: list[int] = []
        for hour in [*sorted(hours), math.inf]:
            numbers = hours.get(int(hour), []) if hour < math.inf else []
            inside = [rows[number] for number in numbers]
            lasted_s = inside[-1][0] - inside[0][0] if inside else 0
            slow = lasted_s > 0 and way_m(inside) / 1852 / (lasted_s / HOUR) < parameters.loitering_kn
            away = not parameters.loitering_nm or all(
                shore_m[number] >= parameters.loitering_nm * 1852 for number in numbers
            )
            if run and (not slow or not away or hour != run[-1] + 1):
                if len(run) >= parameters.loitering_h:
                    found.append((ship, rows[hours[run[0]][0]][0], rows[hours[run[-1]][-1]][0], len(run)))
                run = []
            if slow and away:
                run.append(int(hour))
    return found


def told(found: EventColumns) -> list[tuple[int, int, int, int]]:
    columns: list[Any] = [found.vessel, found.start_s, found.end_s, found.facts["hours"]]
    return list(zip(*(column.tolist() for column in columns), strict=True))


@st.composite
def fleets(draw: st.DrawFn) -> Fleet:
    """Ships that drift, sail on and are silent, each at a place of its own."""
    centres = [AT_SEA, (1_799_999_000, 100_000_000), (0, 899_990_000), (1_329_000_000, 424_000_000)]
    ships = {}
    for name in "abc"[: draw(st.integers(0, 3))]:
        (lon, lat), t_s, rows = draw(st.sampled_from(centres)), 0, []
        steps = st.tuples(
            st.sampled_from([0, 1, 600, 1200, 1800, 3599, 3600, 7200]),
            st.integers(-40_000, 40_000),
            st.sampled_from([0, 1, 20_000, 400_000]),
        )
        for step_s, east, north in draw(st.lists(steps, max_size=40)):
            t_s += step_s
            lon = (lon + east + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
            lat = min(lat + north, 900_000_000)
            rows.append((t_s, lon, lat))
        ships[name] = rows
    return fleet_of(**ships)


@settings(max_examples=150, deadline=None)
@given(
    fleets(),
    st.sampled_from([0.5, 2.0, 5.0]),
    st.sampled_from([2.0, 4.0]),
    st.sampled_from([0.0, 12.0, 20.0]),
)
def test_loitering_is_that_of_the_plain_reading(fleet: Fleet, kn: float, hours: float, nm: float) -> None:
    parameters = EventParameters(loitering_kn=kn, loitering_h=hours, loitering_nm=nm)
    found = Detector(fleet, NO_PLACES).events(EventKind.LOITERING, parameters)
    assert told(found) == plain_loitering(fleet, parameters)
    for row in range(len(found)):
        part = slice(int(found.first[row]), int(found.last[row]) + 1)
        columns = [getattr(fleet, name)[part].tolist() for name in ("t_s", "lon_e7", "lat_e7")]
        metres = way_m(list(zip(*columns, strict=True)))
        assert found.facts["distance_m"][row] == pytest.approx(metres, rel=1e-6, abs=0.01)
        seconds = columns[0][-1] - columns[0][0]
        assert found.facts["mean_kn"][row] == pytest.approx(
            metres / seconds * HOUR / 1852, rel=1e-6, abs=1e-6
        )
        shore_m = waters().shore_m(fleet.lon_e7[part], fleet.lat_e7[part])
        assert np.array_equal(found.facts["shore_m"][row], shore_m.min(), equal_nan=True)


def drifting(hours: int, kn: float = 0.5, start_s: int = 0) -> list[Row]:
    """Every ten minutes, northwards at a speed."""
    step = round(kn / 60 / 6 * 1e7)  # a minute of latitude is a nautical mile
    return [(start_s + number * 600, AT_SEA[0], AT_SEA[1] + number * step) for number in range(hours * 6)]


def test_four_hours_are_enough_and_three_are_not() -> None:
    assert len(loitering(fleet_of(a=drifting(3)))) == 0
    found = loitering(fleet_of(a=drifting(4)))
    assert told(found) == [(0, 0, 4 * HOUR - 600, 4)]
    assert found.facts["mean_kn"].tolist() == pytest.approx([0.5], rel=0.01)


def test_the_speed_itself_is_too_fast() -> None:
    rows = [(number * 600, AT_SEA[0], AT_SEA[1] + number * 40_000) for number in range(24)]
    fleet = fleet_of(a=rows)
    slowest = max(way_m(rows[hour * 6 : hour * 6 + 6]) for hour in range(4)) / 1852 / (3000 / HOUR)
    assert len(loitering(fleet, loitering_kn=slowest * (1 + 1e-9))) == 1
    assert len(loitering(fleet, loitering_kn=slowest * (1 - 1e-9))) == 0


def test_an_hour_unheard_ends_a_run() -> None:
    rows = [*drifting(4), *drifting(5, start_s=5 * HOUR)]
    assert [row[3] for row in told(loitering(fleet_of(a=rows)))] == [4, 5]


def test_one_report_or_one_second_tells_no_speed() -> None:
    rows = [row for row in drifting(9) if row[0] // HOUR != 4 or row[0] % HOUR == 0]
    assert [row[3] for row in told(loitering(fleet_of(a=rows)))] == [4, 4]


def test_without_a_known_shore_nothing_is_found_but_counted() -> None:
    """In the Atlantic, where the shipped grid does not reach."""
    fleet = fleet_of(a=[(t_s, -300_000_000, lat) for t_s, _, lat in drifting(6)], b=drifting(6))
    detector = Detector(fleet, NO_PLACES)
    assert [row[0] for row in told(loitering(fleet))] == [1]
    assert undecided(detector, EventParameters()) == 1
    assert undecided(detector, EventParameters(loitering_nm=0)) == 0
    anywhere = loitering(fleet, loitering_nm=0)
    assert np.isnan(anywhere.facts["shore_m"]).tolist() == [True, False]


def test_ships_by_the_shore_do_not_loiter() -> None:
    rows = [(t_s, 1_329_500_000, 427_000_000) for t_s, _, _ in drifting(6)]  # off Nakhodka
    assert len(loitering(fleet_of(a=rows))) == 0
    assert len(loitering(fleet_of(a=rows), loitering_nm=0)) == 1


def test_nothing_comes_of_nothing() -> None:
    for fleet in (fleet_of(), fleet_of(a=[]), fleet_of(a=[(5, *AT_SEA)]), fleet_of(a=[(5, *AT_SEA)] * 9)):
        assert len(loitering(fleet)) == 0
        assert undecided(Detector(fleet, NO_PLACES), EventParameters()) == 0


def test_errors_of_many_reports_do_not_add_up_to_a_speed() -> None:
    """At anchor, a report every two seconds, each off by some metres: from one to the next that is 10 kn."""
    draw = np.random.default_rng(6)
    error_e7 = np.rint(draw.normal(0, 600, (2, 5 * 1800))).astype(np.int64)
    rows = [
        (n * 2, AT_SEA[0] + int(error_e7[0, n]), AT_SEA[1] + int(error_e7[1, n])) for n in range(5 * 1800)
    ]
    found = loitering(fleet_of(a=rows))
    assert told(found) == [(0, 0, 5 * HOUR - 2, 5)]
    assert found.facts["mean_kn"][0] < 0.1


def test_a_real_ship_is_told_as_by_the_plain_reading() -> None:
    """Off Skagen in 2014, for two and a half hours at 2 to 7 kn by her own reports."""
    if not DRIFT.is_file():
        pytest.skip("The real files are not beside this checkout.")
    rows: list[Row] = []
    at_s = 0
    for line in DRIFT.read_text("ascii").splitlines():
        if line.startswith("$PGHP"):
            year, month, day, hour, minute, second = map(int, line.split(",")[2:8])
            at_s = int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())
        elif line.startswith(("!AIVDM,1,1", "!BSVDM,1,1")):
            message = pyais.decode(line).asdict()
            if message["mmsi"] == 538004030 and "lon" in message:
                rows.append((at_s, round(message["lon"] * 1e7), round(message["lat"] * 1e7)))
    fleet = fleet_of(ship=rows)
    parameters = EventParameters(loitering_kn=5, loitering_h=3, loitering_nm=0)
    found = Detector(fleet, NO_PLACES).events(EventKind.LOITERING, parameters)
    assert told(found) == plain_loitering(fleet, parameters)
    assert len(found) == 1
    assert 3 < found.facts["mean_kn"][0] < 4
    assert len(loitering(fleet, loitering_h=2, loitering_nm=0)) == 0
    assert undecided(Detector(fleet, NO_PLACES), EventParameters(loitering_kn=5, loitering_h=3)) == 1
