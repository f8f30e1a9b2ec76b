"""Many new rows at once: without a change set, without SQLite's CHECKs, and indexes sorted at the end.

A million voyages took 54 s with all three, most of it for the CHECKs. What they hold is held here, column by
column; the log names the rows by their numbers (`fid_ranges`).
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage.column_checks import bounds_of, fits, ids_fit
from desktop_app.storage.edits import Cell, Update
from desktop_app.storage.fid_ranges import COUNTER_BITS, FidRange, drop_indexes
from desktop_app.storage.gpkg_tables import grow_extent
from desktop_app.storage.import_references import Named
from desktop_app.storage.references import columns_of, references_from
from desktop_app.storage.refusals import refused_row
from desktop_app.storage.row_edits import NewFids
from desktop_app.storage.row_words import table_words
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.declare import Column

Row = Sequence[Cell]
# SQL does not grow with what a file holds: numbers up to this size may be constants of a statement.
_LARGEST_CONSTANT: Final = 1_000_000


class BulkRows:
    """Rows of one import that the log names by ranges; the caller holds the transaction.

    Attributes:
        ranges: what was written so far.
    """

    def __init__(self, connection: apsw.Connection, fids: NewFids, named: Named) -> None:
        self.ranges: list[FidRange] = []
        self._connection = connection
        self._fids = fids
        self._named = named
        self._written: defaultdict[str, int] = defaultdict(int)
        self._rows_before: dict[str, int] = {}
        self._definitions: dict[str, list[str]] = {}

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """New rows, at least one; see `ImportDesk.insert`.

        Raises:
            InputError: a cell does not fit its column.
            apsw.ConstraintError: an id is taken, or a cell is missing.
        """
        cells = dict(zip(columns, zip(*rows, strict=True), strict=True))
        self._check(table, cells)
        self._set_indexes_aside(table, len(rows))
        first = self._fids.run(table, len(rows))
        self._insert(table, cells, first, len(rows))
        for column, target in references_from(table):
            if column in cells:
                self._named.add(table, column, target, cells[column])
        self._note(FidRange(table, first, first + len(rows) - 1))

    def holds(self, table: str, row_id: str) -> bool:
        """Whether a row is one of these."""
        if not self._written[table]:
            return False
        sql = f"SELECT fid FROM {table} WHERE id = ?"  # noqa: S608 - declared name
        fid = self._connection.execute(sql, (row_id,)).get
        return isinstance(fid, int) and any(
            one.table == table and one.first <= fid <= one.last for one in self.ranges
        )

    def finish(self) -> None:
        """Make the indexes again that were set aside."""
        for definitions in self._definitions.values():
            for definition in definitions:
                self._connection.execute(definition)
        self._definitions.clear()

    def _check(self, table: str, cells: dict[str, tuple[Cell, ...]]) -> None:
        ids = cells["id"]
        if not ids_fit(ids):
            wrong = next(cell for cell in ids if not ids_fit((cell,)))
            raise InputError(f"A {table_words(table)} is to be called {str(wrong)[:40]!r}, which is no id.")
        for column in columns_of(BY_NAME[table]):
            found = cells.get(column.name, ())
            if found and not fits(column, found):
                row_id, cell = next(
                    (row_id, cell)
                    for row_id, cell in zip(ids, found, strict=True)
                    if not fits(column, (cell,))
                )
                error = apsw.ConstraintError(f"{column.name} does not fit")
                raise refused_row(Update(table, str(row_id), {column.name: cell}), error)
        try:
            bounds = bounds_of(BY_NAME[table], cells.get("geom", ()))
        except ValueError as error:
            raise InputError(f"A {table_words(table)} cannot be written: {error}.") from error
        if bounds is not None:
            grow_extent(self._connection, table, bounds)

    def _set_indexes_aside(self, table: str, rows: int) -> None:
        """Once the table gets more rows than it had: then sorting them is less work than placing each."""
        if table in self._definitions:
            return
        if table not in self._rows_before:
            sql = f"SELECT count(*) FROM {table}"  # noqa: S608 - declared name
            self._rows_before[table] = int(str(self._connection.execute(sql).get))
        if self._written[table] + rows > self._rows_before[table]:
            self._definitions[table] = drop_indexes(self._connection, table)

    def _insert(self, table: str, cells: dict[str, tuple[Cell, ...]], first: int, rows: int) -> None:
        declared = {column.name: column for column in BY_NAME[table].columns}
        names, values = ["fid"], ["?"]
        varying: list[Sequence[Cell]] = [range(first, first + rows)]
        for name, column in cells.items():
            constant = _constant(declared.get(name), column)
            if constant == "NULL":
                continue
            names.append(name)
            values.append(constant or "?")
            if not constant:
                varying.append(column)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)})"  # noqa: S608 - declared names and words
        self._connection.pragma("ignore_check_constraints", True)
        try:
            self._connection.executemany(sql, zip(*varying, strict=True))
        finally:
            self._connection.pragma("ignore_check_constraints", False)

    def _note(self, written: FidRange) -> None:
        """Keep a range, as one with that of before where it follows it."""
        self._written[written.table] += written.rows
        for at, one in enumerate(self.ranges):
            if (
                one.table == written.table
                and one.last + 1 == written.first
                and one.first >> COUNTER_BITS == written.last >> COUNTER_BITS
            ):
                self.ranges[at] = one._replace(last=written.last)
                return
        self.ranges.append(written)


def _constant(column: Column | None, cells: Sequence[Cell]) -> str:
    """What all cells are, as SQL: NULL, a declared word or a small number; empty where they differ.

    To bind a cell takes as long as all that SQLite does with it.
    """
    cell = cells[0]
    if column is None or cells.count(cell) < len(cells):
        return ""
    if cell is None:
        return "NULL"
    if isinstance(cell, int) and abs(cell) <= _LARGEST_CONSTANT:
        return str(int(cell))
    if isinstance(cell, str) and cell in column.choices:
        return "'" + cell.replace("'", "''") + "'"
    return ""
