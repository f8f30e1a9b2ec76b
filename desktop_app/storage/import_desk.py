"""Where an importer lays down its rows: inside one transaction of the case's writer, many at a time."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Final

import apsw

from desktop_app.domain.provenance import Citation
from desktop_app.storage.bulk_rows import BulkRows
from desktop_app.storage.column_checks import bounds_of
from desktop_app.storage.edits import Cell, evidence_id
from desktop_app.storage.fid_ranges import FidRange
from desktop_app.storage.gpkg_tables import grow_extent
from desktop_app.storage.import_references import Named
from desktop_app.storage.row_edits import (
    NewFids,
    delete_row,
    has_row,
    note_extent,
    update_row,
    write_evidence,
)
from desktop_app.storage.tables.all_tables import BY_NAME

# From this number of rows on the log names them by ranges: a change set of so many takes 0.1 s and 1 MB.
MANY_ROWS: Final = 10_000
_ROWS_AT_ONCE: Final = 50_000


class ImportDesk:
    """Changes of one import; the caller holds the transaction, and looks at no foreign key meanwhile.

    Attributes:
        connection: the case as it stands with what was laid down so far; for questions only. While a table
            gets many rows it may have no index but that of its ids.
    """

    def __init__(self, connection: apsw.Connection, fids: NewFids, session: apsw.Session) -> None:
        self.connection = connection
        self._fids = fids
        self._session = session
        self._named = Named()
        self._bulk = BulkRows(connection, fids, self._named)

    def evidence(self, citation: Citation) -> str:
        """The name of a set of citations, for `evidence_id`; written where the case has it not yet."""
        write_evidence(self.connection, self._fids, (citation,))
        return evidence_id(citation)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
        """New rows; ids in rising order are written fastest, and one call with all rows better than many.

        Args:
            table: a declared one.
            columns: declared names, `id` among them, `geom` and `evidence_id` where the table has them.
            rows: cells in the order of `columns`.

        Returns:
            How many.

        Raises:
            InputError: a cell does not fit its column.
            apsw.ConstraintError: as above, or an id is taken.
        """
        unknown = set(columns) - set(BY_NAME[table].stored_columns)
        if unknown:
            raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
        rest = iter(rows)
        first = list(islice(rest, MANY_ROWS))
        if len(first) < MANY_ROWS:
            self._insert_few(table, columns, first)
            return len(first)
        number = 0
        rest = chain(first, rest)
        self._session.enabled = False
        try:
            while batch := list(islice(rest, _ROWS_AT_ONCE)):
                self._bulk.write(table, columns, batch)
                number += len(batch)
        finally:
            self._session.enabled = True
        return number

    def _insert_few(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        names = ", ".join(("fid", *columns))
        sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * (len(columns) + 1))})"  # noqa: S608 - declared names
        self.connection.executemany(sql, [(self._fids.take(), *row) for row in rows])
        if "geom" in columns:
            shape = columns.index("geom")
            for row in rows:
                note_extent(self.connection, table, {"geom": row[shape]})

    def update(self, table: str, row_id: str, values: Mapping[str, Cell]) -> None:
        """New values for some columns of a row."""
        # The log tells a row either by its number or by its cells.
        self._session.enabled = not self._bulk.holds(table, row_id)
        try:
            update_row(self.connection, table, row_id, values)
        finally:
            self._session.enabled = True
        note_extent(self.connection, table, values)

    def update_alike(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]]
    ) -> None:
        """New values for the same columns of many rows that were in the case before: id, then cells."""
        settings = ", ".join(f"{name} = ?" for name in columns)
        sql = f"UPDATE {table} SET {settings} WHERE id = ?"  # noqa: S608 - declared names
        self.connection.executemany(sql, [(*cells, row_id) for row_id, cells in rows])
        if "geom" in columns:
            shape = columns.index("geom")
            bounds = bounds_of(BY_NAME[table], [cells[shape] for _, cells in rows])
            if bounds is not None:
                grow_extent(self.connection, table, bounds)

    def delete(self, table: str, row_id: str) -> None:
        """Take a row out that was in the case before; what referred to it is the caller's to mend."""
        delete_row(self.connection, table, row_id)

    def has(self, table: str, row_id: str) -> bool:
        """Whether there is a row of that id."""
        return has_row(self.connection, table, row_id)

    def keep(self, content: bytes | bytearray | memoryview) -> str:
        """Keep content that rows name by SHA-256, and its name; equal content is kept once.

        It is no part of the log: it stays when the import is undone, so that it can be done again.
        """
        name = hashlib.sha256(content).hexdigest()
        self.connection.execute(
            "INSERT INTO tumen_file (sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, content)
        )
        return name

    def finish(self) -> tuple[FidRange, ...]:
        """Bring the tables in order; the rows that the session has not recorded. To be called once, last."""
        self._bulk.finish()
        return tuple(self._bulk.ranges)

    def require_references(self) -> None:
        """Refuse rows that name nothing, of those that the session has not recorded.

        Raises:
            InputError: a row names what is not there.
        """
        self._named.require_there(self.connection, self._bulk.ranges)
