"""What is asked before a page is written: its title, and which rows go into it."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.web_page.content import LEFT_BEHIND
from desktop_app.query.clauses import Filter
from desktop_app.ui.figure.content import suggested_title

LONGEST_TITLE = 200
WIDTH_PX = 460


class PageChoice(NamedTuple):
    """What was chosen.

    Attributes:
        title: empty for the suggested one.
        all_rows: every row of the case; else those that pass the filter.
    """

    title: str
    all_rows: bool


class WebPageDialog(QDialog):
    """Asks in one step.

    Signals:
        chosen: a `PageChoice`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Share as web page")
        self.setMinimumWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.addWidget(_words("One file that any browser shows without a network: map, tables, sources."))
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setAccessibleName("Title")
        label = QLabel("&Title")
        label.setBuddy(self.title)
        column.addWidget(label)
        column.addWidget(self.title)
        self.filtered = QRadioButton("Rows that pass the &filter")
        self.filtered.setChecked(True)
        self.sentence = _words("")
        self.every = QRadioButton("&All rows of the case")
        for widget in (
            self.filtered,
            self.sentence,
            self.every,
            _words("The time line opens with the dates of the filter."),
            _words(LEFT_BEHIND),
        ):
            column.addWidget(widget)
        self.synthetic = _words("The data are made up: the page says SYNTHETIC wherever it is scrolled to.")
        column.addWidget(self.synthetic)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton("&Save as…", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.accepted.connect(self._choose)

    def tell(self, filter_: Filter, *, synthetic: bool) -> None:
        """Say what the filter is now."""
        self.title.setPlaceholderText(suggested_title(filter_))
        sentence = filter_.sentence()
        self.sentence.setText(f"{sentence[:1].upper()}{sentence[1:]}. What it hides is not in the file.")
        self.synthetic.setVisible(synthetic)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(PageChoice(self.title.text().strip(), self.every.isChecked()))


def _words(text: str) -> QLabel:
    """Text that wraps, and is never read as markup: filters hold names of the case."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
