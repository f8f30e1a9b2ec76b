"""What stands in the place of a view with nothing to show: which clauses hide the rest, and the way out."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.query.clauses import ClauseKind
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session

WIDEST_PX: Final = 420


class EmptyView(QScrollArea):
    """Says why there is nothing and offers to lift each clause; follows the filter while it can be seen.

    Attributes:
        buttons: one a clause, what hides most first.
        reset: shows everything again; there when several clauses hide the rest.
    """

    def __init__(self, session: Session, what: str, parent: QWidget | None = None) -> None:
        """`what` the view would show, in the plural: "voyages", "calls at ports"."""
        super().__init__(parent)
        self._session = session
        self._what = what
        self._body = QWidget(self)
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(16, 16, 16, 16)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = QLabel(self._body)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rows.addWidget(self._sentence)
        self.buttons: list[QPushButton] = []
        self.reset = QPushButton("Reset the filter", self._body)
        self.reset.clicked.connect(session.reset_filter)
        self._rows.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"No {what}")
        # The filter has changed, but the view below may get its answer yet and take this away.
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._tell)
        session.changed.connect(self._on_changed)

    @property
    def sentence(self) -> str:
        """Why there is nothing."""
        return self._sentence.text()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Say what holds now."""
        super().showEvent(event)
        self._tell()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.FILTER | Changed.DATA) and self.isVisible():
            self._late.start()

    @Slot()
    def _tell(self) -> None:
        if not self.isVisible():
            return
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        clauses = self._session.filter.clauses
        if not clauses:
            self._sentence.setText(f"There are no {self._what} in this case.")
        elif len(clauses) == 1:
            self._sentence.setText(f"The filter leaves no {self._what}. One clause hides them:")
        else:
            self._sentence.setText(f"The filter leaves no {self._what}. These clauses hide the rest:")
        for place, clause in enumerate(clauses):
            self._add(place, clause.kind, clause.sentence())
        self.reset.setVisible(len(clauses) > 1)
        self._sentence.setAccessibleName(self.sentence)

    def _add(self, place: int, kind: ClauseKind, sentence: str) -> None:
        button = QPushButton(self._body)
        text = f"Lift “{sentence}”"
        button.setText(button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST_PX))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._session.lift(kind))
        self._rows.insertWidget(place + 1, button, 0, Qt.AlignmentFlag.AlignCenter)
        self.buttons.append(button)
