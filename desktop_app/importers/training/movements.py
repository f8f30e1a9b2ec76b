"""Calls and voyages of the training case, with what was seen of them under way."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, NamedTuple

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.movement import (
    Activity,
    DestinationBasis,
    HowKnown,
    InferredRoute,
    PortCall,
    Riding,
    Sighting,
    Tracker,
    Voyage,
    VoyageKind,
)
from desktop_app.domain.provenance import Credibility
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.time_span import Precision, TimeSpan, day_start
from desktop_app.importers.training.chance import Chance
from desktop_app.importers.training.fleet import ship_id, ship_name
from desktop_app.importers.training.hulls import ballast_draught_m, laden_draught_m
from desktop_app.importers.training.sailings import NAMPO, SEED, Sailing
from desktop_app.importers.training.sightings import sightings_of
from desktop_app.importers.training.sources import AIS, IMAGES, MARK, RADAR, cite

FROM_PORT: Final = "vostochny"
PRODUCTS: Final = ("gas/diesel oil", "motor gasoline", "fuel oil")
# Voyages of which a paper tells the cargo itself, one in barrels and one in tonnes.
CARGO_BBL: Final = {8: 20_300}
CARGO_T: Final = {24: 4_480}


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
        seen = sightings_of(chance, sailing, by_end, basis)
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
        draught_m=ballast_draught_m(sailing.ship) if chance.happens(40) else None,
    )


def _discharge(chance: Chance, sailing: Sailing) -> PortCall:
    """A tanker at its destination; of one in four the picture does not tell how deep it lies."""
    told = bool(sailing.number % 4)
    return PortCall(
        id=f"call-{sailing.number:02}-discharge",
        vessel_id=ship_id(sailing.ship),
        ships=1,
        port_id=sailing.to_port_id,
        activity=Activity.DISCHARGE,
        when=TimeSpan.of_days(sailing.arrival, sailing.arrival, Precision.DAY),
        how_known=(HowKnown.IMAGE,),
        tracker=Tracker.OFF,
        riding=Riding.LOW if told else Riding.UNKNOWN,
        summary=f"{MARK}: {ship_name(sailing.ship)} arrives{' riding low' if told else ''} and unloads.",
        citation=cite(
            RADAR if chance.happens(50) else IMAGES,
            location=AccuracyClass.HUNDRED_M,
            passage=f"scene {sailing.arrival:%Y%m%d}-{sailing.number:02}",
        ),
        draught_m=laden_draught_m(sailing) if chance.happens(40) else None,
    )


def _basis(chance: Chance, sailing: Sailing) -> DestinationBasis:
    """How the destination is known."""
    draw = chance.between(1, 100)
    if not sailing.to_port_id:
        return DestinationBasis.UNKNOWN
    if draw <= 60:  # noqa: PLR2004 - percent
        return DestinationBasis.DOCUMENTED
    return DestinationBasis.SIGNALLED if draw <= 80 else DestinationBasis.REPORTED  # noqa: PLR2004 - percent


def _voyage(
    chance: Chance,
    sailing: Sailing,
    basis: DestinationBasis,
    calls: list[PortCall],
    seen: list[Sighting],
    routes: Mapping[str, InferredRoute],
) -> Voyage:
    known = basis is not DestinationBasis.UNKNOWN
    events: list[PortCall | Sighting] = [*calls, *seen]
    sources = dict.fromkeys(key for event in events for key in event.citation.source_ids)
    documented = chance.happens(30)
    product = PRODUCTS[chance.between(0, len(PRODUCTS) - 1)]
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
        cargo=_cargo(sailing.number),
    )


def _cargo(number: int) -> Quantity | None:
    """What a paper says was loaded, within 1 %; of most voyages nothing does."""
    for figures, unit in ((CARGO_BBL, "bbl"), (CARGO_T, "t")):
        if number in figures:
            loaded = figures[number]
            return Quantity(loaded * 99 / 100, float(loaded), loaded * 101 / 100, unit, "bill of lading, 1 %")
    return None
