"""A piece of a file of AIS reports, as columns: what every AIS reader yields and the sink takes."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

# What AIS itself sends for "not available" (ITU-R M.1371-5, table 48), in units of 1e-7 degrees.
NO_LON_E7: Final = 1_810_000_000
NO_LAT_E7: Final = 910_000_000
STATUS_NOT_TOLD: Final = 15

# Columns of `AisChunk.statics` in this order: one row for each different set of words of one MMSI within the
# chunk. first_s and last_s are the seconds of the first and last report that told them; line is the first's.
STATIC_COLUMNS: Final = (
    "mmsi",  # UInt32
    "first_s",  # UInt32, 0 where the file gives no time
    "last_s",  # UInt32
    "line",  # UInt32
    "imo",  # UInt32, 0 for none
    "name",  # String, null for none
    "call_sign",  # String
    "ship_type",  # String: the code as digits, or words
    "destination",  # String
    "length_m",  # UInt16, 0 for none
    "beam_m",  # UInt16
    "draught_dm",  # UInt8, 0 for none
)


class FixColumns(NamedTuple):
    """Position reports in the order of the file; arrays of equal length.

    Attributes:
        line: of the file, from 1 (uint32).
        mmsi: the number as sent, at most nine digits (uint32).
        t_s: seconds since 1970-01-01 UTC (uint32).
        lon_e7, lat_e7: 1e-7 degrees, EPSG:4326 (int32); `NO_LON_E7`/`NO_LAT_E7` for none.
        sog_dkn: tenths of a knot, -1 not told (int16).
        cog_ddeg: tenths of a degree, -1 not told (int16).
        heading_deg: degrees, -1 not told (int16).
        status: navigational status 0 to 14, `STATUS_NOT_TOLD` (uint8).
        draught_dm: decimetres, 0 not told (uint8).
    """

    line: NDArray[np.uint32]
    mmsi: NDArray[np.uint32]
    t_s: NDArray[np.uint32]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    sog_dkn: NDArray[np.int16]
    cog_ddeg: NDArray[np.int16]
    heading_deg: NDArray[np.int16]
    status: NDArray[np.uint8]
    draught_dm: NDArray[np.uint8]


class Rejects(NamedTuple):
    """Rows of a chunk that cannot be reports, for one reason.

    Attributes:
        lines: rising.
        column: as the file names it.
        values: what stands there.
        reason: a clause for people.
    """

    lines: NDArray[np.uint32]
    column: str
    values: list[str]
    reason: str


class AisChunk(NamedTuple):
    """A piece of a file.

    Attributes:
        rows: rows (lines, sentences) of the file that it covers: reports, static data, rejects and others.
        fixes: position reports.
        statics: a frame of `STATIC_COLUMNS`.
        rejects: rows that cannot be taken.
        done_bytes: of the file so far.
    """

    rows: int
    fixes: FixColumns
    statics: "pl.DataFrame"
    rejects: tuple[Rejects, ...]
    done_bytes: int
