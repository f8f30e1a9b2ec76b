"""Where the made-up ships were heard by AIS: some hours round each position that AIS gave, and once more.

A ship goes along its inferred route with even speed, so that its track meets those positions. A few are also
heard in port: in ballast before they load, and again after they have discharged.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from desktop_app.domain.movement import InferredRoute, Sensor, Sighting, Track
from desktop_app.domain.place import LonLat
from desktop_app.domain.time_span import Precision, TimeSpan, day_start
from desktop_app.importers.training.chance import Chance
from desktop_app.importers.training.fleet import ship_id, ship_name
from desktop_app.importers.training.hulls import ballast_draught_m, laden_draught_m
from desktop_app.importers.training.sailings import SEED, Sailing
from desktop_app.importers.training.sightings import along
from desktop_app.importers.training.sources import AIS, MARK, cite

MINUTES_BETWEEN: Final = 6
# Positions in degrees to five places: what AIS tells is a little finer.
_PLACES: Final = 5
_NM_A_DEGREE: Final = 60
# Every so many-th sailing is heard in port as well; the trackers of the others stay off there.
_HEARD_IN_PORT: Final = 4
_BEFORE_LOADING: Final = timedelta(hours=8)
_AFTER_ARRIVAL: Final = timedelta(hours=30)
_REPORTS_IN_PORT: Final = 50
# How a ship at a berth wavers: 11 m a step of the fourth place.
_WAVER: Final = ((0.0, 0.0), (0.0001, 0.0), (0.0001, 0.0001), (0.0, 0.0001))


class Tracks(NamedTuple):
    """Tracks, and the blocks of reports that they name by SHA-256."""

    rows: tuple[Track, ...]
    contents: Mapping[str, bytes]


def tracks(
    outline: Sequence[Sailing], sightings: Sequence[Sighting], routes: Sequence[InferredRoute]
) -> Tracks:
    """One track for each sailing that AIS heard on its way."""
    chance = Chance(SEED + 7)
    paths = {route.to_port_id: route.path for route in routes}
    rows: list[Track] = []
    contents: dict[str, bytes] = {}
    for sailing in outline:
        heard = [row.when.start for row in sightings if _is_heard(row, sailing)]
        if heard:
            track, block = _track(sailing, _moments(chance, sailing, heard), paths[sailing.to_port_id])
            rows.append(track)
            contents[track.sha256] = block
    return Tracks(tuple(rows), contents)


def _is_heard(row: Sighting, sailing: Sailing) -> bool:
    return row.sensor is Sensor.AIS and row.id.startswith(f"seen-{sailing.number:02}-")


def _moments(chance: Chance, sailing: Sailing, heard: Sequence[datetime]) -> list[datetime]:
    """Times of all reports: every few minutes for some hours round each position and once more, at sea."""
    departure = day_start(sailing.day) + timedelta(hours=24)
    arrival = departure + timedelta(days=sailing.sea_days)
    once_more = departure + timedelta(hours=sailing.sea_days * 24 * chance.between(20, 80) // 100)
    found: set[datetime] = set()
    for moment in (*heard, once_more):
        first = moment - timedelta(minutes=MINUTES_BETWEEN * chance.between(10, 60))
        count = chance.between(90, 240)
        found |= {first + timedelta(minutes=MINUTES_BETWEEN * number) for number in range(count)} | {moment}
    return sorted(moment for moment in found if departure <= moment <= arrival)


class _Heard(NamedTuple):
    """One report."""

    moment: datetime
    place: LonLat
    speed_dkn: int
    draught_m: float


def _track(sailing: Sailing, moments: Sequence[datetime], path: Sequence[LonLat]) -> tuple[Track, bytes]:
    import numpy as np  # noqa: PLC0415 - 0.1 s that the start of other cases does without

    from desktop_app.storage.fixes import DEGREE, Fixes, digest_of  # noqa: PLC0415 - as above

    reports = _at_sea(sailing, moments, path)
    if sailing.number % _HEARD_IN_PORT == 0:
        loading, arrived = day_start(sailing.day), day_start(sailing.arrival)
        reports = [
            *_in_port(sailing, loading - _BEFORE_LOADING, path[0]),
            *reports,
            *_in_port(sailing, arrived + _AFTER_ARRIVAL, path[-1]),
        ]
    fixes = Fixes.of(
        t_s=np.array([int(report.moment.timestamp()) for report in reports], np.uint32),
        lon_e7=np.array([round(report.place[0] * DEGREE) for report in reports], np.int32),
        lat_e7=np.array([round(report.place[1] * DEGREE) for report in reports], np.int32),
        sog_dkn=np.array([report.speed_dkn for report in reports], np.int16),
        draught_dm=np.array([round(report.draught_m * 10) for report in reports], np.uint8),
    )
    block = fixes.packed()
    name = ship_name(sailing.ship)
    track = Track(
        id=f"track-{sailing.number:02}",
        vessel_id=ship_id(sailing.ship),
        when=TimeSpan(
            reports[0].moment.astimezone(UTC), reports[-1].moment.astimezone(UTC), Precision.INTERVAL
        ),
        mmsi="",
        fixes=len(reports),
        sha256=digest_of(block),
        summary=f"{MARK}: {name} heard by AIS on voyage {sailing.number}, silent in between.",
        citation=cite(AIS),
    )
    return track, block


def _at_sea(sailing: Sailing, moments: Sequence[datetime], path: Sequence[LonLat]) -> list[_Heard]:
    """Laden, along the way."""
    departure = day_start(sailing.day) + timedelta(hours=24)
    whole = timedelta(days=sailing.sea_days)
    places = [along(tuple(path), (moment - departure) / whole) for moment in moments]
    positions = [(round(lon, _PLACES), round(lat, _PLACES)) for lon, lat in places]
    speeds = _speeds(moments, positions)
    draught_m = laden_draught_m(sailing)
    return [_Heard(*report, draught_m) for report in zip(moments, positions, speeds, strict=True)]


def _in_port(sailing: Sailing, first: datetime, at: LonLat) -> list[_Heard]:
    """In ballast at a berth."""
    draught_m = ballast_draught_m(sailing.ship)
    out = []
    for number in range(_REPORTS_IN_PORT):
        east, north = _WAVER[number % len(_WAVER)]
        place = round(at[0] + east, _PLACES), round(at[1] + north, _PLACES)
        out.append(_Heard(first + timedelta(minutes=MINUTES_BETWEEN * number), place, 0, draught_m))
    return out


def _speeds(moments: Sequence[datetime], positions: Sequence[LonLat]) -> Iterator[int]:
    """Tenths of a knot over the leg to the next report; the last one has that of the leg before."""
    speed = 0
    for (start, (lon, lat)), (end, (next_lon, next_lat)) in itertools.pairwise(
        zip(moments, positions, strict=True)
    ):
        east = (next_lon - lon) * math.cos(math.radians(lat))
        way_nm = math.sqrt(east * east + (next_lat - lat) ** 2) * _NM_A_DEGREE
        speed = round(way_nm / ((end - start) / timedelta(hours=1)) * 10)
        yield speed
    yield speed
