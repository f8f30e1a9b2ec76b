"""Tells which assumptions a case lacks, and takes the published ones over from the reported record."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.domain.record import Record
from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import JobRunner
from desktop_app.session.scenarios import Scenarios


class LackingLine(QWidget):
    """Hidden while the case lacks none.

    Attributes:
        sentence: what is lacking, and why it cannot be added where it cannot.
        add: takes them over.

    Signals:
        said: why that failed.
    """

    said = Signal(str)

    def __init__(
        self, scenarios: Scenarios, jobs: JobRunner, reference: Callable[[], Record], parent: QWidget
    ) -> None:
        """`reference` reads the reported record, off the GUI thread."""
        super().__init__(parent)
        self._scenarios = scenarios
        self._jobs = jobs
        self._reference = reference
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.add = QPushButton("Add the published", self)
        self.add.clicked.connect(self._on_add)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.add)

    def show_missing(self, *, has_any: bool) -> None:
        """Say what is lacking; `has_any` where the case holds some."""
        missing, read_only = self._scenarios.missing, self._scenarios.read_only
        if has_any:
            told = (
                f"This case lacks {number(len(missing))} of the parameters that volumes are reckoned from; "
                "what needs one of them is left out."
            )
        else:
            told = (
                "This case holds none of the parameters that volumes are reckoned from: "
                "it knows barrels only where a document tells them."
            )
        self.sentence.setText(f"{told} {read_only}".strip())
        self.add.setToolTip("Take them over from the reported record, with their sources")
        self.add.setEnabled(not read_only)
        self.setVisible(bool(missing))

    @Slot()
    def _on_add(self) -> None:
        self.add.setEnabled(False)
        reference = self._reference

        def failed(error: Exception) -> None:
            self.add.setEnabled(True)
            self.said.emit(f"The published parameters could not be read: {error}")

        self._jobs.submit(lambda _: reference(), self._scenarios.add_published, failed)
