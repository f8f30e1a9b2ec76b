"""The header of the voyages table: which columns are shown, in which order, how wide, sorted by which."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu

from desktop_app.exporters.voyage_columns import HEADINGS, Column
from desktop_app.query.voyage_rows import Grouping
from desktop_app.ui.models.table_layout import (
    DEFAULT_LAYOUT,
    DEFAULT_WIDTHS_PX,
    NARROWEST_PX,
    ShownColumn,
    TableLayout,
)
from desktop_app.ui.models.voyage_table import ORDERS
from desktop_app.ui.voyage_menu import StayingMenu, popup_menu
from desktop_app.ui.voyage_view import VoyageView

GROUPING_WORDS: Final = {
    Grouping.NONE: "Not grouped",
    Grouping.VESSEL: "By vessel",
    Grouping.MONTH: "By month",
    Grouping.LOADING: "By loading port",
    Grouping.DISCHARGE: "By discharge port",
}
GROUPINGS: Final = {
    Column.DATE: Grouping.MONTH,
    Column.VESSEL: Grouping.VESSEL,
    Column.FROM: Grouping.LOADING,
    Column.TO: Grouping.DISCHARGE,
}
"""Columns whose values rows can be grouped by."""


class VoyageHeader(QObject):
    """Keeps the table's header as the person left it.

    The vessel's column takes the room that the others leave.

    Attributes:
        column, descending: what the rows are sorted by; by date, the earliest first, is their natural order.

    Signals:
        changed: columns are shown, moved or resized.
        sorted: another order is wanted.
        group_wanted: `Grouping`.
    """

    changed = Signal()
    sorted = Signal()
    group_wanted = Signal(object)

    def __init__(self, table: VoyageView, layout: TableLayout) -> None:
        super().__init__(table)
        self._table = table
        self._header = header = table.horizontalHeader()
        self._applying = False
        self._widths = dict(DEFAULT_WIDTHS_PX)
        self.column = Column.DATE
        self.descending = False
        header.setFont(table.font())
        header.setAccessibleName("Columns of the voyages table")
        header.setHighlightSections(False)
        header.setMinimumSectionSize(NARROWEST_PX)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        # Widths by content look at the rows on the screen only: a million would all be read.
        header.setResizeContentsPrecision(0)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        header.sectionClicked.connect(self._on_clicked)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)
        table.viewport().installEventFilter(self)
        self.apply(layout)
        self._show_order()

    def apply(self, layout: TableLayout) -> None:
        """Show these columns."""
        shown = {column.column: column.width_px for column in layout.columns}
        with self._quietly():
            for column in Column:
                self._header.setSectionHidden(column, column not in shown)
            for place, column in enumerate(shown):
                self._header.moveSection(self._header.visualIndex(column), place)
            self._widths |= shown
            for column, width in shown.items():
                self._header.resizeSection(column, width)
        self._fill()

    def columns(self) -> tuple[ShownColumn, ...]:
        """The columns that are shown, from left to right."""
        return tuple(
            ShownColumn(section.column, self._widths[section.column]) for section in self._table.sections()
        )

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._applying = True
        try:
            yield
        finally:
            self._applying = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Another width of the table is another width of the vessel's column."""
        if event.type() is QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        header = self._header
        if header.isSectionHidden(Column.VESSEL):
            return
        taken = header.length() - header.sectionSize(Column.VESSEL)
        spare = self._table.viewport().width() - taken
        with self._quietly():
            header.resizeSection(Column.VESSEL, max(self._widths[Column.VESSEL], spare))

    @Slot(int, int, int)
    def _on_resized(self, section: int, _before: int, after: int) -> None:
        if self._applying or not after:
            return
        self._widths[Column(section)] = after
        if section != Column.VESSEL:
            self._fill()
        self.changed.emit()

    @Slot(int, int, int)
    def _on_moved(self, _section: int, _before: int, _after: int) -> None:
        if not self._applying:
            self._table.viewport().update()
            self.changed.emit()

    def show_column(self, column: Column, *, is_shown: bool) -> None:
        """Show a column, as the last one, or hide it; the last one stays."""
        others = [shown for shown in self.columns() if shown.column is not column]
        if is_shown:
            others.append(ShownColumn(column, self._widths[column]))
        if others:
            self.apply(TableLayout(tuple(others)))
            self.changed.emit()

    def move_column(self, column: int, places: int) -> None:
        """Move a column to the left or the right."""
        header = self._header
        order = [shown.column for shown in self.columns()]
        if column not in order:
            return
        target = order.index(Column(column)) + places
        if 0 <= target < len(order):
            header.moveSection(header.visualIndex(column), header.visualIndex(order[target]))
            self._table.scrollTo(self._table.currentIndex())

    def set_default(self) -> None:
        """The columns of the beginning."""
        self._widths = dict(DEFAULT_WIDTHS_PX)
        self.apply(DEFAULT_LAYOUT)
        self.changed.emit()

    def fit(self, column: Column) -> None:
        """As wide as what is on the screen needs."""
        metrics = self._table.fontMetrics()
        first = max(self._table.rowAt(0), 0)
        last = self._table.rowAt(self._table.viewport().height() - 1)
        rows = range(first, (last if last >= 0 else self._table.model().rowCount() - 1) + 1)
        texts = [str(self._table.model().index(row, column).data() or "") for row in rows]
        title = metrics.horizontalAdvance(HEADINGS[column].title) + NARROWEST_PX
        width = max([title, *(metrics.horizontalAdvance(text) + NARROWEST_PX for text in texts)])
        self._header.resizeSection(column, min(width, self._table.viewport().width()))

    @Slot(int)
    def _on_clicked(self, section: int) -> None:
        """Up, down, and the third time back to the natural order."""
        column = Column(section)
        if column not in ORDERS:
            self._show_order()
        elif column is not self.column:
            self.sort(column, descending=False)
        elif not self.descending:
            self.sort(column, descending=True)
        else:
            self.sort(Column.DATE, descending=False)

    def sort(self, column: Column, *, descending: bool) -> None:
        """Order the rows by a column."""
        self.column, self.descending = column, descending
        self._show_order()
        self.sorted.emit()

    def _show_order(self) -> None:
        order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(self.column, order)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        section = self._header.logicalIndexAt(at)
        menu = popup_menu(self._header)
        self.fill_menu(menu, Column(section) if section >= 0 else Column.DATE)
        menu.popup(self._header.viewport().mapToGlobal(at))

    def fill_menu(self, menu: QMenu, column: Column) -> None:
        """What can be done with a column, and which columns there are."""

        def add(text: str, slot: Callable[[], object], *, is_possible: bool = True) -> None:
            action = menu.addAction(text)
            action.setEnabled(is_possible)
            action.triggered.connect(lambda _=False: slot())

        is_ordered = column in ORDERS
        add("Sort &ascending", lambda: self.sort(column, descending=False), is_possible=is_ordered)
        add("Sort &descending", lambda: self.sort(column, descending=True), is_possible=is_ordered)
        add("&Natural order", lambda: self.sort(Column.DATE, descending=False))
        if column in GROUPINGS:
            grouping = GROUPINGS[column]
            add(f"&Group {GROUPING_WORDS[grouping].lower()}", lambda: self.group_wanted.emit(grouping))
        menu.addSeparator()
        add("Move &left\tAlt+←", lambda: self.move_column(column, -1))
        add("Move &right\tAlt+→", lambda: self.move_column(column, 1))
        add("&Fit to content", lambda: self.fit(column))
        is_last = len(self.columns()) == 1
        add("&Hide", lambda: self.show_column(column, is_shown=False), is_possible=not is_last)
        menu.addSeparator()
        chosen = StayingMenu("&Columns", menu)
        self.fill_columns_menu(chosen)
        menu.addMenu(chosen)

    def fill_columns_menu(self, menu: QMenu) -> None:
        """Every column, those that are shown checked, and the way back."""
        shown = {entry.column for entry in self.columns()}
        menu.setToolTipsVisible(True)
        for column in Column:
            action = menu.addAction(HEADINGS[column].name)
            action.setToolTip(HEADINGS[column].meaning)
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.triggered.connect(
                lambda on=False, column=column: self._choose_column(menu, column, is_shown=on)
            )
        menu.addSeparator()
        menu.addAction("&Default columns").triggered.connect(lambda _=False: self.set_default())

    def _choose_column(self, menu: QMenu, column: Column, *, is_shown: bool) -> None:
        self.show_column(column, is_shown=is_shown)
        # The last column stays, whatever was chosen.
        shown = {entry.column for entry in self.columns()}
        for action, entry in zip(menu.actions(), Column, strict=False):
            action.setChecked(entry in shown)
