"""From what stands in a form to an edit: ids, order within a voyage, what a new row brings with it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

import apsw

from desktop_app.domain.provenance import Citation
from desktop_app.query.editing.row_names import row_name
from desktop_app.query.editing.stored_row import StoredRow
from desktop_app.storage.edits import Cell, Edit, Insert, Operation, Update, evidence_id
from desktop_app.storage.log_entries import new_id
from desktop_app.storage.row_words import table_words
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.keys import KIND_OF_TABLE
from desktop_app.storage.times import instant_text

Values = dict[str, Cell]

# One ship has many of them: their day tells which.
_MOVEMENTS: Final = ("voyage", "port_call", "sighting")


class Draft(NamedTuple):
    """What a form holds.

    Attributes:
        table: where the row belongs.
        values: declared columns, and `geom`, as they are to be; of a stored row all of them too.
        citation: None where the table is not cited.
        before: the stored row, None for a new one.
        why: the person's reason, may be empty.
    """

    table: str
    values: Mapping[str, Cell]
    citation: Citation | None
    before: StoredRow | None
    why: str


class DraftEdit(NamedTuple):
    """An edit, and the id of the row it is about."""

    edit: Edit
    row_id: str


def edit_of(connection: apsw.Connection, draft: Draft, who: str, now: datetime) -> DraftEdit | None:
    """The edit that carries a draft out; None where nothing has changed.

    Raises:
        ValueError: the row must cite a source and does not.
    """
    if BY_NAME[draft.table].cited and draft.citation is None:
        raise ValueError("the row cites no source")
    if draft.before is not None:
        return _change(connection, draft, draft.before)
    row_id = new_id(KIND_OF_TABLE[draft.table])
    evidence: Values = {} if draft.citation is None else {"evidence_id": evidence_id(draft.citation)}
    values = dict(draft.values) | evidence
    brings = _BRINGS.get(draft.table)
    before, values = brings(connection, values, who, now) if brings is not None else ((), values)
    given = {name: value for name, value in values.items() if value is not None}
    operations = (*before, Insert(draft.table, row_id, given))
    what = f"Add {table_words(draft.table)}{_called(connection, draft.table, given)}"
    return DraftEdit(Edit(what, operations, _cited(draft), draft.why), row_id)


def _change(connection: apsw.Connection, draft: Draft, before: StoredRow) -> DraftEdit | None:
    values = dict(draft.values)
    if draft.table == "port_call":
        values = _with_port_of_terminal(connection, values)
    changed = {
        name: value
        for name, value in values.items()
        if name not in before.cells or before.cells[name] != value
    }
    if draft.citation is not None and draft.citation != before.citation:
        changed["evidence_id"] = evidence_id(draft.citation)
    if not changed:
        return None
    if draft.table == "voyage" and changed.keys() & {"from_port_id", "to_port_id"}:
        changed["route_id"] = _route(connection, {**before.cells, **changed})
    named = row_name(connection, draft.table, before.id)
    days = f", {named.detail}" if named is not None and draft.table in _MOVEMENTS else ""
    what = f"Change {table_words(draft.table)} {named.name if named else before.id}{days}"
    return DraftEdit(
        Edit(what, (Update(draft.table, before.id, changed),), _cited(draft), draft.why), before.id
    )


def _cited(draft: Draft) -> tuple[Citation, ...]:
    return () if draft.citation is None else (draft.citation,)


def _called(connection: apsw.Connection, table: str, values: Mapping[str, Cell]) -> str:
    """A few words on a row that is not stored yet."""
    for column, of, between in (
        ("vessel_id", "vessel", "of"),
        ("port_id", "port", "at"),
        ("scenario_id", "scenario", "of"),
    ):
        value = values.get(column)
        named = row_name(connection, of, value) if isinstance(value, str) else None
        if named is not None:
            return f" {between} {named.name}"
    for column in ("name", "name_en", "title", "label", "what", "exporter", "payer", "shipper"):
        words = values.get(column)
        if isinstance(words, str) and table != "claim":
            return f" {words}"
    return ""


def _route(connection: apsw.Connection, values: Mapping[str, Cell]) -> str | None:
    """The inferred way between the two ports, where the case has one."""
    row = connection.execute(
        "SELECT id FROM sea_route WHERE from_port_id = ? AND to_port_id = ?",
        (values.get("from_port_id"), values.get("to_port_id")),
    ).fetchone()
    return None if row is None else str(row[0])


def _next(connection: apsw.Connection, sql: str, *parameters: Cell) -> int:
    highest = connection.execute(sql, parameters).get
    return 0 if highest is None else int(highest) + 1


Brought = tuple[tuple[Operation, ...], Values]


def _voyage(connection: apsw.Connection, values: Values, _: str, __: datetime) -> Brought:
    place = _next(connection, "SELECT max(place) FROM voyage")
    return (), {**values, "place": place, "route_id": _route(connection, values)}


def _port_call(connection: apsw.Connection, values: Values, who: str, now: datetime) -> Brought:
    made: tuple[Operation, ...] = ()
    values = _with_port_of_terminal(connection, values)
    if values.get("voyage_id") is None:
        loads = values.get("activity") != "discharge"
        ports: Values = {"from_port_id" if loads else "to_port_id": values.get("port_id")}
        counted: Values = (
            {"counted": 1}
            if values.get("activity") == "load"
            else {"counted": 0, "not_counted_why": "a call for which no loading is documented"}
        )
        about: Values = {"kind": "call", "to_basis": "unknown" if loads else "documented"}
        made, values = _own_voyage(connection, values, {**about, **ports, **counted}, who, now)
    place = _next(connection, "SELECT max(place) FROM port_call WHERE voyage_id = ?", values["voyage_id"])
    return made, {**values, "place": place}


def _sighting(connection: apsw.Connection, values: Values, who: str, now: datetime) -> Brought:
    made: tuple[Operation, ...] = ()
    if values.get("voyage_id") is None:
        why = "a sighting, no call is documented for it"
        about: Values = {"kind": "sighting", "to_basis": "unknown", "counted": 0, "not_counted_why": why}
        made, values = _own_voyage(connection, values, about, who, now)
    place = _next(
        connection, "SELECT max(order_in_voyage) FROM sighting WHERE voyage_id = ?", values["voyage_id"]
    )
    return made, {**values, "order_in_voyage": place}


_SHARED: Final = (
    *("vessel_id", "start_utc", "end_utc", "precision", "approximate"),
    *("how_known", "tracker", "summary", "evidence_id"),
)


def _own_voyage(
    connection: apsw.Connection, values: Values, about: Values, who: str, now: datetime
) -> tuple[tuple[Operation, ...], Values]:
    """A row of the voyages table for a call or sighting of its own: without one it would not be seen."""
    voyage_id = new_id("voyage")
    shared: Values = {name: values.get(name) for name in _SHARED}
    ships: Values = {"ships": values.get("ships", 1), "ships_approximate": 0}
    unnamed: Values = {} if values.get("vessel_id") else {"label": "unnamed ship"}
    _, whole = _voyage(connection, {**shared, **ships, **unnamed, **about}, who, now)
    given = {name: value for name, value in whole.items() if value is not None}
    return (Insert("voyage", voyage_id, given),), {**values, "voyage_id": voyage_id}


def _with_port_of_terminal(connection: apsw.Connection, values: Values) -> Values:
    """A terminal names its port; the row keeps both."""
    terminal = values.get("terminal_id")
    if terminal is None:
        return values
    port = connection.execute("SELECT port_id FROM terminal WHERE id = ?", (terminal,)).get
    return {**values, "port_id": port}


def _note(_: apsw.Connection, values: Values, who: str, now: datetime) -> Brought:
    return (), {**values, "author": who, "written_utc": instant_text(now)}


_BRINGS: Final[Mapping[str, Callable[[apsw.Connection, Values, str, datetime], Brought]]] = {
    "voyage": _voyage,
    "port_call": _port_call,
    "sighting": _sighting,
    "note": _note,
}
