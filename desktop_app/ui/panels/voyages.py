"""The voyages panel: a sortable table of calls, voyages and sightings that follows the filter."""

from itertools import chain, islice
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.movement import Voyage
from desktop_app.query.clauses import Filter
from desktop_app.query.neighbours import Neighbours
from desktop_app.query.results import MOST_SELECTED, VoyageRows
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.glyphs import paint_how_known, paint_tracker
from desktop_app.ui.models.voyage_table import (
    ORDERS,
    VOYAGE_ROLE,
    Column,
    ModelIndex,
    VoyageTableModel,
)

NAME: Final = "voyages"
ROW_HEIGHT_PX: Final = 24
GLYPH_PX: Final = 13
WIDTHS_PX: Final = {
    Column.DATE: 100,
    Column.FROM: 76,
    Column.TO: 66,
    Column.HOW_KNOWN: 54,
    Column.TRACKER: 32,
    Column.VOLUME: 94,
    Column.SOURCES: 28,
}


class GlyphDelegate(QStyledItemDelegate):
    """Draws how a row is known and its tracker state as marks."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """The cell's background by the style, the marks by us."""
        super().paint(painter, option, index)
        voyage = index.data(VOYAGE_ROLE)
        if not isinstance(voyage, Voyage):
            return
        rect, palette = QRectF(option.rect), option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        top = rect.center().y() - GLYPH_PX / 2
        if index.column() == Column.HOW_KNOWN:
            for place, how in enumerate(voyage.how_known):
                box = QRectF(rect.left() + 5 + place * (GLYPH_PX + 5), top, GLYPH_PX, GLYPH_PX)
                paint_how_known(painter, how, box, palette.color(role))
        else:
            box = QRectF(rect.center().x() - GLYPH_PX / 2, top, GLYPH_PX, GLYPH_PX)
            paint_tracker(painter, voyage.tracker, box, palette.color(role))

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Fixed height, so that a long table needs no measuring."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT_PX)


class VoyagesPanel(QWidget):
    """The table, and a sentence in its place when nothing passes.

    Signals:
        order_changed: the user sorts; the owner asks the coordinator for this view again.
        counted: rows shown and rows in the case.
    """

    order_changed = Signal()
    counted = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = Column.DATE
        self._descending = False
        self._applying = False
        self._generation = session.store.generation
        self._model = VoyageTableModel(session.store, session.engine, self)
        self.table = QTableView(self)
        self.table.setModel(self._model)
        self._set_up_table()
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(24)
        stack = QWidget(self)
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(stack)
        self.table.selectionModel().selectionChanged.connect(self._on_rows_selected)
        self.table.entered.connect(self._on_entered)
        self.table.viewport().installEventFilter(self)
        session.changed.connect(self._on_changed)

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("Voyages")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setMouseTracking(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        font = table.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        table.setFont(font)
        table.horizontalHeader().setFont(font)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT_PX)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSortIndicatorShown(True)
        table.horizontalHeader().setSortIndicator(self._column, Qt.SortOrder.AscendingOrder)
        table.horizontalHeader().setSectionsClickable(True)
        table.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        delegate = GlyphDelegate(table)
        table.setItemDelegateForColumn(Column.HOW_KNOWN, delegate)
        table.setItemDelegateForColumn(Column.TRACKER, delegate)
        for column, width in WIDTHS_PX.items():
            table.setColumnWidth(column, width)
        table.horizontalHeader().setMinimumSectionSize(24)
        table.horizontalHeader().setSectionResizeMode(Column.VESSEL, QHeaderView.ResizeMode.Stretch)

    def query(self, filter_: Filter) -> Query:
        """Rows under the filter, in the chosen order."""
        order, descending = ORDERS[self._column], self._descending
        return lambda engine, feedback: engine.voyage_rows(
            filter_, order, descending=descending, feedback=feedback
        )

    def query_result(self, result: VoyageRows, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Show the rows; the selection stays where its rows still are."""
        generation = self._session.store.generation
        is_edited, self._generation = generation != self._generation, generation
        scrolled = self.table.verticalScrollBar().value()
        self._applying = True
        self._model.set_rows(result.rows)
        self._applying = False
        self._show_selection()
        if is_edited:
            self.table.verticalScrollBar().setValue(scrolled)
        if not result.total:
            self._empty.setText("This case holds no voyage yet.")
        elif not result.rows:
            self._empty.setText(
                f"No row passes the filter “{self._session.filter.sentence()}”.\n"
                f"{result.total:,} rows are hidden. Reset the filter to see them."
            )
        self._stack.setCurrentIndex(0 if result.rows else 1)
        self.counted.emit(len(result.rows), result.total)

    def query_error(self, error: Exception) -> None:
        """Say that the table could not be read."""
        self._empty.setText(f"The table could not be read: {error}")
        self._stack.setCurrentIndex(1)

    def neighbours(self, voyage_id: str) -> Neighbours | None:
        """Where a voyage stands in the table, and the rows above and below; None where it is hidden."""
        places = self._model.places_of((voyage_id,))
        if not places:
            return None
        place, total = places[0], self._model.rowCount()
        above = self._model.voyage_at(place - 1) if place else None
        below = self._model.voyage_at(place + 1) if place + 1 < total else None
        return Neighbours(
            place + 1,
            total,
            f"voyage:{above.id}" if above is not None else "",
            f"voyage:{below.id}" if below is not None else "",
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer leaving the rows ends the hover everywhere."""
        if event.type() is QEvent.Type.Leave:
            self._session.set_hover("", NAME)
        return super().eventFilter(watched, event)

    @Slot(int)
    def _on_header_clicked(self, section: int) -> None:
        column = Column(section)
        self._descending = not self._descending if column is self._column else False
        self._column = column
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self.order_changed.emit()

    @Slot()
    def _on_rows_selected(self) -> None:
        if self._applying:
            return
        voyages = [self._model.voyage_at(row) for row in self._selected_rows()]
        self._session.select(tuple(f"voyage:{voyage.id}" for voyage in voyages if voyage), NAME)

    def _selected_rows(self) -> list[int]:
        """From above, the first `MOST_SELECTED`; of a million rows too the selection is a few ranges."""
        ranges = sorted(
            (part.top(), part.bottom()) for part in self.table.selectionModel().selection().toList()
        )
        rows = chain.from_iterable(range(top, bottom + 1) for top, bottom in ranges)
        return list(islice(rows, MOST_SELECTED))

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        voyage = self._model.voyage_at(index.row())
        self._session.set_hover(f"voyage:{voyage.id}" if voyage else "", NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.SELECTION in change.what and change.initiator != NAME:
            self._show_selection()

    def _show_selection(self) -> None:
        """Select the rows of the session's voyages, and bring the first into view."""
        keys = self._session.selection
        places = self._model.places_of(
            key.removeprefix("voyage:") for key in keys if key.startswith("voyage:")
        )
        chosen = QItemSelection()
        for place in places:
            chosen.select(self._model.index(place, 0), self._model.index(place, len(Column) - 1))
        self._applying = True
        selection = self.table.selectionModel()
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if places and keys[0].startswith("voyage:"):
            first = self._model.index(places[0], 0)
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(first)
        self._applying = False
