"""Encounters: two ships that both report, close together and slow, for hours, away from ports.

Both are looked at every ten minutes (`kernels.meetings.INSTANT_S`), also between their reports where these
are at most an hour apart. They are together at a second if they are at most `encounter_m` apart and each is
at least `encounter_port_km` from the points of all places. A stretch is two or more instants in a row at
which they are together; from its ends it is followed second by second, so that a meeting of 120 minutes has
120 whenever it began. A stretch counts if it lasts `encounter_min` and if the median speed of the faster of
both, from instant to instant, is at most `encounter_kn`. Stretches of one pair less than `encounter_apart_h`
apart are one encounter. Days do not matter. A break of less than ten minutes can go unseen, and so can a
meeting of less than twenty.

Facts: `duration_s` (together, without the time between stretches), `stretches`, `median_m` and `least_m`
(distance at the instants), `median_kn` (of the faster), `shore_m` (of the mark, NaN for not known), `port`
(number of the nearest place, `NONE` for none), `port_m`, and of both ships the change of draught told across
the meeting in decimetres, `draught_dm` and `other_draught_dm` (NaN for not told; see `draught_across`). It is
marked half way between both where they are nearest. `score` is that of `draught_across.score_of`.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.draught_across import DraughtAcross, score_of
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.gaps import nearest_places
from desktop_app.analysis.kernels import meetings
from desktop_app.analysis.kernels import stretches as kernels
from desktop_app.analysis.kernels.near_points import NearPoints, near_points
from desktop_app.analysis.kernels.sphere import NM_M
from desktop_app.analysis.slow_instants import slow_instants
from desktop_app.analysis.waters import waters
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

HOUR_S: Final = 3600
# Columns of the rows of `kernels.stretches`.
_ONE, _OTHER, _START, _END = range(4)


def find(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> EventColumns:
    """All encounters.

    Raises:
        InputError: the grid of distances to the shore is missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    fleet, places = detector.fleet, detector.places
    reports = (fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7)
    reach_m = parameters.encounter_port_km * 1000
    rows = _stretches(
        fleet, near_points(places.point_lon_e7, places.point_lat_e7, reach_m), parameters, feedback
    )
    groups = _groups(rows, parameters.encounter_apart_h * HOUR_S)
    numbers, marks = np.empty((len(groups) - 1, 3)), np.empty((len(groups) - 1, 2), np.int64)
    kernels.measure(rows, groups, *reports, numbers, marks)
    lon_e7, lat_e7 = (np.ascontiguousarray(marks[:, axis], np.int32) for axis in (0, 1))
    port, port_m = nearest_places(places, lon_e7, lat_e7)
    firsts = rows[groups[:-1]]
    vessel, other, start_s = (firsts[:, column].copy() for column in (_ONE, _OTHER, _START))
    end_s = rows[groups[1:] - 1, _END]
    own, others = (DraughtAcross(fleet, ship, start_s, end_s).changed_dm for ship in (vessel, other))
    lasted = np.concatenate(([0], np.cumsum(rows[:, _END] - rows[:, _START])))
    first, last = np.empty(len(vessel), np.int64), np.empty(len(vessel), np.int64)
    meetings.reports_around(fleet.starts, fleet.t_s, vessel, start_s, end_s, first, last)
    return EventColumns.of(
        EventKind.ENCOUNTER,
        fleet.vessel_ids,
        places.ids,
        {
            "duration_s": np.diff(lasted[groups]),
            "stretches": np.diff(groups),
            "median_m": numbers[:, 0],
            "least_m": numbers[:, 1],
            "median_kn": numbers[:, 2],
            "shore_m": waters().shore_m(lon_e7, lat_e7),
            "port": port,
            "port_m": port_m,
            "draught_dm": own,
            "other_draught_dm": others,
        },
        vessel=vessel,
        other=other,
        start_s=start_s,
        end_s=end_s,
        first=first,
        last=last,
        lon_e7=lon_e7,
        lat_e7=lat_e7,
        score=score_of(own, others),
    )


def _stretches(
    fleet: Fleet, points: NearPoints, parameters: EventParameters, feedback: Feedback | None
) -> NDArray[np.int64]:
    """As `kernels.stretches.stretches`, by ships and time."""
    # Where the median is slow, at least one step is slow for both: pairs are looked for only there. A little
    # more than the limit, since the median itself is held against it.
    step_m = parameters.encounter_kn * NM_M * meetings.INSTANT_S / HOUR_S * 1.000_001
    slow = slow_instants(fleet, points, step_m, feedback)
    order = np.argsort((slow.instant.astype(np.int64) << 32) + slow.lat_e7)
    instants, ships, lon_e7, lat_e7 = (column[order] for column in slow)
    ones, others, instants = meetings.near_pairs(instants, ships, lon_e7, lat_e7, parameters.encounter_m)
    if feedback is not None and feedback.is_cancelled:
        raise Cancelled
    by_pair = np.lexsort((instants, others, ones))
    limits = (parameters.encounter_m, round(parameters.encounter_min * 60), parameters.encounter_kn)
    columns: tuple[Any, ...] = (fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7, *points)
    return kernels.stretches(ones[by_pair], others[by_pair], instants[by_pair], *limits, *columns)


def _groups(rows: NDArray[np.int64], apart_s: float) -> NDArray[np.int64]:
    """Where the stretches of each encounter begin, and the end."""
    if not len(rows):
        return np.zeros(1, np.int64)
    same = (rows[1:, [_ONE, _OTHER]] == rows[:-1, [_ONE, _OTHER]]).all(axis=1)
    near = rows[1:, _START] - rows[:-1, _END] < apart_s
    begins = np.flatnonzero(np.concatenate(([True], ~(same & near))))
    return np.append(begins, len(rows)).astype(np.int64)
