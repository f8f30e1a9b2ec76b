"""Gaps and what tells how well a ship could be heard, beside slow readings of the same definitions."""

import gc
import math
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.gaps import find_silences, silences
from desktop_app.analysis.kernels.sphere import distance_m
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.analysis.reception import Reception, Silences
from desktop_app.analysis.waters import waters
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.fixes import Fixes

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples" / "ais_csv"
HOUR = 3600
Row = tuple[int, int, int]  # seconds, longitude, latitude


def fixes_of(rows: Sequence[Row]) -> Fixes:
    t_s, lon_e7, lat_e7 = np.array(rows, np.int64).reshape(-1, 3).T
    return Fixes.of(t_s=t_s, lon_e7=lon_e7, lat_e7=lat_e7)


def fleet_of(**ships: Sequence[Row]) -> Fleet:
    return Fleet.of({name: fixes_of(rows) for name, rows in ships.items()})


def places_of(*points: tuple[float, float]) -> Places:
    """A place at each point, lon and lat in degrees."""
    whole = np.rint(np.array(points, np.float64).reshape(-1, 2) * 1e7).astype(np.int32)
    names = tuple(f"port {number}" for number in range(len(points)))
    return Places(
        tuple(VisitPlace(name, name, PlaceKind.PORT, "KP") for name in names),
        np.arange(len(points), dtype=np.int32),
        whole[:, 0].copy(),
        whole[:, 1].copy(),
        names,
    )


def gaps(fleet: Fleet, places: Places | None = None, **values: float) -> EventColumns:
    parameters = EventParameters().changed(values)
    return Detector(fleet, places or places_of()).events(EventKind.GAP, parameters)


def haversine_m(one: tuple[int, int], other: tuple[int, int]) -> float:
    """In Python's own arithmetic."""
    (lon_1, lat_1), (lon_2, lat_2) = ((math.radians(axis / 1e7) for axis in place) for place in (one, other))
    half = (
        math.sin((lat_2 - lat_1) / 2) ** 2
        + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(math.sqrt(min(half, 1)))


def plain_gaps(fleet: Fleet, parameters: EventParameters) -> list[tuple[Any, ...]]:
    """The definition, report by report: ship, times, own reports before, others and their reports."""
    ships = [
        list(
            zip(
                *(
                    getattr(fleet, name)[fleet.reports_of(ship)].tolist()
                    for name in ("t_s", "lon_e7", "lat_e7")
                ),
                strict=True,
            )
        )
        for ship in range(len(fleet.vessel_ids))
    ]
    end_s = max((row[0] for rows in ships for row in rows), default=0)
    found = []
    for ship, rows in enumerate(ships):
        for number, (t_s, *place) in enumerate(rows):
            is_open = number + 1 == len(rows)
            to_s, *there = (end_s, *place) if is_open else rows[number + 1]
            if not to_s - t_s > parameters.gap_h * HOUR:
                continue
            before = sum(1 for row in rows[: number + 1] if row[0] >= t_s - parameters.gap_before_h * HOUR)
            heard = [
                other
                for other, others in enumerate(ships)
                for at_s, *at in others
                if other != ship
                and t_s < at_s < to_s
                and min(haversine_m((at[0], at[1]), (end[0], end[1])) for end in (place, there))
                <= parameters.neighbour_km * 1000
            ]
            across = haversine_m((place[0], place[1]), (there[0], there[1]))
            found.append((ship, t_s, to_s, is_open, before, len(set(heard)), len(heard), across))
    return found


# Round the 180th meridian, a pole, the equator and the coast of Korea; close together and far apart.
centres = st.sampled_from(
    [(1_799_990_000, 0), (0, 899_990_000), (1_300_000_000, 420_000_000), (5, -700_000_000)]
)


@st.composite
def fleets(draw: st.DrawFn) -> Fleet:
    centre, spread = draw(centres), draw(st.sampled_from([10_000, 3_000_000, 20_000_000]))
    ships = {}
    for name in "abcd"[: draw(st.integers(0, 4))]:
        rows = draw(
            st.lists(
                st.tuples(
                    st.integers(0, 96) | st.integers(0, 96 * HOUR),
                    st.integers(-spread, spread),
                    st.integers(-spread, spread),
                ),
                max_size=12,
            )
        )
        ships[name] = [
            (
                t_s * HOUR if t_s <= 96 else t_s,
                (centre[0] + lon + 1_800_000_000) % 3_600_000_000 - 1_800_000_000,
                max(-900_000_000, min(900_000_000, centre[1] + lat)),
            )
            for t_s, lon, lat in rows
        ]
    return fleet_of(**ships)


@settings(max_examples=120, deadline=None)
@given(fleets(), st.sampled_from([1.0, 6.0, 12.0]), st.sampled_from([5.0, 50.0, 200.0]), st.integers(1, 48))
def test_gaps_are_those_of_the_plain_reading(fleet: Fleet, gap_h: float, km: float, before_h: int) -> None:
    parameters = EventParameters(gap_h=gap_h, neighbour_km=km, gap_before_h=before_h)
    found = Detector(fleet, places_of()).events(EventKind.GAP, parameters)
    columns = [found.vessel, found.start_s, found.end_s]
    columns += [
        found.facts[name] for name in ("is_open", "reports_before", "neighbours", "neighbour_reports")
    ]
    expected = plain_gaps(fleet, parameters)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == [row[:7] for row in expected]
    metres = np.array([math.nan if row[3] else row[7] for row in expected])
    assert np.allclose(np.asarray(found.facts["distance_m"]), metres, rtol=1e-6, atol=0.1, equal_nan=True)
    assert (fleet.t_s[found.first] == found.start_s).all()
    closed = ~np.asarray(found.facts["is_open"], np.bool_)
    assert (found.last - found.first == closed).all()


def test_exactly_twelve_hours_is_no_gap_and_a_second_more_is() -> None:
    fleet = fleet_of(a=[(0, 0, 0), (12 * HOUR, 0, 0), (24 * HOUR + 1, 0, 0)])
    found = gaps(fleet)
    assert found.start_s.tolist() == [12 * HOUR]
    assert found.end_s.tolist() == [24 * HOUR + 1]


def test_the_end_of_the_data_leaves_gaps_open_by_the_same_bound() -> None:
    fleet = fleet_of(a=[(1, 0, 0)], b=[(0, 0, 0)], c=[(12 * HOUR + 1, 0, 0)])
    found = gaps(fleet)
    assert [found.vessel_ids[ship] for ship in found.vessel] == ["b"]
    assert found.end_s.tolist() == [fleet.end_s]
    assert np.isnan(found.facts["implied_speed_kn"]).all()
    assert np.isnan(found.facts["distance_m"]).all()
    assert np.isnan(found.facts["end_shore_m"]).all()
    assert found.first.tolist() == found.last.tolist()


def test_a_neighbour_counts_up_to_the_very_distance_and_within_the_very_seconds() -> None:
    here, there = (1_300_000_000, 420_000_000), (1_304_000_000, 422_500_000)
    exact = distance_m(*here, *there)

    def heard(at_s: int, radius_m: float) -> list[int]:
        fleet = fleet_of(a=[(100, *here), (100_000, *here)], b=[(at_s, *there)])
        found = silences(fleet, 12 * HOUR)
        rows = found.vessel == 0
        assert rows.sum() == 1
        ships, reports = Reception(fleet).others(found, radius_m)
        return [int(ships[rows][0]), int(reports[rows][0])]

    assert heard(50_000, exact) == [1, 1]
    assert heard(50_000, float(np.nextafter(exact, 0))) == [0, 0]
    assert heard(101, exact) == heard(99_999, exact) == [1, 1]
    assert heard(100, exact) == heard(100_000, exact) == [0, 0]


def test_of_many_reports_each_counts_once_however_they_are_held() -> None:
    """Runs over many quarters of a day and cells, ships in and out of the circle, both ends of a gap."""
    draw = np.random.default_rng(8)
    ships: dict[str, Fixes] = {}
    for number in range(40):
        t_s = np.cumsum(
            np.where(draw.random(500) < 0.01, draw.integers(40_000, 90_000, 500), draw.integers(1, 900, 500))
        )
        lon = 129.8 + np.cumsum(draw.normal(0, 0.02, 500))
        lat = 41.5 + np.cumsum(draw.normal(0, 0.01, 500)) * (number % 3 > 0)
        ships[f"ship {number:02}"] = Fixes.of(
            t_s=t_s, lon_e7=np.rint(lon * 1e7).astype(np.int32), lat_e7=np.rint(lat * 1e7).astype(np.int32)
        )
    fleet = Fleet.of(ships)
    found = silences(fleet, 12 * HOUR)
    assert len(found) > 60
    hold_neighbours(fleet, found)


def hold_neighbours(fleet: Fleet, found: Silences) -> None:
    """The neighbours in up to 60 silences against a look at every report of the fleet."""
    ships, reports = Reception(fleet).others(found, 50_000.0)
    vessel = np.repeat(np.arange(len(fleet.vessel_ids)), np.diff(fleet.starts))
    lon, lat = np.radians(fleet.lon_e7 / 1e7), np.radians(fleet.lat_e7 / 1e7)

    def away_m(place: int) -> Any:
        high, wide = np.sin((lat - lat[place]) / 2) ** 2, np.sin((lon - lon[place]) / 2) ** 2
        return 2 * 6_371_008.8 * np.arcsin(np.sqrt(high + np.cos(lat) * np.cos(lat[place]) * wide))

    for row in range(0, len(found), len(found) // 60 + 1):
        near = np.minimum(away_m(int(found.first[row])), away_m(int(found.last[row]))) <= 50_000
        during = (fleet.t_s > found.start_s[row]) & (fleet.t_s < found.end_s[row])
        counted = near & during & (vessel != found.vessel[row])
        assert reports[row] == counted.sum()
        assert ships[row] == len(set(vessel[counted].tolist()))


def generated(count: int, ships: int) -> Fleet:
    """Ships that send now and then and are silent for hours to days, in no order of time."""
    draw = np.random.default_rng(4)
    every = count // ships
    reports = {}
    for ship in range(ships):
        step = draw.exponential(240, every) + (draw.random(every) < 0.004) * draw.exponential(
            14 * HOUR, every
        )
        t_s = np.cumsum(step).astype(np.uint32)
        lon, lat = (
            draw.integers(low, high, every, np.int32)
            for low, high in ((1_290_000_000, 1_330_000_000), (400_000_000, 430_000_000))
        )
        mixed = draw.permutation(every)
        reports[f"ship {ship:04}"] = Fixes.of(t_s=t_s[mixed], lon_e7=lon[mixed], lat_e7=lat[mixed])
    return Fleet.of(reports)


def test_the_scan_is_that_of_polars_and_of_duckdb(tmp_path: Path) -> None:
    fleet = generated(300_000, 150)
    vessel = np.repeat(np.arange(150), np.diff(fleet.starts))
    shuffled = np.random.default_rng(1).permutation(fleet.count)
    frame = pl.DataFrame({"ship": vessel[shuffled], "t": fleet.t_s[shuffled].astype(np.int64)})
    found = find_silences(fleet, 12 * HOUR)
    mine = sorted(
        zip(vessel[found].tolist(), fleet.t_s[found].tolist(), fleet.t_s[found + 1].tolist(), strict=True)
    )
    assert len(mine) > 300
    by_polars = (
        frame.sort("ship", "t")
        .with_columns(pl.col("t").shift(-1).over("ship").alias("to"))
        .filter(pl.col("to") - pl.col("t") > 12 * HOUR)
    )
    assert by_polars.rows() == mine
    frame.write_parquet(tmp_path / "reports.parquet")
    by_duckdb = duckdb.execute(
        """select ship, t, "to" from
        (select ship, t, lead(t) over (partition by ship order by t) as "to" from read_parquet($1))
        where "to" - t > 43200 order by ship, t""",
        [str(tmp_path / "reports.parquet")],
    )
    assert by_duckdb.fetchall() == mine


def test_a_moved_threshold_gives_what_a_fresh_start_gives() -> None:
    fleet = generated(40_000, 20)
    kept = Detector(fleet, places_of((130.0, 41.0)))
    for hours in (12.0, 30.0, 6.0, 2.5, 12.0):
        parameters = EventParameters(gap_h=hours)
        again = Detector(
            Fleet.of({name: fixes(fleet, ship) for ship, name in enumerate(fleet.vessel_ids)}), kept.places
        )
        one, other = (detector.events(EventKind.GAP, parameters) for detector in (kept, again))
        assert [one.id_of(row) for row in range(len(one))] == [other.id_of(row) for row in range(len(other))]
        assert one.facts.keys() == other.facts.keys()
        for name, values in one.facts.items():
            np.testing.assert_array_equal(values, other.facts[name])
        assert (np.asarray(one.facts["duration_s"]) > hours * HOUR).all()


def fixes(fleet: Fleet, ship: int) -> Fixes:
    where = fleet.reports_of(ship)
    return Fixes.of(t_s=fleet.t_s[where], lon_e7=fleet.lon_e7[where], lat_e7=fleet.lat_e7[where])


def test_evidence_rule_and_score() -> None:
    roads, open_sea = (1_331_000_000, 426_500_000), (1_350_000_000, 400_000_000)
    before = [(number * 600, *roads) for number in range(14)]
    fleet = fleet_of(
        near=[*before, (40 * HOUR, *roads)],
        other=[(20 * HOUR, 1_332_000_000, 426_500_000), (40 * HOUR, 0, 0)],
        far=[(0, *open_sea), (12 * HOUR + 1, 1_351_000_000, 400_000_000), (40 * HOUR, *open_sea)],
    )
    found = gaps(fleet, places_of((133.08, 42.75), (130.3, 42.23), (0.0, 0.0)))
    names = [found.vessel_ids[ship] for ship in found.vessel]
    assert names == ["far", "far", "near", "other"]
    assert found.facts["rule_applies"].tolist() == [True, True, False, False]
    near = names.index("near")
    assert found.facts["reports_before"][near] == 14
    assert found.facts["neighbours"].tolist()[near] == 1
    assert found.facts["port"].tolist() == [0, 0, 0, 0]
    assert found.facts["port_m"][near] == pytest.approx(haversine_m(roads, (1_330_800_000, 427_500_000)))
    # Her own reports, another ship, the shore; of the others the shore alone or nothing.
    assert found.score.tolist() == [0, 0, 3, 1]
    shore = waters().shore_m(fleet.lon_e7[found.first], fleet.lat_e7[found.first])
    np.testing.assert_array_equal(found.facts["shore_m"], shore)
    speed = found.facts["distance_m"][0] / 1852 / (found.facts["duration_s"][0] / HOUR)
    assert found.facts["implied_speed_kn"][0] == pytest.approx(speed)


def test_thirteen_reports_before_speak_for_nothing() -> None:
    rows = [(number * 600, 0, 0) for number in range(13)]
    assert gaps(fleet_of(a=[*rows, (40 * HOUR, 0, 0)])).score.tolist() == [0]
    assert gaps(fleet_of(a=[*rows, (7800, 0, 0), (40 * HOUR, 0, 0)])).score.tolist() == [1]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-1_800_000_000, 1_800_000_000), st.integers(-900_000_000, 900_000_000)),
        max_size=6,
    ),
    st.integers(-1_800_000_000, 1_800_000_000),
    st.integers(-900_000_000, 900_000_000),
)
@example([(1_799_999_999, 0), (-1_700_000_000, 0)], -1_799_999_999, 0)
@example([(0, 899_999_999), (1_000_000_000, 899_000_000)], 1_800_000_000, 899_999_999)
def test_the_nearest_place_is_the_nearest(points: list[tuple[int, int]], lon_e7: int, lat_e7: int) -> None:
    fleet = fleet_of(a=[(0, lon_e7, lat_e7), (40 * HOUR, lon_e7, lat_e7)])
    found = gaps(fleet, places_of(*((lon / 1e7, lat / 1e7) for lon, lat in points)))
    number, metres = int(found.facts["port"][0]), float(found.facts["port_m"][0])
    if not points:
        assert number == -1
        assert math.isnan(metres)
        return
    away = [haversine_m((lon_e7, lat_e7), point) for point in points]
    assert away[number] <= min(away) + 0.01
    assert metres == pytest.approx(min(away), abs=0.01, rel=1e-6)


def test_nothing_comes_of_nothing() -> None:
    assert len(gaps(fleet_of())) == 0
    assert len(gaps(fleet_of(a=[]))) == 0
    assert len(gaps(fleet_of(a=[(5, 0, 0)]))) == 0
    every_second = [(second, 1_300_000_000, 420_000_000) for second in range(5_000)]
    assert len(gaps(fleet_of(a=every_second, b=every_second[::-1]))) == 0


def test_a_fleet_that_nobody_needs_is_let_go_of() -> None:
    """What is kept of it would be hundreds of megabytes."""
    fleet = fleet_of(a=[(0, 0, 0), (40 * HOUR, 0, 0)])
    gaps(fleet)
    kept = weakref.ref(fleet)
    del fleet
    gc.collect()
    assert kept() is None


def test_it_can_be_called_off() -> None:
    feedback = Feedback()
    feedback.cancel()
    fleet = fleet_of(a=[(0, 0, 0), (40 * HOUR, 0, 0)])
    with pytest.raises(Cancelled):
        Reception(fleet).others(silences(fleet, HOUR), 1.0, feedback)


LAYOUTS = {
    "marinecadastre_2022-01-03.csv": ("MMSI", "BaseDateTime", "LON", "LAT", "%Y-%m-%dT%H:%M:%S"),
    "dma_layout_2022-11-01.csv": ("MMSI", "# Timestamp", "Longitude", "Latitude", "%d/%m/%Y %H:%M:%S"),
    "SolentAIS_20160112_130211.csv": (
        *("MMSI", "Time", "Longitude_degrees", "Latitude_degrees"),
        "%Y-%m-%d %H:%M:%S%.f",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_gaps_of_real_ships_are_those_of_polars_and_of_the_plain_reading(name: str) -> None:
    if not (SAMPLES / name).is_file():
        pytest.skip("The real files are not beside this checkout.")
    mmsi, time, lon, lat, form = LAYOUTS[name]
    frame = (
        pl.read_csv(SAMPLES / name, columns=[mmsi, time, lon, lat], infer_schema=False)
        .select(
            pl.col(mmsi).alias("ship"),
            pl.col(time).str.to_datetime(form).dt.epoch("s").alias("t"),
            *(
                (pl.col(column).cast(pl.Float64) * 1e7).round().cast(pl.Int64).alias(axis)
                for axis, column in (("x", lon), ("y", lat))
            ),
        )
        .filter(pl.col("x").abs() <= 1_800_000_000, pl.col("y").abs() <= 900_000_000)
    )
    fleet = Fleet.of(
        {str(key[0]): fixes_of(rows.select("t", "x", "y").rows()) for key, rows in frame.group_by("ship")}
    )
    longer_s = 300
    found = silences(fleet, longer_s)
    end_s = frame["t"].max()
    by_polars = (
        frame.unique(["ship", "t"])
        .sort("ship", "t")
        .with_columns(pl.col("t").shift(-1).over("ship").fill_null(end_s).alias("to"))
        .filter(pl.col("to") - pl.col("t") > longer_s)
    )
    ships = [fleet.vessel_ids[ship] for ship in found.vessel]
    assert len(found) > 10
    assert (
        list(zip(ships, found.start_s.tolist(), found.end_s.tolist(), strict=True))
        == by_polars.select("ship", "t", "to").rows()
    )
    hold_neighbours(fleet, found)
