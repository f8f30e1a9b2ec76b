"""The editor of the volume clause: a range in barrels, and whether rows without an estimate pass."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_app.query.clauses import ClauseKind, VolumeClause
from desktop_app.query.number_text import number_text, parse_number
from desktop_app.runtime.errors import UsageError
from desktop_app.session.session import Session
from desktop_app.ui.clause_popup import ClausePopup
from desktop_app.ui.clause_words import TITLES
from desktop_app.ui.field_error import FieldError
from desktop_app.ui.style_state import set_state

NAME: Final = "volume"
WIDTH_PX: Final = 360


class VolumePopup(ClausePopup):
    """What is typed holds when the field is left or with Enter.

    Attributes:
        low, high: the fields; empty leaves that side open.
        unknown: rows without an estimate pass too.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.title.setText(f"{TITLES[ClauseKind.VOLUME]}, barrels")
        self.setAccessibleName(TITLES[ClauseKind.VOLUME])
        self.low = self._field("At least", "no lower bound")
        self.high = self._field("At most", "no upper bound")
        line = QHBoxLayout()
        for text, field in (("from", self.low), ("to", self.high)):
            line.addWidget(QLabel(text, self))
            line.addWidget(field)
        line.addWidget(QLabel("bbl", self))
        self.rows.addLayout(line)
        self._fault = FieldError(self.low)
        self.rows.addWidget(self._fault)
        self.unknown = QCheckBox("or not estimated", self)
        self.unknown.setToolTip(
            "Rows whose ship or whose size is not documented, or that lay in ballast, have no estimate"
        )
        self.unknown.clicked.connect(self._take)
        self.rows.addWidget(self.unknown)
        hint = QLabel("A row passes if its estimate, low to high, shares a barrel with this range.", self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.rows.addWidget(hint)
        self.setFixedWidth(WIDTH_PX)

    def _field(self, name: str, placeholder: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(f"{name}, barrels")
        field.setPlaceholderText(placeholder)
        field.editingFinished.connect(self._take)
        return field

    def open_for(self, kind: ClauseKind, anchor: QWidget) -> None:
        """Show the bounds that hold now, also those that are turned off."""
        clauses = (self._session.filter.clause(kind), *self._session.lifted)
        found = next((clause for clause in clauses if isinstance(clause, VolumeClause)), VolumeClause())
        self.low.setText(number_text(found.low_bbl))
        self.high.setText(number_text(found.high_bbl))
        self.unknown.setChecked(found.unknown)
        self._mark("", None)
        self.adjustSize()
        self.open_under(anchor, self.low)

    @Slot()
    def _take(self) -> None:
        bounds: list[float | None] = []
        for field in (self.low, self.high):
            text = field.text().strip()
            try:
                value = parse_number(text) if text else None
            except UsageError as error:
                self._mark(str(error), field)
                return
            if value is not None and value < 0:
                self._mark("A volume is not below zero.", field)
                return
            bounds.append(value)
        low, high = bounds
        if low is not None and high is not None and low > high:
            self._mark("The lower bound is above the upper one.", self.high)
            return
        self._mark("", None)
        if self.isVisible():
            self._session.set_clause(VolumeClause(low, high, unknown=self.unknown.isChecked()), NAME)

    def _mark(self, sentence: str, wrong: QLineEdit | None) -> None:
        self._fault.tell(sentence)
        for field in (self.low, self.high):
            set_state(field, "wrong", on=field is wrong)
            field.setAccessibleDescription(sentence if field is wrong else "")
