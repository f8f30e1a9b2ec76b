"""One open case: its content as values, and connections for questions that only SQL should answer.

A case that is a file is never changed by being looked at; one that is none lives in SQLite's `memdb`, shared
by all connections of the process. Readers come from a pool; each can be interrupted through a `Feedback`.
"""

import itertools
import queue
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

import apsw

from desktop_app.domain.case_info import CaseInfo
from desktop_app.domain.history import Change
from desktop_app.domain.movement import PortCall, Sighting, Voyage
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import day_start
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.content import Content
from desktop_app.storage.edits import Edit
from desktop_app.storage.movement_lookups import LookUp, read_calls, read_sightings, read_voyages
from desktop_app.storage.opening import OpenedFile, open_file
from desktop_app.storage.rows.desk import case_info_of
from desktop_app.storage.rows.reading import RowReader

if TYPE_CHECKING:
    from desktop_app.storage.attachments import PreparedFile
    from desktop_app.storage.fixes import Fixes
    from desktop_app.storage.import_desk import ImportDesk
    from desktop_app.storage.writer import CaseWriter

Value = TypeVar("Value")

_numbers = itertools.count(1)

# SQLite virtual machine steps between two looks at the cancel flag: 10 to 20 ms of work. Each look waits for
# Python's lock, up to 5 ms while the window is busy: with one every 0.1 ms a long question took three times
# as long.
STEPS_PER_CHECK: Final = 200_000

REPORTED_CASE_ID: Final = "reported-record"
REPORTED_READ_ONLY: Final = (
    "The reported record is read-only; Save as case… in the Case menu makes a copy that is yours."
)


class CaseStore:
    """The open case. Questions may be asked on any thread.

    Attributes:
        record: the small tables as values; a new object after each change.
        path: the file; None for a case that is none.
        read_only: why the case cannot be changed, as a sentence; empty if it can.
        generation: rises with every change.
        ending: cancelled when the case is about to be closed, for reading that outlives who asked for it.
    """

    def __init__(
        self,
        connect: Callable[[], apsw.Connection],
        path: Path | None,
        read_only: str,
        file: OpenedFile | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.generation = 0
        self.ending = Feedback()
        self._tables_changed: list[frozenset[str]] = []
        self._file = file
        self._writer: CaseWriter | None = None
        self._saving = threading.Lock()
        self._connect = connect
        self._readers: queue.LifoQueue[apsw.Connection] = queue.LifoQueue()
        self._closed = False
        # A case in memory lasts as long as one connection to it.
        self._keeper = connect()
        self._rows = RowReader()
        self._voyages = LookUp(lambda ids: self._look_up(read_voyages, ids))
        self._calls = LookUp(lambda ids: self._look_up(read_calls, ids))
        self._sightings = LookUp(lambda ids: self._look_up(read_sightings, ids))
        self._derived: dict[str, object] = {}
        self.record = Content(self._read_info(), self.reader, self._rows)

    @classmethod
    def open(cls, path: Path, *, want_write: bool = True) -> "CaseStore":
        """The case in a file; where it cannot be changed, or is not to be, `read_only` tells why.

        Raises:
            InputError: the file cannot be used as a case.
        """
        file = open_file(path, want_write=want_write)
        try:
            return cls(file.reader, path, file.read_only, file)
        except BaseException:
            file.close()
            raise

    @classmethod
    def reported(cls, path: Path) -> "CaseStore":
        """The reported record, from the file that comes with the program; it is no file of the user's.

        Raises:
            InputError: the file cannot be used.
        """
        file = open_file(path, want_write=False)
        try:
            return cls(file.reader, None, REPORTED_READ_ONLY, file)
        except BaseException:
            file.close()
            raise

    @classmethod
    def of_record(
        cls, record: Record, *, case_id: str = REPORTED_CASE_ID, read_only: str = REPORTED_READ_ONLY
    ) -> "CaseStore":
        """A record as a case in memory; the same record makes the same rows."""
        from desktop_app.storage.geopackage import create_case  # noqa: PLC0415 - 40 ms, and no file needs it
        from desktop_app.storage.record_writer import write_record  # noqa: PLC0415 - as above

        def fill(connection: apsw.Connection) -> None:
            create_case(connection, info_of(record, case_id))
            write_record(connection, record)

        return cls.in_memory(fill, read_only)

    @classmethod
    def in_memory(cls, fill: Callable[[apsw.Connection], object], read_only: str) -> "CaseStore":
        """A case that is no file: `fill` makes it in an empty database."""
        uri = f"file:/tumen-case-{next(_numbers)}?vfs=memdb"
        flags = apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        connection = apsw.Connection(uri, flags=flags)
        try:
            fill(connection)
            return cls(lambda: apsw.Connection(uri, flags=flags), None, read_only)
        finally:
            connection.close()

    @property
    def info(self) -> CaseInfo:
        """What the case says of itself."""
        return self.record.info

    @contextmanager
    def reader(self, feedback: Feedback | None = None) -> Iterator[apsw.Connection]:
        """A connection that refuses writes, for one thread at a time; a cancelled feedback interrupts it."""
        try:
            connection = self._readers.get_nowait()
        except queue.Empty:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        try:
            if feedback is not None:
                connection.set_progress_handler(lambda: feedback.is_cancelled, STEPS_PER_CHECK)
            yield connection
        finally:
            connection.set_progress_handler(None)
            if self._closed:
                connection.close()
            else:
                self._readers.put(connection)

    def voyage(self, voyage_id: str) -> Voyage | None:
        """A voyage, None where there is no such row."""
        return self._voyages.one(voyage_id)

    def call(self, call_id: str) -> PortCall | None:
        """A call, None where there is no such row."""
        return self._calls.one(call_id)

    def sighting(self, sighting_id: str) -> Sighting | None:
        """A sighting, None where there is no such row."""
        return self._sightings.one(sighting_id)

    def voyages(self, ids: Iterable[str]) -> tuple[Voyage, ...]:
        """Voyages in the order of the ids; an id without a row is left out."""
        return self._voyages.many(ids)

    def calls(self, ids: Iterable[str]) -> tuple[PortCall, ...]:
        """Calls in the order of the ids; an id without a row is left out."""
        return self._calls.many(ids)

    def sightings(self, ids: Iterable[str]) -> tuple[Sighting, ...]:
        """Sightings in the order of the ids; an id without a row is left out."""
        return self._sightings.many(ids)

    def calls_of(self, voyages: Iterable[Voyage]) -> tuple[PortCall, ...]:
        """The calls of these voyages, voyage by voyage, each in its order."""
        return self.calls(call_id for voyage in voyages for call_id in voyage.call_ids)

    def sightings_of(self, voyages: Iterable[Voyage]) -> tuple[Sighting, ...]:
        """The sightings of these voyages, voyage by voyage, each in its order."""
        return self.sightings(row_id for voyage in voyages for row_id in voyage.sighting_ids)

    def fixes(self, track_id: str) -> "Fixes":
        """The position reports of an AIS track.

        Raises:
            InputError: there is no such track, or its reports are missing or damaged.
        """
        from desktop_app.storage.fixes import unpack  # noqa: PLC0415 - numpy, which the first picture has not

        with self.reader() as connection:
            found = connection.execute(
                "SELECT content FROM track LEFT JOIN tumen_file USING (sha256) WHERE track.id = ?",
                (track_id,),
            ).fetchone()
        block = found[0] if found is not None else None
        if not isinstance(block, bytes):
            raise InputError(f"The case holds no position reports of the AIS track {track_id}.")
        try:
            return unpack(block)
        except ValueError as error:
            raise InputError(
                f"The position reports of the AIS track {track_id} cannot be read: {error}."
            ) from None

    def content(self, sha256: str) -> bytes:
        """A content of the case, whole: the report of an import, the shapes of a reference layer.

        Raises:
            InputError: the case holds none of that name.
        """
        with self.reader() as connection:
            found = connection.execute(
                "SELECT content FROM tumen_file WHERE sha256 = ?", (sha256,)
            ).fetchone()
        if found is None or not isinstance(found[0], bytes):
            raise InputError(f"The case holds no content of the SHA-256 {sha256}.")
        return found[0]

    def cached(self, key: str, make: Callable[[], Value]) -> Value:
        """A value made from the case, kept until the next change.

        Args:
            key: names the value among all callers; one key always means one type.
            make: makes it; may run twice where two threads ask at once.
        """
        derived = self._derived
        if key not in derived:
            derived[key] = make()
        return cast("Value", derived[key])

    def has_cached(self, key: str) -> bool:
        """Whether `cached` has the value at hand."""
        return key in self._derived

    @property
    def can_undo(self) -> str:
        """What undo would take back, in words; empty for nothing."""
        return self._writer.can_undo if self._writer is not None else ""

    @property
    def can_redo(self) -> str:
        """What redo would do again, in words; empty for nothing."""
        return self._writer.can_redo if self._writer is not None else ""

    def edit(self, edit: Edit, who: str, files: Collection["PreparedFile"] = ()) -> Change:
        """Change the case; the change is on the disk when this returns. For one thread at a time.

        Raises:
            TumenError: the case is read-only, the edit does not fit it, a file that it attaches has changed
                since it was chosen, or the case's file cannot be written.
        """
        return self._changed(self._require_writer().apply(edit, who, datetime.now(UTC), files))

    def import_rows(
        self, fill: "Callable[[ImportDesk], None]", what: str | Callable[[], str], who: str
    ) -> Change:
        """Import rows as one change, see `CaseWriter.import_rows`. For one thread at a time.

        Raises:
            TumenError: as `edit`.
        """
        return self._changed(self._require_writer().import_rows(fill, what, who, datetime.now(UTC)))

    def undo_import(self, run_id: str, who: str) -> Change:
        """Take one import back, whenever it was made, see `CaseWriter.undo_import`. For one thread at a time.

        Raises:
            TumenError: as `edit`, or something depends on its rows.
        """
        return self._changed(self._require_writer().undo_import(run_id, who))

    def undo(self, who: str) -> Change:
        """Take the last change back.

        Raises:
            TumenError: as `edit`, or there is none.
        """
        return self._changed(self._require_writer().undo(who))

    def redo(self, who: str) -> Change:
        """Do the change again that was undone last.

        Raises:
            TumenError: as `edit`, or there is none.
        """
        return self._changed(self._require_writer().redo(who))

    def _require_writer(self) -> "CaseWriter":
        if self.read_only or self._file is None:
            raise InputError(self.read_only)
        connection = self._file.writer()  # says so where the file was moved, removed or replaced
        if self._writer is None:
            from desktop_app.storage.writer import CaseWriter  # noqa: PLC0415 - 20 ms, and a look needs none

            self._writer = CaseWriter(connection)
        return self._writer

    def changed_since(self, generation: int) -> frozenset[str]:
        """The tables that changes after a generation are in."""
        return frozenset().union(*self._tables_changed[generation:])

    def _changed(self, change: Change) -> Change:
        self._tables_changed.append(frozenset(change.tables))
        self.generation += 1
        self._derived = {}
        for look_up in (self._voyages, self._calls, self._sightings):
            look_up.forget()
        self.record = self.record.after(change.tables, self._read_info())
        return change

    @contextmanager
    def whole(self) -> Iterator[apsw.Connection]:
        """A connection to save a copy from, one thread at a time; it works for a file removed meanwhile."""
        with self._saving:
            yield self._file.keeper if self._file is not None else self._keeper

    def close(self) -> None:
        """Close every connection; a case in memory goes with the last one."""
        self.ending.cancel()
        self._closed = True
        while not self._readers.empty():
            self._readers.get_nowait().close()
        self._keeper.close()
        if self._file is not None:
            self._file.close()

    def _look_up(
        self,
        read: Callable[[apsw.Connection, RowReader, list[str]], dict[str, Value]],
        ids: list[str],
    ) -> dict[str, Value]:
        with self.reader() as connection:
            return read(connection, self._rows, ids)

    def _read_info(self) -> CaseInfo:
        with self.reader() as connection:
            (case_id,) = next(connection.execute("SELECT case_id FROM tumen_schema"))
            (row,) = self._rows.rows(connection, "case_info")
            return case_info_of(row, str(case_id))


def info_of(record: Record, case_id: str) -> CaseInfo:
    """What a record says of itself; it counts as made on the day up to which its sources were read."""
    return CaseInfo(
        case_id=case_id,
        title=record.title,
        description=record.description,
        as_of=record.as_of,
        synthetic=record.synthetic,
        created=day_start(record.as_of),
    )
