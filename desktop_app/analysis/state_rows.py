"""What a case tells of how its ships lay, laden or in ballast, and where they called: documents and AIS."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

UNTOLD: Final = 0
LADEN: Final = 1
BALLAST: Final = 2
# How far a state can be relied on; `StateRows.basis`.
BY_AIS: Final = 1  # from draughts that somebody typed
BY_PURPOSE: Final = 2  # a documented call to load or to discharge
SEEN: Final = 3  # somebody saw how deep she lay, or a document tells her draught
# A visit by AIS of this confidence or more has a stop or a silence in it: she can have worked cargo.
LEAST_CONFIDENCE: Final = 2
_NO_DRAUGHT: Final = 0


@dataclass(frozen=True, eq=False)
class StateRows:
    """Rows in order of ship and time; arrays of one length.

    Attributes:
        vessel_ids: all ships of the case, ascending.
        vessel: int32, number of the ship.
        start_s, end_s: int64, seconds since 1970-01-01 UTC: some time between the two.
        before, after: int8, the state that the row tells of the time before and after it.
        basis: int8, `BY_AIS`, `BY_PURPOSE` or `SEEN`.
        draught_dm: int16, 0 where none is told.
        is_call: whether she was in a port, where she can have loaded or discharged.
        key: "kind:id" of the row; empty for events of AIS, of which `event` tells.
        port_id: of a documented call; else empty.
        event: int64, row of the visit or voyage by AIS; -1 for documents.
    """

    vessel_ids: tuple[str, ...]
    vessel: NDArray[np.int32]
    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    before: NDArray[np.int8]
    after: NDArray[np.int8]
    basis: NDArray[np.int8]
    draught_dm: NDArray[np.int16]
    is_call: NDArray[np.bool_]
    key: NDArray[np.object_]
    port_id: NDArray[np.object_]
    event: NDArray[np.int64]

    def __len__(self) -> int:
        """How many."""
        return len(self.vessel)


# before, after, basis, whether it is a call: by what a call was for, and by how deep a ship lay.
_ACTIVITIES: Final = {
    "load": (BALLAST, LADEN, BY_PURPOSE, True),
    "discharge": (LADEN, BALLAST, BY_PURPOSE, True),
    "unknown": (UNTOLD, UNTOLD, BY_PURPOSE, True),
}
_RIDINGS: Final = {
    "high": (BALLAST, BALLAST, SEEN, False),
    "low": (LADEN, LADEN, SEEN, False),
    "unknown": (UNTOLD, UNTOLD, SEEN, False),
}
_CALLS: Final = (
    "SELECT vessel_id, 'call:' || id, port_id, activity, unixepoch(start_utc), unixepoch(end_utc) "
    "FROM port_call WHERE vessel_id IS NOT NULL"
)
_SIGHTINGS: Final = (
    "SELECT vessel_id, 'sighting:' || id, riding, draught_m, unixepoch(start_utc), unixepoch(end_utc) "
    "FROM sighting WHERE vessel_id IS NOT NULL AND (riding <> 'unknown' OR draught_m IS NOT NULL)"
)
# A row that stands for a voyage without a call of its own tells of a loading. Where its destination is
# documented she was there too, at a time that nobody tells: nothing follows from the state after it.
_VOYAGES: Final = (
    "SELECT vessel_id, 'voyage:' || id, from_port_id, to_basis = 'documented', "
    "unixepoch(start_utc), unixepoch(end_utc) FROM voyage AS v "
    "WHERE vessel_id IS NOT NULL AND kind = 'voyage' AND counted "
    "AND NOT EXISTS (SELECT 1 FROM port_call WHERE voyage_id = v.id)"
)
_Row = tuple[str, str, str, int, int, int, int, int, int, bool]


def state_rows(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> StateRows:
    """Every row of the case that tells a state or a call, and of AIS the visits and voyages.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    store = detector.store
    ships = set(detector.fleet.vessel_ids)
    if store is not None:
        ships |= {vessel.id for vessel in store.record.vessels}
    vessel_ids = tuple(sorted(ships))
    numbers = {vessel_id: number for number, vessel_id in enumerate(vessel_ids)}
    rows = [] if store is None else list(_documented(store, feedback))
    parts = [_columns_of(rows, numbers)]
    if detector.fleet.count:
        own = np.array([numbers[vessel_id] for vessel_id in detector.fleet.vessel_ids], np.int32)
        visits = detector.events(EventKind.VISIT, parameters, feedback)
        called = np.flatnonzero(visits.score >= LEAST_CONFIDENCE)
        parts.append(_by_ais(own, visits, called, np.full(len(called), UNTOLD), is_call=True, settled_s=0))
        voyages = detector.events(EventKind.VOYAGE, parameters, feedback)
        laden = np.asarray(voyages.facts["laden"]) if len(voyages) else np.zeros(0, np.int8)
        told = np.flatnonzero(laden != UNTOLD)
        settled_s = math.ceil(parameters.settled_h * 3600)
        parts.append(_by_ais(own, voyages, told, laden[told], is_call=False, settled_s=settled_s))
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    # Of rows that begin together the one that ends first; the key decides where nothing else does.
    order = np.lexsort(
        (joined["key"].astype(str), joined["event"], joined["end_s"], joined["start_s"], joined["vessel"])
    )
    return StateRows(vessel_ids, **{name: column[order] for name, column in joined.items()})


def _documented(store: CaseStore, feedback: Feedback | None) -> Iterable[_Row]:
    """Ship, key, port, states before and after, basis, draught, start, end, whether it is a call."""
    with store.reader(feedback) as connection:
        for ship, key, port, activity, start, end in connection.execute(_CALLS):
            before, after, basis, is_call = _ACTIVITIES[activity]
            yield ship, key, port, before, after, basis, _NO_DRAUGHT, start, end, is_call
        for ship, key, riding, draught_m, start, end in connection.execute(_SIGHTINGS):
            before, after, basis, is_call = _RIDINGS[riding]
            draught = _NO_DRAUGHT if draught_m is None else round(10 * draught_m)
            yield ship, key, "", before, after, basis, draught, start, end, is_call
        for ship, key, port, arrived, start, end in connection.execute(_VOYAGES):
            before, after, basis, is_call = _ACTIVITIES["load"]
            yield ship, key, port or "", before, UNTOLD if arrived else after, basis, 0, start, end, is_call


def _columns_of(rows: list[_Row], numbers: dict[str, int]) -> dict[str, NDArray[Any]]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * 10
    ship, key, port, before, after, basis, draught, start, end, is_call = columns
    return {
        "vessel": np.array([numbers[one] for one in ship], np.int32),
        "key": np.array(key, np.object_),
        "port_id": np.array(port, np.object_),
        "before": np.array(before, np.int8),
        "after": np.array(after, np.int8),
        "basis": np.array(basis, np.int8),
        "draught_dm": np.array(draught, np.int16),
        "start_s": np.array(start, np.int64),
        "end_s": np.array(end, np.int64),
        "is_call": np.array(is_call, np.bool_),
        "event": np.full(len(rows), -1, np.int64),
    }


def _by_ais(
    own: NDArray[np.int32],
    events: Any,
    rows: NDArray[np.intp],
    state: NDArray[Any],
    *,
    is_call: bool,
    settled_s: int,
) -> dict[str, NDArray[Any]]:
    count = len(rows)
    start, end = events.start_s[rows], events.end_s[rows]
    return {
        "vessel": own[events.vessel[rows]] if count else np.zeros(0, np.int32),
        "key": np.full(count, "", np.object_),
        "port_id": np.full(count, "", np.object_),
        "before": state.astype(np.int8),
        "after": state.astype(np.int8),
        "basis": np.full(count, BY_AIS, np.int8),
        "draught_dm": np.zeros(count, np.int16),
        "start_s": np.minimum(start + settled_s, end),
        "end_s": end,
        "is_call": np.full(count, is_call, np.bool_),
        "event": rows.astype(np.int64),
    }
