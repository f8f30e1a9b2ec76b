"""The history of the case: who changed what, when and why, down to single values."""

from datetime import timedelta
from functools import partial
from typing import Final, NamedTuple

import apsw
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.history import Change, RowChange
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.editing.cell_words import cell_words
from desktop_app.query.editing.row_names import row_name
from desktop_app.query.editing.stored_row import table_of_key
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.storage.change_log import changes, changes_of_row, row_changes
from desktop_app.storage.row_words import capital, column_words, table_words

PAGE: Final = 200
ROWS_SHOWN: Final = 200  # of one entry; an import has thousands
CHANGE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_OPERATIONS: Final = {"insert": "added", "update": "changed", "delete": "deleted"}


class _Entry(NamedTuple):
    """One entry as it is shown; `lines` are known where only one row is asked for."""

    change: Change
    lines: tuple[str, ...]


class _Page(NamedTuple):
    """Entries, newest first, and whether there are earlier ones."""

    entries: tuple[_Entry, ...]
    more: bool


class HistoryWindow(QDialog):
    """A tree of entries; each opens into the values it changed.

    Signals:
        as_it_was_wanted: aware UTC `datetime` just before the chosen entry.
    """

    as_it_was_wanted = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"History of {session.store.info.title}")
        self.resize(860, 520)
        self._session = session
        self._jobs = jobs
        self._last: int | None = None
        self.only = QCheckBox(self)
        self.only.toggled.connect(self.read_again)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("History, the newest change first")
        self.tree.setHeaderLabels(["When (UTC)", "Who", "What", "Why"])
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        header = self.tree.header()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        for column, width in ((0, 160), (1, 120), (3, 170)):
            self.tree.setColumnWidth(column, width)
        self.tree.itemExpanded.connect(self._open)
        self.tree.currentItemChanged.connect(self._allow)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self.earlier = QPushButton("Show &earlier changes", self)
        self.earlier.clicked.connect(self._read_more)
        self.before = QPushButton("Show the case as it was &before this", self)
        self.before.clicked.connect(self._show_before)
        close = QPushButton("&Close", self)
        close.clicked.connect(self.close)
        # Enter opens and closes entries; it must not press a button.
        for button in (self.earlier, self.before, close):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.earlier)
        foot.addStretch(1)
        foot.addWidget(self.before)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.addWidget(self.only)
        box.addWidget(self._said)
        box.addWidget(self.tree, 1)
        box.addLayout(foot)
        self._asked: list[Job] = []
        self.finished.connect(self._stop)
        session.changed.connect(self._on_changed)
        self._tell_selected()
        self.read_again()

    @property
    def _key(self) -> str:
        return self._session.selection[0] if self._session.selection else ""

    @Slot()
    def read_again(self) -> None:
        """Read the newest entries."""
        self.tree.clear()
        self._last = None
        self._read_more()

    @Slot()
    def _read_more(self) -> None:
        store, before, key = self._session.store, self._last, self._key if self.only.isChecked() else ""

        def work(feedback: Feedback) -> _Page:
            with store.reader(feedback) as connection:
                if key:
                    return _of_row(connection, key)
                found = changes(connection, before_seq=before, limit=PAGE)
                return _Page(tuple(_Entry(change, ()) for change in found), len(found) == PAGE)

        self._asked.append(self._jobs.submit(work, self._add, self._on_failed))

    def _add(self, page: _Page) -> None:
        for change, lines in page.entries:
            at = f"{change.at:%Y-%m-%d %H:%M:%S}"
            item = QTreeWidgetItem([at, change.who, change.what, change.why])
            item.setData(0, CHANGE_ROLE, change)
            item.setToolTip(2, change.what)
            item.setToolTip(3, change.why)
            self.tree.addTopLevelItem(item)
            if lines:
                self._fill(item, lines)
            elif change.rows:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self._last = change.seq
        self.earlier.setVisible(page.more)
        nothing = self.tree.topLevelItemCount() == 0
        self._said.setVisible(nothing)
        self._said.setText("Nothing is logged about this yet: it came with the case.")
        first = self.tree.topLevelItem(0)
        if first is not None and self.tree.currentItem() is None:
            self.tree.setCurrentItem(first)

    @Slot(QTreeWidgetItem)
    def _open(self, item: QTreeWidgetItem) -> None:
        change = item.data(0, CHANGE_ROLE)
        if not isinstance(change, Change) or item.childCount():
            return
        store = self._session.store

        def work(feedback: Feedback) -> tuple[str, ...]:
            with store.reader(feedback) as connection:
                found = row_changes(connection, change.id, ROWS_SHOWN)
                lines = [line for row in found for line in _lines(connection, row)]
            if change.rows > len(found):
                lines.append(f"… and {change.rows - len(found):,} more rows")
            return tuple(lines)

        self._asked.append(self._jobs.submit(work, partial(self._fill, item), self._on_failed))

    def _fill(self, item: QTreeWidgetItem, lines: tuple[str, ...]) -> None:
        for line in lines:
            child = QTreeWidgetItem([line])
            child.setToolTip(0, line)
            item.addChild(child)
            child.setFirstColumnSpanned(True)

    @Slot()
    def _allow(self) -> None:
        change = self._chosen()
        self.before.setEnabled(change is not None and change.kind != "create")

    def _chosen(self) -> Change | None:
        item = self.tree.currentItem()
        item = item.parent() or item if item is not None else None
        change = item.data(0, CHANGE_ROLE) if item is not None else None
        return change if isinstance(change, Change) else None

    @Slot()
    def _show_before(self) -> None:
        change = self._chosen()
        if change is not None:
            # The log counts in seconds.
            self.as_it_was_wanted.emit(change.at - timedelta(seconds=1))

    @Slot()
    def _stop(self) -> None:
        """The window closes: answers still under way are not wanted."""
        for job in self._asked:
            job.cancel()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.SELECTION in change.what:
            self._tell_selected()
        if Changed.DATA in change.what or (Changed.SELECTION in change.what and self.only.isChecked()):
            self.read_again()

    def _tell_selected(self) -> None:
        name = ""
        if self._key:
            with self._session.store.reader() as connection:
                found = table_of_key(connection, self._key)
                named = row_name(connection, *found) if found is not None else None
            name = f": {named.name}" if named is not None else ""
        self.only.setText(f"&Only what is selected{name.replace('&', '&&')}")
        self.only.setEnabled(bool(self._key) or self.only.isChecked())

    def _on_failed(self, problem: Exception) -> None:
        self._said.setText(f"The history cannot be read: {problem}")
        self._said.show()


def _of_row(connection: apsw.Connection, key: str) -> _Page:
    found = table_of_key(connection, key)
    if found is None:
        return _Page((), more=False)
    logged = changes_of_row(connection, *found, limit=PAGE)
    return _Page(tuple(_Entry(change, _lines(connection, row)) for change, row in logged), more=False)


def _lines(connection: apsw.Connection, row: RowChange) -> tuple[str, ...]:
    """What was done to a row, value by value; sets of evidence are told by their citations."""
    if row.table == "evidence":
        return ()
    named = row_name(connection, row.table, row.row_id)
    head = f"{capital(table_words(row.table))} {named.name if named is not None else row.row_id}"
    values = {
        column_words(column): tuple(cell_words(connection, row.table, column, value) for value in pair)
        for column, pair in row.columns.items()
    }
    if row.op == "update":
        return tuple(f"{head} · {column}: {old} → {new}" for column, (old, new) in values.items())
    place = 0 if row.op == "delete" else 1
    told = (f"{column}: {pair[place]}" for column, pair in values.items())
    return (f"{head}: {_OPERATIONS[row.op]}", *(f"      {line}" for line in told if row.table != "citation"))
