"""Captures in parts, one after the other and on fresh pages: the same picture every time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.importers.tiles.opening import open_tiles
from desktop_app.mapview import protocol
from desktop_app.mapview.arrays import TrackArrays, encode_arrays, no_positions
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture
from desktop_app.mapview.own_tiles import OwnMapShown, own_map
from desktop_app.query.flow_keys import flow_key
from desktop_app.query.port_results import Cell, Flow, Flows
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.flow_scale import flow_scale, flows_message

FULL = protocol.StyleChanged("light", "en", controls=False, layers=protocol.LAYERS, synthetic=True)
START_S = 1_704_067_200
# A picture drawn in parts may differ from one drawn at once where the edge of a mark falls on another
# fraction of a pixel: a channel of one pixel in a hundred by up to 8, and of one in two thousand by more, as
# by 76 in the dots of a dotted border (measured).
SLIGHT, SLIGHT_SHARE, STRONG_SHARE = 8, 0.01, 0.0005


def pixels(image: QImage) -> npt.NDArray[np.int16]:
    """Channels of each pixel."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].astype(np.int16)


def track(name: str, look: int, lat: float) -> TrackArrays:
    """A wavy way from Vostochny towards Chongjin with a silence in it."""
    count = 200
    times = START_S + np.arange(count) * 600 + (np.arange(count) > 120) * 86_400
    return TrackArrays(
        name,
        name,
        look,
        times.astype(np.uint32),
        np.rint(np.linspace(134.5, 128.0, count) * 1e7).astype(np.int32),
        np.rint((lat + 0.3 * np.sin(np.arange(count) / 9)) * 1e7).astype(np.int32),
        np.full(count, 105, np.int16),
        np.full(count, 61, np.uint8),
        np.zeros(count, np.uint16),
    )


@pytest.fixture
def request_of(
    small: Record, payloads: Any, tile_files: Any, tmp_path: Path
) -> Iterator[Callable[..., CaptureRequest]]:
    """A request for a map with everything on it: flows, tracks, own map, graticule, pin, a measurement."""
    tiles = open_tiles(
        tile_files.pmtiles(tmp_path / "own.pmtiles", {(4, 14, 5): tile_files.png("#204060")}, None)
    )
    start, end, *_ = (port for port in small.ports if port.position is not None and not port.parent_id)
    flow = Flow(
        flow_key(start.id, end.id), f"port:{start.id}", f"port:{end.id}", rail=False, cell=Cell(4, 4, 4, 4)
    )
    flows = flows_message((flow,), flow_scale(Flows((flow,), 0, 0), FlowMeasure.CALLS), ())
    features, visible = payloads(small, [voyage.id for voyage in small.voyages], {start.id: 2})
    whole = CaptureRequest(
        480,
        320,
        1,
        features,
        visible,
        FULL,
        protocol.ViewRequested(131.0, 41.6, 6.25),
        flows=flows,
        pin=protocol.PinChanged(133.0, 40.5, "Находка"),
        own_maps=(OwnMapShown(own_map("own", tiles, 0.4), tiles),),
        measured=protocol.MeasureShown("[[129.7, 40.2], [132.6, 42.6]]", active=False),
        arrays=encode_arrays([track("one", 0, 41.0), track("two", 9, 41.4)], no_positions()),
    )
    yield lambda **changes: replace(whole, **changes)
    tiles.close()


@pytest.fixture
def pages(resources: Resources, qtbot: QtBot) -> Iterator[Callable[[], Callable[[CaptureRequest], Captured]]]:
    """Makes pages; each draws requests one after the other."""
    made: list[MapCapture] = []

    def fresh() -> Callable[[CaptureRequest], Captured]:
        maker = MapCapture(resources)
        made.append(maker)

        def take(request: CaptureRequest) -> Captured:
            results: list[Captured | TumenError] = []
            maker.capture(request, results.append, results.append)
            qtbot.waitUntil(lambda: bool(results), timeout=60_000)
            if isinstance(results[0], TumenError):
                raise results[0]
            return results[0]

        return take

    yield fresh
    for maker in made:
        maker.close()


@pytest.mark.parametrize("scale", [1, 2, 3.125, 6.25])
def test_parts_fit_together(pages: Any, request_of: Any, scale: float) -> None:
    take = pages()
    area = round(480 * 320 * scale * scale)
    at_once = take(request_of(scale=scale, at_once_px=area))
    in_parts = take(request_of(scale=scale, at_once_px=area // 5))
    assert in_parts.image.size() == at_once.image.size()
    assert (in_parts.image.width(), in_parts.image.devicePixelRatio()) == (round(480 * scale), scale)
    assert (in_parts.tiles, in_parts.zoom, in_parts.lon) == (at_once.tiles, at_once.zoom, at_once.lon)
    unlike = np.abs(pixels(in_parts.image) - pixels(at_once.image)).max(axis=2)
    assert np.count_nonzero(unlike) < SLIGHT_SHARE * unlike.size
    assert np.count_nonzero(unlike > SLIGHT) < STRONG_SHARE * unlike.size


def test_600_dpi_is_the_same_map_sharper(pages: Any, request_of: Any) -> None:
    take = pages()
    plain, fine = take(request_of()), take(request_of(scale=6))
    assert (fine.zoom, fine.lon, fine.lat, fine.foot_px) == (plain.zoom, plain.lon, plain.lat, plain.foot_px)
    shrunk = pixels(fine.image).reshape(320, 6, 480, 6, 3).mean(axis=(1, 3))
    # Lines and letters are drawn anew, not enlarged: alike on the whole, never the same.
    unlike = np.abs(shrunk - pixels(plain.image)).max(axis=2)
    assert 0 < unlike.mean() < 6
    assert np.median(unlike) < 2


def test_pictures_are_the_same_on_fresh_pages_and_after_others(pages: Any, request_of: Any) -> None:
    wanted = request_of(scale=2, locator=(160, 110))
    first = pages()(wanted)
    take = pages()
    for other in (
        request_of(),
        request_of(scale=2, place=protocol.ViewRequested(131.5, 41.6, 6.25)),
        request_of(scale=2, style=FULL._replace(theme="dark", language="ko", synthetic=False), arrays=b""),
        request_of(scale=2, own_maps=(), pin=protocol.NO_PIN, flows=protocol.NO_FLOWS),
        request_of(scale=2, window=protocol.TimeWindowChanged(START_S, START_S + 3600), selection=("a:b",)),
    ):
        assert take(other).image != first.image
    again = take(wanted)
    assert again.image == first.image
    assert again.locator == first.locator
    assert take(wanted).image == first.image


def test_the_locator_shows_where_the_map_is(pages: Any, request_of: Any) -> None:
    take = pages()
    near = take(request_of(locator=(150, 100), scale=2))
    moved = take(request_of(locator=(150, 100), scale=2, place=protocol.ViewRequested(141.0, 45.0, 6.25)))
    for captured in (near, moved):
        assert (captured.locator.width(), captured.locator.height()) == (300, 200)
        assert captured.locator.devicePixelRatio() == 2
    assert near.locator != moved.locator
    # A map that shows most of what there is to show needs no other beside it.
    wide = take(request_of(locator=(150, 100), place=protocol.FitRequested(96, 16, 179, 71)))
    assert wide.locator is None
    assert take(request_of()).locator is None
