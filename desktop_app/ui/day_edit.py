"""A day that can be typed or picked; empty means no limit on this side."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from desktop_app.query.day_text import parse_day
from desktop_app.runtime.errors import UsageError
from desktop_app.ui.style_state import set_state


class DayEdit(QWidget):
    """A line for ISO dates with a calendar behind it.

    Signals:
        day_changed: carries the new `date`, or None for no limit.
        refused: carries the sentence why the typed text is no date.
    """

    day_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, placeholder: str, *, end: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._day: date | None = None
        self._calendar: QCalendarWidget | None = None
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self.line.setToolTip(f"{name}, UTC: 2024-03-07, 2024-03 or 2024; empty for no limit")
        self.line.setFixedWidth(self.line.fontMetrics().horizontalAdvance("2024-08-08") + 22)
        self.line.editingFinished.connect(self._on_typed)
        button = QToolButton(self)
        button.setArrowType(Qt.ArrowType.DownArrow)
        button.setFixedWidth(22)
        button.setAutoRaise(True)
        button.setToolTip(f"Pick: {name.lower()}")
        button.setAccessibleName(f"Pick: {name.lower()}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._pick)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(button)

    def show_day(self, day: date | None) -> None:
        """Show a day set elsewhere, without telling it back."""
        self._day = day
        self._mark(None)
        self.line.setText(day.isoformat() if day is not None else "")

    @Slot()
    def _on_typed(self) -> None:
        text = self.line.text().strip()
        try:
            day = parse_day(text, end=self._end) if text else None
        except UsageError as error:
            self._mark(str(error))
            self.refused.emit(str(error))
            return
        self._mark(None)
        if day != self._day:
            self._day = day
            self.line.setText(day.isoformat() if day is not None else "")
            self.day_changed.emit(day)

    def _mark(self, problem: str | None) -> None:
        """A wrong date stays as typed, with a red frame, until it is mended."""
        set_state(self.line, "wrong", on=problem is not None)

    @Slot()
    def _pick(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.clicked.connect(self._on_picked)
            self._calendar.activated.connect(self._on_picked)
        if self._day is not None:
            self._calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()

    @Slot(QDate)
    def _on_picked(self, picked: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.line.setText(date(picked.year(), picked.month(), picked.day()).isoformat())
        self._on_typed()
