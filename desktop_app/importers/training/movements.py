"""Calls, sightings and voyages of the training case."""

import itertools
import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.movement import (
    Activity,
    DestinationBasis,
    HowKnown,
    InferredRoute,
    PortCall,
    Riding,
    Sensor,
    Sighting,
    Tracker,
    Voyage,
    VoyageKind,
)
from desktop_app.domain.place import LonLat
from desktop_app.domain.provenance import Credibility
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.time_span import Precision, TimeSpan, day_start
from desktop_app.importers.training.chance import Chance
from desktop_app.importers.training.fleet import ship_id, ship_name
from desktop_app.importers.training.sailings import DEADWEIGHTS_T, NAMPO, SEED, Sailing
from desktop_app.importers.training.sources import AIS, IMAGES, MARK, PRESS, RADAR, WEBCAM, cite

FROM_PORT: Final = "vostochny"
PRODUCTS: Final = ("gas/diesel oil", "motor gasoline", "fuel oil")


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


class Movements(NamedTuple):
    """All of them, each in time order of the voyages."""

    calls: tuple[PortCall, ...]
    sightings: tuple[Sighting, ...]
    voyages: tuple[Voyage, ...]


def movements(outline: tuple[Sailing, ...], routes: tuple[InferredRoute, ...]) -> Movements:
    """The voyages of an outline, over the sea routes of the case."""
    chance = Chance(SEED + 2)
    by_end = {route.to_port_id: route for route in routes if route.from_port_id == FROM_PORT}
    calls: list[PortCall] = []
    sightings: list[Sighting] = []
    voyages: list[Voyage] = []
    for sailing in outline:
        load = _load(chance, sailing)
        basis = _basis(chance, sailing)
        seen = _sightings(chance, sailing, by_end, basis)
        ends = [_discharge(chance, sailing)] if basis is DestinationBasis.DOCUMENTED else []
        calls += [load, *ends]
        sightings += seen
        voyages.append(_voyage(chance, sailing, basis, [load, *ends], seen, by_end))
    return Movements(tuple(calls), tuple(sightings), tuple(voyages))


def _load(chance: Chance, sailing: Sailing) -> PortCall:
    """A tanker in ballast at the loading port; two in a hundred leave their tracker on."""
    tracker = Tracker.ON if chance.happens(5) else Tracker.OFF
    by_hours = chance.happens(25)
    arrived = day_start(sailing.day) + timedelta(hours=chance.between(1, 9))
    stay = timedelta(hours=chance.between(8, 13), minutes=chance.between(0, 59))
    when = (
        TimeSpan(arrived, arrived + stay, Precision.INTERVAL)
        if by_hours
        else TimeSpan.of_days(sailing.day, sailing.day, Precision.DAY)
    )
    passage = f"scene {sailing.day:%Y%m%d}-{sailing.number:02}"
    return PortCall(
        id=f"call-{sailing.number:02}-load",
        vessel_id=ship_id(sailing.ship),
        ships=1,
        port_id=FROM_PORT,
        activity=Activity.LOAD,
        when=when,
        how_known=(HowKnown.IMAGE, *((HowKnown.AIS,) if tracker is Tracker.ON else ())),
        tracker=tracker,
        riding=Riding.HIGH,
        summary=f"{MARK}: {ship_name(sailing.ship)} lies at the oil pier, riding high, and loads.",
        citation=cite(
            IMAGES,
            *((AIS,) if tracker is Tracker.ON else ()),
            credibility=Credibility.CONFIRMED,
            location=AccuracyClass.HUNDRED_M,
            passage=passage,
        ),
        draught_m=_draught_m(sailing.ship, laden=False) if chance.happens(40) else None,
    )


def _discharge(chance: Chance, sailing: Sailing) -> PortCall:
    return PortCall(
        id=f"call-{sailing.number:02}-discharge",
        vessel_id=ship_id(sailing.ship),
        ships=1,
        port_id=sailing.to_port_id,
        activity=Activity.DISCHARGE,
        when=TimeSpan.of_days(sailing.arrival, sailing.arrival, Precision.DAY),
        how_known=(HowKnown.IMAGE,),
        tracker=Tracker.OFF,
        riding=Riding.LOW,
        summary=f"{MARK}: {ship_name(sailing.ship)} arrives riding low and unloads.",
        citation=cite(
            RADAR if chance.happens(50) else IMAGES,
            location=AccuracyClass.HUNDRED_M,
            passage=f"scene {sailing.arrival:%Y%m%d}-{sailing.number:02}",
        ),
        draught_m=_draught_m(sailing.ship, laden=True) if chance.happens(40) else None,
    )


def _draught_m(ship: int, *, laden: bool) -> float:
    """Plausible for the size: 3 to 4 m in ballast, 5 to 7 m laden."""
    return ((50 if laden else 30) + DEADWEIGHTS_T[ship - 1] // (300 if laden else 600)) / 10


def _basis(chance: Chance, sailing: Sailing) -> DestinationBasis:
    """How the destination is known."""
    draw = chance.between(1, 100)
    if not sailing.to_port_id:
        return DestinationBasis.UNKNOWN
    if draw <= 60:  # noqa: PLR2004 - percent
        return DestinationBasis.DOCUMENTED
    return DestinationBasis.SIGNALLED if draw <= 80 else DestinationBasis.REPORTED  # noqa: PLR2004 - percent


def _sightings(
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
        rows.append(_sighting(chance, sailing, look, place + 1, _along(path, permille / 1_000), hours))
    return rows


def _sighting(chance: Chance, sailing: Sailing, look: Look, place: int, at: LonLat, hours: int) -> Sighting:
    # A report in words gives no point in half of the cases.
    placed = look.sensor is not Sensor.REPORT or chance.happens(50)
    moment = datetime.combine(sailing.day, datetime.min.time(), UTC) + timedelta(
        hours=24 + hours, minutes=chance.between(0, 59)
    )
    when = (
        TimeSpan(moment, moment, Precision.INSTANT)
        if look.how is not HowKnown.REPORT
        else TimeSpan.of_days(moment.date(), moment.date(), Precision.DAY, approximate=True)
    )
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
        draught_m=_draught_m(sailing.ship, laden=True) if look.sensor is Sensor.AIS else None,
    )


def _along(path: tuple[LonLat, ...], share: float) -> LonLat:
    """The point at a share of the drawn line's length in degrees, to a thousandth of a degree."""
    # Square roots are exact in IEEE 754; math.hypot has changed between versions of Python.
    legs = [
        math.sqrt((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2)
        for start, end in itertools.pairwise(path)
    ]
    left = sum(legs) * share
    for start, end, length in zip(path[:-1], path[1:], legs, strict=True):
        if left <= length and length:
            part = left / length
            return (
                round(start[0] + (end[0] - start[0]) * part, 3),
                round(start[1] + (end[1] - start[1]) * part, 3),
            )
        left -= length
    return path[-1]


def _voyage(
    chance: Chance,
    sailing: Sailing,
    basis: DestinationBasis,
    calls: list[PortCall],
    seen: list[Sighting],
    routes: Mapping[str, InferredRoute],
) -> Voyage:
    known = basis is not DestinationBasis.UNKNOWN
    events = [*calls, *seen]
    sources = dict.fromkeys(key for event in events for key in event.citation.source_ids)
    documented = chance.happens(30)
    product = PRODUCTS[chance.between(0, len(PRODUCTS) - 1)]
    full_t = DEADWEIGHTS_T[sailing.ship - 1]
    towards = {"": "its destination is not known", NAMPO: "bound for Nampo"}
    return Voyage(
        id=f"voyage-{sailing.number:02}",
        kind=VoyageKind.VOYAGE if known else VoyageKind.CALL,
        vessel_id=ship_id(sailing.ship),
        label="",
        ships=1,
        ships_approximate=False,
        call_ids=tuple(call.id for call in calls),
        sighting_ids=tuple(row.id for row in seen),
        from_port_id=FROM_PORT,
        to_port_id=sailing.to_port_id if known else "",
        to_place="",
        to_basis=basis,
        route_id=routes[sailing.to_port_id].id if known else "",
        when=calls[0].when,
        how_known=tuple(dict.fromkeys(how for event in events for how in event.how_known)),
        tracker=calls[0].tracker,
        counted=True,
        not_counted_why="",
        summary=(
            f"{MARK}: voyage {sailing.number} of 43, {towards.get(sailing.to_port_id, 'bound for Chongjin')}."
        ),
        citation=cite(*sources),
        product=product if documented else "",
        cargo=(
            Quantity(
                full_t * 85 / 100, full_t * 90 / 100, full_t * 95 / 100, "t", "85 to 95 % of the deadweight"
            )
            if documented
            else None
        ),
    )
