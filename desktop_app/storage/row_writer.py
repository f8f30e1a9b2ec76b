"""Writes many rows of a new case: numbered from 1 in each table, each set of citations once."""

from collections import Counter, defaultdict
from typing import Final

import apsw

from desktop_app.domain.provenance import Citation
from desktop_app.storage.edits import Cell, evidence_id
from desktop_app.storage.geometry import Bounds, read_bounds
from desktop_app.storage.gpkg_tables import grow_extent
from desktop_app.storage.rows.cells import Cells
from desktop_app.storage.rows.evidence import citation_inserts
from desktop_app.storage.tables.all_tables import TABLES

_ROWS_AT_ONCE: Final = 10_000


class RowWriter:
    """Rows on their way into an empty case; the caller holds the transaction and calls `flush` at its end.

    The same rows in the same order make the same file.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._waiting: defaultdict[str, list[tuple[Cell, ...]]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._extents: dict[str, Bounds] = {}
        self._evidence: dict[Citation, str] = {}
        self._columns = {table.name: dict.fromkeys(table.stored_columns) for table in TABLES}

    def add(self, table: str, cells: Cells, citation: Citation | None = None) -> None:
        """One row; columns that `cells` does not name are NULL.

        Args:
            table: a declared table.
            cells: by column, the id among them.
            citation: what the row rests on; None for tables without evidence.

        Raises:
            KeyError: a column that the table does not have.
        """
        columns = self._columns[table]
        self._counts[table] += 1
        row: Cells = {**columns, "fid": self._counts[table], **cells}
        if citation is not None:
            row["evidence_id"] = self._evidence.get(citation) or self._add_evidence(citation)
        if len(row) > len(columns):
            raise KeyError(f"{table} has no column {', '.join(row.keys() - columns.keys())}")
        if isinstance(geometry := row.get("geom"), bytes):
            self._grow(table, read_bounds(geometry))
        rows = self._waiting[table]
        rows.append(tuple(row.values()))
        if len(rows) >= _ROWS_AT_ONCE:
            self._write(table)

    def _grow(self, table: str, bounds: Bounds) -> None:
        west, south, east, north = self._extents.get(table, bounds)
        self._extents[table] = (
            min(west, bounds[0]),
            min(south, bounds[1]),
            max(east, bounds[2]),
            max(north, bounds[3]),
        )

    def _add_evidence(self, citation: Citation) -> str:
        name = evidence_id(citation)
        self._evidence[citation] = name
        for insert in citation_inserts(citation):
            self.add(insert.table, {"id": insert.id, **insert.values})
        return name

    def flush(self) -> None:
        """Write what still waits, and how far each table now reaches."""
        for table in self._waiting:
            self._write(table)
        for table, extent in self._extents.items():
            grow_extent(self._connection, table, extent)

    def _write(self, table: str) -> None:
        columns = self._columns[table]
        places = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - declared names
        self._connection.executemany(sql, self._waiting[table])
        self._waiting[table].clear()
