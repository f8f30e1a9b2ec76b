"""Captures: the same map as on the screen, at any scale, or one clear sentence."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture
from desktop_app.runtime.errors import InputError, TumenError
from desktop_app.runtime.resources import Resources

THEATRE = protocol.FitRequested(118, 33, 146, 50)
Payloads = Callable[..., tuple[bytes, str]]
BARE = protocol.StyleChanged("light", "en", controls=False, layers=protocol.LAYERS, synthetic=False)


@pytest.fixture
def request_of(small: Record, payloads: Payloads) -> Callable[..., CaptureRequest]:
    """A request for the small record."""

    def make(**changes: Any) -> CaptureRequest:
        calls = {port.id: 2 for port in small.ports[:2]}
        features, visible = payloads(small, [voyage.id for voyage in small.voyages], calls)
        request = CaptureRequest(640, 400, 1, features, visible, BARE, THEATRE)
        return replace(request, **changes)

    return make


@pytest.fixture
def capture(resources: Resources, qtbot: QtBot) -> Iterator[Callable[[CaptureRequest], Captured]]:
    """Captures on one page, one after the other."""
    maker = MapCapture(resources)

    def take(request: CaptureRequest) -> Captured:
        results: list[Captured | TumenError] = []
        maker.capture(request, results.append, results.append)
        qtbot.waitUntil(lambda: bool(results), timeout=60_000)
        if isinstance(results[0], TumenError):
            raise results[0]
        return results[0]

    yield take
    maker.close()


def drawn(resources: Resources, request: CaptureRequest) -> Captured:
    """A capture on a page of its own."""
    with closing(MapCapture(resources)) as maker:
        return maker.draw_now(request)


def colours(image: QImage) -> set[int]:
    """Colours on a grid of ten pixels."""
    return {image.pixel(x, y) for x in range(0, image.width(), 10) for y in range(0, image.height(), 10)}


def test_capture_is_the_screen(
    shown: Any, qtbot: QtBot, small: Record, capture: Any, request_of: Any
) -> None:
    shown.show_record(small)
    for place in (THEATRE, protocol.ViewRequested(131.2, 42.4, 8.25)):
        for theme in ("light", "dark"):
            style = BARE._replace(theme=theme)
            captured = capture(request_of(place=place, style=style))
            shown.paint(style, place)
            image = captured.image
            image.setDevicePixelRatio(1)
            qtbot.waitUntil(lambda image=image: shown.picture() == image, timeout=10_000)
            assert (captured.lon, captured.lat, captured.zoom) == (
                shown.view.viewport.lon,
                shown.view.viewport.lat,
                shown.view.viewport.zoom,
            )


@pytest.mark.parametrize("scale", [2, 3])
def test_whole_scales_show_the_same_sharper(capture: Any, request_of: Any, scale: int) -> None:
    once = capture(request_of())
    often = capture(request_of(scale=scale))
    assert (often.image.width(), often.image.height()) == (640 * scale, 400 * scale)
    assert often.image.devicePixelRatio() == scale
    assert often.tiles == once.tiles > 0
    assert (often.zoom, often.lon, often.lat) == (once.zoom, once.lon, once.lat)
    assert len(colours(often.image)) > 10


@pytest.mark.parametrize("scale", [1, 1.5, 2, 2.74])
def test_tiles_show_no_seams(capture: Any, request_of: Any, scale: float) -> None:
    # Open land in the north-west, far from coasts, rivers and borders: one colour, whatever tiles it crosses.
    place = protocol.ViewRequested(127.6, 44.6, 11.25)
    style = BARE._replace(layers=())
    image = capture(request_of(scale=scale, place=place, style=style)).image
    land = QColor("#f4f1e8").rgb()
    rows = [
        y
        for y in range(image.height() * 9 // 10)
        if sum(image.pixel(x, y) != land for x in range(0, image.width(), 2)) > image.width() / 5
    ]
    columns = [
        x
        for x in range(image.width())
        if sum(image.pixel(x, y) != land for y in range(0, image.height(), 2)) > image.height() / 5
    ]
    assert image.pixel(5, 5) == land
    assert (rows, columns) == ([], [])


def test_one_after_the_other_shows_the_last(capture: Any, request_of: Any) -> None:
    light = capture(request_of()).image
    dark = capture(request_of(style=BARE._replace(theme="dark"))).image
    again = capture(request_of()).image
    assert light == again
    assert light != dark
    assert dark.pixel(600, 300) in {QColor("#0e1a24").rgb()} | colours(dark)
    assert QColor(dark.pixel(600, 300)).lightness() < 60


@pytest.mark.usefixtures("qapp")
def test_second_request_is_refused_while_one_is_drawn(resources: Resources, request_of: Any) -> None:
    maker = MapCapture(resources)
    first: list[Any] = []
    second: list[Any] = []
    maker.capture(request_of(), first.append, first.append)
    maker.capture(request_of(), second.append, second.append)
    assert "still drawing" in str(second[0])
    maker.close()
    assert "closed before" in str(first[0])


@pytest.mark.usefixtures("qapp")
def test_capture_and_wait(resources: Resources, request_of: Any) -> None:
    captured = drawn(resources, request_of(width_px=300, height_px=200, scale=2))
    assert (captured.image.width(), captured.image.height()) == (600, 400)
    assert captured.tiles > 0


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"scale": 0.1}, "scale 0.1"),
        ({"scale": 9}, "scale 9"),
        ({"width_px": 0}, "0 × 400"),
        ({"width_px": 9000, "scale": 2}, "16384"),
    ],
)
def test_impossible_requests_are_refused(
    resources: Resources, request_of: Any, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        drawn(resources, request_of(**changes))


@pytest.mark.usefixtures("qapp")
def test_missing_base_map_is_one_sentence(tmp_path: Path, resources: Resources, request_of: Any) -> None:
    with pytest.raises(InputError, match=r"basemap\.pmtiles is missing"):
        drawn(Resources(resources.assets, tmp_path), request_of())


@pytest.mark.usefixtures("qapp")
def test_unreadable_payload_fails_the_capture(
    resources: Resources, request_of: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TumenError, match="could not be drawn: features"):
        drawn(resources, request_of(features=json.dumps({"ports": 3}).encode()))
    assert "features" in caplog.text


def test_the_pin_is_in_the_figure_and_not_in_the_next(capture: Any, request_of: Any) -> None:
    without = capture(request_of()).image
    pinned = capture(request_of(pin=protocol.PinChanged(134.0, 41.0, "Находка"))).image
    assert pinned != without
    assert capture(request_of()).image == without
