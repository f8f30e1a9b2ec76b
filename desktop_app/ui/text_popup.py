"""The editor of the text clause: what is typed filters as soon as the hand rests."""

from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop_app.query.clauses import ClauseKind, TextClause
from desktop_app.session.session import Session
from desktop_app.ui.clause_popup import ClausePopup
from desktop_app.ui.clause_words import TITLES

NAME: Final = "text"
WIDTH_PX: Final = 360
REST_MS: Final = 150


class TextPopup(ClausePopup):
    """One field.

    Attributes:
        field: what is sought.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.title.setText(TITLES[ClauseKind.TEXT])
        self.setAccessibleName(TITLES[ClauseKind.TEXT])
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Text that rows must have")
        self.field.setPlaceholderText("Words in names, places, products, summaries")
        self.field.setClearButtonEnabled(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._take)
        self.field.textEdited.connect(lambda _: self._rest.start())
        self.field.returnPressed.connect(self.close)
        self.rows.addWidget(self.field)
        hint = QLabel("Upper and lower case are the same. Enter closes.", self)
        hint.setObjectName("hint")
        self.rows.addWidget(hint)
        self.setFixedWidth(WIDTH_PX)

    def open_for(self, kind: ClauseKind, anchor: QWidget) -> None:
        """Show the text that holds now, also one that is turned off."""
        clauses = (self._session.filter.clause(kind), *self._session.lifted)
        found = next((clause for clause in clauses if isinstance(clause, TextClause)), TextClause())
        self.field.setText(found.text)
        self.field.selectAll()
        self.adjustSize()
        self.open_under(anchor, self.field)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """What was typed last holds too."""
        if self._rest.isActive():
            self._take()
        super().hideEvent(event)

    @Slot()
    def _take(self) -> None:
        self._rest.stop()
        self._session.set_clause(TextClause(self.field.text().strip()), NAME)
