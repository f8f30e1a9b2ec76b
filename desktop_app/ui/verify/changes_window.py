"""The records of a figure that are no longer what they were; each opens its card."""

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.proof.changed_rows import ChangedRow, Difference
from desktop_app.storage.row_words import capital
from desktop_app.storage.tables.keys import TABLES_OF_KIND

if TYPE_CHECKING:
    from desktop_app.exporters.proof.verdict import Verdict

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
TOLD_LINES: Final = 5
UNTOLD: Final = "The log of this case does not tell what changed in it since."
_WORDS: Final = {
    Difference.ADDED: "Shown now, not then",
    Difference.LEFT_OUT: "No longer shown",
    Difference.REMOVED: "No longer in the case",
    Difference.CHANGED: "Changed",
}


class ChangesWindow(QDialog):
    """A list, not modal: the map and the cards beside it stay in use.

    Signals:
        card_wanted: str, the key of the chosen record.
    """

    card_wanted = Signal(str)

    def __init__(self, name: str, verdict: "Verdict", parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Records changed since {name}")
        self.resize(860, 420)
        self._verdict = verdict
        head = QLabel(verdict.sentences[0], self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("Records that differ from the figure")
        self.tree.setHeaderLabels(["What", "Record", "How"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setColumnWidth(0, 160)
        self.tree.setColumnWidth(1, 320)
        self.tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.tree.addTopLevelItems([_item(row) for row in verdict.rows])
        self.told = QPlainTextEdit(self)
        self.told.setReadOnly(True)
        self.told.setAccessibleName("What changed in the chosen record")
        self.told.setTabChangesFocus(True)
        self.told.setFixedHeight(TOLD_LINES * self.fontMetrics().lineSpacing())
        self.tree.itemActivated.connect(self._open_chosen)
        self.tree.currentItemChanged.connect(self._allow)
        self.card = QPushButton("Open the &card", self)
        self.card.clicked.connect(self._open_chosen)
        copy = QPushButton("Copy as &text", self)
        copy.clicked.connect(self.copy)
        close = QPushButton("&Close", self)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.card)
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(close)
        # Enter opens the chosen record; it must not press a button.
        for button in (self.card, copy, close):
            button.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.addWidget(head)
        box.addWidget(self.tree, 1)
        box.addWidget(self.told)
        box.addLayout(foot)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    @Slot()
    def copy(self) -> None:
        """Put verdict and list on the clipboard."""
        lines = (*self._verdict.sentences, *(row.sentence for row in self._verdict.rows))
        QGuiApplication.clipboard().setText("\n".join(lines))

    @Slot()
    def _allow(self) -> None:
        self.card.setEnabled(self._chosen() is not None)
        item = self.tree.currentItem()
        row = item.data(0, ROW_ROLE) if item is not None else None
        details = row.details if isinstance(row, ChangedRow) else ()
        self.told.setPlainText("\n".join(details) or UNTOLD)

    @Slot()
    def _open_chosen(self) -> None:
        row = self._chosen()
        if row is not None:
            self.card_wanted.emit(row.key)

    def _chosen(self) -> ChangedRow | None:
        """The current record, if it has a card."""
        item = self.tree.currentItem()
        row = item.data(0, ROW_ROLE) if item is not None else None
        if not isinstance(row, ChangedRow) or row.difference is Difference.REMOVED:
            return None
        return row if row.key.partition(":")[0] in TABLES_OF_KIND else None


def _item(row: ChangedRow) -> QTreeWidgetItem:
    texts = [_WORDS[row.difference], f"{capital(row.kind)} {row.name}", "; ".join(row.details)]
    item = QTreeWidgetItem(texts)
    item.setData(0, ROW_ROLE, row)
    for column, text in enumerate(texts):
        item.setToolTip(column, f"<p>{escape(text)}</p>")  # else Qt reads what looks like markup as such
    return item
