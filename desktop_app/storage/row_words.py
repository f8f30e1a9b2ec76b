"""Rows, tables and columns in the field's words, for sentences."""

from typing import Final

import apsw

from desktop_app.storage.tables.all_tables import BY_NAME

# Where a row has none of these, its id stands for it.
_NAME_COLUMNS: Final = ("name_en", "name", "title", "file_name")
_UNITS: Final = {"t": "t", "m": "m", "m3": "m³", "km": "km", "bbl": "bbl", "utc": "UTC", "bytes": "bytes"}
# Where the table's own name is not what people call one of its rows.
_ONE: Final = {
    "vessel_particulars": "particulars",
    "deadweight_scale": "point of a deadweight scale",
    "scenario_value": "value of a scenario",
    "ais_event": "event in AIS reports",
    "event_verdict": "verdict on an event",
    "watch_area": "watched area",
}
_ABBREVIATIONS: Final = frozenset({"imo", "mmsi", "dwt", "url", "sha256"})


def table_words(table: str) -> str:
    """One row of the table: "port call"."""
    return _ONE.get(table, table.replace("_", " "))


def counted(table: str, number: int) -> str:
    """A number of rows: "1 port call", "12 port calls"."""
    return f"{number:,} {table_words(table) if number == 1 else BY_NAME[table].title.lower()}"


def row_words(connection: apsw.Connection, table: str, row_id: str) -> str:
    """A row by its name where it has one: "port Vostochny", "sighting sighting-b3k"."""
    columns = {column.name for column in BY_NAME[table].columns}
    name = next((name for name in _NAME_COLUMNS if name in columns), None)
    if name:
        found = connection.execute(
            f"SELECT {name} FROM {table} WHERE id = ?",  # noqa: S608 - declared names
            (row_id,),
        ).fetchone()
        if found and found[0]:
            return f"{table_words(table)} {found[0]}"
    return f"{table_words(table)} {row_id}"


def column_words(column: str) -> str:
    """A column: "from port", "start (UTC)", "DWT (t)"."""
    if column == "geom":
        return "position"
    words = column.removesuffix("_id").split("_")
    if len(words) > 1 and words[-1] in _UNITS:
        words[-1] = f"({_UNITS[words[-1]]})"
    return " ".join(word.upper() if word in _ABBREVIATIONS else word for word in words)


def capital(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
