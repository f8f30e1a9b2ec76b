"""Reference layers in the real engine: where their numbers put them, and text that is never markup."""

import gzip
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.mapview import protocol
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture
from desktop_app.mapview.references import ReferenceShown
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources

PLACE = (135.6, 41.0)  # open sea
BARE = protocol.StyleChanged("light", "en", controls=False, layers=(), synthetic=False)
NAMED = BARE._replace(layers=("labels",))
SEEN = BARE._replace(controls=True)
RED, BLUE = "#c00020", "#2040c0"
SQUARE = [[135, 40.5], [136.2, 40.5], [136.2, 41.5], [135, 41.5], [135, 40.5]]
HOLE = [[135.5, 40.9], [135.5, 41.1], [135.7, 41.1], [135.7, 40.9], [135.5, 40.9]]


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """One feature."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def layer(*features: Any, ident: str = "a", colour: str = RED, name: str = "Zones") -> ReferenceShown:
    """A layer as a case holds it."""
    content = gzip.compress(
        json.dumps({"type": "FeatureCollection", "label": "name", "features": features}).encode(), mtime=0
    )
    return ReferenceShown(ident, name, colour, f"{ident}{hash(content)}", content)


def at(zoom: float, place: tuple[float, float] = PLACE) -> protocol.ViewRequested:
    return protocol.ViewRequested(*place, zoom)


def reddish(image: QImage, x: int, y: int) -> bool:
    """Whether a pixel has more red than the sea has."""
    colour = QColor(image.pixel(x, y))
    return colour.red() > colour.blue()


@pytest.fixture
def settled(shown: Any) -> Callable[..., QImage]:
    """Shows layers and sends messages; the picture when all is drawn."""

    def settle(layers: tuple[ReferenceShown, ...], *messages: protocol.ToPage) -> QImage:
        shown.view.show_references(layers)
        shown.paint(*messages)
        picture: QImage = shown.still()
        assert not [said for said in shown.said if isinstance(said, protocol.Failed)]
        return picture

    return settle


@pytest.fixture
def capture(
    resources: Resources, qtbot: QtBot, small: Any, payloads: Callable[..., tuple[bytes, str]]
) -> Iterator[Callable[..., Captured]]:
    """Captures of layers on the bare base map."""
    maker = MapCapture(resources)

    def take(
        style: protocol.StyleChanged, place: protocol.ViewRequested, *layers: ReferenceShown
    ) -> Captured:
        request = CaptureRequest(400, 300, 1, *payloads(small), style, place, references=layers)
        results: list[Captured | TumenError] = []
        maker.capture(request, results.append, results.append)
        qtbot.waitUntil(lambda: bool(results), timeout=60_000)
        if isinstance(results[0], TumenError):
            raise results[0]
        return results[0]

    yield take
    maker.close()


def test_shapes_lie_where_their_numbers_say(shown: Any, settled: Any) -> None:
    plain = settled((), BARE, at(8))
    shapes = layer(
        feature("Polygon", [SQUARE, HOLE]),
        feature("MultiPoint", [[134.4, 41.0], [134.4, 41.4]]),
        feature("LineString", [[134.0, 40.2], [134.0, 41.8]]),
    )
    image = settled((shapes,))
    inside, hole = shown.pixel_of(135.2, 41.0), shown.pixel_of(*PLACE)
    assert image.pixel(*inside) != plain.pixel(*inside)
    assert image.pixel(*hole) == plain.pixel(*hole)
    for place in ((134.4, 41.0), (134.4, 41.4), (134.0, 41.0)):
        assert reddish(image, *shown.pixel_of(*place))
        assert not reddish(plain, *shown.pixel_of(*place))
    assert settled(()) == plain


def test_order_and_colour_follow_and_themes_keep_a_layer_in_sight(settled: Any) -> None:
    one = layer(feature("LineString", [[134, 41], [137, 41]]), colour=RED)
    other = layer(feature("LineString", [[134, 41], [137, 41]]), ident="b", colour=BLUE)
    middle = (320, 200)
    assert QColor(settled((one, other), BARE, at(8)).pixel(*middle)).name() == BLUE
    assert QColor(settled((other, one)).pixel(*middle)).name() == RED
    recoloured = settled((one, other._replace(colour="#208040")))
    assert QColor(recoloured.pixel(*middle)).name() == "#208040"
    dark = layer(feature("LineString", [[134, 41], [137, 41]]), ident="c", colour="#101010")
    drawn = QColor(settled((dark,), BARE._replace(theme="dark")).pixel(*middle))
    assert drawn.lightnessF() > 0.4  # #101010 on the dark sea would not be seen


def test_a_capture_is_the_screen(shown: Any, settled: Any, capture: Any) -> None:
    shapes = layer(feature("Polygon", [SQUARE, HOLE], name="Zone"), feature("Point", PLACE, name="Буй 1"))
    image = capture(NAMED, at(8), shapes).image
    image.setDevicePixelRatio(1)
    shown.view.resize(400, 300)
    assert settled((shapes,), NAMED, at(8)) == image


def test_names_come_close_up_and_stay_text(shown: Any, settled: Any) -> None:
    hostile = layer(feature("Point", PLACE, name="<img src=x onerror=alert(1)>\u202e\n" + "가" * 10_000))
    far, far_named = settled((hostile,), BARE, at(6)), settled((hostile,), NAMED)
    near, near_named = settled((hostile,), BARE, at(9)), settled((hostile,), NAMED)
    box = (320 + 5, 200 - 20, 200, 40)
    assert far.copy(*box) == far_named.copy(*box)
    assert near != near_named
    assert shown.run("document.querySelectorAll('img').length") == 0


def test_a_click_tells_the_feature_points_before_areas(shown: Any, settled: Any, qtbot: QtBot) -> None:
    area = layer(feature("Polygon", [SQUARE], name="Area"))
    points = layer(
        feature("Point", [137, 41]), feature("Point", PLACE, name="Point"), ident="b", name="Buoys"
    )
    settled((points, area), SEEN, at(8))

    def clicked(lon: float, lat: float) -> str:
        spot = QPoint(*shown.pixel_of(lon, lat))
        target = shown.view.focusProxy()
        with shown.expect(lambda said: isinstance(said, protocol.FeatureClicked)):
            QTest.mouseMove(target, spot)
            qtbot.wait(50)
            QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        key: str = shown.said[-1].key
        return key

    assert clicked(*PLACE) == "feature:b/1"
    assert clicked(135.2, 41.3) == "feature:a/0"
    assert clicked(134.5, 41.7) == ""
    plain = shown.still()
    assert settled((points, area), protocol.SelectionChanged(("feature:a/0",))) != plain


@pytest.mark.parametrize(
    "content",
    [
        {
            "features": [
                feature("Polygon", [[["x", 1], [2, None], [3, 4]]]),
                feature("Point", [[1]]),
                None,
                7,
                [],
            ]
        },
        {
            "features": [
                {"geometry": {"type": "GeometryCollection", "geometries": [{}, None, {"type": "Point"}]}}
            ]
        },
        {"features": [feature("LineString", [[135, 41]] * 400_001)], "label": {"__proto__": 1}},
        {"features": [feature("Point", [135.6, 1e308]), feature("Polygon", [[]])], "label": "__proto__"},
    ],
)
def test_what_is_no_shape_is_left_out(settled: Any, content: Any) -> None:
    plain = settled((), BARE, at(7))
    packed = gzip.compress(json.dumps(content).encode(), mtime=0)
    image = settled((ReferenceShown("x", "X", "no colour", "x", packed),))
    assert image.copy(0, 0, 640, 340) == plain.copy(0, 0, 640, 340)


def test_what_is_no_content_is_told_and_the_others_are_drawn(shown: Any) -> None:
    broken = ReferenceShown("x", "X", RED, "x", b"no gzip")
    line = layer(feature("LineString", [[134, 41], [137, 41]]))
    shown.view.show_references((broken, line))
    shown.paint(BARE, at(8))
    assert QColor(shown.still().pixel(320, 200)).name() == RED
    (told,) = [said for said in shown.said if isinstance(said, protocol.ReferenceTroubled)]
    assert told.id == "x"
    assert told.sentence.startswith("The shapes of the layer “X” cannot be drawn (")
