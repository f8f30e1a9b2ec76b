"""One threshold: what it is, a slider, a field with its unit, where the published value comes from."""

from typing import Final

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from desktop_app.domain.event_parameters import FACTS, LIVE, EventParameters
from desktop_app.ui.field_error import FieldError

RESET: Final = "↺"
RESET_PX: Final = 26
BOX_PX: Final = 84
PUBLISHED: Final = EventParameters()
# Values that are used most; a button each.
PRESETS: Final = {"gap_h": (6.0, 12.0)}


class _Box(QDoubleSpinBox):
    """Leaves the wheel to what scrolls round it, unless the keyboard is in it."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Slider(QSlider):
    """The same."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ParameterRow(QWidget):
    """Shows one value and lets it be moved.

    Attributes:
        name: of the parameter.
        slider, box, reset: the controls.
        presets: buttons of values that are used most.
        fault: why a value cannot be used.

    Signals:
        wanted: name and value; while a slider is dragged only of those parameters that answer at once.
    """

    wanted = Signal(str, float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        facts = FACTS[name]
        published = f"{getattr(PUBLISHED, name):g} {facts.unit}".strip()
        source = f"Published: {published} – {facts.source}"
        self._label = QLabel(facts.label, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setToolTip(source)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.slider = _Slider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, round((facts.high - facts.low) / facts.step))
        self.slider.setTracking(True)
        self.slider.setAccessibleName(facts.label)
        self.slider.setToolTip(source)
        self.box = _Box(self)
        self.box.setLocale(QLocale.c())
        self.box.setDecimals(len(f"{facts.step:g}".partition(".")[2]))
        self.box.setRange(facts.low, facts.high)
        self.box.setSingleStep(facts.step)
        self.box.setSuffix(f" {facts.unit}" if facts.unit else "")
        self.box.setKeyboardTracking(False)
        self.box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setFixedWidth(BOX_PX)
        self.box.setAccessibleName(facts.label)
        bounds = f"{facts.low:g} to {facts.high:g} {facts.unit}".strip()
        self.box.setToolTip(f"{facts.label}: {bounds}")
        self.reset = QToolButton(self)
        self.reset.setText(RESET)
        self.reset.setAutoRaise(True)
        self.reset.setFixedWidth(RESET_PX)
        self.reset.setAccessibleName(f"{facts.label}: back to the published value")
        self.reset.setToolTip(f"Back to the published value, {published}")
        self.fault = FieldError(self.box)
        self._why = QLabel(source, self)
        self._why.setObjectName("hint")
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.presets = [self._preset(value, facts.unit) for value in PRESETS.get(name, ())]
        self._lay_out()
        self.slider.valueChanged.connect(self._on_slid)
        self.slider.sliderReleased.connect(self._on_released)
        self.box.valueChanged.connect(lambda value: self.wanted.emit(self.name, value))
        self.reset.clicked.connect(lambda: self.wanted.emit(self.name, getattr(PUBLISHED, self.name)))

    def _preset(self, value: float, unit: str) -> QPushButton:
        button = QPushButton(f"{value:g} {unit}", self)
        button.setAccessibleName(f"{FACTS[self.name].label} {value:g} {unit}")
        button.clicked.connect(lambda: self.wanted.emit(self.name, value))
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3, 0, 3)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._label, 0, 0)
        for column, button in enumerate(self.presets, start=1):
            grid.addWidget(button, 0, column)
        after = len(self.presets) + 1
        grid.addWidget(self.slider, 0, after)
        grid.addWidget(self.box, 0, after + 1)
        grid.addWidget(self.reset, 0, after + 2)
        grid.addWidget(self._why, 1, 0, 1, -1)
        grid.addWidget(self.fault, 2, 0, 1, -1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(after, 2)

    def show_value(self, value: float) -> None:
        """Stand at a value."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.box):
            self.slider.setValue(self._step_of(value))
            self.box.setValue(value)
        self.fault.tell("")
        is_published = value == getattr(PUBLISHED, self.name)
        self.reset.setEnabled(not is_published)
        font = self._label.font()
        font.setBold(not is_published)
        self._label.setFont(font)

    def _step_of(self, value: float) -> int:
        facts = FACTS[self.name]
        return round((value - facts.low) / facts.step)

    @property
    def slid(self) -> float:
        """Where the slider stands, as a value."""
        facts = FACTS[self.name]
        return round(facts.low + self.slider.value() * facts.step, 6)

    @Slot(int)
    def _on_slid(self, _: int) -> None:
        """The field follows the hand at once; what takes longer is asked for when the hand lets go."""
        with QSignalBlocker(self.box):
            self.box.setValue(self.slid)
        if self.name in LIVE or not self.slider.isSliderDown():
            self.wanted.emit(self.name, self.slid)

    @Slot()
    def _on_released(self) -> None:
        self.wanted.emit(self.name, self.slid)
