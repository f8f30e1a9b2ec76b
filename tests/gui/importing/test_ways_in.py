"""What is dropped on the real window, pasted or asked for by keyboard; and a case that cannot be changed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app import build_window
from desktop_app.domain.manifest import FORMAT
from desktop_app.runtime.resources import Resources
from desktop_app.storage.saving import create_empty
from desktop_app.ui.importing.control import LINE
from desktop_app.ui.importing.dropped import sorted_out
from desktop_app.ui.main_window import MainWindow
from tests.gui.importing.conftest import ships_file

pytestmark = [pytest.mark.gui, pytest.mark.web]

WAIT_MS = 30_000


def opened(case: Path | None, qtbot: QtBot, resources: Resources, folder: Path) -> MainWindow:
    settings = folder / "settings.json"
    settings.write_text('{"author": "A. Reader"}', encoding="utf-8")
    made = build_window(case, resources, settings)
    with qtbot.waitSignal(made.view.ready, timeout=WAIT_MS):
        made.show()
    return made


@pytest.fixture
def window(qtbot: QtBot, resources: Resources, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "case.gpkg"
    create_empty(path, title="Harbour", who="A. Reader", now=datetime(2026, 11, 1, tzinfo=UTC))
    made = opened(path, qtbot, resources, tmp_path)
    yield made
    made.close()


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, actions, none = QPointF(60, 60), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDropEvent):
        event = kind(place, actions, data, Qt.MouseButton.LeftButton, none)
        QApplication.sendEvent(window, event)
        assert event.isAccepted()


def test_two_clicks_from_a_drop_to_the_map_and_back(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    drop(window, ships_file(tmp_path / "seen.txt", "Kim", "?Pak"))
    importing = window.workbench.importing
    shown = importing.window
    assert shown is not None
    qtbot.waitUntil(shown.start.isEnabled, timeout=WAIT_MS)
    qtbot.mouseClick(shown.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: importing.imports is not None, timeout=WAIT_MS)
    assert importing.imports is not None
    assert {vessel.name for vessel in window.store.record.vessels} == {"Kim", "?Pak"}
    report = importing.imports.report
    qtbot.waitUntil(lambda: report.model.rowCount() == 1)
    report.table.activated.emit(report.model.index(0, 0))
    (selected,) = window.workbench.session.selection
    assert selected == report.model.lines[0].subject
    QGuiApplication.clipboard().setText("ships:\nRi\n")
    importing.paste()
    again = importing.window
    assert again is not None
    qtbot.waitUntil(again.start.isEnabled, timeout=WAIT_MS)
    assert again.files.drafts[0].file.name.startswith("pasted rows ")


def test_a_case_that_cannot_be_changed_says_so_and_offers_a_copy(
    qtbot: QtBot, resources: Resources, tmp_path: Path
) -> None:
    window = opened(None, qtbot, resources, tmp_path)
    drop(window, ships_file(tmp_path / "seen.txt", "Kim"))
    line = window.lines.shown[LINE]
    assert "seen.txt cannot be imported into this case" in line.text
    assert "Save as case…" in line.buttons
    assert window.workbench.importing.window is None
    window.close()


def test_files_are_told_apart_by_what_they_are(tmp_path: Path) -> None:
    case, other = tmp_path / "case.gpkg", tmp_path / "other.gpkg"
    create_empty(case, title="Harbour", who="A. Reader", now=datetime(2026, 11, 1, tzinfo=UTC))
    other.write_bytes(b"no database")
    proof, data = tmp_path / "a.json", tmp_path / "b.json"
    proof.write_text(f'{{"format": "{FORMAT}"}}', encoding="utf-8")
    data.write_text('{"type": "FeatureCollection"}', encoding="utf-8")
    map_, picture, folder = tmp_path / "m.PMTILES", tmp_path / "f.png", tmp_path / "folder.gpkg"
    folder.mkdir()
    found = sorted_out([case, other, proof, data, map_, picture, folder])
    assert found.cases == [case, other]  # what cannot be read is opened, which says why
    assert found.maps == [map_]
    assert found.figures == [proof, picture]
    assert found.data == [data, folder]
