"""Ports, terminals, the places where ships lie in them, and the railway."""

from typing import Final

from desktop_app.domain.place import PortKind, PortRole
from desktop_app.domain.railway import Gauge, StationBasis, StationKind
from desktop_app.storage.tables.declare import Column, Table, day, names, number, one_of, refers, text, whole


def _port_columns() -> tuple[Column, ...]:
    return (
        *names(),
        text("country", "ISO 3166 alpha-2", required=True),
        text("locode", "UN/LOCODE without space"),
        one_of("kind", "what it is", [kind.value for kind in PortKind]),
        one_of("role", "documented role in this trade", [role.value for role in PortRole]),
        number("position_accuracy_m", "radius in metres within which the real place lies"),
        text("position_basis", "how the position is known"),
        text("note", "what a reader should know"),
    )


PORT: Final = Table(
    "port", "Ports", "Ports; no geometry where no document gives it", _port_columns(), "POINT"
)

TERMINAL: Final = Table(
    "terminal",
    "Terminals and berths",
    "Parts of ports: harbours, oil terminals, piers, buoys, tanks",
    (refers("port_id", "port", "the port it belongs to", required=True), *_port_columns()),
    "POINT",
    indexes=("port_id",),
)

PORT_OUTLINE: Final = Table(
    "port_outline",
    "Outlines of ports and terminals",
    "Where a terminal's or port's ground lies",
    (
        refers("port_id", "port", "the port outlined, if it is one"),
        refers("terminal_id", "terminal", "the terminal outlined, if it is one"),
    ),
    "POLYGON",
)

BERTH_POINT: Final = Table(
    "berth_point",
    "Berths and anchorages",
    "Places where ships of a port lie, at a quay or at anchor",
    (
        refers("port_id", "port", "the port", required=True),
        number("accuracy_m", "radius in metres within which the real place lies", required=True),
        text("basis", "how it is known", required=True),
    ),
    "POINT",
    indexes=("port_id",),
)

RAIL_LINE: Final = Table(
    "rail_line",
    "Railway lines",
    "Lines, with published lengths; no length is measured on a drawing",
    (
        *names(),
        whole("place", "order from north to south", required=True),
        number("published_km", "length in kilometres from documents"),
        text("note", "what a reader should know"),
    ),
)

RAIL_SEGMENT: Final = Table(
    "rail_segment",
    "Railway",
    "Stretches of a line, each known equally well along its length",
    (
        refers("line_id", "rail_line", "the line", required=True),
        whole("place", "order along the line from north to south", required=True),
        one_of("gauge", "distance between the rails in millimetres", [gauge.value for gauge in Gauge]),
        number(
            "accuracy_km", "how far in kilometres the real line can lie from the drawn one", required=True
        ),
    ),
    "LINESTRING",
)

STATION: Final = Table(
    "station",
    "Railway stations",
    "Stations and the bridge, in order along the line; no geometry where nothing bounds it",
    (
        *names(),
        one_of("kind", "station or bridge", [kind.value for kind in StationKind]),
        whole("place", "order along the line from north to south, from 1", required=True),
        refers("line_id", "rail_line", "the line whose kilometres it counts in"),
        number("km", "published kilometre from Baranovsky, negative before it"),
        text("distance", "a published distance from another station, in words"),
        day("opened", "day of opening"),
        text("lengths_m", "of a bridge, in metres, as different sources give it, separated by spaces"),
        one_of("basis", "how the position is known", [basis.value for basis in StationBasis]),
        number("accuracy_km", "the real place lies within this distance in kilometres"),
        text("note", "what a reader should know"),
    ),
    "POINT",
)

KILOMETRE_POST: Final = Table(
    "kilometre_post",
    "Kilometre posts",
    "Published kilometres put on the drawn line by computation; no post was seen",
    (
        refers("line_id", "rail_line", "the line", required=True),
        whole("km", "kilometre from the line's first station", required=True),
        number("accuracy_km", "the real place lies within this distance in kilometres", required=True),
    ),
    "POINT",
)

TABLES: Final = (
    PORT,
    TERMINAL,
    PORT_OUTLINE,
    BERTH_POINT,
    RAIL_LINE,
    RAIL_SEGMENT,
    STATION,
    KILOMETRE_POST,
)
