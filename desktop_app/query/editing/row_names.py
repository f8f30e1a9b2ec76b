"""What a row of any table is called, in one line, and finding rows by what they are called."""

from typing import Final, NamedTuple

import apsw

from desktop_app.query.name_folding import fold
from desktop_app.storage.tables.all_tables import BY_NAME

MOST_SEARCHED: Final = 20_000  # rows of a table that are read for a search; more are only voyages and calls


class RowName(NamedTuple):
    """A row in a list to choose from.

    Attributes:
        id: text id.
        name: what it is called.
        detail: what tells it from others of the same name; may be empty.
        other: further names under which it is found; not shown.
    """

    id: str
    name: str
    detail: str
    other: str = ""

    def fits(self, folded: str) -> bool:
        """Whether every word of a folded text occurs in one of its names, its detail or its id."""
        text = fold(f"{self.name} {self.detail} {self.other} {self.id}")
        return all(word in text for word in folded.split())


class _Naming(NamedTuple):
    """SQL over the table as `t`: joins, name, detail, other names."""

    name: str
    detail: str = "NULL"
    joins: str = ""
    other: str = "NULL"


_DAY: Final = "substr(t.start_utc, 1, 10)"
_KIND: Final = "iif(t.kind = 'voyage', '', ', ' || t.kind)"
_VESSEL: Final = "LEFT JOIN vessel AS v ON v.id = t.vessel_id"
_PORT: Final = "LEFT JOIN port AS p ON p.id = t.port_id"
_SHIP: Final = "coalesce(v.name, 'unnamed ship')"

_NAMINGS: Final[dict[str, _Naming]] = {
    "source": _Naming("t.title", "concat_ws(', ', t.publisher, t.published)"),
    "vessel": _Naming(
        "t.name",
        "'IMO ' || t.imo_number",
        other="(SELECT group_concat(i.name, ' ') FROM vessel_identity AS i WHERE i.vessel_id = t.id)",
    ),
    "vessel_identity": _Naming("concat_ws(', ', t.name, t.flag, t.mmsi)", "v.name", _VESSEL),
    "vessel_particulars": _Naming("'particulars of ' || v.name", joins=_VESSEL),
    "deadweight_scale": _Naming(
        "v.name || ' at ' || t.draught_m || ' m'", "CAST(round(t.deadweight_t) AS INTEGER) || ' t'", _VESSEL
    ),
    "listing": _Naming("t.authority || ' listing of ' || v.name", "t.listed_on", _VESSEL),
    "company": _Naming("t.name", "t.role", other="t.name_ru"),
    "port": _Naming("t.name_en", "t.country", other="concat_ws(' ', t.name_ru, t.name_ko, t.locode)"),
    "terminal": _Naming("t.name_en", "p.name_en", _PORT, "concat_ws(' ', t.name_ru, t.name_ko, t.locode)"),
    "station": _Naming("t.name_en", "t.kind", other="concat_ws(' ', t.name_ru, t.name_ko)"),
    "rail_line": _Naming("t.name_en"),
    "voyage": _Naming("coalesce(v.name, t.label, 'unnamed ship')", f"{_DAY} || {_KIND}", _VESSEL),
    "port_call": _Naming(f"{_SHIP} || ' at ' || p.name_en", _DAY, f"{_VESSEL} {_PORT}"),
    "sighting": _Naming(f"{_SHIP} || ', ' || t.place", _DAY, _VESSEL),
    "consignment": _Naming("coalesce(t.product, 'consignment')", f"concat_ws(', ', t.shipper, {_DAY})"),
    "payment": _Naming("t.payer || ' to ' || t.payee", _DAY),
    "claim": _Naming("t.claimant || ': ' || t.what", _DAY),
    "notified_figure": _Naming("'notified by ' || t.exporter", _DAY),
    "rule": _Naming("t.instrument || ', paragraph ' || t.paragraph", "t.subject"),
    "conversion_factor": _Naming("t.product", "t.authority"),
    "public_event": _Naming("t.title", _DAY),
    "observation": _Naming("p.name_en || ' ' || t.visibility", _DAY, _PORT),
    "contradiction": _Naming("t.topic"),
    "parameter": _Naming("t.name", "t.unit"),
    "scenario": _Naming("t.name", "t.note"),
    "scenario_value": _Naming(
        "s.name || ': ' || p.name",
        joins="LEFT JOIN scenario AS s ON s.id = t.scenario_id "
        "LEFT JOIN parameter AS p ON p.id = t.parameter_id",
    ),
    "note": _Naming("substr(t.text, 1, 60)", "t.author"),
    "citation": _Naming("s.title", joins="LEFT JOIN source AS s ON s.id = t.source_id"),
    "attachment": _Naming("t.file_name", "t.media_type"),
    "case_info": _Naming("t.title"),
    "saved_view": _Naming("t.name", "t.group_name"),
    "import_run": _Naming("t.file_name", "t.imported_utc"),
    "doubt": _Naming("t.text", "t.subject"),
    "reference_layer": _Naming("t.name", "t.geometry"),
    "detection": _Naming("t.kinds", "t.made_utc"),
    "ais_event": _Naming("t.sentence", f"concat_ws(', ', v.name, {_DAY})", _VESSEL),
    "event_verdict": _Naming(
        "concat_ws(': ', t.judgement, t.text)", f"concat_ws(', ', v.name, {_DAY})", _VESSEL
    ),
    "watch_area": _Naming("t.name"),
    "berth_point": _Naming("'berth of ' || p.name_en", "NULL", _PORT),
}
_UNNAMED: Final = _Naming("t.id")


def row_name(connection: apsw.Connection, table: str, row_id: str) -> RowName | None:
    """What one row is called; None where there is none of that id.

    Raises:
        KeyError: no such table is declared.
    """
    rows = _rows(connection, table, "WHERE t.id = ?", (row_id,))
    return rows[0] if rows else None


def all_names(connection: apsw.Connection, table: str) -> list[RowName]:
    """Names of a table's rows by name, at most MOST_SEARCHED."""
    return _rows(connection, table, "ORDER BY 2, 3 LIMIT ?", (MOST_SEARCHED,))


def find_voyages(connection: apsw.Connection, text: str, vessel_id: str, limit: int) -> list[RowName]:
    """Voyages whose vessel, label, id or day holds the text, newest first; of one vessel if it is named."""
    words = [f"%{word}%" for word in text.split()]
    clauses = ["coalesce(v.name, t.label, '') || ' ' || t.start_utc || ' ' || t.id LIKE ?"] * len(words)
    if vessel_id:
        clauses.append("t.vessel_id = ?")
    where = f"WHERE {' AND '.join(clauses)} " if clauses else ""
    parameters = (*words, *((vessel_id,) if vessel_id else ()), limit)
    return _rows(connection, "voyage", f"{where}ORDER BY t.start_utc DESC LIMIT ?", parameters)


def _rows(
    connection: apsw.Connection, table: str, tail: str, parameters: tuple[str | int, ...]
) -> list[RowName]:
    naming = _NAMINGS.get(BY_NAME[table].name, _UNNAMED)
    # Only declared tables and text written in this module reach the statement.
    sql = (
        f"SELECT t.id, {naming.name}, {naming.detail}, {naming.other} "  # noqa: S608 - see above
        f"FROM {table} AS t {naming.joins} {tail}"
    )
    return [
        RowName(str(ident), str(name or ident), str(detail or ""), str(other or ""))
        for ident, name, detail, other in connection.execute(sql, parameters)
    ]
