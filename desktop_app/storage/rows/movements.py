"""Sea routes, voyages, calls, sightings, consignments and payments."""

from desktop_app.domain.movement import (
    Activity,
    Consignment,
    DestinationBasis,
    HowKnown,
    InferredRoute,
    PortCall,
    Riding,
    Sensor,
    Sighting,
    Track,
    Tracker,
    Voyage,
    VoyageKind,
)
from desktop_app.domain.place import LonLat
from desktop_app.domain.statement import Payment, Qualifier
from desktop_app.storage.rows.cells import (
    Cells,
    line_cell,
    point_cell,
    quantity_cells,
    span_cells,
    text_cell,
    words_cell,
)
from desktop_app.storage.rows.stored_row import StoredRow


def route_cells(route: InferredRoute) -> Cells:
    """An inferred sea route."""
    return {
        "id": route.id,
        "geom": line_cell(route.path),
        "from_port_id": route.from_port_id,
        "to_port_id": route.to_port_id,
        "method": route.method,
    }


def route_of(row: StoredRow) -> InferredRoute:
    """An inferred sea route."""
    return InferredRoute(
        id=row.id,
        from_port_id=row.required("from_port_id"),
        to_port_id=row.required("to_port_id"),
        path=row.vertices("LINESTRING"),
        method=row.required("method"),
    )


def voyage_cells(voyage: Voyage, place: int, route: tuple[LonLat, ...]) -> Cells:
    """A voyage without its calls and sightings.

    Args:
        voyage: the voyage.
        place: order in the table where nothing else decides.
        route: vertices of the sea route that it names; empty for none.
    """
    return {
        "id": voyage.id,
        "geom": line_cell(route),
        "place": place,
        "kind": voyage.kind.value,
        "vessel_id": text_cell(voyage.vessel_id),
        "label": text_cell(voyage.label),
        "ships": voyage.ships,
        "ships_approximate": int(voyage.ships_approximate),
        "from_port_id": text_cell(voyage.from_port_id),
        "to_port_id": text_cell(voyage.to_port_id),
        "to_place": text_cell(voyage.to_place),
        "to_basis": voyage.to_basis.value,
        "route_id": text_cell(voyage.route_id),
        **span_cells(voyage.when),
        "how_known": words_cell(voyage.how_known),
        "tracker": voyage.tracker.value,
        "counted": int(voyage.counted),
        "not_counted_why": text_cell(voyage.not_counted_why),
        "product": text_cell(voyage.product),
        **quantity_cells("cargo", voyage.cargo),
        "summary": voyage.summary,
    }


def voyage_of(row: StoredRow, call_ids: tuple[str, ...], sighting_ids: tuple[str, ...]) -> Voyage:
    """A voyage with the ids of its calls and sightings."""
    return Voyage(
        id=row.id,
        kind=row.choice("kind", VoyageKind),
        vessel_id=row.text("vessel_id"),
        label=row.text("label"),
        ships=row.required_whole("ships"),
        ships_approximate=row.yes("ships_approximate"),
        call_ids=call_ids,
        sighting_ids=sighting_ids,
        from_port_id=row.text("from_port_id"),
        to_port_id=row.text("to_port_id"),
        to_place=row.text("to_place"),
        to_basis=row.choice("to_basis", DestinationBasis),
        route_id=row.text("route_id"),
        when=row.span(),
        how_known=row.choices("how_known", HowKnown),
        tracker=row.choice("tracker", Tracker),
        counted=row.yes("counted"),
        not_counted_why=row.text("not_counted_why"),
        summary=row.required("summary"),
        citation=row.citation(),
        product=row.text("product"),
        cargo=row.quantity("cargo"),
    )


def call_cells(call: PortCall, parent_id: str, voyage_id: str, place: int) -> Cells:
    """A call.

    Args:
        call: the call.
        parent_id: where the call's place is a terminal, the port it belongs to; else empty.
        voyage_id: the voyage it belongs to; empty for none.
        place: order within the voyage, from 0.
    """
    return {
        "id": call.id,
        "voyage_id": text_cell(voyage_id),
        "place": place,
        "vessel_id": text_cell(call.vessel_id),
        "ships": call.ships,
        "port_id": parent_id or call.port_id,
        "terminal_id": call.port_id if parent_id else None,
        "activity": call.activity.value,
        **span_cells(call.when),
        "how_known": words_cell(call.how_known),
        "tracker": call.tracker.value,
        "riding": call.riding.value,
        "draught_m": call.draught_m,
        "summary": call.summary,
    }


def call_of(row: StoredRow) -> PortCall:
    """A call; its place is the terminal where one is known."""
    return PortCall(
        id=row.id,
        vessel_id=row.text("vessel_id"),
        ships=row.required_whole("ships"),
        port_id=row.text("terminal_id") or row.required("port_id"),
        activity=row.choice("activity", Activity),
        when=row.span(),
        how_known=row.choices("how_known", HowKnown),
        tracker=row.choice("tracker", Tracker),
        riding=row.choice("riding", Riding),
        summary=row.required("summary"),
        citation=row.citation(),
        draught_m=row.number("draught_m"),
    )


def sighting_cells(sighting: Sighting, voyage_id: str, place: int) -> Cells:
    """A sighting; `place` is its order within the voyage, from 0."""
    return {
        "id": sighting.id,
        "geom": point_cell(sighting.position),
        "voyage_id": text_cell(voyage_id),
        "order_in_voyage": place,
        "vessel_id": text_cell(sighting.vessel_id),
        "sensor": sighting.sensor.value,
        **span_cells(sighting.when),
        "place": sighting.place,
        "accuracy_km": sighting.accuracy_km,
        "position_basis": sighting.position_basis,
        "how_known": words_cell(sighting.how_known),
        "tracker": sighting.tracker.value,
        "riding": sighting.riding.value,
        "draught_m": sighting.draught_m,
        "summary": sighting.summary,
    }


def sighting_of(row: StoredRow) -> Sighting:
    """A sighting."""
    return Sighting(
        id=row.id,
        vessel_id=row.text("vessel_id"),
        when=row.span(),
        place=row.required("place"),
        position=row.position(),
        accuracy_km=row.number("accuracy_km"),
        position_basis=row.required("position_basis"),
        how_known=row.choices("how_known", HowKnown),
        tracker=row.choice("tracker", Tracker),
        riding=row.choice("riding", Riding),
        summary=row.required("summary"),
        citation=row.citation(),
        sensor=row.choice("sensor", Sensor),
        draught_m=row.number("draught_m"),
    )


def consignment_cells(consignment: Consignment) -> Cells:
    """A rail consignment without its line, which `consignment_lines` draws."""
    return {
        "id": consignment.id,
        "shipper": text_cell(consignment.shipper),
        "consignee": text_cell(consignment.consignee),
        "shipper_id": text_cell(consignment.shipper_id),
        "consignee_id": text_cell(consignment.consignee_id),
        "from_station_id": text_cell(consignment.from_station_id),
        "to_station_id": text_cell(consignment.to_station_id),
        **span_cells(consignment.when),
        "product": text_cell(consignment.product),
        **quantity_cells("quantity", consignment.quantity),
        "wagons": consignment.wagons,
        "summary": consignment.summary,
    }


def consignment_of(row: StoredRow) -> Consignment:
    """A rail consignment."""
    return Consignment(
        id=row.id,
        shipper=row.text("shipper"),
        consignee=row.text("consignee"),
        shipper_id=row.text("shipper_id"),
        consignee_id=row.text("consignee_id"),
        from_station_id=row.text("from_station_id"),
        to_station_id=row.text("to_station_id"),
        when=row.span(),
        product=row.text("product"),
        quantity=row.quantity("quantity"),
        wagons=row.whole("wagons"),
        summary=row.required("summary"),
        citation=row.citation(),
    )


def payment_cells(payment: Payment) -> Cells:
    """A payment."""
    return {
        "id": payment.id,
        "payer": payment.payer,
        "payee": payment.payee,
        "payer_id": text_cell(payment.payer_id),
        "payee_id": text_cell(payment.payee_id),
        "amount": payment.amount,
        "currency": payment.currency,
        "qualifier": payment.qualifier.value,
        **span_cells(payment.when),
        "purpose": payment.purpose,
    }


def payment_of(row: StoredRow) -> Payment:
    """A payment."""
    return Payment(
        id=row.id,
        payer=row.required("payer"),
        payee=row.required("payee"),
        amount=row.number("amount"),
        currency=row.required("currency"),
        qualifier=row.choice("qualifier", Qualifier),
        when=row.span(),
        purpose=row.required("purpose"),
        citation=row.citation(),
        payer_id=row.text("payer_id"),
        payee_id=row.text("payee_id"),
    )


def track_cells(track: Track) -> Cells:
    """An AIS track without its reports."""
    return {
        "id": track.id,
        "vessel_id": track.vessel_id,
        **span_cells(track.when),
        "mmsi": text_cell(track.mmsi),
        "fixes": track.fixes,
        "sha256": track.sha256,
        "summary": track.summary,
    }


def track_of(row: StoredRow) -> Track:
    """An AIS track without its reports."""
    return Track(
        id=row.id,
        vessel_id=row.required("vessel_id"),
        when=row.span(),
        mmsi=row.text("mmsi"),
        fixes=row.required_whole("fixes"),
        sha256=row.required("sha256"),
        summary=row.required("summary"),
        citation=row.citation(),
    )
