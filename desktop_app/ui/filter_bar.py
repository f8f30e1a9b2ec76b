"""The filter bar: dates, presets and vessels; what else filters stands in the row of clauses below."""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop_app.query.clause_names import named
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.clause_editors import ClauseEditors
from desktop_app.ui.day_edit import DayEdit
from desktop_app.ui.style_state import set_state

NAME: Final = "filter"
PRESET_YEARS: Final = (2023, 2024, 2025)


class FilterBar(QWidget):
    """What is asked most often, in one line.

    Attributes:
        first, last: the fields for dates.
        vessels: says which are chosen, and opens the list.

    Signals:
        refused: a sentence why something typed was not taken.
    """

    refused = Signal(str)

    def __init__(self, session: Session, editors: ClauseEditors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._session = session
        self._editors = editors
        editors.dates_wanted.connect(self.ask_dates)
        self.first = DayEdit("From", "earliest", end=False, parent=self)
        self.last = DayEdit("To", "latest", end=True, parent=self)
        self.first.day_changed.connect(self._on_days)
        self.last.day_changed.connect(self._on_days)
        self.first.refused.connect(self.refused)
        self.last.refused.connect(self.refused)
        self.vessels = QToolButton(self)
        self.vessels.setToolTip("Vessels: search by name, alias or IMO number, choose several (Ctrl+L)")
        self.vessels.setAccessibleName("Vessels")
        self.vessels.clicked.connect(self.ask_vessels)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.setSpacing(6)
        for widget in (QLabel("From", self), self.first, QLabel("to", self), self.last):
            layout.addWidget(widget)
        utc = QLabel("UTC", self)
        utc.setToolTip("All dates are UTC; the end day is included whole")
        utc.setEnabled(False)
        layout.addWidget(utc)
        layout.addSpacing(4)
        self._presets: dict[DateClause, QToolButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(False)
        for text, clause in _presets():
            button = QToolButton(self)
            button.setText(text)
            button.setCheckable(True)
            button.setToolTip("All dates" if text == "All" else f"The year {text}")
            button.clicked.connect(lambda _=False, clause=clause: self._session.set_clause(clause, ""))
            group.addButton(button)
            self._presets[clause] = button
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(self.vessels)
        layout.addStretch(1)
        session.changed.connect(self._on_changed)
        self._show()

    @Slot()
    def ask_dates(self) -> None:
        """Put the keyboard into the first day."""
        self.first.line.setFocus()
        self.first.line.selectAll()

    @Slot()
    def ask_vessels(self) -> None:
        """Open the list of vessels."""
        self._editors.open(ClauseKind.VESSEL, self.vessels)

    @Slot(object)
    def _on_days(self, _day: date | None) -> None:
        first, last = self.first.line.text(), self.last.line.text()
        clause = DateClause(
            date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
        )
        if clause.first_day and clause.last_day and clause.first_day > clause.last_day:
            self.refused.emit(f"From {first} lies after to {last}; the filter stays as it was.")
            self._show()
            return
        self._session.set_clause(clause, NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.FILTER | Changed.DATA):
            self._show()

    def _show(self) -> None:
        filter_ = self._session.filter
        self.first.show_day(filter_.dates.first_day)
        self.last.show_day(filter_.dates.last_day)
        self._show_vessels(filter_.choice(ClauseKind.VESSEL))
        for clause, button in self._presets.items():
            button.setChecked(clause == filter_.dates)

    def _show_vessels(self, clause: ChoiceClause) -> None:
        count = len(clause.values)
        if count == 1:
            text = named(clause, self._session.store.record).sentence().removeprefix("vessel ")
        else:
            text = f"{count} vessels" if count else "All vessels"
        self.vessels.setText(f"{text} ▾".replace("&", "&&"))
        set_state(self.vessels, "active", on=count > 0)


def _presets() -> list[tuple[str, DateClause]]:
    years = [(str(year), DateClause(date(year, 1, 1), date(year, 12, 31))) for year in PRESET_YEARS]
    return [*years, ("All", DateClause())]
