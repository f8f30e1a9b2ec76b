"""The part of the world in a map of a size: Leaflet's own arithmetic, the other way round."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.domain.figure_design import Place
from desktop_app.domain.web_mercator import (
    ZOOM_LIMITS,
    Pixel,
    place_of_view,
    position_of,
    view_of,
    world_pixel,
)


def test_the_whole_world_is_one_tile() -> None:
    # OSM's limit of Web Mercator's square, atan(sinh(π)).
    assert place_of_view(0, 0, 0, 256, 256) == pytest.approx((-180, -85.0511287798, 180, 85.0511287798))


@given(st.floats(-180, 180), st.floats(-75, 75), st.floats(3, 18), st.floats(10, 2_000), st.floats(10, 2_000))
def test_the_corners_are_half_the_size_away_in_pixels(
    lon: float, lat: float, zoom: float, width: float, height: float
) -> None:
    def pixel(at_lon: float, at_lat: float) -> tuple[float, float]:
        """As Leaflet's SphericalMercator and scale have it."""
        sine = math.sin(math.radians(at_lat))
        size = 256 * 2**zoom
        across = size * (at_lon / 360 + 0.5)
        return across, size * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi))

    place = place_of_view(lon, lat, zoom, width, height)
    x, y = pixel(lon, lat)
    assert pixel(place.west, place.north) == pytest.approx((x - width / 2, y - height / 2), abs=1e-3)
    assert pixel(place.east, place.south) == pytest.approx((x + width / 2, y + height / 2), abs=1e-3)


@given(
    st.floats(-180, 180), st.floats(-75, 75), st.floats(3, 14), st.integers(50, 4_000), st.integers(50, 4_000)
)
def test_a_place_that_was_written_down_is_drawn_again_the_same(
    lon: float, lat: float, zoom: float, width: int, height: int
) -> None:
    first = view_of(place_of_view(lon, lat, zoom, width, height), width, height)
    assume(abs(first.lat) < 84)
    again = view_of(place_of_view(*first, width, height), width, height)
    assert again == first


@given(st.floats(-180, 180), st.floats(-84, 84), st.floats(3, 14))
def test_pixels_and_positions_are_the_same_thing(lon: float, lat: float, zoom: float) -> None:
    assert position_of(world_pixel(lon, lat, zoom), zoom) == pytest.approx((lon, lat), abs=1e-9)
    assert position_of(Pixel(0.0, 0.0), zoom)[0] == -180.0


def test_a_view_stays_within_the_zooms_of_the_page() -> None:
    shell = (Path(__file__).parents[3] / "desktop_app" / "mapview" / "shell.py").read_text(encoding="utf-8")
    limits = tuple(int(re.findall(rf"{key}=(\d+)", shell)[0]) for key in ("min_zoom", "max_zoom"))
    assert limits == ZOOM_LIMITS
    assert view_of(Place(130.0, 42.0, 130.0001, 42.0001), 1_000, 1_000).zoom == limits[1]
    assert view_of(Place(-180.0, -80.0, 180.0, 80.0), 100, 100).zoom == limits[0]
