"""What the editors of clauses have in common: a small window under what opened it, that ends with Esc."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


class ClausePopup(QFrame):
    """A frame with a title; whatever is changed in it holds at once.

    Attributes:
        title: what it is about.
        rows: where the parts of an editor stand.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = QLabel(self)
        self.title.setObjectName("heading")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(10, 4, 10, 10)
        self.rows.setSpacing(6)
        self.rows.addWidget(self.title)

    def open_under(self, anchor: QWidget, field: QWidget) -> None:
        """Show it below a widget, inside the screen, with the keyboard in a field."""
        self.ensurePolished()
        size = self.size().expandedTo(self.minimumSizeHint())
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        room = anchor.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - size.width()))
        top = max(room.top(), min(corner.y(), room.bottom() - size.height()))
        self.move(left, top)
        self.show()
        field.setFocus(Qt.FocusReason.PopupFocusReason)
