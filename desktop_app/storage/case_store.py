"""One open case: the record as values, and as a read-only SQLite database for filtering and sorting.

The database lives in SQLite's `memdb`, shared by all connections of the process, so that looking at a
case never touches its files. Readers come from a pool; each can be interrupted through a `Feedback`.
"""

import itertools
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import apsw

from desktop_app.domain.quantity import Estimate, Volume
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import TimeSpan
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.schema import SCHEMA

_numbers = itertools.count(1)

# SQLite virtual machine steps between two looks at the cancel flag: about 0.1 ms of work.
STEPS_PER_CHECK: Final = 2_000


class CaseStore:
    """The open case.

    Attributes:
        record: the content as values.
        volumes: estimate, or reason for none, by voyage id.
    """

    def __init__(self, record: Record, volumes: dict[str, Volume]) -> None:
        self.record = record
        self.volumes = volumes
        self._uri = f"file:/tumen-case-{next(_numbers)}?vfs=memdb"
        self._readers: queue.LifoQueue[apsw.Connection] = queue.LifoQueue()
        self._keeper = self._connect()
        _fill(self._keeper, record, volumes)

    def _connect(self) -> apsw.Connection:
        return apsw.Connection(
            self._uri, flags=apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        )

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
            self._readers.put(connection)

    def close(self) -> None:
        """Close every connection; the in-memory database goes with the last one."""
        while not self._readers.empty():
            self._readers.get_nowait().close()
        self._keeper.close()


def _seconds(span: TimeSpan) -> tuple[int, int]:
    """Start and end as epoch seconds."""
    return int(span.start.timestamp()), int(span.end.timestamp())


def _fill(connection: apsw.Connection, record: Record, volumes: dict[str, Volume]) -> None:
    """Write the record's rows, in the record's order, in one transaction."""
    names = {vessel.id: vessel.name for vessel in record.vessels}
    ports = {port.id: port.names.en for port in record.ports}
    calls = {call.id: call for call in record.calls}
    parents = {port.id: port.parent_id for port in record.ports if port.parent_id}
    connection.execute(SCHEMA)
    with connection:
        connection.executemany("INSERT INTO vessel VALUES (?, ?)", names.items())
        for order, voyage in enumerate(record.voyages):
            volume = volumes[voyage.id]
            low, high = (volume.low_bbl, volume.high_bbl) if isinstance(volume, Estimate) else (None, None)
            connection.execute(
                "INSERT INTO voyage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    order,
                    voyage.id,
                    voyage.kind.value,
                    voyage.vessel_id or None,
                    names.get(voyage.vessel_id, voyage.label),
                    voyage.ships,
                    *_seconds(voyage.when),
                    ports.get(voyage.from_port_id, ""),
                    ports.get(voyage.to_port_id, voyage.to_place),
                    " ".join(how.value for how in voyage.how_known),
                    voyage.tracker.value,
                    int(voyage.counted),
                    low,
                    high,
                    len(voyage.citation.source_ids),
                ),
            )
            for call in (calls[call_id] for call_id in voyage.call_ids):
                # A call at a terminal is a call at its port as well.
                places = [call.port_id, *([parents[call.port_id]] if call.port_id in parents else [])]
                connection.executemany(
                    "INSERT INTO port_call VALUES (?, ?, ?, ?, ?)",
                    [(voyage.id, place, call.ships, *_seconds(call.when)) for place in places],
                )
