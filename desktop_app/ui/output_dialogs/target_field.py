"""The field for the file that is to be written: typed or chosen, checked at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.runtime.errors import TumenError
from desktop_app.ui.field_error import FieldError

NOTHING: Final = "Choose where the file is to lie."


class TargetField(QWidget):
    """A path with its ending.

    Attributes:
        line: what is typed.
        choose: opens the system's own dialog.
        replaces: a file that is there may be replaced; there only while one is.
        fault: why the path cannot be used, below it.

    Signals:
        changed: another path, or another word on replacing.
    """

    changed = Signal()

    def __init__(
        self, path: Path, endings: dict[str, str], check: Callable[[Path], object], parent: QWidget
    ) -> None:
        """Begin with a path.

        Args:
            path: suggested.
            endings: such as ".pdf", and what they are called in the system's dialog; the first is the usual.
            check: raises an `InputError` where a path cannot be written to.
            parent: the dialog.
        """
        super().__init__(parent)
        self._endings = endings
        self._check = check
        self.line = QLineEdit(str(path), self)
        self.line.setAccessibleName("File")
        self.choose = QPushButton("C&hoose…", self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self.fault = FieldError(self.line)
        self.replaces = QCheckBox("&Replace the file that is there", self)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.replaces)
        layout.addWidget(self.fault)
        self.line.textEdited.connect(self._on_edited)
        self.replaces.toggled.connect(self.check)
        self.check()

    @property
    def path(self) -> Path:
        """The path as typed, with the usual ending where none of ours is typed."""
        path = Path(self.line.text().strip()).expanduser()
        ending = next(iter(self._endings))
        if path.suffix.lower() in self._endings or not path.name:
            return path
        return path.with_name(path.name + ending)

    @property
    def is_good(self) -> bool:
        """Whether it can be written to."""
        return not self.fault.text() and (self.replaces.isHidden() or self.replaces.isChecked())

    def set_path(self, path: Path) -> None:
        """Another path, not typed by hand."""
        self.line.setText(str(path))
        self._on_edited()

    @Slot()
    def check(self) -> None:
        """Say what is wrong with the path."""
        self.fault.tell(self._wrong())
        try:
            is_there = not self.fault.text() and self.path.is_file()
        except (OSError, ValueError):
            is_there = False
        self.replaces.setVisible(is_there)
        self.changed.emit()

    def _wrong(self) -> str:
        if not self.line.text().strip():
            return NOTHING
        try:
            if not self.path.is_absolute():
                return "Write the whole path, from the root of the disk on."
            self._check(self.path)
        except TumenError as error:
            words = str(error)
            return f"{words[:1].upper()}{words[1:]}."
        except (OSError, ValueError, RuntimeError):  # too long, a zero byte, the home of nobody
            return "No file can have this path."
        return ""

    @Slot()
    def _on_edited(self) -> None:
        self.replaces.blockSignals(True)
        self.replaces.setChecked(False)
        self.replaces.blockSignals(False)
        self.check()

    @Slot()
    def _choose(self) -> None:
        kinds = ";;".join(f"{words} (*{ending})" for ending, words in self._endings.items())
        name, _ = QFileDialog.getSaveFileName(self, "Write to", str(self.path), kinds)
        if name:
            self.set_path(Path(name))
            # The system's dialog has asked already.
            self.replaces.setChecked(True)
