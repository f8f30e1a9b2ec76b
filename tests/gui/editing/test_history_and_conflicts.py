"""The windows of the history and of conflicts, and the Edit menu, on a real case."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Cell, Edit, Update
from desktop_app.storage.merging import merge
from desktop_app.ui.conflicts_window import ConflictsWindow
from desktop_app.ui.edit_menu import EditMenu
from desktop_app.ui.history_window import HistoryWindow

pytestmark = pytest.mark.gui


def rename(owner: str) -> Edit:
    return Edit(
        "Change vessel CHON MA SAN", (Update("vessel", "chon-ma-san", {"owner": owner}),), why="register"
    )


def test_the_history_tells_old_and_new_and_what_concerns_the_selected(desk: Any) -> None:
    desk.edit(rename("Example Shipping"))
    desk.edit(Edit("Change vessel YU SON", (Update("vessel", "yu-son", {"built": 1999}),)))
    parent = QWidget()
    desk.qtbot.addWidget(parent)
    desk.session.select(("vessel:chon-ma-san",), "")
    window = HistoryWindow(desk.session, desk.jobs, parent)
    window.show()
    desk.qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 3)
    first = window.tree.topLevelItem(1)
    assert first is not None
    assert [first.text(column) for column in (1, 2, 3)] == [
        "A. Reader",
        "Change vessel CHON MA SAN",
        "register",
    ]
    first.setExpanded(True)
    desk.qtbot.waitUntil(lambda: first.childCount() == 1)
    detail = first.child(0)
    assert detail is not None
    assert detail.text(0).startswith("Vessel CHON MA SAN · owner: ")
    assert detail.text(0).endswith("→ Example Shipping")
    window.only.click()
    desk.qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 1)
    with desk.qtbot.waitSignal(window.as_it_was_wanted) as wanted:
        window.before.click()
    assert wanted.args[0].tzinfo is UTC
    window.close()


def test_a_conflict_stands_side_by_side_and_is_settled_once(
    desk: Any, own_file: bytes, tmp_path: Path
) -> None:
    other, out = tmp_path / "other.gpkg", tmp_path / "merged.gpkg"
    other.write_bytes(own_file)
    theirs = CaseStore.open(other)
    theirs.edit(rename("Their owner"), "B. Writer")
    theirs.close()
    desk.edit(rename("Our owner"))
    assert desk.store.path is not None
    report = merge(desk.store.path, other, out, who="A. Reader", now=datetime.now(UTC))
    assert len(report.conflicts) == 1
    merged = CaseStore.open(out)
    session = Session(merged, Style())
    editor = CaseEditor(session, "A. Reader")
    parent = QWidget()
    desk.qtbot.addWidget(parent)
    window = ConflictsWindow(session, desk.jobs, editor, parent)
    window.show()
    desk.qtbot.waitUntil(lambda: window.table.rowCount() == 1)
    items = [window.table.item(0, column) for column in range(5)]
    texts = [item.text() for item in items if item is not None]
    assert texts[:2] == ["Vessel CHON MA SAN", "owner"]
    assert texts[3:] == ["Our owner\nA. Reader", "Their owner\nB. Writer"]
    with desk.qtbot.waitSignal(editor.done):
        window.theirs.click()
    desk.qtbot.waitUntil(lambda: window.table.rowCount() == 0)
    owner: Cell
    with merged.reader() as connection:
        owner = connection.execute("SELECT owner FROM vessel WHERE id = 'chon-ma-san'").get
    assert owner == "Their owner"
    assert not window.theirs.isEnabled()
    editor.shutdown()
    merged.close()


def test_the_menu_says_what_undo_takes_back_and_why_it_cannot(desk: Any, store: CaseStore) -> None:
    menu = QMenu()
    desk.qtbot.addWidget(menu)
    edit = EditMenu(menu, desk.session, desk.editor)
    assert not edit.undo.isEnabled()
    desk.edit(rename("A & B"))
    assert edit.undo.text() == "&Undo “Change vessel CHON MA SAN”"
    assert not edit.delete.isEnabled()
    desk.session.select(("vessel:yu-son",), "")
    assert edit.delete.isEnabled()
    with desk.qtbot.waitSignal(desk.editor.done):
        edit.undo.trigger()
    assert edit.redo.text() == "&Redo “Change vessel CHON MA SAN”"
    session = Session(store, Style())
    session.select(("vessel:yu-son",), "")
    editor = CaseEditor(session, "A. Reader")
    record = EditMenu(menu, session, editor)
    assert not record.delete.isEnabled()
    assert record.delete.toolTip() == store.read_only
    assert not any(action.isEnabled() for action in record.add.actions() if not action.isSeparator())
    editor.shutdown()
