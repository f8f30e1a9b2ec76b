"""The position reports of an AIS track as one block of columns, 15 to 22 bytes a report.

The block: `MAGIC`, a 16-bit number whose bits tell which columns follow (in the order of `COLUMNS`, the
lowest bit the first), then these columns, little-endian, one after another. A column of which every value is
"not told" is left out. AIS itself tells positions to 1/10,000 minute, 1.7e-6 degrees, speed to 0.1 kn,
course to 0.1 degree and draught to 0.1 m (ITU-R M.1371-5, annex 8), so nothing is lost.

Blocks of before (`OLD_MAGIC`) have five columns and no such number.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = b"TUMENFX2"
OLD_MAGIC: Final = b"TUMENFX1"
_OLD_COLUMNS: Final = ("t_s", "lon_e7", "lat_e7", "sog_dkn", "draught_dm")
DEGREE: Final = 10_000_000
SPEED_NOT_TOLD: Final = -1
COURSE_NOT_TOLD: Final = -1
STATUS_NOT_TOLD: Final = 15
DRAUGHT_NOT_TOLD: Final = 0


class _Kind(NamedTuple):
    """How a column is stored, and what stands for "not told"."""

    stored: str
    empty: int | None


COLUMNS: Final[dict[str, _Kind]] = {
    "t_s": _Kind("<u4", None),
    "lon_e7": _Kind("<i4", None),
    "lat_e7": _Kind("<i4", None),
    "sog_dkn": _Kind("<i2", SPEED_NOT_TOLD),
    "draught_dm": _Kind("u1", DRAUGHT_NOT_TOLD),
    "cog_ddeg": _Kind("<i2", COURSE_NOT_TOLD),
    "heading_deg": _Kind("<i2", COURSE_NOT_TOLD),
    "status": _Kind("u1", STATUS_NOT_TOLD),
    "doubts": _Kind("<u2", 0),
}
HEAD: Final = len(MAGIC) + 2


@dataclass(frozen=True, slots=True, eq=False)
class Fixes:
    """Reports in the order of time; arrays of equal length that nobody writes into.

    Attributes:
        t_s: seconds since 1970-01-01 UTC.
        lon_e7, lat_e7: units of 1e-7 degrees, EPSG:4326.
        sog_dkn: speed over ground in tenths of a knot, `SPEED_NOT_TOLD` for none.
        draught_dm: draught in decimetres, `DRAUGHT_NOT_TOLD` for none.
        cog_ddeg: course over ground in tenths of a degree, `COURSE_NOT_TOLD` for none.
        heading_deg: heading in degrees, `COURSE_NOT_TOLD` for none.
        status: navigational status, `STATUS_NOT_TOLD` for none.
        doubts: bits of `DOUBT_BITS` in `domain.imports`, 0 for none.
    """

    t_s: NDArray[np.uint32]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    sog_dkn: NDArray[np.int16]
    draught_dm: NDArray[np.uint8]
    cog_ddeg: NDArray[np.int16]
    heading_deg: NDArray[np.int16]
    status: NDArray[np.uint8]
    doubts: NDArray[np.uint16]

    @classmethod
    def of(cls, **told: NDArray[Any]) -> "Fixes":
        """Reports of which only some columns are told."""
        count = len(told["t_s"])
        return cls(
            **{
                name: told[name].astype(kind.stored)
                if name in told
                else np.full(count, kind.empty, kind.stored)
                for name, kind in COLUMNS.items()
            }
        )

    @property
    def count(self) -> int:
        """How many."""
        return len(self.t_s)

    def packed(self) -> bytes:
        """As the block that a case holds; the same reports make the same bytes."""
        bits, parts = 0, []
        for bit, (name, kind) in enumerate(COLUMNS.items()):
            column = getattr(self, name)
            if kind.empty is None or bool((column != kind.empty).any()):
                bits |= 1 << bit
                parts.append(column.astype(kind.stored, copy=False).tobytes())
        return MAGIC + bits.to_bytes(2, "little") + b"".join(parts)


def unpack(block: bytes) -> Fixes:
    """The reports in a block, which anybody may have written.

    Raises:
        ValueError: it is no such block, or its times run backwards or its positions lie outside of the world;
            the text is the reason.
    """
    names, at = _told(block)
    each = sum(np.dtype(COLUMNS[name].stored).itemsize for name in names)
    count, rest = divmod(len(block) - at, each or 1)
    if not names or rest or count < 1:
        raise ValueError("the content is no block of position reports, or a part of one")
    told: dict[str, NDArray[Any]] = {}
    for name in names:
        told[name] = np.frombuffer(block, COLUMNS[name].stored, count, at)
        at += told[name].nbytes
    fixes = Fixes.of(**told)
    if bool((fixes.t_s[1:] < fixes.t_s[:-1]).any()):
        raise ValueError("its times run backwards")
    if int(np.abs(fixes.lon_e7.astype(np.int64)).max()) > 180 * DEGREE or (
        int(np.abs(fixes.lat_e7.astype(np.int64)).max()) > 90 * DEGREE
    ):
        raise ValueError("a position lies outside of the world")
    return fixes


def block_length(head: bytes, count: int) -> int | None:
    """How long a block of so many reports is whose first bytes are these; None where it is no block.

    Args:
        head: at least `HEAD` bytes of it.
        count: of reports.
    """
    names, at = _told(head)
    if not names:
        return None
    return at + count * sum(np.dtype(COLUMNS[name].stored).itemsize for name in names)


def _told(block: bytes) -> tuple[tuple[str, ...], int]:
    """Names of the columns in a block, none where it is no block, and where they begin."""
    if block.startswith(OLD_MAGIC):
        return _OLD_COLUMNS, len(OLD_MAGIC)
    bits = int.from_bytes(block[len(MAGIC) : HEAD], "little") if block.startswith(MAGIC) else 0
    names = tuple(name for bit, name in enumerate(COLUMNS) if bits >> bit & 1)
    needed = all(name in names for name, kind in COLUMNS.items() if kind.empty is None)
    return (names if needed and not bits >> len(COLUMNS) else ()), HEAD


def digest_of(block: bytes) -> str:
    """The name under which a case keeps a block."""
    return hashlib.sha256(block).hexdigest()
