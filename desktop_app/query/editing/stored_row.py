"""One row of any table, with the citations it rests on."""

from typing import Final, NamedTuple

import apsw

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.provenance import Citation, Credibility, Grade, Reference
from desktop_app.storage.edits import Cell
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.keys import TABLES_OF_KIND


class StoredRow(NamedTuple):
    """A row as it is stored.

    Attributes:
        cells: every declared column, and `geom` where the table has one.
        citation: None where the table is not cited.
    """

    table: str
    id: str
    cells: dict[str, Cell]
    citation: Citation | None


def table_of_key(connection: apsw.Connection, key: str) -> tuple[str, str] | None:
    """Table and id of "kind:id"; None where no table of that kind holds the id."""
    kind, _, row_id = key.partition(":")
    for table in TABLES_OF_KIND.get(kind, ()):
        # The name comes from the declared tables.
        if connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)).get is not None:  # noqa: S608 - see above
            return table, row_id
    return None


def read_row(connection: apsw.Connection, table: str, row_id: str) -> StoredRow | None:
    """One row; None where there is none of that id.

    Raises:
        KeyError: no such table is declared.
    """
    declared = BY_NAME[table]
    columns = [column.name for column in declared.columns]
    columns += ["geom"] if declared.geometry else []
    columns += ["evidence_id"] if declared.cited else []
    # Only declared names reach the statement.
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?"  # noqa: S608 - see above
    found = connection.execute(sql, (row_id,)).fetchone()
    if found is None:
        return None
    cells = dict(zip(columns, found, strict=True))
    citation = read_citation(connection, str(cells.pop("evidence_id"))) if declared.cited else None
    return StoredRow(table, row_id, cells, citation)


_CITATIONS: Final = (
    "SELECT c.source_id, c.credibility, c.location_accuracy, c.passage, c.note, e.record_grade "
    "FROM citation AS c JOIN evidence AS e ON e.id = c.evidence_id WHERE c.evidence_id = ? ORDER BY c.place"
)


def read_citation(connection: apsw.Connection, evidence_id: str) -> Citation | None:
    """A set of citations; None where a damaged case has left it empty."""
    rows = list(connection.execute(_CITATIONS, (evidence_id,)))
    if not rows:
        return None
    references = tuple(
        Reference(
            str(source_id),
            None if credibility is None else Credibility(credibility),
            None if accuracy is None else AccuracyClass(accuracy),
            passage or "",
            note or "",
        )
        for source_id, credibility, accuracy, passage, note, _ in rows
    )
    return Citation(references, None if rows[0][5] is None else Grade(rows[0][5]))
