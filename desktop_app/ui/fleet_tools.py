"""The row over the list of vessels: what is searched, and which part of the fleet is shown."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget


class FleetTools(QWidget):
    """Search field and two switches.

    Attributes:
        search: any name or number.
        reference, passing_only: switches.

    Signals:
        changed: typed or switched.
        list_wanted: the keyboard goes down into the list.
    """

    changed = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Name, former name, IMO number, MMSI")
        self.search.setAccessibleName("Search the vessels")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.reference = QCheckBox("Reference fleet", self)
        self.reference.setChecked(True)
        self.reference.setToolTip("Also vessels that are not documented in this trade")
        self.passing_only = QCheckBox("Passing only", self)
        self.passing_only.setToolTip("Only vessels with a row that passes the filter")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 8, 4)
        row.addWidget(self.search, 1)
        row.addWidget(self.reference)
        row.addWidget(self.passing_only)
        self.search.textChanged.connect(self.changed)
        for switch in (self.reference, self.passing_only):
            switch.toggled.connect(self.changed)

    @property
    def text(self) -> str:
        """What is searched, without spaces round it."""
        return self.search.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """In the search field Esc shows all again, the arrow down and Enter go into the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.list_wanted.emit()
                return True
        return super().eventFilter(watched, event)
