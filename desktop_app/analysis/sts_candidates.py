"""Ship-to-ship candidates: a ship stays at sea while another is silent and could have been alongside.

A stay is a time of at least `sts_h` in which a ship that reports moves at less than `loitering_kn` from one
instant to the next (every ten minutes, `kernels.meetings.INSTANT_S`), at least `leave_km` from the points of
all places, so in none of their visits. Its spot is where she is in the middle of it; a stay is left out if
that is ashore by the base map, as a quay is that no place names.

Of every other ship a closed AIS gap is held against it: from where she was last heard to the spot, `sts_h`
there while the stay lasts, and on to where she was heard next. If the least speed for this, `needed_kn`, is
at most `sts_kn`, she could have been alongside; nothing tells that she was. Ways are great circles, though
land may lie between. Open gaps are left out: nobody knows where these ships went. Of each stay the
`kernels.alongside.MOST_CANDIDATES` ships that needed the least speed have a row, and `candidates` tells how
many could have been there.

Facts: `needed_kn`, `candidates`, `gap_row` (of the other ship, in the events of kind `GAP`), `duration_s` (of
the stay), `shore_m` (NaN for not known), `port` (nearest place, -1 for none), `port_m`, and the change of
draught told across stay and gap, `draught_dm` and `other_draught_dm` (NaN for not told; see
`draught_across`). `score`: that of `draught_across.score_of`, 1 more if no other ship could have been there.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.draught_across import DraughtAcross, score_of
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.gaps import nearest_places
from desktop_app.analysis.kernels import alongside, meetings
from desktop_app.analysis.kernels.near_points import near_points
from desktop_app.analysis.kernels.sphere import NM_M
from desktop_app.analysis.slow_instants import SlowInstants, slow_instants
from desktop_app.analysis.waters import waters
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

HOUR_S: Final = 3600


def find(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> EventColumns:
    """All candidates.

    Raises:
        InputError: the grid of distances to the shore is missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    fleet, places = detector.fleet, detector.places
    gaps = detector.events(EventKind.GAP, parameters, feedback)
    slow, stays = _stays(detector, parameters, feedback)
    middle = (stays[:, 0] + stays[:, 1]) // 2
    afloat = np.flatnonzero(waters().shore_m(slow.lon_e7[middle], slow.lat_e7[middle]) != 0)
    stays, middle = stays[afloat], middle[afloat]
    ship, lon_e7, lat_e7 = (column[middle] for column in slow[1:])
    start_s = (slow.instant[stays[:, 0]].astype(np.int64) - 1) * meetings.INSTANT_S
    end_s = slow.instant[stays[:, 1]].astype(np.int64) * meetings.INSTANT_S
    closed = np.flatnonzero(~np.asarray(gaps.facts["is_open"], np.bool_))
    stay_s = round(parameters.sts_h * HOUR_S)
    rows, speeds_kn = alongside.silent_ships(
        *(ship, lon_e7, lat_e7, start_s, end_s),
        *(gaps.vessel[closed], gaps.start_s[closed], gaps.end_s[closed]),
        *(gaps.lon_e7[closed], gaps.lat_e7[closed], gaps.end_lon_e7[closed], gaps.end_lat_e7[closed]),
        *(len(fleet.vessel_ids), stay_s, parameters.sts_kn),
    )
    stay, gap = rows[:, 0], closed[rows[:, 1]]
    vessel, lon_e7, lat_e7 = ship[stay], lon_e7[stay], lat_e7[stay]
    start_s, end_s = start_s[stay], end_s[stay]
    other = gaps.vessel[gap]
    own_dm = DraughtAcross(fleet, vessel, start_s, end_s).changed_dm
    other_dm = DraughtAcross(fleet, other, gaps.start_s[gap], gaps.end_s[gap]).changed_dm
    first, last = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    meetings.reports_around(fleet.starts, fleet.t_s, vessel.astype(np.int64), start_s, end_s, first, last)
    port, port_m = nearest_places(places, lon_e7, lat_e7)
    return EventColumns.of(
        EventKind.STS,
        fleet.vessel_ids,
        places.ids,
        {
            "needed_kn": speeds_kn,
            "candidates": rows[:, 2],
            "gap_row": gap,
            "duration_s": end_s - start_s,
            "shore_m": waters().shore_m(lon_e7, lat_e7),
            "port": port,
            "port_m": port_m,
            "draught_dm": own_dm,
            "other_draught_dm": other_dm,
        },
        vessel=vessel,
        other=other,
        start_s=start_s,
        end_s=end_s,
        first=first,
        last=last,
        lon_e7=lon_e7,
        lat_e7=lat_e7,
        score=score_of(own_dm, other_dm) + (rows[:, 2] == 1),
    )


def _stays(
    detector: "Detector", parameters: EventParameters, feedback: Feedback | None
) -> tuple[SlowInstants, NDArray[np.int64]]:
    """Slow instants, and the first and last one of each stay among them."""
    places = detector.places
    points = near_points(places.point_lon_e7, places.point_lat_e7, parameters.leave_km * 1000)
    step_m = parameters.loitering_kn * NM_M * meetings.INSTANT_S / HOUR_S
    # The greatest number below the limit: a ship at the limit itself does not stay.
    slow = slow_instants(detector.fleet, points, float(np.nextafter(step_m, 0)), feedback)
    return slow, alongside.stays(slow.instant, slow.ship, round(parameters.sts_h * HOUR_S))
