"""Every message in the real page, seen by what it changes there."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.movement import Tracker
from desktop_app.domain.record import Record
from desktop_app.mapview import protocol

NEAR_NORTH = protocol.ViewRequested(131.9, 43.1, 9)
LOADING = QColor("#c8460a").rgb()
VOYAGE = QColor("#245f59").rgb()
SELECTION, HALO = QColor("#111111").rgb(), QColor("#ffffff").rgb()


def count(image: QImage, colour: int) -> int:
    """Pixels of exactly one colour."""
    return sum(image.pixel(x, y) == colour for y in range(image.height()) for x in range(image.width()))


@pytest.fixture
def settled(shown: Any) -> Callable[..., QImage]:
    """Sends messages; the picture when all is drawn."""

    def settle(*messages: protocol.ToPage) -> QImage:
        shown.paint(*messages)
        picture: QImage = shown.still()
        return picture

    return settle


def port_of(record: Record, role: str) -> Any:
    return next(port for port in record.ports if port.role == role and not port.parent_id)


def test_painted_counts_the_tiles(shown: Any) -> None:
    painted = shown.paint(protocol.FitRequested(118, 33, 146, 50))
    assert painted.tiles > 3


def test_ports_are_drawn_where_they_are(shown: Any, settled: Any, small: Record) -> None:
    port = port_of(small, "loading")
    shown.show_record(small, {port.id: 3})
    image = settled(protocol.ViewRequested(*port.position, 9))
    assert image.pixel(*shown.pixel_of(*port.position)) == LOADING


def test_more_calls_make_a_larger_disc(shown: Any, settled: Any, small: Record) -> None:
    port = port_of(small, "loading")
    shown.show_record(small, {port.id: 1})
    few = count(settled(protocol.ViewRequested(*port.position, 9)), LOADING)
    shown.show_voyages(small, [], {port.id: 20})
    many = count(settled(), LOADING)
    assert many > 2 * few > 0


def test_filter_result_is_told_and_hidden_things_are_gone(shown: Any, settled: Any, small: Record) -> None:
    sighting = small.sightings[0]
    shown.show_record(small, {})
    view = protocol.ViewRequested(*sighting.position, 9)
    there = settled(view)
    assert there.pixel(*shown.pixel_of(*sighting.position)) == VOYAGE
    revision = None
    with shown.expect(lambda said: isinstance(said, protocol.VisiblePainted) and said.revision == revision):
        revision = shown.show_voyages(small, [], {})
    gone = settled()
    assert count(gone, VOYAGE) == 0


def test_tracker_off_is_hollow(shown: Any, settled: Any, small: Record) -> None:
    dark = replace(small.sightings[0], tracker=Tracker.OFF)
    shown.show_record(replace(small, sightings=(dark,)), {})
    image = settled(protocol.ViewRequested(*dark.position, 9))
    x, y = shown.pixel_of(*dark.position)
    assert image.pixel(x, y) == QColor("white").rgb()
    assert VOYAGE in {image.pixel(x + step, y) for step in range(2, 6)}


@pytest.mark.parametrize("layer", ["ports", "rail", "routes", "sightings", "labels"])
def test_each_layer_can_be_hidden(shown: Any, settled: Any, small: Record, layer: str) -> None:
    shown.show_record(small)
    settled(protocol.FitRequested(124, 38, 134, 44.5))
    rest = tuple(key for key in protocol.LAYERS if key != layer)
    without = settled(shown.style._replace(layers=rest))
    assert without != settled(shown.style)


def test_a_port_area_has_its_edge_at_three_kilometres(shown: Any, settled: Any, small: Record) -> None:
    """And the edge of two overlapping discs is one line round both: nothing is drawn where they meet."""
    (point,) = small.berth_points
    lon, lat = point.position
    east = replace(point, id="berth-2", position=(lon + 0.05, lat))
    shown.show_record(replace(small, berth_points=(point, east)), {})
    image = settled(
        shown.style._replace(layers=("port_areas",)), protocol.ViewRequested(lon + 0.025, lat, 11)
    )
    edge_deg = 3.0 / 111.2
    # East of the first point by 3 km lies the inside of the second one's disc.
    inside = (lon + edge_deg / math.cos(math.radians(lat)), lat)
    for here, there in (((lon, lat + edge_deg), True), ((lon, lat - edge_deg), True), (inside, False)):
        x, y = shown.pixel_of(*here)
        near = {image.pixel(x + aside, y + step) for step in range(-3, 4) for aside in (-1, 0, 1)}
        assert (LOADING in near) is there


def test_themes_and_languages_differ(shown: Any, settled: Any, small: Record) -> None:
    shown.show_record(small)
    pictures = [settled(protocol.FitRequested(118, 33, 146, 50))]
    for theme, language in (
        ("light", "ru"),
        ("light", "ko"),
        ("dark", "en"),
        ("print", "en"),
        ("contrast", "en"),
    ):
        pictures.append(settled(shown.style._replace(theme=theme, language=language)))
    assert len({image.cacheKey() for image in pictures}) == 6
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[:i])


def test_selection_and_hover_are_marked_and_cleared(shown: Any, settled: Any, small: Record) -> None:
    port = port_of(small, "loading")
    key = f"port:{port.id}"
    shown.show_record(small)
    plain = settled(protocol.ViewRequested(*port.position, 9))
    hovered = settled(protocol.HoverChanged(key))
    selected = settled(protocol.HoverChanged(""), protocol.SelectionChanged((key,)))
    assert hovered != selected
    assert settled(protocol.SelectionChanged(())) == plain


def test_selected_voyage_stands_out(shown: Any, settled: Any, small: Record) -> None:
    voyage = next(voyage for voyage in small.voyages if voyage.route_id)
    shown.show_record(small)
    plain = settled(protocol.FitRequested(118, 33, 146, 50))
    selected = settled(protocol.SelectionChanged((f"voyage:{voyage.id}",)))
    black = QColor("#111111").rgb()
    assert count(selected, black) > count(plain, black)


def test_fit_and_view_are_exact_and_told(shown: Any) -> None:
    with shown.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.zoom == 9):
        shown.view.send(NEAR_NORTH)
    assert shown.view.viewport.lon == pytest.approx(131.9, abs=1e-6)
    assert shown.view.viewport.lat == pytest.approx(43.1, abs=1e-6)
    bounds = protocol.FitRequested(129, 41, 134, 43.5)
    with shown.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.zoom < 8):
        shown.view.send(bounds)
    seen = shown.view.viewport
    assert (seen.west, seen.south) < (129, 41)
    assert (seen.east, seen.north) > (134, 43.5)


def test_controls_can_be_hidden_and_the_attribution_cannot(shown: Any) -> None:
    displays = (
        "['.zoom-buttons', '.scale', '.readout', '.attribution']"
        ".map(name => getComputedStyle(document.querySelector(name)).display === 'none')"
    )
    shown.paint(shown.style)
    assert shown.run(displays) == [False, False, False, False]
    shown.paint(shown.style._replace(controls=False))
    assert shown.run(displays) == [True, True, True, False]
    text = shown.run("document.querySelector('.attribution').textContent")
    assert text == (
        "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · GSHHG (LGPL) · Natural Earth"
        " · NOAA ETOPO5 · airportsdata"
    )


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_synthetic_data_say_so(shown: Any, language: str) -> None:
    mark = "document.querySelector('.synthetic').textContent"
    shown.paint(shown.style._replace(language=language))
    assert shown.run(mark) == ""
    shown.paint(shown.style._replace(language=language, synthetic=True, controls=False))
    assert "SYNTHETIC" in shown.run(mark)
    box = "(({left, top, right, height}) => [left, top, right, height])"
    band = f"{box}(document.querySelector('.synthetic').getBoundingClientRect())"
    left, top, right, height = shown.run(band)
    assert (left, top) == (0, 0)
    assert right == shown.run("document.querySelector('.controls').clientWidth")
    assert height == 22
    repeated = "(mark => mark.scrollWidth >= 3840)(document.querySelector('.synthetic'))"
    assert shown.run(repeated)  # along the whole of a wide screen
    shown.paint(shown.style._replace(language=language, synthetic=True))
    assert shown.run("document.querySelector('.zoom-buttons').getBoundingClientRect().top") >= height


def test_pointer_hovers_and_clicks(shown: Any, qtbot: QtBot, small: Record) -> None:
    port = port_of(small, "loading")
    shown.show_record(small)
    shown.paint(protocol.ViewRequested(*port.position, 9))
    inner = shown.view.focusProxy()
    spot = QPoint(*shown.pixel_of(*port.position))
    hovered = protocol.FeatureHovered(f"port:{port.id}")
    with shown.expect(lambda said: said == hovered):
        qtbot.mouseMove(inner, spot)
    assert shown.run("document.querySelector('.tooltip').textContent") == port.names.en
    clicked = protocol.FeatureClicked(f"port:{port.id}", extend=True)
    with shown.expect(lambda said: said == clicked):
        qtbot.mouseClick(inner, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot)
    empty = protocol.FeatureClicked("", extend=False)
    with shown.expect(lambda said: said == empty):
        qtbot.mouseClick(inner, Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 120))


def test_keyboard_moves_the_map(shown: Any, qtbot: QtBot) -> None:
    shown.paint(NEAR_NORTH)
    shown.run("case_map.getContainer().focus()")
    with shown.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.lon > 131.95):
        qtbot.keyClick(shown.view.focusProxy(), Qt.Key.Key_Right)
    with shown.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.zoom > 9):
        qtbot.keyClick(shown.view.focusProxy(), Qt.Key.Key_Plus)


def test_coordinates_are_copied_as_decimals(shown: Any) -> None:
    shown.paint(NEAR_NORTH)
    with shown.expect(lambda said: isinstance(said, protocol.CopyRequested)):
        shown.run("document.querySelector('.coordinates').click()")
    lat, lon = map(float, QGuiApplication.clipboard().text().split(", "))
    assert (lat, lon) == pytest.approx((43.1, 131.9), abs=1e-5)


def test_failure_in_the_page_is_told(shown: Any, caplog: pytest.LogCaptureFixture) -> None:
    with shown.expect(lambda said: isinstance(said, protocol.Failed) and said.where == "StyleChanged"):
        shown.view.send(shown.style._replace(theme="plaid"))
    assert "plaid" in caplog.text
    assert shown.paint(shown.style).tiles > 0


def test_resizing_the_fitted_map_keeps_it_fitted(shown: Any) -> None:
    shown.paint(protocol.FitRequested(129, 41, 134, 43.5))
    with shown.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.zoom > 7.5):
        shown.view.resize(1200, 900)
    seen = shown.view.viewport
    assert seen.west < 129
    assert seen.east > 134


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_the_pin_is_drawn_and_taken_away(shown: Any, settled: Any, theme: str) -> None:
    style = shown.style._replace(theme=theme)
    empty = settled(style, protocol.ViewRequested(134.0, 41.0, 8))
    pinned = settled(protocol.PinChanged(134.0, 41.0, "42°N · Хуньчунь"))
    x, y = shown.pixel_of(134.0, 41.0)
    # The head stands over the point, the label right of it.
    assert pinned.pixel(x - 6, y - 20) != empty.pixel(x - 6, y - 20)
    assert pinned.pixel(x + 60, y - 20) != empty.pixel(x + 60, y - 20)
    assert pinned.pixel(x + 250, y - 20) == empty.pixel(x + 250, y - 20)
    assert settled(protocol.NO_PIN) == empty


def test_a_replayed_ship_is_drawn_where_it_is_and_hollow_where_it_was_heard_last(
    shown: Any, settled: Any
) -> None:
    empty = settled(shown.style, protocol.ViewRequested(134.0, 41.0, 8))
    ship = {"lon": 134.0, "lat": 41.0, "course": 90.0, "silent": False, "label": "Любовь <b>"}
    heard = settled(protocol.ReplayMoved(json.dumps([ship])))
    x, y = shown.pixel_of(134.0, 41.0)
    assert heard.pixel(x, y) == SELECTION
    assert heard.pixel(x + 300, y) == empty.pixel(x + 300, y)
    silent = settled(protocol.ReplayMoved(json.dumps([ship | {"silent": True}])))
    assert silent.pixel(x, y) == HALO
    assert settled(protocol.NO_REPLAY) == empty
