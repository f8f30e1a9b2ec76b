"""Runs of reports that tell a place or a course that cannot be right, one function a check.

Thresholds that nobody can change are ours and stand here; no document states them.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernel_output import filled
from desktop_app.analysis.kernels.circles import circles
from desktop_app.analysis.kernels.false_courses import describe_courses, false_courses
from desktop_app.analysis.kernels.frozen_runs import far_from_all, frozen_runs
from desktop_app.analysis.kernels.sphere import NM_M
from desktop_app.analysis.kernels.swift_steps import lengths_m, swift_steps
from desktop_app.analysis.places import Places
from desktop_app.analysis.ship_ranges import over_ships
from desktop_app.domain.ais_event import EventCheck
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.imports import DOUBT_BITS, Check

JUMPS_APART_H: Final = 6
"""Jumps closer than this are one event: out and back again, or two ships by turns."""
ON_LAND_APART_H: Final = 1
"""Reports on land closer than this are one event, whatever was reported between."""
ON_LAND_SILENCE_H: Final = 12
"""Reports on land that follow one another closer than this are one event."""
FROZEN_REPORTS: Final = 10
FROZEN_SILENCE_H: Final = 3
"""A longer silence ends a run of one position: nobody heard that it stayed."""
FROZEN_KN: Final = 0.5
"""Speed from which a ship is under way; half of the speeds told must be."""
FROZEN_KM: Final = 10.0
"""So far from every place a ship that repeats her position is doubtful whatever speed she tells."""
_HOUR_S: Final = 3600
_EVER: Final = 2**62
_HALF_TURN: Final = 1_800_000_000


class Runs(NamedTuple):
    """Runs of one check; arrays of one length.

    Attributes:
        vessel, first, last: ship, first and last report.
        number, value, distance_m: as `position_doubts` documents them for the check.
        lon_e7, lat_e7: where it is marked.
    """

    check: EventCheck
    vessel: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    number: NDArray[np.int64]
    value: NDArray[np.float64]
    distance_m: NDArray[np.float64]
    lon_e7: NDArray[Any]
    lat_e7: NDArray[Any]


def jumps(fleet: Fleet, parameters: EventParameters) -> Runs:
    """Steps further than `jump_nm` and faster than `jump_kn`, strictly; joined within `JUMPS_APART_H`."""
    steps = out_of_reach(fleet, parameters.jump_kn, parameters.jump_nm)
    metres = lengths_between(fleet, steps, steps + 1)
    start_s, end_s = (fleet.t_s[at].astype(np.int64) for at in (steps, steps + 1))
    knots = metres / NM_M / np.maximum(end_s - start_s, 1) * _HOUR_S
    vessel = ship_of(fleet, steps)
    heads = _heads(vessel, start_s[1:] - end_s[:-1] > JUMPS_APART_H * _HOUR_S)
    tails = _tails(heads, len(steps))
    return _marked(
        fleet,
        EventCheck.JUMP,
        vessel[heads],
        steps[heads],
        steps[tails] + 1,
        tails - heads + 1,
        _greatest(knots, heads),
        _greatest(metres, heads),
    )


def out_of_reach(fleet: Fleet, knots: float, slack_nm: float, within_s: int = _EVER) -> NDArray[np.int64]:
    """Reports from which the next one of the ship is too far for her in the time, ascending."""
    columns = (fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7)

    def of_range(first: int, end: int) -> NDArray[np.int64]:
        (steps,) = filled(
            lambda room: swift_steps(
                *columns,
                first,
                end,
                knots,
                slack_nm,
                within_s,
                room,
            ),
            (np.int64, ()),
        )
        return steps

    return np.concatenate(over_ships(fleet.starts, of_range))


def on_land(fleet: Fleet) -> Runs:
    """Reports that imports flagged as inland without doubt; no parameter changes what is inland."""
    at = np.flatnonzero(fleet.doubts & DOUBT_BITS[Check.ON_LAND]).astype(np.int64)
    vessel, times = ship_of(fleet, at), fleet.t_s[at].astype(np.int64)
    apart = times[1:] - times[:-1]
    follows = (np.diff(at) == 1) & (apart <= ON_LAND_SILENCE_H * _HOUR_S)
    heads = _heads(vessel, ~follows & (apart > ON_LAND_APART_H * _HOUR_S))
    tails = _tails(heads, len(at))
    count = tails - heads + 1
    first, last = at[heads], at[tails]
    share = count / np.maximum(last - first + 1, 1)
    none = np.full(len(first), np.nan)
    return _marked(fleet, EventCheck.ON_LAND, vessel[heads], first, last, count, share, none)


def frozen(fleet: Fleet, parameters: EventParameters, places: Places) -> Runs:
    """The very same position for `frozen_h` or more of a ship that tells speed, or lies far from every place.

    At a berth a ship may well repeat her position, with a provider who rounds even at anchor: so she must
    tell `FROZEN_KN` in half of the reports that tell a speed, or lie more than `FROZEN_KM` from every place.
    """
    least_s = round(parameters.frozen_h * _HOUR_S)

    def of_range(first: int, end: int) -> NDArray[np.int64]:
        (runs,) = filled(
            lambda room: frozen_runs(
                *(fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7, fleet.sog_dkn, first, end, least_s),
                *(FROZEN_SILENCE_H * _HOUR_S, FROZEN_REPORTS, round(FROZEN_KN * 10), room),
            ),
            (np.int64, (5,)),
        )
        return runs

    runs = np.concatenate(over_ships(fleet.starts, of_range))
    vessel, first, last, told, moving = runs.T
    far = np.zeros(len(runs), np.bool_)
    if len(places.point_place):
        far_from_all(
            *(fleet.lon_e7[first], fleet.lat_e7[first], places.point_lon_e7, places.point_lat_e7),
            *(FROZEN_KM * 1000, far),
        )
    kept = ((told > 0) & (2 * moving >= told)) | far
    share = np.divide(moving, told, out=np.full(len(runs), np.nan), where=told > 0)
    return _marked(
        fleet,
        EventCheck.FROZEN,
        vessel[kept],
        first[kept],
        last[kept],
        (last - first + 1)[kept],
        share[kept],
        np.full(int(kept.sum()), np.nan),
    )


def against_course(fleet: Fleet, parameters: EventParameters) -> Runs:
    """The course told off the way made by more than `course_deg`, in most of ten steps of ships under way."""

    def of_range(first: int, end: int) -> NDArray[np.int64]:
        (runs,) = filled(
            lambda room: false_courses(
                *(fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7, fleet.sog_dkn, fleet.cog_ddeg),
                *(first, end, parameters.course_deg, parameters.jump_kn, parameters.jump_nm, room),
            ),
            (np.int64, (4,)),
        )
        return runs

    runs = np.concatenate(over_ships(fleet.starts, of_range))
    median_deg, way_m = np.zeros(len(runs)), np.zeros(len(runs))
    describe_courses(runs, fleet.lon_e7, fleet.lat_e7, fleet.cog_ddeg, median_deg, way_m)
    return _marked(
        fleet, EventCheck.COURSE, runs[:, 0], runs[:, 1], runs[:, 2], runs[:, 3], median_deg, way_m
    )


def round_circles(fleet: Fleet, parameters: EventParameters) -> Runs:
    """Positions that go round a circle for `circle_min` or more, marked at its centre."""
    least_s = round(parameters.circle_min * 60)

    def of_range(first: int, end: int) -> tuple[NDArray[Any], ...]:
        return filled(
            lambda runs, told: circles(
                *(fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7, first, end, least_s),
                *(parameters.jump_kn, parameters.jump_nm, runs, told),
            ),
            (np.int64, (4,)),
            (np.float64, (4,)),
        )

    ranges = over_ships(fleet.starts, of_range)
    runs, told = (np.concatenate(parts) for parts in zip(*ranges, strict=True))
    first = runs[:, 1]
    lon_e7 = fleet.lon_e7[first] + np.rint(told[:, 0]).astype(np.int64)
    return Runs(
        *(EventCheck.CIRCLE, runs[:, 0], first, runs[:, 2], runs[:, 3]),
        *(told[:, 3] / (2 * np.pi), told[:, 2]),
        (lon_e7 + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN,
        fleet.lat_e7[first] + np.rint(told[:, 1]).astype(np.int64),
    )


def ship_of(fleet: Fleet, reports: NDArray[np.int64]) -> NDArray[np.int64]:
    """The ship of each report."""
    return np.searchsorted(fleet.starts, reports, "right") - 1


def _marked(
    fleet: Fleet,
    check: EventCheck,
    vessel: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    number: NDArray[np.int64],
    value: NDArray[np.float64],
    distance_m: NDArray[np.float64],
) -> Runs:
    """Runs that are marked at their first report."""
    at = (fleet.lon_e7[first], fleet.lat_e7[first])
    return Runs(check, vessel, first, last, number, value, distance_m, *at)


def lengths_between(fleet: Fleet, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """Metres between reports, pair by pair."""
    metres = np.zeros(len(one))
    lengths_m(fleet.lon_e7, fleet.lat_e7, one, other, metres)
    return metres


def _heads(vessel: NDArray[np.int64], parted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where groups begin: with another ship, and where a neighbour is parted from the one before."""
    new = np.ones(len(vessel), np.bool_)
    new[1:] = (vessel[1:] != vessel[:-1]) | parted
    return np.flatnonzero(new)


def _tails(heads: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The last one of each group."""
    return np.append(heads[1:], count)[: len(heads)] - 1


def _greatest(values: NDArray[np.float64], heads: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.maximum.reduceat(values, heads) if len(heads) else np.empty(0)
