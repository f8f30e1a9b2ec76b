"""Reading the log: entries, what each did to which row, and whether the chain of hashes holds."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, cast

import apsw

from desktop_app.domain.history import Change, RowChange, Value
from desktop_app.storage.change_sets import column_names, pieces_of
from desktop_app.storage.fid_ranges import FidRange
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
    told = [
        RowChange(table, name or names.get((table, fid), f"fid {fid}"), op, columns)
        for table, fid, name, op, columns in found
    ]
    most = None if limit is None else limit - len(told)
    return (*told, *added_rows(connection, entry.seq, entry.ranges(), most))


def changes_of_row(
    connection: apsw.Connection, table: str, row_id: str, limit: int | None = None
) -> tuple[tuple[Change, RowChange], ...]:
    """What was done to one row, newest first; also to one that is no longer there."""
    fids = {fid for (fid,) in connection.execute(f"SELECT fid FROM {table} WHERE id = ?", (row_id,))}  # noqa: S608 - declared name
    found: list[tuple[Change, RowChange]] = []
    sql = "SELECT id FROM tumen_change WHERE ' ' || table_names || ' ' LIKE ? ORDER BY seq DESC"
    for (change_id,) in connection.execute(sql, (f"% {table} %",)).fetchall():
        if len(found) == limit:
            break
        entry = entry_of(connection, str(change_id))
        if entry is None:
            continue
        for name, fid, known, op, columns in _decoded(connection, entry):
            if name != table or (known or row_id) != row_id or (not known and fid not in fids):
                continue
            fids.add(fid)
            found.append((entry.change(), RowChange(table, row_id, op, columns)))
        for one in entry.ranges():
            mine = [fid for fid in fids if one.table == table and one.first <= fid <= one.last]
            for fid in mine:
                (added,) = added_rows(connection, entry.seq, (FidRange(table, fid, fid),), 1) or (None,)
                if added is not None and added.row_id == row_id:
                    found.append((entry.change(), added))
    return tuple(found[:limit])


def added_rows(
    connection: apsw.Connection, seq: int, ranges: Sequence[FidRange], limit: int | None
) -> tuple[RowChange, ...]:
    """Rows that an entry added, as it added them: as they are now, without what later entries did.

    Args:
        connection: the case.
        seq: the entry.
        ranges: the rows.
        limit: at most so many rows; None for all.
    """
    states: dict[tuple[str, int], dict[str, Value]] = {}
    for table, first, last in ranges:
        most = -1 if limit is None else limit - len(states)
        cursor = connection.execute(
            f"SELECT * FROM {table} WHERE fid BETWEEN ? AND ? ORDER BY fid LIMIT ?",  # noqa: S608 - declared name
            (first, last, most),
        )
        for row in cursor:
            names = (name for name, _ in cursor.get_description())
            states[table, int(str(row[0]))] = dict(zip(names, row, strict=True))
    numbers = {(one.table, fid) for one in ranges for fid in _numbers(one, limit)} - states.keys()
    _without_later(connection, seq, states, numbers)
    return tuple(
        RowChange(
            table,
            str(cells["id"]),
            "insert",
            {
                name: (None, cell)
                for name, cell in cells.items()
                if cell is not None and name not in {"fid", "id"}
            },
        )
        for (table, _), cells in islice(sorted(states.items()), limit)
    )


def _numbers(one: FidRange, limit: int | None) -> range:
    """Numbers of rows of a range, at most so many."""
    return range(one.first, one.last + 1)[:limit]


def _without_later(
    connection: apsw.Connection,
    seq: int,
    states: dict[tuple[str, int], dict[str, Value]],
    gone: set[tuple[str, int]],
) -> None:
    """Give rows the cells that they had after an entry, also those that were taken out since."""
    tables = {table for table, _ in (*states, *gone)}
    sql = "SELECT id FROM tumen_change WHERE seq > ? ORDER BY seq DESC"
    for (change_id,) in connection.execute(sql, (seq,)).fetchall() if tables else ():
        entry = entry_of(connection, str(change_id))
        if entry is None or tables.isdisjoint(entry.table_names.split()):
            continue
        for table, fid, name, op, columns in _decoded(connection, entry):
            key = (table, fid)
            # A row that comes back is the one that went.
            if op == "insert" or (key not in states and key not in gone):
                continue
            before = {column: old for column, (old, _) in columns.items()}
            if op == "delete":
                states[key] = {"fid": fid, "id": name, **before}
            elif key in states:
                states[key] |= before


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
