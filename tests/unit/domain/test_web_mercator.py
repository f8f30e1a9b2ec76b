"""The part of the world in a map of a size: Leaflet's own arithmetic, the other way round."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.web_mercator import place_of_view


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
