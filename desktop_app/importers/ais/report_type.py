"""One position report as the sink keeps it: 28 bytes, all columns together.

Reports of many ships come mixed. Written column by column into a ship's place, each would touch ten lines of
the processor's cache; as one record it touches one.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.ais.chunk import FixColumns
from desktop_app.storage.fixes import (
    COURSE_NOT_TOLD,
    DRAUGHT_NOT_TOLD,
    SPEED_NOT_TOLD,
    STATUS_NOT_TOLD,
    Fixes,
)

REPORT: Final = np.dtype(
    [
        ("t_s", np.uint32),
        ("lon_e7", np.int32),
        ("lat_e7", np.int32),
        ("line", np.uint32),
        ("sog_dkn", np.int16),
        ("cog_ddeg", np.int16),
        ("heading_deg", np.int16),
        ("doubts", np.uint16),
        ("status", np.uint8),
        ("draught_dm", np.uint8),
        ("fate", np.uint16),
    ]
)
Reports = NDArray[np.void]

# What becomes of a report. Those beside which new ones are held are of earlier imports, or of an earlier part
# of the same file.
NEW: Final = 0
MERGED: Final = 1
UNCHANGED: Final = 2
IN_CASE: Final = 3
EARLIER_PART: Final = 4

_TOLD: Final = (
    "t_s",
    "lon_e7",
    "lat_e7",
    "sog_dkn",
    "draught_dm",
    "cog_ddeg",
    "heading_deg",
    "status",
    "doubts",
)


def reports_of(fixes: Fixes, fate: int) -> Reports:
    """Reports of a track that the case holds, with their fate: `IN_CASE` or `EARLIER_PART`."""
    reports = np.zeros(fixes.count, REPORT)
    for name in _TOLD:
        reports[name] = getattr(fixes, name)
    reports["fate"] = fate
    return reports


def fixes_of(reports: Reports) -> Fixes:
    """Reports as a block of a case holds them."""
    return Fixes(**{name: np.ascontiguousarray(reports[name]) for name in _TOLD})


def fix_columns(
    line: NDArray[np.uint32],
    mmsi: NDArray[np.uint32],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
) -> FixColumns:
    """Reports of which only ship, time and place are told."""
    count = len(line)
    return FixColumns(
        line,
        mmsi,
        t_s,
        lon_e7,
        lat_e7,
        np.full(count, SPEED_NOT_TOLD, np.int16),
        np.full(count, COURSE_NOT_TOLD, np.int16),
        np.full(count, COURSE_NOT_TOLD, np.int16),
        np.full(count, STATUS_NOT_TOLD, np.uint8),
        np.full(count, DRAUGHT_NOT_TOLD, np.uint8),
    )
