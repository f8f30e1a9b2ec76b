"""Mappings under names: choose one, keep one, forget one."""

from typing import Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tables.mapping_json import read_mapping
from desktop_app.importers.tables.saved_mappings import SavedMappings, mappings_folder
from desktop_app.runtime.errors import InputError
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.name_dialogs import NameDialog

GUESSED: Final = "guessed from the columns’ names"
_LONGEST: Final = 80
_MOST_EARLIER: Final = 20


class Earlier(NamedTuple):
    """The mapping of an import that the case holds.

    Attributes:
        words: for people.
        text: the mapping as the import keeps it.
    """

    words: str
    text: str


class MappingNames(QWidget):
    """A line above the mapping.

    Attributes:
        names: the saved ones.
        keep, forget: the buttons.
        current: the mapping that is kept when asked.
        dialog: asks for the name, while it is open.

    Signals:
        chosen: `Mapping` that is to be used; None for a guess.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._saved = SavedMappings(mappings_folder())
        self.current: Mapping | None = None
        self.dialog: NameDialog | None = None
        self.names = QComboBox(self)
        self.names.setAccessibleName("Mapping")
        self.names.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.names.setMinimumContentsLength(18)
        self.keep = QPushButton("Save mappin&g…", self)
        self.forget = QPushButton("Delete", self)
        for button in (self.keep, self.forget):
            button.setAutoDefault(False)
        self._said = ElidedLabel(self)
        self._said.setObjectName("hint")
        label = QLabel("Ma&pping", self)
        label.setBuddy(self.names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (label, self.names, self.keep, self.forget):
            row.addWidget(widget)
        row.addWidget(self._said, 1)
        self.names.activated.connect(self._on_chosen)
        self.keep.clicked.connect(self._ask_name)
        self.forget.clicked.connect(self._forget)

    def show_columns(self, columns: tuple[str, ...], earlier: tuple[Earlier, ...]) -> None:
        """Show the saved mappings, the one that fits these columns first, and those of earlier imports."""
        best = self._saved.best_for(columns)
        self.names.clear()
        self.names.addItem(GUESSED)
        for name in sorted(self._saved.names(), key=lambda name: name != best):
            self.names.addItem(name, name)
        for one in earlier[:_MOST_EARLIER]:
            self.names.addItem(one.words, one)
        self.forget.setEnabled(False)
        self.say(f"“{best}” fits these columns." if best else "")

    def say(self, sentence: str) -> None:
        """A sentence at the end of the line."""
        self._said.show_sentence(sentence)

    @Slot()
    def _on_chosen(self) -> None:
        data = self.names.currentData()
        self.forget.setEnabled(isinstance(data, str))
        self.say("")
        try:
            if isinstance(data, Earlier):
                self.chosen.emit(read_mapping(data.text))
            else:
                self.chosen.emit(self._saved.load(data) if isinstance(data, str) else None)
        except InputError as error:
            self.say(str(error))
        except ValueError as error:
            self.say(f"The mapping of that import cannot be read: {error}.")

    @Slot()
    def _ask_name(self) -> None:
        taken = self._saved.names()
        data = self.names.currentData()
        at = data if isinstance(data, str) else ""
        self.dialog = NameDialog("Save mapping", "mapping", at, _LONGEST, self.keep_as, self, taken)
        self.dialog.open()

    def keep_as(self, name: str) -> None:
        """Keep the mapping that is shown under a name."""
        if self.current is None:
            return
        try:
            kept = self._saved.save(name, self.current)
        except InputError as error:
            self.say(str(error))
            return
        if self.names.findText(kept) < 0:
            self.names.addItem(kept, kept)
        self.names.setCurrentText(kept)
        self.forget.setEnabled(True)
        self.say(f"Kept as “{kept}”, for every case.")

    @Slot()
    def _forget(self) -> None:
        name = str(self.names.currentData() or "")
        try:
            self._saved.delete(name)
        except InputError as error:
            self.say(str(error))
            return
        self.names.removeItem(self.names.currentIndex())
        self.names.setCurrentIndex(0)
        self.forget.setEnabled(False)
        self.say(f"“{name}” is deleted.")
