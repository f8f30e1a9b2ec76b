"""Which other ships were heard near a ship while she was silent: what tells how well she could be heard."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels.reception import COLUMNS, ROWS, cut_runs, describe_runs, hear_others
from desktop_app.runtime.feedback import Cancelled, Feedback

_THREADS: Final = 2
# Silences that a thread looks at before it asks whether the answer is still wanted.
_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Silences:
    """Times in which ships were not heard; arrays of int64.

    Attributes:
        vessel: the ship.
        start_s, end_s: the last report before, the first one after; of an open one the end of the data.
        first, last: these reports; the same one where the ship was not heard again.
    """

    vessel: NDArray[np.int64]
    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def __len__(self) -> int:
        """How many."""
        return len(self.vessel)

    def where(self, rows: NDArray[Any]) -> "Silences":
        """Some of them."""
        return Silences(*(getattr(self, name)[rows] for name in self.__slots__))

    def and_(self, others: "Silences") -> "Silences":
        """These, and others behind them."""
        pairs = ((getattr(self, name), getattr(others, name)) for name in self.__slots__)
        return Silences(*map(np.concatenate, pairs))


class Reception:
    """All reports of a fleet by place and time: 24 bytes for a run of reports, made once."""

    def __init__(self, fleet: Fleet) -> None:
        # Not the fleet itself, which would then never be let go of by who keeps this for as long as it.
        self._reports = (fleet.t_s, fleet.lon_e7, fleet.lat_e7)
        self._ships = len(fleet.vessel_ids)
        arrays = (*self._reports, fleet.starts)
        firsts = np.empty(fleet.count // 8 + len(fleet.vessel_ids), np.int32)
        count = cut_runs(*arrays, firsts)
        if count > len(firsts):
            firsts = np.empty(count, np.int32)
            cut_runs(*arrays, firsts)
        firsts = firsts[:count]
        ships, cells = np.empty(count, np.int32), np.empty(count, np.int32)
        begins_s = np.empty(count, np.uint32)
        lasts_s, counts = np.empty(count, np.uint16), np.empty(count, np.uint16)
        boxes = np.empty((count, 4), np.int16)
        describe_runs(*arrays, firsts, ships, cells, begins_s, lasts_s, counts, boxes)
        order = np.argsort(cells.astype(np.int64) << 32 | begins_s, kind="stable")
        per_cell = np.bincount(cells, minlength=ROWS * COLUMNS)
        self._cell_starts = np.concatenate(([0], np.cumsum(per_cell))).astype(np.int64)
        self._runs = tuple(column[order] for column in (firsts, ships, begins_s, lasts_s, counts, boxes))

    def others(
        self, silences: Silences, radius_m: float, feedback: Feedback | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """How many other ships, and reports of theirs, were heard during each silence.

        A report counts if it is later than the last one of the silent ship and earlier than her next one, and
        no further than `radius_m` from the place of either.

        Raises:
            Cancelled: the feedback was cancelled.
        """
        ships, reports = np.zeros(len(silences), np.int32), np.zeros(len(silences), np.int32)

        columns = (silences.vessel, silences.start_s, silences.end_s, silences.first, silences.last)
        runs = (*self._reports, self._cell_starts, *self._runs)
        given: list[Any] = [*runs, *columns, radius_m]

        def look(part: int) -> None:
            seen = np.full(self._ships, -1, np.int32)
            for begin in range(part * _AT_ONCE, len(silences), _THREADS * _AT_ONCE):
                if feedback is not None and feedback.is_cancelled:
                    raise Cancelled
                stop = min(begin + _AT_ONCE, len(silences))
                hear_others(*[*given, begin, stop, seen, ships, reports])

        if len(silences) <= _AT_ONCE:
            look(0)
        else:
            with ThreadPoolExecutor(_THREADS) as threads:
                list(threads.map(look, range(_THREADS)))
        return ships, reports
