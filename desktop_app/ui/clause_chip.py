"""One clause of the filter as a chip: click turns it off and on, × removes it, Enter opens its editor."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop_app.query.clauses import Clause
from desktop_app.ui.clause_words import TITLES, short_words
from desktop_app.ui.style_state import set_state

WIDEST_PX: Final = 260
EDIT_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
DROP_KEYS: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ChipButton(QToolButton):
    """The words of the chip, which have the keyboard.

    Signals:
        edit_wanted: Enter, F2, the menu key or the right button.
        drop_wanted: Delete.
    """

    edit_wanted = Signal()
    drop_wanted = Signal()

    def event(self, event: QEvent) -> bool:
        """F2, Delete and Space are keys of the window too: here they mean the chip."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {*EDIT_KEYS, *DROP_KEYS, Qt.Key.Key_Space}
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space is the button's own."""
        if event.key() in EDIT_KEYS:
            self.edit_wanted.emit()
        elif event.key() in DROP_KEYS:
            self.drop_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Also the menu key of the keyboard."""
        event.accept()
        self.edit_wanted.emit()


class ClauseChip(QFrame):
    """Shows a clause that is on or off.

    Attributes:
        clause: what it shows.
        is_on: whether it filters.
        button: its words.
        cross: removes it.

    Signals:
        toggled: turn it off or on.
        edit_wanted, drop_wanted: open its editor; forget it.
    """

    toggled = Signal()
    edit_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, clause: Clause, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.clause = clause
        self.is_on = True
        self.button = ChipButton(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self.toggled)
        self.button.edit_wanted.connect(self.edit_wanted)
        self.button.drop_wanted.connect(self.drop_wanted)
        self.cross = QToolButton(self)
        self.cross.setObjectName("cross")
        self.cross.setText("×")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does it from the keyboard
        self.cross.clicked.connect(self.drop_wanted)
        self.setFocusProxy(self.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.cross)

    def show_clause(self, clause: Clause, *, on: bool) -> None:
        """Show what holds now."""
        # A hand that drags the dates changes one chip of many, sixty times a second.
        if clause is self.clause and on == self.is_on and self.button.text():
            return
        self.clause, self.is_on = clause, on
        words = short_words(clause)
        metrics = self.button.fontMetrics()
        self.button.setText(
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, WIDEST_PX).replace("&", "&&")
        )
        font = self.button.font()
        font.setStrikeOut(not on)
        self.button.setFont(font)
        set_state(self, "off", on=not on)
        set_state(self.button, "off", on=not on)
        title, sentence = TITLES[clause.kind], clause.sentence()
        state = "on; a click turns it off" if on else "turned off; a click turns it on"
        self.button.setAccessibleName(f"{title}: {sentence}, {'on' if on else 'off'}")
        self.button.setAccessibleDescription("Space turns it off and on, Enter edits it, Delete removes it")
        tip = f"{title}: {sentence}\n{state}, Enter or a right click edits it, Delete removes it"
        self.button.setToolTip(tip)
        self.cross.setAccessibleName(f"Remove the clause {title}")
        self.cross.setToolTip(f"Remove: {sentence}")
        self.adjustSize()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As its two parts are now, whatever the layout remembers."""
        words, cross = self.button.sizeHint(), self.cross.sizeHint()
        return QSize(words.width() + cross.width() + 2, max(words.height(), cross.height()) + 2)
