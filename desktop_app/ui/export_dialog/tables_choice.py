"""Which tables are exported, as a list to tick."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop_app.exporters.data.rows.all_tables import TABLES
from desktop_app.ui.field_error import FieldError

_LINES = 9
_NAME = Qt.ItemDataRole.UserRole


class TablesChoice(QWidget):
    """A list of all tables; those that are made on demand alone begin without their tick.

    Attributes:
        list: the tables.
        fault: that none is ticked.

    Signals:
        changed: a tick was set or taken away.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Tables")
        self.list.setUniformItemSizes(True)
        for source in TABLES:
            item = QListWidgetItem(source.title, self.list)
            item.setData(_NAME, source.name)
            item.setToolTip(f"{source.description}.")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if source.on_demand else Qt.CheckState.Checked)
        row = self.list.sizeHintForRow(0)
        self.list.setFixedHeight(row * _LINES + 2 * self.list.frameWidth())
        self.fault = FieldError(self.list)
        every = self._button("&Every table", on=True)
        none = self._button("&No table", on=False)
        buttons = QHBoxLayout()
        buttons.addWidget(every)
        buttons.addWidget(none)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.list.itemChanged.connect(self._on_changed)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the ticked tables."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(item.data(_NAME)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def ask(self) -> None:
        """Say that a tick is missing, and put the keyboard there."""
        self.fault.tell("Tick at least one table.")
        self.list.setFocus()

    def _button(self, text: str, *, on: bool) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: self._tick(on=on))
        return button

    def _tick(self, *, on: bool) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _on_changed(self) -> None:
        if self.names:
            self.fault.tell("")
        self.changed.emit()
