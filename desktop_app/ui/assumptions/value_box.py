"""A field for one value of an assumption, with its unit."""

from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from desktop_app.domain.assumption import BOUNDS, Key
from desktop_app.ui.assumptions.handle_scale import STEPS

WIDTH_PX: Final = 74
PER_CENT: Final = 100.0
DECIMALS: Final = {"": 1, "bbl/t": 2, "t": 0, "m": 2, "d": 1}
MOST_DECIMALS: Final = 3


class ValueBox(QDoubleSpinBox):
    """Shares are typed in per cent.

    Signals:
        wanted: the value that was typed or stepped to, in the unit of the assumption.
    """

    wanted = Signal(float)

    def __init__(self, key: Key, unit: str, name: str, parent: QWidget | None = None) -> None:
        """`name` is for screen readers."""
        super().__init__(parent)
        self._factor = 1.0 if unit else PER_CENT
        self._value = 0.0
        self.setLocale(QLocale.c())
        self.setDecimals(DECIMALS.get(unit, MOST_DECIMALS))
        least, most = BOUNDS[key]
        self.setRange(least * self._factor, most * self._factor)
        self.setSingleStep(STEPS[key] * self._factor)
        self.setSuffix(f" {unit}" if unit else " %")
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}: {least * self._factor:g} to {most * self._factor:g}{self.suffix()}")
        self.valueChanged.connect(self._on_value)

    def show_number(self, value: float) -> None:
        """Stand at a value; what cannot be read off the field, digits beyond its last, is kept."""
        self._value = value
        self.blockSignals(True)
        self.setValue(value * self._factor)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Only with the keyboard in the field: what scrolls round it would change values in passing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_value(self, shown: float) -> None:
        value = round(shown / self._factor, 9)
        if value != self._value:
            self._value = value
            self.wanted.emit(value)
