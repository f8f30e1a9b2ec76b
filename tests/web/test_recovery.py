"""Nothing is lost before the page is ready, after a reload, or when its renderer dies."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.mapview.view import MapView
from desktop_app.runtime.resources import Resources

WAIT_MS = 30_000


def test_what_is_sent_before_ready_arrives(qtbot: QtBot, resources: Resources) -> None:
    view = MapView(resources)
    view.resize(400, 300)
    said: list[Any] = []
    view.received.connect(said.append)
    view.send(protocol.StyleChanged("dark", "en", controls=True, layers=protocol.LAYERS, synthetic=True))
    view.send(protocol.ViewRequested(131.9, 43.1, 9))
    view.send(protocol.FrameRequested(5))
    with qtbot.waitSignal(
        view.received, timeout=WAIT_MS, check_params_cb=lambda said: isinstance(said, protocol.Painted)
    ):
        view.show()
    assert isinstance(said[0], protocol.Ready)
    assert view.viewport is not None
    assert view.viewport.zoom == 9
    view.close_map()


def test_reload_shows_the_same_again(shown: Any, qtbot: QtBot, small: Record) -> None:
    shown.show_record(small)
    shown.paint(protocol.FitRequested(118, 33, 146, 50))
    shown.paint(protocol.ViewRequested(131.0, 42.5, 8), protocol.SelectionChanged(("port:north",)))
    before = shown.still()
    with qtbot.waitSignal(shown.view.ready, timeout=WAIT_MS):
        shown.view.retry()
    shown.paint()
    assert shown.still() == before


def test_dead_renderer_is_replaced_once(
    shown: Any, qtbot: QtBot, small: Record, caplog: pytest.LogCaptureFixture
) -> None:
    shown.show_record(small)
    shown.paint(protocol.ViewRequested(131.0, 42.5, 8))
    with qtbot.waitSignal(shown.view.ready, timeout=WAIT_MS):
        shown.view.page().load(QUrl("chrome://crash"))
    assert shown.paint().tiles > 0
    assert shown.view.viewport.zoom == 8
    assert "renderer ended" in caplog.text


def test_renderer_that_dies_twice_is_reported(
    shown: Any, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    shown.paint()
    shown.view._may_reload = False
    with qtbot.waitSignal(shown.view.crashed, timeout=WAIT_MS) as crashed:
        shown.view.page().load(QUrl("chrome://crash"))
    assert "stopped twice" in crashed.args[0]
    with qtbot.waitSignal(shown.view.ready, timeout=WAIT_MS):
        shown.view.retry()
    assert "renderer ended" in caplog.text


def test_life_cycle_ten_times(open_map: Callable[..., Any], small: Record) -> None:
    for _ in range(10):
        driver = open_map(320, 240)
        driver.view.send(driver.style)
        driver.show_record(small)
        assert driver.paint().tiles > 0
        driver.view.close_map()


def test_closing_twice_or_while_loading_is_harmless(resources: Resources, qapp: Any) -> None:
    view = MapView(resources)
    view.show()
    view.close_map()
    view.close_map()
    qapp.processEvents()
