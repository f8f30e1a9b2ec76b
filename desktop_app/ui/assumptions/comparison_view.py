"""Scenarios side by side: a click takes one's card, a double click its assumptions, Ctrl+C all of it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.comparison_rows import (
    INTERVAL_NOTE,
    comparison_row,
    comparison_titles,
    copied_comparison,
    left_out_sentence,
)
from desktop_app.exporters.headline import Headline
from desktop_app.session.session import Session
from desktop_app.ui.clipboard import put_on_clipboard
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.models.comparison_table import ComparisonTableModel

NAME_PX: Final = 108


class ComparisonView(QWidget):
    """A table with a sentence on what it leaves out.

    Attributes:
        table: one row a set of assumptions, the published on top.
        note: what it leaves out.
        copy: puts all of it on the clipboard.

    Signals:
        said: a sentence about what was done.
    """

    said = Signal(str)

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """`name` is that of the panel, for the session."""
        super().__init__(parent)
        self._session = session
        self._panel = name
        self._headlines: tuple[Headline, ...] = ()
        self.model = ComparisonTableModel(self)
        self.table = QTableView(self)
        self._set_up_table()
        self.note = ElidedLabel(self)
        self.copy = QPushButton("Copy as table", self)
        self.copy.clicked.connect(self.copy_table)
        foot = QHBoxLayout()
        foot.setContentsMargins(2, 0, 6, 3)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("Scenarios compared")
        table.setModel(self.model)
        font = table.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        table.setFont(font)
        table.horizontalHeader().setFont(font)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().setDefaultSectionSize(20)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # Names give way to numbers; the tool tip tells them whole.
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        table.setColumnWidth(0, NAME_PX)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.clicked.connect(self._on_clicked)
        table.activated.connect(self._on_activated)
        copy = QAction("&Copy as table", table)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_table)
        table.addAction(copy)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_headlines(self, headlines: Sequence[Headline]) -> None:
        """Show these, the published first."""
        self._headlines = tuple(headlines)
        in_use = self._session.assumptions
        self.model.set_rows(comparison_titles(headlines), [comparison_row(of, in_use) for of in headlines])
        told = left_out_sentence(headlines[0]) if headlines else ""
        hint = "Double-click or Enter puts a row’s assumptions in use."
        self.note.show_sentence(" ".join(part for part in (told, INTERVAL_NOTE, hint) if part))

    @Slot()
    def copy_table(self) -> None:
        """Put all rows on the clipboard, with filter, sources and what is left out."""
        copied = copied_comparison(
            self._session.store.record,
            self._headlines,
            self._session.assumptions,
            self._session.filter.sentence(),
        )
        data = QMimeData()
        data.setText(copied.text)
        data.setHtml(copied.html)
        put_on_clipboard(data)
        self.said.emit("Copied the comparison of scenarios.")

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        subject = self.model.rows[index.row()].subject
        if subject:
            self._session.select((subject,), self._panel)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self._session.set_assumptions(self._headlines[index.row()].assumptions, self._panel)
