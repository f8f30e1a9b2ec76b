"""Found events on the map: drawn by kind, cut by mask and time, pointed at, chosen, with water in reach."""

import json
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.mapview.arrays import encode_mask
from desktop_app.mapview.encode import encode_features
from desktop_app.mapview.events import ShipLook, encode_events
from desktop_app.storage.case_store import CaseStore

START_S = 1_704_067_200
HOUR_S = 3600
HOSTILE = '<img src="http://example.org/x" onerror="document.title=1">'
SHIPS = {"ship-a": ShipLook(HOSTILE, 0), "ship-b": ShipLook("Other", 1)}
VIEW = protocol.ViewRequested(133.5, 40.0, 9)
# Open sea, a row for each kind with a mark, from north to south.
LON = 133.2
MARKS = (
    (EventKind.VISIT, 40.25),
    (EventKind.ENCOUNTER, 40.15),
    (EventKind.LOITERING, 40.05),
    (EventKind.STS, 39.95),
    (EventKind.IDENTITY, 39.85),
    (EventKind.POSITION, 39.75),
)
GAP_LAT = 40.2
GAP_LON = (133.5, 133.9)


def event(kind: EventKind, lon: float, lat: float, end: tuple[float, float] | None = None) -> EventColumns:
    place = np.array([[lon, lat], end or (lon, lat)])
    whole = np.rint(place * 1e7).astype(np.int64)
    return EventColumns.of(
        kind,
        tuple(SHIPS),
        (),
        {},
        vessel=np.array([0]),
        other=np.array([1 if kind in {EventKind.ENCOUNTER, EventKind.STS} else -1]),
        start_s=np.array([START_S]),
        end_s=np.array([START_S + 30 * HOUR_S]),
        lon_e7=whole[:1, 0],
        lat_e7=whole[:1, 1],
        end_lon_e7=whole[1:, 0],
        end_lat_e7=whole[1:, 1],
        score=np.array([4]),
    )


FOUND = (
    event(EventKind.GAP, GAP_LON[0], GAP_LAT, (GAP_LON[1], GAP_LAT)),
    *(event(kind, LON, lat) for kind, lat in MARKS),
    event(EventKind.MISSED_CALL, 133.5, 39.9, (133.9, 39.9)),
)
KEYS = {columns.kind: f"ais_event:{columns.id_of(0)}" for columns in FOUND}


def told(driver: Any, states: tuple[int, ...] = (0,) * len(FOUND)) -> protocol.EventsChanged:
    payload = encode_events(FOUND, [np.array([state], np.uint8) for state in states], SHIPS)
    return protocol.EventsChanged(driver.view.publish("events", payload), 12.0 * HOUR_S)


@pytest.fixture
def events(shown: Any, small: Record) -> Any:
    """A map with an event of each kind."""
    shown.show_record(small)
    shown.paint(VIEW, told(shown))
    return shown


def ink(driver: Any, lon: float, lat: float, reach: int = 9) -> int:
    """How many pixels round a place are not the sea's."""
    x, y = driver.pixel_of(lon, lat)
    picture = driver.still()
    sea = QColor(picture.pixel(x + 3 * reach, y + 3 * reach)).lightness()
    found = 0
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            found += abs(QColor(picture.pixel(x + dx, y + dy)).lightness() - sea) > 25
    return found


def gap_ink(driver: Any) -> int:
    return ink(driver, sum(GAP_LON) / 2, GAP_LAT)


def test_every_kind_has_a_mark_that_its_layer_and_the_mask_and_the_window_hide(events: Any) -> None:
    drawn = {kind: ink(events, LON, lat) for kind, lat in MARKS}
    assert min(drawn.values()) > 30
    assert gap_ink(events) > 10
    without = tuple(key for key in protocol.LAYERS if key not in {"ais_gaps", "ais_meetings"})
    events.paint(events.style._replace(layers=without))
    hidden = {EventKind.ENCOUNTER, EventKind.LOITERING, EventKind.STS}
    assert {kind for kind, lat in MARKS if ink(events, LON, lat) < 5} == hidden
    assert gap_ink(events) < 5
    # One that is chosen shows, though its layer is off.
    events.paint(protocol.SelectionChanged((KEYS[EventKind.LOITERING],)))
    assert ink(events, LON, dict(MARKS)[EventKind.LOITERING]) > 30
    events.paint(protocol.SelectionChanged(()), events.style)
    mask = np.array([columns.kind is not EventKind.VISIT for columns in FOUND])
    events.paint(protocol.EventMaskChanged(encode_mask(mask)))
    assert {kind for kind, lat in MARKS if ink(events, LON, lat) < 5} == {EventKind.VISIT}
    events.paint(protocol.TimeWindowChanged(START_S + 31 * HOUR_S, START_S + 99 * HOUR_S))
    assert all(ink(events, LON, lat) < 5 for _, lat in MARKS)
    events.paint(protocol.ALL_TIME, protocol.EventsChanged("", 6.0 * HOUR_S))
    assert all(ink(events, LON, lat) < 5 for _, lat in MARKS)


def test_an_event_is_pointed_at_told_and_chosen_by_its_own_key(events: Any, qtbot: QtBot) -> None:
    view = events.view
    for kind, place, words in (
        (EventKind.ENCOUNTER, (LON, 40.15), "encounter"),
        (EventKind.GAP, (sum(GAP_LON) / 2, GAP_LAT), "AIS gap"),
    ):
        at = QPoint(*events.pixel_of(*place))
        with events.expect(lambda said, kind=kind: said == protocol.FeatureHovered(KEYS[kind])):
            QTest.mouseMove(view.focusProxy(), at - QPoint(60, 60))
            qtbot.wait(50)
            QTest.mouseMove(view.focusProxy(), at)
        text = events.run("document.querySelector('.tooltip').textContent")
        assert text.startswith(HOSTILE)
        assert text.endswith(f" · {words} · 2024-01-01 00:00 UTC · 30 h")
        with events.expect(lambda said, kind=kind: said == protocol.FeatureClicked(KEYS[kind], extend=False)):
            QTest.mouseClick(view.focusProxy(), Qt.MouseButton.LeftButton, pos=at)
    assert events.run("document.title") == "Tumen"
    # A key that another view chose rings the mark of the same event.
    before = ink(events, LON, 39.75, 12)
    events.paint(protocol.SelectionChanged((KEYS[EventKind.POSITION],)))
    assert ink(events, LON, 39.75, 12) > before + 20


def test_a_rejected_event_is_shown_where_it_is_chosen_alone(events: Any) -> None:
    states = tuple(2 if columns.kind is EventKind.VISIT else 0 for columns in FOUND)
    events.paint(told(events, states))
    assert ink(events, LON, 40.25) < 5
    events.paint(protocol.SelectionChanged((KEYS[EventKind.VISIT],)))
    assert ink(events, LON, 40.25) > 30


def test_events_on_one_spot_are_one_mark_with_their_number(events: Any, qtbot: QtBot) -> None:
    many = EventColumns.of(
        EventKind.VISIT,
        ("ship-a",),
        (),
        {},
        vessel=np.zeros(12, np.int64),
        start_s=START_S + np.arange(12) * HOUR_S,
        end_s=START_S + np.arange(12) * HOUR_S + 60,
        lon_e7=np.full(12, round(LON * 1e7)),
        lat_e7=np.full(12, round(40.25 * 1e7)),
    )
    payload = encode_events([many], [np.zeros(12, np.uint8)], SHIPS)
    events.paint(protocol.EventsChanged(events.view.publish("events", payload), 12.0 * HOUR_S))
    at = QPoint(*events.pixel_of(LON, 40.25))
    keys = [f"ais_event:{many.id_of(row)}" for row in range(12)]
    with events.expect(lambda said: said == protocol.FeatureClicked(keys[0], extend=False)):
        QTest.mouseClick(events.view.focusProxy(), Qt.MouseButton.LeftButton, pos=at)
    # The next click reaches the next one.
    events.paint(protocol.SelectionChanged((keys[0],)))
    qtbot.wait(QGuiApplication.styleHints().mouseDoubleClickInterval())
    with events.expect(lambda said: said == protocol.FeatureClicked(keys[1], extend=False)):
        QTest.mouseClick(events.view.focusProxy(), Qt.MouseButton.LeftButton, pos=at)


def test_water_in_reach_and_a_watched_area_are_drawn(events: Any, small: Record) -> None:
    ring = ((133.6, 39.7), (133.8, 39.7), (133.8, 39.8), (133.6, 39.8))
    x, y = events.pixel_of(133.7, 39.75)
    before = events.still().pixelColor(x, y)
    events.paint(protocol.ReachShown(json.dumps([ring])))
    assert events.still().pixelColor(x, y) != before
    events.paint(protocol.ReachShown("[]"))
    assert events.still().pixelColor(x, y) == before
    case = CaseStore.of_record(small)
    features = json.loads(encode_features(case.record, (), (), ()))
    case.close()
    features["areas"] = [{"id": "a", "name": HOSTILE, "ring": ring}]
    url = events.view.publish("features", json.dumps(features).encode())
    events.paint(protocol.FeaturesChanged(50, url), protocol.VisibleChanged(50, NOTHING))
    assert ink(events, 133.7, 39.7, 6) > 5
    with events.expect(lambda said: said == protocol.FeatureHovered("area:a")):
        QTest.mouseMove(events.view.focusProxy(), QPoint(x, y))
        QTest.mouseMove(events.view.focusProxy(), QPoint(*events.pixel_of(133.65, 39.7)))
    assert events.run("document.title") == "Tumen"


NOTHING = '{"voyages":[],"sightings":[],"routes":[],"calls":{},"crowd":null}'


def test_what_was_overtaken_on_its_way_is_nobodys_error(events: Any) -> None:
    """A threshold that moves publishes faster than the page asks; errors in its console fail the test."""
    overtaken = told(events)
    newest = [told(events) for _ in range(4)][-1]
    events.view.send(overtaken)
    events.view.send(protocol.ArraysChanged(overtaken.url))
    events.view.send(protocol.ArraysChanged(""))
    events.paint(newest)
