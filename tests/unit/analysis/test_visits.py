"""Visits: equal to the plain reading, exact at every threshold, the same by two other engines."""

import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels.port_visits import ring_m
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace, distance_km
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.place import LonLat
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.fixes import Fixes
from tests.benchmarks.generated_fleet import generated_fleet, port_places
from tests.benchmarks.visit_peers import DuckTables, by_polars, lone_places, tables_of
from tests.unit.analysis.plain_visits import PlainVisit, PlainVoyage, plain_visits, plain_voyages

KM_DEG = 1 / 111.19508  # of latitude on the mean sphere
QUAY = (133.0, 42.75)
HOUR_S = 3600
START_S = 1_700_000_000
DEFAULTS = EventParameters()


def places_of(*ports: list[LonLat], areas: tuple[tuple[LonLat, ...], ...] = ()) -> Places:
    """Ports named after their number, and areas."""
    own = [VisitPlace(f"port-{number}", f"Port {number}", PlaceKind.PORT, "") for number in range(len(ports))]
    own += [VisitPlace(f"area-{n}", f"Area {n}", PlaceKind.AREA, "", ring) for n, ring in enumerate(areas)]
    points = [(number, point) for number, port in enumerate(ports) for point in port]
    lon_lat = np.rint(np.array([point for _, point in points]).reshape(-1, 2) * 1e7).astype(np.int32)
    return Places(
        tuple(own),
        np.array([number for number, _ in points], np.int32),
        lon_lat[:, 0].copy(),
        lon_lat[:, 1].copy(),
        ("",) * len(points),
    )


def ship_of(rows: list[tuple[int, LonLat, float]]) -> Fixes:
    """Seconds, position, speed in knots (-0.1 for none) of reports."""
    return Fixes.of(
        t_s=np.array([START_S + when for when, _, _ in rows]),
        lon_e7=np.array([round(lon * 1e7) for _, (lon, _), _ in rows]),
        lat_e7=np.array([round(lat * 1e7) for _, (_, lat), _ in rows]),
        sog_dkn=np.array([round(speed * 10) for _, _, speed in rows]),
    )


def found_in(
    fleet: Fleet, places: Places, parameters: EventParameters = DEFAULTS, kind: EventKind = EventKind.VISIT
) -> EventColumns:
    return Detector(fleet, places).events(kind, parameters)


def visits_of(
    rows: list[tuple[int, LonLat, float]], places: Places, parameters: EventParameters = DEFAULTS
) -> EventColumns:
    return found_in(Fleet.of({"ship": ship_of(rows)}), places, parameters)


def north(km: float, of: LonLat = QUAY) -> LonLat:
    return of[0], of[1] + km * KM_DEG


def as_plain(found: EventColumns) -> list[PlainVisit]:
    f = found.facts
    columns: list[Any] = [found.vessel, found.start_s, found.end_s, found.first, found.last, found.place]
    columns += [f[name] for name in PlainVisit._fields[6:]]
    return [PlainVisit(*row) for row in zip(*(np.asarray(one).tolist() for one in columns), strict=True)]


def test_the_edges_and_speeds_of_the_published_machine() -> None:
    ways = (5.0, 2.9, 3.5, 3.9, 4.0001)
    speeds = (8.0, 0.2, 0.4, 0.5, 8.0)
    rows = [
        (hour * HOUR_S, north(km), speed) for hour, (km, speed) in enumerate(zip(ways, speeds, strict=True))
    ]
    (visit,) = as_plain(visits_of(rows, places_of([QUAY])))
    assert (visit.start_s, visit.end_s) == (START_S + HOUR_S, START_S + 4 * HOUR_S)
    assert (visit.has_entry, visit.has_exit, visit.stops, visit.gaps) == (True, True, 1, 0)
    assert visit.stopped_s == 2 * HOUR_S
    assert visit.confidence == 4


@pytest.mark.parametrize(("km", "enters"), [(2.99999, True), (3.00001, False)])
def test_a_ship_enters_at_three_kilometres(km: float, *, enters: bool) -> None:
    assert len(visits_of([(0, north(9), 9.0), (600, north(km), 9.0)], places_of([QUAY]))) == enters


@pytest.mark.parametrize(("km", "leaves"), [(3.99999, False), (4.00001, True)])
def test_a_ship_leaves_at_four_kilometres(km: float, *, leaves: bool) -> None:
    (visit,) = as_plain(visits_of([(0, QUAY, 9.0), (600, north(km), 9.0)], places_of([QUAY])))
    assert visit.has_exit == leaves


@pytest.mark.parametrize(("silent_s", "gaps"), [(4 * HOUR_S - 1, 0), (4 * HOUR_S, 1)])
def test_a_port_gap_lasts_four_hours(silent_s: int, gaps: int) -> None:
    inside = visits_of([(0, QUAY, 5.0), (silent_s, QUAY, 5.0)], places_of([QUAY]))
    outside = visits_of([(0, QUAY, 5.0), (silent_s, north(9), 5.0)], places_of([QUAY]))
    ships = {"a": ship_of([(0, QUAY, 5.0)]), "b": ship_of([(silent_s, north(99), 5.0)])}
    to_the_end = found_in(Fleet.of(ships), places_of([QUAY]))
    for found in (inside, outside, to_the_end):
        assert found.facts["gaps"].tolist() == [gaps]
        assert found.facts["silent_s"].tolist() == [silent_s]


@pytest.mark.parametrize(
    ("before", "after", "speed_kn", "confidence"),
    [
        (True, True, 0.1, 4),
        (True, False, 0.1, 3),
        (False, True, 0.1, 3),
        (False, False, 0.1, 2),
        (True, True, 9.0, 1),
        (False, False, 9.0, 1),
    ],
)
def test_confidence(*, before: bool, after: bool, speed_kn: float, confidence: int) -> None:
    rows = [(0, north(9), 9.0)] * before + [(600, QUAY, speed_kn)] + [(1200, north(9), 9.0)] * after
    (visit,) = as_plain(visits_of(rows, places_of([QUAY])))
    assert visit.confidence == confidence


def test_seen_only_inside_where_the_next_report_is_far_off() -> None:
    """Sixty miles between two reports show nobody coming or going."""
    far = north(61 * 1.852)
    rows = [(0, far, 9.0), (30 * HOUR_S, QUAY, 5.0), (31 * HOUR_S, QUAY, 5.0), (60 * HOUR_S, far, 9.0)]
    (visit,) = as_plain(visits_of(rows, places_of([QUAY])))
    assert (visit.start_s, visit.end_s) == (START_S + 30 * HOUR_S, START_S + 31 * HOUR_S)
    assert (visit.has_entry, visit.has_exit, visit.gaps, visit.confidence) == (False, False, 1, 2)
    near = [(when, north(59 * 1.852) if place == far else place, speed) for when, place, speed in rows]
    (visit,) = as_plain(visits_of(near, places_of([QUAY])))
    assert (visit.has_entry, visit.has_exit, visit.confidence) == (True, True, 4)


def test_from_berth_to_berth_and_to_a_neighbour_only_after_leaving() -> None:
    first, second = QUAY, north(5)
    one = visits_of([(0, first, 5.0), (600, second, 5.0)], places_of([first, second]))
    assert len(one) == 1
    two = visits_of(
        [(0, first, 5.0), (600, north(2.9), 5.0), (1200, second, 5.0)], places_of([first], [second])
    )
    assert [(row.place, row.start_s - START_S) for row in as_plain(two)] == [(0, 0), (1, 1200)]


def test_the_first_stop_names_the_visit() -> None:
    first, second = QUAY, north(5)
    rows = [(0, north(-9), 9.0), (600, first, 5.0), (1200, north(3), 0.0), (1800, first, 0.0)]
    (visit,) = as_plain(visits_of(rows, places_of([first], [second])))
    assert (visit.place, visit.point) == (1, 1)


def test_reports_without_a_speed_make_no_stop() -> None:
    (visit,) = as_plain(visits_of([(0, QUAY, -0.1), (600, QUAY, -0.1)], places_of([QUAY])))
    assert (visit.stops, visit.confidence) == (0, 1)


def test_nothing_in_nothing() -> None:
    assert len(found_in(Fleet.of({}), places_of([QUAY]))) == 0
    assert len(visits_of([(0, QUAY, 0.0)], places_of())) == 0
    assert len(visits_of([(0, QUAY, 0.0)], places_of([QUAY]))) == 1
    cancelled = Feedback()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        Detector(Fleet.of({}), places_of()).events(EventKind.VISIT, DEFAULTS, cancelled)


def test_the_map_draws_the_same_edges() -> None:
    source = (Path(__file__).parents[3] / "assets/web/layers/areas.ts").read_text(encoding="utf-8")
    drawn = dict(re.findall(r"^const (ENTER|LEAVE)_M = (\d+);$", source, re.MULTILINE))
    assert {name: float(metres) / 1000 for name, metres in drawn.items()} == {
        "ENTER": DEFAULTS.enter_km,
        "LEAVE": DEFAULTS.leave_km,
    }


# Here and where meridians jump or meet.
CENTRES = ((133.0, 42.75), (180.0, -17.0), (-179.99, 66.0), (0.0, 0.0))
POLES = ((10.0, 89.99), (0.0, -90.0))
offsets_km = st.tuples(st.floats(-9, 9), st.floats(-9, 9))
moves = st.tuples(
    st.sampled_from((0, 0, 1, 60, 600, 4 * HOUR_S - 1, 4 * HOUR_S, 13 * HOUR_S)),
    offsets_km,
    st.sampled_from((-0.1, 0.0, 0.2, 0.3, 0.5, 8.0)),
    st.integers(0, 90),
)


def moved(centre: LonLat, off_km: tuple[float, float]) -> LonLat:
    """Some kilometres east and north, over the pole and the 180th meridian as they come."""
    lat = centre[1] + off_km[1] * KM_DEG
    lon = centre[0] + off_km[0] * KM_DEG / max(np.cos(np.radians(centre[1])), 1e-3)
    if abs(lat) > 90:
        lat, lon = np.copysign(180, lat) - lat, lon + 180
    return (lon + 180) % 360 - 180, lat


@st.composite
def voyages_near(draw: st.DrawFn, centres: tuple[LonLat, ...]) -> tuple[Fleet, Places]:
    """Some ships that move about near some ports, in and out."""
    centre = draw(st.sampled_from(centres))
    ports = draw(st.lists(st.lists(offsets_km, min_size=1, max_size=3), min_size=1, max_size=3))
    ships = draw(st.lists(st.lists(moves, min_size=1, max_size=25), min_size=1, max_size=2))
    reports = {}
    for number, steps in enumerate(ships):
        fixes = ship_of(
            [
                (when, moved(centre, off), speed)
                for when, (_, off, speed, _) in zip(accumulate(step[0] for step in steps), steps, strict=True)
            ]
        )
        draughts = np.array([max(draught - 20, 0) for *_, draught in steps])
        reports[f"ship-{number}"] = Fixes.of(
            t_s=fixes.t_s,
            lon_e7=fixes.lon_e7,
            lat_e7=fixes.lat_e7,
            sog_dkn=fixes.sog_dkn,
            draught_dm=draughts,
        )
    return Fleet.of(reports), places_of(*([moved(centre, off) for off in port] for port in ports))


thresholds = st.sampled_from(
    (
        DEFAULTS,
        DEFAULTS.changed({"least_confidence": 1, "gap_h": 1}),
        DEFAULTS.changed({"enter_km": 0.5, "leave_km": 8, "stop_end_kn": 0.2, "port_gap_h": 1}),
        DEFAULTS.changed({"enter_km": 4, "leave_km": 4, "settled_h": 0, "laden_share": 0.5}),
    )
)


@settings(max_examples=80, deadline=None)
@given(voyages_near(CENTRES), thresholds)
def test_equal_to_the_plain_reading(sailed: tuple[Fleet, Places], parameters: EventParameters) -> None:
    assert_as_plain(*sailed, parameters)


@settings(max_examples=4, deadline=None)
@given(voyages_near(POLES), thresholds)
def test_equal_to_the_plain_reading_at_the_poles(
    sailed: tuple[Fleet, Places], parameters: EventParameters
) -> None:
    assert_as_plain(*sailed, parameters)


def assert_as_plain(fleet: Fleet, places: Places, parameters: EventParameters) -> None:
    wanted = plain_visits(fleet, places, parameters)
    assert as_plain(found_in(fleet, places, parameters)) == wanted
    voyages = found_in(fleet, places, parameters, EventKind.VOYAGE)
    assert voyages_as_plain(voyages) == [
        pytest.approx(voyage, rel=1e-3, abs=1.0) for voyage in plain_voyages(fleet, wanted, parameters)
    ]


def voyages_as_plain(found: EventColumns) -> list[PlainVoyage]:
    f = found.facts
    columns: list[Any] = [found.vessel, found.start_s, found.end_s, found.place, found.end_place]
    columns += [np.rint(f["distance_m"]).astype(np.int64)]
    columns += [f[name] for name in PlainVoyage._fields[6:]]
    return [PlainVoyage(*row) for row in zip(*(np.asarray(one).tolist() for one in columns), strict=True)]


def test_a_drawn_area_is_entered_inside_and_left_a_kilometre_outside() -> None:
    """It changes no visit to the port that it covers, and counts between ports where it covers none."""
    around = tuple((QUAY[0] + east, QUAY[1] + high) for east, high in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
    edge_km = 1 / KM_DEG
    ways = (edge_km + 9, edge_km + 0.9, edge_km - 0.01, edge_km + 0.99, edge_km + 1.01, edge_km + 9)
    rows = [(number * 600, north(km), 9.0) for number, km in enumerate(ways)]
    found = visits_of(rows, places_of([QUAY], areas=(around,)))
    (visit,) = as_plain(found)
    assert (visit.place, visit.point, visit.start_s - START_S, visit.end_s - START_S) == (1, -1, 1200, 2400)
    assert np.isnan(found.facts["point_m"][0])
    through = [(0, north(edge_km + 9), 9.0), (600, QUAY, 0.0), (1200, north(edge_km + 9), 9.0)]
    both = as_plain(visits_of(through, places_of([QUAY], areas=(around,))))
    assert {visit.place for visit in both} == {0, 1}
    (alone,) = as_plain(visits_of(through, places_of([QUAY])))
    assert next(visit for visit in both if visit.place == 0) == alone


def test_voyages_pass_over_areas_round_a_port_they_were_in() -> None:
    """Port, an area at sea, port again; the area round the port and one within the area at sea count once."""
    off = north(60)
    ring = tuple((QUAY[0] + east, QUAY[1] + high) for east, high in ((-0.1, -0.1), (0.1, -0.1), (0.0, 0.1)))
    at_sea = tuple((lon, lat + 60 * KM_DEG) for lon, lat in ring)
    inner = tuple((lon / 2 + off[0] / 2, lat / 2 + off[1] / 2) for lon, lat in at_sea)
    rows = [
        *((0, QUAY, 0.0), (6 * HOUR_S, north(30), 9.0), (12 * HOUR_S, off, 0.0)),
        *((18 * HOUR_S, north(30), 9.0), (24 * HOUR_S, QUAY, 0.0)),
    ]
    fleet, places = Fleet.of({"ship": ship_of(rows)}), places_of([QUAY], areas=(ring, at_sea, inner))
    voyages = found_in(fleet, places, kind=EventKind.VOYAGE)
    ends = zip(voyages.place.tolist(), voyages.end_place.tolist(), strict=True)
    assert [(places.ids[one], places.ids[other]) for one, other in ends] == [
        ("port-0", "area-1"),
        ("area-1", "port-0"),
    ]


corners = st.lists(offsets_km, min_size=3, max_size=6, unique=True)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CENTRES), corners, offsets_km)
def test_the_way_to_an_outline(
    centre: LonLat, off: list[tuple[float, float]], ship_km: tuple[float, float]
) -> None:
    """Inside as shapely says, outside as far as the nearest of many positions along the edges."""
    narrow = float(np.cos(np.radians(centre[1])))
    ring = [(centre[0] + east * KM_DEG / narrow, centre[1] + high * KM_DEG) for east, high in off]
    whole = np.rint(np.array(ring) * 1e7).astype(np.int64)
    ship = centre[0] + ship_km[0] * KM_DEG / narrow, centre[1] + ship_km[1] * KM_DEG
    lon_e7 = (round(ship[0] * 1e7) + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
    out_m = ring_m(lon_e7, round(ship[1] * 1e7), 0, len(ring), whole[:, 0].copy(), whole[:, 1].copy())
    edges = np.concatenate(
        [np.linspace(one, other, 400) for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)]
    )
    least_m = min(1000 * distance_km(ship, (lon, lat)) for lon, lat in edges.tolist())
    # Even and odd crossings, as the kernel counts them, also where the outline crosses itself.
    lines = shapely.polygonize([shapely.unary_union(shapely.linearrings([*ring, ring[0]]))])
    if out_m > 0:
        assert out_m == pytest.approx(least_m, rel=2e-3, abs=50)
    else:
        assert shapely.contains_properly(lines, shapely.Point(ship)) or least_m < 50


@pytest.fixture(scope="module")
def generated() -> tuple[Fleet, Places, EventColumns]:
    fleet, places = generated_fleet(200_000), lone_places(port_places())
    return fleet, places, found_in(fleet, places)


def rows_of(found: EventColumns) -> list[tuple[int, int, int, int, int]]:
    columns = (found.vessel, found.place, found.start_s, found.facts["stops"], found.facts["gaps"])
    return sorted(zip(*(np.asarray(one).tolist() for one in columns), strict=True))


def test_polars_finds_the_same(generated: tuple[Fleet, Places, EventColumns]) -> None:
    fleet, places, found = generated
    wanted = by_polars(*tables_of(fleet, places), fleet.end_s)
    assert len(wanted) > 300
    assert rows_of(found) == wanted


def test_duckdb_finds_the_same(generated: tuple[Fleet, Places, EventColumns], tmp_path: Path) -> None:
    fleet, places, found = generated
    tables = DuckTables(*tables_of(fleet, places), tmp_path)
    wanted = tables.visits(fleet.end_s)
    tables.close()
    assert rows_of(found) == wanted


def test_the_same_in_one_thread_and_in_several(
    generated: tuple[Fleet, Places, EventColumns], monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet, places, found = generated
    monkeypatch.setattr("desktop_app.analysis.ship_ranges.FEW", fleet.count)
    alone = found_in(fleet, places)
    assert as_plain(alone) == as_plain(found)
    monkeypatch.setattr("desktop_app.analysis.visits._ROOM", 1)
    assert as_plain(found_in(fleet, places)) == as_plain(found)


SAMPLES = Path(__file__).parents[3].parent / "shared/samples"
SOLENT = ("SolentAIS_20160112_130211.csv", "Time", "Latitude_degrees", "Longitude_degrees", "SOG_knots")
DANISH = ("dma_layout_2022-11-01.csv", "# Timestamp", "Latitude", "Longitude", "SOG")


@pytest.mark.parametrize("layout", [SOLENT, DANISH], ids=["Solent", "Danish waters"])
def test_real_ships_at_real_ports(layout: tuple[str, ...]) -> None:
    """Equal to the plain reading; every eighth ship, and the ports of the index that lie among them."""
    path = SAMPLES / "ais_csv" / layout[0]
    if not path.is_file():
        pytest.skip("the shared samples are not beside the checkout")
    fleet = real_fleet(path, *layout[1:])
    ports = pl.read_csv(SAMPLES / "ports/wpi_ports.csv").filter(
        pl.col("longitude").is_between(
            *(float(end) / 1e7 for end in (fleet.lon_e7.min(), fleet.lon_e7.max()))
        ),
        pl.col("latitude").is_between(
            *(float(end) / 1e7 for end in (fleet.lat_e7.min(), fleet.lat_e7.max()))
        ),
    )
    places = places_of(*([port] for port in ports.select("longitude", "latitude").head(12).rows()))
    parameters = DEFAULTS.changed({"least_confidence": 1})
    wanted = plain_visits(fleet, places, parameters)
    assert wanted
    assert as_plain(found_in(fleet, places, parameters)) == wanted


def real_fleet(path: Path, time: str, lat: str, lon: str, speed: str) -> Fleet:
    table = pl.read_csv(path, infer_schema_length=None)
    form = "%d/%m/%Y %H:%M:%S" if time.startswith("#") else "%Y-%m-%d %H:%M:%S%.3f"
    seconds = table[time].str.to_datetime(form).dt.epoch("s")
    table = table.with_columns(seconds.alias("t")).filter(pl.col(lat).abs() <= 90, pl.col("MMSI") % 8 == 0)
    return Fleet.of(
        {
            str(mmsi): Fixes.of(
                t_s=rows["t"].to_numpy(),
                lon_e7=(rows[lon] * 1e7).round().to_numpy(),
                lat_e7=(rows[lat] * 1e7).round().to_numpy(),
                sog_dkn=(rows[speed].fill_null(-0.1) * 10).round().to_numpy(),
            )
            for (mmsi,), rows in table.group_by("MMSI")
        }
    )
