"""Finding in the real window: the shortcut, the pin on the real map, and Escape."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.mapview.protocol import NO_PIN

pytestmark = pytest.mark.e2e


def test_a_place_is_found_pinned_and_cleared(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    finder, map_panel = window.workbench.finder, window.workbench.map
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(finder.hasFocus)
    qtbot.keyClicks(finder, "Hunchun")
    qtbot.waitUntil(lambda: finder.list.isVisible() and finder.list.chosen() is not None)
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: map_panel.viewport is not None and abs(map_panel.viewport.lon - 130.36) < 0.05, timeout=10_000
    )
    assert map_panel.pin.label == "Hunchun"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert map_panel.pin == NO_PIN
    assert window.workbench.session.selection == ()
