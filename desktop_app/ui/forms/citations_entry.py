"""The citations of a row: at least one source, each judged for this statement."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.provenance import Citation, Credibility, Reference
from desktop_app.runtime.errors import UsageError
from desktop_app.ui.forms.layout import CREDIBILITY_WORDS
from desktop_app.ui.forms.lookups import Lookups
from desktop_app.ui.forms.plain_entries import ChoiceEntry
from desktop_app.ui.forms.reference_entry import ReferenceEntry

ACCURACY_WORDS: Final = {
    AccuracyClass.TEN_M: "within 10 m",
    AccuracyClass.HUNDRED_M: "within 100 m",
    AccuracyClass.KILOMETRE: "within 1 km",
    AccuracyClass.TOWN: "the town only",
}


class CitationEntry(QFrame):
    """One source cited.

    Signals:
        edited: something of it changed.
        removed: it is to go.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, lookups: Lookups, *, placed: bool, parent: QWidget | None = None) -> None:
        """`placed` shows how exactly the source places the thing."""
        super().__init__(parent)
        self.setObjectName("citation")
        self.source = ReferenceEntry(
            "source_id",
            partial(lookups.find, "source"),
            partial(lookups.name_of, "source"),
            "source",
            self,
        )
        self.source.name("Source", "title, publisher or key of a source")
        credibility = [(number, f"Credibility {words}") for number, words in CREDIBILITY_WORDS.items()]
        self.credibility = ChoiceEntry("credibility", credibility, "Credibility not judged", self)
        self.credibility.name("Credibility", "Admiralty scale 1 to 6: how credible this statement is")
        accuracy = [(one.value, f"Places it {ACCURACY_WORDS[one]}") for one in AccuracyClass]
        self.accuracy = ChoiceEntry("location_accuracy", accuracy, "Places it: not told", self)
        self.accuracy.name("Location accuracy", "How exactly this source places the thing")
        self.accuracy.setVisible(placed)
        self.passage, self.note = QLineEdit(self), QLineEdit(self)
        for line, words in ((self.passage, "page, time mark or quotation"), (self.note, "remark")):
            line.setPlaceholderText(words)
            line.setAccessibleName(f"Citation: {words}")
            line.textEdited.connect(self.edited)
        remove = QToolButton(self)
        remove.setText("Remove")
        remove.setAutoRaise(True)
        remove.setAccessibleName("Remove this citation")
        remove.clicked.connect(self.removed)
        for entry in (self.source, self.credibility, self.accuracy):
            entry.edited.connect(self.edited)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 6, 6)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.source, 0, 0, 1, 3)
        grid.addWidget(self.credibility, 1, 0, 1, 3)
        grid.addWidget(self.accuracy, 2, 0, 1, 3)
        grid.addWidget(self.passage, 3, 0)
        grid.addWidget(self.note, 3, 1)
        grid.addWidget(remove, 3, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.setFocusProxy(self.source)

    def show_reference(self, reference: Reference) -> None:
        """Show a stored citation."""
        self.source.show_row(reference.source_id)
        self.credibility.show_cells({"credibility": reference.credibility})
        self.accuracy.show_cells({"location_accuracy": reference.location_accuracy})
        self.passage.setText(reference.passage)
        self.note.setText(reference.note)

    def reference(self) -> Reference | None:
        """What stands there; None while no source is chosen.

        Raises:
            UsageError: the source's name fits none, or several.
        """
        source_id = self.source.cells()["source_id"]
        credibility, accuracy = self.credibility.value, self.accuracy.value
        if not isinstance(source_id, str):
            return None
        return Reference(
            source_id,
            Credibility(credibility) if isinstance(credibility, int) else None,
            AccuracyClass(accuracy) if isinstance(accuracy, str) else None,
            self.passage.text().strip(),
            self.note.text().strip(),
        )


class CitationsEntry(QWidget):
    """A list of citations that can grow and shrink.

    Signals:
        edited: something changed.
        source_wanted: carries the `ReferenceEntry` for which a new source is to be added.
    """

    edited = Signal()
    source_wanted = Signal(object)

    def __init__(self, lookups: Lookups, *, placed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._placed = placed
        self._stored: Citation | None = None
        self.entries: list[CitationEntry] = []
        self._grade = QLabel(self)
        self._grade.setObjectName("hint")
        self._grade.setWordWrap(True)
        self._grade.hide()
        self._add = QToolButton(self)
        self._add.setText("Add a source")
        self._add.clicked.connect(self._add_another)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._grade)
        self._box.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_citation(self, citation: Citation | None) -> None:
        """Show stored citations, or one empty one."""
        self._stored = citation
        for entry in self.entries:
            entry.deleteLater()
        self.entries = []
        for reference in citation.references if citation is not None else ():
            self._append().show_reference(reference)
        if not self.entries:
            self._append()
        if citation is not None and citation.grade is not None:
            self._grade.setText(
                f"The reported record grades this statement {citation.grade.value}; that grade is not the "
                "Admiralty scale and stays only while the citations stay as they are."
            )
            self._grade.show()

    def cite(self, source_id: str) -> None:
        """Begin with a source."""
        self.entries[0].source.show_row(source_id)

    def citation(self) -> Citation | None:
        """All citations with a source; None where there are none.

        Raises:
            UsageError: one cannot be read, or a source stands there twice.
        """
        references = tuple(
            reference for entry in self.entries if (reference := entry.reference()) is not None
        )
        if not references:
            return None
        if self._stored is not None and references == self._stored.references:
            return self._stored
        try:
            return Citation(references, None)
        except ValueError:
            raise UsageError("One source is cited twice; put both passages into one citation.") from None

    def _append(self) -> CitationEntry:
        entry = CitationEntry(self._lookups, placed=self._placed, parent=self)
        entry.edited.connect(self.edited)
        entry.removed.connect(partial(self._remove, entry))
        entry.source.new_wanted.connect(lambda: self.source_wanted.emit(entry.source))
        self._box.insertWidget(self._box.count() - 1, entry)
        self.entries.append(entry)
        return entry

    def _add_another(self) -> None:
        self._append().source.line.setFocus()

    def _remove(self, entry: CitationEntry) -> None:
        self.entries.remove(entry)
        entry.hide()
        entry.deleteLater()
        if not self.entries:
            self._append()
        self._add.setFocus()
        self.edited.emit()
