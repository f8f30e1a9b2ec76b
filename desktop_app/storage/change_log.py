"""Reading the log: entries, what each did to which row, and whether the chain of hashes holds."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, cast

import apsw

from desktop_app.domain.history import Change, RowChange, Value
from desktop_app.storage.change_sets import column_names, pieces_of
from desktop_app.storage.log_entries import NO_HASH, Entry, entries_from, entry_of

_OPERATIONS: Final = {
    apsw.SQLITE_INSERT: "insert",
    apsw.SQLITE_UPDATE: "update",
    apsw.SQLITE_DELETE: "delete",
}


def changes(
    connection: apsw.Connection, *, before_seq: int | None = None, limit: int = 100
) -> tuple[Change, ...]:
    """Entries, newest first.

    Args:
        connection: the case.
        before_seq: only those before it, for the next page; None for the newest.
        limit: at most so many.
    """
    rows = connection.execute(
        "SELECT seq, id, kind, at_utc, who, what, why, target_id, row_count, table_names, "
        "NULL, NULL, '', '' FROM tumen_change WHERE seq < ifnull(?, 9e18) ORDER BY seq DESC LIMIT ?",
        (before_seq, limit),
    )
    return tuple(Entry(*row).change() for row in rows)


def row_changes(
    connection: apsw.Connection, change_id: str, limit: int | None = None
) -> tuple[RowChange, ...]:
    """What an entry did, row by row; of an entry that a merge took over, what the other person did.

    Args:
        connection: the case.
        change_id: the entry.
        limit: at most so many rows; None for all, which may be as many as the case has.
    """
    entry = entry_of(connection, change_id)
    if entry is None:
        return ()
    found = list(islice(_decoded(connection, entry), limit))
    names = _names_of(connection, entry.seq, {(table, fid) for table, fid, name, _, _ in found if not name})
    return tuple(
        RowChange(table, name or names.get((table, fid), f"fid {fid}"), op, columns)
        for table, fid, name, op, columns in found
    )


def changes_of_row(
    connection: apsw.Connection, table: str, row_id: str, limit: int | None = None
) -> tuple[tuple[Change, RowChange], ...]:
    """What was done to one row, newest first; also to one that is no longer there."""
    fids = {fid for (fid,) in connection.execute(f"SELECT fid FROM {table} WHERE id = ?", (row_id,))}  # noqa: S608 - declared name
    found: list[tuple[Change, RowChange]] = []
    sql = "SELECT id FROM tumen_change WHERE ' ' || table_names || ' ' LIKE ? ORDER BY seq DESC"
    for (change_id,) in connection.execute(sql, (f"% {table} %",)):
        entry = entry_of(connection, change_id)
        if entry is None:
            continue
        for name, fid, known, op, columns in _decoded(connection, entry):
            if name != table or (known or row_id) != row_id or (not known and fid not in fids):
                continue
            fids.add(fid)
            found.append((entry.change(), RowChange(table, row_id, op, columns)))
            if len(found) == limit:
                return tuple(found)
    return tuple(found)


_Decoded = tuple[str, int, str, str, dict[str, tuple[Value, Value]]]


def _decoded(connection: apsw.Connection, entry: Entry) -> Iterator[_Decoded]:
    """Table, fid, id where the change set tells it, operation, and columns of each row of an entry."""
    packed = entry.theirs or entry.changeset
    if packed is None:
        return
    columns: dict[str, tuple[str, ...]] = {}
    for change in apsw.Changeset.iter(pieces_of(packed)):
        table = change.name
        if table not in columns:
            columns[table] = column_names(connection, table)
        yield (table, *_decoded_row(change, columns[table]))


def _decoded_row(
    change: apsw.TableChange, names: tuple[str, ...]
) -> tuple[int, str, str, dict[str, tuple[Value, Value]]]:
    nothing = (None,) * change.column_count
    before, after = change.old or nothing, change.new or nothing
    cells: dict[str, tuple[Value, Value]] = {}
    # A column that was added to the table later is not in the change set.
    for name, old, new in zip(names, before, after, strict=False):
        # Compared as an object: at run time the type has no name.
        if old is apsw.no_change or new is apsw.no_change or old is new is None:
            continue
        cells[name] = (cast("Value", old), cast("Value", new))
    cells.pop("fid", None)
    fid, row_id = (before if change.old else after)[:2]
    if not isinstance(fid, int):
        raise TypeError(f"a row of {change.name} has no fid")
    if isinstance(row_id, str):
        del cells["id"]
        return fid, row_id, _OPERATIONS[change.opcode], cells
    return fid, "", _OPERATIONS[change.opcode], cells


def _names_of(
    connection: apsw.Connection, seq: int, wanted: set[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """Ids of rows by table and fid, from the tables or, for deleted rows, from later entries."""
    names: dict[tuple[str, int], str] = {}
    for table, fid in wanted:
        row = connection.execute(f"SELECT id FROM {table} WHERE fid = ?", (fid,)).fetchone()  # noqa: S608 - declared name
        if row:
            names[table, fid] = str(row[0])
    missing = wanted - names.keys()
    for entry in entries_from(connection, seq) if missing else ():
        for table, fid, name, _, _ in _decoded(connection, entry):
            if name and (table, fid) in missing:
                names[table, fid] = name
                missing.discard((table, fid))
        if not missing:
            break
    return names


def breaks(connection: apsw.Connection) -> Iterator[tuple[str, str]]:
    """Id and sentence of each entry that does not fit its hash or the entry before it."""
    seq, previous = 0, NO_HASH
    for entry in entries_from(connection):
        if entry.seq != seq + 1:
            yield entry.id, f"the log jumps from entry {seq} to entry {entry.seq}"
        elif entry.previous_hash != previous:
            yield entry.id, f"entry {entry.seq} of the log does not follow from the entry before it"
        if entry.right_hash() != entry.hash:
            yield entry.id, f"entry {entry.seq} of the log was altered after it was written"
        seq, previous = entry.seq, entry.hash
    if not seq:
        yield "", "the log is empty: not even the making of the case is in it"
