"""The table of events: places in the list that the engine gave, read a page at a time."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from desktop_app.domain.ais_event import EventKind, EventVerdict
from desktop_app.exporters.event_rows import (
    HEADINGS,
    EventColumn,
    EventRow,
    cell_text,
    event_row,
    explanation,
)
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.ais_events import KEY_KIND, FoundEvent, kind_of
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_list import KINDS, EventOrder, EventRows, event_at, listed_events
from desktop_app.query.event_verdicts import lost_verdicts, verdict_numbers
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.models.row_pages import PAGE_ROWS, RowPages

ModelIndex = QModelIndex | QPersistentModelIndex
NO_PARENT: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
NUMBERS: Final = frozenset((EventColumn.DURATION, EventColumn.SCORE))
# Rows that are read with the answer, so that a screen is never seen empty.
READ_AT_ONCE: Final = 2 * PAGE_ROWS


class EventsAnswer(NamedTuple):
    """What the panel asks for.

    Attributes:
        engine: that was asked; it reads the rows.
        rows: the events that pass, in order.
        judged: of each kind the number of the verdict that counts on each event, -1 for none.
        verdicts: of the case.
        lost: verdicts on events that are not found with these parameters.
        pages: the first rows.
    """

    engine: QueryEngine
    rows: EventRows
    judged: Mapping[EventKind, NDArray[np.int32]]
    verdicts: tuple[EventVerdict, ...]
    lost: tuple[EventVerdict, ...]
    pages: Mapping[int, tuple[EventRow | None, ...]]

    def event(self, place: int) -> FoundEvent:
        """The event in a place of the list."""
        return event_at(self.engine, self.rows, place)

    def verdict(self, place: int) -> EventVerdict | None:
        """What counts of what was said of the event in a place."""
        kind = KINDS[int(self.rows.kinds[place])]
        number = int(self.judged[kind][int(self.rows.rows[place])])
        return self.verdicts[number] if number >= 0 else None

    def place_of(self, key: str) -> int | None:
        """Where an event stands; None where it is not in the list."""
        name, _, ident = key.partition(":")
        kind = kind_of(ident) if name == KEY_KIND else None
        row = self.engine.events(kind).row_of(ident) if kind is not None else None
        if kind is None or row is None:
            return None
        found = np.flatnonzero((self.rows.kinds == KINDS.index(kind)) & (self.rows.rows == row))
        return int(found[0]) if len(found) else None


def ask_events(
    engine: QueryEngine,
    filter_: Filter,
    kinds: Collection[EventKind],
    order: tuple[EventOrder, bool],
    feedback: Feedback,
) -> EventsAnswer | None:
    """The events of some kinds under a filter; None where they are not found yet, so that nobody waits.

    Args:
        engine: is asked.
        filter_: the clauses.
        kinds: that are listed.
        order: what the list is sorted by, and whether high values stand first.
        feedback: calls it off.
    """
    if not engine.has_events(KINDS):
        return None
    rows = listed_events(engine, filter_, kinds, order[0], descending=order[1], feedback=feedback)
    verdicts = engine.store.record.event_verdicts
    judged = {kind: verdict_numbers(engine, kind) for kind in KINDS}
    answer = EventsAnswer(engine, rows, judged, verdicts, lost_verdicts(engine), {})
    pages = range(min(-(-len(rows.rows) // PAGE_ROWS), READ_AT_ONCE // PAGE_ROWS))
    return answer._replace(pages=read_pages(answer, pages))


def read_pages(answer: EventsAnswer, pages: Iterable[int]) -> dict[int, tuple[EventRow | None, ...]]:
    """Pages of rows by number. On any thread."""
    store, count = answer.engine.store, len(answer.rows.rows)
    return {
        page: tuple(
            event_row(answer.event(place), store, answer.verdict(place))
            for place in range(page * PAGE_ROWS, min((page + 1) * PAGE_ROWS, count))
        )
        for page in pages
    }


class EventTableModel(QAbstractTableModel):
    """One row an event.

    Attributes:
        answer: what is shown; None before the first.
    """

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.answer: EventsAnswer | None = None
        self._pages: RowPages[EventRow] = RowPages(jobs, self)
        self._pages.arrived.connect(self._on_arrived)
        self._sorted: EventColumn | None = None
        self._arrow = ""

    def take(self, answer: EventsAnswer) -> bool:
        """Show an answer; whether the rows are the same, in the same order, as before."""
        before = self.answer
        same = before is not None and (
            answer.engine.event_parameters == before.engine.event_parameters
            and np.array_equal(answer.rows.kinds, before.rows.kinds)
            and np.array_equal(answer.rows.rows, before.rows.rows)
        )
        if not same:
            self.beginResetModel()
        self.answer = answer
        self._pages.show_pages(len(answer.rows.rows), answer.pages, partial(read_pages, answer))
        if same:
            self._tell(0, self.rowCount())
        else:
            self.endResetModel()
        return same

    def show_order(self, column: EventColumn | None, *, descending: bool) -> None:
        """Mark the column by which the events are ordered."""
        self._sorted, self._arrow = column, " ▾" if descending else " ▴"
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(EventColumn) - 1)

    @Slot(int, int)
    def _on_arrived(self, first: int, count: int) -> None:
        self._tell(first, count)

    def _tell(self, first: int, count: int) -> None:
        if count:
            self.dataChanged.emit(self.index(first, 0), self.index(first + count - 1, len(EventColumn) - 1))

    def row_at(self, row: int) -> EventRow | None:
        """The event of a row; None while it is on the way."""
        return self._pages.row(row)

    def key_at(self, row: int) -> str:
        """The key of the event of a row."""
        known = self._pages.known(row)
        if known is not None:
            return known.key
        return self.answer.event(row).key if self.answer is not None else ""

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Events on show."""
        return 0 if parent.isValid() or self.answer is None else len(self.answer.rows.rows)

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Fixed columns."""
        return 0 if parent.isValid() else len(EventColumn)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Titles, and what they mean as tooltip."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = EventColumn(section)
        heading = HEADINGS[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{heading.title}{self._arrow if section == self._sorted else ''}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return heading.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{heading.name}\n{heading.meaning}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column in NUMBERS else _LEFT
        return None

    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, and what it has no room for; of a row on the way "…"."""
        if role not in _ROLES or not index.isValid():
            return None
        row, column = self.row_at(index.row()), EventColumn(index.column())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            return cell_text(row, column)
        return explanation(row, column)


_ROLES: Final = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
)
