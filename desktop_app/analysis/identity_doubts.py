"""Doubts about who a ship is: MMSI that several ships share, numbers and names that change.

Each is what was heard or told, with its measures; none is a finding about intent. Plain causes are many: one
wrong bit makes another MMSI (Banyś, Gucma and Fowdur 2024, Naše more 71(1), 30-37), names and call signs are
typed by hand, ships are sold, renamed and registered anew, an MMSI is given to another ship.

Facts of an event:
    count: of an MMSI shared by ways their number; of others the changes that begin in this second.
    value: MMSI shared by ways: greatest distance in kilometres between reports of two ways that follow one
        another; size: greatest difference in metres; of others days for which both were told at once, 0 where
        one followed the other.
    words: what became what; empty for an MMSI shared by ways.
    ways, reports_most, reports_others, switches: of an MMSI shared by ways, see
        `kernels.segments.describe_times`; 0 for others.
    keys: what tells it, "kind:id"; empty for an MMSI shared by ways, which the reports tell.

The score tells how much it rests on: of an MMSI shared by ways 1 to 4 for fewer than 3, 10, 100 changes from
one way to another or more; of others 2 where both were told at once for a day or more, else 1.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.position_doubts import score_of
from desktop_app.analysis.shared_mmsi import SharedTimes, shared_times_by_mmsi
from desktop_app.analysis.told_doubts import ToldDoubt, told_doubts
from desktop_app.domain.ais_event import EVENT_CHECKS, EventCheck, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback


def find(detector: Detector, parameters: EventParameters, feedback: Feedback | None = None) -> EventColumns:
    """All of a fleet, and of what the case tells of its ships.

    Raises:
        InputError: the reports of a track are missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    fleet, store = detector.fleet, detector.store
    shared = shared_times_by_mmsi(fleet, parameters, store)
    if feedback is not None and feedback.is_cancelled:
        raise Cancelled
    told: list[ToldDoubt] = []
    if store is not None:
        record = store.record
        told = told_doubts(fleet, record.identities, record.tracks, record.particulars)

    def both(of_shared: NDArray[Any], name: str) -> NDArray[np.int64]:
        return np.concatenate((of_shared, np.array([getattr(one, name) for one in told], np.int64)))

    first, last = both(shared.first, "first"), both(shared.last, "last")
    start_s = both(fleet.t_s[shared.first].astype(np.int64), "start_s")
    return EventColumns.of(
        EventKind.IDENTITY,
        fleet.vessel_ids,
        detector.places.ids,
        _facts(shared, told),
        vessel=both(shared.vessel, "vessel"),
        other=both(np.full(len(shared.vessel), -1), "other"),
        start_s=start_s,
        end_s=both(fleet.t_s[shared.last].astype(np.int64), "end_s"),
        first=first,
        last=last,
        lon_e7=fleet.lon_e7[first],
        lat_e7=fleet.lat_e7[first],
        end_lon_e7=fleet.lon_e7[last],
        end_lat_e7=fleet.lat_e7[last],
        check=np.array(
            [EVENT_CHECKS.index(EventCheck.SHARED_MMSI)] * len(shared.vessel)
            + [EVENT_CHECKS.index(one.check) for one in told],
            np.int8,
        ),
        score=np.concatenate(
            (score_of(shared.told[:, 3]), np.array([1 + (one.value >= 1) for one in told], np.int64))
        ),
    )


def _facts(shared: SharedTimes, told: list[ToldDoubt]) -> dict[str, NDArray[Any] | list[Any]]:
    none = np.zeros(len(told), np.int64)
    of_ways = {
        name: np.concatenate((shared.told[:, place], none))
        for place, name in enumerate(("ways", "reports_most", "reports_others", "switches"))
    }
    count = np.concatenate((shared.told[:, 0], np.array([one.number for one in told], np.int64)))
    value = np.concatenate((shared.apart_m / 1000, np.array([one.value for one in told], np.float64)))
    empty = len(shared.vessel)
    return {
        "count": count,
        "value": value,
        "words": [""] * empty + [one.words for one in told],
        **of_ways,
        "keys": [()] * empty + [one.keys for one in told],
    }
