"""Which source the rows will cite: one of the case, or a new one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.provenance import Reliability, Source
from desktop_app.importers.importing import SourceChoice

NEW: Final = "A new source: this file"
_LONGEST: Final = 90
_RELIABILITY: Final = {
    "": "not judged",
    Reliability.A.value: "A – completely reliable",
    Reliability.B.value: "B – usually reliable",
    Reliability.C.value: "C – fairly reliable",
    Reliability.D.value: "D – not usually reliable",
    Reliability.E.value: "E – unreliable",
    Reliability.F.value: "F – cannot be judged",
}


class SourceForm(QWidget):
    """A list of sources and, for a new one, its fields.

    Attributes:
        sources: the list, the new one on top.
        title, publisher, url, reliability: of the new one.

    Signals:
        changed: the person has chosen or typed something.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sources = QComboBox(self)
        self.sources.setAccessibleName("Source")
        self.sources.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sources.setMinimumContentsLength(24)
        self._kept = SourceChoice()
        self._fields = QWidget(self)
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 4, 0, 0)
        self.title = self._line("Title", "as published; empty for the file’s name")
        self.publisher = self._line("Publisher", "who made the data")
        self.url = self._line("Address", "where it was found; never opened by Tumen")
        self.reliability = QComboBox(self._fields)
        self.reliability.setAccessibleName("Reliability")
        for value, words in _RELIABILITY.items():
            self.reliability.addItem(words, value)
        for words, widget in (
            ("Title", self.title),
            ("Publisher", self.publisher),
            ("Address", self.url),
            ("Reliability", self.reliability),
        ):
            form.addRow(words, widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.sources)
        box.addWidget(self._fields)
        self.sources.currentIndexChanged.connect(self._on_chosen)
        self.reliability.currentIndexChanged.connect(self.changed)

    @property
    def choice(self) -> SourceChoice:
        """What was chosen."""
        source_id = self.sources.currentData()
        if source_id:
            return SourceChoice(source_id=str(source_id))
        return self._kept._replace(
            source_id="",
            title=self.title.text().strip(),
            publisher=self.publisher.text().strip(),
            url=self.url.text().strip(),
            reliability=str(self.reliability.currentData()),
        )

    def show_choice(self, choice: SourceChoice, sources: Sequence[Source], file_name: str) -> None:
        """Show what an order says."""
        self._kept = choice
        widgets = (self.sources, self.title, self.publisher, self.url, self.reliability)
        for widget in widgets:
            widget.blockSignals(True)
        self.sources.clear()
        self.sources.addItem(NEW, "")
        for source in sorted(sources, key=lambda source: source.title.casefold()):
            words = f"{source.title} ({source.publisher})" if source.publisher else source.title
            self.sources.addItem(words[:_LONGEST], source.id)
        self.sources.setCurrentIndex(max(self.sources.findData(choice.source_id), 0))
        self.title.setText(choice.title)
        self.title.setPlaceholderText(file_name)
        self.publisher.setText(choice.publisher)
        self.url.setText(choice.url)
        self.reliability.setCurrentIndex(max(self.reliability.findData(choice.reliability), 0))
        for widget in widgets:
            widget.blockSignals(False)
        self._fields.setVisible(not choice.source_id)

    @Slot()
    def _on_chosen(self) -> None:
        self._fields.setVisible(not self.sources.currentData())
        self.changed.emit()

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self._fields)
        line.setAccessibleName(f"{name} of the source")
        line.setPlaceholderText(hint)
        line.textEdited.connect(self.changed)
        return line
