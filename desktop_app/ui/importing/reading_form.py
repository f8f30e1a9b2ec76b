"""How texts, dates and numbers of a file are to be read where it does not say so itself."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from desktop_app.ui.field_error import FieldError
from desktop_app.ui.style_state import set_state

if TYPE_CHECKING:
    from desktop_app.importers.importing import ImportOrder
    from desktop_app.importers.tables.mapping import Mapping

# The zones of the region and of the services; any other can be typed.
ZONES: Final = (
    "UTC",
    "Asia/Vladivostok",
    "Asia/Pyongyang",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Europe/Moscow",
    "Europe/London",
    "America/New_York",
)
DATE_ORDERS: Final = {
    "": "as the column shows",
    "dmy": "day, month, year",
    "mdy": "month, day, year",
    "ymd": "year, month, day",
}
DECIMALS: Final = {"": "as the column shows", ".": "a point", ",": "a comma"}


class ReadingForm(QWidget):
    """Zone, order of dates, decimal sign, encoding; those that do not matter are not there.

    Attributes:
        zone, dates, decimal, encoding: the lists.
        fault: why the zone cannot be used.

    Signals:
        changed: the person has chosen something that can be used.
        refused: the zone cannot be used.
    """

    changed = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.zone = self._list("Time zone of times that name none", {zone: zone for zone in ZONES})
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.dates = self._list("Order of dates written in numbers", DATE_ORDERS)
        self.decimal = self._list("Decimal sign", DECIMALS)
        self.encoding = self._list("Encoding of the text", {"": "as the file shows"})
        self.fault = FieldError(self.zone)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self._labels: dict[QComboBox, QLabel] = {}
        for column, (words, widget) in enumerate(
            (
                ("Times &without a zone are in", self.zone),
                ("&Dates are", self.dates),
                ("De&cimal sign", self.decimal),
                ("&Encoding", self.encoding),
            )
        ):
            label = QLabel(words, self)
            label.setObjectName("hint")
            label.setBuddy(widget)
            self._labels[widget] = label
            grid.addWidget(label, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.fault, 2, 0, 1, 4)
        self.zone.currentTextChanged.connect(self._on_zone)
        for widget in (self.dates, self.decimal, self.encoding):
            widget.currentIndexChanged.connect(self.changed)

    def show_order(self, order: "ImportOrder") -> None:
        """Show what an order says."""
        from desktop_app.importers.sheets.text_encoding import ENCODINGS  # noqa: PLC0415 - not before it is asked for

        mapping = order.mapping
        widgets = (self.zone, self.dates, self.decimal, self.encoding)
        for widget in widgets:
            widget.blockSignals(True)
        if self.encoding.count() == 1:
            for name in ENCODINGS:
                self.encoding.addItem(name, name)
        self.zone.setCurrentText(mapping.zone if mapping is not None else order.zone)
        self.dates.setCurrentIndex(max(self.dates.findData(mapping.date_order if mapping else ""), 0))
        self.decimal.setCurrentIndex(max(self.decimal.findData(mapping.decimal if mapping else ""), 0))
        self.encoding.setCurrentIndex(max(self.encoding.findData(order.encoding), 0))
        for widget in widgets:
            widget.blockSignals(False)
        for widget in (self.dates, self.decimal):
            widget.setVisible(mapping is not None)
            self._labels[widget].setVisible(mapping is not None)
        self._check()

    def applied(self, order: "ImportOrder") -> "ImportOrder":
        """The order with what was chosen here."""
        zone = self.zone.currentText().strip()
        mapping: Mapping | None = order.mapping
        if mapping is not None:
            mapping = mapping._replace(
                zone=zone,
                date_order=str(self.dates.currentData()),
                decimal=str(self.decimal.currentData()),
            )
        return order._replace(zone=zone, mapping=mapping, encoding=str(self.encoding.currentData()))

    @Slot()
    def _on_zone(self) -> None:
        (self.changed if self._check() else self.refused).emit()

    def _check(self) -> bool:
        from desktop_app.importers.values.zones import zone_of  # noqa: PLC0415 - not before it is asked for

        try:
            zone_of(self.zone.currentText().strip())
        except ValueError as error:
            self.fault.tell(f"Times cannot be read: {error}.")
        else:
            self.fault.tell("")
        set_state(self.zone, "wrong", on=bool(self.fault.text()))
        return not self.fault.text()

    def _list(self, name: str, choices: dict[str, str]) -> QComboBox:
        widget = QComboBox(self)
        widget.setAccessibleName(name)
        widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, words in choices.items():
            widget.addItem(words, value)
        return widget
