"""The files to be imported: what each was taken for, whether it is ready, and if not, why."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.exporters.wording import number
from desktop_app.session.style import Theme
from desktop_app.ui.importing.drafts import Draft, problem_of
from desktop_app.ui.palette import PALETTES

DETAIL_ROLE: Final = int(Qt.ItemDataRole.UserRole)
TROUBLED_ROLE: Final = DETAIL_ROLE + 1
_Index = QModelIndex | QPersistentModelIndex
_GAP_PX: Final = 5


class FilesModel(QAbstractListModel):
    """The drafts of one window.

    Attributes:
        drafts: in the order of the list.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.drafts: list[Draft] = []

    def add(self, drafts: list[Draft]) -> None:
        """More files at the end."""
        start = len(self.drafts)
        self.beginInsertRows(QModelIndex(), start, start + len(drafts) - 1)
        self.drafts += drafts
        self.endInsertRows()

    def remove(self, place: int) -> None:
        """Take one off the list."""
        self.beginRemoveRows(QModelIndex(), place, place)
        del self.drafts[place]
        self.endRemoveRows()

    def clear(self) -> None:
        """Take all off the list."""
        self.beginResetModel()
        self.drafts = []
        self.endResetModel()

    def tell(self, place: int) -> None:
        """A draft is another now."""
        at = self.index(place)
        self.dataChanged.emit(at, at)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and form
        """One row a file."""
        return 0 if parent.isValid() else len(self.drafts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, state, and a tick whether it is to be imported."""
        draft = self.drafts[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and not draft.plan.refusal:
            return Qt.CheckState.Checked if draft.is_wanted else Qt.CheckState.Unchecked
        words: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: draft.name,
            DETAIL_ROLE: lambda: detail_of(draft),
            TROUBLED_ROLE: lambda: bool(problem_of(draft)),
            Qt.ItemDataRole.ToolTipRole: lambda: f"{draft.file.path}\n{detail_of(draft)}",
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{draft.name}: {detail_of(draft)}",
        }
        return words[role]() if role in words else None

    def setData(  # noqa: N802 - Qt's name
        self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tick a file, or take the tick away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.drafts[index.row()].is_wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.tell(index.row())
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """What cannot be imported can be looked at, but not ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.drafts[index.row()].plan.refusal:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


def detail_of(draft: Draft) -> str:
    """What a file was taken for and how much it holds, or what is wrong."""
    problem = problem_of(draft)
    if problem:
        return problem
    found, target = draft.found, draft.target
    parts = []
    if draft.order is not None and draft.order.layer:
        parts.append("Reference layer")
    elif target is not None:
        parts.append(target.title)
    elif found is not None:
        parts.append(found.title)
    rows = draft.head.rows if draft.head is not None else None
    if rows is not None:
        parts.append(f"about {number(rows)} rows")
    return " · ".join(parts)


class FilesDelegate(QStyledItemDelegate):
    """Two lines a file: its name, and below what is known."""

    theme = Theme.LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high, however wide the list is."""
        base = super().sizeHint(option, index)
        return QSize(80, 2 * option.fontMetrics.height() + 3 * _GAP_PX if base.height() else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The style's own tick and background; the lines are ours."""
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, widget)
        left = (box.right() if box.isValid() else option.rect.left()) + 2 * _GAP_PX
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        line = option.fontMetrics.height()
        room = QRect(left, option.rect.top() + _GAP_PX, option.rect.right() - left - _GAP_PX, line)
        painter.save()
        painter.setPen(option.palette.color(role))
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        painter.drawText(room, 0, option.fontMetrics.elidedText(text, middle, room.width()))
        palette = PALETTES[self.theme]
        if not is_selected:
            is_troubled = bool(index.data(TROUBLED_ROLE))
            painter.setPen(QColor(palette.warning if is_troubled else palette.quiet))
        detail = option.fontMetrics.elidedText(str(index.data(DETAIL_ROLE)), right, room.width())
        painter.drawText(room.translated(0, line + _GAP_PX), 0, detail)
        painter.restore()
