"""Rows of the declared tables as they stand in a database, with the citations that they rest on."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import apsw

from desktop_app.domain.provenance import Citation, Grade, Reference
from desktop_app.storage.rows.evidence import grade_of, reference_of
from desktop_app.storage.rows.stored_row import StoredRow
from desktop_app.storage.tables.all_tables import BY_NAME

IN_IDS: Final = "IN (SELECT value FROM json_each(?))"
# Sets are shared: the reported record has 500 for 900 rows. A case with more than these reads some again.
_MOST_KEPT: Final = 20_000


class RowReader:
    """Reads rows of one case; safe on any thread, each with a connection of its own.

    Sets of citations never change, so what was read once is kept.
    """

    def __init__(self) -> None:
        self._citations: dict[str, Citation] = {}

    def rows(
        self,
        connection: apsw.Connection,
        table: str,
        tail: str = "ORDER BY fid",
        parameters: Sequence[str | int] = (),
    ) -> list[StoredRow]:
        """The rows that `tail` leaves, in its order.

        Args:
            connection: to the case.
            table: a declared table.
            tail: SQL behind FROM, written in this package.
            parameters: for its question marks.

        Raises:
            InputError: a row without an id.
        """
        declared = BY_NAME[table]
        columns = declared.stored_columns
        sql = f"SELECT {', '.join(columns)} FROM {table} {tail}"  # noqa: S608 - names of declared tables
        found = [dict(zip(columns, row, strict=True)) for row in connection.execute(sql, parameters)]
        names = {str(cells["evidence_id"]) for cells in found} if declared.cited else set()
        citations = self._citations_of(connection, names)
        return [StoredRow(table, cells, citations) for cells in found]

    def _citations_of(self, connection: apsw.Connection, names: set[str]) -> Mapping[str, Citation]:
        """A mapping that holds these sets among others; one that is no evidence is left out."""
        if len(self._citations) > _MOST_KEPT:
            self._citations = {}
        known = self._citations  # another thread may begin a new one meanwhile
        if not (wanted := names - known.keys()):
            return known
        sets = json.dumps(list(wanted))
        grades: dict[str, Grade | None] = {}
        references: defaultdict[str, list[Reference]] = defaultdict(list)
        for row in self.rows(connection, "evidence", f"WHERE id {IN_IDS}", (sets,)):
            grades[row.id] = grade_of(row)
        for row in self.rows(connection, "citation", f"WHERE evidence_id {IN_IDS} ORDER BY place", (sets,)):
            references[row.required("evidence_id")].append(reference_of(row))
        for name, grade in grades.items():
            citation = _citation(references[name], grade)
            if citation is not None:
                known[name] = citation
        return known


def _citation(references: list[Reference], grade: Grade | None) -> Citation | None:
    """The set; None for one that names no source or one twice, as only another program writes it."""
    try:
        return Citation(tuple(references), grade)
    except ValueError:
        return None
