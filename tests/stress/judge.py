"""What must hold of a case after the process that wrote it was ended at any moment."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
from deeds import STEPS

from desktop_app.runtime.errors import InputError
from desktop_app.storage import change_sets
from desktop_app.storage.change_log import breaks
from desktop_app.storage.log_entries import Entry, entries_from
from desktop_app.storage.opening import open_file
from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.tables.declare import Table

_SELECT = "SELECT {} FROM {} ORDER BY fid"
Rows = dict[str, list[tuple[Any, ...]]]


def faults(folder: Path, base: Path, told: Sequence[str]) -> Iterator[str]:
    """Everything that is wrong, in words.

    Args:
        folder: where the process worked: `case.gpkg`, and what it made beside.
        base: the case as it was before.
        told: what the process said is on the disk.
    """
    case = folder / "case.gpkg"
    acknowledged = [word for word in told if word.startswith("change-")]
    try:
        yield from _of_case(case, base, acknowledged)
        if "migrated" in told and _version(case) == -1:
            yield "an acknowledged migration is gone"
        for backup in folder.glob("case.backup-*.gpkg"):
            yield from _of_case(backup, base, [])
        yield from _of_whole_files(folder, base, told)
    except InputError as error:
        yield str(error)
        return
    if "migrated" in told and not any(folder.glob("case.backup-v-1*.gpkg")):
        yield "no copy was kept before the migration"
    if case.exists():
        yield from _still_changes(case)


def _of_whole_files(folder: Path, base: Path, told: Sequence[str]) -> Iterator[str]:
    """What was saved and merged is there and whole, or not there at all."""
    last = dict(line.split() for line in told if line.partition(" ")[0].endswith(".gpkg"))
    for name in sorted({path.name for path in folder.glob("[cm]*.gpkg")} | set(last)):
        if name != "case.gpkg" and ".backup-" not in name:
            yield from _of_case(folder / name, base, [last[name]] if name in last else [])
    theirs = folder / "theirs.gpkg"
    if theirs.exists() and theirs.read_bytes() != base.with_name("theirs.gpkg").read_bytes():
        yield "the copy that was merged has changed"


def _of_case(path: Path, base: Path, acknowledged: Sequence[str]) -> Iterator[str]:
    # Opened as a person would, whose first look undoes what was left half done.
    with closing(open_file(path, want_write=False, steps=STEPS)) as opened:
        connection = opened.keeper
        for (line,) in connection.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield f"{path.name}: {line}"
        yield from (
            f"{path.name}: {row} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")
        )
        yield from (f"{path.name}: {sentence}" for _, sentence in breaks(connection))
        entries = list(entries_from(connection))
        known = [entry.id for entry in entries]
        if lost := [name for name in acknowledged if name not in known]:
            yield f"{path.name}: {len(lost)} acknowledged changes are gone, the first {lost[0]}"
        if any(entry.inserted for entry in entries):
            yield from (f"{path.name}: {sentence}" for sentence in _taken_back(connection, base, entries))
        elif rows_of(connection) != _replayed(base, entries):
            yield f"{path.name}: the rows are not what the log tells"


def _still_changes(case: Path) -> Iterator[str]:
    """Whether life goes on."""
    with closing(open_file(case, want_write=True, steps=STEPS)) as opened:
        if opened.read_only:
            yield opened.read_only
        else:
            opened.writer().execute("UPDATE case_info SET description = 'Goes on.'")
    left = [path.name for path in case.parent.iterdir() if path.name.endswith(("-journal", "-wal"))]
    if left:
        yield f"{left[0]} is left"


def _replayed(base: Path, entries: Sequence[Entry]) -> Rows:
    """The rows of the case before, after the changes that the log tells since."""
    memory = apsw.Connection(":memory:")
    with closing(memory), closing(open_file(base, want_write=False, steps=STEPS)) as opened:
        with memory.backup("main", opened.keeper, "main") as backup:
            backup.step()
        before = {entry.id for entry in entries_from(memory)}
        for entry in entries:
            if entry.id not in before and entry.changeset:
                change_sets.apply(memory, entry.changeset)
        return rows_of(memory)


def _taken_back(connection: apsw.Connection, base: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """What is wrong on the way back to the case before: a log with ranges of rows can only be walked so."""
    memory = apsw.Connection(":memory:")
    with closing(memory), closing(open_file(base, want_write=False, steps=STEPS)) as opened:
        with memory.backup("main", connection, "main") as backup:
            backup.step()
        before = {entry.id for entry in entries_from(opened.keeper)}
        for entry in reversed(entries):
            if entry.id in before:
                continue
            if entry.changeset:
                change_sets.apply(memory, entry.changeset, invert=True)
            for table, first, last in entry.ranges():
                sql = f"DELETE FROM {table} WHERE fid BETWEEN ? AND ? RETURNING 1"  # noqa: S608 - declared name
                gone = len(memory.execute(sql, (first, last)).fetchall())
                if gone != last - first + 1:
                    yield f"entry {entry.seq} tells {last - first + 1} rows, and {gone} are there"
        if rows_of(memory) != rows_of(opened.keeper):
            yield "the rows are not what the log tells"


def rows_of(connection: apsw.Connection) -> Rows:
    """Every row of every declared table, by name of column."""
    return {
        table.name: connection.execute(_SELECT.format(_columns(table), table.name)).fetchall()
        for table in TABLES
    }


def _columns(table: Table) -> str:
    return ", ".join(["fid", "id", *(column.name for column in table.columns)])


def _version(path: Path) -> object:
    """Version of the tables in the file itself."""
    connection = apsw.Connection(
        f"file:{path}?mode=ro", flags=apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READONLY
    )
    with closing(connection):
        return connection.execute("SELECT version FROM tumen_schema").fetchall()[0][0]
