"""Visits to ports and areas: one pass over the reports of each ship.

Read with `analysis.visits`, which says what a visit is.
"""

import math
from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import E7_RAD, EARTH_RADIUS_M, distance_m, turn_e7
from desktop_app.analysis.place_grid import BLOCK_BITS, BLOCK_COLUMNS, CELL_BITS, PlaceGrid
from desktop_app.runtime.compiling import compiled

NONE: Final = -1
# Columns of what `find_visits` returns.
SHIP, PLACE, POINT, POINT_MM, FIRST, LAST, ENTRY, EXIT, STOPS, GAPS, STOPPED_S, SILENT_S, NAMED_BY = range(13)
FIELDS: Final = 13
_FAR_2: Final = 5.0  # the square of the longest chord is 4
_HALF_TURN: Final = 1_800_000_000
_QUARTER_TURN: Final = 900_000_000
_WITHIN: Final = (1 << BLOCK_BITS) - 1

_grid: Final = types.NamedTuple(  # type: ignore[no-untyped-call]
    (
        types.int32[::1],
        types.int32[::1],
        types.int32[::1],
        types.uint8[::1],
        types.int32[::1],
        types.uint8[::1],
        types.int32[::1],
        types.int32[::1],
        types.int32[::1],
        types.float64[:, ::1],
        types.int64[::1],
        types.int64[::1],
        types.int64[::1],
    ),
    PlaceGrid,
)
# Signed and 64 bits wide: differences of unsigned numbers would go through floats.
_whole: Final[Any] = np.int64


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
    return distance_m(x, lat_e7, _whole(round(near_lon)), _whole(round(near_lat)))


@compiled(types.int64(types.int64, types.int64, _grid))
def _cell_of(lon_e7: int, lat_e7: int, grid: PlaceGrid) -> int:
    """The number of the cell of a position; `NONE` where no place is near."""
    row, column = (lat_e7 + _QUARTER_TURN) >> CELL_BITS, (lon_e7 + _HALF_TURN) >> CELL_BITS
    block = _whole(grid.blocks[(row >> BLOCK_BITS) * BLOCK_COLUMNS + (column >> BLOCK_BITS)])
    within = (row & _WITHIN) << BLOCK_BITS | column & _WITHIN
    return int(grid.cells[block << 2 * BLOCK_BITS | within]) if block >= 0 else NONE


@compiled(types.UniTuple(types.float64, 3)(types.int64, types.int64))  # type: ignore[no-untyped-call]
def _vector(lon_e7: int, lat_e7: int) -> tuple[float, float, float]:
    lon, lat = lon_e7 * E7_RAD, lat_e7 * E7_RAD
    wide = math.cos(lat)
    return wide * math.cos(lon), wide * math.sin(lon), math.sin(lat)


_point_and_chord: Final = types.Tuple(  # type: ignore[no-untyped-call]
    (types.int64, types.float64)
)


@compiled(_point_and_chord(types.int64, types.int64, types.int64, types.int64, _grid))
def _nearest(lon_e7: int, lat_e7: int, first: int, end: int, grid: PlaceGrid) -> tuple[int, float]:
    """The nearest of some candidates, and the square of its chord; `NONE` where there is none."""
    x, y, z = _vector(lon_e7, lat_e7)
    best, least = NONE, _FAR_2
    for place in range(first, end):
        point = _whole(grid.candidate[place])
        east, north, up = grid.vector[point, 0] - x, grid.vector[point, 1] - y, grid.vector[point, 2] - z
        chord_2 = east * east + north * north + up * up
        if chord_2 < least:
            best, least = point, chord_2
    return best, least


@compiled(types.int64(types.int64, types.int64, types.int64, types.float64, _grid))
def _entered(lon_e7: int, lat_e7: int, cell: int, enter_2: float, grid: PlaceGrid) -> int:
    """The place that a ship is in; `NONE` for none."""
    first, end = _whole(grid.entries[cell]), _whole(grid.entries[cell + 1])
    place = _whole(grid.place[first])
    ring, ring_end = grid.ring[place], grid.ring[place + 1]
    if ring_end > ring:
        out_m = ring_m(lon_e7, lat_e7, ring, ring_end, grid.ring_lon_e7, grid.ring_lat_e7)
        return place if out_m <= 0 else NONE
    point, chord_2 = _nearest(lon_e7, lat_e7, grid.first[first], grid.first[end], grid)
    return _whole(grid.point_place[point]) if point >= 0 and chord_2 <= enter_2 else NONE


@compiled(types.int64(types.int64, types.int64, types.int32[::1], types.int32[::1]))
def _entry_of(cell: int, place: int, entries: NDArray[np.int32], places: NDArray[np.int32]) -> int:
    """The entry of a place in a cell; `NONE` where the place is not near."""
    if cell >= 0:
        for entry in range(entries[cell], entries[cell + 1]):
            if places[entry] == place:
                return entry
    return NONE


@compiled(types.float64(_column(types.int32), _column(types.int32), types.int64, types.int64))
def _step_m(lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32], before: int, at: int) -> float:
    """The way from one report to another."""
    return distance_m(_whole(lon_e7[before]), _whole(lat_e7[before]), _whole(lon_e7[at]), _whole(lat_e7[at]))


@compiled(types.boolean(types.int64, types.int64, types.int64, types.float64, types.float64, _grid))
def _left(lon_e7: int, lat_e7: int, entry: int, leave_2: float, beyond_m: float, grid: PlaceGrid) -> bool:
    """Whether a ship is out of the place of an entry."""
    place = _whole(grid.place[entry])
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
    visit[POINT], visit[POINT_MM] = NONE, 0
    if grid.ring[visit[PLACE] + 1] > grid.ring[visit[PLACE]]:
        return
    named_by = visit[NAMED_BY]
    lon, lat = _whole(lon_e7[named_by]), _whole(lat_e7[named_by])
    cell = _cell_of(lon, lat, grid)
    first, end = _whole(grid.entries[cell]), _whole(grid.entries[cell + 1])
    point, chord_2 = _nearest(lon, lat, grid.first[first], grid.first[end], grid)
    visit[PLACE], visit[POINT] = grid.point_place[point], point
    visit[POINT_MM] = _whole(round(2000 * EARTH_RADIUS_M * math.asin(min(math.sqrt(chord_2) / 2, 1.0))))


@compiled(
    types.UniTuple(types.int64, 2)(  # type: ignore[no-untyped-call]
        _column(types.int64),
        _column(types.uint32),
        _column(types.int32),
        _column(types.int32),
        _column(types.int16),
        types.int64[:, ::1],
        types.int64,
        types.int64,
        _column(types.int64),
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
def find_visits(  # noqa: C901, PLR0912, PLR0915 - a call with the grid costs more than it would do
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    sog_dkn: NDArray[np.int16],
    found: NDArray[np.int64],
    first_ship: int,
    end_ship: int,
    data_end_s: NDArray[np.int64],
    grid: PlaceGrid,
    enter_2: float,
    leave_2: float,
    beyond_m: float,
    apart_m: float,
    stop_begin_dkn: int,
    stop_end_dkn: int,
    gap_s: int,
) -> tuple[int, int]:
    """All visits of some ships, each a row of `FIELDS`, for as long as there is room.

    The reports are those of a `Fleet`, the ships those from `first_ship` up to, without, `end_ship`, and
    `data_end_s` is the end of the data of each. `found` takes the visits. A port is entered and left at the
    chords whose squares are `enter_2` and `leave_2`, an area left `beyond_m` from its outline; reports
    further than `apart_m` from each other show no ship come or go. A stop begins up to `stop_begin_dkn` and
    ends from `stop_end_dkn`, tenths of a knot; a silence in port lasts `gap_s` or longer.

    Returns:
        The ship whose visits found no room, or `end_ship`; and how many visits there are of those before her.
    """
    # Names for what most reports need: handing the whole grid to a function costs more than they do.
    blocks, cells, doors = grid.blocks, grid.cells, grid.door
    room, count, settled = len(found), 0, 0
    for ship in range(first_ship, end_ship):
        begin, end = starts[ship], starts[ship + 1]
        inside, stopped, entry_seen = NONE, False, False
        sure_row, sure_column = NONE, NONE  # of a cell in which nothing has to be looked up
        first, last, by_stop, by_gap = begin, begin, NONE, NONE
        stops, gaps, stopped_s, longest_s = 0, 0, 0, 0
        before_s = _whole(0)
        for at in range(begin, end):
            now_s = _whole(t_s[at])
            if inside >= 0:
                silent_s = now_s - before_s
                longest_s = max(longest_s, silent_s)
                if silent_s >= gap_s:
                    gaps += 1
                    by_gap = last if by_gap < 0 else by_gap
                elif stopped:
                    stopped_s += silent_s
            before_s = now_s
            lon, lat = _whole(lon_e7[at]), _whole(lat_e7[at])
            row, column = (lat + _QUARTER_TURN) >> CELL_BITS, (lon + _HALF_TURN) >> CELL_BITS
            if row != sure_row or column != sure_column:
                sure_row, sure_column = NONE, NONE
                cell = _whole(blocks[(row >> BLOCK_BITS) * BLOCK_COLUMNS + (column >> BLOCK_BITS)])
                if cell >= 0:
                    within = (row & _WITHIN) << BLOCK_BITS | column & _WITHIN
                    cell = _whole(cells[cell << 2 * BLOCK_BITS | within])
                if inside >= 0:
                    entry = _entry_of(cell, inside, grid.entries, grid.place)
                    if entry >= 0 and grid.sure[entry]:
                        sure_row, sure_column = row, column
                    elif entry < 0 or _left(lon, lat, entry, leave_2, beyond_m, grid):
                        if now_s == _whole(t_s[first]):
                            continue
                        exit_seen = _step_m(lon_e7, lat_e7, last, at) <= apart_m
                        if count == room:
                            return ship, settled
                        own = found[count]
                        own[SHIP], own[PLACE], own[FIRST] = ship, inside, first
                        own[LAST] = at if exit_seen else last
                        own[ENTRY], own[EXIT], own[STOPS], own[GAPS] = entry_seen, exit_seen, stops, gaps
                        own[STOPPED_S], own[SILENT_S] = stopped_s, longest_s
                        own[NAMED_BY] = by_stop if by_stop >= 0 else by_gap if by_gap >= 0 else first
                        _name(own, lon_e7, lat_e7, grid)
                        count += 1
                        inside = NONE
                if inside < 0:
                    if cell < 0 or not doors[cell]:
                        sure_row, sure_column = row, column
                    else:
                        inside = _entered(lon, lat, cell, enter_2, grid)
                        if inside >= 0:
                            entry_seen = at > begin and _step_m(lon_e7, lat_e7, at - 1, at) <= apart_m
                            first, by_stop, by_gap, stopped = at, NONE, NONE, False
                            stops, gaps, stopped_s, longest_s = 0, 0, 0, 0
            if inside >= 0:
                last = at
                speed_dkn = sog_dkn[at]
                if stopped:
                    stopped = speed_dkn < stop_end_dkn
                elif 0 <= speed_dkn <= stop_begin_dkn:
                    stopped = True
                    stops += 1
                    by_stop = at if by_stop < 0 else by_stop
        if inside >= 0:
            silent_s = data_end_s[ship] - before_s
            if silent_s >= gap_s:
                gaps += 1
                by_gap = last if by_gap < 0 else by_gap
            if count == room:
                return ship, settled
            own = found[count]
            own[SHIP], own[PLACE], own[FIRST], own[LAST] = ship, inside, first, last
            own[ENTRY], own[EXIT], own[STOPS], own[GAPS] = entry_seen, False, stops, gaps
            own[STOPPED_S], own[SILENT_S] = stopped_s, max(longest_s, silent_s)
            own[NAMED_BY] = by_stop if by_stop >= 0 else by_gap if by_gap >= 0 else first
            _name(own, lon_e7, lat_e7, grid)
            count += 1
        settled = count
    return end_ship, settled
