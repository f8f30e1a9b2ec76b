"""The view of the table of events: draws its cells, and knows what keys and clicks mean."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.domain.ais_event import Judgement
from desktop_app.exporters.event_rows import NOTHING, EventColumn, EventRow, cell_text
from desktop_app.session.session import Session
from desktop_app.ui.events.event_glyphs import paint_event, paint_verdict
from desktop_app.ui.models.event_table import NUMBERS, EventTableModel
from desktop_app.ui.palette import PALETTES, Palette, colour
from desktop_app.ui.row_view import ROW_HEIGHT_PX, RowView

ModelIndex = QModelIndex | QPersistentModelIndex
GLYPH_PX: Final = 14
PADDING_PX: Final = 4
HOVER_OPACITY: Final = 0.14
WIDTHS_PX: Final = {
    EventColumn.KIND: 26,
    EventColumn.VERDICT: 24,
    EventColumn.SHIP: 104,
    EventColumn.START: 110,
    EventColumn.DURATION: 74,
    EventColumn.WHERE: 116,
    EventColumn.SCORE: 44,
    EventColumn.WHAT: 300,
}


class EventView(RowView):
    """Rows of `EventTableModel`.

    Signals:
        judged: the judgement that A or R gives.
        note_wanted, take_back_wanted, play_wanted, zoom_wanted, copy_wanted: of the selected rows.
        all_wanted: all rows are to be selected.
        menu_wanted: global position.
    """

    judged = Signal(object)
    note_wanted = Signal()
    take_back_wanted = Signal()
    play_wanted = Signal()
    zoom_wanted = Signal()
    copy_wanted = Signal()
    all_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, session: Session, model: EventTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Cells(session, model, self))
        self.setAccessibleName("Events found in AIS reports")
        columns = self.horizontalHeader()
        columns.setFont(self.font())
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSectionsMovable(True)
        columns.setMinimumSectionSize(24)
        columns.setAccessibleName("Columns of the events: a click sorts")
        for column, width in WIDTHS_PX.items():
            self.setColumnWidth(column, width)
        across = self.horizontalScrollBar()
        self._keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: across.triggerAction(QScrollBar.SliderAction.SliderSingleStepSub),
            Qt.Key.Key_Right: lambda: across.triggerAction(QScrollBar.SliderAction.SliderSingleStepAdd),
            Qt.Key.Key_A: lambda: self.judged.emit(Judgement.ACCEPTED),
            Qt.Key.Key_R: lambda: self.judged.emit(Judgement.REJECTED),
            Qt.Key.Key_N: self.note_wanted.emit,
            Qt.Key.Key_Delete: self.take_back_wanted.emit,
            Qt.Key.Key_P: self.play_wanted.emit,
            Qt.Key.Key_Return: self.zoom_wanted.emit,
            Qt.Key.Key_Enter: self.zoom_wanted.emit,
        }
        self.doubleClicked.connect(self.zoom_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What was found takes the room that is left."""
        super().resizeEvent(event)
        others = sum(self.columnWidth(column) for column in EventColumn if column is not EventColumn.WHAT)
        room = self.viewport().width() - others
        self.setColumnWidth(EventColumn.WHAT, max(WIDTHS_PX[EventColumn.WHAT], room))

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: ModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view; which of its cells was clicked never moves the ship's name out of it."""
        sideways = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(sideways)

    def draw_rows(self) -> None:
        """Draw what is in sight anew."""
        self.viewport().update()

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """All events on show, as many as one selection holds."""
        self.all_wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Keys that the window uses as well are the table's while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and Qt.Key(event.key()) in self._keys:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """`event_keys.EVENT_KEYS`; all other keys as in every table of Qt."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._keys.get(Qt.Key(event.key())) if plain else None
        if act is not None:
            act()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._ask_for_menu()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are commands here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """At the pointer, or under the row that the keyboard is in."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu()
        else:
            self.menu_wanted.emit(event.globalPos())

    def _ask_for_menu(self) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))


class _Cells(QStyledItemDelegate):
    """Draws whole cells, of visible rows alone."""

    def __init__(self, session: Session, model: EventTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Fixed height, so that a long table needs no measuring."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Background, then what the column shows."""
        rect, state = option.rect, option.state
        row, column = self._model.row_at(index.row()), EventColumn(index.column())
        palette = PALETTES[self._session.style.theme]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, colour(palette.selection))
        else:
            painter.fillRect(rect, colour(palette.window if index.row() % 2 else palette.panel))
            if row is not None and self._session.hover == row.key:
                painter.fillRect(rect, colour(palette.selection, HOVER_OPACITY))
        painter.setFont(option.font)
        if row is None:
            painter.setPen(colour(palette.quiet))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), "…" if column else "")
        else:
            self._cell(painter, rect, row, column, palette, selected=selected)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour(palette.panel if selected else palette.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _cell(
        self,
        painter: QPainter,
        rect: QRect,
        row: EventRow,
        column: EventColumn,
        palette: Palette,
        *,
        selected: bool,
    ) -> None:
        """What was rejected is quiet."""
        judgement = row.verdict.judgement if row.verdict is not None else None
        is_quiet = judgement is Judgement.REJECTED
        ink = colour(palette.panel if selected else palette.quiet if is_quiet else palette.text)
        text, inner = cell_text(row, column), rect.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
        if column is EventColumn.KIND:
            paint_event(painter, row.kind, _glyph_box(rect, rect.center().x() + 1 - GLYPH_PX / 2), ink)
            return
        if column is EventColumn.VERDICT:
            if judgement is not None:
                sign = {Judgement.ACCEPTED: palette.sea_volume, Judgement.REJECTED: palette.cap}
                glyph = ink if selected else colour(sign.get(judgement, palette.text))
                paint_verdict(painter, judgement, _glyph_box(rect, inner.left()), glyph)
            return
        side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
        painter.setPen(colour(palette.quiet) if text == NOTHING and not selected else ink)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(inner.width(), 0))
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _glyph_box(rect: QRect, left: float) -> QRectF:
    return QRectF(left, rect.center().y() + 0.5 - GLYPH_PX / 2, GLYPH_PX, GLYPH_PX)
