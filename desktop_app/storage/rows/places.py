"""Ports, terminals, their outlines, and berths."""

from desktop_app.domain.place import BerthPoint, LonLat, Port, PortKind, PortRole
from desktop_app.storage.rows.cells import Cells, name_cells, outline_cell, point_cell, text_cell
from desktop_app.storage.rows.stored_row import StoredRow


def port_cells(port: Port) -> Cells:
    """A row of `port`, or of `terminal` for a part of one; its outline is a row of its own."""
    cells: Cells = {
        "id": port.id,
        "geom": point_cell(port.position),
        **name_cells(port.names),
        "country": port.country,
        "locode": text_cell(port.locode),
        "kind": port.kind.value,
        "role": port.role.value,
        "position_accuracy_m": port.position_accuracy_m,
        "position_basis": text_cell(port.position_basis),
        "note": text_cell(port.note),
    }
    if port.parent_id:
        cells["port_id"] = port.parent_id
    return cells


def outline_cells(port: Port) -> Cells:
    """The row of `port_outline` of a port or terminal that has one."""
    return {
        "id": f"outline-{port.id}",
        "geom": outline_cell(port.outline),
        "port_id": None if port.parent_id else port.id,
        "terminal_id": port.id if port.parent_id else None,
    }


def outlined_id_of(row: StoredRow) -> str:
    """The port or terminal that an outline belongs to."""
    return row.text("terminal_id") or row.text("port_id")


def ring_of(row: StoredRow) -> tuple[LonLat, ...]:
    """The closed ring of an outline."""
    return row.vertices("POLYGON")


def port_of(row: StoredRow, parent_id: str, outline: tuple[LonLat, ...]) -> Port:
    """A port, or a part of one, with its outline."""
    return Port(
        id=row.id,
        names=row.names(),
        country=row.required("country"),
        locode=row.text("locode"),
        kind=row.choice("kind", PortKind),
        role=row.choice("role", PortRole),
        parent_id=parent_id,
        position=row.position(),
        outline=outline,
        position_accuracy_m=row.number("position_accuracy_m"),
        position_basis=row.text("position_basis"),
        note=row.text("note"),
        citation=row.citation(),
    )


def berth_point_cells(berth: BerthPoint) -> Cells:
    """A berth or anchorage."""
    return {
        "id": berth.id,
        "geom": point_cell(berth.position),
        "port_id": berth.port_id,
        "accuracy_m": berth.accuracy_m,
        "basis": berth.basis,
    }


def berth_point_of(row: StoredRow) -> BerthPoint:
    """A berth or anchorage."""
    return BerthPoint(
        id=row.id,
        port_id=row.required("port_id"),
        position=row.required_position(),
        accuracy_m=row.required_number("accuracy_m"),
        basis=row.required("basis"),
        citation=row.citation(),
    )
