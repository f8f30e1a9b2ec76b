"""From the reports of some ships to blocks: what repeats is left out, what is doubtful is flagged."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import DOUBT_BITS, Check
from desktop_app.importers.ais import kernels
from desktop_app.importers.ais.land import LandMask
from desktop_app.importers.ais.report_type import IN_CASE, MERGED, NEW, UNCHANGED, Reports, fixes_of


class ReadyBlock(NamedTuple):
    """The new reports of one ship.

    Attributes:
        mmsi: under which they were sent.
        first_s, last_s: seconds of the first and the last.
        fixes: how many.
        content: as a case holds them.
        doubts: how many reports failed each check, those that none failed left out.
    """

    mmsi: int
    first_s: int
    last_s: int
    fixes: int
    content: bytes
    doubts: tuple[tuple[Check, int], ...]


class Settled(NamedTuple):
    """What became of the reports of some ships.

    Attributes:
        accepted, unchanged: how many.
        merged: lines of those that say the same as another row.
        doubtful: lines of those that failed each check.
    """

    accepted: int
    unchanged: int
    merged: NDArray[np.uint32]
    doubtful: Mapping[Check, NDArray[np.uint32]]
    blocks: list[ReadyBlock]


def settled(numbers: Sequence[int], ships: Sequence[Reports], land: LandMask) -> Settled:
    """Settle the reports of some ships, each in the order of time, with what the case has of them.

    Args:
        numbers: the MMSI of each ship.
        ships: the reports of each.
        land: tells what lies inland.
    """
    reports = np.concatenate(ships)
    starts = np.cumsum([0, *map(len, ships)], dtype=np.int64)
    kernels.settle(
        reports,
        starts,
        DOUBT_BITS[Check.DUPLICATE],
        DOUBT_BITS[Check.SPEED],
        DOUBT_BITS[Check.ZERO_POSITION],
    )
    fates = reports["fate"]
    fresh = np.flatnonzero(fates == NEW)
    inland = land.is_inland(reports["lon_e7"][fresh], reports["lat_e7"][fresh])
    reports["doubts"][fresh[inland]] |= DOUBT_BITS[Check.ON_LAND]
    counts = np.bincount(fates, minlength=IN_CASE)
    flagged = reports[(reports["doubts"] != 0) & (fates < IN_CASE)]
    spans = zip(numbers, starts[:-1].tolist(), starts[1:].tolist(), strict=True)
    made = (_block(mmsi, reports[start:end]) for mmsi, start, end in spans)
    return Settled(
        int(counts[NEW]),
        int(counts[UNCHANGED]),
        reports["line"][fates == MERGED],
        {check: flagged["line"][flagged["doubts"] & bit != 0] for check, bit in DOUBT_BITS.items()},
        [block for block in made if block is not None],
    )


def _block(mmsi: int, reports: Reports) -> ReadyBlock | None:
    """The new ones of one ship's reports; None where there is none."""
    new = reports["fate"] == NEW
    fresh = reports if new.all() else reports[new]
    if not len(fresh):
        return None
    bits = int(np.bitwise_or.reduce(fresh["doubts"]))
    doubts = tuple(
        (check, int(np.count_nonzero(fresh["doubts"] & bit)))
        for check, bit in DOUBT_BITS.items()
        if bits & bit
    )
    content = fixes_of(fresh).packed()
    return ReadyBlock(mmsi, int(fresh["t_s"][0]), int(fresh["t_s"][-1]), len(fresh), content, doubts)
