"""A menu of which one entry holds."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget


class ChoiceMenu(QMenu):
    """Checkable entries, one of them checked."""

    def __init__(
        self,
        title: str,
        texts: Mapping[str, str],
        chosen: str,
        choose: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        """Entries in the order of `texts` (value → text); `choose` is called with the value clicked."""
        super().__init__(title, parent)
        self._group = QActionGroup(self)
        for value, text in texts.items():
            action = self.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=value: choose(value))
            self._group.addAction(action)
        self.show_chosen(chosen)

    def show_chosen(self, value: str) -> None:
        """Check the entry that holds now, as it was chosen elsewhere."""
        for action in self._group.actions():
            action.setChecked(action.data() == value)
