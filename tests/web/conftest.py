"""The map in the real engine: shown, driven by messages, taken down in order."""

import json
from collections.abc import Callable, Container, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.importers.record import read_record
from desktop_app.mapview import protocol
from desktop_app.mapview.encode import encode_features, encode_visible
from desktop_app.mapview.view import MapView
from desktop_app.query.results import MapContent
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

WAIT_MS = 30_000
STILL_MS = 120  # seven frames


def payloads_of(
    record: Record, ids: Container[str] = (), calls: Mapping[str, int] | None = None
) -> tuple[bytes, str]:
    """Everything of a record as the page reads it; that these voyages pass, with so many calls at ports."""
    case = CaseStore.of_record(record)
    features = encode_features(case.record, record.voyages, record.calls, record.sightings)
    case.close()
    shown = [voyage for voyage in record.voyages if voyage.id in ids]
    content = MapContent(
        tuple(voyage.id for voyage in shown),
        tuple(key for voyage in shown for key in voyage.sighting_ids),
        tuple({voyage.route_id for voyage in shown}),
        calls or {},
        len(shown),
        0,
    )
    return features, encode_visible(content)


@pytest.fixture
def payloads() -> Callable[..., tuple[bytes, str]]:
    """Payloads for captures of a record."""
    return payloads_of


class Driver:
    """A shown map and what a test does with it.

    Attributes:
        said: everything the page has said.
        style: the style most tests start from.
    """

    style = protocol.StyleChanged("light", "en", controls=True, layers=protocol.LAYERS, synthetic=False)

    def __init__(self, view: MapView, qtbot: QtBot) -> None:
        self.view = view
        self.said: list[Any] = []
        self._qtbot = qtbot
        self._token = 0
        self._revision = 0
        view.received.connect(self.said.append)

    def show_record(self, record: Record, calls: dict[str, int] | None = None) -> None:
        """Send everything of a record."""
        self._revision += 1
        features = self.view.publish("features", payloads_of(record)[0])
        self.view.send(protocol.FeaturesChanged(self._revision, features))
        self.show_voyages(record, [voyage.id for voyage in record.voyages], calls)

    def show_voyages(self, record: Record, ids: list[str], calls: dict[str, int] | None = None) -> int:
        """Send a filter's result; its revision."""
        self._revision += 1
        if calls is None:
            calls = {port.id: 2 for port in record.ports[:2]}
        self.view.send(protocol.VisibleChanged(self._revision, payloads_of(record, ids, calls)[1]))
        return self._revision

    def paint(self, *messages: protocol.ToPage) -> protocol.Painted:
        """Send messages and wait until all is on the page's canvases."""
        self._token += 1
        token = self._token
        with self.expect(lambda said: isinstance(said, protocol.Painted) and said.token == token):
            for message in (*messages, protocol.FrameRequested(token)):
                self.view.send(message)
        painted: protocol.Painted = self.said[-1]
        return painted

    def expect(self, matches: Callable[[Any], bool]) -> Any:
        """A context that waits for something the page says."""
        return self._qtbot.waitSignal(self.view.received, timeout=WAIT_MS, check_params_cb=matches)

    def run(self, script: str) -> Any:
        """The value of an expression in the page, through JSON."""
        answers: list[str] = []
        self.view.page().runJavaScript(f"JSON.stringify({script})", 0, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
        return json.loads(answers[0]) if answers[0] else None

    def picture(self) -> QImage:
        """What the widget shows now."""
        return self.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    def still(self) -> QImage:
        """The picture once it rests: Qt shows a frame some time after the page has drawn it."""
        pictures = [self.picture()]

        def resting() -> bool:
            self._qtbot.wait(STILL_MS)
            pictures.append(self.picture())
            return pictures[-1] == pictures[-2]

        self._qtbot.waitUntil(resting, timeout=WAIT_MS)
        return pictures[-1]

    def pixel_of(self, lon: float, lat: float) -> tuple[int, int]:
        """Where a position lies in the view."""
        x, y = self.run(f"Object.values(case_map.latLngToContainerPoint([{lat}, {lon}]))")
        return round(x), round(y)


@pytest.fixture
def open_map(qtbot: QtBot, resources: Resources) -> Iterator[Callable[..., Driver]]:
    """Makes maps that are taken down after the test; none may have been refused anything."""
    views: list[MapView] = []

    def open_(width: int = 640, height: int = 400) -> Driver:
        view = MapView(resources)
        views.append(view)
        view.resize(width, height)
        driver = Driver(view, qtbot)
        with qtbot.waitSignal(view.ready, timeout=WAIT_MS):
            view.show()
        return driver

    yield open_
    blocked = [address for view in views for address in view.blocked]
    for view in views:
        view.close_map()
    assert blocked == []


@pytest.fixture
def shown(open_map: Callable[..., Driver]) -> Driver:
    """One map with the style set."""
    driver: Driver = open_map()
    driver.view.send(Driver.style)
    return driver


@pytest.fixture
def small(small_case: Path) -> Record:
    """A record with every kind of row."""
    return read_record(small_case)
