"""Which entry of the log an import is, and whether anything has come to depend on its rows since."""

from collections.abc import Iterator
from typing import NamedTuple

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage.change_sets import pieces_of
from desktop_app.storage.log_entries import Entry, entries_from, entry_of
from desktop_app.storage.row_words import row_words
from desktop_app.storage.tables.keys import KIND_OF_TABLE, TABLES_OF_KIND

_SUBJECTS = ("note", "doubt")


class Standing(NamedTuple):
    """An import that is in force.

    Attributes:
        entry: the one that brought its rows last: its own, or that of a redo.
        ids: of all entries that brought its rows or took them out.
        what: the sentence of its own entry.
    """

    entry: Entry
    ids: frozenset[str]
    what: str


def standing_import(connection: apsw.Connection, run_id: str) -> Standing:
    """The import that a run belongs to.

    Raises:
        InputError: there is none, or it was taken back already, or it came with a merge.
    """
    entry = _entry_of_run(connection, run_id)
    if entry is None:
        raise InputError("The import came with another copy of the case; it can be taken back there.")
    ids, last, in_force = {entry.id}, entry, True
    for later in entries_from(connection, entry.seq):
        if later.kind in {"undo", "redo"} and later.target_id in ids:
            ids.add(later.id)
            in_force = not in_force
            last = later if in_force else last
    if not in_force:
        raise InputError(f"{entry.what!r} has been taken back already.")
    return Standing(last, frozenset(ids), entry.what)


def _entry_of_run(connection: apsw.Connection, run_id: str) -> Entry | None:
    """The entry that added the run; None where no entry of this file's own did."""
    if connection.execute("SELECT 1 FROM import_run WHERE id = ?", (run_id,)).fetchone() is None:
        raise InputError("The case holds no such import; it may have been taken back already.")
    candidates = connection.execute(
        "SELECT id FROM tumen_change WHERE kind = 'import' "
        "AND ' ' || table_names || ' ' LIKE '% import_run %' ORDER BY seq DESC"
    ).fetchall()
    for (change_id,) in candidates:
        entry = entry_of(connection, str(change_id))
        for change in apsw.Changeset.iter(pieces_of(entry.changeset)) if entry and entry.changeset else ():
            if change.name == "import_run" and change.new and change.new[1] == run_id:
                return entry
    return None


def require_unchanged(connection: apsw.Connection, standing: Standing) -> None:
    """Refuse to take an import back one of whose rows was changed after it.

    Raises:
        InputError: tells the row and the change.
    """
    entry = standing.entry
    ranges = entry.ranges()
    own = {(table, fid) for table, fid in _touched(entry)}
    for later in _in_force_after(connection, entry.seq):
        for table, fid in _touched(later):
            if (table, fid) in own or any(
                one.table == table and one.first <= fid <= one.last for one in ranges
            ):
                sql = f"SELECT id FROM {table} WHERE fid = ?"  # noqa: S608 - declared name
                row_id = connection.execute(sql, (fid,)).get
                words = "a row" if row_id is None else row_words(connection, table, str(row_id))
                raise InputError(
                    f"{standing.what!r} cannot be taken back: {words} was changed since by {later.what!r}."
                )


def _touched(entry: Entry) -> Iterator[tuple[str, int]]:
    for change in apsw.Changeset.iter(pieces_of(entry.changeset)) if entry.changeset else ():
        yield change.name, int(str((change.old or change.new or ())[0]))


def _in_force_after(connection: apsw.Connection, seq: int) -> list[Entry]:
    """Entries after one, without those that were taken back again."""
    known: dict[str, Entry] = {}
    active: dict[str, Entry] = {}
    for entry in entries_from(connection, seq):
        known[entry.id] = entry
        target = entry.target_id or ""
        if entry.kind == "undo" and target in active:
            del active[target]
        elif entry.kind == "redo" and target in known:
            active[target] = known[target]
        else:
            active[entry.id] = entry
    return list(active.values())


def subjects_of_nothing(connection: apsw.Connection, tables: list[str]) -> dict[str, str]:
    """Notes and doubts about rows of these tables that are not there: what each is, and about what."""
    found: dict[str, str] = {}
    for kind in dict.fromkeys(KIND_OF_TABLE[table] for table in tables if table in KIND_OF_TABLE):
        missing = " ".join(
            f"AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = substr(subject, ?3))"  # noqa: S608 - declared name
            for table in TABLES_OF_KIND[kind]
        )
        for table in _SUBJECTS:
            rows = connection.execute(
                f"SELECT id, subject FROM {table} WHERE subject >= ?1 AND subject < ?2 {missing}",  # noqa: S608 - declared names
                (f"{kind}:", f"{kind};", len(kind) + 2),
            )
            found |= {f"{table} {row_id}": str(subject) for row_id, subject in rows}
    return found
