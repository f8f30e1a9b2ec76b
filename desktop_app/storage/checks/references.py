"""Rows that refer to what is not there, and rows that rest on nothing."""

from collections.abc import Iterator
from functools import partial
from typing import Final

import apsw

from desktop_app.domain.findings import Finding, Severity
from desktop_app.storage.checks.listing import listed
from desktop_app.storage.row_words import capital, counted, row_words, table_words
from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.storage.tables.keys import KIND_OF_TABLE, TABLES_OF_KIND

# Events in AIS reports are found whenever the case is open; only some cases keep rows of them.
_FOUND_ANEW: Final = KIND_OF_TABLE["ais_event"]
_error = partial(Finding, Severity.ERROR)


def foreign_keys(connection: apsw.Connection, table: str) -> Iterator[Finding]:
    """Every id that a row names is there."""
    rows = connection.execute("SELECT rowid, fkid FROM pragma_foreign_key_check(?)", (table,))
    columns = {
        int(str(number)): (str(column), str(target))
        for number, column, target in connection.execute(
            'SELECT id, "from", "table" FROM pragma_foreign_key_list(?)', (table,)
        )
    }

    def finding(fid: int, number: int) -> Finding:
        column, target = columns[number]
        sql = f"SELECT id, {column} FROM {table} WHERE fid = ?"  # noqa: S608 - declared names
        row_id, named = next(connection.execute(sql, (fid,)))
        words = capital(row_words(connection, table, str(row_id)))
        return _error(
            table, str(row_id), f"{words} refers to {table_words(target)} {named}, which is not in the case."
        )

    yield from listed((finding(int(str(fid)), int(str(number))) for fid, number in rows), table)


def uncited(connection: apsw.Connection) -> Iterator[Finding]:
    """Evidence that cites nothing, with how many rows rest on it."""
    for (evidence_id,) in connection.execute(
        "SELECT id FROM evidence WHERE NOT EXISTS (SELECT 1 FROM citation WHERE evidence_id = evidence.id)"
    ):
        users = []
        for table in TABLES:
            if table.cited:
                sql = f"SELECT count(*) FROM {table.name} WHERE evidence_id = ?"  # noqa: S608 - declared name
                number = int(str(connection.execute(sql, (evidence_id,)).get))
                users += [counted(table.name, number)] if number else []
        yield _error(
            "evidence",
            str(evidence_id),
            f"Evidence {evidence_id} cites no source; on it: {', '.join(users) or 'nothing'}.",
        )


def subjects(connection: apsw.Connection, table: str) -> Iterator[Finding]:
    """What notes and doubts are about is there."""
    rows = connection.execute(f"SELECT id, subject FROM {table} WHERE subject IS NOT NULL")  # noqa: S608 - declared name

    def gone(subject: str) -> bool:
        kind, _, named = subject.partition(":")
        if kind == _FOUND_ANEW:
            return False
        return not any(_there(connection, other, named) for other in TABLES_OF_KIND.get(kind, ()))

    words = capital(table_words(table))
    yield from listed(
        (
            _error(table, str(row_id), f"{words} {row_id} is about {subject}, which is not in the case.")
            for row_id, subject in rows
            if gone(str(subject))
        ),
        table,
    )


def contradictions(connection: apsw.Connection) -> Iterator[Finding]:
    """The rows that a contradiction names are there, in whatever table."""
    for row_id, refers_to in connection.execute(
        "SELECT id, refers_to FROM contradiction WHERE refers_to IS NOT NULL"
    ):
        for named in str(refers_to).split():
            if not any(_there(connection, table.name, named) for table in TABLES):
                yield _error(
                    "contradiction",
                    str(row_id),
                    f"Contradiction {row_id} refers to {named}, which is not in the case.",
                )


def terminals(connection: apsw.Connection) -> Iterator[Finding]:
    """A call's terminal lies in the call's port."""
    rows = connection.execute(
        "SELECT port_call.id, terminal_id, port_call.port_id FROM port_call JOIN terminal "
        "ON terminal.id = terminal_id WHERE terminal.port_id <> port_call.port_id"
    )
    yield from listed(
        (
            _error(
                "port_call",
                str(row_id),
                f"Port call {row_id} is at terminal {terminal}, which is no part of its port {port}.",
            )
            for row_id, terminal, port in rows
        ),
        "port_call",
    )


def lines(connection: apsw.Connection) -> Iterator[Finding]:
    """A voyage is drawn along its route."""
    rows = connection.execute(
        "SELECT voyage.id FROM voyage LEFT JOIN sea_route ON sea_route.id = route_id "
        "WHERE voyage.geom IS NOT sea_route.geom"
    )
    yield from listed(
        (
            _error("voyage", str(row_id), f"Voyage {row_id} is drawn otherwise than its route.")
            for (row_id,) in rows
        ),
        "voyage",
    )


def _there(connection: apsw.Connection, table: str, row_id: str) -> bool:
    sql = f"SELECT 1 FROM {BY_NAME[table].name} WHERE id = ?"  # noqa: S608 - declared name
    return connection.execute(sql, (row_id,)).fetchone() is not None
