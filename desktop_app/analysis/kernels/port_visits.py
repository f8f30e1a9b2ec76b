"""Visits to ports and areas: one pass over the reports of each ship.

Read with `analysis.visits`, which says what a visit is.
"""

import math
from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import E7_RAD, distance_m, turn_e7
from desktop_app.analysis.place_grid import BLOCK, CELL_E7, COLUMNS, ROWS, PlaceGrid
from desktop_app.runtime.compiling import compiled

NONE: Final = -1
# Columns of what `find_visits` returns.
SHIP, PLACE, POINT, POINT_MM, FIRST, LAST, ENTRY, EXIT, STOPS, GAPS, STOPPED_S, SILENT_S, NAMED_BY = range(13)
FIELDS: Final = 13
_ROOM: Final = 1024
_FAR_2: Final = 5.0  # the square of the longest chord is 4
_HALF_TURN: Final = 1_800_000_000
_QUARTER_TURN: Final = 900_000_000
_BLOCK_COLUMNS: Final = COLUMNS // BLOCK
_EARTH_MM: Final = 6_371_008_800.0

_grid: Final = types.NamedTuple(
    (
        types.int32[::1],
        types.int32[::1],
        types.int32[::1],
        types.uint8[::1],
        types.int32[::1],
        types.uint8[::1],
        types.int32[::1],
        types.int32[::1],
        types.Array(types.int32, 1, "C", readonly=True),  # type: ignore[no-untyped-call]
        types.float64[:, ::1],
        types.int64[::1],
        types.int64[::1],
        types.int64[::1],
    ),
    PlaceGrid,
)


def _column(kind: Any) -> Any:
    """A column that the kernel only reads, whoever owns it."""
    return types.Array(kind, 1, "C", readonly=True)


@compiled(
    types.float64(types.int64, types.int64, types.int64, types.int64, types.int64[::1], types.int64[::1])
)
def ring_m(
    lon_e7: int,
    lat_e7: int,
    first: int,
    end: int,
    ring_lon_e7: NDArray[np.int64],
    ring_lat_e7: NDArray[np.int64],
) -> float:
    """Metres from an outline; 0 inside of it.

    Its edges are straight in longitude and latitude, as the map draws them. The nearest place of an edge is
    looked for on the plane that touches at the position, its distance taken on the sphere.
    """
    x = ring_lon_e7[first] + turn_e7(ring_lon_e7[first], lon_e7)
    narrow = math.cos(lat_e7 * E7_RAD)
    inside = False
    least_2, near_lon, near_lat = math.inf, 0.0, 0.0
    before = end - 1
    for corner in range(first, end):
        a_lon, a_lat = ring_lon_e7[before], ring_lat_e7[before]
        b_lon, b_lat = ring_lon_e7[corner], ring_lat_e7[corner]
        before = corner
        if (a_lat > lat_e7) != (b_lat > lat_e7) and x < (b_lon - a_lon) * (
            (lat_e7 - a_lat) / (b_lat - a_lat)
        ) + (a_lon):
            inside = not inside
        wide, high = (b_lon - a_lon) * narrow, float(b_lat - a_lat)
        long_2 = wide * wide + high * high
        share = 0.0
        if long_2 > 0:
            share = min(max(((x - a_lon) * narrow * wide + (lat_e7 - a_lat) * high) / long_2, 0.0), 1.0)
        at_lon, at_lat = a_lon + share * (b_lon - a_lon), a_lat + share * high
        off_2 = ((x - at_lon) * narrow) ** 2 + (lat_e7 - at_lat) ** 2
        if off_2 < least_2:
            least_2, near_lon, near_lat = off_2, at_lon, at_lat
    if inside:
        return 0.0
    return distance_m(x, lat_e7, np.int64(round(near_lon)), np.int64(round(near_lat)))


@compiled(types.int64(types.int64, types.int64, _grid))
def _cell_of(lon_e7: int, lat_e7: int, grid: PlaceGrid) -> int:
    """The number of the cell of a position; `NONE` where no place is near."""
    row = min((lat_e7 + _QUARTER_TURN) // CELL_E7, ROWS - 1)
    column = (lon_e7 + _HALF_TURN) // CELL_E7 % COLUMNS
    block = np.int64(grid.blocks[row // BLOCK * _BLOCK_COLUMNS + column // BLOCK])
    if block < 0:
        return NONE
    return np.int64(grid.cells[block * BLOCK * BLOCK + row % BLOCK * BLOCK + column % BLOCK])


@compiled(types.UniTuple(types.float64, 3)(types.int64, types.int64))  # type: ignore[no-untyped-call]
def _vector(lon_e7: int, lat_e7: int) -> tuple[float, float, float]:
    lon, lat = lon_e7 * E7_RAD, lat_e7 * E7_RAD
    wide = math.cos(lat)
    return wide * math.cos(lon), wide * math.sin(lon), math.sin(lat)


@compiled(
    types.Tuple((types.int64, types.float64))(types.int64, types.int64, types.int64, types.int64, _grid)
)
def _nearest(lon_e7: int, lat_e7: int, first: int, end: int, grid: PlaceGrid) -> tuple[int, float]:
    """The nearest of some candidates, and the square of its chord; `NONE` where there is none."""
    x, y, z = _vector(lon_e7, lat_e7)
    best, least = NONE, _FAR_2
    for place in range(first, end):
        point = np.int64(grid.candidate[place])
        east, north, up = grid.vector[point, 0] - x, grid.vector[point, 1] - y, grid.vector[point, 2] - z
        chord_2 = east * east + north * north + up * up
        if chord_2 < least:
            best, least = point, chord_2
    return best, least


@compiled(types.int64(types.int64, types.int64, types.int64, types.float64, _grid))
def _entered(lon_e7: int, lat_e7: int, cell: int, enter_2: float, grid: PlaceGrid) -> int:
    """The place that a ship is in; `NONE` for none."""
    first, end = np.int64(grid.entries[cell]), np.int64(grid.entries[cell + 1])
    place = np.int64(grid.place[first])
    ring, ring_end = grid.ring[place], grid.ring[place + 1]
    if ring_end > ring:
        out_m = ring_m(lon_e7, lat_e7, ring, ring_end, grid.ring_lon_e7, grid.ring_lat_e7)
        return place if out_m <= 0 else NONE
    point, chord_2 = _nearest(lon_e7, lat_e7, grid.first[first], grid.first[end], grid)
    return np.int64(grid.point_place[point]) if point >= 0 and chord_2 <= enter_2 else NONE


@compiled(types.int64(types.int64, types.int64, _grid))
def _entry_of(cell: int, place: int, grid: PlaceGrid) -> int:
    """The entry of a place in a cell; `NONE` where the place is not near."""
    if cell >= 0:
        for entry in range(grid.entries[cell], grid.entries[cell + 1]):
            if grid.place[entry] == place:
                return entry
    return NONE


@compiled(types.boolean(types.int64, types.int64, types.int64, types.float64, types.float64, _grid))
def _left(lon_e7: int, lat_e7: int, entry: int, leave_2: float, beyond_m: float, grid: PlaceGrid) -> bool:
    """Whether a ship is out of the place of an entry."""
    place = np.int64(grid.place[entry])
    ring, ring_end = grid.ring[place], grid.ring[place + 1]
    if ring_end > ring:
        out_m = ring_m(lon_e7, lat_e7, ring, ring_end, grid.ring_lon_e7, grid.ring_lat_e7)
        return bool(out_m > 0 and out_m >= beyond_m)
    _, chord_2 = _nearest(lon_e7, lat_e7, grid.first[entry], grid.first[entry + 1], grid)
    return bool(chord_2 >= leave_2)


@compiled(types.void(types.int64[::1], _column(types.int32), _column(types.int32), _grid))
def _name(
    visit: NDArray[np.int64], lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32], grid: PlaceGrid
) -> None:
    """Give a visit the place and point that are nearest at the report that names it."""
    if grid.ring[visit[PLACE] + 1] > grid.ring[visit[PLACE]]:
        return
    named_by = visit[NAMED_BY]
    lon, lat = np.int64(lon_e7[named_by]), np.int64(lat_e7[named_by])
    cell = _cell_of(lon, lat, grid)
    first, end = np.int64(grid.entries[cell]), np.int64(grid.entries[cell + 1])
    point, chord_2 = _nearest(lon, lat, grid.first[first], grid.first[end], grid)
    visit[PLACE], visit[POINT] = grid.point_place[point], point
    visit[POINT_MM] = np.int64(round(2 * _EARTH_MM * math.asin(min(math.sqrt(chord_2) / 2, 1.0))))


@compiled(
    types.int64[:, ::1](
        _column(types.int64),
        _column(types.uint32),
        _column(types.int32),
        _column(types.int32),
        _column(types.int16),
        types.int64,
        types.int64,
        types.int64,
        _grid,
        types.float64,
        types.float64,
        types.float64,
        types.float64,
        types.int64,
        types.int64,
        types.int64,
    )
)
def find_visits(
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    sog_dkn: NDArray[np.int16],
    first_ship: int,
    end_ship: int,
    end_s: int,
    grid: PlaceGrid,
    enter_2: float,
    leave_2: float,
    beyond_m: float,
    apart_m: float,
    stop_begin_dkn: int,
    stop_end_dkn: int,
    gap_s: int,
) -> NDArray[np.int64]:
    """All visits of some ships, each a row of `FIELDS`.

    Args:
        starts, t_s, lon_e7, lat_e7, sog_dkn: as in `Fleet`.
        first_ship, end_ship: the ships, the last one not included.
        end_s: end of the data.
        grid: the places.
        enter_2, leave_2: squares of the chords at which a port is entered and left.
        beyond_m: metres from an area's outline at which it is left.
        apart_m: reports further apart do not show a ship come or go.
        stop_begin_dkn, stop_end_dkn: a stop begins up to, and ends from; tenths of a knot.
        gap_s: a silence in port lasts at least.
    """
    found = np.empty((_ROOM, FIELDS), np.int64)
    count = 0
    for ship in range(first_ship, end_ship):
        begin, end = starts[ship], starts[ship + 1]
        if begin == end:
            continue
        inside, stopped = NONE, False
        sure_row, sure_column = NONE, NONE  # of a cell in which nothing has to be looked up
        by_stop, by_gap = NONE, NONE
        before_s = np.int64(t_s[begin])
        visit = np.zeros(FIELDS, np.int64)
        for at in range(begin, end + 1):
            now_s = np.int64(t_s[at]) if at < end else end_s
            if inside >= 0:
                silent_s = now_s - before_s
                visit[SILENT_S] = max(visit[SILENT_S], silent_s)
                if silent_s >= gap_s:
                    visit[GAPS] += 1
                    by_gap = at - 1 if by_gap < 0 else by_gap
                elif stopped:
                    visit[STOPPED_S] += silent_s if at < end else 0
            before_s = now_s
            lon, lat, cell = np.int64(0), np.int64(0), np.int64(NONE)
            if at < end:
                lon, lat = np.int64(lon_e7[at]), np.int64(lat_e7[at])
                row, column = (lat + _QUARTER_TURN) // CELL_E7, (lon + _HALF_TURN) // CELL_E7
                known = row == sure_row and column == sure_column
                if not known:
                    cell = _cell_of(lon, lat, grid)
            else:
                known, row, column = False, np.int64(NONE), np.int64(NONE)
            if inside >= 0 and not known:
                left = at == end
                if not left:
                    sure_row = sure_column = NONE
                    entry = _entry_of(cell, inside, grid)
                    if entry >= 0 and grid.sure[entry]:
                        sure_row, sure_column = row, column
                    elif now_s > t_s[visit[FIRST]]:
                        left = entry < 0 or _left(lon, lat, entry, leave_2, beyond_m, grid)
                if left:
                    shown = at < end and (
                        distance_m(np.int64(lon_e7[at - 1]), np.int64(lat_e7[at - 1]), lon, lat) <= apart_m
                    )
                    visit[EXIT] = np.int64(shown)
                    visit[LAST] = at if shown else at - 1
                    visit[NAMED_BY] = by_stop if by_stop >= 0 else by_gap if by_gap >= 0 else visit[FIRST]
                    _name(visit, lon_e7, lat_e7, grid)
                    if count == len(found):
                        longer = np.empty((2 * count, FIELDS), np.int64)
                        longer[:count] = found
                        found = longer
                    found[count] = visit
                    count += 1
                    inside = NONE
            if at == end:
                break
            if inside < 0 and not known:
                sure_row = sure_column = NONE
                if cell < 0 or not grid.door[cell]:
                    sure_row, sure_column = row, column
                    continue
                inside = _entered(lon, lat, cell, enter_2, grid)
                if inside < 0:
                    continue
                visit[:] = 0
                visit[SHIP], visit[PLACE], visit[POINT], visit[FIRST] = ship, inside, NONE, at
                visit[ENTRY] = at > begin and (
                    distance_m(np.int64(lon_e7[at - 1]), np.int64(lat_e7[at - 1]), lon, lat) <= apart_m
                )
                stopped, by_stop, by_gap = False, NONE, NONE
            if inside >= 0:
                speed_dkn = sog_dkn[at]
                if not stopped and 0 <= speed_dkn <= stop_begin_dkn:
                    stopped = True
                    visit[STOPS] += 1
                    by_stop = at if by_stop < 0 else by_stop
                elif stopped and speed_dkn >= stop_end_dkn:
                    stopped = False
    return found[:count].copy()
