"""What an import would bring, before it is done: first rows, problem rows, and whom the names mean."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop_app.session.style import Theme
from desktop_app.ui.importing.names_choice import NamesChoice
from desktop_app.ui.importing.previews import Seen
from desktop_app.ui.importing.shown_rows import PROBLEM_ROLE, RowsTable

FIRST: Final = "Firs&t rows"
PROBLEMS: Final = "Pro&blem rows"
NAMES: Final = "&Names"


class PreviewView(QWidget):
    """Tabs over what was seen.

    Attributes:
        first, problems: the tables.
        names: what ships, ports and others are taken for.
        swap: lets longitude and latitude change places; there where they seem to be swapped.

    Signals:
        swap_wanted: the button was pressed.
    """

    swap_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.first = RowsTable("First rows as they would be read", self)
        self.problems = RowsTable("Problem rows", self)
        self.names = NamesChoice(self)
        for table in (self.first, self.problems):
            table.selectionModel().currentChanged.connect(self._tell_cell)
        self.tabs.addTab(self.first, FIRST)
        self.tabs.addTab(self.problems, PROBLEMS)
        self.tabs.addTab(self.names, NAMES)
        self.state = QLabel(self)
        self.state.setObjectName("hint")
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.swap = QPushButton("Swap &longitude and latitude", self)
        self.swap.setAutoDefault(False)
        self.swap.clicked.connect(self.swap_wanted)
        self.swap.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.swap)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs, 1)
        box.addLayout(foot)
        self._sentence = ""

    def show_seen(self, seen: Seen, decided: dict[str, str]) -> None:
        """Show what was seen of a file."""
        self.first.show_rows(seen.first)
        self.problems.show_rows(seen.problems)
        self.names.show_names(seen.names, decided)
        number = len(seen.problems.rows)
        self.tabs.setTabText(1, f"{PROBLEMS} ({number})" if number else PROBLEMS)
        self.tabs.setTabEnabled(1, bool(number))
        still_open = sum(name.is_open and not decided.get(name.text) for name in seen.names)
        words = f" ({still_open} to choose)" if still_open else f" ({len(seen.names)})"
        self.tabs.setTabText(2, f"{NAMES}{words if seen.names else ''}")
        self.tabs.setTabEnabled(2, bool(seen.names))
        self.swap.setVisible(seen.swap_words != "")
        self.swap.setText(seen.swap_words)
        self.say(seen.sentence)

    def clear(self, sentence: str) -> None:
        """Show nothing but a sentence."""
        self.show_seen(Seen(sentence=sentence), {})

    def say(self, sentence: str) -> None:
        """What holds for the whole file."""
        self._sentence = sentence
        self.state.setText(sentence)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for table in (self.first, self.problems):
            table.rows.theme = theme
            table.viewport().update()

    @Slot(QModelIndex)
    def _tell_cell(self, index: QModelIndex) -> None:
        """Say in words what is wrong with the cell at hand: a tool tip is for the mouse alone."""
        problem = str(index.data(PROBLEM_ROLE) or "") if index.isValid() else ""
        self.state.setText(problem or self._sentence)
