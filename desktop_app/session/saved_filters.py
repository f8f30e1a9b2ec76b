"""Filters with a name, kept in the case: rows of the table of saved views that have no place on the map."""

import json
import logging
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.query.clause_names import named_filter
from desktop_app.query.clauses import Filter
from desktop_app.query.filter_json import filter_content, read_filter
from desktop_app.query.views import FILTER_ROW, TABLE
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.edits import Delete, Edit, Insert, Operation, Update
from desktop_app.storage.log_entries import new_id

logger = logging.getLogger("session")

# Version of the JSON of a filter.
VERSION: Final = 2
LONGEST_NAME: Final = 80


class SavedFilter(NamedTuple):
    """One filter.

    Attributes:
        id: of its row in the case.
        name: the user's own words.
        filter: every clause.
    """

    id: str
    name: str
    filter: Filter


def filter_text(filter_: Filter) -> str:
    """A filter as the text in its row."""
    content = {"version": VERSION, "kind": FILTER_ROW, "filter": filter_content(filter_)}
    return json.dumps(content, ensure_ascii=False)


def read_saved(id_: str, name: str, text: str) -> SavedFilter | None:
    """A filter from its row; None where the row is a view, one of a later Tumen, or no filter at all."""
    try:
        content: Any = json.loads(text)
        if not isinstance(content, dict) or content.get("kind") != FILTER_ROW:
            return None
        if content.get("version") != VERSION:
            return None
        return SavedFilter(id_, name, read_filter(content.get("filter")))
    except (ValueError, RecursionError) as error:
        logger.info("saved filter %s cannot be read: %s", id_, error)
        return None


class SavedFilters(QObject):
    """The filters of a case, in the order in which they were saved.

    Signals:
        changed: the list is different now.
    """

    changed = Signal()

    def __init__(self, session: Session, editor: CaseEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._all: tuple[SavedFilter, ...] | None = None
        session.changed.connect(self._on_changed)
        editor.failed.connect(self._read_again)

    @property
    def all(self) -> tuple[SavedFilter, ...]:
        """Every filter that can be read."""
        if self._all is None:
            self._all = self._read()
        return self._all

    @property
    def read_only(self) -> str:
        """Why none can be saved here, as a sentence; empty if they can."""
        return self._editor.read_only

    def apply(self, saved: SavedFilter) -> None:
        """Make it the session's filter; ships and ports are called as the case calls them now."""
        self._session.set_filter(named_filter(saved.filter, self._session.store.record))

    def save(self, name: str) -> None:
        """Save the present filter; one of the same name is replaced."""
        text = filter_text(self._session.filter)
        same = next((saved for saved in self.all if saved.name == name), None)
        if same is None:
            row: Operation = Insert(TABLE, new_id("filter"), {"name": name, "content": text})
        else:
            row = Update(TABLE, same.id, {"content": text})
        self._editor.edit(Edit(f"Save the filter “{name}”", (row,)))

    def rename(self, saved: SavedFilter, name: str) -> None:
        """Give it another name."""
        what = f"Rename the filter “{saved.name}” to “{name}”"
        self._editor.edit(Edit(what, (Update(TABLE, saved.id, {"name": name}),)))

    def delete(self, saved: SavedFilter) -> None:
        """Take it out of the case."""
        self._editor.edit(Edit(f"Delete the filter “{saved.name}”", (Delete(TABLE, saved.id),)))

    def _read(self) -> tuple[SavedFilter, ...]:
        with self._session.store.reader() as reader:
            rows = reader.execute("SELECT id, name, content FROM saved_view ORDER BY fid").fetchall()
        found = (read_saved(*(str(cell) for cell in row)) for row in rows)
        return tuple(saved for saved in found if saved is not None)

    @Slot()
    def _read_again(self) -> None:
        before, self._all = self._all, None
        if before is not None and self.all != before:
            self.changed.emit()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self._read_again()
