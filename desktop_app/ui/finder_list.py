"""The finder's list: one line an answer, drawn under the field, moved through by the field's keys."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.session.session import Session
from desktop_app.ui.finder_glyphs import paint_glyph
from desktop_app.ui.finder_rows import FinderRow
from desktop_app.ui.palette import PALETTES

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
ROW_PX: Final = 26
WIDTH_PX: Final = 460
MARGIN_PX: Final = 10
GLYPH_PX: Final = 14
GAP_PX: Final = 8
_WRAPPED: Final = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_Index = QModelIndex | QPersistentModelIndex


class FinderModel(QAbstractListModel):
    """The lines of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FinderRow] = []

    def show(self, rows: list[FinderRow]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """One row a line."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The line itself, or its words for screen readers."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return ", ".join(filter(None, (row.name, row.other, row.facts)))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings and sentences cannot be chosen."""
        if self.rows[index.row()].target is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FinderDelegate(QStyledItemDelegate):
    """Draws mark, name, the other name that fits, and the facts at the right."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """One height for all answers; sentences are written whole."""
        row: FinderRow = index.data(ROW_ROLE)
        if row.glyph != "note":
            return QSize(WIDTH_PX, ROW_PX)
        metrics: QFontMetrics = option.fontMetrics
        room = QRect(0, 0, self._width() - 2 * MARGIN_PX, 0)
        high = metrics.boundingRect(room, int(_WRAPPED), row.name).height()
        return QSize(WIDTH_PX, high + ROW_PX - metrics.height())

    def _width(self) -> int:
        view = self.parent()
        return view.viewport().width() if isinstance(view, QListView) else WIDTH_PX

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        row: FinderRow = index.data(ROW_ROLE)
        palette = PALETTES[self._session.style.theme]
        rect: QRect = option.rect
        chosen = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled) and self._is_current(index)
        painter.save()
        if chosen:
            tint = QColor(palette.selection)
            tint.setAlpha(44)
            painter.fillRect(rect, tint)
        inner = rect.adjusted(MARGIN_PX, 0, -MARGIN_PX, 0)
        if row.target is None:
            self._sentence(painter, inner, row, palette.quiet)
        else:
            box = QRectF(inner.left(), rect.center().y() - GLYPH_PX / 2 + 0.5, GLYPH_PX, GLYPH_PX)
            paint_glyph(painter, row.glyph, box, palette)
            self._words(painter, inner.adjusted(GLYPH_PX + GAP_PX, 0, 0, 0), row, palette.text, palette.quiet)
        painter.restore()

    def _is_current(self, index: _Index) -> bool:
        view = self.parent()
        return isinstance(view, QListView) and view.currentIndex().row() == index.row()

    @staticmethod
    def _sentence(painter: QPainter, rect: QRect, row: FinderRow, colour: str) -> None:
        font = QFont(painter.font())
        font.setBold(row.glyph == "heading")
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(rect, int(_WRAPPED | Qt.AlignmentFlag.AlignVCenter), row.name)

    @staticmethod
    def _words(painter: QPainter, rect: QRect, row: FinderRow, text: str, quiet: str) -> None:
        """The name keeps its room; facts and the other name share what is left."""
        metrics = QFontMetrics(painter.font())
        facts = min(metrics.horizontalAdvance(row.facts), rect.width() // 2)
        name = min(metrics.horizontalAdvance(row.name), rect.width() - facts - GAP_PX)
        left = rect.left() + name + GAP_PX
        room = rect.right() - facts - GAP_PX - left
        painter.setPen(QColor(text))
        _draw(
            painter,
            QRect(rect.left(), rect.top(), name + 1, rect.height()),
            row.name,
            Qt.AlignmentFlag.AlignLeft,
        )
        painter.setPen(QColor(quiet))
        aside = QRect(rect.right() - facts, rect.top(), facts + 1, rect.height())
        _draw(painter, aside, row.facts, Qt.AlignmentFlag.AlignRight)
        if row.other and room > metrics.averageCharWidth() * 3:
            _draw(
                painter, QRect(left, rect.top(), room, rect.height()), row.other, Qt.AlignmentFlag.AlignLeft
            )


def _draw(painter: QPainter, rect: QRect, text: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


class FinderList(QListView):
    """The list, a child of the window so that the field keeps the keyboard."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("finder")
        self.setAccessibleName("Found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.found = FinderModel(self)
        self.setModel(self.found)
        self.setItemDelegate(FinderDelegate(session, self))
        self.entered.connect(self._point)
        self.hide()

    def show_rows(self, rows: list[FinderRow], field: QWidget) -> None:
        """Show the lines under a field, the first that can be chosen marked; hide without any."""
        self.found.show(rows)
        if not rows:
            self.hide()
            return
        self.step(1)
        window = self._window
        width = min(WIDTH_PX, window.width() - 2 * GAP_PX)
        corner = field.mapTo(window, QPoint(0, field.height() + 2))
        left = max(min(corner.x(), window.width() - width - GAP_PX), GAP_PX)
        frame = 2 * self.frameWidth()
        self.setGeometry(left, corner.y(), width, ROW_PX + frame)
        self.doItemsLayout()  # sentences are as high as this width makes them
        high = sum(self.sizeHintForRow(number) for number in range(len(rows))) + frame
        self.resize(width, min(high, window.height() - corner.y() - GAP_PX))
        self.raise_()
        self.show()

    def step(self, by: int) -> None:
        """Mark the next line in a direction that can be chosen; past the end, go on from the other."""
        rows = self.found.rows
        count = len(rows)
        first = self.currentIndex().row() if self.currentIndex().isValid() else (-1 if by > 0 else count)
        turns = ((first + by * turn) % count for turn in range(1, count + 1)) if count else ()
        row = next((row for row in turns if rows[row].target is not None), None)
        if row is not None:
            self.setCurrentIndex(self.found.index(row))

    def chosen(self) -> FinderRow | None:
        """The marked line."""
        index = self.currentIndex()
        return self.found.rows[index.row()] if index.isValid() else None

    def _point(self, index: QModelIndex) -> None:
        if self.found.rows[index.row()].target is not None:
            self.setCurrentIndex(index)
