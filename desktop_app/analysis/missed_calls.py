"""Finds hints at calls that nobody saw: a ship in opposite states, laden and in ballast, and no call between.

Two things tell it:

- Two neighbours in time of all that the case tells of a ship's state: how deep she lay in an image, a call
  to load or discharge, a voyage that AIS shows laden or in ballast, draughts in documents. Any call between,
  of whatever purpose, and any visit by AIS of confidence 2 or more is taken for the call.
- A silence by AIS of `WORK_S` or longer after which she tells another draught, by `laden_share` or more of
  her span, and that no call explains. Draughts are typed by hand, often late: a visit that ended less than
  `LATE_S` before the silence explains it too.

A hint is no call. She can have worked cargo at sea, and one of the two statements can be wrong.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import NONE, EventColumns
from desktop_app.analysis.state_rows import BALLAST, BY_AIS, LADEN, UNTOLD, StateRows, state_rows
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.place import LonLat
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.fixes import DEGREE

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

LOADED: Final = 1
DISCHARGED: Final = 2
# Own assumptions: a coastal tanker works cargo in hours, not minutes; a draught typed within a day of leaving
# is that of the leg; a ship whose draughts span less than a fifth of the deepest was not seen in both states.
WORK_S: Final = 6 * 3_600
LATE_S: Final = 86_400
LEAST_SPAN: Final = 0.2
_SECONDS_BITS: Final = 40  # of a time of day and year, beside which the number of a ship has room


def find(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> EventColumns:
    """All hints, of every ship of the case, with and without tracks: `vessel_ids` are those of the case.

    The time is what lies between the two statements for certain; `place` and `end_place` are the ports of
    documented calls. A hint neither end of which has a position is marked at 0, 0, which `placed` tells.

    Facts: change (1 loaded, 2 discharged meanwhile), hours (between the end of the one and the start of the
    other), most_hours (from the start of the one to the end of the other), from_key and to_key ("kind:id"),
    from_placed and to_placed (whether the position of that end is known), draught_before_dm and
    draught_after_dm (0 for none). Score: 1 a draught typed for AIS tells one of the states, 2 what a call was
    for tells one, 3 both were seen.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    rows = state_rows(detector, parameters, feedback)
    hints = [
        _Hint.of_pair(detector, parameters, rows, first, change)
        for first, change in _opposites(rows, parameters.laden_share)
    ]
    hints += _silent_changes(detector, parameters, rows)
    return _columns(detector, rows.vessel_ids, hints)


def _opposites(rows: StateRows, share: float) -> list[tuple[int, int]]:
    """Rows after which the next of the same ship tells the opposite, and what she did meanwhile."""
    same = (rows.vessel[1:] == rows.vessel[:-1]) & (rows.start_s[1:] > rows.end_s[:-1])
    after, before = rows.after[:-1], rows.before[1:]
    discharged = (after == LADEN) & (before == BALLAST)
    loaded = (after == BALLAST) & (before == LADEN)
    # Where the one or the other state is not told, draughts of both tell whether it changed.
    deep, then = rows.draught_dm[:-1].astype(np.int64), rows.draught_dm[1:].astype(np.int64)
    ships = len(rows.vessel_ids)
    told = rows.draught_dm > 0
    low, high = np.full(ships, np.iinfo(np.int64).max), np.zeros(ships, np.int64)
    np.minimum.at(low, rows.vessel[told], rows.draught_dm[told])
    np.maximum.at(high, rows.vessel[told], rows.draught_dm[told])
    span = np.where(high - low >= LEAST_SPAN * high, high - low, 0)[rows.vessel[1:]]
    both = ((after == UNTOLD) | (before == UNTOLD)) & (deep > 0) & (then > 0) & (span > 0)
    tells = both & (np.abs(then - deep) >= share * span)
    what = np.where(loaded | (tells & (then > deep)), LOADED, 0)
    what = np.where(discharged | (tells & (then < deep)), DISCHARGED, what)
    pairs = np.flatnonzero(same & (what > 0) & ~_called_before(rows)[:-1])
    return list(zip(pairs.tolist(), what[pairs].tolist(), strict=True))


def _called_before(rows: StateRows) -> NDArray[np.bool_]:
    """Whether a call that began before a row may have ended after it: its time is known as a window."""
    # Ships ascend, so that the greatest end of all rows before is one of the same ship, or of an earlier one.
    ship = rows.vessel.astype(np.int64) << _SECONDS_BITS
    latest = np.maximum.accumulate(np.where(rows.is_call, ship + rows.end_s, np.int64(-1)))
    found = np.zeros(len(rows), np.bool_)
    found[1:] = latest[:-1] > (ship + rows.end_s)[1:]
    return found


class _Hint:
    """One of them, before it is a row of columns."""

    def __init__(self, vessel: int, change: int, start_s: int, end_s: int) -> None:
        self.vessel, self.change = vessel, change
        self.start_s, self.end_s = start_s, end_s
        self.most_s = end_s - start_s
        self.keys = ("", "")
        self.at: tuple[LonLat | None, LonLat | None] = (None, None)
        self.places = (NONE, NONE)
        self.reports = (NONE, NONE)
        self.draughts_dm = (0, 0)
        self.score = 1

    @classmethod
    def of_pair(
        cls, detector: "Detector", parameters: EventParameters, rows: StateRows, first: int, change: int
    ) -> "_Hint":
        """Of two rows that follow each other."""
        second = first + 1
        hint = cls(int(rows.vessel[first]), change, int(rows.end_s[first]), int(rows.start_s[second]))
        hint.most_s = int(rows.end_s[second] - rows.start_s[first])
        hint.keys = (_key(detector, parameters, rows, first), _key(detector, parameters, rows, second))
        hint.at = (
            _position(detector, parameters, rows, first, leaving=True),
            _position(detector, parameters, rows, second, leaving=False),
        )
        numbers = _place_numbers(detector)
        hint.places = (
            numbers.get(str(rows.port_id[first]), NONE),
            numbers.get(str(rows.port_id[second]), NONE),
        )
        hint.draughts_dm = (int(rows.draught_dm[first]), int(rows.draught_dm[second]))
        hint.score = int(min(rows.basis[first], rows.basis[second]))
        return hint


def _voyage(detector: "Detector", parameters: EventParameters, rows: StateRows, row: int) -> tuple[Any, int]:
    return detector.events(EventKind.VOYAGE, parameters, None), int(rows.event[row])


def _key(detector: "Detector", parameters: EventParameters, rows: StateRows, row: int) -> str:
    if rows.event[row] < 0:
        return str(rows.key[row])
    voyages, number = _voyage(detector, parameters, rows, row)
    return f"ais_event:{voyages.id_of(number)}"


def _position(
    detector: "Detector", parameters: EventParameters, rows: StateRows, row: int, *, leaving: bool
) -> LonLat | None:
    """Where she was at the end of a row, or at the beginning."""
    if rows.event[row] >= 0:
        voyages, number = _voyage(detector, parameters, rows, row)
        lon, lat = (voyages.end_lon_e7, voyages.end_lat_e7) if leaving else (voyages.lon_e7, voyages.lat_e7)
        return int(lon[number]) / DEGREE, int(lat[number]) / DEGREE
    store = detector.store
    kind, _, ident = str(rows.key[row]).partition(":")
    if store is None:
        return None
    if kind == "sighting":
        sighting = store.sighting(ident)
        return None if sighting is None else sighting.position
    return port_position(detector, str(rows.port_id[row]))


def port_position(detector: "Detector", port_id: str) -> LonLat | None:
    """The position of a port of the case; of one without, the first of its points."""
    store = detector.store
    port = None if store is None else next((row for row in store.record.ports if row.id == port_id), None)
    if port is not None and port.position is not None:
        return port.position
    number = _place_numbers(detector).get(port_id)
    if number is None:
        return None
    points = np.flatnonzero(detector.places.point_place == number)
    if not len(points):
        return None
    point = int(points[0])
    return (
        int(detector.places.point_lon_e7[point]) / DEGREE,
        int(detector.places.point_lat_e7[point]) / DEGREE,
    )


def _place_numbers(detector: "Detector") -> dict[str, int]:
    return {ident: number for number, ident in enumerate(detector.places.ids)}


def _silent_changes(detector: "Detector", parameters: EventParameters, rows: StateRows) -> list[_Hint]:
    """Silences by AIS across which the draught changed and that no call explains."""
    fleet = detector.fleet
    if not fleet.count:
        return []
    from desktop_app.analysis.kernels.draught_silences import (  # noqa: PLC0415 - compiles or loads
        draught_silences,
    )

    found = draught_silences(
        fleet.starts, fleet.t_s, fleet.draught_dm, WORK_S, parameters.laden_share, LEAST_SPAN
    )
    numbers = {vessel_id: number for number, vessel_id in enumerate(rows.vessel_ids)}
    calls = np.flatnonzero(rows.is_call)
    hints = []
    for ship, last, first in found.tolist():
        number = numbers[fleet.vessel_ids[ship]]
        start, end = int(fleet.t_s[last]), int(fleet.t_s[first])
        begin, stop = np.searchsorted(rows.vessel[calls], (number, number + 1))
        own = calls[begin:stop]
        if bool(((rows.start_s[own] <= end) & (rows.end_s[own] > start - LATE_S)).any()):
            continue
        before, after = int(fleet.draught_dm[last]), int(fleet.draught_dm[first])
        hint = _Hint(number, LOADED if after > before else DISCHARGED, start, end)
        tracks = (fleet.track_ids(ship, start, start), fleet.track_ids(ship, end, end))
        hint.keys = (f"track:{tracks[0][0]}", f"track:{tracks[1][0]}")
        hint.at = (_report(fleet, last), _report(fleet, first))
        hint.reports, hint.draughts_dm, hint.score = (last, first), (before, after), BY_AIS
        hints.append(hint)
    return hints


def _report(fleet: Any, place: int) -> LonLat:
    return int(fleet.lon_e7[place]) / DEGREE, int(fleet.lat_e7[place]) / DEGREE


def _columns(detector: "Detector", vessel_ids: tuple[str, ...], hints: list[_Hint]) -> EventColumns:
    # An end without a position is marked where the other one lies.
    marks = [
        (hint.at[0] or hint.at[1] or (0.0, 0.0), hint.at[1] or hint.at[0] or (0.0, 0.0)) for hint in hints
    ]
    degrees = np.rint(np.array(marks, np.float64).reshape(-1, 4) * DEGREE).astype(np.int32)
    facts: dict[str, NDArray[Any] | Sequence[Any]] = {
        "change": np.array([hint.change for hint in hints], np.int8),
        "hours": np.array([(hint.end_s - hint.start_s) / 3600 for hint in hints], np.float64),
        "most_hours": np.array([hint.most_s / 3600 for hint in hints], np.float64),
        "from_key": [hint.keys[0] for hint in hints],
        "to_key": [hint.keys[1] for hint in hints],
        "from_placed": np.array([hint.at[0] is not None for hint in hints], np.bool_),
        "to_placed": np.array([hint.at[1] is not None for hint in hints], np.bool_),
        "draught_before_dm": np.array([hint.draughts_dm[0] for hint in hints], np.int16),
        "draught_after_dm": np.array([hint.draughts_dm[1] for hint in hints], np.int16),
    }
    numbers: NDArray[np.int64] = np.array(
        [(h.vessel, h.start_s, h.end_s, h.score, *h.places, *h.reports) for h in hints], np.int64
    ).reshape(-1, 8)
    return EventColumns.of(
        EventKind.MISSED_CALL,
        vessel_ids,
        detector.places.ids,
        facts,
        vessel=numbers[:, 0],
        start_s=numbers[:, 1],
        end_s=numbers[:, 2],
        lon_e7=degrees[:, 0],
        lat_e7=degrees[:, 1],
        end_lon_e7=degrees[:, 2],
        end_lat_e7=degrees[:, 3],
        score=numbers[:, 3],
        place=numbers[:, 4],
        end_place=numbers[:, 5],
        first=numbers[:, 6],
        last=numbers[:, 7],
    )
