"""What lies on land by the base map, against another reader of the same tiles."""

import math
import random
from contextlib import closing

import mapbox_vector_tile
import pytest
from shapely import Point, union_all
from shapely.geometry import shape

from desktop_app.importers.base_land import BaseLand
from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.importers.tiles.polygons import rings
from desktop_app.runtime.resources import Resources


@pytest.mark.parametrize(
    ("lon", "lat", "land"),
    [
        (132.984, 42.733, False),  # Nakhodka Bay
        (132.92, 42.85, True),  # the town of Nakhodka
        (132.0, 40.0, False),  # the middle of the Sea of Japan
        (132.35, 45.0, False),  # Lake Khanka
        (125.75, 39.03, True),  # Pyongyang
        (100.0, 5.0, None),  # south of the base map
    ],
)
def test_known_places(resources: Resources, lon: float, lat: float, land: bool | None) -> None:  # noqa: FBT001 - a row of the table
    with closing(BaseLand(resources.geodatum("basemap.pmtiles"))) as base:
        assert base.is_land(lon, lat) is land


def test_agrees_with_shapely_on_a_tile_full_of_islands(resources: Resources) -> None:
    """The bay of Vladivostok, zoom 10."""
    archive = PmtilesFile(resources.geodatum("basemap.pmtiles"))
    zoom = 10
    x, y = 887, 376
    tile = archive.tile(zoom, x, y)
    archive.close()
    assert tile is not None
    layers = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    shapes = union_all([shape(one["geometry"]).buffer(0) for one in layers["land"]["features"]])
    draw = random.Random(7)  # noqa: S311 - places to try, no secret
    seen = set()
    with closing(BaseLand(resources.geodatum("basemap.pmtiles"))) as base:
        for _ in range(200):
            east, south = draw.random(), draw.random()
            lon = (x + east) / 2**zoom * 360 - 180
            lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + south) / 2**zoom))))
            point = Point(east * 4096, south * 4096)
            if "water" not in layers and shapes.boundary.distance(point) > 1:
                seen.add(base.is_land(lon, lat))
                assert base.is_land(lon, lat) is shapes.contains(point)
    assert seen == {True, False}


def test_a_damaged_tile_is_refused() -> None:
    with pytest.raises(ValueError, match="cut off"):
        rings(b"\x1a\x40\x0a", "land")
