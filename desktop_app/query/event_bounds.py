"""Where found events lie: the box of the reports that they rest on."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.fixes import DEGREE

Bounds = tuple[float, float, float, float]
# Where a ship lies still the map shall not zoom to the size of its berth.
LEAST_DEG: Final = 0.05


def bounds_of_events(events: Sequence[FoundEvent]) -> Bounds:
    """West, south, east, north in degrees of one event or more; on both sides of 180°, all the way round."""
    boxes = np.array([_box(event) for event in events])
    west, south = boxes[:, :2].min(axis=0) / DEGREE - LEAST_DEG
    east, north = boxes[:, 2:].max(axis=0) / DEGREE + LEAST_DEG
    return float(west), float(south), float(east), float(north)


def _box(event: FoundEvent) -> tuple[int, int, int, int]:
    columns, row = event.columns, event.row
    lons = [int(columns.lon_e7[row]), int(columns.end_lon_e7[row])]
    lats = [int(columns.lat_e7[row]), int(columns.end_lat_e7[row])]
    first, last = int(columns.first[row]), int(columns.last[row])
    if first >= 0:
        fleet, where = event.detector.fleet, slice(first, last + 1)
        lons += [int(fleet.lon_e7[where].min()), int(fleet.lon_e7[where].max())]
        lats += [int(fleet.lat_e7[where].min()), int(fleet.lat_e7[where].max())]
    return min(lons), min(lats), max(lons), max(lats)
