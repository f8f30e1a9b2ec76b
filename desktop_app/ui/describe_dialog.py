"""Changes title and description of a case."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.case_info import CaseInfo
from desktop_app.ui.case_dialog import TITLE_LENGTH


class DescribeDialog(QDialog):
    """Two fields, both needed.

    Attributes:
        title, description: the fields.
        good: the button that keeps them.
    """

    def __init__(self, info: CaseInfo, keep: Callable[[str, str], object], parent: QWidget) -> None:
        """`keep` is called with title and description where one of them was changed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Title and description")
        self.setMinimumWidth(460)
        self._info = info
        self._keep = keep
        self.title = QLineEdit(info.title, self)
        self.title.setMaxLength(TITLE_LENGTH)
        self.description = QPlainTextEdit(info.description, self)
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(self.fontMetrics().lineSpacing() * 5)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Title", self.title)
        form.addRow("&Description", self.description)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        self.good = buttons.button(standard.Save)
        buttons.accepted.connect(self._answer)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.title.textChanged.connect(self._check)
        self.description.textChanged.connect(self._check)

    def _typed(self) -> tuple[str, str]:
        return self.title.text().strip(), " ".join(self.description.toPlainText().split())

    def _check(self) -> None:
        faulty = not all(self._typed())
        self.good.setEnabled(not faulty)
        self.good.setToolTip("Title and description are both needed." if faulty else "")

    def _answer(self) -> None:
        typed = self._typed()
        if typed != (self._info.title, self._info.description):
            self._keep(*typed)
        self.accept()
