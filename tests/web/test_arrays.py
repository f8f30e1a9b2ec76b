"""Tracks from typed arrays: drawn, cut by time in the page, masked, found under the pointer, restored."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.domain.imports import DOUBT_BITS, Check
from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.mapview.arrays import PositionArrays, TrackArrays, encode_arrays, no_positions

WAIT_MS = 30_000
START_S = 1_704_067_200
HOUR_S = 3600
HOSTILE = '<img src="http://example.org/x" onerror="document.title=1">'
# Open sea; the first track goes east, the second goes east further south, half of it a day later.
WEST, EAST, NORTH, SOUTH = 133.0, 134.0, 40.2, 39.8
VIEW = protocol.ViewRequested(133.5, 40.0, 9)
MASK_SECOND = "QA=="  # 0b01000000
COUNT_FETCHES = """(() => {
  const kept = window.fetch;
  window.fetches = [];
  window.fetch = (at) => (window.fetches.push(at), kept(at));
})()"""
CROWD = (
    '{"voyages":[],"sightings":[],"routes":[],"calls":{},"crowd":{"voyages":1,"positions":6000,"most":5000}}'
)


def line(name: str, lat: float, look: int, gap_s: int = 0) -> TrackArrays:
    count = 61
    times = START_S + np.arange(count) * 600 + (np.arange(count) > 30) * gap_s
    return TrackArrays(
        name,
        HOSTILE,
        look,
        times.astype(np.uint32),
        np.rint(np.linspace(WEST, EAST, count) * 1e7).astype(np.int32),
        np.full(count, round(lat * 1e7), np.int32),
        np.full(count, 105, np.int16),
        np.full(count, 61, np.uint8),
        np.zeros(count, np.uint16),
    )


TRACKS = (line("first", NORTH, 0), line("second", SOUTH, 1, 24 * HOUR_S))


@pytest.fixture
def tracks(shown: Any, small: Record) -> Any:
    """A map with two tracks."""
    shown.show_record(small)
    shown.run(COUNT_FETCHES)
    payload = encode_arrays(TRACKS, no_positions())
    shown.paint(VIEW, protocol.ArraysChanged(shown.view.publish("arrays", payload)))
    return shown


def darkness(driver: Any, lon: float, lat: float) -> int:
    """How much darker than the sea beside it the darkest pixel is round a place."""
    x, y = driver.pixel_of(lon, lat)
    picture = driver.still()
    column = [QColor(picture.pixel(x, y + step)).lightness() for step in range(-8, 9)]
    return max(column) - min(column)


def fetches(driver: Any) -> list[str]:
    found: list[str] = driver.run("fetches.filter((at) => at.includes('/data/arrays'))")
    return found


def test_a_flagged_report_has_a_ring_and_the_way_to_it_is_no_line(tracks: Any, qtbot: QtBot) -> None:
    doubts = np.zeros(61, np.uint16)
    doubts[30] = DOUBT_BITS[Check.SPEED]
    jumpy = line("jumpy", NORTH, 0)._replace(doubts=doubts, name="Ship")
    jumpy.lat_e7[30] = round(40.1 * 1e7)
    assert darkness(tracks, 133.5, 40.1) < 10
    payload = encode_arrays((jumpy,), no_positions())
    tracks.paint(protocol.ArraysChanged(tracks.view.publish("arrays", payload)))
    x, y = tracks.pixel_of(133.5, 40.1)
    picture = tracks.still()
    ring = {QColor(picture.pixel(x + dx, y + dy)).name() for dx in range(-6, 7) for dy in range(-6, 7)}
    assert "#a35f00" in ring
    with tracks.expect(lambda said: said == protocol.FeatureHovered("track:jumpy")):
        QTest.mouseMove(tracks.view.focusProxy(), QPoint(x - 40, y - 40))
        qtbot.wait(50)
        QTest.mouseMove(tracks.view.focusProxy(), QPoint(x, y))
    assert tracks.run("document.querySelector('.tooltip').textContent").endswith(" · impossible speed")


def test_the_window_of_time_is_cut_without_another_fetch(tracks: Any) -> None:
    assert darkness(tracks, 133.25, NORTH) > 40
    assert darkness(tracks, 133.75, NORTH) > 40
    zoom = tracks.view.viewport.zoom
    # Three hours of ten: the first third of each line.
    tracks.paint(protocol.TimeWindowChanged(START_S, START_S + 3 * HOUR_S))
    assert darkness(tracks, 133.25, NORTH) > 40
    assert darkness(tracks, 133.75, NORTH) < 10
    tracks.paint(protocol.TimeWindowChanged(START_S + 6 * HOUR_S, START_S + 24 * HOUR_S))
    assert darkness(tracks, 133.25, NORTH) < 10
    assert darkness(tracks, 133.75, NORTH) > 40
    tracks.paint(protocol.ALL_TIME)
    assert darkness(tracks, 133.25, NORTH) > 40
    assert len(fetches(tracks)) == 1
    assert tracks.view.viewport.zoom == zoom


def test_a_mask_and_a_layer_hide_tracks(tracks: Any) -> None:
    tracks.paint(protocol.MaskChanged(MASK_SECOND, ""))
    assert darkness(tracks, 133.25, NORTH) < 10
    assert darkness(tracks, 133.25, SOUTH) > 40
    without = tuple(key for key in protocol.LAYERS if key != "tracks")
    tracks.paint(tracks.style._replace(layers=without))
    assert darkness(tracks, 133.25, SOUTH) < 10
    assert len(fetches(tracks)) == 1


def test_a_fix_is_found_told_and_chosen(tracks: Any, qtbot: QtBot) -> None:
    view = tracks.view
    at = QPoint(*tracks.pixel_of(133.25, NORTH))
    with tracks.expect(lambda said: said == protocol.FeatureHovered("track:first")):
        QTest.mouseMove(view.focusProxy(), at - QPoint(40, 40))
        qtbot.wait(50)
        QTest.mouseMove(view.focusProxy(), at)
    text = tracks.run("document.querySelector('.tooltip').textContent")
    assert text == f"{HOSTILE} · 2024-01-01 02:30 UTC · 10.5 kn · draught 6.1 m"
    with tracks.expect(lambda said: said == protocol.FeatureClicked("track:first", extend=False)):
        QTest.mouseClick(view.focusProxy(), Qt.MouseButton.LeftButton, pos=at)
    tracks.paint(
        protocol.SelectionChanged(("track:first",)),
        protocol.CardShown("track:first", HOSTILE, ("AIS track", HOSTILE), details=True),
    )
    said = tracks.run("[...document.querySelectorAll('.identify > *')].map((part) => part.innerText)")
    assert HOSTILE in said
    assert tracks.run("document.querySelectorAll('.identify img').length") == 0
    box = tracks.run(
        "(({left, top, right, bottom}) => [left, top, right, bottom])"
        "(document.querySelector('.identify').getBoundingClientRect())"
    )
    assert not (box[0] <= at.x() <= box[2] and box[1] <= at.y() <= box[3])
    assert tracks.run("document.title") == "Tumen"
    with tracks.expect(lambda said: said == protocol.DetailsRequested("track:first")):
        tracks.run("(document.querySelector('.identify-details').click(), 1)")
    with tracks.expect(lambda said: said == protocol.ModeChanged("")):
        view.send(protocol.CommandRequested("escape"))
    assert tracks.run("document.querySelector('.identify').hidden")


def test_a_silence_is_dotted(tracks: Any) -> None:
    """Between 133.5 and the next fix nobody heard the second ship for a day."""
    tracks.paint(protocol.ViewRequested(133.508, SOUTH, 13))
    y = tracks.pixel_of(133.508, SOUTH)[1]
    first, last = (tracks.pixel_of(lon, SOUTH)[0] for lon in (133.502, 133.515))
    row = tracks.still()
    light = [QColor(row.pixel(x, y)).lightness() for x in range(first, last)]
    changes = sum((one > 150) != (other > 150) for one, other in pairwise(light))
    assert changes > 10


def test_a_dead_renderer_gets_arrays_mask_and_window_again(
    tracks: Any, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    tracks.paint(
        protocol.MaskChanged(MASK_SECOND, ""), protocol.TimeWindowChanged(START_S, START_S + 3 * HOUR_S)
    )
    before = tracks.still()
    with qtbot.waitSignal(tracks.view.ready, timeout=WAIT_MS):
        tracks.view.page().load(QUrl("chrome://crash"))
    tracks.paint()
    assert tracks.still() == before
    assert "renderer ended" in caplog.text


def test_positions_that_are_too_many_are_dots(shown: Any, small: Record) -> None:
    count = 6_000
    lon = np.linspace(WEST, EAST, count)
    days = np.full(count, 19_800, np.int32)
    positions = PositionArrays(lon, np.full(count, NORTH), days, days + 1, np.zeros(count, np.bool_))
    shown.show_record(small)
    shown.paint(VIEW, protocol.ArraysChanged(shown.view.publish("arrays", encode_arrays([], positions))))
    assert darkness(shown, 133.25, NORTH) < 10  # few enough for marks, by what the filter says
    shown.paint(protocol.VisibleChanged(99, CROWD))
    assert darkness(shown, 133.25, NORTH) > 40
    assert shown.run("document.querySelector('.crowd').hidden")  # all that passes is drawn
    shown.paint(protocol.TimeWindowChanged(0, 19_800 * 86_400 - 1))
    assert darkness(shown, 133.25, NORTH) < 10
