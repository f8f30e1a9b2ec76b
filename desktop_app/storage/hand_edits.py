"""What people changed by hand in rows of a table, by the log: an import must not write over it."""

from typing import Final, NamedTuple, cast

import apsw

from desktop_app.storage.change_sets import column_names, pieces_of
from desktop_app.storage.edits import Cell
from desktop_app.storage.log_entries import entry_of

# Entries of people's doing; taking an import back, or doing it again, is the import's.
_BY_HAND: Final = """
SELECT entry.id FROM tumen_change AS entry LEFT JOIN tumen_change AS target ON target.id = entry.target_id
WHERE entry.kind IN ('edit', 'merge', 'undo', 'redo') AND ifnull(target.kind, '') <> 'import'
AND ' ' || entry.table_names || ' ' LIKE ? ORDER BY entry.seq
"""


class HandEdits(NamedTuple):
    """Changes by hand since the rows were made.

    Attributes:
        before: fid and column → what stood there before the first change by hand.
        deleted: ids of rows that were deleted by hand; some may be there again.
    """

    before: dict[tuple[int, str], Cell]
    deleted: frozenset[str]


def hand_edits(connection: apsw.Connection, table: str) -> HandEdits:
    """All of one declared table."""
    names = column_names(connection, table)
    before: dict[tuple[int, str], Cell] = {}
    deleted: set[str] = set()
    for (entry_id,) in connection.execute(_BY_HAND, (f"% {table} %",)).fetchall():
        entry = entry_of(connection, str(entry_id))
        packed = None if entry is None else entry.changeset
        if packed is None:
            continue
        for change in apsw.Changeset.iter(pieces_of(packed)):
            if change.name == table:
                _note(change, names, before, deleted)
    return HandEdits(before, frozenset(deleted))


def _note(
    change: apsw.TableChange,
    names: tuple[str, ...],
    before: dict[tuple[int, str], Cell],
    deleted: set[str],
) -> None:
    old, new = change.old, change.new
    if change.opcode == apsw.SQLITE_DELETE and old is not None:
        deleted.add(str(old[1]))
    elif change.opcode == apsw.SQLITE_UPDATE and old is not None and new is not None:
        fid = cast("int", old[0])
        # A column that was added to the table later is not in the change set.
        for name, was, becomes in zip(names, old, new, strict=False):
            if becomes is not apsw.no_change and was is not apsw.no_change:
                before.setdefault((fid, name), cast("Cell", was))
