"""Ways over water, held against a plain search and against the sphere, and the area within reach."""

import heapq
import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.analysis.kernels import sea_ways
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.analysis.reach import KNOT_M_S, LONGEST_ERROR, SeaGrid, great_circle_m
from desktop_app.domain.place import LonLat


@dataclass(frozen=True)
class Grid:
    """Waters of the tests: open sea round a wall of land from 36 to 42 north at 133 east."""

    is_water: NDArray[np.bool_]
    west_deg: float = 126.0
    south_deg: float = 33.0
    cell_deg: float = 0.01


def walled() -> Grid:
    water = np.ones((1200, 1400), np.bool_)
    water[300:900, 680:720] = False
    water[1100:1110, 100:110] = False
    # A lake on a plain, which is no sea.
    water[0:250, 0:350] = False
    water[100:150, 100:200] = True
    return Grid(water)


@pytest.fixture
def sea() -> SeaGrid:
    return SEA


def plain_ways(
    water: NDArray[np.bool_], lengths: NDArray[np.float64], start: tuple[int, int]
) -> NDArray[np.float64]:
    """Dijkstra with the library's heap, a step at a time."""
    ways = np.full(water.shape, math.inf)
    ways[start] = 0
    heap = [(0.0, *start)]
    while heap:
        way, row, column = heapq.heappop(heap)
        if way > ways[row, column]:
            continue
        steps = zip(sea_ways.ROW_STEPS.tolist(), sea_ways.COLUMN_STEPS.tolist(), strict=True)
        for number, (down, right) in enumerate(steps):
            to = (row + down, column + right)
            if not (0 <= to[0] < water.shape[0] and 0 <= to[1] < water.shape[1] and water[to]):
                continue
            if {abs(down), abs(right)} == {1, 2}:
                half = (int(down / 2), int(right / 2))
                if not (water[row + half[0], column + half[1]] and water[to[0] - half[0], to[1] - half[1]]):
                    continue
            elif down and right and not (water[row, to[1]] or water[to[0], column]):
                continue
            longer = way + lengths[row, number]
            if longer < ways[to]:
                ways[to] = longer
                heapq.heappush(heap, (longer, *to))
    return ways


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.3, 0.95), st.sampled_from([math.inf, 40_000.0]))
def test_ways_are_those_of_a_plain_search(seed: int, share: float, most_m: float) -> None:
    chance = np.random.default_rng(seed)
    water = np.ascontiguousarray(chance.random((17, 23)) < share)
    water[8, 11] = True
    across = 3_000 + 300 * np.arange(17)[:, None]
    lengths = np.ascontiguousarray(
        np.hypot(5_500 * sea_ways.ROW_STEPS[None, :], across * sea_ways.COLUMN_STEPS[None, :])
    )
    found = sea_ways.ways_m(water, lengths, sea_ways.ROW_STEPS, sea_ways.COLUMN_STEPS, 8, 11, 0.0, most_m)
    expected = plain_ways(water, lengths, (8, 11))
    # Right at the limit the last digit of 32 bits decides.
    assert np.abs(expected[np.isfinite(expected)] - most_m).min() > 1
    np.testing.assert_allclose(found, np.where(expected > most_m, math.inf, expected), rtol=1e-5)


SEA = SeaGrid(walled())
SEA = SeaGrid(walled())
in_the_east = st.tuples(st.floats(133.6, 139.0), st.floats(33.5, 44.5))


@settings(max_examples=60, deadline=None)
@given(in_the_east, in_the_east)
def test_over_open_water_the_way_is_hardly_longer_than_the_great_circle(start: LonLat, end: LonLat) -> None:
    straight = float(great_circle_m(*start, np.array(end[0]), np.array(end[1])))

    way = SEA.water_distance_m(start, end)
    back = SEA.water_distance_m(end, start)
    assert way is not None
    assert back is not None
    # Half a cell at each end: 4 km.
    assert straight <= way <= straight * (1 + LONGEST_ERROR) + 8_000
    assert abs(way - back) < 1 + 1e-6 * way


def test_a_ship_goes_round_the_land_and_a_lake_is_no_sea(sea: SeaGrid) -> None:
    west, east = (132.5, 39.0), (133.5, 39.0)
    way = sea.water_distance_m(west, east)
    # Round the southern or northern end of the wall, 3 degrees each way, by hand.
    corner = [west, (132.79, 42.02), (133.21, 42.02), east]
    by_hand = sum(float(great_circle_m(*a, np.array(b[0]), np.array(b[1]))) for a, b in pairwise(corner))
    assert way == pytest.approx(by_hand, rel=0.03)
    assert sea.cell((127.5, 34.2)) is None
    assert sea.water_distance_m((127.5, 34.2), east) is None
    assert sea.water_distance_m((100.0, 0.0), east) is None


def test_what_lies_within_reach_keeps_to_the_time(sea: SeaGrid) -> None:
    start, end = (134.0, 38.0), (136.0, 40.0)
    direct = sea.water_distance_m(start, end)
    assert direct is not None
    hours = 1.5 * direct / (10 * KNOT_M_S) / 3600
    places = Places(
        tuple(VisitPlace(name, name, PlaceKind.PORT, "") for name in ("between", "behind", "far")),
        np.array([0, 1, 2, 2], np.int32),
        np.array([1_350_000_000, 1_320_000_000, 1_390_000_000, 1_398_000_000], np.int32),
        np.array([390_000_000, 390_000_000, 345_000_000, 445_000_000], np.int32),
        ("", "", "", ""),
    )
    reach = sea.reach(start, end, hours, 10, places)
    assert reach is not None
    assert [port.place for port in reach.ports] == [0]
    assert reach.ports[0].needed_kn == pytest.approx(10 / 1.5, rel=0.03)
    assert reach.ports[0].detour_m < 0.03 * direct
    area = shapely.polygons(list(reach.rings))[0]
    assert shapely.is_valid(area)
    # On the sphere it is the ellipse about both ends, whose sum of distances is the budget.
    budget = hours * 3600 * 10 * KNOT_M_S
    for lon, lat in (
        np.array(np.meshgrid(np.arange(133.5, 138, 0.5), np.arange(36, 42, 0.5))).reshape(2, -1).T
    ):
        both = sum(float(great_circle_m(*one, lon, lat)) for one in (start, end))
        if both < 0.93 * budget:
            assert shapely.contains_xy(area, lon, lat)
        if both > 1.05 * budget:
            assert not shapely.contains_xy(area, lon, lat)
    assert sum(map(len, reach.rings)) <= 400


def test_without_a_second_place_reach_is_a_circle_cut_by_the_land(sea: SeaGrid) -> None:
    reach = sea.reach((132.5, 39.0), None, 20, 5)
    assert reach is not None
    (ring,) = reach.rings
    area = shapely.polygons([ring])[0]
    assert not shapely.contains_xy(area, 133.5, 39.0)
    assert shapely.contains_xy(area, 131.0, 39.0)
    assert max(lon for lon, _ in ring) < 132.85


def test_too_short_a_time_reaches_nothing(sea: SeaGrid) -> None:
    reach = sea.reach((134.0, 38.0), (138.0, 44.0), 1, 10)
    assert reach is not None
    assert (reach.rings, reach.ports, reach.direct_m) == ((), (), None)
