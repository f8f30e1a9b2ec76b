"""Small widgets side by side, in as many lines as the width calls for."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP_PX: Final = 6


class FlowBox(QWidget):
    """As high as its lines; a layout would be asked for its height by boxes only, not by a tool bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_items(self, items: Sequence[QWidget]) -> None:
        """Exactly these, in this order; they are children of the box."""
        for item in self._items:
            item.setVisible(item in items)
        self._items = list(items)
        for item in items:
            item.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths may call for another number of lines."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left, top, line = 0, 0, 0
        for item in self._items:
            size = item.sizeHint().expandedTo(item.minimumSize())
            if left and left + size.width() > self.width():
                left, top, line = 0, top + line + GAP_PX // 2, 0
            item.setGeometry(left, top, min(size.width(), self.width()), size.height())
            left += size.width() + GAP_PX
            line = max(line, size.height())
        if top + line != self.height():
            self.setFixedHeight(top + line)
