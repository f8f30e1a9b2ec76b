"""The real window on the real engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop_app.app import build_window
from desktop_app.runtime.resources import Resources
from desktop_app.ui.main_window import MainWindow

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, resources: Resources, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows whose map answers; closes what is still open."""
    windows: list[MainWindow] = []

    def opener(case: Path | None = None, settings: Path | None = None) -> MainWindow:
        window = build_window(case, resources, settings or tmp_path / "settings.json")
        windows.append(window)
        with qtbot.waitSignal(window.workbench.map.painted, timeout=20_000):
            window.show()
        return window

    yield opener
    for window in windows:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
