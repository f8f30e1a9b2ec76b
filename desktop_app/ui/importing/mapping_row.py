"""One field of a target: which column says it, or what holds for every row, and in which unit."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QStringListModel, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QStackedWidget, QWidget

from desktop_app.importers.tables.mapping import ColumnUse
from desktop_app.importers.tables.targets import Field, FieldKind
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.style_state import set_state

NOT_THERE: Final = "–"
EVERY_ROW: Final = "the same for every row:"
# Places in the list of columns before the columns themselves.
BEFORE_COLUMNS: Final = 2
# Units that are offered, by the family of the number; others can be typed.
UNITS: Final = {
    "length": ("m", "ft", "cm", "dm", "km", "nm"),
    "mass": ("t", "kg", "thousand t"),
    "volume": ("bbl", "t", "m3", "l", "thousand bbl", "thousand t"),
    "speed": ("kn", "km/h", "m/s"),
    "angle": ("°",),
    "share": ("%",),
    "money": ("USD", "RUB", "CNY", "KRW", "EUR"),
}
AS_WRITTEN: Final = "as written"


class MappingRow(QObject):
    """The widgets of one field, laid into a grid.

    Attributes:
        field: what they are about.
        columns: the list of columns.
        constant: what holds for every row.
        unit: of a number's column; None of what has none.
        example: the first text in the column.

    Signals:
        changed: the person has chosen or typed something.
    """

    changed = Signal()

    def __init__(self, field: Field, names: QStringListModel, grid: QGridLayout, parent: QWidget) -> None:
        """`names` holds what can be chosen: nothing, a constant, the columns."""
        super().__init__(parent)
        self.field = field
        self._zone = ""
        self.name = QLabel(field.title, parent)
        self.columns = _WheelLess(parent)
        self.columns.setModel(names)
        self.columns.setAccessibleName(f"Column for {field.title}")
        self.columns.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.columns.setMinimumContentsLength(14)
        self.columns.setMaxVisibleItems(20)
        self.name.setBuddy(self.columns)
        self.constant = QLineEdit(parent)
        self.constant.setAccessibleName(f"{field.title} of every row")
        self.constant.setPlaceholderText("value")
        self.unit: QComboBox | None = None
        self._extra = QStackedWidget(parent)
        self._extra.addWidget(QWidget(parent))
        self._extra.addWidget(self.constant)
        if field.kind is FieldKind.NUMBER and field.family in UNITS:
            self.unit = _WheelLess(parent)
            self.unit.setEditable(True)
            self.unit.setAccessibleName(f"Unit of {field.title}")
            self.unit.addItems([AS_WRITTEN, *UNITS[field.family]])
            self._extra.addWidget(self.unit)
            self.unit.currentTextChanged.connect(self._on_typed)
        self._extra.setMaximumHeight(self.columns.sizeHint().height())
        self.example = ElidedLabel(parent)
        self.example.setObjectName("hint")
        self.example.setContentsMargins(-6, 0, 0, 0)  # under its head
        row = grid.rowCount()
        for column, widget in enumerate((self.name, self.columns, self._extra, self.example)):
            grid.addWidget(widget, row, column)
        self.columns.currentIndexChanged.connect(self._on_chosen)
        self.constant.textEdited.connect(self._on_typed)

    @property
    def use(self) -> ColumnUse | None:
        """Where the field comes from; None for nowhere, or a constant that is still empty."""
        place = self.columns.currentIndex()
        if place <= 0:
            return None
        if place == 1:
            text = self.constant.text().strip()
            return ColumnUse(self.field.name, "", constant=text) if text else None
        unit = self.unit.currentText().strip() if self.unit is not None else ""
        return ColumnUse(
            self.field.name,
            self.columns.currentText(),
            unit="" if unit == AS_WRITTEN else unit,
            zone=self._zone,
        )

    def show_use(self, use: ColumnUse | None, *, is_guessed: bool, is_missing: bool) -> None:
        """Show what a mapping says of the field."""
        widgets = (self.columns, self.constant, *((self.unit,) if self.unit is not None else ()))
        for widget in widgets:
            widget.blockSignals(True)
        place = 0
        if use is not None:
            place = 1 if not use.column else max(self.columns.findText(use.column), 0)
            self._zone = use.zone
            self.constant.setText(use.constant)
            if self.unit is not None:
                self.unit.setCurrentText(use.unit or AS_WRITTEN)
        self.columns.setCurrentIndex(place)
        for widget in widgets:
            widget.blockSignals(False)
        self._show_extra()
        self.mark(is_guessed=is_guessed, is_missing=is_missing)

    def mark(self, *, is_guessed: bool, is_missing: bool) -> None:
        """Show whether nobody has confirmed the choice, and whether the field is needed and empty."""
        marks = " · guessed" if is_guessed else " · needed" if is_missing else ""
        self.name.setText(f"{self.field.title}{marks}")
        set_state(self.name, "missing", on=is_missing)
        set_state(self.name, "guessed", on=is_guessed)
        words = {
            (True, False): "Guessed from the column’s name; choosing it confirms it.",
            (False, True): "A row needs this.",
        }
        self.name.setToolTip(words.get((is_guessed, is_missing), ""))
        self.columns.setAccessibleDescription(self.name.toolTip())

    def show_example(self, text: str) -> None:
        """Show the first text of the column."""
        self.example.show_sentence(text)
        self.example.setAccessibleName(f"First value for {self.field.title}: {text or 'none'}")

    @Slot()
    def _on_chosen(self) -> None:
        self._zone = ""
        self._show_extra()
        if self.columns.currentIndex() == 1 and not self.constant.text():
            self.constant.setFocus()
        self.changed.emit()

    @Slot()
    def _on_typed(self) -> None:
        self.changed.emit()

    def _show_extra(self) -> None:
        place = self.columns.currentIndex()
        if place == 1:
            self._extra.setCurrentWidget(self.constant)
        elif place >= BEFORE_COLUMNS and self.unit is not None:
            self._extra.setCurrentWidget(self.unit)
        else:
            self._extra.setCurrentIndex(0)


class _WheelLess(QComboBox):
    """A list in a page that scrolls: the wheel turns the page, and no choice by accident."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the wheel through to what scrolls."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
