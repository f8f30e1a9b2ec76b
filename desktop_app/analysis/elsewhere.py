"""Whether the reports of a ship leave her time to have been somewhere."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from desktop_app.analysis.reach import KNOT_M_S, great_circle_m
from desktop_app.domain.place import LonLat
from desktop_app.domain.time_span import TimeSpan
from desktop_app.storage.fixes import DEGREE

if TYPE_CHECKING:
    from desktop_app.analysis.fleet import Fleet

# Ships that call lie at anchor or at a terminal of the port: Kozmino is 7 km from Vostochny.
NEAR_PORT_M: Final = 15_000.0
# Times of sightings are told to the quarter of an hour at best: 5 km at 11 kn, on either side.
NEAR_SIGHTING_M: Final = 10_000.0


class Presence(NamedTuple):
    """What reports say of a ship's presence.

    Attributes:
        could: whether they leave time for it; True where they tell nothing.
        nearest_m: of the reports in and round the time; NaN where there is none.
    """

    could: bool
    nearest_m: float


def could_be_at(
    fleet: "Fleet", vessel_id: str, place: LonLat, radius_m: float, span_s: tuple[int, int], knots: float
) -> Presence:
    """Whether a ship can have been within a circle at some moment of a time.

    Between two reports she can where the great circles from the one to the circle and on to the other fit
    into the time between; before the first and after the last report she can have been anywhere.

    Args:
        fleet: reports.
        vessel_id: the ship.
        place: lon, lat.
        radius_m: of the circle.
        span_s: first and last second, of which any will do.
        knots: her greatest speed.
    """
    number = fleet.places.get(vessel_id)
    own = slice(0, 0) if number is None else fleet.reports_of(number)
    times = fleet.t_s[own]
    # With the last report before and the first one after.
    first = max(int(np.searchsorted(times, span_s[0], side="left")) - 1, 0)
    end = min(int(np.searchsorted(times, span_s[1], side="right")) + 1, len(times))
    if end <= first:
        return Presence(could=True, nearest_m=float("nan"))
    where = slice(own.start + first, own.start + end)
    metres = great_circle_m(*place, fleet.lon_e7[where] / DEGREE, fleet.lat_e7[where] / DEGREE)
    need_s = np.maximum(metres - radius_m, 0) / (knots * KNOT_M_S)
    t_s = fleet.t_s[where].astype(np.float64)
    # From each report on she can be there from `t_s` + `need_s`, and up to `t_s` - `need_s` of the next.
    earliest = np.concatenate(([-np.inf], t_s + need_s))
    latest = np.concatenate((t_s - need_s, [np.inf]))
    # A report before the first one here, or after the last, bounds her elsewhere: those times are not asked.
    asked = slice(1 if first else 0, -1 if end < len(times) else None)
    earliest, latest = earliest[asked], latest[asked]
    could = np.maximum(earliest, span_s[0]) <= np.minimum(latest, span_s[1])
    return Presence(bool(could.any()), float(metres.min()))


def seconds(when: TimeSpan) -> tuple[int, int]:
    """First and last second of a time since 1970-01-01 UTC."""
    return int(when.start.timestamp()), int(when.end.timestamp())
