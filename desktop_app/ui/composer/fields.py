"""Fields of the composer's forms: lengths, sizes, choices, colours."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.field_error import FieldError
from desktop_app.ui.style_state import set_state

COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
NO_COLOUR: Final = "Write a colour as # and six digits or letters a to f, such as #0B62A4."
_SWATCH_PX: Final = 14


class NumberField(QDoubleSpinBox):
    """A number with its unit; a value that a program sets is no edit.

    Signals:
        edited: float, the value as it was typed or stepped to.
    """

    edited = Signal(float)

    def __init__(self, name: str, unit: str, limits: tuple[float, float], decimals: int = 1) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDecimals(decimals)
        self.setRange(*limits)
        self.setSingleStep(1.0)
        self.setKeyboardTracking(False)  # a page of 2 mm is meant by nobody who types 210
        if unit:
            self.setSuffix(f" {unit}")
        self.valueChanged.connect(self.edited)

    def show_value(self, value: float) -> None:
        """Show a value that was set elsewhere."""
        with QSignalBlocker(self):
            self.setValue(value)


class ChoiceField(QComboBox):
    """One of several values.

    Signals:
        chosen: str, the value.
    """

    chosen = Signal(str)

    def __init__(self, name: str, texts: Mapping[str, str]) -> None:
        """Entries in the order of `texts` (value → text)."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for value, text in texts.items():
            self.addItem(text, value)
        self.activated.connect(self._on_activated)

    def show_value(self, value: str) -> None:
        """Show a value that was set elsewhere; one that is not in the list is added."""
        place = self.findData(value)
        if place < 0:
            self.addItem(value, value)
            place = self.count() - 1
        self.setCurrentIndex(place)

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self.chosen.emit(str(self.itemData(place)))


class LineField(QLineEdit):
    """A line of words; signals while it is typed."""

    def __init__(self, name: str, placeholder: str, longest: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)

    def show_value(self, value: str) -> None:
        """Show a value that was set elsewhere; the cursor of who types it stays."""
        if value != self.text():
            self.setText(value)


class ColourField(QWidget):
    """A colour as "#rrggbb", typed or picked; empty for the usual one.

    Attributes:
        line: the typed colour.

    Signals:
        edited: str, a colour or an empty text.
    """

    edited = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.line = LineField(name, "usual", 7)
        self.error = FieldError(self.line)
        self.error.setParent(self)
        self._pick = QToolButton(self)
        self._pick.setAccessibleName(f"Pick: {name.lower()}")
        self._pick.setToolTip("Pick a colour")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.error)
        self.line.textEdited.connect(self._check)
        self._pick.clicked.connect(self._open)
        self._show_swatch("")

    def show_value(self, value: str) -> None:
        """Show a colour that was set elsewhere."""
        if self.line.hasFocus() and self.error.text():
            return  # half typed
        self.line.show_value(value)
        self._show_swatch(value)

    @Slot(str)
    def _check(self, text: str) -> None:
        good = not text or COLOUR.fullmatch(text) is not None
        self.error.tell("" if good else NO_COLOUR)
        set_state(self.line, "wrong", on=not good)
        if good:
            self._show_swatch(text)
            self.edited.emit(text)

    @Slot()
    def _open(self) -> None:
        dialog = QColorDialog(QColor(self.line.text() or "#FFFFFF"), self)
        dialog.setWindowTitle(self._name)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, colour: QColor) -> None:
        self.line.setText(colour.name())
        self._check(colour.name())

    def _show_swatch(self, value: str) -> None:
        pixmap = QPixmap(_SWATCH_PX, _SWATCH_PX)
        pixmap.fill(QColor(value) if value else self.palette().color(self.backgroundRole()))
        self._pick.setIcon(QIcon(pixmap))


def form() -> QFormLayout:
    """A form as the composer's columns have it."""
    layout = QFormLayout()
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    layout.setHorizontalSpacing(8)
    layout.setVerticalSpacing(5)
    return layout


def heading(text: str) -> QLabel:
    """A heading above fields."""
    label = QLabel(text)
    label.setObjectName("heading")
    return label


def pair(first: QWidget, second: QWidget) -> QWidget:
    """Two fields side by side."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(first, 1)
    row.addWidget(second, 1)
    return both


def tool(text: str, tip: str, act: Callable[[], object], *, checkable: bool = False) -> QToolButton:
    """A small button that Tab reaches."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    button.setCheckable(checkable)
    button.setFocusPolicy(button.focusPolicy().StrongFocus)
    button.clicked.connect(lambda _=False: act())
    return button
