"""The position reports of an AIS track as one block of columns, 15 bytes a report.

The block: `MAGIC`, then little-endian columns one after another: seconds since 1970 UTC (uint32), longitude
and latitude in units of 1e-7 degrees (int32), speed over ground in tenths of a knot (int16, -1 not told),
draught in decimetres (uint8, 0 not told). AIS itself tells positions to 1/10,000 minute, 1.7e-6 degrees,
speed to 0.1 kn and draught to 0.1 m (ITU-R M.1371-5, annex 8), so nothing is lost.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = b"TUMENFX1"
_COLUMNS: Final = ("<u4", "<i4", "<i4", "<i2", "u1")
BYTES_A_FIX: Final = sum(np.dtype(kind).itemsize for kind in _COLUMNS)
DEGREE: Final = 10_000_000
SPEED_NOT_TOLD: Final = -1
DRAUGHT_NOT_TOLD: Final = 0


@dataclass(frozen=True, slots=True, eq=False)
class Fixes:
    """Reports in the order of time; arrays of equal length that nobody writes into.

    Attributes:
        t_s: seconds since 1970-01-01 UTC.
        lon_e7, lat_e7: units of 1e-7 degrees, EPSG:4326.
        sog_dkn: speed over ground in tenths of a knot, `SPEED_NOT_TOLD` for none.
        draught_dm: draught in decimetres, `DRAUGHT_NOT_TOLD` for none.
    """

    t_s: NDArray[np.uint32]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    sog_dkn: NDArray[np.int16]
    draught_dm: NDArray[np.uint8]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.t_s)

    def packed(self) -> bytes:
        """As the block that a case holds; the same reports make the same bytes."""
        columns: tuple[NDArray[Any], ...] = (
            self.t_s,
            self.lon_e7,
            self.lat_e7,
            self.sog_dkn,
            self.draught_dm,
        )
        kinds = zip(columns, _COLUMNS, strict=True)
        return MAGIC + b"".join(column.astype(kind).tobytes() for column, kind in kinds)


def unpack(block: bytes) -> Fixes:
    """The reports in a block, which anybody may have written.

    Raises:
        ValueError: it is no such block, or its times run backwards or its positions lie outside of the world;
            the text is the reason.
    """
    count, rest = divmod(len(block) - len(MAGIC), BYTES_A_FIX)
    if not block.startswith(MAGIC) or rest or count < 1:
        raise ValueError("the content is no block of position reports, or a part of one")
    columns: list[NDArray[Any]] = []
    at = len(MAGIC)
    for kind in _COLUMNS:
        columns.append(np.frombuffer(block, kind, count, at))
        at += columns[-1].nbytes
    fixes = Fixes(*columns)
    if bool((fixes.t_s[1:] < fixes.t_s[:-1]).any()):
        raise ValueError("its times run backwards")
    if int(np.abs(fixes.lon_e7.astype(np.int64)).max()) > 180 * DEGREE or (
        int(np.abs(fixes.lat_e7.astype(np.int64)).max()) > 90 * DEGREE
    ):
        raise ValueError("a position lies outside of the world")
    return fixes


def digest_of(block: bytes) -> str:
    """The name under which a case keeps a block."""
    return hashlib.sha256(block).hexdigest()
