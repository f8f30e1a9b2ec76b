"""Loops that tell which other ships were heard near a place in a time.

Reports of a ship that follow each other in one cell of half a degree, in one quarter of a day and close
together make a run; runs lie cell by cell in the order of time. So most reports are counted by the run, by
its box and its times, and only those at the rim one by one. The answer is that of looking at each report.
"""

import math
from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import E7_M, E7_RAD, distance_m, turn_e7
from desktop_app.runtime.compiling import compiled

CELL_E7: Final = 5_000_000
ROWS: Final = 361  # the north pole has a row of its own
COLUMNS: Final = 720
_BLOCK_S: Final = 21_600
# Of a run: a ship under way makes 0.2 degrees of latitude in an hour. Counts are held in 16 bits.
_WIDEST_E7: Final = 2_000_000
_MOST_REPORTS: Final = 60_000
# Boxes are held in 16 bits, in units of 1e-4 degrees from the cell's south-western corner.
_BOX_E7: Final = 1_000
_NINETY: Final = 900_000_000
_HALF_TURN: Final = 1_800_000_000
# sin²x is at least x² times this up to 5 degrees: half the greatest angle for which a bound is told.
_SINE_SQUARED: Final = 0.9974
_BOUND_E7: Final = 100_000_000
_SLACK_E7: Final = 100.0  # a metre, far above what rounding does
_IN, _OUT, _UNDECIDED = 1, -1, 0

_seconds: Final = types.Array(types.uint32, 1, "C", readonly=True)
_degrees: Final = types.Array(types.int32, 1, "C", readonly=True)
_numbers: Final = types.Array(types.int64, 1, "C", readonly=True)
_boxes: Final = types.Array(types.int16, 2, "C", readonly=True)


@compiled(types.int64(types.int64, types.int64))
def cell_of(lon_e7: int, lat_e7: int) -> int:
    """The number of the cell that a position lies in; both names of the 180th meridian are one."""
    row = min(max((lat_e7 + _NINETY) // CELL_E7, 0), ROWS - 1)
    return row * COLUMNS + ((lon_e7 + _HALF_TURN) // CELL_E7) % COLUMNS


@compiled(types.int64(_seconds, _degrees, _degrees, _numbers, types.int32[::1]))
def cut_runs(
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    starts: NDArray[np.int64],
    firsts: NDArray[np.int32],
) -> int:
    """Where each run begins, as far as `firsts` reaches; returns how many there are."""
    count = 0
    for ship in range(len(starts) - 1):
        cell, block, first = -1, -1, 0
        west, east, south, north = 0, 0, 0, 0
        for place in range(starts[ship], starts[ship + 1]):
            lon, lat = int(lon_e7[place]), int(lat_e7[place])
            west, east, south, north = min(west, lon), max(east, lon), min(south, lat), max(north, lat)
            here, now = cell_of(lon, lat), int(t_s[place]) // _BLOCK_S
            if (
                here != cell
                or now != block
                or max(east - west, north - south) > _WIDEST_E7
                or place - first >= _MOST_REPORTS
            ):
                cell, block, first = here, now, place
                west, east, south, north = lon, lon, lat, lat
                if count < len(firsts):
                    firsts[count] = place
                count += 1
    return count


@compiled(
    types.void(
        *(_seconds, _degrees, _degrees, _numbers, types.Array(types.int32, 1, "C", readonly=True)),
        *(types.int32[::1], types.int32[::1], types.uint32[::1], types.uint16[::1], types.uint16[::1]),
        types.int16[:, ::1],
    )
)
def describe_runs(
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    starts: NDArray[np.int64],
    firsts: NDArray[np.int32],
    ships: NDArray[np.int32],
    cells: NDArray[np.int32],
    begins_s: NDArray[np.uint32],
    lasts_s: NDArray[np.uint16],
    counts: NDArray[np.uint16],
    boxes: NDArray[np.int16],
) -> None:
    """Of each run the ship, the cell, the first time, the seconds to the last, how many reports, and the box.

    A box is west, east, south, north, rounded outwards.
    """
    ship = 0
    for run in range(len(firsts)):
        first = np.int64(firsts[run])
        while starts[ship + 1] <= first:
            ship += 1
        end = np.int64(firsts[run + 1]) if run + 1 < len(firsts) else len(t_s)
        end = min(end, starts[ship + 1])
        ships[run], begins_s[run], counts[run] = ship, t_s[first], end - first
        lasts_s[run] = t_s[end - 1] - t_s[first]
        cell = cell_of(lon_e7[first], lat_e7[first])
        cells[run] = cell
        corner_lon = (cell % COLUMNS) * CELL_E7 - _HALF_TURN
        corner_lat = (cell // COLUMNS) * CELL_E7 - _NINETY
        west, east = turn_e7(corner_lon, lon_e7[first]), turn_e7(corner_lon, lon_e7[first])
        south, north = np.int64(lat_e7[first]), np.int64(lat_e7[first])
        for place in range(first + 1, end):
            across = turn_e7(corner_lon, lon_e7[place])
            west, east = min(west, across), max(east, across)
            south, north = min(south, lat_e7[place]), max(north, lat_e7[place])
        boxes[run, 0] = west // _BOX_E7
        boxes[run, 1] = -(-east // _BOX_E7)
        boxes[run, 2] = (south - corner_lat) // _BOX_E7
        boxes[run, 3] = -((corner_lat - north) // _BOX_E7)


@compiled(types.float64(types.int64, types.int64, types.boolean))
def _cosine_between(one_e7: int, other_e7: int, greatest: bool) -> float:  # noqa: FBT001 - of a kernel
    """The greatest or least cosine of all latitudes between two."""
    low, high = min(abs(one_e7), abs(other_e7)), max(abs(one_e7), abs(other_e7))
    if greatest:
        across = (one_e7 < 0) != (other_e7 < 0)
        return 1.0 if across else math.cos(low * E7_RAD)
    return max(math.cos(min(high, _NINETY) * E7_RAD), 0.0)


@compiled(
    types.int64(
        *(types.int64, types.int64, types.float64),
        *(types.int64, types.int64, types.int64, types.int64),
        *(types.float64, types.float64, types.float64),
    )
)
def _within(
    lon_e7: int,
    lat_e7: int,
    cosine: float,
    west_e7: int,
    wide_e7: int,
    south_e7: int,
    north_e7: int,
    greatest: float,
    least: float,
    radius_e7: float,
) -> int:
    """Whether a whole box lies within a distance of a position, or none of it, or neither can be said.

    No way is longer than along the box's latitudes and meridians drawn together, whose length the greatest
    cosine bounds; none is shorter than the haversine with the least angles and cosines.
    """
    high = float(max(north_e7 - lat_e7, lat_e7 - south_e7))
    low = float(max(lat_e7 - north_e7, south_e7 - lat_e7, 0))
    outside, inside = (radius_e7 + _SLACK_E7) ** 2, (radius_e7 - _SLACK_E7) ** 2
    if low * low > outside:
        return _OUT
    west = turn_e7(lon_e7, west_e7)
    east = west + wide_e7
    far = float(max(abs(west), abs(east)))
    near = 0.0 if west <= 0 <= east else float(min(abs(west), abs(east)))
    if high * high + (greatest * far) ** 2 < inside:
        return _IN
    if far <= _BOUND_E7 and _SINE_SQUARED * (low * low + cosine * least * near * near) > outside:
        return _OUT
    return _UNDECIDED


@compiled(
    types.boolean(
        *(types.int64, types.int64, types.float64, types.int64, types.int64),
        *(types.float64, types.float64, types.float64),
    )
)
def _is_within(
    lon_e7: int,
    lat_e7: int,
    cosine: float,
    other_lon_e7: int,
    other_lat_e7: int,
    greatest: float,
    least: float,
    radius_m: float,
) -> bool:
    """Whether two positions are no further apart than this; exactly where the bounds leave it open."""
    told = _within(
        *(lon_e7, lat_e7, cosine, other_lon_e7, 0, other_lat_e7, other_lat_e7),
        *(greatest, least, radius_m / E7_M),
    )
    if told != _UNDECIDED:
        return told == _IN
    return distance_m(lon_e7, lat_e7, other_lon_e7, other_lat_e7) <= radius_m


@compiled(types.int64(_seconds, types.int64, types.int64, types.int64))
def _first_from(t_s: NDArray[np.uint32], low: int, high: int, earliest_s: int) -> int:
    """The first of some reports in the order of time that is no earlier than this."""
    while low < high:
        middle = (low + high) // 2
        if np.int64(t_s[middle]) < earliest_s:
            low = middle + 1
        else:
            high = middle
    return low


@compiled(types.UniTuple(types.int64, 4)(types.int64, types.int64, types.float64))  # type: ignore[no-untyped-call]
def _window(lon_e7: int, lat_e7: int, radius_m: float) -> tuple[int, int, int, int]:
    """Cells that a circle round a position touches: first and last row, first column and how many."""
    reach = int(radius_m / E7_M) + 2
    first = max((lat_e7 - reach + _NINETY) // CELL_E7, 0)
    last = min((lat_e7 + reach + _NINETY) // CELL_E7, ROWS - 1)
    if abs(lat_e7) + reach >= _NINETY:
        return first, last, 0, COLUMNS
    # Where a meridian touches the circle.
    turn = math.asin(math.sin(reach * E7_RAD) / math.cos(lat_e7 * E7_RAD)) / E7_RAD
    west = (lon_e7 - int(turn) - 2 + _HALF_TURN) // CELL_E7
    east = (lon_e7 + int(turn) + 2 + _HALF_TURN) // CELL_E7
    return first, last, west % COLUMNS, min(east - west + 1, COLUMNS)


@compiled(
    types.void(
        *(_seconds, _degrees, _degrees, _numbers),
        *(types.Array(types.int32, 1, "C", readonly=True), types.Array(types.int32, 1, "C", readonly=True)),
        *(_seconds, types.Array(types.uint16, 1, "C", readonly=True)),
        *(types.Array(types.uint16, 1, "C", readonly=True), _boxes),
        *(_numbers, _numbers, _numbers, _numbers, _numbers, types.float64),
        *(types.int64, types.int64, types.int32[::1], types.int32[::1], types.int32[::1]),
    )
)
def hear_others(  # noqa: C901, PLR0912, PLR0915 - one loop in a loop: parts of it would be called a billion times
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    cell_starts: NDArray[np.int64],
    firsts: NDArray[np.int32],
    ships: NDArray[np.int32],
    begins_s: NDArray[np.uint32],
    lasts_s: NDArray[np.uint16],
    counts: NDArray[np.uint16],
    boxes: NDArray[np.int16],
    vessel: NDArray[np.int64],
    start_s: NDArray[np.int64],
    end_s: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    radius_m: float,
    begin: int,
    stop: int,
    seen: NDArray[np.int32],
    heard_ships: NDArray[np.int32],
    heard_reports: NDArray[np.int32],
) -> None:
    """Other ships, and their reports, strictly between two times within a distance of either of two reports.

    Args:
        t_s: of the fleet.
        lon_e7: same.
        lat_e7: same.
        cell_starts: where each cell's runs begin, and the end.
        firsts: first report of each run, cell by cell, each cell's in the order of their beginnings.
        ships: of the runs; this and the next four as `describe_runs` tells them.
        begins_s: same.
        lasts_s: same.
        counts: same.
        boxes: same.
        vessel: of the silences.
        start_s: same.
        end_s: same.
        first: the report before each silence.
        last: the one after it; the same one where the ship was not heard again.
        radius_m: the distance, included.
        begin: the first silence to look at.
        stop: the one behind the last.
        seen: one number for each ship, none of them that of a silence.
        heard_ships: takes how many ships.
        heard_reports: takes how many reports of theirs.
    """
    radius_e7 = radius_m / E7_M
    for row in range(begin, stop):
        lon_a, lat_a = int(lon_e7[first[row]]), int(lat_e7[first[row]])
        lon_b, lat_b = int(lon_e7[last[row]]), int(lat_e7[last[row]])
        cos_a, cos_b = math.cos(lat_a * E7_RAD), math.cos(lat_b * E7_RAD)
        from_s, to_s, own = start_s[row], end_s[row], vessel[row]
        low_a, high_a, west_a, wide_a = _window(lon_a, lat_a, radius_m)
        ends = 1 if lon_a == lon_b and lat_a == lat_b else 2
        reports, others = 0, 0
        for end in range(ends):
            low, high, west, wide = low_a, high_a, west_a, wide_a
            if end == 1:
                low, high, west, wide = _window(lon_b, lat_b, radius_m)
            for line in range(low, high + 1):
                floor, roof = line * CELL_E7 - _NINETY, min((line + 1) * CELL_E7 - _NINETY, _NINETY)
                greatest = max(_cosine_between(floor, roof, True), 0.0)
                least = _cosine_between(floor, roof, False)
                greatest_a = max(
                    greatest, _cosine_between(lat_a, floor, True), _cosine_between(lat_a, roof, True)
                )
                greatest_b = max(
                    greatest, _cosine_between(lat_b, floor, True), _cosine_between(lat_b, roof, True)
                )
                for step in range(wide):
                    column = (west + step) % COLUMNS
                    if end == 1 and low_a <= line <= high_a and (column - west_a) % COLUMNS < wide_a:
                        continue
                    cell = line * COLUMNS + column
                    one, behind = cell_starts[cell], cell_starts[cell + 1]
                    # The first run that can last into the silence.
                    until = behind
                    while one < until:
                        middle = (one + until) // 2
                        if np.int64(begins_s[middle]) + _BLOCK_S <= from_s:
                            one = middle + 1
                        else:
                            until = middle
                    for run in range(one, behind):
                        opens = np.int64(begins_s[run])
                        if opens >= to_s:
                            break
                        closes = opens + lasts_s[run]
                        if closes <= from_s or ships[run] == own:
                            continue
                        corner = column * CELL_E7 - _HALF_TURN
                        box = (
                            corner + int(boxes[run, 0]) * _BOX_E7,
                            (int(boxes[run, 1]) - int(boxes[run, 0])) * _BOX_E7,
                            floor + int(boxes[run, 2]) * _BOX_E7,
                            floor + int(boxes[run, 3]) * _BOX_E7,
                        )
                        at_a = _within(lon_a, lat_a, cos_a, *box, greatest_a, least, radius_e7)
                        at_b = _OUT
                        if at_a != _IN and ends == 2:  # noqa: PLR2004 - two ends
                            at_b = _within(lon_b, lat_b, cos_b, *box, greatest_b, least, radius_e7)
                        if at_a == _OUT and at_b == _OUT:
                            continue
                        head = int(firsts[run])
                        tail = head + int(counts[run])
                        if opens <= from_s:
                            head = _first_from(t_s, head, tail, from_s + 1)
                        if closes >= to_s:
                            tail = _first_from(t_s, head, tail, to_s)
                        count = tail - head
                        if _IN not in (at_a, at_b):
                            count = 0
                            for place in range(head, tail):
                                lon, lat = int(lon_e7[place]), int(lat_e7[place])
                                near = at_a != _OUT and _is_within(
                                    lon_a, lat_a, cos_a, lon, lat, greatest_a, least, radius_m
                                )
                                if not near and at_b != _OUT:
                                    near = _is_within(
                                        lon_b, lat_b, cos_b, lon, lat, greatest_b, least, radius_m
                                    )
                                count += near
                        if count:
                            reports += count
                            if seen[ships[run]] != row:
                                seen[ships[run]] = row
                                others += 1
        heard_ships[row], heard_reports[row] = others, min(reports, 2_147_483_647)
