"""Places cut into small cells, so that a ship in port or at sea is told from the cell alone.

Of most cells it is certain that every position in them is in a port, or out of it; only near the two edges
have distances to be computed. Distances are chords between unit vectors: on a sphere as exact as the
haversine, without a meridian or a pole at which they jump.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import EARTH_RADIUS_M
from desktop_app.analysis.places import Places
from desktop_app.domain.place import LonLat
from desktop_app.storage.fixes import DEGREE

CELL_BITS: Final = 17
"""A cell is 2**17 units high and wide, 0.0131 degrees or 1.5 km: shifts are faster than divisions."""
BLOCK_BITS: Final = 6  # a block is 64 cells high and wide
CELL_E7: Final = 1 << CELL_BITS
BLOCK: Final = 1 << BLOCK_BITS
TURN_E7: Final = 360 * DEGREE
COLUMNS: Final = (TURN_E7 >> CELL_BITS) + 1
ROWS: Final = (TURN_E7 // 2 >> CELL_BITS) + 1
BLOCK_COLUMNS: Final = (COLUMNS >> BLOCK_BITS) + 1
_BLOCK_ROWS: Final = (ROWS >> BLOCK_BITS) + 1
_CELL_DEG: Final = CELL_E7 / DEGREE
# From the middle of a cell to its corner at the equator, with room for what rounding and curvature add.
_SLACK: Final = 1.001
_DEGREE_M: Final = math.radians(1) * EARTH_RADIUS_M


class PlaceGrid(NamedTuple):
    """Arrays for the kernel; an entry is a place that is near a cell.

    Attributes:
        blocks: int32, of each block of the world from south-west, row by row, its number; -1 for none.
        cells: int32, of each cell of each block its number; -1 where no place is near.
        entries: int32, of each cell its first entry, and the end.
        door: uint8, of each cell whether a place can be entered in it.
        place: int32, of each entry.
        sure: uint8, of each entry whether no position of the cell is outside of the place.
        first: int32, of each entry its first candidate, and the end.
        candidate: int32, points that are near the cell.
        point_place: int32, of each point.
        vector: float64, three of each point.
        ring: int64, of each place where its outline begins, and the end; the same for a port.
        ring_lon_e7, ring_lat_e7: int64, corners; longitudes run on beyond 180 degrees.
    """

    blocks: NDArray[np.int32]
    cells: NDArray[np.int32]
    entries: NDArray[np.int32]
    door: NDArray[np.uint8]
    place: NDArray[np.int32]
    sure: NDArray[np.uint8]
    first: NDArray[np.int32]
    candidate: NDArray[np.int32]
    point_place: NDArray[np.int32]
    vector: NDArray[np.float64]
    ring: NDArray[np.int64]
    ring_lon_e7: NDArray[np.int64]
    ring_lat_e7: NDArray[np.int64]


class _Near(NamedTuple):
    """Pairs of a cell and a point, or of a cell and an area with the point -1."""

    cell: NDArray[np.int64]
    place: NDArray[np.int32]
    point: NDArray[np.int32]
    door: NDArray[np.bool_]
    sure: NDArray[np.bool_]


def port_grid(places: Places, enter_m: float, leave_m: float) -> PlaceGrid:
    """The grid of all points, whosever they are."""
    vector = unit_vectors(places.point_lon_e7, places.point_lat_e7)
    near = _near_points(places, vector, enter_m, leave_m)
    rings = np.zeros(len(places.places) + 1, np.int64)
    none = np.empty(0, np.int64)
    return _grid(near, places.point_place.copy(), vector, rings, none, none)


def area_grid(places: Places, number: int, beyond_m: float) -> PlaceGrid:
    """The grid of one drawn area, which ships leave at a distance from its outline."""
    lon_e7, lat_e7 = _corners(places.places[number].ring)
    rings = np.zeros(len(places.places) + 1, np.int64)
    rings[number + 1 :] = len(lon_e7)
    cells = _cells_around(lon_e7, lat_e7, beyond_m)
    count = len(cells)
    near = _Near(
        cells,
        np.full(count, number, np.int32),
        np.full(count, -1, np.int32),
        np.ones(count, np.bool_),
        np.zeros(count, np.bool_),
    )
    return _grid(near, np.empty(0, np.int32), np.empty((0, 3)), rings, lon_e7, lat_e7)


def unit_vectors(lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32]) -> NDArray[np.float64]:
    """Positions as points of the unit sphere, three columns."""
    lon, lat = np.radians(lon_e7 / DEGREE), np.radians(lat_e7 / DEGREE)
    wide = np.cos(lat)
    return np.ascontiguousarray(np.stack((wide * np.cos(lon), wide * np.sin(lon), np.sin(lat)), axis=1))


def chord_2(distance_m: float) -> float:
    """The square of the chord of a distance on the unit sphere."""
    return 4 * math.sin(min(distance_m / EARTH_RADIUS_M, math.pi) / 2) ** 2


def _near_points(places: Places, vector: NDArray[np.float64], enter_m: float, leave_m: float) -> _Near:
    """The cells that some position within `leave_m` of a point lies in, of each point."""
    half_m = _CELL_DEG / 2 * _DEGREE_M
    cell, point = _cells_round(places, leave_m + 2 * half_m * _SLACK)
    row, column = np.divmod(cell, COLUMNS)
    lat_deg = (row + 0.5) * _CELL_DEG - 90
    middle = _vectors_deg((column + 0.5) * _CELL_DEG - 180, lat_deg)
    way_m = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(((middle - vector[point]) ** 2).sum(axis=1)) / 2)
    # The widest parallel of the cell is that nearer to the equator.
    wide = np.cos(np.radians(np.maximum(np.abs(lat_deg) - _CELL_DEG / 2, 0)))
    corner_m = half_m * np.hypot(1, wide) * _SLACK + 1
    near = way_m - corner_m <= leave_m
    return _Near(
        cell[near],
        places.point_place[point[near]],
        point[near],
        (way_m - corner_m <= enter_m)[near],
        (way_m + corner_m < leave_m)[near],
    )


def _vectors_deg(lon_deg: NDArray[np.float64], lat_deg: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = np.radians(lon_deg), np.radians(lat_deg)
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)


def _cells_round(places: Places, reach_m: float) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Cells of a box round each point, and the number of the point."""
    lon, lat = places.point_lon_e7 / DEGREE, places.point_lat_e7 / DEGREE
    high = math.degrees(reach_m / EARTH_RADIUS_M)
    polar = np.abs(lat) + high >= 90  # noqa: PLR2004 - the pole is in it, and so every meridian
    share = math.sin(reach_m / EARTH_RADIUS_M) / np.cos(np.radians(np.where(polar, 0, lat)))
    wide = np.where(polar, 180.0, np.degrees(np.arcsin(np.minimum(share, 1.0))))
    plain = (lon - wide > -180) & (lon + wide < 180) & ~polar  # noqa: PLR2004 - degrees of half a turn
    south, north = (np.floor((lat + side + 90) / _CELL_DEG).astype(np.int64) for side in (-high, high))
    west, east = (np.floor((lon + side + 180) / _CELL_DEG).astype(np.int64) for side in (-wide, wide))
    columns = np.where(plain, east - west + 1, 0)
    counts = columns * (north - south + 1)
    point = np.repeat(np.arange(len(lon), dtype=np.int32), counts)
    within = np.arange(len(point)) - np.repeat(np.cumsum(counts) - counts, counts)
    row, column = np.divmod(within, columns[point])
    boxes = [(row + south[point]) * COLUMNS + column + west[point]]
    points = [point]
    for number in np.flatnonzero(~plain).tolist():
        at, off = float(lon[number]), float(wide[number])
        boxes.append(_box(at - off, at + off, float(lat[number]) - high, float(lat[number]) + high))
        points.append(np.full(len(boxes[-1]), number, np.int32))
    return np.concatenate(boxes), np.concatenate(points)


def _cells_around(lon_e7: NDArray[np.int64], lat_e7: NDArray[np.int64], beyond_m: float) -> NDArray[np.int64]:
    """Numbers of the cells of a box round an outline and a strip beyond it."""
    high = beyond_m * _SLACK / _DEGREE_M + _CELL_DEG
    south, north = float(lat_e7.min()) / DEGREE - high, float(lat_e7.max()) / DEGREE + high
    narrow = math.cos(math.radians(min(max(abs(south), abs(north)), 90)))
    wide = min(high / max(narrow, 1e-9), 180.0)
    return _box(float(lon_e7.min()) / DEGREE - wide, float(lon_e7.max()) / DEGREE + wide, south, north)


def _box(west_deg: float, east_deg: float, south_deg: float, north_deg: float) -> NDArray[np.int64]:
    first, last = (math.floor((lat + 90) / _CELL_DEG) for lat in (south_deg, north_deg))
    rows = np.arange(max(first, 0), min(last, ROWS - 1) + 1, dtype=np.int64)
    west, east = west_deg + 180, min(east_deg, west_deg + 360) + 180
    # The last column ends beyond 180 degrees, so what goes on at -180 is counted from there.
    spans = [(max(west + turn, 0.0), min(east + turn, 360.0)) for turn in (-360, 0, 360)]
    columns = np.unique(
        np.concatenate(
            [
                np.arange(math.floor(start / _CELL_DEG), math.floor(end / _CELL_DEG) + 1, dtype=np.int64)
                for start, end in spans
                if start <= end
            ]
        )
    )
    cells: NDArray[np.int64] = (rows[:, None] * COLUMNS + columns[None, :]).ravel()
    return cells


def _corners(ring: Sequence[LonLat]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """An outline whose longitudes never jump."""
    corners = np.rint(np.array(ring, np.float64).reshape(-1, 2) * DEGREE).astype(np.int64)
    lon_e7 = corners[:, 0]
    steps = (np.diff(lon_e7) + TURN_E7 // 2) % TURN_E7 - TURN_E7 // 2
    return np.concatenate((lon_e7[:1], lon_e7[0] + np.cumsum(steps))), np.ascontiguousarray(corners[:, 1])


def _grid(
    near: _Near,
    point_place: NDArray[np.int32],
    vector: NDArray[np.float64],
    ring: NDArray[np.int64],
    ring_lon_e7: NDArray[np.int64],
    ring_lat_e7: NDArray[np.int64],
) -> PlaceGrid:
    # Points come in the order of their places, or else their places are few.
    order = np.lexsort((near.point, near.place, near.cell))
    cell, place = near.cell[order], near.place[order]
    new_cell = np.ones(len(order), np.bool_)
    new_cell[1:] = cell[1:] != cell[:-1]
    new_entry = new_cell.copy()
    new_entry[1:] |= place[1:] != place[:-1]
    first = np.flatnonzero(new_entry)
    of_cell = np.flatnonzero(new_cell)
    door, sure = near.door[order], near.sure[order]
    blocks, cells = _numbered(cell[of_cell])
    return PlaceGrid(
        blocks,
        cells,
        _with_end(np.searchsorted(first, of_cell), len(first)),
        _any(door, of_cell),
        place[first],
        _any(sure, first),
        _with_end(first, len(order)),
        near.point[order],
        point_place,
        vector,
        ring,
        ring_lon_e7,
        ring_lat_e7,
    )


def _any(told: NDArray[np.bool_], starts: NDArray[np.intp]) -> NDArray[np.uint8]:
    if not len(starts):
        return np.empty(0, np.uint8)
    return np.logical_or.reduceat(told, starts).astype(np.uint8)


def _with_end(starts: NDArray[np.intp], end: int) -> NDArray[np.int32]:
    return np.append(starts, end).astype(np.int32)


def _numbered(cell: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The blocks that hold these cells, which get their places as numbers."""
    row, column = np.divmod(cell, COLUMNS)
    block = row // BLOCK * BLOCK_COLUMNS + column // BLOCK
    own, which = np.unique(block, return_inverse=True)
    blocks = np.full(_BLOCK_ROWS * BLOCK_COLUMNS, -1, np.int32)
    blocks[own] = np.arange(len(own), dtype=np.int32)
    cells = np.full(len(own) * BLOCK * BLOCK, -1, np.int32)
    cells[which * BLOCK * BLOCK + row % BLOCK * BLOCK + column % BLOCK] = np.arange(len(cell), dtype=np.int32)
    return blocks, cells
