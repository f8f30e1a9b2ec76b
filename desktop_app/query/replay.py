"""A stretch of a ship's AIS reports, to be played: where it was heard, how fast, and when it was silent."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels.sphere import EARTH_RADIUS_M, NM_M
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.fixes import COURSE_NOT_TOLD, DEGREE, SPEED_NOT_TOLD

HOUR_S: Final = 3_600
HEARD_S: Final = HOUR_S
"""Between two reports further apart nobody says where the ship is: encounters are interpolated no further."""
# What is shown before and after an event: a quarter of its length, within these.
CONTEXT_SHARE: Final = 0.25
LEAST_CONTEXT_S: Final = 3 * HOUR_S
MOST_CONTEXT_S: Final = 48 * HOUR_S
EARTH_RADIUS_NM: Final = EARTH_RADIUS_M / NM_M


class Moment(NamedTuple):
    """A ship at an instant.

    Attributes:
        lon, lat: degrees; where it was heard last, while it is silent.
        course_deg: over ground, else the bearing to the next report; NaN where neither is known.
        sog_kn: of the last report; NaN where it told none.
        heard_s: when it was heard last, seconds since 1970-01-01 UTC.
        is_silent: no report within `HEARD_S` on both sides tells where it is.
    """

    lon: float
    lat: float
    course_deg: float
    sog_kn: float
    heard_s: float
    is_silent: bool


@dataclass(frozen=True, eq=False)
class Reel:
    """Reports of one ship in a stretch of time, with the nearest one before and after it.

    Attributes:
        vessel_id: the ship.
        t_s: float64, seconds since 1970-01-01 UTC.
        lon_deg, lat_deg: float64; longitudes run on over 180, so that no step is a way round the earth.
        sog_kn, course_deg: float64, NaN for not told.
        doubts: bits of `domain.imports.DOUBT_BITS`.
        first_s, last_s: the stretch.
        track_ids: the tracks that the reports come from.
    """

    vessel_id: str
    t_s: NDArray[np.float64]
    lon_deg: NDArray[np.float64]
    lat_deg: NDArray[np.float64]
    sog_kn: NDArray[np.float64]
    course_deg: NDArray[np.float64]
    doubts: NDArray[np.uint16]
    first_s: float
    last_s: float
    track_ids: tuple[str, ...]

    @cached_property
    def times(self) -> list[float]:
        """`t_s` as a list: looked up a thousand times a second while it plays."""
        return [float(second) for second in self.t_s]

    @cached_property
    def implied_kn(self) -> NDArray[np.float64]:
        """Speed along the great circle from each report to the next; NaN between reports of one second."""
        lon, lat = np.radians(self.lon_deg), np.radians(self.lat_deg)
        half = (
            np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
        )
        way_nm = 2 * EARTH_RADIUS_NM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
        hours = np.diff(self.t_s) / HOUR_S
        implied: NDArray[np.float64] = np.full(len(hours), np.nan)
        np.divide(way_nm, hours, out=implied, where=hours > 0)
        return implied

    @property
    def within(self) -> slice:
        """The reports in the stretch itself."""
        first, end = np.searchsorted(self.t_s, (self.first_s, np.nextafter(self.last_s, np.inf)))
        return slice(int(first), int(end))

    def silences(self, longer_than_s: float) -> Iterator[tuple[float, float]]:
        """Times without a report strictly longer than this, to the end of the stretch where none follows."""
        for place in np.flatnonzero(np.diff(self.t_s) > longer_than_s).tolist():
            yield self.times[place], self.times[place + 1]
        if self.times and self.last_s - self.times[-1] > longer_than_s:
            yield self.times[-1], self.last_s

    def at(self, second: float) -> Moment | None:
        """The ship at an instant; None before its first report."""
        place = bisect_right(self.times, second) - 1
        if place < 0:
            return None
        lon, lat = float(self.lon_deg[place]), float(self.lat_deg[place])
        course, sog = float(self.course_deg[place]), float(self.sog_kn[place])
        heard = self.times[place]
        following = place + 1
        is_last = following >= len(self.times)
        if not is_last and np.isnan(course):
            course = self._bearing(place)
        if heard == second:
            return Moment(_turned(lon), lat, course, sog, heard, is_silent=False)
        if is_last or self.times[following] - heard > HEARD_S:
            return Moment(_turned(lon), lat, course, sog, heard, is_silent=True)
        share = (second - heard) / (self.times[following] - heard)
        lon += share * (float(self.lon_deg[following]) - lon)
        lat += share * (float(self.lat_deg[following]) - lat)
        return Moment(_turned(lon), lat, course, sog, heard, is_silent=False)

    def _bearing(self, place: int) -> float:
        """The direction from a report to the next; NaN where the ship stays."""
        lat_from, lat_to = np.radians(self.lat_deg[place]), np.radians(self.lat_deg[place + 1])
        turn = np.radians(self.lon_deg[place + 1] - self.lon_deg[place])
        east = np.sin(turn) * np.cos(lat_to)
        north = np.cos(lat_from) * np.sin(lat_to) - np.sin(lat_from) * np.cos(lat_to) * np.cos(turn)
        return float(np.degrees(np.arctan2(east, north)) % 360) if east or north else float("nan")


class Scene(NamedTuple):
    """An event to be played.

    Attributes:
        event: what is played.
        reels: the ship, and the other one of a meeting.
        start_s, end_s: of the event, seconds since 1970-01-01 UTC.
        first_s, last_s: the stretch that is played, the event with what was before and after it.
    """

    event: FoundEvent
    reels: tuple[Reel, ...]
    start_s: float
    end_s: float
    first_s: float
    last_s: float


def scene_of(event: FoundEvent) -> Scene:
    """The reports behind an event and round it."""
    start, end = float(event.start_s), float(event.end_s)
    context = min(max((end - start) * CONTEXT_SHARE, LEAST_CONTEXT_S), MOST_CONTEXT_S)
    fleet = event.detector.fleet
    first, last = start - context, min(end + context, max(float(fleet.end_s), end))
    others = (event.other_id,) if event.other_id else ()
    reels = tuple(reel_of(fleet, ship, first, last) for ship in (event.vessel_id, *others))
    return Scene(event, reels, start, end, first, last)


def reel_of(fleet: Fleet, vessel_id: str, first_s: float, last_s: float) -> Reel:
    """The reports of a ship in a stretch of time.

    Raises:
        KeyError: no report of this ship is in the fleet.
    """
    vessel = fleet.places[vessel_id]
    where = fleet.reports_of(vessel)
    times = fleet.t_s[where]
    # Times are unsigned: what lies before 1970 is compared as zero.
    begin, end = np.searchsorted(times, np.clip((first_s, last_s + 1), 0, None).astype(np.uint32))
    kept = slice(where.start + max(int(begin) - 1, 0), min(where.start + int(end) + 1, where.stop))
    return Reel(
        vessel_id,
        fleet.t_s[kept].astype(np.float64),
        np.unwrap(fleet.lon_e7[kept] / DEGREE, period=360),
        fleet.lat_e7[kept] / DEGREE,
        _told(fleet.sog_dkn[kept], SPEED_NOT_TOLD),
        _told(fleet.cog_ddeg[kept], COURSE_NOT_TOLD),
        fleet.doubts[kept],
        first_s,
        last_s,
        fleet.track_ids(vessel, int(first_s), int(last_s)),
    )


def _told(tenths: NDArray[Any], empty: int) -> NDArray[np.float64]:
    return np.where(tenths == empty, np.nan, tenths / 10)


def _turned(lon: float) -> float:
    """A longitude that ran on, between -180 and 180."""
    return (lon + 180) % 360 - 180
