"""Where an export is written to."""

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.exporters.data.writers import FORMATS, Format, check_name
from desktop_app.runtime.errors import UsageError
from desktop_app.ui.field_error import FieldError


class TargetChoice(QWidget):
    """A path, checked while it is typed.

    Attributes:
        path: the field.
        fault: why nothing can be written there.

    Signals:
        changed: another path.
    """

    changed = Signal()

    def __init__(self, folder: Path, stem: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._stem = folder, stem
        self._format: Format | None = None
        self._own = False
        self.path = QLineEdit(self)
        self.path.setAccessibleName("Write to")
        self.fault = FieldError(self.path)
        self._note = QLabel(self)
        self._note.setObjectName("hint")
        self._note.setWordWrap(True)
        browse = QPushButton("C&hoose…", self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._ask)
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(browse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.fault)
        layout.addWidget(self._note)
        self.path.textEdited.connect(self._on_edited)
        self.path.textChanged.connect(self.check)

    @property
    def target(self) -> Path:
        """The path that stands there, with the ending of the format where it has none and needs one."""
        path = Path(self.path.text().strip()).expanduser()
        if self._format is not None and not path.suffix and not self._format.in_folder and path.name:
            return path.with_name(path.name + self._format.endings[0])
        return path

    @property
    def replaces(self) -> bool:
        """Whether something is there already."""
        return self.target.exists()

    def suit(self, chosen: Format) -> None:
        """Another format: the suggested name, or the ending of the typed one, follows it."""
        self._format = chosen
        path = Path(self.path.text().strip()) if self._own else self._folder / self._stem
        if path.name:
            known = {ending for one in FORMATS.values() for ending in one.endings}
            stem = path.name[: -len(path.suffix)] if path.suffix.lower() in known else path.name
            self.path.setText(str(path.with_name(stem + chosen.suggested)))
        self.check()

    def ask(self) -> None:
        """Put the keyboard where the fault is."""
        self.path.setFocus()

    def _ask(self) -> None:
        chosen = self._format
        if chosen is None:
            return
        endings = " ".join(f"*{ending}" for ending in chosen.endings) or "*"
        name, _ = QFileDialog.getSaveFileName(
            self, "Export data", self.path.text(), f"{chosen.title} ({endings})"
        )
        if name:
            self._own = True
            self.path.setText(name)

    def _on_edited(self) -> None:
        self._own = True

    def check(self) -> None:
        """Look at the path again: the disk may have changed."""
        self.fault.tell(self._fault())
        told = ""
        if not self.fault.text() and self.replaces:
            told = (
                "This folder is there already; files of the same name in it are replaced."
                if self.target.is_dir()
                else "This file is there already and will be replaced."
            )
        self._note.setText(told)
        self._note.setVisible(bool(told))
        self.changed.emit()

    def _fault(self) -> str:
        if not self.path.text().strip():
            return "Choose where the export is to lie."
        try:
            if self._format is not None:
                check_name(self._format, self.target)
            return _place_fault(self.target)
        except UsageError as error:
            sentence = str(error)
            return f"{sentence[:1].upper()}{sentence[1:]}."
        except (OSError, ValueError, RuntimeError):  # too long, a zero byte, the home of nobody
            return "No file can have this path."


def _place_fault(path: Path) -> str:
    """Why nothing can be written to a path, as a sentence; empty where it can."""
    faults = (
        (not path.is_absolute(), "Write the whole path, from the root of the disk on."),
        (not path.parent.is_dir(), f"There is no folder {path.parent}."),
        (path.is_dir() and path.suffix, f"{path} is a folder; write the name of a file."),
        (
            path.is_file() and not path.suffix,
            f"{path} is a file, and a folder is to be made; write another name.",
        ),
        (not os.access(path.parent, os.W_OK), f"The folder {path.parent} cannot be written to."),
    )
    return next((sentence for faulty, sentence in faults if faulty), "")
