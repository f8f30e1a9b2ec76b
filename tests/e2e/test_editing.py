"""Editing in the real window, by keyboard and on the map."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.importers.reported_record import open_reported_record
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import load
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.forms.plain_entries import HowKnownEntry, LineEntry, TextEntry
from desktop_app.ui.main_window import MainWindow

pytestmark = pytest.mark.e2e

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAIT_MS = 20_000


@pytest.fixture
def own_case(resources: Resources, tmp_path: Path) -> Path:
    path = tmp_path / "own.gpkg"
    store = open_reported_record(resources)
    with store.whole() as source:
        save_as_case(source, path, title="Mine", who="Kim", now=datetime(2026, 1, 2, tzinfo=UTC))
    store.close()
    return path


def rows(window: MainWindow) -> int:
    return window.workbench.voyages.table.model().rowCount()


def test_a_sighting_from_the_map_into_every_view_and_out_again(
    open_window: Callable[[Path], MainWindow], own_case: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(own_case)
    workbench, editing = window.workbench, window.workbench.editing
    qtbot.waitUntil(lambda: rows(window) == 24, timeout=WAIT_MS)
    said: list[object] = []
    workbench.map.view.received.connect(said.append)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    qtbot.waitUntil(lambda: any(getattr(one, "mode", "") == "pick" for one in said), timeout=WAIT_MS)
    with qtbot.waitSignal(workbench.map.picked, timeout=WAIT_MS) as picked:
        inner = workbench.map.view.focusProxy() or workbench.map.view
        qtbot.mouseClick(inner, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    form = editing.panel.form if editing.panel is not None else None
    assert form is not None
    assert form.layout_.table == "sighting"
    position, summary, how = form.entries["geom"], form.entries["summary"], form.entries["how_known"]
    assert isinstance(position, LineEntry)
    assert position.line.text().startswith(f"{picked.args[0].lat:.2f}"[:4])
    for column, text in (("start_utc", "12 Nov 2024"), ("accuracy_km", "3"), ("place", "at sea")):
        entry = form.entries[column]
        assert isinstance(entry, LineEntry)
        entry.setFocus()
        qtbot.keyClicks(entry.line, text)
    assert isinstance(summary, TextEntry)
    assert isinstance(how, HowKnownEntry)
    qtbot.keyClicks(summary.text, "A tanker under way.")
    how.boxes["report"].click()
    assert not window.may_close()
    assert form.citations is not None
    form.citations.entries[0].source.choose("FT24")
    qtbot.keyClick(summary.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: editing.author is not None, timeout=WAIT_MS)
    asked = editing.author
    assert asked is not None
    asked.line.setText("Kim")
    qtbot.keyClick(asked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(window) == 25, timeout=WAIT_MS)
    assert load(tmp_path / "settings.json").author == "Kim"
    assert workbench.session.selection[0].startswith("sighting:")
    assert window.may_close()
    # No window manager brings the window forward once the question is answered.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "delete" in window.lines.shown, timeout=WAIT_MS)
    assert "Undo brings it back" in window.lines.shown["delete"].text
    qtbot.keyClick(window.lines.shown["delete"].buttons["Keep"], Qt.Key.Key_Space)
    assert "delete" not in window.lines.shown
    with qtbot.waitSignal(workbench.editor.done, timeout=WAIT_MS):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: rows(window) == 24, timeout=WAIT_MS)


def test_the_reported_record_has_no_form_and_says_why(
    open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    editing = window.workbench.editing
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    editing.edit_selected()
    QApplication.processEvents()
    assert editing.panel is None
    assert "read-only" in window.statusBar().currentMessage()
