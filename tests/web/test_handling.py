"""Handling the map with real mouse and key events in the real page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.mapview import protocol

pytestmark = pytest.mark.web

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
BAY = protocol.ViewRequested(131.9, 42.9, 9)
FIRST, SECOND, THIRD = QPoint(150, 250), QPoint(330, 160), QPoint(420, 300)


class Hand:
    """Mouse and keyboard on one map."""

    def __init__(self, driver: Any, qtbot: QtBot) -> None:
        self.driver = driver
        self.qtbot = qtbot
        driver.paint(driver.style, BAY)

    @property
    def inner(self) -> Any:
        """The widget that takes the events."""
        return self.driver.view.focusProxy()

    def click(self, at: QPoint) -> None:
        """Move there and click."""
        self.qtbot.mouseMove(self.inner, at)
        self.qtbot.mouseClick(self.inner, LEFT, pos=at)

    def double_click(self, at: QPoint) -> None:
        """As a hand does it: QtTest sets its clicks too far apart in time for the engine to count two."""
        kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        again = (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease)
        self.qtbot.mouseMove(self.inner, at)
        for number, kind in enumerate((*kinds, *again)):
            place = QPointF(self.inner.mapToGlobal(at))
            held = LEFT if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
            event = QMouseEvent(kind, QPointF(at), place, LEFT, held, NO_KEYS)
            event.setTimestamp(10_000_000 + number * 20)
            QApplication.sendEvent(self.inner, event)

    def drag(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press, move in two steps, release."""
        self.qtbot.mouseMove(self.inner, start)
        self.qtbot.mousePress(self.inner, LEFT, keys, start)
        middle = (start + end) / 2
        for at in (middle, end):
            moved = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(at),
                QPointF(self.inner.mapToGlobal(at)),
                Qt.MouseButton.NoButton,
                LEFT,
                keys,
            )
            QApplication.sendEvent(self.inner, moved)
            self.qtbot.wait(60)
        self.qtbot.mouseRelease(self.inner, LEFT, keys, end)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press and release a key."""
        self.qtbot.keyClick(self.inner, key, keys)

    def command(self, name: str) -> None:
        """What a menu of the window sends."""
        self.driver.view.send(protocol.CommandRequested(name))

    def focus(self) -> None:
        """Give the map the keyboard; input overtakes messages, so wait until it has it."""
        self.command("focus")
        has = "document.activeElement === case_map.getContainer()"
        self.qtbot.waitUntil(lambda: self.driver.run(has) is True, timeout=20_000)

    def measure(self) -> None:
        """Begin to measure, and wait until clicks do."""
        self.command("measure")
        self.until(protocol.ModeChanged, mode="measure")

    def until(self, kind: type[Any], **fields: Any) -> Any:
        """Wait until the newest message of a kind has these fields."""

        def newest() -> Any:
            return next((said for said in reversed(self.driver.said) if isinstance(said, kind)), None)

        def holds() -> bool:
            said = newest()
            return said is not None and all(getattr(said, name) == value for name, value in fields.items())

        self.qtbot.waitUntil(holds, timeout=20_000)
        return newest()

    def points(self, count: int) -> list[list[float]]:
        """Wait until so many points are measured."""

        def newest() -> list[list[float]]:
            found = [said for said in self.driver.said if isinstance(said, protocol.MeasureChanged)]
            points: list[list[float]] = json.loads(found[-1].points) if found else []
            return points

        self.qtbot.waitUntil(lambda: len(newest()) == count, timeout=20_000)
        return newest()

    def text(self, selector: str) -> str:
        """The words of an element."""
        words: str = self.driver.run(f"document.querySelector('{selector}').textContent")
        return words

    def position(self, at: QPoint) -> tuple[float, float]:
        """Longitude and latitude under a point of the view."""
        lat, lon = self.driver.run(
            f"Object.values(case_map.containerPointToLatLng([{at.x()}, {at.y()}])).slice(0, 2)"
        )
        return lon, lat

    def view(self) -> tuple[float, float, float]:
        """Longitude, latitude, zoom."""
        """Longitude, latitude, zoom."""
        seen = self.driver.view.viewport
        return seen.lon, seen.lat, seen.zoom


@pytest.fixture
def hand(shown: Any, qtbot: QtBot) -> Hand:
    return Hand(shown, qtbot)


def measured(hand: Hand) -> None:
    """Three points, still open."""
    hand.measure()
    for number, at in enumerate((FIRST, SECOND, THIRD), start=1):
        hand.click(at)
        hand.points(number)


def test_points_are_clicked_and_the_panel_tells_geodesics(hand: Hand) -> None:
    measured(hand)
    points = hand.points(3)
    for (lon, lat), at in zip(points, (FIRST, SECOND, THIRD), strict=True):
        assert (lon, lat) == pytest.approx(hand.position(at), abs=1e-6)
    assert "km" in hand.text(".measure-total")
    assert "Bearing" in hand.text(".measure-details")
    assert "Area" in hand.text(".measure-details")
    assert not any(isinstance(said, protocol.FeatureClicked) for said in hand.driver.said)


def test_live_segment_follows_the_pointer(hand: Hand) -> None:
    hand.measure()
    hand.click(FIRST)
    hand.points(1)
    totals = []
    for at in (SECOND, THIRD):
        hand.qtbot.mouseMove(hand.inner, at)
        hand.qtbot.waitUntil(lambda: hand.text(".measure-total") not in {"", *totals}, timeout=20_000)
        hand.qtbot.wait(100)
        totals.append(hand.text(".measure-total"))
    assert len(set(totals)) == 2
    assert hand.points(1)


def test_backspace_takes_back_enter_ends_escape_clears(hand: Hand) -> None:
    measured(hand)
    hand.key(Qt.Key.Key_Backspace)
    hand.points(2)
    hand.key(Qt.Key.Key_Return)
    hand.until(protocol.MeasureChanged, active=False)
    assert len(hand.points(2)) == 2
    hand.click(THIRD)
    hand.until(protocol.FeatureClicked, key="")
    assert len(hand.points(2)) == 2
    hand.key(Qt.Key.Key_Escape)
    hand.points(0)
    hand.until(protocol.ModeChanged, mode="")


def test_double_click_ends_without_a_point_twice(hand: Hand) -> None:
    hand.measure()
    hand.click(FIRST)
    hand.points(1)
    zoom = hand.view()[2]
    hand.double_click(SECOND)
    hand.until(protocol.MeasureChanged, active=False)
    assert len(hand.points(2)) == 2
    assert hand.view()[2] == zoom


def test_segments_are_copied_as_a_table(hand: Hand) -> None:
    measured(hand)
    with hand.driver.expect(lambda said: isinstance(said, protocol.CopyRequested)):
        hand.driver.run("document.querySelector('.copy-segments').click()")
    lines = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
    assert len(lines) == 4
    assert lines[0].split("\t")[:4] == ["from_lat", "from_lon", "to_lat", "to_lon"]
    assert float(lines[1].split("\t")[4]) == pytest.approx(48.4, abs=12)
    assert lines[-1].startswith("# geodesics")


def test_measure_button_is_a_switch(hand: Hand) -> None:
    pressed = "document.querySelector('.tool.measure').getAttribute('aria-pressed')"
    hand.driver.run("document.querySelector('.tool.measure').click()")
    hand.until(protocol.MeasureChanged, active=True)
    assert hand.driver.run(pressed) == "true"
    hand.driver.run("document.querySelector('.tool.measure').click()")
    hand.until(protocol.MeasureChanged, active=False)
    assert hand.driver.run(pressed) == "false"


def test_measurement_is_shown_when_told(hand: Hand) -> None:
    bare = hand.driver.still()
    hand.driver.paint(protocol.MeasureShown("[[131.5,42.8],[132.3,43]]", active=False))
    drawn = hand.driver.still()
    assert drawn != bare
    x, y = hand.driver.pixel_of(131.5, 42.8)
    assert drawn.pixel(x, y) == QColor("white").rgb()
    hand.driver.paint(protocol.MeasureShown("[]", active=False))
    assert hand.driver.still() == bare


def test_a_place_is_pointed_at_by_click_by_key_or_not_at_all(hand: Hand) -> None:
    hand.command("pick")
    hand.until(protocol.ModeChanged, mode="pick")
    assert "Enter" in hand.text(".pick-hint")
    place = hand.position(SECOND)
    hand.click(SECOND)
    picked = hand.until(protocol.PositionPicked)
    assert (picked.lon, picked.lat) == pytest.approx(place, abs=picked.pixel)
    hand.until(protocol.ModeChanged, mode="")
    assert not any(isinstance(said, protocol.FeatureClicked) for said in hand.driver.said)
    hand.command("pick")
    hand.until(protocol.ModeChanged, mode="pick")
    hand.focus()
    hand.key(Qt.Key.Key_Return)
    middle = hand.until(protocol.PositionPicked, lon=pytest.approx(BAY.lon, abs=1e-6))
    assert middle.lat == pytest.approx(BAY.lat, abs=1e-6)
    hand.command("pick")
    hand.until(protocol.ModeChanged, mode="pick")
    hand.command("escape")
    hand.until(protocol.ModeChanged, mode="")
    assert sum(isinstance(said, protocol.PositionPicked) for said in hand.driver.said) == 2


def test_rectangle_is_zoomed_to_once(hand: Hand) -> None:
    hand.command("boxZoom")
    hand.until(protocol.ModeChanged, mode="box")
    west, north = hand.position(QPoint(200, 120))
    east, south = hand.position(QPoint(400, 260))
    with hand.driver.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.zoom > 9):
        hand.drag(QPoint(200, 120), QPoint(400, 260))
    seen = hand.driver.view.viewport
    assert seen.west < west + 1e-3
    assert seen.east > east - 1e-3
    assert seen.south < south + 1e-3
    assert seen.north > north - 1e-3
    hand.until(protocol.ModeChanged, mode="")
    zoom = seen.zoom
    hand.drag(QPoint(200, 120), QPoint(260, 200))
    hand.driver.paint()
    assert hand.view()[2] == zoom


def test_rectangle_is_left_by_escape(hand: Hand) -> None:
    before = hand.view()
    hand.command("boxZoom")
    hand.until(protocol.ModeChanged, mode="box")
    hand.key(Qt.Key.Key_Escape)
    hand.until(protocol.ModeChanged, mode="")
    assert hand.view() == before


def test_shift_drag_zooms_to_a_rectangle(hand: Hand) -> None:
    with hand.driver.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.zoom > 9):
        hand.drag(QPoint(200, 120), QPoint(400, 260), Qt.KeyboardModifier.ShiftModifier)


def places(hand: Hand) -> list[protocol.ViewRequested]:
    """Three views, one after the other, each a step of its own."""
    steps = [BAY._replace(lon=lon) for lon in (130.0, 131.0, 132.0)]
    for step in steps:
        hand.qtbot.wait(400)
        hand.driver.paint(step)
    return steps


@pytest.mark.parametrize("way", ["command", "mouse", "button"])
def test_history_goes_back_and_forward(hand: Hand, way: str) -> None:
    first, second, third = places(hand)

    def go(name: str) -> None:
        if way == "command":
            hand.command(name)
        elif way == "mouse":
            side = Qt.MouseButton.BackButton if name == "back" else Qt.MouseButton.ForwardButton
            hand.qtbot.mouseClick(hand.inner, side, pos=FIRST)
        else:
            hand.driver.run(f"document.querySelector('.tool.{name}').click()")

    def at(step: protocol.ViewRequested) -> Callable[[], bool]:
        return lambda: hand.view()[0] == pytest.approx(step.lon, abs=1e-6)

    hand.until(protocol.HistoryChanged, back=True, forward=False)
    for name, step in (("back", second), ("back", first), ("forward", second), ("forward", third)):
        go(name)
        hand.qtbot.waitUntil(at(step), timeout=20_000)
    hand.until(protocol.HistoryChanged, back=True, forward=False)
    assert hand.driver.run("history.length") == 1
    loaded = [said for said in hand.driver.said if isinstance(said, protocol.Ready)]
    assert len(loaded) == 1


def test_arrows_pan_and_shift_pans_finer(hand: Hand) -> None:
    hand.focus()
    moves = []
    for keys in (NO_KEYS, Qt.KeyboardModifier.ShiftModifier):
        before = hand.view()[0]
        with hand.driver.expect(lambda said: isinstance(said, protocol.ViewportChanged)):
            hand.key(Qt.Key.Key_Right, keys)
        moves.append(hand.view()[0] - before)
    coarse, fine = moves
    assert 0 < fine < coarse / 3


@pytest.mark.parametrize(
    ("key", "step"),
    [(Qt.Key.Key_PageUp, 1), (Qt.Key.Key_PageDown, -1), (Qt.Key.Key_Plus, 1), (Qt.Key.Key_Minus, -1)],
)
def test_keys_zoom(hand: Hand, key: Qt.Key, step: int) -> None:
    hand.focus()
    with hand.driver.expect(
        lambda said: isinstance(said, protocol.ViewportChanged) and (said.zoom - 9) * step > 0
    ):
        hand.key(key)


def test_tab_walks_west_to_east_and_enter_selects(hand: Hand, small: Record) -> None:
    hand.driver.show_record(small)
    hand.driver.paint(protocol.FitRequested(124, 36, 136, 45))
    hand.focus()
    keys, lons = [], []
    where = {f"port:{row.id}": row.position for row in small.ports}
    where |= {f"station:{row.id}": row.position for row in small.stations}
    where |= {f"sighting:{row.id}": row.position for row in small.sightings}
    for _ in range(3):
        last = keys[-1] if keys else ""
        with hand.driver.expect(
            lambda said, last=last: isinstance(said, protocol.FeatureHovered) and said.key not in {"", last}
        ):
            hand.key(Qt.Key.Key_Tab)
        said = [said for said in hand.driver.said if isinstance(said, protocol.FeatureHovered)]
        keys.append(said[-1].key)
        lons.append(where[keys[-1]][0])
        assert hand.text(".tooltip") != ""
    assert lons == sorted(lons)
    hand.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    hand.until(protocol.FeatureHovered, key=keys[1])
    hand.key(Qt.Key.Key_Return)
    hand.until(protocol.FeatureClicked, key=keys[1], extend=False)
    hand.key(Qt.Key.Key_Escape)
    hand.until(protocol.FeatureHovered, key="")
    assert hand.driver.run("document.querySelector('.tooltip').hidden") is True


def test_right_click_tells_where_and_what(hand: Hand, small: Record) -> None:
    port = next(port for port in small.ports if port.role == "loading" and not port.parent_id)
    hand.driver.show_record(small)
    hand.driver.paint(protocol.ViewRequested(*port.position, 9))
    x, y = hand.driver.pixel_of(*port.position)
    with hand.driver.expect(lambda said: isinstance(said, protocol.ContextRequested)):
        hand.qtbot.mouseClick(hand.inner, Qt.MouseButton.RightButton, pos=QPoint(x, y))
    asked = hand.driver.said[-1]
    assert asked.key == f"port:{port.id}"
    assert (asked.lon, asked.lat) == pytest.approx(port.position, abs=0.005)
    assert (asked.x, asked.y) == (x, y)


def test_language_and_style_are_asked_for(hand: Hand) -> None:
    with hand.driver.expect(lambda said: said == protocol.LanguageRequested("ko")):
        hand.driver.run("document.querySelector('.language[lang=ko]').click()")
    with hand.driver.expect(lambda said: isinstance(said, protocol.StyleMenuRequested)):
        hand.driver.run("document.querySelector('.style-button').click()")
    pressed = "[...document.querySelectorAll('.language')].map((b) => b.getAttribute('aria-pressed'))"
    assert hand.driver.run(pressed) == ["true", "false", "false"]
    hand.driver.paint(hand.driver.style._replace(language="ko", theme="dark"))
    assert hand.driver.run(pressed) == ["false", "false", "true"]
    assert "어둡게" in hand.text(".style-button")


@pytest.mark.parametrize("layer", ["graticule", "inset", "north"])
def test_furniture_is_drawn_and_can_be_hidden(hand: Hand, layer: str) -> None:
    rest = tuple(key for key in protocol.LAYERS if key != layer)
    hand.driver.paint(hand.driver.style._replace(layers=rest))
    without = hand.driver.still()
    hand.driver.paint(hand.driver.style)
    assert hand.driver.still() != without


def inset_box(hand: Hand) -> dict[str, float]:
    box: dict[str, float] = hand.driver.run("document.querySelector('.inset-handle').getBoundingClientRect()")
    return box


def test_inset_moves_the_map(hand: Hand) -> None:
    box = inset_box(hand)
    left, top = round(box["left"]), round(box["top"])
    before = hand.view()
    with hand.driver.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.lon < 125):
        hand.click(QPoint(left + 20, top + round(box["height"]) - 30))
    assert hand.view()[1] < before[1]
    assert hand.view()[2] == before[2]
    with hand.driver.expect(lambda said: isinstance(said, protocol.ViewportChanged) and said.lon > 140):
        hand.drag(QPoint(left + 20, top + 40), QPoint(left + round(box["width"]) - 20, top + 40))


def test_inset_is_hidden_where_the_view_is_the_overview(hand: Hand) -> None:
    hidden = "document.querySelector('.inset-handle').hidden"
    assert hand.driver.run(hidden) is False
    hand.driver.paint(protocol.FitRequested(118, 33, 146, 50))
    assert hand.driver.run(hidden) is True


OVERLAPS = """(() => {
    const parts = ['.tool-group', '.scale', '.coordinates', '.zoom', '.style-button', '.languages',
        '.attribution', '.inset-handle', '.measure-panel'];
    const boxes = parts.flatMap((part) => [...document.querySelectorAll(part)].map((element) =>
        [part, element.getBoundingClientRect()])).filter(([, box]) => box.width > 0);
    const view = case_map.getContainer().getBoundingClientRect();
    const faults = [];
    boxes.forEach(([name, box], index) => {
        if (box.left < 0 || box.top < 0 || box.right > view.right + 0.5 || box.bottom > view.bottom + 0.5)
            faults.push(`${name} leaves the view`);
        for (const [other, its] of boxes.slice(index + 1))
            if (box.left < its.right - 0.5 && its.left < box.right - 0.5 &&
                box.top < its.bottom - 0.5 && its.top < box.bottom - 0.5) faults.push(`${name} on ${other}`);
    });
    return faults;
})()"""


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
@pytest.mark.parametrize(("width", "height"), [(400, 300), (400, 440), (540, 440), (1280, 800)])
def test_nothing_overlaps(open_map: Any, qtbot: QtBot, width: int, height: int, language: str) -> None:
    driver = open_map(width, height)
    driver.paint(driver.style._replace(language=language), BAY)
    hand = Hand(driver, qtbot)
    driver.paint(driver.style._replace(language=language), protocol.MeasureShown("[]", active=True))
    hand.until(protocol.ModeChanged, mode="measure")
    assert driver.run(OVERLAPS) == []
    least = "Math.min(...[...document.querySelectorAll('.controls button')].flatMap((b) => [b.offsetWidth, b.offsetHeight]).filter((side) => side > 0))"  # noqa: E501 - one expression
    assert driver.run(least) >= 24
    named = "[...document.querySelectorAll('.controls button')].every((b) => b.title || b.textContent)"
    assert driver.run(named) is True


def test_names_keep_off_the_furniture(hand: Hand, small: Record) -> None:
    """The picture under the inset's frame is the inset alone: the same with names and without."""
    hand.driver.show_record(small)
    hand.driver.paint(hand.driver.style)
    box = inset_box(hand)
    area = [round(box[side]) for side in ("left", "top", "width", "height")]

    def corner(image: QImage) -> QImage:
        return image.copy(*area)

    with_names = corner(hand.driver.still())
    hand.driver.paint(hand.driver.style._replace(layers=("inset",)))
    assert corner(hand.driver.still()) == with_names
