"""`geodata/waters.npy.zst`: how far each place of the region lies from the nearest shore.

Of a grid of positions, 0.01 degrees apart, the distance to the shores that the base map draws: land without
lakes and wide rivers, at the deepest zoom there is (units of 7 to 8 m in the region). Shores are taken as
points at most 60 m apart, so that no distance is more than 30 m too long, and that only at the shore. What
lies out of the grid is looked at as far as the base map goes.

`python -m geodata.build.shores`, in the program's own environment, makes it anew from the base map, with its
hash in `SOURCES.toml`.
"""

import io
import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
import shapely
import zstandard
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.importers.tiles.polygons import rings
from geodata.build.extent import CUT, DEEPEST_ZOOM, to_tile
from geodata.build.gazetteer_file import renew_hash
from geodata.build.nearest import spread

NAME: Final = "waters.npy.zst"
WEST, SOUTH, WIDTH, HEIGHT = 116, 30, 4_500, 3_000
CELLS_PER_DEGREE: Final = 100
UNIT_M: Final = 50  # of the numbers in the file
_MOST_UNITS: Final = np.iinfo(np.int16).max  # 1,638 km, which the open ocean goes beyond
# How far ashore the grid tells: two cells, so that the shore can be found between a place on land and one
# afloat.
_ASHORE_M: Final = 2_500
_EARTH_RADIUS_M: Final = 6_371_008.8
_TILE_UNITS: Final = 4096
_APART_UNITS: Final = 8  # of the deepest tiles: 60 m
_COARSE_ZOOM: Final = 6
_MARGIN: Final = 1.0  # degrees round the grid in which the deepest tiles are looked at
_RIM: Final = 0.1  # degrees at the rim of the base map, where land ends without a shore
_CORNERS: Final = 3
_LEVEL: Final = 19

Array = NDArray[np.float64]


class _Land:
    """Land without waters, tile by tile, in units of the tile that is asked for."""

    def __init__(self, tiles: PmtilesFile) -> None:
        self._tiles = tiles
        self._held = lru_cache(maxsize=512)(self._decoded)

    def of(self, zoom: int, x: int, y: int) -> BaseGeometry:
        """Land of a tile, from the deepest tile that is there."""
        for up in range(zoom + 1):
            found = self._held(zoom - up, x >> up, y >> up)
            if found is not None:
                return _enlarged(found, 1 << up, x, y) if up else found
        return shapely.Polygon()

    def _decoded(self, zoom: int, x: int, y: int) -> BaseGeometry | None:
        tile = self._tiles.tile(zoom, x, y)
        if tile is None:
            return None
        return shapely.difference(_areas(tile, "land"), _areas(tile, "water"))


def _enlarged(land: BaseGeometry, scale: int, x: int, y: int) -> BaseGeometry:
    """The part of a coarser tile that a tile covers, in units of that tile."""
    offset = np.array([x % scale, y % scale]) * _TILE_UNITS
    box = shapely.box(*(offset / scale), *((offset + _TILE_UNITS) / scale))

    def moved(at: Array) -> Array:
        return np.asarray(at * scale - offset)

    return shapely.transform(shapely.intersection(land, box), moved)


def _areas(tile: bytes, layer: str) -> BaseGeometry:
    """A layer's polygons as one; their outer rings run clockwise on the map, the holes the other way."""
    found, _ = rings(tile, layer)
    shapes = [shapely.Polygon(ring) for ring in found if len(ring) >= _CORNERS]
    # In a tile y grows downwards, so that what is clockwise there is counter-clockwise to shapely.
    hole = np.array([not shapely.is_ccw(one.exterior) for one in shapes], np.bool_)
    areas = shapely.make_valid(np.array(shapes, object))
    return shapely.difference(shapely.union_all(areas[~hole]), shapely.union_all(areas[hole]))


def shores(archive: Path) -> tuple[Array, NDArray[np.bool_]]:
    """Points along all shores of the base map, lon and lat; and which places of the grid lie ashore."""
    ashore = np.zeros((HEIGHT, WIDTH), np.bool_)
    tiles = PmtilesFile(archive)
    try:
        land = _Land(tiles)
        points = np.concatenate([*_near(land, ashore), *_far(land)])
    finally:
        tiles.close()
    return points, ashore


def distances(points: Array, ashore: NDArray[np.bool_]) -> NDArray[np.int16]:
    """The grid in `UNIT_M`, rows from the south, columns from the west: above 0 afloat, else ashore."""
    west, south, east, north = CUT
    lon, lat = (
        np.radians(start + (np.arange(round((end - start) * CELLS_PER_DEGREE)) + 0.5) / CELLS_PER_DEGREE)
        for start, end in ((west, east), (south, north))
    )
    columns, rows = ((points - (west, south)) * CELLS_PER_DEGREE).astype(np.int64).T
    chords = spread(_vectors(points), rows, columns, lon, lat)
    first, start = round((SOUTH - south) * CELLS_PER_DEGREE), round((WEST - west) * CELLS_PER_DEGREE)
    metres = 2 * _EARTH_RADIUS_M * np.arcsin(chords[first : first + HEIGHT, start : start + WIDTH] / 2)
    units = np.rint(metres / UNIT_M)
    inland, afloat = -np.minimum(units, _ASHORE_M // UNIT_M), np.clip(units, 1, _MOST_UNITS)
    return np.where(ashore, inland, afloat).astype(np.int16)


def _near(land: _Land, ashore: NDArray[np.bool_]) -> Iterator[Array]:
    """Shores of the grid and round it; fills in which of its places lie ashore."""
    west, north = to_tile(WEST - _MARGIN, SOUTH + HEIGHT / CELLS_PER_DEGREE + _MARGIN, DEEPEST_ZOOM)
    east, south = to_tile(WEST + WIDTH / CELLS_PER_DEGREE + _MARGIN, SOUTH - _MARGIN, DEEPEST_ZOOM)
    for x, y in product(range(int(west), int(east) + 1), range(int(north), int(south) + 1)):
        held = land.of(DEEPEST_ZOOM, x, y)
        if not held.is_empty:
            _fill(held, x, y, ashore)
            yield _edge(held, DEEPEST_ZOOM, x, y)


def _fill(land: BaseGeometry, x: int, y: int, ashore: NDArray[np.bool_]) -> None:
    (west, north), (east, south) = (_degrees(*at, DEEPEST_ZOOM) for at in ((x, y), (x + 1, y + 1)))
    columns = _between(west - WEST, east - WEST, WIDTH)
    rows = _between(south - SOUTH, north - SOUTH, HEIGHT)
    if not (len(rows) and len(columns)):
        return
    lon = WEST + (columns + 0.5) / CELLS_PER_DEGREE
    across = ((lon + 180) / 360 * 2**DEEPEST_ZOOM - x) * _TILE_UNITS
    lat = np.radians(SOUTH + (rows + 0.5) / CELLS_PER_DEGREE)
    down = ((1 - np.arcsinh(np.tan(lat)) / math.pi) / 2 * 2**DEEPEST_ZOOM - y) * _TILE_UNITS
    shapely.prepare(land)
    ashore[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = shapely.contains_xy(
        land, *np.meshgrid(across, down)
    )


def _between(first: float, last: float, count: int) -> NDArray[np.int64]:
    """Numbers of the grid's places from one edge, in degrees from the grid's own, to before another."""
    ends = (math.ceil(edge * CELLS_PER_DEGREE - 0.5) for edge in (first, last))
    return np.arange(*(min(max(end, 0), count) for end in ends))


def _far(land: _Land) -> Iterator[Array]:
    """Shores of the rest of the base map."""
    west, north = to_tile(CUT[0], CUT[3], _COARSE_ZOOM)
    east, south = to_tile(CUT[2], CUT[1], _COARSE_ZOOM)
    wide, high = (start + count / CELLS_PER_DEGREE for start, count in ((WEST, WIDTH), (SOUTH, HEIGHT)))
    columns = range(int(west), min(int(east) + 1, 2**_COARSE_ZOOM))
    for x, y in product(columns, range(int(north), int(south) + 1)):
        points = _edge(land.of(_COARSE_ZOOM, x, y), _COARSE_ZOOM, x, y)
        deepest = _inside(points, WEST - _MARGIN, SOUTH - _MARGIN, wide + _MARGIN, high + _MARGIN)
        whole = _inside(points, CUT[0] + _RIM, CUT[1] + _RIM, CUT[2] - _RIM, CUT[3] - _RIM)
        yield points[whole & ~deepest]


def _inside(points: Array, west: float, south: float, east: float, north: float) -> NDArray[np.bool_]:
    return np.asarray(((points > (west, south)) & (points < (east, north))).all(axis=1))


def _edge(land: BaseGeometry, zoom: int, x: int, y: int) -> Array:
    """Points along the edge of land within a tile, not along the tile's own edge; lon, lat."""
    units = shapely.get_coordinates(shapely.segmentize(land.boundary, _APART_UNITS))
    at = units[_inside(units, 0, 0, _TILE_UNITS, _TILE_UNITS)] / _TILE_UNITS + (x, y)
    lat = np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * at[:, 1] / 2**zoom))))
    return np.stack([at[:, 0] / 2**zoom * 360 - 180, lat], 1)


def _degrees(x: float, y: float, zoom: int) -> tuple[float, float]:
    return x / 2**zoom * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 2**zoom))))


def _vectors(lon_lat: Array) -> Array:
    lon, lat = np.radians(lon_lat.T)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1)


def packed(grid: NDArray[np.int16]) -> bytes:
    """The file: by how much each number differs from what three neighbours let expect, mostly nothing."""
    over = np.diff(grid, axis=0, prepend=np.int16(0))
    rest = np.diff(over, axis=1, prepend=np.int16(0)).astype("<i2")
    file = io.BytesIO()
    np.save(file, rest, allow_pickle=False)
    return zstandard.compress(file.getvalue(), _LEVEL)


def write_shores(geodata: Path) -> None:
    """Make the file from the base map beside it, and its hash in `SOURCES.toml`."""
    target = geodata / NAME
    target.write_bytes(packed(distances(*shores(geodata / "basemap.pmtiles"))))
    renew_hash(geodata / "SOURCES.toml", target)


if __name__ == "__main__":
    write_shores(Path(__file__).resolve().parents[1])
