"""Asks for the title and the file of a case that is to be made."""

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.case_words import CaseWords
from desktop_app.ui.field_error import FieldError

SUFFIX: Final = ".gpkg"
FILES: Final = "Cases (*.gpkg);;All files (*)"
TITLE_LENGTH: Final = 120
# Longest part of a title in a file name: in any script, name and ending stay below 255 bytes.
NAME_LENGTH: Final = 60
# What Windows refuses in a name, and what starts a hidden file: a stick travels between systems.
_REFUSED: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


class NewCase(NamedTuple):
    """What was answered."""

    title: str
    path: Path


def file_name(title: str) -> str:
    """A file name made from a title."""
    stem = " ".join(_REFUSED.sub(" ", title).split()).strip(". ")
    if len(stem) > NAME_LENGTH:
        cut = stem[: NAME_LENGTH + 1]
        stem = cut.rpartition(" ")[0] or cut[:-1]
    return f"{stem.strip('. ,;') or 'Case'}{SUFFIX}"


def path_fault(text: str) -> str:
    """Why no case can be made at this path, as a sentence; empty where it can."""
    typed = text.strip()
    if not typed:
        return "Choose where the file is to lie."
    try:
        path = typed_path(typed)
        if not path.is_absolute():
            return "Write the whole path, from the root of the disk on."
        if typed.endswith("/") or path.is_dir():
            return f"{path} is a folder; add the name of a file."
        return _place_fault(path)
    except (OSError, ValueError, RuntimeError):  # too long, a zero byte, the home of nobody
        return "No file can have this path."


def _place_fault(path: Path) -> str:
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}."
    if path.exists():
        return f"{path.name} exists already; choose another name."
    return "" if os.access(path.parent, os.W_OK) else f"The folder {path.parent} cannot be written to."


def typed_path(text: str) -> Path:
    """The path that was typed, with the ending of a case."""
    path = Path(text.strip()).expanduser()
    ends_well = path.suffix.lower() == SUFFIX or not path.name
    return path if ends_well else path.with_name(path.name + SUFFIX)


class CaseDialog(QDialog):
    """Title and file, checked while they are typed.

    Attributes:
        title, path: the fields.
        title_fault, path_fault: why a field cannot be used, below it.
        good: the button that makes the case.

    Signals:
        answered: a `NewCase`.
    """

    answered = Signal(object)

    def __init__(self, words: CaseWords, title: str, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.heading)
        self.setMinimumWidth(520)
        self._folder = folder
        self._own_path = False
        self.title = QLineEdit(title, self)
        self.title.setMaxLength(TITLE_LENGTH)
        self.title.selectAll()
        self.title_fault = FieldError(self.title)
        self.path = QLineEdit(self)
        self.path_fault = FieldError(self.path)
        choose = QPushButton("C&hoose…", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(choose)
        explanation = QLabel(words.explanation, self)
        explanation.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        _add(form, "&Title", self.title, self.title, self.title_fault)
        _add(form, "&File", line, self.path, self.path_fault)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.good = buttons.addButton(words.accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.good.setDefault(True)
        buttons.accepted.connect(self._answer)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(explanation)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.title.textChanged.connect(self._follow)
        self.title.textChanged.connect(self._check)
        self.path.textEdited.connect(self._keep_path)
        self.path.textChanged.connect(self._check)
        self._follow()
        self._check()

    def _follow(self) -> None:
        """The file is named after the title until somebody names it."""
        if not self._own_path:
            self.path.setText(str(self._folder / file_name(self.title.text())))

    def _keep_path(self) -> None:
        self._own_path = True

    def _check(self) -> None:
        faults = (
            "" if self.title.text().strip() else "Give the case a title.",
            path_fault(self.path.text()),
        )
        for field, fault in zip((self.title_fault, self.path_fault), faults, strict=True):
            field.tell(fault)
        self.good.setEnabled(not any(faults))

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "File of the case", self.path.text(), FILES, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if name:
            self._own_path = True
            self.path.setText(str(typed_path(name)))

    def _answer(self) -> None:
        self.answered.emit(NewCase(self.title.text().strip(), typed_path(self.path.text())))
        self.accept()


def _add(
    form: QFormLayout, text: str, content: QWidget | QHBoxLayout, field: QWidget, fault: FieldError
) -> None:
    """One row: label, field, and below it what is wrong with it."""
    label = QLabel(text)
    label.setBuddy(field)
    field.setAccessibleName(text.replace("&", ""))
    form.addRow(label, content)
    form.addRow("", fault)
