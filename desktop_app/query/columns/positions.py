"""The documented positions of a case as arrays."""

from functools import cached_property
from typing import Final

import numpy as np

from desktop_app.domain.movement import Tracker
from desktop_app.query.clauses import ClauseKind
from desktop_app.query.columns import scanning
from desktop_app.query.columns.attributes import KNOWN_MEMBERS, members_of, values_of
from desktop_app.query.columns.choices import Choice, of_values
from desktop_app.query.columns.doubts import doubts_of_positions
from desktop_app.query.columns.rows import Rows, Texts, texts_of
from desktop_app.query.columns.voyages import KNOWN_SQL, SEA, TRACKERS, Columns
from desktop_app.query.day_numbers import DAY_S
from desktop_app.query.reading import read
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.geometry import GeometryError, read_shape

# A point as this program writes it: GeoPackage's header without an envelope, then little-endian WKB.
_PLAIN: Final = "length(geom) = 29 AND hex(substr(geom, 1, 13)) = '47500001E61000000101000000'"
# Listings and grades are among what a position can be chosen by.
_READ_FROM: Final = frozenset({"sighting", "voyage", "vessel", "port", "listing", "citation", "source"})
_NOWHERE: Final = "000000000000F87F" * 2  # two NaNs


class PositionColumns:
    """Positions as arrays of one length, in the order of the file; shared, never to be written to.

    Attributes:
        rows: places of row numbers.
        fid: row number in the file.
        lon, lat: degrees, EPSG:4326; NaN where the words give no point.
        first_day, last_day: days since 1970-01-01 UTC.
        tracker: place in `Tracker`.
        off: the tracker was off.
        known: a bit for each of `HowKnown`, the first lowest.
        voyage: place of its voyage in `Columns`, -1 for none.
        vessel: place in `Columns.vessel_ids`, -1 where no vessel is named.
    """

    def __init__(self, store: CaseStore, columns: Columns) -> None:
        """Read all.

        Raises:
            InputError: a value of a row is of another kind than declared.
        """
        self._store = store
        self._columns = columns
        reads = [
            scanning.whole("fid"),
            scanning.instant("start_utc"),
            scanning.instant("end_utc"),
            scanning.choice("tracker", TRACKERS),
            scanning.digit("how_known", KNOWN_SQL),
            scanning.row_of("sighting", "voyage_id", "voyage"),
            scanning.points("geom", f"CASE WHEN {_PLAIN} THEN hex(substr(geom, -16)) ELSE '{_NOWHERE}' END"),
        ]
        parts = scanning.parts_by_row(store, "sighting")
        fid, first_s, last_s, tracker, known, voyage, points = scanning.scan(store, "sighting", parts, reads)
        self.rows = Rows.of(fid)
        self.fid = fid
        self.first_day = (first_s // DAY_S).astype(np.int32)
        self.last_day = (last_s // DAY_S).astype(np.int32)
        self.tracker = tracker.astype(np.uint8)
        self.off = self.tracker == TRACKERS.index(Tracker.OFF)
        self.known = known.astype(np.uint8)
        self.voyage = columns.rows.places_of(voyage)
        lon_lat = points.view(np.float64).reshape(-1, 2)
        self.lon, self.lat = lon_lat[:, 0].copy(), lon_lat[:, 1].copy()
        self._read_others()
        named = scanning.grouped(store, "sighting", "vessel_id", [scanning.whole("fid")])
        self.vessel = columns.vessels_of(texts_of(named, self.rows))

    def after(self, tables: frozenset[str]) -> "PositionColumns | None":
        """The same rows after a change of some tables; None where they have to be read anew."""
        return self if _READ_FROM.isdisjoint(tables) else None

    def __len__(self) -> int:
        return len(self.fid)

    def choice(self, kind: ClauseKind) -> Choice | None:
        """What a clause of a kind chooses a position by that is of no voyage; None for what none has."""
        match kind:
            case ClauseKind.VESSEL:
                made = of_values(self.vessel, self._columns.vessel_ids)
            case ClauseKind.OPERATOR | ClauseKind.LISTING:
                made = Choice(self.vessel, self._columns.choice(kind).members)
            case ClauseKind.MODE:
                made = of_values(np.zeros(len(self), np.uint8), (SEA,))
            case ClauseKind.TRACKER:
                made = of_values(self.tracker, TRACKERS)
            case ClauseKind.HOW_KNOWN:
                made = Choice(self.known, (*KNOWN_MEMBERS, frozenset()))
            case ClauseKind.GRADE:
                grades = values_of(self._store, kind)
                made = Choice(self.evidence.codes, members_of(self.evidence.values, grades))
            case ClauseKind.DOUBT:
                ids = self._columns.vessel_ids
                made = doubts_of_positions(self._store, self.rows, self.vessel, ids)
            case _:
                return None
        return made

    def _read_others(self) -> None:
        """Points that another program has written in another way."""
        sql = f"SELECT fid, id, geom FROM sighting WHERE geom IS NOT NULL AND NOT ({_PLAIN})"  # noqa: S608 - a constant
        for fid, ident, blob in read(self._store, sql):
            try:
                shape = read_shape(blob)
            except GeometryError as error:
                raise InputError(
                    f"The row “{ident}” of the table sighting cannot be read: {error}."
                ) from None
            (place,) = self.rows.places_of(np.array([fid], np.int64))
            self.lon[place], self.lat[place] = shape.vertices[0]

    @cached_property
    def evidence(self) -> Texts:
        """The evidence."""
        found = scanning.grouped(self._store, "sighting", "evidence_id", [scanning.whole("fid")])
        return texts_of(found, self.rows)
