"""Own base maps through the window: added by button and by drop, shown in the panel, remembered."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app import build_window
from desktop_app.mapview.protocol import FrameRequested, Painted, ViewRequested
from desktop_app.runtime.resources import Resources
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.own_maps_list import OwnMapRow, OwnMapsList

pytestmark = [pytest.mark.gui, pytest.mark.web]

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 30_000


@pytest.fixture
def open_window(qtbot: QtBot, resources: Resources, tmp_path: Path) -> Iterator[Callable[[], MainWindow]]:
    """Opens windows with the same settings, one after the other."""
    windows: list[MainWindow] = []

    def open_() -> MainWindow:
        window = build_window(None, resources, tmp_path / "settings.json")
        windows.append(window)
        with qtbot.waitSignal(window.view.ready, timeout=WAIT_MS):
            window.show()
        return window

    yield open_
    for window in windows:
        window.close()


@pytest.fixture
def red(tmp_path: Path, tile_files: Any) -> Path:
    """A red map of the whole world."""
    path: Path = tile_files.mbtiles(
        tmp_path / "карта.mbtiles", {(0, 0, 0): tile_files.png("#c00020")}, {"name": "Red & <b>white</b>"}
    )
    return path


def drop(window: MainWindow, *paths: Path, over: QWidget | None = None) -> bool:
    """Drop files on the middle of a part of the window, as Qt would tell it; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    target = over or window
    while not (target.isWindow() or target.acceptDrops()):
        target = target.parentWidget()
    place = QPointF(60, 60)
    actions, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, actions, data, LEFT, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(place, actions, data, LEFT, none)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def section(window: MainWindow) -> OwnMapsList:
    found = window.workbench.layers.findChild(OwnMapsList)
    assert isinstance(found, OwnMapsList)
    return found


def only_row(window: MainWindow) -> OwnMapRow:
    (row,) = section(window).rows.values()
    return row


def message(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


def painted(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the map has drawn everything."""
    with qtbot.waitSignal(
        window.view.received, timeout=WAIT_MS, check_params_cb=lambda said: isinstance(said, Painted)
    ):
        window.view.send(FrameRequested(1))


def test_file_is_added_shown_and_taken_off(
    open_window: Any, red: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(red)], ""))
    qtbot.mouseClick(section(window).add, LEFT)
    assert message(window) == "“Red & white” lies under the record now."
    row = only_row(window)
    assert row.box.isChecked()
    assert str(red) in row.box.toolTip()
    window.view.send(ViewRequested(135.6, 41.0, 7))
    painted(window, qtbot)

    def middle() -> QColor:
        image = window.view.grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() // 3)

    qtbot.waitUntil(lambda: middle() == QColor("#c00020"), timeout=WAIT_MS)
    row.slider.setValue(0)
    qtbot.waitUntil(lambda: middle().red() < middle().blue(), timeout=WAIT_MS)
    row.slider.setValue(100)
    qtbot.mouseClick(row.extent, LEFT)
    with qtbot.waitSignal(
        window.view.received, timeout=WAIT_MS, check_params_cb=lambda said: getattr(said, "west", 180) < 100
    ):
        pass
    qtbot.mouseClick(row.remove, LEFT)
    assert section(window).rows == {}
    assert window.workbench.map.own_maps == ()


def test_files_are_dropped_anywhere(open_window: Any, red: Path, tmp_path: Path) -> None:
    window = open_window()
    for over in (window.view.focusProxy(), window.workbench.details, window.workbench.layers):
        assert drop(window, red, over=over)
        assert len(window.workbench.own_maps.entries) == 1
        window.workbench.own_maps.remove(only_row(window).id)
    wrong = tmp_path / "сообщение.pmtiles"
    wrong.write_text("no map", encoding="utf-8")
    assert drop(window, wrong, red)
    assert message(window).startswith(f"{wrong}: is neither a PMTiles nor an MBTiles file")
    assert len(window.workbench.own_maps.entries) == 1
    data = QMimeData()
    data.setText("https://example.org/")
    enter = QDragEnterEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    enter.setAccepted(False)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_order_and_visibility_are_those_of_the_panel(
    open_window: Any, red: Path, tmp_path: Path, tile_files: Any, qtbot: QtBot
) -> None:
    window = open_window()
    blue = tile_files.mbtiles(tmp_path / "blue", {(0, 0, 0): tile_files.png("blue")})
    assert drop(window, red, blue)
    lower, upper = section(window).rows.values()
    qtbot.waitUntil(lambda: upper.y() < lower.y())
    assert (upper.up.isEnabled(), upper.down.isEnabled()) == (False, True)
    assert (lower.up.isEnabled(), lower.down.isEnabled()) == (True, False)
    qtbot.mouseClick(lower.up, LEFT)
    qtbot.waitUntil(lambda: lower.y() < upper.y())
    assert [shown.map.credit for shown in window.workbench.map.own_maps] == ["blue", "Red & white"]
    lower.box.setChecked(False)
    assert [shown.map.credit for shown in window.workbench.map.own_maps] == ["blue"]


def test_own_maps_are_remembered_and_a_lost_one_is_not_dropped(
    open_window: Any, red: Path, tmp_path: Path
) -> None:
    window = open_window()
    assert drop(window, red)
    only_row(window).slider.setValue(40)
    window.close()
    stored = json.loads((tmp_path / "settings.json").read_text("utf-8"))["own_maps"]
    assert json.loads(stored) == [{"path": str(red), "opacity": 0.4, "visible": True}]
    window = open_window()
    assert only_row(window).slider.value() == 40
    assert len(window.workbench.map.own_maps) == 1
    window.close()
    red.unlink()
    window = open_window()
    row = only_row(window)
    assert not row.box.isEnabled()
    assert row.reason.isVisible()
    assert row.reason.text() == "the file is missing."
    assert window.workbench.map.own_maps == ()
    window.close()
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))["own_maps"] == stored


def test_figure_shows_them_and_names_whose_they_are(
    open_window: Any, tmp_path: Path, tile_files: Any, qtbot: QtBot
) -> None:
    window = open_window()
    map_ = tile_files.mbtiles(
        tmp_path / "map", {(0, 0, 0): tile_files.png("#c00020")}, {"attribution": "© Somebody " * 20}
    )
    assert drop(window, map_)
    window.view.send(ViewRequested(135.6, 41.0, 7))
    painted(window, qtbot)
    target = tmp_path / "figure.png"
    with qtbot.waitSignal(
        window.workbench.figure.said, timeout=60_000, check_params_cb=lambda said: "written" in said
    ):
        window.workbench.figure.save_to(target)
    image = QImage(str(target))
    red = QColor("#c00020")
    middle = [y for y in range(image.height()) if image.pixelColor(image.width() // 2, y) == red]
    assert len(middle) > window.view.height()
    # The attribution takes four lines at the foot; beside the route and its circle its edge is bare.
    edge = {image.pixel(x, middle[-1] + 2) for x in range(300, image.width() - 52)}
    assert len(edge) == 1


def test_trouble_while_drawing_is_told(
    open_window: Any, tmp_path: Path, tile_files: Any, qtbot: QtBot
) -> None:
    window = open_window()
    damaged = tile_files.mbtiles(
        tmp_path / "damaged", {(3, 0, 0): tile_files.png("red"), (3, 7, 3): b"nothing", (3, 6, 3): b"nothing"}
    )
    assert drop(window, damaged)
    qtbot.waitUntil(lambda: only_row(window).reason.text().endswith("is no picture."), timeout=WAIT_MS)
    assert message(window).startswith(f"{damaged}: the tile 3/")
