"""Finds voyages between visits, and what reports tell of each.

A voyage runs from the end of one visit to the beginning of the next, of visits with a confidence of
`least_confidence` or more (Global Fishing Watch, anchorages-voyages-port-visits.md). Of visits that overlap,
which only drawn areas do, those to ports count, then those that begin first. Between visits that touch, as of
neighbouring ports, there is no voyage.

- Way: the sum of the straight ways between reports, over silences too; so no ship sailed less.
- Dark: the silences longer than `gap_h`.
- Heard: hours counted from the departure in which there is a report; the port at its end does not count.
- Laden or in ballast: by draughts before arrival and `settled_h` after departure, `domain.laden.laden_after`.
- Speed: what the way needs in that time. Above `fastest_kn` no tanker can have sailed it: the reports are of
  two ships, a position or a time is wrong. Below `slowest_kn`, though the silent part be taken `DETOUR` times
  as long, there was time for something else, such as a call that nobody heard of.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.kernels import voyage_legs as rows
from desktop_app.analysis.kernels.sphere import EARTH_RADIUS_M, NM_M
from desktop_app.analysis.place_grid import unit_vectors
from desktop_app.analysis.places import PlaceKind
from desktop_app.analysis.ship_ranges import over_ships
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

DETOUR: Final = 1.2
"""Own assumption: how much longer the way round capes is than the straight one across a silence."""
TOO_SLOW, PLAUSIBLE, TOO_FAST = range(3)
_HOUR_S: Final = 3600


def find(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> EventColumns:
    """All voyages.

    Facts: from_visit, to_visit (rows of the visits), distance_m (along the reports), direct_m (between its
    ends), silent_m (what of the way is across silences), dark_s, gaps, hours (begun, from departure),
    hours_heard, draught_before_dm, draught_after_dm (0 for none), laden (0 not known, 1 laden, 2 in ballast),
    needed_kn, plausible (`TOO_SLOW`, `PLAUSIBLE`, `TOO_FAST`). The score is the lesser confidence of the two
    visits.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    fleet, places = detector.fleet, detector.places
    visits = detector.events(EventKind.VISIT, parameters, feedback)
    before, after = _pairs(detector, visits, parameters.least_confidence)
    ends = np.empty((len(before), rows.ENDS), np.int64)
    ends[:, rows.SHIP] = visits.vessel[before]
    ends[:, rows.BEGIN], ends[:, rows.END] = visits.last[before], visits.first[after]
    ends[:, rows.ARRIVED_S], ends[:, rows.DEPARTED_S] = visits.start_s[before], visits.end_s[before]
    ends[:, rows.NEXT_S] = visits.start_s[after]
    told = _measured(detector, parameters, ends)
    begin, end = ends[:, rows.BEGIN], ends[:, rows.END]
    start_s, end_s = visits.end_s[before], visits.start_s[after]
    hours = (end_s - start_s) / _HOUR_S
    way_m, silent_m = told[:, rows.WAY_MM] / 1000, told[:, rows.SILENT_MM] / 1000
    needed_kn = way_m / NM_M / hours
    at_most_kn = (way_m + (DETOUR - 1) * silent_m) / NM_M / hours
    plausible = np.full(len(before), PLAUSIBLE, np.uint8)
    plausible[at_most_kn < parameters.slowest_kn] = TOO_SLOW
    plausible[needed_kn > parameters.fastest_kn] = TOO_FAST
    facts: dict[str, NDArray[Any]] = {
        "from_visit": before.astype(np.int32),
        "to_visit": after.astype(np.int32),
        "distance_m": way_m,
        "direct_m": _direct_m(detector, begin, end),
        "silent_m": silent_m,
        "dark_s": told[:, rows.DARK_S].copy(),
        "gaps": told[:, rows.GAPS].astype(np.int32),
        "hours": np.ceil(hours).astype(np.int32),
        "hours_heard": told[:, rows.HEARD_H].astype(np.int32),
        "draught_before_dm": told[:, rows.BEFORE_DM].astype(np.uint8),
        "draught_after_dm": told[:, rows.AFTER_DM].astype(np.uint8),
        "laden": told[:, rows.LADEN].astype(np.uint8),
        "needed_kn": needed_kn,
        "plausible": plausible,
    }
    return EventColumns.of(
        EventKind.VOYAGE,
        fleet.vessel_ids,
        places.ids,
        facts,
        vessel=ends[:, rows.SHIP],
        start_s=start_s,
        end_s=end_s,
        first=begin,
        last=end,
        lon_e7=fleet.lon_e7[begin],
        lat_e7=fleet.lat_e7[begin],
        end_lon_e7=fleet.lon_e7[end],
        end_lat_e7=fleet.lat_e7[end],
        place=visits.place[before],
        end_place=visits.place[after],
        score=np.minimum(visits.score[before], visits.score[after]),
    )


def _pairs(
    detector: "Detector", visits: EventColumns, least_confidence: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of the visits before and after each voyage."""
    kept = visits.score >= least_confidence
    is_area = np.array([place.kind is PlaceKind.AREA for place in detector.places.places], np.bool_)
    if bool(is_area.any()):
        in_area = is_area[visits.place]
        kept &= ~in_area | _alone(visits, np.flatnonzero(kept & in_area), np.flatnonzero(kept & ~in_area))
    chosen = np.flatnonzero(kept)
    before, after = chosen[:-1], chosen[1:]
    runs = (visits.vessel[before] == visits.vessel[after]) & (visits.start_s[after] > visits.end_s[before])
    return before[runs], after[runs]


def _alone(visits: EventColumns, in_areas: NDArray[np.intp], in_ports: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Of all visits, those to areas that overlap no visit to a port and begin in none to another area."""
    # Ship and second as one number, which rises from row to row.
    ship = visits.vessel.astype(np.int64) << 33
    start, end = ship + visits.start_s, ship + visits.end_s
    alone = np.zeros(len(visits), np.bool_)
    port = np.searchsorted(start[in_ports], end[in_areas], side="right") - 1
    port_end = np.append(end[in_ports], -1)[port]
    so_far = np.maximum.accumulate(np.append(-1, end[in_areas]))[:-1] if len(in_areas) else in_areas
    alone[in_areas] = (port_end < start[in_areas]) & (so_far < start[in_areas])
    return alone


def _measured(
    detector: "Detector", parameters: EventParameters, ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    fleet = detector.fleet
    told = np.empty((len(ends), rows.TOLD), np.int64)
    starts = np.append(0, np.cumsum(ends[:, rows.END] - ends[:, rows.BEGIN] + 1))

    def of_voyages(first: int, stop: int) -> None:
        rows.measure_voyages(
            fleet.starts,
            fleet.t_s,
            fleet.lon_e7,
            fleet.lat_e7,
            fleet.draught_dm,
            ends,
            first,
            stop,
            int(parameters.gap_h * _HOUR_S),
            round(parameters.settled_h * _HOUR_S),
            parameters.laden_share,
            told,
        )

    over_ships(starts, of_voyages)
    return told


def _direct_m(detector: "Detector", begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.float64]:
    fleet = detector.fleet
    one, other = (unit_vectors(fleet.lon_e7[at], fleet.lat_e7[at]) for at in (begin, end))
    half = np.minimum(np.sqrt(((one - other) ** 2).sum(axis=1)) / 2, 1)
    way_m: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(half)
    return way_m
