"""What Pages… and Animation… have in common: page, fineness, file, a live count, the button that begins."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.figure_design import DPI_LIMITS, Design
from desktop_app.jobs.runner import Job
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.whole_file import check_writable
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.output_dialogs.offer import Offer
from desktop_app.ui.output_dialogs.target_field import TargetField

# After the last change, so that typing a number asks the case once.
COUNT_AFTER_MS: Final = 150
COUNTING: Final = "Counting…"


class OutputDialog(QDialog):
    """Not modal: the window goes on beside it; what it is of is what was shown when it was opened.

    Attributes:
        form: rows of a subclass stand above those of this class.
        template, dpi: the page.
        target: the file.
        count: how much it will be.
        begin: the button that writes.

    Signals:
        wanted: a request; the dialog closes with it.
    """

    wanted = Signal(object)

    def __init__(
        self,
        title: str,
        offer: Offer,
        endings: dict[str, str],
        usual: str,
        parent: QWidget,
        path: Path,
        check: Callable[[Path], object] = check_writable,
    ) -> None:
        """Build the common rows.

        Args:
            title: of the dialog.
            offer: what can be written.
            endings: of files, the usual one first, and what they are called in the system's dialog.
            usual: name of the template to begin with.
            parent: the window.
            path: the suggested file.
            check: raises an `InputError` where a path cannot be written to.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(540)
        self.offer = offer
        self._job: Job | None = None
        self._is_counted = False
        self._designs = offer.designs()
        about = ElidedLabel(self)
        about.show_sentence(f"Filter: {offer.subject.filter.sentence()}")
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.template = QComboBox(self)
        for name, _ in self._designs:
            self.template.addItem(name)
        names = [design.name for _, design in self._designs]
        self.template.setCurrentIndex(0 if offer.composed is not None else names.index(usual))
        self.dpi = QSpinBox(self)
        self.dpi.setRange(*DPI_LIMITS)
        self.dpi.setSuffix(" dpi")
        self.target = TargetField(path, endings, check, self)
        self.count = QLabel(self)
        self.count.setObjectName("hint")
        self.count.setWordWrap(True)
        self.count.setAccessibleName("How much it will be")
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        self.begin = buttons.button(standard.Save)
        self.begin.setText("&Write")
        buttons.accepted.connect(self._answer)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(self.form)
        layout.addWidget(self.count)
        layout.addWidget(buttons)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(COUNT_AFTER_MS)
        self._wait.timeout.connect(self._count)
        self.template.currentIndexChanged.connect(self._on_template)
        self.dpi.valueChanged.connect(self.changed)
        self.target.changed.connect(self._show_state)
        self._on_template()

    def add_page_rows(self) -> None:
        """The rows that both dialogs end with."""
        self.form.addRow("&Page", self.template)
        self.form.addRow("&Fineness", self.dpi)
        self.form.addRow("F&ile", self.target)

    @property
    def design(self) -> Design:
        """The page as it was chosen."""
        return replace(self._designs[self.template.currentIndex()][1], dpi=self.dpi.value())

    def request(self) -> Any:
        """What is to be written; of the subclass."""
        raise NotImplementedError

    def question(self) -> Callable[[Feedback], Any]:
        """What finds on another thread what `told` makes words of; of the subclass."""
        raise NotImplementedError

    def told(self, answer: Any) -> tuple[str, bool]:
        """How much it will be, and whether it can be written; of the subclass."""
        raise NotImplementedError

    @Slot()
    def changed(self) -> None:
        """Count anew."""
        self._is_counted = False
        self._show_state()
        self._wait.start()

    @Slot()
    def _on_template(self) -> None:
        self.dpi.setValue(self._designs[self.template.currentIndex()][1].dpi)
        self.changed()

    @Slot()
    def _count(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.count.setText(COUNTING)
        self._job = self.offer.jobs.submit(self.question(), self._show_count, self._show_error)

    def _show_count(self, answer: Any) -> None:
        words, self._is_counted = self.told(answer)
        self.count.setText(words)
        self._show_state()

    def _show_error(self, error: Exception) -> None:
        words = str(error)
        self.count.setText(f"{words[:1].upper()}{words[1:]}.")

    @Slot()
    def _show_state(self) -> None:
        self.begin.setEnabled(self._is_counted and self.target.is_good)

    @Slot()
    def _answer(self) -> None:
        self.wanted.emit(self.request())
        self.accept()

    def done(self, result: int) -> None:
        """Closed, by whatever: nothing is counted any more."""
        self._wait.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(result)
