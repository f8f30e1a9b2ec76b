"""The base map as a picture: no seams at any scale, names whole and still while the map moves."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources

RATIOS = (1, 1.25, 1.5, 2)
ZOOMS = (9.2, 10.5, 11.75, 13.3)
# Corners where four tiles of zoom 9 meet, and with them those of zoom 10; nothing but ground around them.
SEA_CORNER = (135.0, 41.5086)
LAND_CORNER = (139.21875, 49.38237)
# Names that reach this near to the view's edge may be left out, once moved: the edge or a control cuts them.
EDGE_PX = 250

THEATRE_PLACES = ((131.9, 43.1, 6.0), (127.6, 39.3, 7.0), (131.0, 42.6, 8.5), (129.7, 41.7, 10.25))


@pytest.fixture
def capture(
    resources: Resources, qtbot: QtBot, small: Record, payloads: Callable[..., tuple[bytes, str]]
) -> Iterator[Callable[..., QImage]]:
    """Pictures of the base map alone, or with the names of the record."""
    maker = MapCapture(resources)
    features, visible = payloads(small)

    def take(
        place: tuple[float, float, float],
        size: tuple[int, int] = (320, 220),
        scale: float = 1,
        theme: str = "light",
        layers: tuple[str, ...] = (),
    ) -> QImage:
        style = protocol.StyleChanged(theme, "en", controls=False, layers=layers, synthetic=False)
        request = CaptureRequest(*size, scale, features, visible, style, protocol.ViewRequested(*place))
        results: list[Captured | TumenError] = []
        maker.capture(request, results.append, results.append)
        qtbot.waitUntil(lambda: bool(results), timeout=60_000)
        if isinstance(results[0], TumenError):
            raise results[0]
        image = results[0].image
        image.setDevicePixelRatio(1)
        return image

    yield take
    maker.close()


def unlike(one: QImage, other: QImage) -> int:
    """Pixels that an eye tells apart; edges drawn from another corner may differ by a shade."""
    assert one.size() == other.size()
    shades = 10
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > shades
        for y in range(one.height())
        for x in range(one.width())
        if one.pixel(x, y) != other.pixel(x, y)
    )


def other_pixels(image: QImage) -> list[tuple[int, int]]:
    """Pixels unlike the first, above the attribution."""
    first = image.pixel(0, 0)
    rows = range(image.height() * 8 // 10)
    return [(x, y) for y in rows for x in range(image.width()) if image.pixel(x, y) != first]


@pytest.mark.parametrize("scale", RATIOS)
@pytest.mark.parametrize("corner", [SEA_CORNER, LAND_CORNER], ids=["sea", "land"])
def test_no_pixel_differs_where_four_tiles_meet(
    capture: Callable[..., QImage], corner: tuple[float, float], scale: float
) -> None:
    for zoom in ZOOMS:
        image = capture((*corner, zoom), scale=scale)
        assert other_pixels(image) == [], f"at zoom {zoom}"


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_relief_leaves_the_sea_as_it_is(capture: Callable[..., QImage], theme: str) -> None:
    flat = capture((*SEA_CORNER, 9.5), theme=theme).pixel(160, 20)
    shaded = capture((*SEA_CORNER, 5.8), theme=theme)
    assert {shaded.pixel(x, y) for x in range(156, 164) for y in range(106, 114)} == {flat}


def test_relief_shades_the_land_at_small_scales_only(capture: Callable[..., QImage]) -> None:
    def shades(zoom: float, theme: str) -> set[int]:
        image = capture((*LAND_CORNER, zoom), theme=theme)
        return {image.pixel(x, y) for x in range(120, 200) for y in range(90, 130)}

    assert len(shades(7.3, "light")) > 20
    assert shades(9.2, "light") == {QColor("#f4f1e8").rgb()}
    assert QColor("#ffffff").rgb() in shades(7.3, "contrast")
    assert len(shades(7.3, "contrast")) < len(shades(7.3, "light"))


def test_panning_paints_what_a_new_map_would(
    shown: Any, capture: Callable[..., QImage], small: Record
) -> None:
    shown.show_record(small, {})
    shown.show_voyages(small, [], {})
    style = protocol.StyleChanged("light", "en", controls=False, layers=("labels", "ports"), synthetic=False)
    for lon, lat, zoom in THEATRE_PLACES:
        shown.paint(style, protocol.ViewRequested(lon, lat, zoom))
        for _ in range(8):
            shown.run("void case_map.panBy([17, 11], { animate: false })")
        shown.paint()
        seen = shown.view.viewport
        fresh = capture((seen.lon, seen.lat, zoom), size=(640, 400), layers=("labels", "ports"))
        assert unlike(shown.still(), fresh) < 10, f"at zoom {zoom}"


def test_names_do_not_move_over_the_ground(shown: Any) -> None:
    style = protocol.StyleChanged("light", "en", controls=False, layers=(), synthetic=False)
    for place, (dx, dy) in itertools.product(THEATRE_PLACES, ((90, 0), (-35, 60))):
        shown.paint(style, protocol.ViewRequested(*place))
        before = shown.still()
        shown.run(f"void case_map.panBy([{dx}, {dy}], {{ animate: false }})")
        shown.paint()
        after = shown.still()
        inner = QRect(0, 0, before.width(), before.height()).adjusted(EDGE_PX, 100, -EDGE_PX, -100)
        moved = inner.translated(-dx, -dy)
        assert unlike(after.copy(moved), before.copy(inner)) < 10, f"at {place} by {dx}, {dy}"


# Every text drawn on the overlay, with its box in CSS pixels, while the map is redrawn once.
SPY = """(() => {
  const canvas = document.querySelector(".overlay");
  const context = canvas.getContext("2d");
  const draw = context.fillText;
  const clip = context.clip;
  const seen = { texts: [], clips: 0 };
  context.clip = function () { seen.clips++; return clip.apply(this, arguments); };
  context.fillText = function (text, x, y) {
    const { width } = this.measureText(text);
    const { e, f, b } = this.getTransform();
    const ratio = devicePixelRatio;
    if (b === 0) seen.texts.push({ text, left: x + e / ratio, y: y + f / ratio, width });
    return draw.apply(this, arguments);
  };
  case_map.fire("move");
  delete context.fillText;
  delete context.clip;
  const origin = case_map.getPixelBounds().min;
  return { ...seen, left: origin.x };
})()"""


def test_a_name_across_the_edge_of_a_tile_is_whole(shown: Any) -> None:
    style = protocol.StyleChanged("light", "en", controls=False, layers=(), synthetic=False)
    shown.paint(style, protocol.ViewRequested(128.5, 38.5, 7))
    picture = shown.still()
    seen = shown.run(SPY)
    assert seen["clips"] == 0
    crossing = []
    for name in seen["texts"]:
        edge = -(-(seen["left"] + name["left"]) // 512) * 512 - seen["left"]
        if name["left"] + 6 < edge < name["left"] + name["width"] - 6:
            crossing.append((name["text"], name["left"], name["left"] + name["width"], edge, name["y"]))
    assert crossing, "no name lies across an edge here: choose another view"
    for text, left, right, edge, baseline in crossing:
        rows = range(round(baseline) - 8, round(baseline))
        for start, end in ((left, edge), (edge, right)):
            columns = range(round(start) + 1, round(end) - 1)
            dark = [x for x in columns for y in rows if QColor(picture.pixel(x, y)).lightness() < 150]
            # Each side of the edge has letters through nearly all of its breadth.
            assert max(dark) - min(dark) > (end - start) * 0.5, text
