"""Two clicks from a file to rows; cancel, refusal and a second import leave what they should."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop_app.importers.running import ImportResult
from desktop_app.session.importer import Importer
from desktop_app.ui.importing.files_list import DETAIL_ROLE
from desktop_app.ui.importing.import_window import ImportWindow
from tests.gui.importing.conftest import Dock, ships_file

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(dock: Dock) -> Iterator[ImportWindow]:
    parent = QWidget()
    parent.resize(1280, 800)
    dock.qtbot.addWidget(parent)
    importer = Importer(dock.editor, dock.resources, parent)
    shown = ImportWindow(dock.session, dock.jobs, importer, parent)
    shown.show()
    yield shown
    importer.cancel()


def put(window: ImportWindow, dock: Dock, *paths: Path) -> None:
    """Hand paths in and wait until they are listed."""
    before = window.files.rowCount()
    window.add(list(paths))
    dock.qtbot.waitUntil(lambda: window.files.rowCount() > before)


def bring_in(window: ImportWindow, dock: Dock) -> ImportResult:
    """Press Import and wait for the result."""
    with dock.qtbot.waitSignal(window.imported, timeout=20_000) as told:
        dock.qtbot.mouseClick(window.start, LEFT)
    result = told.args[0]
    assert isinstance(result, ImportResult)
    return result


def test_a_file_is_in_with_one_click_after_it_was_dropped(window: ImportWindow, dock: Dock) -> None:
    assert not window.start.isEnabled()
    put(window, dock, ships_file(dock.folder / "seen.txt", "Kim", "?Pak", ""))
    assert window.files.index(0).data(DETAIL_ROLE) == "Ships, line by line"
    assert "1 file ready" in window.state.text()
    changed = []
    dock.session.changed.connect(changed.append)
    result = bring_in(window, dock)
    assert dock.names() == {"Kim", "?Pak"}
    assert len(changed) == 1  # all views follow at once
    assert result.runs[0].counts == (3, 2, 0, 0, 0, 1, 1)
    again = bring_in(window, dock)
    assert again.change is None
    assert again.runs[0].counts.unchanged == 2


def test_files_of_a_folder_are_one_import(window: ImportWindow, dock: Dock) -> None:
    ships_file(dock.folder / "a.txt", "Kim")
    ships_file(dock.folder / "b.txt", "Pak")
    (dock.folder / "c.bin").write_bytes(b"\x00\x01\x02")
    put(window, dock, dock.folder)
    assert window.files.rowCount() == 3
    assert not window.files.flags(window.files.index(2)) & Qt.ItemFlag.ItemIsUserCheckable
    assert "c.bin" in str(window.files.index(2).data(DETAIL_ROLE))
    assert "1 file cannot be imported" in window.state.text()
    bring_in(window, dock)
    assert dock.names() == {"Kim", "Pak"}
    with dock.qtbot.waitSignal(dock.editor.done):
        dock.editor.undo()
    assert dock.names() == set()


def test_what_is_not_ticked_stays_out(window: ImportWindow, dock: Dock) -> None:
    one = ships_file(dock.folder / "a.txt", "Kim")
    put(window, dock, one, ships_file(dock.folder / "b.txt", "Pak"))
    window.list.setCurrentIndex(window.files.index(1))
    dock.qtbot.keyClick(window.list, Qt.Key.Key_Space)
    assert "1 file ready" in window.state.text()
    bring_in(window, dock)
    assert dock.names() == {"Kim"}
    put(window, dock, ships_file(dock.folder / "c.txt", "Ri"), one)
    assert window.files.rowCount() == 3  # a file that is listed is not listed twice
    window.list.setFocus()
    dock.qtbot.keyClick(window.list, Qt.Key.Key_Delete)
    assert window.files.rowCount() == 2


def test_cancel_leaves_the_case_as_it_was(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, ships_file(dock.folder / "long.txt", "Kim", "…"))
    dock.qtbot.mouseClick(window.start, LEFT)
    dock.qtbot.waitUntil(lambda: "Waiting: long.txt" in window.progress.words.text())
    assert window.progress.isVisible()
    dock.qtbot.keyClick(window, Qt.Key.Key_Escape)
    dock.qtbot.waitUntil(lambda: "as it was before" in window.state.text())
    assert dock.names() == set()
    assert dock.store.record.import_runs == ()
    assert not dock.store.can_undo
    assert window.start.isEnabled()
    with dock.qtbot.waitSignal(window.finished):
        dock.qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_a_refused_file_says_why(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, ships_file(dock.folder / "bad.txt", "Kim", "!"))
    dock.qtbot.mouseClick(window.start, LEFT)
    dock.qtbot.waitUntil(lambda: "exclamation mark" in window.state.text())
    assert "the case is as it was" in window.state.text()
    assert "bad.txt line 3" in window.state.text()
    assert dock.names() == set()


def test_the_source_that_was_typed_is_cited(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, ships_file(dock.folder / "a.txt", "Kim"))
    dock.qtbot.mouseClick(window.form.more, LEFT)
    dock.qtbot.keyClicks(window.form.source.title, "Harbour log")
    dock.qtbot.keyClicks(window.form.source.publisher, "Port office")
    window.form.source.reliability.setCurrentIndex(2)
    result = bring_in(window, dock)
    source = next(one for one in dock.store.record.sources if one.id == result.runs[0].source_id)
    assert (source.title, source.publisher, source.reliability) == ("Harbour log", "Port office", "B")


def test_controls_have_names_and_letters_of_their_own(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, ships_file(dock.folder / "a.txt", "Kim"))
    dock.qtbot.mouseClick(window.form.more, LEFT)
    texts = [
        one.text()
        for kind in (QLabel, QAbstractButton)
        for one in window.findChildren(kind)
        if one.isVisibleTo(window)
    ]
    tabs = window.form.preview.tabs
    texts += [tabs.tabText(place) for place in range(tabs.count())]
    letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(letters) > 8
    assert sorted(letters) == sorted(set(letters))
