"""Values that cannot be true together: times, ranges, and numbers with a check digit."""

from collections.abc import Iterator
from typing import Final

import apsw

from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.vessel import is_valid_imo
from desktop_app.storage.checks.listing import listed
from desktop_app.storage.geometry import GeometryError, read_shape
from desktop_app.storage.row_words import capital, column_words, row_words
from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.storage.tables.declare import Kind, Table

_IN_ORDER: Final = (
    ("start_utc", "end_utc"),
    ("first_day", "last_day"),
    ("listed_on", "delisted_on"),
)
_FORMATS: Final = {Kind.INSTANT: "%Y-%m-%dT%H:%M:%SZ", Kind.DAY: "%Y-%m-%d"}
# Lines of voyages are compared with their routes'; those are read.
_NOT_READ: Final = frozenset({"voyage"})


def tables_with_times() -> tuple[str, ...]:
    """Tables that have a column of instants or days."""
    return tuple(table.name for table in TABLES if any(column.kind in _FORMATS for column in table.columns))


def times(connection: apsw.Connection, table: str) -> Iterator[Finding]:
    """Every time is one, and nothing ends before it begins."""
    declared = {column.name: column.kind for column in BY_NAME[table].columns}
    for name, kind in declared.items():
        if kind in _FORMATS:
            # The 31st of February is written like a day, and SQLite makes a day of March of it.
            condition = f"strftime('{_FORMATS[kind]}', {name}) IS NOT {name}"
            yield from _found(
                connection, table, f"{name} IS NOT NULL AND {condition}", f"{column_words(name)} is no time"
            )
    for first, last in _IN_ORDER:
        if first in declared and last in declared:
            yield from _found(
                connection,
                table,
                f"{first} > {last}",
                f"{column_words(first)} lies after {column_words(last)}",
            )


def ranges(connection: apsw.Connection, table: str) -> Iterator[Finding]:
    """Low, best and high are in order, and a quantity has a unit."""
    names = {column.name for column in BY_NAME[table].columns}
    for low in sorted(name for name in names if name == "low" or name.endswith("_low")):
        prefix = low.removesuffix("low")
        best, high, unit = (prefix + word for word in ("best", "high", "unit"))
        pairs = [(low, high), *(((low, best), (best, high)) if best in names else ())]
        condition = " OR ".join(f"{first} > {last}" for first, last in pairs)
        what = prefix.replace("_", " ").strip() or "figure"
        yield from _found(connection, table, condition, f"the {what}’s low, best and high are not in order")
        if prefix and unit in names:
            figures = " OR ".join(f"{name} IS NOT NULL" for name in (low, best, high))
            yield from _found(
                connection, table, f"{unit} IS NULL AND ({figures})", f"the {what} has figures and no unit"
            )


def tables_with_ranges() -> tuple[str, ...]:
    """Tables that have a range of figures."""
    return tuple(
        table.name
        for table in TABLES
        if any(column.name == "low" or column.name.endswith("_low") for column in table.columns)
    )


def ship_numbers(connection: apsw.Connection) -> Iterator[Finding]:
    """IMO numbers carry their check digit; an identity may claim one that does not: worth a look."""
    for table, severity in (("vessel", Severity.ERROR), ("vessel_identity", Severity.WARNING)):
        sql = f"SELECT id, imo_number FROM {table} WHERE imo_number IS NOT NULL"  # noqa: S608 - constants
        for row_id, number in connection.execute(sql):
            if not is_valid_imo(str(number)):
                words = capital(row_words(connection, table, str(row_id)))
                sentence = f"{words}: IMO number {number} is not seven digits with a right check digit."
                yield Finding(severity, table, str(row_id), sentence)


def shapes(connection: apsw.Connection) -> Iterator[Finding]:
    """Every geometry can be read, and is of its table's kind."""
    for table in TABLES:
        if table.geometry and table.name not in _NOT_READ:
            yield from listed(_bad_shapes(connection, table), table.name)


def _bad_shapes(connection: apsw.Connection, table: Table) -> Iterator[Finding]:
    sql = f"SELECT id, geom FROM {table.name} WHERE geom IS NOT NULL"  # noqa: S608 - declared name
    for row_id, blob in connection.execute(sql):
        try:
            kind = read_shape(blob).kind if isinstance(blob, bytes) else "text or number"
            reason = "" if kind == table.geometry else f"the geometry is a {kind}, not a {table.geometry}"
        except GeometryError as error:
            reason = str(error)
        if reason:
            words = capital(row_words(connection, table.name, str(row_id)))
            yield Finding(Severity.ERROR, table.name, str(row_id), f"{words}: {reason}.")


def _found(connection: apsw.Connection, table: str, condition: str, what: str) -> Iterator[Finding]:
    """A finding for each row in which the condition, made of declared names, holds."""
    rows = connection.execute(f"SELECT id FROM {table} WHERE {condition}")  # noqa: S608 - declared names
    yield from listed(
        (
            Finding(
                Severity.ERROR,
                table,
                str(row_id),
                f"{capital(row_words(connection, table, str(row_id)))}: {what}.",
            )
            for (row_id,) in rows
        ),
        table,
    )
