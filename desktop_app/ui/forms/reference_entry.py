"""Choosing another row of the case: type a part of its name, pick it from the list."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QToolButton, QWidget

from desktop_app.query.editing.row_names import RowName
from desktop_app.query.name_folding import fold
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.edits import Cell
from desktop_app.ui.forms.plain_entries import LineEntry

MOST_SHOWN: Final = 50

Find = Callable[[str], list[RowName]]
NameOf = Callable[[str], RowName | None]


class ReferenceEntry(LineEntry):
    """A line with a list under it. What is typed must be picked, or be the one name that fits.

    Attributes:
        takes_places: rows are named by table and id, "port:…" or "terminal:…".

    Signals:
        new_wanted: the person wants to add the row that is missing.
        picked: another row was chosen, or none.
    """

    new_wanted = Signal()
    picked = Signal()
    takes_places = False

    def __init__(
        self, column: str, find: Find, name_of: NameOf, new: str, parent: QWidget | None = None
    ) -> None:
        """`find` gives rows for a text, `name_of` the row of an id; `new` names the thing on its button."""
        super().__init__(column, parent)
        self._find = find
        self._name_of = name_of
        self._id = ""
        self._names: list[RowName] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self._completer.setWidget(self.line)
        self.line.textEdited.connect(self._on_typed)
        self.line.installEventFilter(self)
        if new:
            button = QToolButton(self)
            button.setText("New…")
            button.setToolTip(f"Add a {new} that the case does not hold yet")
            button.setAccessibleName(f"Add a new {new}")
            button.clicked.connect(self.new_wanted)
            self.box.addWidget(button)

    @property
    def row_id(self) -> str:
        """What is chosen; empty for none."""
        return self._id

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Show the name of the stored row."""
        value = cells.get(self._column)
        self.show_row(value if isinstance(value, str) else "")

    def show_row(self, row_id: str) -> None:
        """Show a row, or none."""
        named = self._name_of(row_id) if row_id else None
        self._id = row_id
        self.line.setText(named.name if named is not None else row_id)
        self.line.setCursorPosition(0)

    def choose(self, row_id: str) -> None:
        """Choose a row for the person, as if it had been picked."""
        self.show_row(row_id)
        self.edited.emit()
        self.picked.emit()

    def cells(self) -> dict[str, Cell]:
        """The id."""
        text = self.line.text().strip()
        if text and not self._id:
            fitting = [row for row in self._find(text) if fold(row.name) == fold(text)]
            if len(fitting) != 1:
                raise UsageError("Pick one from the list, or leave this empty.")
            self._id = fitting[0].id
        return {self._column: self._id or None}

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._id = ""
        self._open(text)
        self.picked.emit()

    def _open(self, text: str) -> None:
        self._names = self._find(text)[:MOST_SHOWN]
        self._model.setStringList([_line(row) for row in self._names])
        if self._names:
            self._completer.complete()
        else:
            self._close()

    def _close(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.choose(self._names[index.row()].id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow down, or a click into the empty line, opens the list."""
        if watched is self.line:
            pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
            down = pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
            clicked = event.type() is QEvent.Type.MouseButtonRelease and not self.line.text()
            if down or clicked:
                self._open("" if self._id else self.line.text())
                return down
        return super().eventFilter(watched, event)


class PlaceEntry(ReferenceEntry):
    """A port or one of its terminals: two columns, one list."""

    takes_places = True

    def __init__(self, find: Find, name_of: NameOf, parent: QWidget | None = None) -> None:
        super().__init__("port_id", find, name_of, "port", parent)

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """The terminal, where one is known, else the port."""
        for table in ("terminal", "port"):
            row_id = cells.get(f"{table}_id")
            if isinstance(row_id, str):
                self.show_row(f"{table}:{row_id}")
                return
        self.show_row("")

    def cells(self) -> dict[str, Cell]:
        """Port or terminal; the port of a terminal is filled in when the row is written."""
        super().cells()
        table, _, row_id = self.row_id.partition(":")
        return {
            "port_id": row_id if table == "port" else None,
            "terminal_id": row_id if table == "terminal" else None,
        }


def _line(row: RowName) -> str:
    return f"{row.name}   {row.detail}" if row.detail else row.name
