"""Cards of ports, stations and railway lines."""

from desktop_app.domain.place import Names, Port, RailLine, Station
from desktop_app.exporters import wording
from desktop_app.exporters.card import GRADE_B, Card, Section, finish, present
from desktop_app.storage.case_store import CaseStore


def _names(names: Names) -> tuple[tuple[str, str], ...]:
    return present(("Russian", names.ru), ("Korean", names.ko))


def port_card(store: CaseStore, ident: str) -> Card | None:
    """A port: names, position with its accuracy, and the documented calls there."""
    record = store.record
    port: Port | None = next((row for row in record.ports if row.id == ident), None)
    if port is None:
        return None
    calls = sorted(
        (call for call in record.calls if call.port_id == port.id), key=lambda call: call.when.start
    )
    where = f"{port.position[1]:.4f}° N {port.position[0]:.4f}° E" if port.position else "not documented"
    accuracy = f"±{wording.number(port.position_accuracy_m)} m" if port.position_accuracy_m else None
    # The record grades a port as a whole; its names in other scripts rest on no document that was read.
    native = f"Russian and Korean names: {GRADE_B}." if port.names.ru or port.names.ko else ""
    names = {vessel.id: vessel.name for vessel in record.vessels}
    return finish(
        record,
        port.names.en,
        {"loading": "Loading port", "discharge": "Discharge port", "rail": "Rail head", "other": "Port"}[
            port.role.value
        ],
        [
            Section(
                "",
                (
                    *_names(port.names),
                    *present(
                        ("UN/LOCODE", port.locode or "none documented"),
                        ("Position", where),
                        ("Accuracy", accuracy),
                        ("From", port.position_basis),
                    ),
                ),
                tuple(text for text in (port.note, native) if text),
            ),
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
        [port.citation, *(call.citation for call in calls)],
    )


def station_card(store: CaseStore, ident: str) -> Card | None:
    """A railway station."""
    station: Station | None = next((row for row in store.record.stations if row.id == ident), None)
    if station is None:
        return None
    km = f"{station.km:g} km from Baranovsky" if station.km is not None else None
    where = (
        f"{station.position[1]:.4f}° N {station.position[0]:.4f}° E" if station.position else "not documented"
    )
    section = Section(
        "",
        (*_names(station.names), *present(("Kilometre", km), ("Position", where))),
        (station.note,) if station.note else (),
    )
    return finish(store.record, station.names.en, "Railway station", [section], [station.citation])


def rail_card(store: CaseStore, ident: str) -> Card | None:
    """A railway line; its length is the published one."""
    line: RailLine | None = next((row for row in store.record.rail_lines if row.id == ident), None)
    if line is None:
        return None
    section = Section(
        "",
        (
            *_names(line.names),
            *present(
                ("Length", f"{line.published_km:g} km (published)" if line.published_km else None),
                ("Drawn", f"schematic, ±{line.accuracy_km:g} km" if line.schematic else "surveyed"),
            ),
        ),
        (line.note,) if line.note else (),
    )
    return finish(store.record, line.names.en, "Railway", [section], [line.citation])
