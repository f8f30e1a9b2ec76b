"""What is said about a field, under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop_app.analysis.checks.finding import Finding, Severity

_WORD = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


class FindingLine(QWidget):
    """The worst findings of one field, in words and colour; gone where there is nothing to say.

    Signals:
        show_wanted: carries "kind:id" of the row that a finding names.
    """

    show_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setObjectName("finding")
        self._show = QToolButton(self)
        self._show.setText("Show it")
        self._show.setAutoRaise(True)
        self._show.clicked.connect(lambda: self.show_wanted.emit(self._key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self._show, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, findings: Sequence[Finding]) -> None:
        """Say the worst of them."""
        worst = max((finding.severity for finding in findings), default=None)
        self.setVisible(worst is not None)
        if worst is None:
            return
        said = [finding for finding in findings if finding.severity is worst]
        self.text.setText("\n".join(dict.fromkeys(finding.sentence for finding in said)))
        self.text.setProperty("severity", _WORD[worst])
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self._key = next((finding.key for finding in said if finding.key), "")
        self._show.setVisible(bool(self._key))
