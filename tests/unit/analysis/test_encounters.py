"""Encounters against a slow reference, at the bounds of the definition, and against polars and DuckDB."""

import math
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels.near_points import is_near, near_points
from desktop_app.analysis.kernels.sphere import distance_m
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.fixes import Fixes
from tests.benchmarks.generated_fleet import generated_fleet, port_places
from tests.benchmarks.meeting_peers import duckdb_stretches, polars_stretches, ports_of, reports_of

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples" / "ais_csv"
START_S = 1_700_000_400  # a multiple of 600
E7_M = 6_371_008.8 * math.pi / 1_800_000_000
DEFAULTS = EventParameters()


def reports(times: Any, lon: Any = 132.0, lat: Any = 40.0, sog_kn: float = 0.0, draught_dm: int = 0) -> Fixes:
    """Reports of one ship; degrees, seconds after the start."""
    t_s = np.asarray(times, np.int64) + START_S
    lon_e7, lat_e7 = (np.rint(np.broadcast_to(v, t_s.shape) * 1e7).astype(np.int64) for v in (lon, lat))
    told = {"sog_dkn": np.full(len(t_s), sog_kn * 10), "draught_dm": np.full(len(t_s), draught_dm)}
    return Fixes.of(t_s=t_s, lon_e7=lon_e7, lat_e7=lat_e7, **told)


def no_places() -> Places:
    empty = np.zeros(0, np.int32)
    return Places((), empty, empty, empty, ())


def place(lon: float, lat: float) -> Places:
    port = VisitPlace("port", "Port", PlaceKind.PORT, "RU")
    points = (np.array([round(value * 1e7)], np.int32) for value in (lon, lat))
    return Places((port,), np.zeros(1, np.int32), *points, ("",))


def found(
    ships: dict[str, Fixes], places: Places | None = None, parameters: EventParameters = DEFAULTS
) -> EventColumns:
    detector = Detector(Fleet.of(ships), no_places() if places is None else places)
    return detector.events(EventKind.ENCOUNTER, parameters)


def every(first: int, last: int, step: int = 60) -> NDArray[np.int64]:
    """Seconds from the first up to and with the last."""
    return np.unique(np.append(np.arange(first, last, step), last))


def north(metres: float) -> float:
    """Degrees of latitude."""
    return metres / E7_M / 1e7


@pytest.mark.parametrize("begin", [0, 1, 299, 599])
@pytest.mark.parametrize(("minutes", "count"), [(119, 0), (120, 1), (121, 1)])
def test_two_hours_are_two_hours_whenever_they_begin(begin: int, minutes: int, count: int) -> None:
    times = every(begin, begin + minutes * 60)
    events = found({"a": reports(times), "b": reports(times, lat=40 + north(400))})
    assert len(events) == count
    if count:
        assert events.facts["duration_s"].tolist() == [minutes * 60]
        assert (events.start_s[0], events.end_s[0]) == (START_S + begin, START_S + begin + minutes * 60)


@pytest.mark.parametrize(("apart_s", "count"), [(4 * 3600 - 60, 1), (4 * 3600 - 1, 1), (4 * 3600, 2)])
def test_meetings_less_than_four_hours_apart_are_one(apart_s: int, count: int) -> None:
    begin = 7200 + apart_s
    times = np.concatenate((every(0, 7200), every(begin, begin + 7200)))
    events = found({"a": reports(times), "b": reports(times, lat=40 + north(300))})
    assert len(events) == count
    assert events.facts["duration_s"].sum() == 14_400
    assert events.facts["stretches"].tolist() == [2] if count == 1 else [1, 1]


@pytest.mark.parametrize(("metres", "count"), [(499.9, 1), (500.1, 0)])
def test_the_distance_is_the_great_circle_s(metres: float, count: int) -> None:
    times = every(0, 9000)
    assert len(found({"a": reports(times), "b": reports(times, lat=40 + north(metres))})) == count


def test_the_distance_itself_counts_as_within() -> None:
    one, other = (1_320_000_000, 400_000_000), (1_320_000_000, 400_044_000)
    metres = distance_m(*one, *other)
    times = every(0, 9000)
    ships = {"a": reports(times), "b": reports(times, lat=40.0044)}
    for limit_m, count in ((metres, 1), (math.nextafter(metres, 0), 0)):
        assert len(found(ships, parameters=DEFAULTS.changed({"encounter_m": limit_m}))) == count


@pytest.mark.parametrize(("knots", "count"), [(1.99, 1), (2.01, 0)])
def test_the_median_speed_decides(knots: float, count: int) -> None:
    times = every(0, 9000)
    lat = 40 + times / 3600 * knots * north(1852)
    assert len(found({"a": reports(times, lat=lat), "b": reports(times, lat=lat + north(200))})) == count


def test_two_ships_in_company_that_stop_once_do_not_meet_on_the_way() -> None:
    """One slow step does not make a fast company an encounter; most steps slow do."""
    times = every(0, 36_000)
    way = np.interp(times, [0, 12_000, 13_800, 36_000], [0, 0.6, 0.6, 1.7])
    assert len(found({"a": reports(times, lat=40 + way), "b": reports(times, lat=40.002 + way)})) == 0
    way = np.interp(times, [0, 9_000, 36_000], [0, 0.45, 0.45])
    events = found({"a": reports(times, lat=40 + way), "b": reports(times, lat=40.002 + way)})
    assert events.facts["duration_s"].tolist() == [36_000]  # told whole, its fast part too


@pytest.mark.parametrize(("kilometres", "count"), [(9.9, 0), (10.1, 1)])
def test_near_a_port_ships_do_not_meet(kilometres: float, count: int) -> None:
    times = every(0, 9000)
    ships = {"a": reports(times), "b": reports(times, lat=40 + north(100))}
    events = found(ships, place(132.0, 40 - north(kilometres * 1000)))
    assert len(events) == count
    assert not count or events.facts["port_m"][0] == pytest.approx(kilometres * 1000, abs=101)


def test_at_the_very_distance_from_a_port_ships_can_meet() -> None:
    port = (1_320_000_000, 399_100_679)
    metres = distance_m(1_320_000_000, 400_000_000, *port)
    for reach_m, near in ((metres, False), (math.nextafter(metres, math.inf), True)):
        points = near_points(*(np.array([value], np.int32) for value in port), reach_m)
        assert is_near(1_320_000_000, 400_000_000, *points) is near


def test_a_silence_of_more_than_an_hour_parts_a_meeting() -> None:
    for silence_s, spans in ((3600, [14_400 + 3600]), (3601, [7200, 7200])):
        times = np.concatenate((every(0, 7200), every(7200 + silence_s, 14_400 + silence_s)))
        apart = DEFAULTS.changed({"encounter_apart_h": 0})
        events = found({"a": reports(times), "b": reports(times)}, parameters=apart)
        assert events.facts["duration_s"].tolist() == spans


@pytest.mark.parametrize(
    ("lon_1", "lat_1", "lon_2", "lat_2"),
    [(179.999, 45, -179.999, 45), (-180, 10, 180, 10), (0, 89.9995, 120, 89.9995), (10, -89.9999, -100, -90)],
)
def test_ships_meet_across_the_antimeridian_and_at_the_poles(
    lon_1: float, lat_1: float, lon_2: float, lat_2: float
) -> None:
    times = every(0, 9000)
    events = found({"a": reports(times, lon_1, lat_1), "b": reports(times, lon_2, lat_2)})
    assert len(events) == 1
    assert events.facts["least_m"][0] == pytest.approx(
        distance_m(*(round(value * 1e7) for value in (lon_1, lat_1, lon_2, lat_2)))
    )
    assert abs(int(events.lon_e7[0])) <= 1_800_000_000


def test_midnight_parts_nothing_and_the_order_of_reports_does_not_matter() -> None:
    midnight = -START_S % 86_400
    times = every(midnight - 3600, midnight + 3600, 1)
    mixed = np.random.default_rng(1).permutation(len(times))
    both = reports(times), reports(times, lat=40.001)
    shuffled = [
        Fixes.of(**{name: getattr(f, name)[mixed] for name in ("t_s", "lon_e7", "lat_e7")}) for f in both
    ]
    straight = found({"a": both[0], "b": both[1]})
    turned = found({"b": shuffled[1], "a": shuffled[0]})
    assert straight.facts["duration_s"].tolist() == turned.facts["duration_s"].tolist() == [7200]
    assert straight.id_of(0) == turned.id_of(0)


def test_draughts_across_the_meeting_are_told_and_counted() -> None:
    def ship(before: int, after: int, lat: float) -> Fixes:
        times = every(0, 28_800, 600)
        draught = np.where(times < 9_000, before, after)
        far = np.where((times < 7_200) | (times > 18_000), 1.0 if lat > 40 else -1.0, 0.0)
        return Fixes.of(
            t_s=times + START_S,
            lon_e7=np.full(len(times), 1_320_000_000),
            lat_e7=np.rint((lat + far) * 1e7).astype(np.int64),
            draught_dm=draught,
        )

    events = found({"a": ship(61, 75, 40.0), "b": ship(90, 76, 40.001)})
    assert [events.facts[name][0] for name in ("draught_dm", "other_draught_dm")] == [14, -14]
    assert events.score.tolist() == [3]


def test_nothing_comes_of_nothing_and_it_can_be_called_off() -> None:
    assert len(found({})) == 0
    assert len(found({"a": reports([0]), "b": reports([0])})) == 0
    feedback = Feedback()
    feedback.cancel()
    detector = Detector(Fleet.of({"a": reports([0])}), no_places())
    with pytest.raises((Cancelled, TumenError)):
        detector.events(EventKind.ENCOUNTER, DEFAULTS, feedback)


# The definition once more, plainly: every second that is asked, every pair of ships, no shortcut.


class Spot(NamedTuple):
    """1e-7 degrees."""

    lon: int
    lat: int


def spot(fleet: Fleet, ship: int, at_s: int) -> Spot | None:
    own = fleet.reports_of(ship)
    times = fleet.t_s[own].astype(np.int64).tolist()
    before = [place for place, t in enumerate(times) if t <= at_s]
    if not before:
        return None
    here = before[-1]
    lon, lat = int(fleet.lon_e7[own][here]), int(fleet.lat_e7[own][here])
    if times[here] == at_s:
        return Spot(lon, lat)
    if here + 1 == len(times) or times[here + 1] - times[here] > 3600:
        return None
    share = (at_s - times[here]) / (times[here + 1] - times[here])
    turn = int(fleet.lon_e7[own][here + 1]) - lon
    turn -= round(turn / 3_600_000_000) * 3_600_000_000 if abs(turn) > 1_800_000_000 else 0
    lon += math.floor(turn * share + 0.5)
    lat += math.floor((int(fleet.lat_e7[own][here + 1]) - lat) * share + 0.5)
    return Spot(
        (lon + 1_800_000_000) % 3_600_000_000 - 1_800_000_000 if abs(lon) > 1_800_000_000 else lon, lat
    )


def metres(one: Spot, other: Spot) -> float:
    lon_1, lat_1, lon_2, lat_2 = (math.radians(value / 1e7) for value in (*one, *other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(min(1.0, half)))


def plainly(
    fleet: Fleet, places: Places, parameters: EventParameters
) -> list[tuple[int, int, int, int, int]]:
    """Both ships, start, end and seconds together of each encounter."""
    ports = [Spot(int(a), int(b)) for a, b in zip(places.point_lon_e7, places.point_lat_e7, strict=True)]

    def together(one: int, other: int, at_s: int) -> bool:
        a, b = spot(fleet, one, at_s), spot(fleet, other, at_s)
        if a is None or b is None or metres(a, b) > parameters.encounter_m:
            return False
        return all(
            metres(ship, port) >= parameters.encounter_port_km * 1000 for ship in (a, b) for port in ports
        )

    out = []
    for one, other in combinations(range(len(fleet.vessel_ids)), 2):
        near = [k for k in range(START_S // 600, fleet.end_s // 600 + 1) if together(one, other, k * 600)]
        merged: list[list[tuple[int, int]]] = []
        for run in np.split(np.array(near), np.flatnonzero(np.diff(near) != 1) + 1):
            if len(run) < 2 or median_kn(fleet, one, other, run.tolist()) > parameters.encounter_kn:
                continue
            start, end = int(run[0]) * 600, int(run[-1]) * 600
            while together(one, other, start - 1):
                start -= 1
            while together(one, other, end + 1):
                end += 1
            if end - start < parameters.encounter_min * 60:
                continue
            if not merged or start - merged[-1][-1][1] >= parameters.encounter_apart_h * 3600:
                merged.append([])
            merged[-1].append((start, end))
        out += [(one, other, m[0][0], m[-1][1], sum(e - s for s, e in m)) for m in merged]
    return sorted(out)


def median_kn(fleet: Fleet, one: int, other: int, run: list[int]) -> float:
    """Of the faster ship, from instant to instant."""
    ways = []
    for ship in (one, other):
        spots = [spot(fleet, ship, k * 600) for k in run]
        ways.append([metres(a, b) for a, b in pairwise(spots) if a is not None and b is not None])
    return float(np.median(np.max(ways, axis=0))) * 6 / 1852


STEPS = st.lists(st.sampled_from([0, 1, 61, 240, 599, 600, 1201, 3600, 3601]), min_size=1, max_size=30)
WALK = st.lists(st.integers(-3, 3), min_size=30, max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(STEPS, WALK, WALK), min_size=2, max_size=3),
    st.sampled_from([132.0, 179.999, -180.0]),
    st.sampled_from([40.0, -65.0, 0.0, 89.99]),
    st.sampled_from([0.0, 4.0]),
)
def test_encounters_are_those_of_the_plain_definition(
    walks: list[tuple[list[int], list[int], list[int]]], lon: float, lat: float, apart_h: float
) -> None:
    ships = {}
    for number, (steps, east, way) in enumerate(walks):
        times = np.cumsum(steps) + 7 * number
        lons = (lon + np.cumsum(east[: len(steps)]) * 0.001 + 180) % 360 - 180
        lats = np.clip(lat + np.cumsum(way[: len(steps)]) * 0.001, -90, 90)
        ships[f"ship {number}"] = reports(times, lons, lats)
    fleet = Fleet.of(ships)
    places = place(lon if abs(lon) < 180 else 180.0, min(90.0, lat + 0.094))
    values = {"encounter_min": 20, "encounter_kn": 5, "encounter_apart_h": apart_h}
    parameters = DEFAULTS.changed(values)
    events = Detector(fleet, places).events(EventKind.ENCOUNTER, parameters)
    columns = (events.vessel, events.other, events.start_s, events.end_s, events.facts["duration_s"])
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == plainly(
        fleet, places, parameters
    )


def agree_with_tables(fleet: Fleet, places: Places, parameters: EventParameters) -> int:
    """Hold whole instants against polars and DuckDB; how many stretches both tell."""
    events = Detector(fleet, places).events(EventKind.ENCOUNTER, parameters)
    first, last = -(-events.start_s // 600), events.end_s // 600
    whole = (last - first) * 10 >= parameters.encounter_min
    columns = (events.vessel, events.other, first, last)
    ours = set(zip(*(column[whole].tolist() for column in columns), strict=True))
    tables = (reports_of(fleet), ports_of(places), parameters)
    assert ours == polars_stretches(*tables) == duckdb_stretches(*tables)
    return len(ours)


def test_polars_and_duckdb_find_the_same_stretches() -> None:
    parameters = DEFAULTS.changed({"encounter_apart_h": 0, "encounter_kn": 3})
    assert agree_with_tables(generated_fleet(250_000), port_places(), parameters) > 10


def test_among_real_ships_too() -> None:
    """Of the Solent, with bounds so wide that ships at moorings count: in so few hours nothing else would."""
    path = SAMPLES / "SolentAIS_20160112_130211.csv"
    if not path.is_file():
        pytest.skip("The real files are not beside this checkout.")
    mmsi, time, lon, lat = "MMSI", "Time", "Longitude_degrees", "Latitude_degrees"
    frame = pl.read_csv(path, columns=[mmsi, time, lon, lat], infer_schema=False).select(
        pl.col(mmsi).alias("ship"),
        pl.col(time).str.to_datetime("%Y-%m-%d %H:%M:%S%.f").dt.epoch("s").alias("t_s"),
        *(
            (pl.col(column).cast(pl.Float64) * 1e7).round().cast(pl.Int64).alias(axis)
            for axis, column in (("lon_e7", lon), ("lat_e7", lat))
        ),
    )
    ships = frame.sort("ship", "t_s").partition_by("ship", as_dict=True, include_key=False)
    fleet = Fleet.of(
        {
            str(ship[0]): Fixes.of(**{c: rows[c].to_numpy() for c in rows.columns})
            for ship, rows in ships.items()
        }
    )
    wide = {"encounter_port_km": 0, "encounter_min": 20, "encounter_kn": 10, "encounter_apart_h": 0}
    assert agree_with_tables(fleet, no_places(), DEFAULTS.changed(wide)) > 10
