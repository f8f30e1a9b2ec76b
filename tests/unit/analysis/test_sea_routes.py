"""Inferred routes: the shipped file is what the planner makes, and it stays on the water."""

import gzip
import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import geojson
import mapbox_vector_tile
import pytest
from pmtiles.reader import MmapSource, Reader
from shapely import LineString, affinity, box, union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from desktop_app.analysis.sea_routes import PLANS, ByHand, main, routes_of, sea_route
from desktop_app.domain.place import LonLat
from desktop_app.importers.record import read_record
from desktop_app.runtime.errors import InputError

GEODATA = Path(__file__).parents[3] / "geodata"
ZOOM = 10
# A World Port Index position is a whole minute, so a port can stand that far up the shore.
ENDS_KM = 1.5


@pytest.fixture(scope="module")
def tiles() -> Iterator[Reader]:
    with (GEODATA / "basemap.pmtiles").open("rb") as stream:
        yield Reader(MmapSource(stream))


def tile_xy(point: LonLat) -> tuple[float, float]:
    """Position in tile units at ZOOM, web Mercator."""
    lon, lat = point
    count = 2**ZOOM
    northing = math.asinh(math.tan(math.radians(lat))) / math.pi
    return (lon + 180) / 360 * count, (1 - northing) / 2 * count


def dry_land(tiles: Reader, x: int, y: int) -> BaseGeometry:
    """Land without lakes and rivers in one tile; the map data counts the dammed Taedong as land."""
    data = tiles.get(ZOOM, x, y)
    if data is None:
        return box(0, 0, 0, 0)
    layers = mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})
    shapes = {
        name: union_all([shape(feature["geometry"]).buffer(0) for feature in layers[name]["features"]])
        for name in ("land", "water")
        if name in layers
    }
    dry = shapes.get("land", box(0, 0, 0, 0)).difference(shapes.get("water", box(0, 0, 0, 0)))
    scale = 1 / layers["land"]["extent"] if "land" in layers else 1
    return affinity.affine_transform(dry, [scale, 0, 0, scale, x, y]).intersection(box(x, y, x + 1, y + 1))


def length_on_land_km(tiles: Reader, path: tuple[LonLat, ...]) -> float:
    """Length of the parts of a path that lie on land, apart from ENDS_KM round its two ends."""
    line = LineString([tile_xy(point) for point in path])
    tile_km = 40_075 * math.cos(math.radians(40)) / 2**ZOOM
    ends = union_all([end.buffer(ENDS_KM / tile_km) for end in line.boundary.geoms])
    sea_part = line.difference(ends)
    left, top, right, bottom = map(math.floor, line.bounds)
    total = 0.0
    for x in range(left, right + 1):
        for y in range(top, bottom + 1):
            piece = sea_part.intersection(box(x, y, x + 1, y + 1))
            if not piece.is_empty:
                total += piece.intersection(dry_land(tiles, x, y)).length * tile_km
    return total


def test_the_shipped_file_is_what_the_command_writes(tmp_path: Path) -> None:
    shutil.copy(GEODATA / "record" / "ports.geojson", tmp_path)
    main([str(tmp_path)])
    written = (tmp_path / "routes.geojson").read_text(encoding="utf-8")
    assert written == (GEODATA / "record" / "routes.geojson").read_text(encoding="utf-8")


@pytest.mark.parametrize("route_id", [plan.id for plan in PLANS])
def test_no_route_crosses_land(tiles: Reader, route_id: str) -> None:
    (route,) = [row for row in read_record(GEODATA / "record").routes if row.id == route_id]
    assert length_on_land_km(tiles, route.path) == 0


def test_a_straight_line_would_cross_korea(tiles: Reader) -> None:
    """The check above sees land where there is some."""
    assert length_on_land_km(tiles, ((133.0833, 42.75), (125.4119, 38.72826))) > 200


def test_no_route_turns_back_on_itself() -> None:
    """No kink sharper than a right angle, except within sight of a port."""
    for route in read_record(GEODATA / "record").routes:
        points = [tile_xy(point) for point in route.path]
        for before, here, after in zip(points, points[1:], points[2:], strict=False):
            if min(math.dist(here, points[0]), math.dist(here, points[-1])) < 1:
                continue
            incoming = (here[0] - before[0], here[1] - before[1])
            outgoing = (after[0] - here[0], after[1] - here[1])
            assert incoming[0] * outgoing[0] + incoming[1] * outgoing[1] > 0, (route.id, here)


def test_nampo_is_reached_round_jeju() -> None:
    (route,) = [row for row in read_record(GEODATA / "record").routes if row.to_port_id == "nampo"]
    assert min(lat for _, lat in route.path) < 33.1


def test_by_hand_joins_the_points_once() -> None:
    path = sea_route(
        (0.0, 0.0), (3.0, 3.0), [ByHand(((0.0, 0.0), (1.0, 1.00004))), ByHand(((1.0, 1.0), (2.0, 2.0)))]
    )
    assert path == ((0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0))


def test_a_missing_port_is_named() -> None:
    with pytest.raises(InputError, match="vostochny is missing or has no position"):
        routes_of(geojson.FeatureCollection([]))
