"""Writes a whole record into an empty case."""

from collections.abc import Mapping
from typing import Final

import apsw

from desktop_app.domain.record import Record
from desktop_app.storage.consignment_lines import draw_consignments
from desktop_app.storage.row_writer import RowWriter
from desktop_app.storage.rows import desk, evidence, movements, places, railway, statements, vessels

_ALONE: Final = ("", 0)  # a call or sighting that belongs to no voyage


def write_record(connection: apsw.Connection, record: Record) -> None:
    """Fill the tables of an empty case, in one transaction; rows keep the record's order.

    Raises:
        apsw.ConstraintError: the record refers to a row that it does not hold.
    """
    writer = RowWriter(connection)
    with connection:
        for source in record.sources:
            writer.add("source", evidence.source_cells(source))
        _write_vessels(writer, record)
        _write_places(writer, record)
        _write_railway(writer, record)
        _write_movements(writer, record)
        _write_statements(writer, record)
        for note in record.notes:
            writer.add("note", desk.note_cells(note))
        writer.flush()
        connection.executemany(
            "INSERT INTO tumen_file (sha256, content) VALUES (?, ?)", sorted(record.contents.items())
        )
        draw_consignments(connection, (consignment.id for consignment in record.consignments))


def _write_vessels(writer: RowWriter, record: Record) -> None:
    for vessel in record.vessels:
        writer.add("vessel", vessels.vessel_cells(vessel), vessel.citation)
        for alias in vessels.alias_identities(vessel):
            writer.add("vessel_identity", vessels.identity_cells(alias), alias.citation)
    for identity in record.identities:
        writer.add("vessel_identity", vessels.identity_cells(identity), identity.citation)
    for listing in record.listings:
        writer.add("listing", vessels.listing_cells(listing), listing.citation)
    for particulars in record.particulars:
        writer.add("vessel_particulars", vessels.particulars_cells(particulars), particulars.citation)
    for point in record.deadweight_scale:
        writer.add("deadweight_scale", vessels.scale_point_cells(point), point.citation)
    for company in record.companies:
        writer.add("company", vessels.company_cells(company), company.citation)


def _write_places(writer: RowWriter, record: Record) -> None:
    for port in record.ports:
        table = "terminal" if port.parent_id else "port"
        writer.add(table, places.port_cells(port), port.citation)
        if port.outline:
            writer.add("port_outline", places.outline_cells(port), port.citation)
    for berth in record.berth_points:
        writer.add("berth_point", places.berth_point_cells(berth), berth.citation)


def _write_railway(writer: RowWriter, record: Record) -> None:
    for place, line in enumerate(record.rail_lines):
        writer.add("rail_line", railway.rail_line_cells(line, place), line.citation)
        for order, segment in enumerate(line.segments):
            writer.add("rail_segment", railway.rail_segment_cells(segment, line.id, order), segment.citation)
    for station in record.stations:
        writer.add("station", railway.station_cells(station), station.citation)
    for post in record.kilometre_posts:
        writer.add("kilometre_post", railway.kilometre_post_cells(post), post.citation)


def _write_movements(writer: RowWriter, record: Record) -> None:
    paths = {route.id: route.path for route in record.routes}
    parents = {port.id: port.parent_id for port in record.ports}
    for route in record.routes:
        writer.add("sea_route", movements.route_cells(route))
    for place, voyage in enumerate(record.voyages):
        cells = movements.voyage_cells(voyage, place, paths.get(voyage.route_id, ()))
        writer.add("voyage", cells, voyage.citation)
    of_call, of_sighting = _places_in_voyages(record)
    for call in record.calls:
        cells = movements.call_cells(call, parents[call.port_id], *of_call.get(call.id, _ALONE))
        writer.add("port_call", cells, call.citation)
    for sighting in record.sightings:
        cells = movements.sighting_cells(sighting, *of_sighting.get(sighting.id, _ALONE))
        writer.add("sighting", cells, sighting.citation)
    for consignment in record.consignments:
        writer.add("consignment", movements.consignment_cells(consignment), consignment.citation)
    for payment in record.payments:
        writer.add("payment", movements.payment_cells(payment), payment.citation)
    for track in record.tracks:
        writer.add("track", movements.track_cells(track), track.citation)


def _places_in_voyages(
    record: Record,
) -> tuple[Mapping[str, tuple[str, int]], Mapping[str, tuple[str, int]]]:
    """Voyage and order within it, of each call and of each sighting."""
    of_call: dict[str, tuple[str, int]] = {}
    of_sighting: dict[str, tuple[str, int]] = {}
    for voyage in record.voyages:
        of_call |= {row: (voyage.id, order) for order, row in enumerate(voyage.call_ids)}
        of_sighting |= {row: (voyage.id, order) for order, row in enumerate(voyage.sighting_ids)}
    return of_call, of_sighting


def _write_statements(writer: RowWriter, record: Record) -> None:
    for claim in record.claims:
        writer.add("claim", statements.claim_cells(claim), claim.citation)
    for figure in record.notified:
        writer.add("notified_figure", statements.notified_cells(figure), figure.citation)
    for rule in record.rules:
        writer.add("rule", statements.rule_cells(rule), rule.citation)
    for factor in record.factors:
        writer.add("conversion_factor", statements.factor_cells(factor), factor.citation)
    for event in record.public_events:
        writer.add("public_event", statements.public_event_cells(event), event.citation)
    for observation in record.observations:
        writer.add("observation", statements.observation_cells(observation), observation.citation)
    for contradiction in record.contradictions:
        cells = statements.contradiction_cells(contradiction)
        writer.add("contradiction", cells, contradiction.citation)
    _write_assumptions(writer, record)


def _write_assumptions(writer: RowWriter, record: Record) -> None:
    for parameter in record.parameters:
        writer.add("parameter", statements.parameter_cells(parameter), parameter.citation)
    for scenario in record.scenarios:
        writer.add("scenario", statements.scenario_cells(scenario), scenario.citation)
    for value in record.scenario_values:
        writer.add("scenario_value", statements.scenario_value_cells(value), value.citation)
