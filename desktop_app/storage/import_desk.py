"""Where an importer lays down its rows: inside one transaction of the case's writer, many at a time."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

import apsw

from desktop_app.domain.provenance import Citation
from desktop_app.storage.edits import Cell, evidence_id
from desktop_app.storage.row_edits import NewFids, has_row, note_extent, update_row, write_evidence
from desktop_app.storage.tables.all_tables import BY_NAME

_ROWS_AT_ONCE: Final = 10_000


class ImportDesk:
    """Changes of one import; the caller holds the transaction.

    Attributes:
        connection: the case as it stands with what was laid down so far; for questions only.
    """

    def __init__(self, connection: apsw.Connection, fids: NewFids) -> None:
        self.connection = connection
        self._fids = fids

    def evidence(self, citation: Citation) -> str:
        """The name of a set of citations, for `evidence_id`; written where the case has it not yet."""
        write_evidence(self.connection, self._fids, (citation,))
        return evidence_id(citation)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
        """New rows.

        Args:
            table: a declared one.
            columns: declared names, `id` among them, `geom` and `evidence_id` where the table has them.
            rows: cells in the order of `columns`.

        Returns:
            How many.

        Raises:
            apsw.ConstraintError: a row does not fit, or its id is taken.
        """
        unknown = set(columns) - set(BY_NAME[table].stored_columns)
        if unknown:
            raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
        names = ", ".join(("fid", *columns))
        sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * (len(columns) + 1))})"  # noqa: S608 - declared names
        shape = columns.index("geom") if "geom" in columns else None
        number = 0
        rest = iter(rows)
        while batch := list(islice(rest, _ROWS_AT_ONCE)):
            self.connection.executemany(sql, [(self._fids.take(), *row) for row in batch])
            number += len(batch)
            if shape is not None:
                for row in batch:
                    note_extent(self.connection, table, {"geom": row[shape]})
        return number

    def update(self, table: str, row_id: str, values: Mapping[str, Cell]) -> None:
        """New values for some columns of a row."""
        update_row(self.connection, table, row_id, values)
        note_extent(self.connection, table, values)

    def has(self, table: str, row_id: str) -> bool:
        """Whether there is a row of that id."""
        return has_row(self.connection, table, row_id)

    def keep(self, content: bytes) -> str:
        """Keep content that rows name by SHA-256, and its name; equal content is kept once.

        It is no part of the log: it stays when the import is undone, so that it can be done again.
        """
        name = hashlib.sha256(content).hexdigest()
        self.connection.execute(
            "INSERT INTO tumen_file (sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, content)
        )
        return name
