"""The voyages: one row each, with its volume under the assumptions in use."""

from collections.abc import Iterator
from typing import Final

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import DestinationBasis, HowKnown, Tracker, Voyage, VoyageKind
from desktop_app.domain.place import LonLat
from desktop_app.exporters.assumption_words import assumptions_name
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    SUMMARY,
    cited_cells,
    cited_columns,
    id_column,
    quantity_cells,
    quantity_columns,
    reference,
    vessel_cells,
    vessel_columns,
    volume_cells,
    volume_columns,
    volume_sources,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Geometry, Kind, Names, Row, Standing
from desktop_app.exporters.things import place_words

NAME: Final = "voyages"
COLUMNS: Final = (
    id_column(NAME),
    DataColumn(
        "kind", Kind.TEXT, "Kind", "what the row stands for", choices=tuple(kind.value for kind in VoyageKind)
    ),
    *when_columns(NAME),
    *vessel_columns(),
    DataColumn(
        "label", Kind.TEXT, "Called", "what to call a row whose vessel is not named", names=Names.VESSEL
    ),
    reference("from_port_id", "ports", "loading port; empty where not documented", "voyages.from"),
    DataColumn("from_port", Kind.TEXT, "From", "name of the loading port", tells=("voyages.from",)),
    reference("to_port_id", "ports", "port of discharge; empty where not documented", "voyages.to"),
    DataColumn("to_port", Kind.TEXT, "To", "name of the port of discharge", tells=("voyages.to",)),
    DataColumn(
        "to_place",
        Kind.TEXT,
        "Destination",
        "in words, where it is no port of the case",
        tells=("voyages.to",),
    ),
    DataColumn(
        "to_basis",
        Kind.TEXT,
        "Destination known by",
        "how the destination is known",
        choices=tuple(basis.value for basis in DestinationBasis),
        tells=("voyages.to",),
    ),
    DataColumn("product", Kind.TEXT, "Product", "what was carried, as documented"),
    *quantity_columns("cargo", "Cargo as documented", NAME),
    DataColumn("calls", Kind.INTEGER, "Calls", "calls the row stands for"),
    DataColumn("calls_approximate", Kind.YES_NO, "Calls about", "the source says about"),
    DataColumn("counted", Kind.YES_NO, "Counted", "adds to the observed calls"),
    DataColumn("not_counted_why", Kind.TEXT, "Not counted because", "why the row adds to no sum"),
    *volume_columns(NAME),
    DataColumn(
        "how_known",
        Kind.LIST,
        "How known",
        "kinds of observation behind it",
        choices=tuple(how.value for how in HowKnown),
    ),
    DataColumn(
        "tracker",
        Kind.TEXT,
        "Tracker",
        "state of the AIS transmitter as reported",
        choices=tuple(state.value for state in Tracker),
    ),
    DataColumn("call_ids", Kind.LIST, "Port calls", "in order, loading first", refers="port_calls"),
    DataColumn("sighting_ids", Kind.LIST, "Sightings", "documented positions, in order", refers="sightings"),
    SUMMARY,
    DataColumn(
        "inferred_route",
        Kind.PATH,
        "Inferred route",
        "a plausible way over water between the two ports; inferred, never a track of the ship",
        tells=("voyages.route", "ports.position", "voyages.from", "voyages.to"),
    ),
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    assumptions = assumptions_name(reading.engine.assumptions)
    routes = {route.id: route.path for route in reading.store.record.routes}
    for part in reading.voyages():
        # What volumes ask of them one by one: read at once it takes a third of the time.
        reading.store.calls_of(part)
        reading.store.sightings_of(part)
        for voyage in part:
            yield _row(reading, voyage, assumptions, routes.get(voyage.route_id))


def _row(reading: Reading, row: Voyage, assumptions: str, route: tuple[LonLat, ...] | None) -> Row:
    store = reading.store
    volume = volume_of(store, row, reading.engine.assumptions)
    return (
        row.id,
        row.kind.value,
        *when_cells(row.when),
        *vessel_cells(reading, row.vessel_id),
        row.label or None,
        row.from_port_id or None,
        place_words(store, row.from_port_id) or None,
        row.to_port_id or None,
        place_words(store, row.to_port_id) or None,
        row.to_place or None,
        row.to_basis.value,
        row.product or None,
        *quantity_cells(row.cargo),
        row.ships,
        row.ships_approximate,
        row.counted,
        row.not_counted_why or None,
        *volume_cells(volume, assumptions),
        tuple(how.value for how in row.how_known),
        row.tracker.value,
        row.call_ids,
        row.sighting_ids,
        row.summary,
        route or None,
        *cited_cells(reading, row.citation, volume_sources(volume)),
    )


VOYAGES: Final = TableSource(
    NAME,
    "Voyages",
    "Port calls and sightings that belong together, a row each, with what was reckoned to be aboard",
    COLUMNS,
    Geometry.LINE,
    Standing.OBSERVED,
    "voyage",
    _rows,
    lambda reading: reading.count("voyage"),
)
