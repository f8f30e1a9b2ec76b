"""Cards of ports and their parts."""

from collections.abc import Iterator

from desktop_app.domain.place import LonLat, Names, Port, PortKind
from desktop_app.domain.statement import Observation
from desktop_app.exporters import wording
from desktop_app.exporters.card import (
    GRADE_B,
    LISTED,
    Card,
    Link,
    Row,
    Section,
    citations_of,
    finish,
    listed,
    present,
)
from desktop_app.exporters.list_rows import call_row, disagreement
from desktop_app.exporters.things import place_link, thing
from desktop_app.exporters.volume_sections import total_section
from desktop_app.exporters.watch_sections import looks_section
from desktop_app.query.clauses import ChoiceClause, ClauseKind
from desktop_app.query.engine import QueryEngine
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

_ROLES = {"loading": "Loading port", "discharge": "Discharge port", "rail": "Rail head", "other": "Port"}
_KINDS = {
    PortKind.PORT: "Port",
    PortKind.HARBOUR: "Harbour",
    PortKind.OIL_TERMINAL: "Oil terminal",
    PortKind.PIER: "Pier",
    PortKind.BUOYS: "Mooring buoys",
    PortKind.TANKS: "Tank farm",
}


def role_words(port: Port) -> str:
    """What a port is in this trade."""
    return _ROLES[port.role.value]


def name_rows(names: Names) -> tuple[Row, ...]:
    """The names in the other two languages, where known."""
    return present(("Russian", names.ru), ("Korean", names.ko))


def position_text(position: LonLat | None) -> str:
    """Latitude and longitude, or that there is none."""
    return f"{position[1]:.4f}° N {position[0]:.4f}° E" if position else "not documented"


def port_card(engine: QueryEngine, ident: str, feedback: Feedback | None = None) -> Card | None:
    """A port or a part of one: names, position with its accuracy, what it consists of, documented calls."""
    store = engine.store
    record = store.record
    port = thing(store, Port, f"port:{ident}")
    if port is None:
        return None
    parent = thing(store, Port, f"port:{port.parent_id}")
    parts = [row for row in record.ports if row.parent_id == port.id]
    found = Related(store, feedback, LISTED).calls_at(port.id, port.parent_id or port.id)
    calls = list(store.calls(found.ids))
    observed = [row for row in record.observations if row.port_id == port.id]
    disputes = [row for row in record.contradictions if port.id in row.refers_to]
    # The record grades a port as a whole; its names in other scripts rest on no document that was read.
    graded = port.citation.grade is not None and (port.names.ru or port.names.ko)
    native = f"Russian and Korean names: {GRADE_B}." if graded else ""
    sections = [
        Section(
            "",
            (
                *name_rows(port.names),
                *present(
                    ("Part of", place_link(store, port.parent_id)),
                    ("UN/LOCODE", port.locode or ("" if parent else "none documented")),
                    ("Position", position_text(port.position)),
                    ("Accuracy", _accuracy(port)),
                    ("From", port.position_basis),
                    ("Berths", _berths(store, port)),
                ),
            ),
            tuple(text for text in (port.note, native) if text),
        ),
        Section("Terminals and berths", tuple(_part_row(part) for part in parts)) if parts else None,
        *_totals(engine, port, feedback),
        listed("Documented calls", (call_row(store, row, at=False) for row in calls), found.total)
        if calls
        else None,
        looks_section(store, port.id),
        listed("Observation coverage", map(_observation_row, observed[:LISTED]), len(observed))
        if observed
        else None,
        disagreement(disputes),
    ]
    berths = [row for row in record.berth_points if row.port_id == port.id]
    rests = citations_of(parts, calls, berths, observed, disputes)
    subtitle = f"{_KINDS[port.kind]} in {parent.names.en}" if parent else role_words(port)
    return finish(store, f"port:{ident}", port.names.en, subtitle, sections, port.citation, rests)


def _totals(engine: QueryEngine, port: Port, feedback: Feedback | None) -> Iterator[Section | None]:
    """What was loaded and discharged in the port; voyages do not name its parts."""
    for kind, heading in ((ClauseKind.LOADING, "Loaded here"), (ClauseKind.DISCHARGE, "Bound for here")):
        clause = ChoiceClause(kind, (port.id,), (port.names.en,))
        yield total_section(engine, f"{heading}, whole case", clause, feedback)


def _accuracy(port: Port) -> str | None:
    """The class a reader remembers, with the metres behind it."""
    if port.position_accuracy_m is None or port.accuracy_class is None:
        return None
    metres = f"±{wording.number(port.position_accuracy_m)} m"
    stated = port.accuracy_class.value
    return f"{metres} (class {stated})" if stated == "town" else f"{metres} (class ±{stated})"


def _berths(store: CaseStore, port: Port) -> str:
    """How many berth and anchorage points bound the port's area."""
    count = sum(point.port_id == port.id for point in store.record.berth_points)
    if not count:
        return ""
    return (
        f"{count} berth or anchorage point{'s' if count > 1 else ''}; the port area reaches 3 km round them"
    )


def _part_row(part: Port) -> Row:
    where = position_text(part.position) if part.position else "position not documented"
    words = (Link(part.names.en, f"port:{part.id}"), f": {where}. {part.note}".rstrip())
    return Row(_KINDS[part.kind], words, part.citation.source_ids)


def _observation_row(row: Observation) -> Row:
    value = (Link(row.visibility.value, f"observation:{row.id}"), f": {row.text}")
    return Row(wording.short_time_span(row.when), value, row.citation.source_ids)
