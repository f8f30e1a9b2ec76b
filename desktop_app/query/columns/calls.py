"""The port calls of a case as arrays."""

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import Activity
from desktop_app.query.columns import scanning
from desktop_app.query.columns.rows import Rows, Texts, read_things, texts_of
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.day_numbers import DAY_S
from desktop_app.storage.case_store import CaseStore

ACTIVITIES: Final = tuple(Activity)
_READ_FROM: Final = frozenset({"port_call", "terminal", "voyage", "vessel", "port"})


class CallColumns:
    """Port calls as arrays of one length, in the order of the file; shared, never to be written to.

    Attributes:
        rows: places of row numbers.
        fid: row number in the file.
        port: place in `Columns.port_ids`, -1 for a port that is not there.
        terminal_ids: ids of all parts of ports, in the order of the file.
        terminal: place in `terminal_ids`, -1 where no part is known.
        first_s, last_s: seconds since 1970-01-01 UTC.
        first_day, last_day: days since 1970-01-01 UTC.
        ships: ships the call stands for.
        has_voyage: belongs to a voyage.
    """

    def __init__(self, store: CaseStore, columns: Columns) -> None:
        """Read what an index holds.

        Raises:
            InputError: a value of a row is of another kind than declared.
        """
        self._store = store
        self._columns = columns
        reads = [
            scanning.whole("fid"),
            scanning.instant("start_utc"),
            scanning.instant("end_utc"),
            scanning.whole("ships"),
            scanning.row_of("port_call", "terminal_id", "terminal"),
            scanning.digit("voyage_id", "voyage_id IS NOT NULL"),
        ]
        terminals = read_things(store, "terminal")
        ports = scanning.grouped(store, "port_call", "port_id", reads)
        fid, *found = ports.columns
        self.rows = Rows.of(np.sort(fid))
        self.fid = self.rows.fid
        order = np.argsort(fid)
        first_s, last_s, ships, terminal, has_voyage = (column.take(order) for column in found)
        places = {ident: place for place, ident in enumerate(columns.port_ids)}
        of_groups = np.array([places.get(ident, -1) for ident in ports.texts], np.int32)
        self.port: NDArray[np.int32] = np.repeat(of_groups, ports.counts).take(order)
        self.terminal_ids = terminals.ids
        self.terminal = terminals.places_of(terminal).astype(np.int32)
        self.first_s, self.last_s = first_s, last_s
        self.first_day = (first_s // DAY_S).astype(np.int32)
        self.last_day = (last_s // DAY_S).astype(np.int32)
        self.ships = ships.astype(np.int32)
        self.has_voyage = has_voyage.astype(np.bool_)

    def after(self, tables: frozenset[str]) -> "CallColumns | None":
        """The same rows after a change of some tables; None where they have to be read anew."""
        return self if _READ_FROM.isdisjoint(tables) else None

    def __len__(self) -> int:
        return len(self.fid)

    @cached_property
    def voyage(self) -> NDArray[np.intp]:
        """Place of its voyage in `Columns`, -1 for none."""
        read = scanning.row_of("port_call", "voyage_id", "voyage")
        return self._columns.rows.places_of(self._scanned(read))

    @cached_property
    def vessel(self) -> NDArray[np.intp]:
        """Place in `Columns.vessel_ids`, -1 where no vessel is named."""
        named = scanning.grouped(self._store, "port_call", "vessel_id", [scanning.whole("fid")])
        return self._columns.vessels_of(texts_of(named, self.rows))

    @cached_property
    def activity(self) -> NDArray[np.uint8]:
        """Place in `Activity`."""
        return self._scanned(scanning.choice("activity", ACTIVITIES)).astype(np.uint8)

    @cached_property
    def evidence(self) -> Texts:
        """The evidence."""
        found = scanning.grouped(self._store, "port_call", "evidence_id", [scanning.whole("fid")])
        return texts_of(found, self.rows)

    def _scanned(self, read: scanning.Read) -> NDArray[np.int64]:
        parts = scanning.parts_by_row(self._store, "port_call")
        fids, found = scanning.scan(self._store, "port_call", parts, [scanning.whole("fid"), read])
        return self.rows.arranged(fids, found, 0)
