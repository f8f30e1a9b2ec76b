"""The voyages table: row numbers in the order SQL gave them, voyages read by the page when they are drawn."""

import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.exporters.voyage_words import (
    DESTINATION_WORDS,
    TRACKER_WORDS,
    how_known_words,
    port_name,
    voyage_title,
)
from desktop_app.exporters.wording import PRECISION_WORDS, short_time_span, time_span, volume
from desktop_app.query.engine import QueryEngine
from desktop_app.query.voyage_rows import Order
from desktop_app.storage.case_store import CaseStore

ModelIndex = QModelIndex | QPersistentModelIndex

FEW: Final = 16
"""Voyages that are looked for one by one among the rows."""


class Column(IntEnum):
    """Columns from left to right."""

    DATE = 0
    VESSEL = 1
    FROM = 2
    TO = 3
    HOW_KNOWN = 4
    TRACKER = 5
    VOLUME = 6
    SOURCES = 7


HEADERS: Final = {
    Column.DATE: ("Date (UTC)", "When, with no more precision than is known"),
    Column.VESSEL: ("Vessel", "Name, or what the sources call the ship"),
    Column.FROM: ("From", "Loading port"),
    Column.TO: ("To", "Destination; a dash where none is published"),
    Column.HOW_KNOWN: ("By", "How it is known: image, AIS or report"),
    Column.TRACKER: ("AIS", "Tracker state: filled on, hollow off"),
    Column.VOLUME: ("Volume, bbl", "Deadweight × 0.9 × 7.23–8.50 bbl/t where a deadweight is documented"),
    Column.SOURCES: ("Src", "Number of sources"),
}
ORDERS: Final = {
    Column.DATE: Order.DATE,
    Column.VESSEL: Order.VESSEL,
    Column.FROM: Order.FROM,
    Column.TO: Order.TO,
    Column.HOW_KNOWN: Order.HOW_KNOWN,
    Column.TRACKER: Order.TRACKER,
    Column.VOLUME: Order.VOLUME,
    Column.SOURCES: Order.SOURCES,
}
VOYAGE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
NO_PARENT: Final = QModelIndex()
# Rows read at once, two screens full, and pages that are kept: a voyage takes about 2 kB.
PAGE_ROWS: Final = 64
KEPT_PAGES: Final = 16


class VoyageTableModel(QAbstractTableModel):
    """Rows by number; `Qt.UserRole` gives the `Voyage`, None for one that was deleted a moment ago."""

    def __init__(self, store: CaseStore, engine: QueryEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._engine = engine
        self._rows = array("q")
        self._generation = store.generation
        self._pages: dict[int, tuple[Voyage | None, ...]] = {}
        self._readers: Mapping[int, Callable[[Voyage, Column], str]] = {
            int(Qt.ItemDataRole.DisplayRole): self._text,
            int(Qt.ItemDataRole.ToolTipRole): self._explanation,
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken,
        }

    def set_rows(self, rows: "array[int]") -> None:
        """Show these rows in this order."""
        if self._store.generation != self._generation:
            self._generation = self._store.generation
            self._pages.clear()
            if rows == self._rows and len(rows):
                last = self.index(len(rows) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self._pages.clear()
        self.endResetModel()

    def places_of(self, voyage_ids: Iterable[str]) -> list[int]:
        """Where these voyages stand, in the order of the ids; those that are filtered out are left out."""
        wanted = self._engine.rows_of(voyage_ids)
        if not wanted:
            return []
        if len(wanted) > FEW:
            # One pass over the numbers: a million take 100 ms.
            sought = set(wanted)
            found = {number: place for place, number in enumerate(self._rows) if number in sought}
            return [found[number] for number in wanted if number in found]
        numbers, size = self._rows.tobytes(), self._rows.itemsize
        # As bytes, a million numbers are searched in 2 ms.
        places = (_place_of(number, numbers, size) for number in wanted)
        return [place for place in places if place is not None]

    def voyage_at(self, row: int) -> Voyage | None:
        """The voyage in a row."""
        place = row // PAGE_ROWS
        if place not in self._pages:
            while len(self._pages) >= KEPT_PAGES:
                del self._pages[next(iter(self._pages))]
            self._pages[place] = self._read_page(self._rows[place * PAGE_ROWS : (place + 1) * PAGE_ROWS])
        return self._pages[place][row % PAGE_ROWS]

    def _read_page(self, numbers: "array[int]") -> tuple[Voyage | None, ...]:
        """One screen or two of voyages, aligned with their numbers."""
        ids = self._engine.ids_of(numbers)
        voyages = {voyage.id: voyage for voyage in self._store.voyages(ids.values())}
        return tuple(voyages.get(ids.get(number, "")) for number in numbers)

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Rows that pass the filter."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Fixed columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Column titles with units, and what they mean as tooltip."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        title, meaning = HEADERS[Column(section)]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return meaning
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= Column.VOLUME:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, alignment, tooltip, or the voyage itself."""
        column = Column(index.column())
        reader = self._readers.get(role)
        if reader is not None:
            voyage = self.voyage_at(index.row())
            return reader(voyage, column) if voyage is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= Column.VOLUME:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self.voyage_at(index.row()) if role == VOYAGE_ROLE else None

    def _text(self, voyage: Voyage, column: Column) -> str:  # noqa: PLR0911 - one return a column
        record = self._store.record
        match column:
            case Column.DATE:
                return short_time_span(voyage.when)
            case Column.VESSEL:
                return voyage_title(record, voyage)
            case Column.FROM:
                return port_name(record, voyage.from_port_id) or "–"
            case Column.TO:
                return port_name(record, voyage.to_port_id) or voyage.to_place or "–"
            case Column.HOW_KNOWN:
                return ""  # drawn as glyphs
            case Column.TRACKER:
                return ""  # drawn as a ring
            case Column.VOLUME:
                return volume(volume_of(self._store, voyage))
            case Column.SOURCES:
                return str(len(voyage.citation.source_ids))

    def _spoken(self, voyage: Voyage, column: Column) -> str:
        return self._explanation(voyage, column) or self._text(voyage, column)

    def _explanation(self, voyage: Voyage, column: Column) -> str:
        match column:
            case Column.DATE:
                return f"{time_span(voyage.when)}, {PRECISION_WORDS[voyage.when.precision]}"
            case Column.TO:
                return DESTINATION_WORDS[voyage.to_basis] or "destination not published"
            case Column.HOW_KNOWN:
                return how_known_words(voyage.how_known)
            case Column.TRACKER:
                return f"tracker {TRACKER_WORDS[voyage.tracker]}"
            case Column.VOLUME:
                value = volume_of(self._store, voyage)
                return value.basis if isinstance(value, Estimate) else f"not estimated: {value.reason}"
            case Column.VESSEL | Column.FROM | Column.SOURCES:
                return voyage.summary if column is Column.VESSEL else ""


def _place_of(number: int, numbers: bytes, size: int) -> int | None:
    """Where a number stands among numbers of `size` bytes each; None where it does not."""
    packed = number.to_bytes(size, sys.byteorder, signed=True)
    start = numbers.find(packed)
    while start >= 0 and start % size:
        start = numbers.find(packed, start + 1)
    return start // size if start >= 0 else None
