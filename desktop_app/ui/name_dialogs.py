"""Asking for a name, and a list of what has one: bookmarks of views, saved filters."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class NameDialog(QDialog):
    """Asks for a name; says when one is taken, since what has it is replaced.

    Attributes:
        name: the field.
    """

    def __init__(
        self,
        title: str,
        what: str,
        suggestion: str,
        longest: int,
        keep: Callable[[str], None],
        parent: QWidget,
        taken: Collection[str] = (),
    ) -> None:
        """`what` is named, `longest` counts characters, `keep` is given the name."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._what = what
        self._taken = taken
        label = f"Name of this {what}"
        self.name = QLineEdit(suggestion, self)
        self.name.setAccessibleName(label)
        self.name.setMaxLength(longest)
        self.name.setMinimumWidth(320)
        self.name.selectAll()
        self._note = QLabel(self)
        self._note.setObjectName("hint")
        self._note.setWordWrap(True)
        self._note.setVisible(bool(taken))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._good = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.name.textChanged.connect(self._check)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: keep(self.name.text().strip()))
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(label, self))
        layout.addWidget(self.name)
        layout.addWidget(self._note)
        layout.addWidget(buttons)
        self._check()

    @Slot()
    def _check(self) -> None:
        name = self.name.text().strip()
        self._good.setEnabled(bool(name))
        is_taken = name in self._taken
        self._good.setText("Replace" if is_taken else "Save")
        self._note.setText(f"A {self._what} of this name is there; it will be replaced." if is_taken else "")


class NamesDialog(QDialog):
    """A list whose names are edited in place and whose entries are deleted; who inherits fills it.

    Attributes:
        list: the names.
        delete: takes the marked one away.
    """

    def __init__(self, title: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(420, 300)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.delete = QPushButton("Delete", self)
        self.delete.setAutoDefault(False)
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        told = QLabel(hint, self)
        told.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
