"""Where lanes stand: how high each is, and in which row of its lane an entry lies."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from desktop_app.ui.charts.clock import Clock
from desktop_app.ui.charts.timeline_data import Entry, Lane

ROW_PX: Final = 13.0
LEAST_LANE_PX: Final = 17.0
MOST_LANE_PX: Final = 40.0
MOST_ROWS: Final = 3
# What a mark of a known day takes, with a gap, however narrow its day is.
MARK_PX: Final = 10.0
# Marks closer together than this on the whole are counted, where a lane has counts.
CROWD_PX: Final = 3.0


class PlacedLane(NamedTuple):
    """A lane with its place.

    Attributes:
        top, height: pixels, before scrolling.
        rows: how many rows it has.
        row_of: row by key of an entry in sight; entries of one key lie in one row.
        counted: counts are drawn in place of its entries.
    """

    lane: Lane
    top: float
    height: float
    rows: int
    row_of: dict[str, int]
    counted: bool


def place_lanes(lanes: Sequence[Lane], clock: Clock, room: float) -> list[PlacedLane]:
    """The lanes one below the other; with fewer rows where there is no room, higher where there is.

    They are higher together than `room` only where even one row each does not fit.
    """
    for most in range(MOST_ROWS, 0, -1):
        found = [_rows_of(lane, clock, most) for lane in lanes]
        heights = [max(LEAST_LANE_PX, rows * ROW_PX + 5) for rows, _, _ in found]
        if sum(heights) <= room:
            break
    spare = (room - sum(heights)) / len(heights) if heights else 0.0
    placed: list[PlacedLane] = []
    top = 0.0
    for lane, (rows, row_of, counted), least in zip(lanes, found, heights, strict=True):
        height = least + min(max(spare, 0.0), max(MOST_LANE_PX - least, 0.0))
        placed.append(PlacedLane(lane, top, height, rows, row_of, counted))
        top += height
    return placed


def in_sight(entries: Iterable[Entry], clock: Clock) -> list[Entry]:
    """Those that share an instant with what is shown."""
    first, last = clock.shown
    return [entry for entry in entries if entry.last_s >= first and entry.first_s <= last]


def is_counted(lane: Lane, clock: Clock, seen: int) -> bool:
    """Whether counts stand in place of a lane's entries."""
    if lane.histogram is None:
        return False
    if lane.marked_days is None or not _covers(lane.marked_days, clock):
        return True
    return seen * CROWD_PX > clock.width


def _covers(days: tuple[int, int], clock: Clock) -> bool:
    return clock.x_of_day(days[0]) <= clock.left and clock.x_of_day(days[1] + 1) >= clock.right


def _rows_of(lane: Lane, clock: Clock, most: int) -> tuple[int, dict[str, int], bool]:
    seen = in_sight(lane.entries, clock)
    if is_counted(lane, clock, len(seen)):
        return 1, {}, True
    extents: dict[str, tuple[float, float]] = {}
    for entry in seen:
        left, right = clock.x(entry.first_s), clock.x(entry.last_s)
        spare = max(MARK_PX - (right - left), 0.0) / 2
        known = extents.get(entry.key, (left, right))
        extents[entry.key] = min(known[0], left - spare), max(known[1], right + spare)
    ends: list[float] = []
    row_of: dict[str, int] = {}
    for key, (left, right) in sorted(extents.items(), key=lambda item: item[1]):
        row = next((row for row, end in enumerate(ends) if end <= left), None)
        if row is None and len(ends) < most:
            row = len(ends)
            ends.append(right)
        elif row is None:
            row = min(range(len(ends)), key=ends.__getitem__)
        ends[row] = max(ends[row], right)
        row_of[key] = row
    return max(len(ends), 1), row_of, False
