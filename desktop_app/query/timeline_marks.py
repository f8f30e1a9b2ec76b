"""The marks of the timeline: calls, voyages without one, and positions, with their times as documented."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import Activity, Tracker
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.reading import in_parts, places, read
from desktop_app.query.timeline_results import Mark, Role
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.times import read_instant

_ROLES: Final = {
    Activity.LOAD: Role.LOAD,
    Activity.DISCHARGE: Role.DISCHARGE,
    Activity.UNKNOWN: Role.CALL,
}
_CALLS: Final = """
    SELECT voyage.fid, 'voyage:' || voyage.id,
        port_call.start_utc, port_call.end_utc, port_call.precision, port_call.approximate,
        COALESCE(vessel.name, NULLIF(voyage.label, ''), 'unnamed') || ' at ' ||
        COALESCE(terminal.name_en, port.name_en, port_call.port_id), port_call.activity, port_call.tracker,
        'voyage:' || voyage.id
    FROM voyage JOIN port_call ON port_call.voyage_id = voyage.id
    LEFT JOIN vessel ON vessel.id = voyage.vessel_id LEFT JOIN port ON port.id = port_call.port_id
    LEFT JOIN terminal ON terminal.id = port_call.terminal_id
    WHERE {0} ORDER BY port_call.start_utc, port_call.fid
"""
_WITHOUT_CALL: Final = """
    SELECT voyage.fid, 'voyage:' || voyage.id,
        voyage.start_utc, voyage.end_utc, voyage.precision, voyage.approximate,
        COALESCE(vessel.name, NULLIF(voyage.label, ''), 'unnamed'), '', voyage.tracker,
        'voyage:' || voyage.id
    FROM voyage LEFT JOIN vessel ON vessel.id = voyage.vessel_id
    WHERE voyage.kind <> 'sighting'
    AND NOT EXISTS (SELECT 1 FROM port_call WHERE port_call.voyage_id = voyage.id)
    AND {0} ORDER BY voyage.start_utc, voyage.fid
"""
_POSITIONS: Final = """
    SELECT sighting.fid, 'sighting:' || sighting.id,
        sighting.start_utc, sighting.end_utc, sighting.precision, sighting.approximate,
        COALESCE(vessel.name, 'unnamed') || ', ' || sighting.place, '', sighting.tracker,
        COALESCE('voyage:' || sighting.voyage_id, '')
    FROM sighting LEFT JOIN vessel ON vessel.id = sighting.vessel_id
    WHERE {0} ORDER BY sighting.start_utc, sighting.fid
"""


class FoundMarks(NamedTuple):
    """Marks, and the row of the case that each belongs to.

    Attributes:
        fids: row numbers of voyages, or of positions.
    """

    marks: tuple[Mark, ...]
    fids: NDArray[np.int64]


def call_marks(store: CaseStore, fids: NDArray[np.int64] | None, feedback: Feedback | None) -> FoundMarks:
    """Calls of these voyages and those of them without a call; None for all. Sightings have neither."""
    return _found(
        [
            *_rows(store, _CALLS, "voyage", fids, feedback),
            *_rows(store, _WITHOUT_CALL, "voyage", fids, feedback),
        ],
        Role.VOYAGE,
    )


def position_marks(store: CaseStore, fids: NDArray[np.int64] | None, feedback: Feedback | None) -> FoundMarks:
    """These positions; None for all."""
    return _found(_rows(store, _POSITIONS, "sighting", fids, feedback), Role.POSITION)


def _rows(
    store: CaseStore, sql: str, table: str, fids: NDArray[np.int64] | None, feedback: Feedback | None
) -> list[tuple[Any, ...]]:
    if fids is None:
        return read(store, sql.format("1"), (), feedback)
    rows: list[tuple[Any, ...]] = []
    for part in in_parts(fids.tolist()):
        rows += read(store, sql.format(f"{table}.fid IN ({places(len(part))})"), part, feedback)
    return rows


def _found(rows: Iterable[tuple[Any, ...]], other: Role) -> FoundMarks:
    found = list(rows)
    marks = tuple(
        Mark(
            key,
            TimeSpan(read_instant(start), read_instant(end), Precision(precision), bool(approximate)),
            label,
            _ROLES[Activity(activity)] if activity else other,
            tracker == Tracker.OFF,
            voyage,
        )
        for _, key, start, end, precision, approximate, label, activity, tracker, voyage in found
    )
    return FoundMarks(marks, np.array([row[0] for row in found], np.int64))
