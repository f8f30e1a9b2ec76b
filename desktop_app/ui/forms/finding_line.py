"""What is said about a field, under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.analysis.checks.finding import Finding, Severity

_WORD = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


class FindingLine(QWidget):
    """The worst findings of one field, in words and colour; gone where there is nothing to say.

    Signals:
        show_wanted: carries "kind:id" of the row that a finding names.
        join_wanted: carries it too, where what is typed may belong to that row.
    """

    show_wanted = Signal(str)
    join_wanted = Signal(str)

    def __init__(self, *, joins: bool = False, parent: QWidget | None = None) -> None:
        """`joins` offers to put what is typed into the row that a finding names."""
        super().__init__(parent)
        self._key = ""
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setObjectName("finding")
        self.buttons: list[QToolButton] = []
        box, row = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self.text)
        box.addLayout(row)
        offers = (("Show it", self.show_wanted), ("Put it there", self.join_wanted))
        for words, signal in offers if joins else offers[:1]:
            button = QToolButton(self)
            button.setText(words)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self._key))
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
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
        for button in self.buttons:
            button.setVisible(bool(self._key))
