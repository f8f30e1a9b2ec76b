"""Page designs with a name, kept in the case, in rows of the table of saved views."""

import dataclasses
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.domain.figure_design import Design
from desktop_app.query.designs import design_text, read_design_row
from desktop_app.query.views import TABLE
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.edits import Delete, Edit, Insert, Operation, Update
from desktop_app.storage.log_entries import new_id

LONGEST_NAME: Final = 80


class SavedDesign(NamedTuple):
    """One template.

    Attributes:
        id: of its row in the case; of one that only this window has, "own:" and a number.
        design: its page; `name` is what the user called it.
    """

    id: str
    design: Design

    @property
    def name(self) -> str:
        """The user's own words."""
        return self.design.name


class SavedDesigns(QObject):
    """The templates of a case, in the order in which they were saved.

    Where the case cannot be changed they live as long as the window does.

    Signals:
        changed: the list is different now.
    """

    changed = Signal()

    def __init__(self, session: Session, editor: CaseEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._of_case: tuple[SavedDesign, ...] | None = None
        self._own: tuple[SavedDesign, ...] = ()
        self._count = 0
        session.changed.connect(self._on_changed)
        editor.failed.connect(self._read_again)

    @property
    def all(self) -> tuple[SavedDesign, ...]:
        """Every design that can be read, those of this window alone last."""
        if self._of_case is None:
            self._of_case = self._read()
        return (*self._of_case, *self._own)

    @property
    def read_only(self) -> str:
        """Why none can be kept in the case, as a sentence; empty if they can."""
        return self._editor.read_only

    def named(self, name: str) -> SavedDesign | None:
        """The one of a name."""
        return next((saved for saved in self.all if saved.name == name), None)

    def add(self, name: str, design: Design) -> None:
        """Keep a design under a name; one of the same name is replaced."""
        same = self.named(name)
        if same is not None:
            self.replace(same, design)
            return
        design = dataclasses.replace(design, name=name)
        if self.read_only:
            self._count += 1
            self._set_own((*self._own, SavedDesign(f"own:{self._count}", design)))
            return
        row = Insert(TABLE, new_id("design"), {"name": name, "content": design_text(design)})
        self._edit(f"Save the template “{name}”", row)

    def replace(self, saved: SavedDesign, design: Design) -> None:
        """Put another design in the place of one; the name stays."""
        design = dataclasses.replace(design, name=saved.name)
        if saved in self._own:
            self._set_own(tuple(one._replace(design=design) if one is saved else one for one in self._own))
        else:
            self._edit(
                f"Change the template “{saved.name}”",
                Update(TABLE, saved.id, {"content": design_text(design)}),
            )

    def rename(self, saved: SavedDesign, name: str) -> None:
        """Give it another name."""
        if saved in self._own:
            renamed = saved._replace(design=dataclasses.replace(saved.design, name=name))
            self._set_own(tuple(renamed if one is saved else one for one in self._own))
        else:
            what = f"Rename the template “{saved.name}” to “{name}”"
            self._edit(what, Update(TABLE, saved.id, {"name": name}))

    def delete(self, saved: SavedDesign) -> None:
        """Take it out of the case."""
        if saved in self._own:
            self._set_own(tuple(one for one in self._own if one is not saved))
        else:
            self._edit(f"Delete the template “{saved.name}”", Delete(TABLE, saved.id))

    def _edit(self, what: str, row: Operation) -> None:
        self._editor.edit(Edit(what, (row,)))

    def _set_own(self, own: tuple[SavedDesign, ...]) -> None:
        self._own = own
        self.changed.emit()

    def _read(self) -> tuple[SavedDesign, ...]:
        with self._session.store.reader() as reader:
            rows = reader.execute("SELECT id, name, content FROM saved_view ORDER BY fid").fetchall()
        found = ((str(id_), str(name), read_design_row(str(id_), str(text))) for id_, name, text in rows)
        return tuple(
            SavedDesign(id_, dataclasses.replace(design, name=name))
            for id_, name, design in found
            if design is not None
        )

    @Slot()
    def _read_again(self) -> None:
        before, self._of_case = self._of_case, None
        if before is not None and self.all[: len(self.all) - len(self._own)] != before:
            self.changed.emit()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self._read_again()
