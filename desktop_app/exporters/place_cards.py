"""Cards of ports and their parts."""

from desktop_app.domain.place import LonLat, Names, Port, PortKind
from desktop_app.exporters import wording
from desktop_app.exporters.card import GRADE_B, Card, Section, finish, present
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.content import Content

_ROLES = {"loading": "Loading port", "discharge": "Discharge port", "rail": "Rail head", "other": "Port"}
_KINDS = {
    PortKind.HARBOUR: "Harbour",
    PortKind.OIL_TERMINAL: "Oil terminal",
    PortKind.PIER: "Pier",
    PortKind.BUOYS: "Mooring buoys",
    PortKind.TANKS: "Tank farm",
}


def name_rows(names: Names) -> tuple[tuple[str, str], ...]:
    """The names in the other two languages, where known."""
    return present(("Russian", names.ru), ("Korean", names.ko))


def position_text(position: LonLat | None) -> str:
    """Latitude and longitude, or that there is none."""
    return f"{position[1]:.4f}° N {position[0]:.4f}° E" if position else "not documented"


def port_card(store: CaseStore, ident: str) -> Card | None:
    """A port or a part of one: names, position with its accuracy, what it consists of, documented calls."""
    record = store.record
    port: Port | None = next((row for row in record.ports if row.id == ident), None)
    if port is None:
        return None
    parent = next((row for row in record.ports if row.id == port.parent_id), None)
    parts = [row for row in record.ports if row.parent_id == port.id]
    column = "terminal_id" if parent else "port_id"
    alone = "" if parent else "AND terminal_id IS NULL "
    sql = f"SELECT id FROM port_call WHERE {column} = ? {alone}ORDER BY start_utc LIMIT 200"  # noqa: S608 - names above
    calls = store.calls(row_id for (row_id,) in read(store, sql, (port.id,)))
    # The record grades a port as a whole; its names in other scripts rest on no document that was read.
    native = f"Russian and Korean names: {GRADE_B}." if port.names.ru or port.names.ko else ""
    names = {vessel.id: vessel.name for vessel in record.vessels}
    return finish(
        record,
        port.names.en,
        f"{_KINDS[port.kind]} in {parent.names.en}" if parent else _ROLES[port.role.value],
        [
            Section(
                "",
                (
                    *name_rows(port.names),
                    *present(
                        ("UN/LOCODE", port.locode or ("" if parent else "none documented")),
                        ("Position", position_text(port.position)),
                        ("Accuracy", _accuracy(port)),
                        ("From", port.position_basis),
                        ("Berths", _berths(record, port)),
                    ),
                ),
                tuple(text for text in (port.note, native) if text),
            ),
            Section("Terminals and berths", tuple((part.names.en, _known(part)) for part in parts))
            if parts
            else None,
            Section(
                "Documented calls, whole record",
                tuple(
                    (
                        wording.time_span(call.when),
                        names.get(call.vessel_id, "unnamed" if call.ships == 1 else f"{call.ships} tankers"),
                    )
                    for call in calls
                ),
            )
            if calls
            else None,
        ],
        [
            port.citation,
            *(part.citation for part in parts),
            *(call.citation for call in calls),
            *(point.citation for point in record.berth_points if point.port_id == port.id),
        ],
    )


def _accuracy(port: Port) -> str | None:
    """The class a reader remembers, with the metres behind it."""
    if port.position_accuracy_m is None or port.accuracy_class is None:
        return None
    metres = f"±{wording.number(port.position_accuracy_m)} m"
    stated = port.accuracy_class.value
    return f"{metres} (class {stated})" if stated == "town" else f"{metres} (class ±{stated})"


def _berths(record: Content, port: Port) -> str:
    """How many berth and anchorage points bound the port's area."""
    count = sum(point.port_id == port.id for point in record.berth_points)
    if not count:
        return ""
    return (
        f"{count} berth or anchorage point{'s' if count > 1 else ''}; the port area reaches 3 km round them"
    )


def _known(part: Port) -> str:
    where = position_text(part.position) if part.position else "position not documented"
    return f"{_KINDS[part.kind].lower()}, {where}. {part.note}"
