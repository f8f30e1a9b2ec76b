"""Finds the events again that people judged, whatever else is assumed or was imported since."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import NONE, EventColumns
from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind, EventVerdict

_NUMBER_OF_CHECK: Final = {check.value: number for number, check in enumerate(EVENT_CHECKS)}


class Judgements:
    """Verdicts beside the events of a case.

    A verdict is of the event with the id that was judged. Where that is not found, it is of the event of the
    same kind, ships, place and check that shares most time with it; of none where no time is shared. Of
    several verdicts on one event that by its id counts before the others, then the newest.
    """

    def __init__(self, verdicts: Sequence[EventVerdict], vessel_ids: Sequence[str]) -> None:
        """Prepare.

        Args:
            verdicts: of the case, `Content.event_verdicts`.
            vessel_ids: of the fleet, `Fleet.vessel_ids`.
        """
        self._verdicts = tuple(verdicts)
        self._ships = {vessel_id: number for number, vessel_id in enumerate(vessel_ids)}
        self._unmatched: dict[EventKind, tuple[int, ...]] = {}

    def of(self, columns: EventColumns) -> NDArray[np.int32]:
        """The number of the verdict on each event, -1 for none; no number stands twice."""
        found = np.full(len(columns), NONE, np.int32)
        best: dict[int, tuple[bool, int, int]] = {}
        unmatched: list[int] = []
        places = {place_id: number for number, place_id in enumerate(columns.place_ids)}
        for number, verdict in enumerate(self._verdicts):
            if verdict.kind is not columns.kind:
                continue
            row = columns.row_of(verdict.event_id)
            by_id = row is not None
            row = row if row is not None else self._most_shared(columns, verdict, places)
            if row is None:
                unmatched.append(number)
                continue
            standing = (by_id, int(verdict.judged.timestamp()), number)
            if row not in best or standing > best[row]:
                best[row] = standing
        for row, (_, _, number) in best.items():
            found[row] = number
        self._unmatched[columns.kind] = tuple(unmatched)
        return found

    @property
    def unmatched(self) -> tuple[int, ...]:
        """Numbers of verdicts whose event is not found, of the kinds that were asked."""
        return tuple(sorted(number for numbers in self._unmatched.values() for number in numbers))

    def _most_shared(
        self, columns: EventColumns, verdict: EventVerdict, places: dict[str, int]
    ) -> int | None:
        """The row that shares most time with what was judged, the earliest of several."""
        ship = self._ships.get(verdict.vessel_id)
        if ship is None:
            return None
        first, end = (int(row) for row in np.searchsorted(columns.vessel, (ship, ship + 1)))
        rows = slice(first, end)
        start_s, end_s = int(verdict.when.start.timestamp()), int(verdict.when.end.timestamp())
        shared_s = np.minimum(columns.end_s[rows], end_s) - np.maximum(columns.start_s[rows], start_s)
        # Events that only follow one another share the instant between; one that is an instant has no more.
        instants = (columns.end_s[rows] == columns.start_s[rows]) | (end_s == start_s)
        fits = (
            ((shared_s > 0) | ((shared_s == 0) & instants))
            & (columns.other[rows] == _number(self._ships, verdict.other_vessel_id))
            & (columns.place[rows] == _number(places, verdict.port_id))
            & (columns.check[rows] == _number(_NUMBER_OF_CHECK, verdict.check))
        )
        if not fits.any():
            return None
        return first + int(np.where(fits, shared_s, NONE).argmax())


def _number(numbers: dict[str, int], name: str) -> int:
    """The number of a name; of none where it is empty, and of nothing that is there where it is unknown."""
    return numbers.get(name, NONE - 1) if name else NONE
