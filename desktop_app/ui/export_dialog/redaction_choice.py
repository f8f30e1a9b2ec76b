"""Which redaction profile: none, one that the case keeps, or one from a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.exporters.data.redaction import Redaction
from desktop_app.exporters.data.redaction_file import KIND, read_file, redactions_of, row_text
from desktop_app.query.views import TABLE
from desktop_app.runtime.errors import TumenError
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert
from desktop_app.storage.log_entries import new_id
from desktop_app.ui.export_dialog.redaction_words import redaction_words
from desktop_app.ui.field_error import FieldError

NOTHING: Final = "Leave nothing out"
FILES: Final = "Redaction profile (*.toml)"
_WHOLE: Final = (
    "Everything is exported as it is. A profile is a TOML file with settings such as coarsen_km, drop_fields "
    "and pseudonyms."
)


class RedactionChoice(QWidget):
    """A list of profiles with what the chosen one does.

    Attributes:
        list: the profiles.
        fault: why a file is none.

    Signals:
        changed: another one is chosen.
    """

    changed = Signal()

    def __init__(self, store: CaseStore, keep: Callable[[Edit], object], parent: QWidget) -> None:
        """`keep` changes the case, where it can be changed."""
        super().__init__(parent)
        self._store, self._keep_in_case = store, keep
        self._kept = redactions_of(store)
        self._from_file: Redaction | None = None
        self.list = QComboBox(self)
        self.list.setAccessibleName("Redaction profile")
        self.fault = FieldError(self.list)
        self._words = QLabel(self)
        self._words.setObjectName("hint")
        self._words.setWordWrap(True)
        self.from_file = QPushButton("From a f&ile…", self)
        self.keep = QPushButton("&Keep in the case", self)
        self.keep.setToolTip(store.read_only or "So that the case offers the profile from now on")
        for button in (self.from_file, self.keep):
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.list, 1)
        line.addWidget(self.from_file)
        line.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.fault)
        layout.addWidget(self._words)
        self._fill("")
        self.list.currentIndexChanged.connect(self._on_chosen)
        self.from_file.clicked.connect(self._ask)
        self.keep.clicked.connect(self._on_keep)

    @property
    def redaction(self) -> Redaction | None:
        """The chosen profile; None for nothing left out."""
        found: Redaction | None = self.list.currentData()
        return found

    def read(self, path: Path) -> None:
        """Take a profile from a file, or say why it is none."""
        try:
            self._from_file = read_file(path)
        except TumenError as error:
            self.fault.tell(str(error))
            return
        self.fault.tell("")
        self._fill(self._from_file.name)
        self._on_chosen()

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Redaction profile", "", FILES)
        if name:
            self.read(Path(name))

    def _on_keep(self) -> None:
        redaction = self._from_file
        if redaction is None:
            return
        row = Insert(TABLE, new_id(KIND), {"name": redaction.name, "content": row_text(redaction)})
        self._keep_in_case(Edit(f"Keep the redaction profile “{redaction.name}”", (row,)))
        self._kept[redaction.name], self._from_file = redaction, None
        self._on_chosen()

    def _fill(self, chosen: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItem(NOTHING, None)
        of_file = [] if self._from_file is None else [self._from_file]
        for redaction in (*self._kept.values(), *of_file):
            self.list.addItem(redaction.name, redaction)
            if redaction.name == chosen:
                self.list.setCurrentIndex(self.list.count() - 1)
        self.list.blockSignals(False)
        self._on_chosen()

    def _on_chosen(self) -> None:
        redaction = self.redaction
        self._words.setText(_WHOLE if redaction is None else redaction_words(redaction))
        is_new = redaction is not None and redaction is self._from_file
        self.keep.setVisible(is_new)
        self.keep.setEnabled(not self._store.read_only)
        self.changed.emit()
