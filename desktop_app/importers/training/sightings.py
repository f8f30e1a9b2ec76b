"""Where the made-up ships were seen under way: by every kind of sensor, near the inferred routes."""

import itertools
import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Final, NamedTuple

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.movement import (
    DestinationBasis,
    HowKnown,
    InferredRoute,
    Riding,
    Sensor,
    Sighting,
    Tracker,
)
from desktop_app.domain.place import LonLat
from desktop_app.domain.provenance import Credibility
from desktop_app.domain.time_span import Precision, TimeSpan, day_start
from desktop_app.importers.training.chance import Chance
from desktop_app.importers.training.fleet import ship_id, ship_name
from desktop_app.importers.training.hulls import laden_draught_m
from desktop_app.importers.training.sailings import Sailing
from desktop_app.importers.training.sources import AIS, IMAGES, MARK, PRESS, RADAR, WEBCAM, cite


class Look(NamedTuple):
    """How one sensor sees: with what source, how exactly, what it tells of the tracker."""

    sensor: Sensor
    how: HowKnown
    source_id: str
    accuracy_km: float
    tracker: Tracker
    credibility: Credibility


LOOKS: Final = (
    Look(Sensor.OPTICAL, HowKnown.IMAGE, IMAGES, 0.05, Tracker.OFF, Credibility.CONFIRMED),
    Look(Sensor.SAR, HowKnown.IMAGE, RADAR, 0.2, Tracker.OFF, Credibility.PROBABLY_TRUE),
    Look(Sensor.AIS, HowKnown.AIS, AIS, 0.1, Tracker.ON, Credibility.POSSIBLY_TRUE),
    Look(Sensor.WEBCAM, HowKnown.IMAGE, WEBCAM, 2.0, Tracker.UNKNOWN, Credibility.DOUBTFUL),
    Look(Sensor.REPORT, HowKnown.REPORT, PRESS, 10.0, Tracker.UNKNOWN, Credibility.IMPROBABLE),
    Look(Sensor.UNKNOWN, HowKnown.IMAGE, PRESS, 5.0, Tracker.UNKNOWN, Credibility.CANNOT_BE_JUDGED),
)


def sightings_of(
    chance: Chance, sailing: Sailing, routes: Mapping[str, InferredRoute], basis: DestinationBasis
) -> list[Sighting]:
    """None to four positions under way, in time order; a signalled destination has one by AIS."""
    if basis is DestinationBasis.UNKNOWN:
        return []
    looks = [LOOKS[chance.between(0, len(LOOKS) - 1)] for _ in range(chance.between(0, 4))]
    if basis is DestinationBasis.SIGNALLED:
        looks.insert(0, LOOKS[2])
    if basis is DestinationBasis.REPORTED:
        looks.append(LOOKS[4])
    path = routes[sailing.to_port_id].path
    rows = []
    for place, look in enumerate(looks):
        # Clear of both ports, where the drawn way runs through narrow water.
        permille = 150 + 700 * place // len(looks) + chance.between(0, 700 // len(looks) - 1)
        hours = sailing.sea_days * 24 * permille // 1_000
        lon, lat = along(path, permille / 1_000)
        # To a thousandth of a degree.
        rows.append(_sighting(chance, sailing, look, place + 1, (round(lon, 3), round(lat, 3)), hours))
    return rows


def _sighting(chance: Chance, sailing: Sailing, look: Look, place: int, at: LonLat, hours: int) -> Sighting:
    # A report in words gives no point in half of the cases.
    placed = look.sensor is not Sensor.REPORT or chance.happens(50)
    moment = day_start(sailing.day) + timedelta(hours=24 + hours, minutes=chance.between(0, 59))
    when = TimeSpan(moment, moment, Precision.INSTANT, approximate=look.how is HowKnown.REPORT)
    return Sighting(
        id=f"seen-{sailing.number:02}-{place}",
        vessel_id=ship_id(sailing.ship),
        when=when,
        place=f"at sea on the way from Vostochny, {MARK.lower()} position",
        position=at if placed else None,
        accuracy_km=look.accuracy_km if placed else None,
        position_basis=(f"{MARK}: a point near the inferred route" if placed else "the words give no point"),
        how_known=(look.how,),
        tracker=look.tracker,
        riding=Riding.LOW if look.sensor in {Sensor.OPTICAL, Sensor.WEBCAM} else Riding.UNKNOWN,
        summary=f"{MARK}: {ship_name(sailing.ship)} seen under way ({look.sensor.value}).",
        citation=cite(
            look.source_id,
            credibility=look.credibility,
            location=AccuracyClass.of(look.accuracy_km * 1_000) if placed else None,
        ),
        sensor=look.sensor,
        draught_m=laden_draught_m(sailing) if look.sensor in {Sensor.OPTICAL, Sensor.AIS} else None,
    )


def along(path: tuple[LonLat, ...], share: float) -> LonLat:
    """The point at a share of the drawn line's length in degrees."""
    # Square roots are exact in IEEE 754; math.hypot has changed between versions of Python.
    legs = [
        math.sqrt((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2)
        for start, end in itertools.pairwise(path)
    ]
    left = sum(legs) * share
    for start, end, length in zip(path[:-1], path[1:], legs, strict=True):
        if left <= length and length:
            part = left / length
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        left -= length
    return path[-1]
