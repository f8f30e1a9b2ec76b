"""Voyages, the calls and sightings they are made of, consignments by rail, and payments."""

from typing import Final

from desktop_app.domain.movement import Activity, DestinationBasis, Riding, Sensor, Tracker, VoyageKind
from desktop_app.domain.statement import Qualifier
from desktop_app.storage.tables.declare import (
    Table,
    flag,
    number,
    one_of,
    quantity,
    refers,
    span,
    text,
    whole,
)

CARGO_UNITS: Final = ("bbl", "t", "m3")
RAIL_UNITS: Final = ("t", "bbl", "wagons")
HOW_KNOWN: Final = text(
    "how_known", "kinds of observation behind it, of image, ais, report, separated by spaces", required=True
)
TRACKER: Final = one_of("tracker", "state of the AIS transmitter as reported", [row.value for row in Tracker])
RIDING: Final = one_of(
    "riding", "how deep the ship lay: high is ballast, low is laden", [r.value for r in Riding]
)

SEA_ROUTE: Final = Table(
    "sea_route",
    "Inferred sea routes",
    "Plausible ways over water between two ports; inferred, never a track",
    (
        refers("from_port_id", "port", "loading port", required=True),
        refers("to_port_id", "port", "port of discharge", required=True),
        text("method", "how the way was found", required=True),
    ),
    "LINESTRING",
    cited=False,
)

# The geometry is a copy of the route's, so that another program can draw a voyage without a join.
VOYAGE: Final = Table(
    "voyage",
    "Voyages",
    "Calls and sightings that belong together; the line is the inferred route, where one is drawn",
    (
        whole("place", "order in the table where nothing else decides", required=True),
        one_of("kind", "what the row stands for", [kind.value for kind in VoyageKind]),
        refers("vessel_id", "vessel", "the vessel, empty where it is not named"),
        text("label", "what to call the row where no vessel is named"),
        whole("ships", "number of calls the row stands for", required=True),
        flag("ships_approximate", "the source says about"),
        refers("from_port_id", "port", "loading port"),
        refers("to_port_id", "port", "port of discharge"),
        text("to_place", "destination in words where it is no port of the case"),
        one_of("to_basis", "how the destination is known", [basis.value for basis in DestinationBasis]),
        refers("route_id", "sea_route", "the inferred route drawn for it"),
        *span(),
        HOW_KNOWN,
        TRACKER,
        flag("counted", "adds to the observed calls"),
        text("not_counted_why", "why it does not add"),
        text("product", "what was carried, as documented"),
        *quantity("cargo", "the cargo", CARGO_UNITS),
        text("summary", "what the sources say, in our words", required=True),
    ),
    "LINESTRING",
    # The first answers order, filter and ledgers of a million rows without reading the table, which is ten
    # times as long; the last finds the few of them with a documented cargo or product.
    indexes=(
        "start_utc, end_utc, place, vessel_id, counted, kind, ships",
        "vessel_id, start_utc",
    ),
    later_indexes=("cargo_unit, product",),
)

PORT_CALL: Final = Table(
    "port_call",
    "Port calls",
    "Documented presences in ports, loading first",
    (
        refers("voyage_id", "voyage", "the voyage it belongs to"),
        whole("place", "order within the voyage, from 0", required=True),
        refers("vessel_id", "vessel", "the vessel, empty where it is not named"),
        whole("ships", "how many ships the statement covers", required=True),
        refers("port_id", "port", "the port", required=True),
        refers("terminal_id", "terminal", "the part of the port, where known"),
        one_of("activity", "what the call was for, by documents", [row.value for row in Activity]),
        *span(),
        HOW_KNOWN,
        TRACKER,
        RIDING,
        number("draught_m", "draught in metres as reported"),
        text("summary", "what the sources say, in our words", required=True),
    ),
    # The second counts the calls of every port without reading the table; the last finds those that tell how
    # deep a ship lay.
    indexes=(
        "voyage_id, place",
        "port_id, start_utc, end_utc, terminal_id, ships, voyage_id",
        "vessel_id, start_utc",
    ),
    later_indexes=("draught_m, riding",),
)

SIGHTING: Final = Table(
    "sighting",
    "Sightings",
    "Documented positions away from a berth",
    (
        refers("voyage_id", "voyage", "the voyage it belongs to"),
        whole("order_in_voyage", "order within the voyage, from 0", required=True),
        refers("vessel_id", "vessel", "the vessel, empty where it is not named"),
        one_of("sensor", "what saw it", [sensor.value for sensor in Sensor]),
        *span(),
        text("place", "the position in words, as reported", required=True),
        number("accuracy_km", "radius in kilometres within which the real position lies"),
        text("position_basis", "how words became a point", required=True),
        HOW_KNOWN,
        TRACKER,
        RIDING,
        number("draught_m", "draught in metres as reported"),
        text("summary", "what the sources say, in our words", required=True),
    ),
    "POINT",
    indexes=("voyage_id", "start_utc", "vessel_id, start_utc"),
    later_indexes=("draught_m, riding",),
)

CONSIGNMENT: Final = Table(
    "consignment",
    "Rail consignments",
    "Oil sent by rail; the line is the railway it went over, where one is drawn",
    (
        text("shipper", "who sent it"),
        text("consignee", "to whom"),
        refers("shipper_id", "company", "the shipper, if it is a company of the case"),
        refers("consignee_id", "company", "the consignee, if it is a company of the case"),
        refers("from_station_id", "station", "station of departure"),
        refers("to_station_id", "station", "station of arrival"),
        *span(),
        text("product", "what was carried, as documented"),
        *quantity("quantity", "the consignment", RAIL_UNITS),
        whole("wagons", "number of wagons"),
        text("summary", "what the sources say, in our words", required=True),
    ),
    "LINESTRING",
    indexes=("start_utc",),
)

PAYMENT: Final = Table(
    "payment",
    "Payments",
    "Money that a source connects with the trade",
    (
        text("payer", "who paid", required=True),
        text("payee", "who was paid", required=True),
        refers("payer_id", "company", "the payer, if it is a company of the case"),
        refers("payee_id", "company", "the payee, if it is a company of the case"),
        number("amount", "amount, empty where it is not published"),
        text("currency", "ISO 4217", required=True),
        one_of("qualifier", "the word before the number in the source", [row.value for row in Qualifier]),
        *span(),
        text("purpose", "what it was for, in our words", required=True),
    ),
    indexes=("start_utc",),
)

# A month of one ship is 40,000 reports: as rows they would be the whole file, as one blob they are read in
# one step. The blob lies where attachments lie, since a change set would carry it a second time.
TRACK: Final = Table(
    "track",
    "AIS tracks",
    "Position reports of one ship from one source, in the order of time; tumen_file holds the reports",
    (
        refers("vessel_id", "vessel", "the ship", required=True),
        *span(),
        text("mmsi", "Maritime Mobile Service Identity under which it reported, nine digits"),
        whole("fixes", "number of position reports", required=True),
        text("sha256", "SHA-256 of the reports, lower-case hexadecimal", required=True),
        text("summary", "where the reports come from, in our words", required=True),
    ),
    indexes=("vessel_id, start_utc",),
)

TABLES: Final = (SEA_ROUTE, VOYAGE, PORT_CALL, SIGHTING, CONSIGNMENT, PAYMENT, TRACK)
