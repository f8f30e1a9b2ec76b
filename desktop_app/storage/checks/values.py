"""Values that cannot be true together: times, ranges, and numbers with a check digit."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import apsw

from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.vessel import is_valid_imo
from desktop_app.storage.checks.listing import listed
from desktop_app.storage.geometry import GeometryError, read_shape
from desktop_app.storage.row_words import capital, column_words, row_words
from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.storage.tables.declare import Column, Kind, Table

_IN_ORDER: Final = (
    ("start_utc", "end_utc"),
    ("first_day", "last_day"),
    ("listed_on", "delisted_on"),
)
# Of AJP-2.1, and a share.
_BOUNDS: Final = {"credibility": (1, 6), "cloud_share": (0, 1)}
# SQLite sorts numbers before texts before blobs, and comparing is faster than typeof.
_OF_KIND: Final = {
    Kind.TEXT: "{0} < x''",
    Kind.REAL: "{0} < ''",
    Kind.INTEGER: "typeof({0}) IN ('integer', 'null')",
    Kind.BLOB: "typeof({0}) IN ('blob', 'null')",
}
_WORDS: Final = {Kind.TEXT: "text", Kind.INTEGER: "whole number", Kind.REAL: "number", Kind.BLOB: "blob"}
# How SQLite writes a time back, in our form; four times as fast as its strftime.
_TIMES: Final = {Kind.INSTANT: "replace(datetime({0}), ' ', 'T') || 'Z'", Kind.DAY: "date({0})"}
# Lines of voyages are compared with their routes'; those are read.
_NOT_READ: Final = frozenset({"voyage"})


class _Rule(NamedTuple):
    """An SQL condition, true or NULL where a row is as it should be, and what is said of any other row."""

    condition: str
    otherwise: str


def rows(connection: apsw.Connection, table: str) -> Iterator[Finding]:
    """Every value is of its column's kind, nothing ends before it begins, and figures are in order.

    The tables' own CHECKs are not relied on: another program can have written past them.
    """
    rules = list(_rules(BY_NAME[table]))
    if not rules:
        return
    # One pass for all rules, since reading a million rows takes longest; then which of them, row by row.
    together = " AND ".join(f"({rule.condition})" for rule in rules)
    wrong = connection.execute(f"SELECT id FROM {table} WHERE NOT ({together})")  # noqa: S608 - declared names
    each = f"SELECT {', '.join(rule.condition for rule in rules)} FROM {table} WHERE id = ?"  # noqa: S608 - same

    def told(row_id: str) -> Iterator[Finding]:
        words = capital(row_words(connection, table, row_id))
        for rule, holds in zip(rules, next(connection.execute(each, (row_id,))), strict=True):
            if holds == 0:
                yield Finding(Severity.ERROR, table, row_id, f"{words}: {rule.otherwise}.")

    yield from listed((finding for (row_id,) in wrong for finding in told(str(row_id))), table)


def _rules(table: Table) -> Iterator[_Rule]:
    for column in table.columns:
        yield from _column_rules(column, feature=bool(table.geometry))
    names = {column.name for column in table.columns}
    for first, last in _IN_ORDER:
        if first in names and last in names:
            yield _Rule(f"{first} <= {last}", f"{column_words(first)} lies after {column_words(last)}")
    for low in sorted(name for name in names if name == "low" or name.endswith("_low")):
        yield from _range_rules(low.removesuffix("low"), names)


def _column_rules(column: Column, *, feature: bool) -> Iterator[_Rule]:
    name, words = column.name, column_words(column.name)
    if column.kind in _TIMES:
        # The 31st of February is written like a day, and SQLite makes a day of March of it.
        yield _Rule(f"{_TIMES[column.kind].format(name)} IS {name}", f"{words} is no time")
    elif column.choices:
        quoted = ", ".join("'" + choice.replace("'", "''") + "'" for choice in column.choices)
        yield _Rule(f"{name} IN ({quoted})", f"{words} is none of {', '.join(column.choices)}")
    elif column.kind is Kind.YES_NO:
        yield _Rule(f"{name} IN (0, 1)", f"{words} is neither yes nor no")
    elif feature:
        # A plain table is STRICT; there SQLite's own check tells.
        yield _Rule(_OF_KIND[column.kind].format(name), f"{words} is no {_WORDS[column.kind]}")
    if column.kind is Kind.TEXT and not column.choices and not column.references:
        yield _Rule(f"{name} <> ''", f"{words} is empty text")
    if name in _BOUNDS:
        least, most = _BOUNDS[name]
        yield _Rule(f"{name} BETWEEN {least} AND {most}", f"{words} is not {least} to {most}")


def _range_rules(prefix: str, names: set[str]) -> Iterator[_Rule]:
    low, best, high, unit = (prefix + word for word in ("low", "best", "high", "unit"))
    pairs = [(low, high), *(((low, best), (best, high)) if best in names else ())]
    what = prefix.replace("_", " ").strip() or "figure"
    yield _Rule(
        " AND ".join(f"{first} <= {last}" for first, last in pairs),
        f"the {what}’s low, best and high are not in order",
    )
    if prefix:
        figures = " AND ".join(f"{name} IS NULL" for name in (low, best, high))
        yield _Rule(f"{unit} IS NOT NULL OR ({figures})", f"the {what} has figures and no unit")


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
