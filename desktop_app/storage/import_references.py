"""Whether what the rows of an import name is in the case, asked once at its end."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage.change_sets import column_names, pieces_of
from desktop_app.storage.edits import Cell
from desktop_app.storage.fid_ranges import FidRange
from desktop_app.storage.references import references_from
from desktop_app.storage.row_words import capital, column_words, row_words, table_words

# More names of one column than this are not remembered but looked up in the rows: 100 MB of texts a million.
MOST_REMEMBERED: Final = 200_000


class Named:
    """What columns of new rows name, each name once."""

    def __init__(self) -> None:
        self._names: defaultdict[tuple[str, str, str], set[Cell] | None] = defaultdict(set)

    def add(self, table: str, column: str, target: str, cells: Iterable[Cell]) -> None:
        """Take the cells of a column that names rows of `target`."""
        key = (table, column, target)
        names = self._names[key]
        if names is None:
            return
        names.update(cells)
        if len(names) > MOST_REMEMBERED:
            self._names[key] = None

    def require_there(self, connection: apsw.Connection, ranges: Iterable[FidRange]) -> None:
        """Refuse a name of nothing.

        Args:
            connection: the case, with its indexes.
            ranges: rows of which a column may name too much to be remembered.

        Raises:
            InputError: a row names what is not there; tells the row, the column and the name.
        """
        by_table: defaultdict[str, list[FidRange]] = defaultdict(list)
        for one in ranges:
            by_table[one.table].append(one)
        for (table, column, target), names in self._names.items():
            if names is None:
                _require_in_ranges(connection, by_table[table], column, target)
            else:
                _require_names(connection, table, column, target, names)


def require_changes_there(connection: apsw.Connection, packed: bytes | None) -> None:
    """Refuse a name of nothing in the rows that a change set adds or changes.

    Raises:
        InputError: as above.
    """
    places: dict[str, list[tuple[int, str, str]]] = {}
    names: defaultdict[tuple[str, str, str], set[Cell]] = defaultdict(set)
    for change in apsw.Changeset.iter(pieces_of(packed)) if packed else ():
        if not change.new:
            continue
        table = change.name
        if table not in places:
            columns = column_names(connection, table)
            places[table] = [(columns.index(name), name, target) for name, target in references_from(table)]
        for at, column, target in places[table]:
            cell = change.new[at]
            if isinstance(cell, str):
                known = names[table, column, target]
                known.add(cell)
                if len(known) > MOST_REMEMBERED:
                    _require_names(connection, table, column, target, known)
                    known.clear()
    for key, known in names.items():
        _require_names(connection, *key, known)


def _require_names(
    connection: apsw.Connection, table: str, column: str, target: str, names: set[Cell]
) -> None:
    found = connection.execute(
        f"SELECT value FROM json_each(?) WHERE value IS NOT NULL "  # noqa: S608 - declared name
        f"AND NOT EXISTS (SELECT 1 FROM {target} WHERE id = value) ORDER BY value LIMIT 1",
        (json.dumps(list(names)),),
    ).fetchone()
    if found:
        sql = f"SELECT id FROM {table} WHERE {column} = ? LIMIT 1"  # noqa: S608 - declared names
        row_id = connection.execute(sql, found).get
        if row_id is not None:
            raise _names_nothing(connection, table, str(row_id), column, target, str(found[0]))


def _require_in_ranges(
    connection: apsw.Connection, ranges: Iterable[FidRange], column: str, target: str
) -> None:
    for table, first, last in ranges:
        found = connection.execute(
            f"SELECT id, {column} FROM {table} AS t WHERE fid BETWEEN ? AND ? AND {column} IS NOT NULL "  # noqa: S608 - declared names
            f"AND NOT EXISTS (SELECT 1 FROM {target} WHERE id = t.{column}) LIMIT 1",
            (first, last),
        ).fetchone()
        if found:
            raise _names_nothing(connection, table, str(found[0]), column, target, str(found[1]))


def _names_nothing(
    connection: apsw.Connection, table: str, row_id: str, column: str, target: str, named: str
) -> InputError:
    words = capital(row_words(connection, table, row_id))
    return InputError(
        f"{words}: {column_words(column)} names the {table_words(target)} {named}, which is not in the case."
    )
