"""Says, beside the filter, that the numbers are not the published ones; × puts those back."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop_app.exporters.assumption_words import assumptions_name, assumptions_sentence
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session

WIDEST_PX: Final = 260


class AssumptionsChip(QFrame):
    """Hidden while the published assumptions are in use.

    Attributes:
        button: names the assumptions; a click leads to their panel.
        cross: back to the published.

    Signals:
        followed: show the assumptions.
    """

    followed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("chip")
        self.button = QToolButton(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self.followed)
        self.cross = QToolButton(self)
        self.cross.setText("×")
        self.cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cross.setAccessibleName("Back to the published assumptions")
        self.cross.setToolTip("Back to the published assumptions")
        self.cross.clicked.connect(lambda: session.choose_scenario("", ""))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.cross)
        session.changed.connect(self._on_changed)
        self._show()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.ASSUMPTIONS in change.what:
            self._show()

    def _show(self) -> None:
        sentence = assumptions_sentence(self._session.assumptions)
        words = f"Assumptions: {assumptions_name(self._session.assumptions)}"
        shown = self.button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, WIDEST_PX)
        self.button.setText(shown.replace("&", "&&"))
        self.button.setToolTip(sentence)
        self.button.setAccessibleName(words)
        self.button.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))
