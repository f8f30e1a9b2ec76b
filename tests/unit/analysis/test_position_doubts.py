"""Doubts about where a ship was are those of rules written plainly, on made tracks and on real ones."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.domain.ais_event import EVENT_CHECKS, EventCheck, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback
from tests.unit.analysis.plain_positions import (
    Report,
    fleet_of,
    plain_circles,
    plain_courses,
    plain_frozen,
    plain_jumps,
    plain_on_land,
    reports_of,
    tracks,
)

SAMPLES = Path(__file__).parents[3].parent / "shared/samples/ais_csv"
USUAL = EventParameters()
SHORT = USUAL.changed({"frozen_h": 1, "circle_min": 20})
PORT = (1_312_000_000, 426_000_000)
T = 1_700_000_000


def places(*points: tuple[int, int]) -> Places:
    lon, lat = (np.array(column, np.int32) for column in zip(*points, strict=True)) if points else ([], [])
    port = VisitPlace("a-port", "A port", PlaceKind.PORT, "RU")
    number = np.zeros(len(points), np.int32)
    names = ("",) * len(points)
    return Places((port,), number, np.array(lon, np.int32), np.array(lat, np.int32), names)


def found(fleet: Fleet, parameters: EventParameters = USUAL, *points: tuple[int, int]) -> EventColumns:
    return Detector(fleet, places(*points)).events(EventKind.POSITION, parameters)


def rows_of(columns: EventColumns, fleet: Fleet, ship: int, check: EventCheck) -> list[tuple[int, int, int]]:
    """First and last report within the ship, and the count, of each event of a check."""
    chosen = (columns.vessel == ship) & (columns.check == EVENT_CHECKS.index(check))
    start = int(fleet.starts[ship])
    counts = np.asarray(columns.facts["count"])
    return [
        (int(columns.first[row]) - start, int(columns.last[row]) - start, int(counts[row]))
        for row in np.flatnonzero(chosen)
    ]


def assert_as_plain(fleet: Fleet, parameters: EventParameters, *points: tuple[int, int]) -> None:
    columns = found(fleet, parameters, *points)
    jump = (parameters.jump_kn, parameters.jump_nm)
    for ship in range(len(fleet.vessel_ids)):
        reports = reports_of(fleet, ship)
        plain = {
            EventCheck.JUMP: plain_jumps(reports, *jump),
            EventCheck.ON_LAND: plain_on_land(reports),
            EventCheck.FROZEN: plain_frozen(reports, parameters.frozen_h, points),
            EventCheck.COURSE: plain_courses(reports, parameters.course_deg, *jump),
            EventCheck.CIRCLE: plain_circles(reports, parameters.circle_min, *jump),
        }
        for check, expected in plain.items():
            assert rows_of(columns, fleet, ship, check) == expected, check
    assert len({columns.id_of(row) for row in range(len(columns))}) == len(columns)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(tracks(), min_size=1, max_size=2), st.booleans())
def test_made_tracks_give_what_the_plain_rules_give(ships: list[list[Report]], has_port: bool) -> None:  # noqa: FBT001 - hypothesis passes by place
    fleet = fleet_of({f"ship-{number}": reports for number, reports in enumerate(ships)})
    assert_as_plain(fleet, SHORT, *((PORT,) if has_port else ()))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real samples are not beside this checkout")
def test_a_real_day_gives_what_the_plain_rules_give() -> None:
    fleet = noaa()
    assert fleet.count > 38_000
    assert_as_plain(fleet, SHORT)
    columns = found(fleet)
    assert int((columns.check == EVENT_CHECKS.index(EventCheck.JUMP)).sum()) == 42


def noaa() -> Fleet:
    ships: dict[str, list[Report]] = {}
    with (SAMPLES / "marinecadastre_2022-01-03.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            t_s = int(datetime.fromisoformat(row["BaseDateTime"] + "+00:00").timestamp())
            speed, course = round(float(row["SOG"]) * 10), round(float(row["COG"]) * 10)
            ships.setdefault(row["MMSI"], []).append(
                Report(
                    t_s,
                    round(float(row["LON"]) * 1e7),
                    round(float(row["LAT"]) * 1e7),
                    speed if speed < 1022 else -1,
                    course if 0 <= course < 3600 else -1,
                )
            )
    return fleet_of(ships)


def many(count: int) -> Fleet:
    """Reports that wander, jump, stay and lie on land now and then, from one seed."""
    generator = np.random.default_rng(5)
    a_ship = 5_000
    ships = {}
    for number in range(count // a_ship):
        steps = generator.normal(0, 0.004, (2, a_ship))
        still = np.repeat(generator.random(a_ship // 50) < 0.3, 50)
        steps[:, still] = 0
        steps[:, generator.random(a_ship) < 0.002] *= 300
        lon, lat = np.cumsum(steps, axis=1) + np.array([[131.0], [40.0]])
        columns = (
            T + np.cumsum(generator.choice((60, 600, 3600, 9000), a_ship, p=(0.5, 0.3, 0.15, 0.05))),
            np.rint((lon + 180) % 360 * 1e7 - 1.8e9),
            np.rint(np.clip(lat, -80, 80) * 1e7),
            generator.integers(-1, 12, a_ship),
            np.full(a_ship, -1),
            (generator.random(a_ship) < 0.01) * 2,
        )
        ships[f"ship-{number:03}"] = [Report(*map(int, row)) for row in zip(*columns, strict=True)]
    return fleet_of(ships)


def test_polars_and_duckdb_find_the_same_jumps_and_frozen_positions(tmp_path: Path) -> None:
    fleet = many(200_000)
    columns = found(fleet)
    ship = np.repeat(np.arange(len(fleet.vessel_ids)), np.diff(fleet.starts))
    names = ("t_s", "lon_e7", "lat_e7", "sog_dkn")
    frame = pl.DataFrame({"ship": ship, **{name: getattr(fleet, name).astype(np.int64) for name in names}})
    jumped = _of(columns, EventCheck.JUMP)
    frozen = _of(columns, EventCheck.FROZEN)
    assert len(jumped) > 100
    assert len(frozen) > 20
    assert _polars_jumps(frame) == [row[:4] for row in jumped]
    assert _duckdb_frozen(frame, tmp_path / "reports.parquet") == [row[:4] for row in frozen]


def _of(columns: EventColumns, check: EventCheck) -> list[tuple[int, ...]]:
    rows = np.flatnonzero(columns.check == EVENT_CHECKS.index(check))
    counts: NDArray[Any] = np.asarray(columns.facts["count"])
    told = (columns.vessel, columns.start_s, columns.end_s, counts)
    return sorted(tuple(int(column[row]) for column in told) for row in rows)


def _polars_jumps(frame: pl.DataFrame) -> list[tuple[int, ...]]:
    radians = {name: pl.col(name) * (np.pi / 1.8e9) for name in ("lon_e7", "lat_e7")}
    lon, lat = radians["lon_e7"], radians["lat_e7"]
    half = ((lat - lat.shift()) / 2).sin() ** 2 + lat.cos() * lat.shift().cos() * (
        (lon - lon.shift()) / 2
    ).sin() ** 2
    steps = frame.with_columns(
        nm=(2 * 6_371_008.8 / 1852 * half.sqrt().arcsin()).over("ship"),
        before=pl.col("t_s").shift().over("ship"),
    ).filter((pl.col("nm") > 2) & (pl.col("nm") > 50 * (pl.col("t_s") - pl.col("before")) / 3600))
    apart = pl.col("before") - pl.col("t_s").shift().over("ship")
    grouped = (
        steps.with_columns(group=(apart.is_null() | (apart > 6 * 3600)).cum_sum())
        .group_by("ship", "group")
        .agg(pl.col("before").min(), pl.col("t_s").max(), pl.len())
    )
    return sorted(grouped.select("ship", "before", "t_s", "len").rows())


def _duckdb_frozen(frame: pl.DataFrame, path: Path) -> list[tuple[int, ...]]:
    frame.with_row_index("place").write_parquet(path)
    with duckdb.connect() as connection:
        return sorted(
            connection.execute(
                """
                WITH marked AS (
                    SELECT *, coalesce(
                        lon_e7 = lag(lon_e7) OVER own AND lat_e7 = lag(lat_e7) OVER own
                        AND t_s - lag(t_s) OVER own <= 10800, false) AS same
                    FROM read_parquet(?) WINDOW own AS (PARTITION BY ship ORDER BY place)),
                runs AS (
                    SELECT *, sum(CASE WHEN same THEN 0 ELSE 1 END)
                        OVER (PARTITION BY ship ORDER BY place) AS run FROM marked)
                SELECT ship, min(t_s), max(t_s), count(*) FROM runs GROUP BY ship, run
                HAVING max(t_s) - min(t_s) >= 21600 AND count(*) >= 10
                    AND count(*) FILTER (sog_dkn >= 0) > 0
                    AND 2 * count(*) FILTER (sog_dkn >= 5) >= count(*) FILTER (sog_dkn >= 0)
                """,
                [str(path)],
            ).fetchall()
        )


def east(nm: float) -> int:
    """So many miles along the equator, in 1e-7 degrees."""
    return round(nm * 1852 / 6_371_008.8 * 180 / np.pi * 1e7)


@pytest.mark.parametrize(
    ("nm", "seconds", "jumps"),
    [
        (2.001, 0, 1),  # no time at all
        (1.999, 0, 0),  # receivers' clocks
        (50.01, 3600, 1),
        (49.99, 3600, 0),
        (2.001, 3600, 0),
    ],
)
def test_a_jump_is_further_and_faster(nm: float, seconds: int, jumps: int) -> None:
    for lon in (0, 1_800_000_000 - east(1)):  # and over the antimeridian
        after = (lon + east(nm) + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
        columns = found(fleet_of({"ship": [Report(T, lon, 0), Report(T + seconds, after, 0)]}))
        assert len(columns) == jumps


def test_there_and_back_is_one_event_with_its_number_and_speed() -> None:
    reports = [Report(T, 0, 0), Report(T + 60, east(100), 0), Report(T + 120, 0, 0)]
    columns = found(fleet_of({"ship": reports}))
    assert len(columns) == 1
    assert (columns.start_s[0], columns.end_s[0]) == (T, T + 120)
    assert (columns.facts["count"][0], columns.score[0]) == (2, 1)
    assert columns.facts["value"][0] == pytest.approx(6000, rel=1e-6)


@pytest.mark.parametrize(("hours", "count"), [(6.0, 1), (5.99, 0)])
def test_frozen_lasts_as_long_as_the_threshold(hours: float, count: int) -> None:
    times = np.rint(np.linspace(0, hours * 3600, 12)).astype(int).tolist()
    moored = [Report(T + second, *PORT, 0) for second in times]
    sailing = [report._replace(sog_dkn=100) for report in moored]
    assert len(found(fleet_of({"ship": sailing}), USUAL, PORT)) == count
    assert len(found(fleet_of({"ship": moored}), USUAL, PORT)) == 0
    assert len(found(fleet_of({"ship": moored}), USUAL, (0, 0))) == count  # far from every port
    assert len(found(fleet_of({"ship": moored}))) == 0  # nothing is far where no port is known


def test_a_circle_tells_centre_radius_and_turns() -> None:
    radius_m, turns = 400.0, 5
    angles = np.linspace(0, turns * 2 * np.pi, 101)
    scale = 180 / np.pi / 6_371_008.8 * 1e7
    narrow = np.cos(np.radians(42.6))
    reports = [
        Report(
            T + 60 * minute,
            round(PORT[0] + radius_m * np.sin(angle) * scale / narrow),
            round(PORT[1] + radius_m * np.cos(angle) * scale),
        )
        for minute, angle in enumerate(angles.tolist())
    ]
    columns = found(fleet_of({"ship": reports}))
    assert len(columns) == 1
    assert columns.facts["distance_m"][0] == pytest.approx(radius_m, rel=0.01)
    assert columns.facts["value"][0] == pytest.approx(turns, rel=0.02)
    assert abs(int(columns.lon_e7[0]) - PORT[0]) < 200
    assert abs(int(columns.lat_e7[0]) - PORT[1]) < 200


@pytest.mark.parametrize("reports", [[], [Report(T, 0, 0)], [Report(T, 0, 900_000_000)] * 2])
def test_little_or_nothing_gives_nothing(reports: Sequence[Report]) -> None:
    assert len(found(fleet_of({"ship": reports} if reports else {}))) == 0


def test_a_cancelled_search_stops() -> None:
    feedback = Feedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        Detector(many(5_000), places()).events(EventKind.POSITION, USUAL, feedback)
