"""Opens a case file without changing a byte of it, and tells in a sentence why where that is not possible."""

import itertools
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage.defences import (
    foreign_parts,
    harden,
    is_case,
    present_tables,
    require_layout,
)
from desktop_app.storage.failures import telling
from desktop_app.storage.header import APPLICATION_ID, LENGTH, Header, read_header, truncation
from desktop_app.storage.locking import FileHold, hold
from desktop_app.storage.migrations import MIGRATIONS, Migration, keep_backup, migrate, way

# How long a statement waits for another connection's lock. A commit takes some 10 ms, one of a large import
# a second.
BUSY_WAIT_MS: Final = 10_000
# An older case that may not be changed is brought up to date in memory, up to this size.
LARGEST_IN_MEMORY_BYTES: Final = 200_000_000
_SAVE_AS: Final = "Save as case… makes a copy that can be changed."

_READ_WRITE: Final = apsw.SQLITE_OPEN_READWRITE
_numbers = itertools.count(1)


class OpenedFile:
    """A case file that is open in one window.

    Attributes:
        path: the file, as it was named.
        read_only: a sentence why it cannot be changed; empty if it can.
        keeper: a connection for saving a copy, which works even when the file was removed meanwhile; for one
            thread at a time.
    """

    def __init__(self, path: Path, held: FileHold, source: "_Source", keeper: apsw.Connection) -> None:
        self.path = path
        self.read_only = held.why_not
        self.keeper = keeper
        self._held = held
        self._source = source
        self._connections = [keeper]
        self._writer: apsw.Connection | None = None

    def reader(self) -> apsw.Connection:
        """A new connection that refuses writes; whoever asks for it closes it, or leaves that to `close`.

        Raises:
            InputError: the file was moved, removed or replaced.
        """
        if self._source.is_file:
            self._held.ensure_in_place()
        with telling(self.path):
            connection = self._source.connect(write=False)
        self._connections.append(connection)
        return connection

    def writer(self) -> apsw.Connection:
        """The one connection that may write, for one thread at a time.

        Each transaction is on the disk when its COMMIT returns. A COMMIT fails with `InputError` when the
        file has been moved, removed or replaced, and nothing is written then.

        Raises:
            InputError: the file is read-only, or was moved, removed or replaced.
        """
        if self.read_only:
            raise InputError(self.read_only)
        self._held.ensure_in_place()
        if self._writer is None:
            with telling(self.path):
                self._writer = self._source.connect(write=True)
            self._writer.set_commit_hook(self._refuse_commit)
            self._connections.append(self._writer)
        return self._writer

    def telling(self) -> AbstractContextManager[None]:
        """Turns what SQLite reports about the file into `InputError`."""
        return telling(self.path)

    def _refuse_commit(self) -> bool:
        self._held.ensure_in_place()
        return False

    def close(self) -> None:
        """Close every connection, then let others write."""
        for connection in self._connections:
            if connection is not self._writer:
                connection.close()
        if self._writer is not None:
            # Another program may have turned write-ahead mode on meanwhile, and still be there.
            with suppress(apsw.Error):
                self._writer.pragma("journal_mode", "DELETE")
            self._writer.close()
        self._held.release()


class _Source:
    """Where connections lead: to the file, or to its copy in memory."""

    def __init__(self, path: Path | None, *, immutable: bool = False) -> None:
        self.is_file = path is not None
        if path is None:
            self._uri = f"file:/tumen-older-{next(_numbers)}?vfs=memdb"
            self._read_flags = _READ_WRITE | apsw.SQLITE_OPEN_CREATE
        else:
            self._uri = f"file:{quote(str(path))}{'?immutable=1' if immutable else ''}"
            # A reader that may write can undo what a killed process left half done; see query_only below.
            recovers = _is_writable(path) and not immutable
            self._read_flags = _READ_WRITE if recovers else apsw.SQLITE_OPEN_READONLY

    def connect(self, *, write: bool) -> apsw.Connection:
        """A hardened connection.

        Raises:
            apsw.Error: SQLite cannot open it.
        """
        flags = self._read_flags | (_READ_WRITE if write else 0)
        connection = apsw.Connection(self._uri, flags=flags | apsw.SQLITE_OPEN_URI)
        try:
            connection.set_busy_timeout(BUSY_WAIT_MS)
            harden(connection)
            if write:
                # EXTRA: the folder is synced too after the journal went: a commit outlives a power cut.
                connection.pragma("synchronous", "EXTRA")
            else:
                connection.pragma("query_only", True)
        except BaseException:
            connection.close()
            raise
        return connection


def open_file(path: Path, *, want_write: bool, steps: Sequence[Migration] = MIGRATIONS) -> OpenedFile:
    """Open a case file.

    Nothing in it changes by that, with two exceptions. What a killed process left half done is undone;
    and a case of an earlier version opened to be changed is brought to the present tables, after a
    copy of it was kept beside it.

    Args:
        path: the file.
        want_write: whether it is to be changed; if that cannot be, it is opened all the same and `read_only`
            tells why.
        steps: the migrations that are known.

    Raises:
        InputError: it is missing, damaged, no case, or of a newer version; nothing was changed.
    """
    held = hold(path)
    try:
        with telling(path):
            source = _Source(held.path, immutable=_first_look(held, path.name).wal)
            held.why_not = _why_read_only(held, path.name, want_write=want_write)
            if not held.why_not:
                held.claim()
            return _open(path, held, source, steps)
    except BaseException:
        held.release()
        raise


def _first_look(held: FileHold, name: str) -> Header:
    """Refuse what needs no SQLite to be refused."""
    first = read_header(*held.read(LENGTH), name)
    if not first.utf_8:
        raise InputError(f"{name} is no case: its texts are stored as UTF-16, a GeoPackage's as UTF-8.")
    if Path(f"{held.path}-wal").exists():
        raise InputError(
            f"{name} is in use by another program, or was left unfinished by one: {name}-wal lies beside it. "
            "Close it there, or open it there once more and close it."
        )
    return first


def _why_read_only(held: FileHold, name: str, *, want_write: bool) -> str:
    if not want_write:
        return f"{name} was opened to be read only."
    if read_header(*held.read(LENGTH), name).wal:
        return f"{name} was left in write-ahead mode by another program, so it is shown read-only. {_SAVE_AS}"
    if not _is_writable(held.path):
        return f"{name} or its folder may not be written, so it is shown read-only. {_SAVE_AS}"
    return ""


def _is_writable(path: Path) -> bool:
    # The folder too: the journal that makes a change safe is written beside the file.
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def _open(path: Path, held: FileHold, source: _Source, steps: Sequence[Migration]) -> OpenedFile:
    """Look at the content, bring it up to date where it is older, and keep one connection."""
    keeper = source.connect(write=False)
    try:
        version = _inspect(keeper, held, path.name)
        if not held.why_not and (parts := foreign_parts(keeper)):
            held.give_up_writing()
            held.why_not = _not_ours(path.name, parts)
        due = way(version, path.name, steps)
        if due and held.why_not:
            source, older = _Source(None), keeper
            keeper = _migrated_copy(older, held, source, due, path.name)
            older.close()
        elif due:
            backup = keep_backup(keeper, held.path, version)
            try:
                _migrate_file(source, due, path.name)
            except BaseException:
                backup.unlink()
                raise
        require_layout(keeper, path.name)
    except BaseException:
        keeper.close()
        raise
    return OpenedFile(path, held, source, keeper)


def _inspect(connection: apsw.Connection, held: FileHold, name: str) -> int:
    """Refuse what is no sound case; the version of its tables."""
    try:
        # While the read lock is held, size and header belong together.
        with connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            _refuse_truncated(held, name)
            if read_header(*held.read(LENGTH), name).application_id != APPLICATION_ID:
                raise InputError(f"{name} is no case: it is an SQLite database, but no GeoPackage.")
            if not is_case(connection):
                raise InputError(f"{name} is a GeoPackage of another program; it holds no case of Tumen's.")
            versions = connection.execute("SELECT version FROM tumen_schema").fetchall()
            for table in sorted(present_tables(connection)):
                # Fails where the table's first page is damaged.
                connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()  # noqa: S608 - a declared name
    except apsw.CorruptError:
        _refuse_truncated(held, name)
        raise
    if len(versions) != 1:
        raise InputError(f"{name} is no whole case: it does not tell the version of its tables.")
    return int(str(versions[0][0]))


def _refuse_truncated(held: FileHold, name: str) -> None:
    first, size_bytes = held.read(LENGTH)
    if told := truncation(read_header(first, size_bytes, name), size_bytes, name):
        raise InputError(told)


def _not_ours(name: str, parts: Sequence[str]) -> str:
    """Why a file with foreign parts is read-only."""
    others = len(parts) - 1
    more = "" if not others else f" and {others} other {'part' if others == 1 else 'parts'}"
    return (
        f"{name} holds parts that Tumen did not make ({parts[0]}{more}). They are not run, and it is shown "
        "read-only. Save as case… makes a copy without them that can be changed."
    )


def _migrated_copy(
    older: apsw.Connection, held: FileHold, source: _Source, due: Sequence[Migration], name: str
) -> apsw.Connection:
    """A connection to an up-to-date copy in memory of an older case that may not be changed."""
    if held.read(0)[1] > LARGEST_IN_MEMORY_BYTES:
        raise InputError(
            f"{name} was made by an older Tumen and is too large to be brought up to date in memory; copy it "
            "to a folder where it may be changed."
        )
    copy = source.connect(write=True)
    try:
        with copy.backup("main", older, "main") as backup:
            backup.step()
        migrate(copy, due, name, datetime.now(UTC))
        copy.pragma("query_only", True)
    except BaseException:
        copy.close()
        raise
    return copy


def _migrate_file(source: _Source, due: Sequence[Migration], name: str) -> None:
    connection = source.connect(write=True)
    try:
        migrate(connection, due, name, datetime.now(UTC))
    finally:
        connection.close()
