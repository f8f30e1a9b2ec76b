"""Words edited where they stand on the page."""

import dataclasses

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit

from desktop_app.domain.figure_design import Item
from desktop_app.ui.composer.commands import NAMES, WORDS
from desktop_app.ui.composer.document import Document

_LEAST_PX = (120, 28)


class WordsEditor(QPlainTextEdit):
    """A field over an item; Enter keeps, Shift+Enter begins a line, Esc gives up.

    Attributes:
        item_id: whose words they are.

    Signals:
        finished: bool, whether what was typed is kept.
    """

    finished = Signal(bool)

    def __init__(self, page: QAbstractScrollArea, item: Item, rect: QRect) -> None:
        super().__init__(page.viewport())
        self.item_id = item.id
        self.setAccessibleName(f"Words of the {NAMES[item.kind].lower()}")
        self.setObjectName("words")
        self.setPlainText(item.text)
        self.selectAll()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setGeometry(QRect(rect.topLeft(), rect.size().expandedTo(type(rect.size())(*_LEAST_PX))))
        self.show()
        self.setFocus()

    @staticmethod
    def suits(item: Item) -> bool:
        """Whether an item has words that are typed."""
        return item.kind in WORDS

    def apply(self, document: Document) -> None:
        """Put what was typed into the design."""
        item = document.design.item(self.item_id)
        words = self.toPlainText()
        if item is not None and words != item.text:
            document.settle()
            design = document.design.with_item(dataclasses.replace(item, text=words))
            document.change(f"Edit the words of the {NAMES[item.kind].lower()}", design)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Esc end."""
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit(False)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shifted:
            self.finished.emit(True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What was typed is kept when the hand goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finished.emit(True)
