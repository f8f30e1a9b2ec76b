"""What every input of a form can do: show cells, give cells, say when it was touched."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.storage.edits import Cell


class Entry(QWidget):
    """One input, filling one or more columns.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Show stored values without telling it back."""
        raise NotImplementedError

    def cells(self) -> dict[str, Cell]:
        """The values of its columns.

        Raises:
            UsageError: what was typed cannot be read; the sentence says why.
        """
        raise NotImplementedError

    def name(self, words: str, help_: str) -> None:
        """What it is called for the ear, and the help for the eye."""
        raise NotImplementedError

    def mark(self, *, wrong: bool) -> None:
        """Frame it, or no longer."""
        raise NotImplementedError
