"""The filter bar: dates, presets, vessels, "n of N" and the way back."""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.day_edit import DayEdit
from desktop_app.ui.style_state import set_state
from desktop_app.ui.vessel_picker import VesselPicker

NAME: Final = "filter"
PRESET_YEARS: Final = (2023, 2024, 2025)


class FilterBar(QWidget):
    """Everything that narrows the case, in one line.

    Signals:
        refused: a sentence why something typed was not taken.
    """

    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.first = DayEdit("From", "earliest", end=False, parent=self)
        self.last = DayEdit("To", "latest", end=True, parent=self)
        self.first.day_changed.connect(self._on_days)
        self.last.day_changed.connect(self._on_days)
        self.first.refused.connect(self.refused)
        self.last.refused.connect(self.refused)
        self.vessels = VesselPicker(session, self)
        self.vessels.clause_changed.connect(self._on_vessels)
        self.count = QLabel(self)
        self.count.setObjectName("count")
        self.count.setAccessibleName("Rows shown")
        self.reset = QToolButton(self)
        self.reset.setText("Reset")
        self.reset.setToolTip("Show everything again (Ctrl+R)")
        self.reset.clicked.connect(session.reset_filter)
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
        spring = QWidget(self)
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.addWidget(spring)
        layout.addWidget(self.count)
        layout.addWidget(self.reset)
        session.changed.connect(self._on_changed)
        self._show()

    def show_count(self, shown: int, total: int) -> None:
        """How many rows pass, always visible."""
        self.count.setText(f"{shown:,} of {total:,} rows")
        hidden = total - shown
        set_state(self.count, "hiding", on=hidden > 0)
        self.count.setToolTip(f"{hidden:,} rows are hidden by the filter" if hidden else "Nothing is hidden")

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
    def _on_vessels(self, clause: ChoiceClause) -> None:
        self._session.set_clause(clause, NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.FILTER in change.what:
            self._show()

    def _show(self) -> None:
        filter_ = self._session.filter
        self.first.show_day(filter_.dates.first_day)
        self.last.show_day(filter_.dates.last_day)
        vessels = filter_.choice(ClauseKind.VESSEL)
        if vessels != self.vessels.clause:
            self.vessels.show_clause(vessels)
        for clause, button in self._presets.items():
            button.setChecked(clause == filter_.dates)
        self.reset.setEnabled(filter_.is_active)


def _presets() -> list[tuple[str, DateClause]]:
    years = [(str(year), DateClause(date(year, 1, 1), date(year, 12, 31))) for year in PRESET_YEARS]
    return [*years, ("All", DateClause())]
