"""Finds visits to ports and areas in AIS reports.

The rules are those that Global Fishing Watch publishes (pipe-anchorages, anchorage_cfg.yaml and
create_in_out_events.py):

- A ship enters at `enter_km` or nearer to a point of a place, and leaves at `leave_km` or further from all
  points of the place that she entered. Only then can she enter another, with the same report at the earliest.
- A stop begins at `stop_begin_kn` or slower and ends at `stop_end_kn` or faster. A report without a speed
  changes nothing.
- A silence of `port_gap_h` or longer that begins inside is a port gap, wherever she is heard next; one that
  lasts to the end of the data too.
- Confidence: 4 entry and exit seen and a stop or gap, 3 one of both and a stop or gap, 2 a stop or gap alone
  (seen only inside), 1 neither stop nor gap.
- The visit is named after the point nearest at its first stop, else where its first gap began, else where she
  entered.

Two reports further apart than `APART_NM` show nobody coming or going: the visit then begins or ends with the
report inside, without entry or exit. The same holds where the data begin or end. Of reports of
one second that contradict each other, those outside in the second of her entry are passed over.

Each drawn area is looked at by itself, so that drawing one changes no visit to a port. A ship enters it when
she is inside and leaves it at `leave_km` - `enter_km` from its outline.
"""

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.kernels import port_visits as rows
from desktop_app.analysis.kernels.sphere import NM_M
from desktop_app.analysis.place_grid import PlaceGrid, area_grid, chord_2, port_grid
from desktop_app.analysis.ship_ranges import over_ships
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

APART_NM: Final = 60.0
"""Segments of a track further apart are not joined (Global Fishing Watch, port_visits_options.py)."""
_HOUR_S: Final = 3600
_ROOM: Final = 16_384  # visits of one array


def find(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> EventColumns:
    """All visits.

    Facts: confidence (the score), has_entry, has_exit, stops, gaps, stopped_s (seen stopped; silences of
    `port_gap_h` and longer do not count), silent_s (the longest silence that began inside), point (number in
    the places' points, -1 in an area), point_m (how far it was from the report that names the visit, NaN in
    an area). A visit without exit ends with its last report inside.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    places, fleet = detector.places, detector.fleet
    enter_m, leave_m = parameters.enter_km * 1000, parameters.leave_km * 1000
    grids = [port_grid(places, enter_m, leave_m)]
    grids += [
        area_grid(places, number, leave_m - enter_m)
        for number, place in enumerate(places.places)
        if place.ring
    ]
    parts = []
    for grid in grids:
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        parts += _found(detector, parameters, grid)
    return _columns(detector, np.concatenate(parts), fleet.vessel_ids)


def _found(detector: "Detector", parameters: EventParameters, grid: PlaceGrid) -> list[NDArray[np.int64]]:
    fleet = detector.fleet

    def of_ships(first: int, end: int) -> NDArray[np.int64]:
        parts, room = [], _ROOM
        while first < end:
            found = np.empty((room, rows.FIELDS), np.int64)
            done, count = rows.find_visits(
                fleet.starts,
                fleet.t_s,
                fleet.lon_e7,
                fleet.lat_e7,
                fleet.sog_dkn,
                found,
                first,
                end,
                fleet.data_end_s,
                grid,
                chord_2(parameters.enter_km * 1000),
                chord_2(parameters.leave_km * 1000),
                (parameters.leave_km - parameters.enter_km) * 1000,
                APART_NM * NM_M,
                *_whole_dkn(parameters),
                math.ceil(round(parameters.port_gap_h * _HOUR_S, 3)),
            )
            parts.append(found[:count])
            room *= 2
            first = done
        return np.concatenate(parts) if parts else np.empty((0, rows.FIELDS), np.int64)

    return over_ships(fleet.starts, of_ships)


def _whole_dkn(parameters: EventParameters) -> tuple[int, int]:
    """The speeds in tenths of a knot, which is what AIS tells: at most, and at least."""
    slow, fast = round(parameters.stop_begin_kn * 10, 6), round(parameters.stop_end_kn * 10, 6)
    return math.floor(slow), math.ceil(fast)


def _columns(detector: "Detector", found: NDArray[np.int64], vessel_ids: tuple[str, ...]) -> EventColumns:
    fleet, places = detector.fleet, detector.places
    ship, first, last, by = (found[:, column] for column in (rows.SHIP, rows.FIRST, rows.LAST, rows.NAMED_BY))
    entry, left = found[:, rows.ENTRY] == 1, found[:, rows.EXIT] == 1
    stayed = found[:, rows.STOPS] + found[:, rows.GAPS] > 0
    score = np.where(stayed, 2 + entry.astype(np.uint8) + left.astype(np.uint8), 1).astype(np.uint8)
    point = found[:, rows.POINT].astype(np.int32)
    facts = {
        "confidence": score,
        "has_entry": entry,
        "has_exit": left,
        "stops": found[:, rows.STOPS].astype(np.int32),
        "gaps": found[:, rows.GAPS].astype(np.int32),
        "stopped_s": found[:, rows.STOPPED_S].copy(),
        "silent_s": found[:, rows.SILENT_S].copy(),
        "point": point,
        "point_m": np.where(point >= 0, found[:, rows.POINT_MM] / 1000, np.nan),
    }
    return EventColumns.of(
        EventKind.VISIT,
        vessel_ids,
        places.ids,
        facts,
        vessel=ship,
        start_s=fleet.t_s[first],
        end_s=fleet.t_s[last],
        first=first,
        last=last,
        lon_e7=fleet.lon_e7[by],
        lat_e7=fleet.lat_e7[by],
        place=found[:, rows.PLACE],
        score=score,
    )
