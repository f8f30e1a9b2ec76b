"""The rows of the voyages table, checked against the calls, sightings and routes they are made of."""

from pathlib import Path
from typing import Final

from desktop_app.domain.movement import (
    DestinationBasis,
    HowKnown,
    InferredRoute,
    PortCall,
    Sighting,
    Tracker,
    Voyage,
    VoyageKind,
)
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.movements import TIME_COLUMNS
from desktop_app.importers.record.row import Row

VOYAGE_COLUMNS: Final = (
    "id",
    "kind",
    "vessel_id",
    "label",
    "ships",
    "ships_approximate",
    "call_ids",
    "sighting_ids",
    "from_port_id",
    "to_port_id",
    "to_place",
    "to_basis",
    "route_id",
    *TIME_COLUMNS,
    "how_known",
    "tracker",
    "counted",
    "not_counted_why",
    "summary",
    "source_ids",
    "grade",
)


def read_voyages(
    path: Path,
    ids: Ids,
    calls: tuple[PortCall, ...],
    sightings: tuple[Sighting, ...],
    routes: tuple[InferredRoute, ...],
) -> tuple[Voyage, ...]:
    """Voyages in the file's order; a call or sighting belongs to one of them at most."""
    vessel_of = {call.id: call.vessel_id for call in calls}
    vessel_of |= {sighting.id: sighting.vessel_id for sighting in sightings}
    ends_of = {route.id: (route.from_port_id, route.to_port_id) for route in routes}
    owner: dict[str, str] = {}
    voyages: list[Voyage] = []
    for row in read_table(path, VOYAGE_COLUMNS, ids):
        voyage = _voyage(row)
        _check(row, voyage, vessel_of, ends_of)
        for event_id in (*voyage.call_ids, *voyage.sighting_ids):
            if event_id in owner:
                raise row.error(f"{event_id} belongs to voyage {owner[event_id]} already")
            owner[event_id] = voyage.id
        voyages.append(voyage)
    return tuple(voyages)


def _voyage(row: Row) -> Voyage:
    return Voyage(
        id=row.new_id("voyage"),
        kind=row.choice("kind", VoyageKind),
        vessel_id=row.reference("vessel_id", "vessel"),
        label=row.text("label"),
        ships=row.required_whole_number("ships"),
        ships_approximate=row.yes("ships_approximate"),
        call_ids=row.references("call_ids", "call"),
        sighting_ids=row.references("sighting_ids", "sighting"),
        from_port_id=row.reference("from_port_id", "port"),
        to_port_id=row.reference("to_port_id", "port"),
        to_place=row.text("to_place"),
        to_basis=row.choice("to_basis", DestinationBasis),
        route_id=row.reference("route_id", "route"),
        when=row.span(),
        how_known=row.choices("how_known", HowKnown),
        tracker=row.choice("tracker", Tracker),
        counted=row.yes("counted"),
        not_counted_why=row.text("not_counted_why"),
        summary=row.required("summary"),
        citation=row.citation(),
    )


def _check(row: Row, voyage: Voyage, vessel_of: dict[str, str], ends_of: dict[str, tuple[str, str]]) -> None:
    """Refuse a row that contradicts itself or the rows it is made of."""
    if bool(voyage.vessel_id) == bool(voyage.label):
        raise row.error("needs either a vessel_id or a label")
    if voyage.vessel_id and voyage.ships != 1:
        raise row.error(f"names one vessel for {voyage.ships} ships")
    for event_id in (*voyage.call_ids, *voyage.sighting_ids):
        if vessel_of[event_id] != voyage.vessel_id:
            raise row.error(f"{event_id} is about another vessel")
    if voyage.counted == bool(voyage.not_counted_why):
        raise row.error("needs not_counted_why if, and only if, it is not counted")
    if voyage.counted and voyage.kind is VoyageKind.SIGHTING:
        raise row.error("a sighting is no call and cannot be counted")
    _check_destination(row, voyage, ends_of)


def _check_destination(row: Row, voyage: Voyage, ends_of: dict[str, tuple[str, str]]) -> None:
    """Refuse a destination that is told twice, has no basis, or is not the route's."""
    if voyage.to_port_id and voyage.to_place:
        raise row.error("to_port_id and to_place exclude each other")
    known = bool(voyage.to_port_id or voyage.to_place)
    if known != (voyage.to_basis is not DestinationBasis.UNKNOWN):
        raise row.error(f"to_basis {voyage.to_basis.value} does not fit the destination")
    if voyage.kind is VoyageKind.VOYAGE and not known:
        raise row.error("a voyage needs a destination, else it is a call")
    if voyage.route_id:
        start, end = ends_of[voyage.route_id]
        if start != voyage.from_port_id or voyage.to_port_id not in {"", end}:
            raise row.error(f"route {voyage.route_id} runs between other ports")
