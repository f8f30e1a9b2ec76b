"""An area of the filter, drawn with the mouse and by keyboard, shown and changed."""

import json
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.mapview import protocol

VIEW = protocol.ViewRequested(133.5, 40.0, 7)
LEFT = Qt.MouseButton.LeftButton


def drawn(driver: Any) -> list[list[float]]:
    """The ring that the page told last."""
    found = [said for said in driver.said if isinstance(said, protocol.AreaDrawn)]
    ring: list[list[float]] = json.loads(found[-1].ring)
    return ring


def drag(driver: Any, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    target = driver.view.focusProxy()
    QTest.mousePress(target, LEFT, pos=start)
    qtbot.wait(30)
    for step in range(1, 6):
        QTest.mouseMove(target, start + (end - start) * step / 5)
        qtbot.wait(20)
    QTest.mouseRelease(target, LEFT, pos=end)


def press(driver: Any, key: Qt.Key) -> None:
    QTest.keyClick(driver.view.focusProxy(), key)


@pytest.fixture
def sea(shown: Any) -> Any:
    shown.paint(VIEW)
    shown.view.setFocus()
    return shown


def test_a_rectangle_is_dragged_and_its_corner_moved(sea: Any, qtbot: QtBot) -> None:
    with sea.expect(lambda said: said == protocol.ModeChanged("area")):
        sea.view.send(protocol.CommandRequested("areaRectangle"))
    with sea.expect(lambda said: isinstance(said, protocol.AreaDrawn)):
        drag(sea, qtbot, QPoint(200, 100), QPoint(400, 300))
    ring = drawn(sea)
    west, south, east, north = ring[0][0], ring[0][1], ring[2][0], ring[2][1]
    assert ring == [[west, south], [east, south], [east, north], [west, north]]
    assert sea.pixel_of(west, north) == (200, 100)
    assert sea.pixel_of(east, south) == (400, 300)
    centre = sea.view.viewport.lon
    with sea.expect(lambda said: isinstance(said, protocol.AreaDrawn)):
        drag(sea, qtbot, QPoint(400, 300), QPoint(440, 260))
    ring = drawn(sea)
    assert sea.pixel_of(*ring[1]) == (440, 260)
    assert ring[0][0] == west  # it stays a rectangle, its other side where it was
    assert ring[0][1] == ring[1][1] != south
    assert sea.view.viewport.lon == centre  # the map was not dragged


def test_a_polygon_is_clicked_taken_back_and_closed(sea: Any, qtbot: QtBot) -> None:
    with sea.expect(lambda said: said == protocol.ModeChanged("area")):
        sea.view.send(protocol.CommandRequested("areaPolygon"))
    spots = [QPoint(200, 100), QPoint(400, 120), QPoint(500, 60), QPoint(300, 300)]
    for spot in spots[:3]:
        QTest.mouseClick(sea.view.focusProxy(), LEFT, pos=spot)
        qtbot.wait(250)  # two clicks in one place are half of a double click
    press(sea, Qt.Key.Key_Backspace)
    QTest.mouseClick(sea.view.focusProxy(), LEFT, pos=spots[3])
    qtbot.wait(100)
    with sea.expect(lambda said: isinstance(said, protocol.AreaDrawn)):
        press(sea, Qt.Key.Key_Return)
    assert [sea.pixel_of(*place) for place in drawn(sea)] == [(200, 100), (400, 120), (300, 300)]
    assert not any(isinstance(said, protocol.FeatureClicked) for said in sea.said)


def test_escape_leaves_and_enter_takes_the_middle(sea: Any) -> None:
    with sea.expect(lambda said: said == protocol.ModeChanged("area")):
        sea.view.send(protocol.CommandRequested("areaRectangle"))
    with sea.expect(lambda said: said == protocol.ModeChanged("")):
        sea.view.send(protocol.CommandRequested("escape"))
    assert not any(isinstance(said, protocol.AreaDrawn) for said in sea.said)
    with sea.expect(lambda said: said == protocol.ModeChanged("area")):
        sea.view.send(protocol.CommandRequested("areaRectangle"))
    with sea.expect(lambda said: isinstance(said, protocol.AreaDrawn)):
        press(sea, Qt.Key.Key_Return)
    assert len(drawn(sea)) == 4


def test_the_ring_of_the_filter_is_shown_with_named_corners(sea: Any) -> None:
    ring = [[133.0, 39.0], [134.0, 39.0], [134.0, 40.0]]
    bare = sea.still()
    sea.paint(protocol.AreaShown(json.dumps(ring)))
    names = sea.run("[...document.querySelectorAll('.area-corner')].map((corner) => corner.ariaLabel)")
    assert len(names) == 3
    assert all(names)
    assert sea.still() != bare
    sea.paint(protocol.AreaShown("[]"))
    assert sea.still() == bare
