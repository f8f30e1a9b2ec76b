"""Port areas: in at 3 km, out at 4 km, round every point of a port."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.port_areas import (
    ENTER_KM,
    LEAVE_KM,
    Crossing,
    PortAreas,
    PortCrossing,
    distance_km,
    edge_crossing,
)
from desktop_app.domain.place import BerthPoint, LonLat
from desktop_app.domain.provenance import Citation, Grade

CITED = Citation.of(("S",), Grade.A)
START = datetime(2024, 3, 7, tzinfo=UTC)
KM_PER_DEGREE = 111.19508  # of latitude on the mean sphere


def berth(port_id: str, position: LonLat, number: int = 1) -> BerthPoint:
    return BerthPoint(f"{port_id}-{number}", port_id, position, 100, "made up", CITED)


def north_of(position: LonLat, km: float) -> LonLat:
    return position[0], position[1] + km / KM_PER_DEGREE


def track(positions: list[LonLat]) -> list[tuple[datetime, LonLat]]:
    return [(START + timedelta(hours=hour), position) for hour, position in enumerate(positions)]


def test_one_visit_of_a_ship_that_wavers_at_the_edge() -> None:
    quay = (133.07, 42.75)
    areas = PortAreas([berth("vostochny", quay)])
    seen = list(areas.crossings(track([north_of(quay, km) for km in (5.0, 2.9, 3.5, 3.9, 4.0001)])))
    assert [(row.crossing, row.when) for row in seen] == [
        (Crossing.ENTRY, START + timedelta(hours=1)),
        (Crossing.EXIT, START + timedelta(hours=4)),
    ]
    assert [row.distance_km for row in seen] == pytest.approx([2.9, 4.0], abs=0.001)


def test_the_two_edges_themselves_belong_to_the_change() -> None:
    steps = []
    inside = False
    for distance in (5.0, 3.0, 3.5, 3.9, 4.0, 3.1):
        crossing = edge_crossing(distance, inside=inside)
        inside = inside if crossing is None else crossing is Crossing.ENTRY
        steps.append(crossing)
    assert steps == [None, Crossing.ENTRY, None, None, Crossing.EXIT, None]


def test_from_berth_to_berth_inside_a_port() -> None:
    """Five kilometres from where it came in, but near another of the port's points."""
    first, second = (133.0, 42.75), north_of((133.0, 42.75), 5.0)
    areas = PortAreas([berth("one", first), berth("one", second, 2)])
    assert [row.crossing for row in areas.crossings(track([first, second]))] == [Crossing.ENTRY]


def test_a_neighbouring_port_waits_until_the_first_is_left() -> None:
    first, second = (133.0, 42.75), north_of((133.0, 42.75), 5.0)
    areas = PortAreas([berth("one", first), berth("two", second)])
    seen = areas.crossings(track([first, north_of(first, 2.9), second]))
    assert [(row.crossing, row.port_id) for row in seen] == [
        (Crossing.ENTRY, "one"),
        (Crossing.EXIT, "one"),
        (Crossing.ENTRY, "two"),
    ]


def test_the_map_draws_the_same_edges() -> None:
    source = (Path(__file__).parents[3] / "assets" / "web" / "layers" / "areas.ts").read_text(
        encoding="utf-8"
    )
    drawn = dict(re.findall(r"^const (ENTER|LEAVE)_M = (\d+);$", source, re.MULTILINE))
    assert {name: float(metres) for name, metres in drawn.items()} == {
        "ENTER": ENTER_KM * 1000,
        "LEAVE": LEAVE_KM * 1000,
    }


def test_distance_on_the_sphere() -> None:
    assert distance_km((133.0, 42.0), (133.0, 43.0)) == pytest.approx(KM_PER_DEGREE, abs=1e-4)
    assert distance_km((0.0, 0.0), (180.0, 0.0)) == pytest.approx(180 * KM_PER_DEGREE, abs=1e-2)


def test_a_port_without_points_has_no_area() -> None:
    areas = PortAreas([])
    assert areas.nearest((133.0, 42.75)) is None
    with pytest.raises(KeyError):
        areas.distance_km("vostochny", (133.0, 42.75))
    assert list(areas.crossings(track([(133.0, 42.75)]))) == []


near_places = st.tuples(st.floats(130.0, 130.4), st.floats(59.8, 60.2))


@given(st.lists(near_places, min_size=1, max_size=12), near_places)
def test_the_nearest_point_is_found(places: list[LonLat], ship: LonLat) -> None:
    """The grid finds what a look at every point finds."""
    areas = PortAreas(berth(f"p{number}", place) for number, place in enumerate(places))
    least = min(distance_km(place, ship) for place in places)
    found = areas.nearest(ship)
    assert (found is not None) == (least <= LEAVE_KM)
    assert found is None or found.distance_km == least


@given(st.lists(near_places, min_size=2, max_size=30))
def test_entries_and_exits_alternate(places: list[LonLat]) -> None:
    areas = PortAreas([berth("one", (130.2, 60.0))])
    seen: list[PortCrossing] = list(areas.crossings(track(places)))
    assert [row.crossing for row in seen] == [
        Crossing.EXIT if number % 2 else Crossing.ENTRY for number in range(len(seen))
    ]
