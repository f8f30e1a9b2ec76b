"""A button whose words are cut with an ellipsis where it is narrow; the tooltip has all of them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

# What frame, padding and the arrow take of the width.
_SPARE_PX = 40


class ElidedButton(QToolButton):
    """Takes what width there is and asks for none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """The whole text."""
        self._words = words
        self._elide()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No words are so long that the dock would have to grow."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Some letters and the arrow."""
        letters = self.fontMetrics().horizontalAdvance("2024…")
        return QSize(_SPARE_PX + letters, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(self.width() - _SPARE_PX, 0)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))
