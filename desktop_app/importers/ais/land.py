"""Which positions lie inland without doubt, by the base map that the program ships.

A cell counts as inland if it and its eight neighbours lie on land, and no shore, lake or river that the base
map draws runs through any of them. So a position in a harbour, on a river or by the coast is never called
inland; one that is called so lies at least a cell's side from any water. The mask is made once, in about a
second, and kept in the user's cache folder.
"""

import hashlib
import os
from itertools import pairwise
from math import pi
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from desktop_app.importers.ais import land_kernels
from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.importers.tiles.polygons import Ring, lines, rings
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.fixes import DEGREE

_VERSION: Final = 1


class _Frame(NamedTuple):
    """A grid in 1e-7 degrees, and the zoom of the tiles that it is drawn from."""

    west: int
    south: int
    side: int
    width: int
    height: int
    zoom: int

    @property
    def length(self) -> int:
        """Bytes of its bits."""
        return -(-self.width * self.height // 8)


# The whole base map (14 to 73° N) with cells of 0.05°, 5.6 km; then the region of its deepest tiles (116 to
# 161° E, 30 to 60° N) with cells of 0.01°, 1.1 km from south to north. The later one decides.
_FRAMES: Final = (
    _Frame(-180 * DEGREE, 14 * DEGREE, DEGREE // 20, 360 * 20, 59 * 20, 6),
    _Frame(116 * DEGREE, 30 * DEGREE, DEGREE // 100, 45 * 100, 30 * 100, 8),
)


class LandMask:
    """Answers for positions by the million.

    Args:
        bits: of each grid, one after another.
    """

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        self._bits = bits

    @classmethod
    def load(cls, resources: Resources) -> "LandMask":
        """The mask of the shipped base map, from the cache or made anew.

        Raises:
            InputError: the base map cannot be read.
        """
        path = resources.geodatum("basemap.pmtiles")
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
        kept = user_cache_path("tumen", appauthor=False) / f"land-{_VERSION}-{digest}.bits"
        bits = _read(kept)
        if bits is None:
            bits = np.concatenate([_bits_of(path, frame) for frame in _FRAMES])
            _keep(kept, bits)
        return cls(bits)

    def is_inland(self, lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether each position, in 1e-7 degrees, lies inland; outside of the base map none does."""
        found = np.zeros(len(lon_e7), np.bool_)
        start = 0
        for frame in _FRAMES:
            bits = self._bits[start : start + frame.length]
            start += frame.length
            land_kernels.look_up(
                np.ascontiguousarray(lon_e7), np.ascontiguousarray(lat_e7), bits, frame[:5], found
            )
        return found


def _read(path: Path) -> NDArray[np.uint8] | None:
    """A kept mask behind its SHA-256; None where there is none that is whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, bits = content[:32], content[32:]
    whole = len(bits) == sum(frame.length for frame in _FRAMES) and hashlib.sha256(bits).digest() == digest
    return np.frombuffer(bits, np.uint8) if whole else None


def _keep(path: Path, bits: NDArray[np.uint8]) -> None:
    """Keep a mask for the next time; where that cannot be, it is made again."""
    content = bits.tobytes()
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(hashlib.sha256(content).digest() + content)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)


def _bits_of(path: Path, frame: _Frame) -> NDArray[np.uint8]:
    """The cells of a grid that lie inland.

    Raises:
        InputError: the base map cannot be used.
    """
    grid = np.zeros((frame.height, frame.width), np.uint8)
    tiles = PmtilesFile(path)
    try:
        _Drawing(tiles, frame, grid).draw()
    except ValueError as error:
        raise InputError(f"{path}: a tile {error}.") from None
    finally:
        tiles.close()
    inland = np.zeros_like(grid)
    land_kernels.thin(grid, inland)
    return np.packbits(inland.reshape(-1))


class _Paths(NamedTuple):
    """Points of many paths in cells of the grid, and where each path begins."""

    columns: NDArray[np.float64]
    rows: NDArray[np.float64]
    starts: NDArray[np.int64]


class _Tile(NamedTuple):
    land: _Paths
    water: _Paths
    shores: _Paths


class _Drawing:
    """Draws the base map into a grid, tile by tile."""

    def __init__(self, tiles: PmtilesFile, frame: _Frame, grid: NDArray[np.uint8]) -> None:
        self._tiles = tiles
        self._frame = frame
        self._grid = grid
        self._read: dict[tuple[int, int, int], _Tile | None] = {}

    def draw(self) -> None:
        """The whole grid."""
        frame, count = self._frame, 1 << self._frame.zoom
        edges = np.arange(count + 1) / count
        columns = np.clip(np.rint(self._column(edges)), 0, frame.width).astype(np.int64).tolist()
        rows = np.clip(np.rint(self._row(edges)), 0, frame.height).astype(np.int64).tolist()
        for x, (west, east) in enumerate(pairwise(columns)):
            for y, (north, south) in enumerate(pairwise(rows)):
                if west < east and south < north:
                    self._draw_tile(frame.zoom, x, y, (west, east, south, north))

    def _draw_tile(self, zoom: int, x: int, y: int, window: tuple[int, int, int, int]) -> None:
        """What the deepest tile there holds; nothing where there is none."""
        while (tile := self._tile(zoom, x, y)) is None:
            if zoom == 0:
                return
            zoom, x, y = zoom - 1, x // 2, y // 2
        land_kernels.toggle(self._grid, *tile.land, window)
        land_kernels.toggle(self._grid, *tile.water, window)
        land_kernels.mark_edges(self._grid, *tile.shores, window)

    def _tile(self, zoom: int, x: int, y: int) -> _Tile | None:
        key = zoom, x, y
        if key not in self._read:
            content = self._tiles.tile(zoom, x, y)
            self._read[key] = None if content is None else self._decoded(content, *key)
        return self._read[key]

    def _decoded(self, content: bytes, zoom: int, x: int, y: int) -> _Tile:
        land, extent = rings(content, "land")
        water, _ = rings(content, "water")
        rivers, _ = lines(content, "river")

        def placed(paths: list[Ring]) -> _Paths:
            points = np.array([point for path in paths for point in path], np.float64).reshape(-1, 2)
            across = (x + points[:, 0] / extent) / (1 << zoom)
            down = (y + points[:, 1] / extent) / (1 << zoom)
            starts = np.cumsum([0, *map(len, paths)], dtype=np.int64)
            return _Paths(self._column(across), self._row(down), starts)

        closed = [[*ring, ring[0]] for ring in (*land, *water)]
        return _Tile(placed(land), placed(water), placed([*closed, *rivers]))

    def _column(self, across: NDArray[np.float64]) -> NDArray[np.float64]:
        """Columns of the grid from shares of the world's width in Web Mercator."""
        return np.asarray((across * 360 - 180) * DEGREE - self._frame.west) / self._frame.side

    def _row(self, down: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of the grid from shares of the world's height in Web Mercator, counted from the north."""
        lat = np.degrees(np.arctan(np.sinh(pi * (1 - 2 * down))))
        return np.asarray(lat * DEGREE - self._frame.south) / self._frame.side
