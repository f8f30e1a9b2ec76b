"""What stands in the place of a view with nothing to show: which clauses hide the rest, and the way out."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.exporters.wording import number
from desktop_app.query.results import Hiding
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session

WIDEST_PX: Final = 420
# Object name of the action of the Case menu, wherever in the window it is.
IMPORT_ACTION: Final = "import"


class EmptyView(QScrollArea):
    """Says why there is nothing and offers to lift each clause; follows the filter while it can be seen.

    Attributes:
        buttons: one a clause, what hides most first.
        reset: shows everything again; there when several clauses hide the rest.
        bring_in: opens the window's import; there when the case holds nothing to show.
    """

    def __init__(self, session: Session, what: str, parent: QWidget | None = None) -> None:
        """`what` the view would show, in the plural: "voyages", "calls at ports"."""
        super().__init__(parent)
        self._session = session
        self._what = what
        self._body = QWidget(self)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(16, 8, 16, 8)
        self._sentence = QLabel(self._body)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._ways = QVBoxLayout()
        rows.addStretch(1)
        rows.addWidget(self._sentence)
        rows.addLayout(self._ways)
        rows.addStretch(1)
        self.buttons: list[QPushButton] = []
        self.reset = QPushButton("Reset the filter", self._body)
        self.reset.clicked.connect(session.reset_filter)
        self._ways.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignCenter)
        self.bring_in = QPushButton("Import a file…", self._body)
        self.bring_in.clicked.connect(self._import)
        self._ways.addWidget(self.bring_in, 0, Qt.AlignmentFlag.AlignCenter)
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
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        hidings = self._session.engine.explain(self._session.filter)
        self._sentence.setText(self._why(hidings))
        for hiding in hidings:
            self._add(hiding)
        # Where only several together hide the rest, the way out that always helps comes first.
        together = bool(hidings) and not hidings[0].passing
        self._ways.insertWidget(0 if together else -1, self.reset, 0, Qt.AlignmentFlag.AlignCenter)
        self.reset.setVisible(len(hidings) > 1)
        self.bring_in.setVisible(not hidings and self._import_action is not None)
        self._sentence.setAccessibleName(self.sentence)

    @property
    def _import_action(self) -> QAction | None:
        """What the window's menu does to bring files in; a view that stands alone has none."""
        return self.window().findChild(QAction, IMPORT_ACTION)

    @Slot()
    def _import(self) -> None:
        action = self._import_action
        if action is not None:
            action.trigger()

    def _why(self, hidings: Sequence[Hiding]) -> str:
        if not hidings:
            return f"There are no {self._what} in this case."
        if len(hidings) == 1:
            return f"The filter leaves no {self._what}. One clause hides them:"
        if hidings[0].passing:
            return f"The filter leaves no {self._what}. What each clause hides by itself:"
        return f"The filter leaves no {self._what}. No clause alone hides them; several do together:"

    def _add(self, hiding: Hiding) -> None:
        button = QPushButton(self._body)
        text = f"Lift “{hiding.sentence}”"
        left = f"{number(hiding.passing)} voyage{'' if hiding.passing == 1 else 's'} would pass"
        shown = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST_PX)
        count = f": {number(hiding.passing)}" if hiding.passing else ""
        button.setText(f"{shown}{count}".replace("&", "&&"))
        button.setToolTip(f"{text}: {left}")
        button.setAccessibleName(f"{text}: {left}")
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._session.lift(hiding.kind))
        self._ways.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        self.buttons.append(button)
