"""Own base maps in the real engine: where they belong, as they are, and never more than a picture."""

import gzip
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pmtiles.tile import Compression, TileType
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.importers.tiles.opening import open_tiles
from desktop_app.importers.tiles.tile_file import TileFile
from desktop_app.mapview import protocol
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture
from desktop_app.mapview.own_tiles import OwnMapShown, OwnTiles, own_map
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.ui.palette import PALETTES

PLACE = (135.6, 41.0)  # open sea
BARE = protocol.StyleChanged("light", "en", controls=False, layers=(), synthetic=False)
WHOLE = "POLYGON ((-64 -64, 4160 -64, 4160 4160, -64 4160, -64 -64))"
VECTOR = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
RED = QColor("#c00020").rgb()

Show = Callable[..., OwnMapShown]


def at(zoom: float, place: tuple[float, float] = PLACE) -> protocol.ViewRequested:
    return protocol.ViewRequested(*place, zoom)


def tile_at(zoom: int, place: tuple[float, float] = PLACE) -> tuple[int, int, int]:
    """The tile that holds a position."""
    lon, lat = place
    sine = math.sin(math.radians(lat))
    height = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return zoom, math.floor((lon / 360 + 0.5) * 2**zoom), math.floor(height * 2**zoom)


def upper(image: QImage) -> QImage:
    """The picture without the attribution at its foot."""
    return image.copy(0, 0, image.width(), image.height() - 40)


def colours(image: QImage) -> set[int]:
    """Colours on a grid of twenty pixels."""
    return {image.pixel(x, y) for x in range(0, 640, 20) for y in range(0, 300, 20)}


def most_unlike(one: QImage, other: QImage) -> int:
    """The largest difference of a channel, 0 to 255."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(mine - yours) for mine, yours in pairs)


def around(zoom: int, tile: bytes, reach: int = 3) -> dict[tuple[int, int, int], bytes]:
    """One tile everywhere round the place."""
    _, x, y = tile_at(zoom)
    steps = range(-reach, reach + 1)
    return {(zoom, x + right, y + down): tile for right in steps for down in steps}


@pytest.fixture
def own(tmp_path: Path, tile_files: Any) -> Iterator[Show]:
    """Opens archives of given tiles."""
    files: list[TileFile] = []

    def make(
        tiles: Any, *, opacity: float = 1, metadata: dict[str, Any] | None = None, **header: Any
    ) -> OwnMapShown:
        path = tmp_path / f"지도 {len(files)}.pmtiles"
        files.append(open_tiles(tile_files.pmtiles(path, tiles, metadata, **header)))
        return OwnMapShown(own_map(f"own{len(files)}", files[-1], opacity), files[-1])

    yield make
    for file in files:
        file.close()


@pytest.fixture
def settled(shown: Any) -> Callable[..., QImage]:
    """Shows maps and sends messages; the picture when all is drawn."""

    def settle(maps: tuple[OwnMapShown, ...], *messages: protocol.ToPage) -> QImage:
        shown.view.show_own_maps(maps)
        shown.paint(*messages)
        picture: QImage = shown.still()
        return picture

    return settle


@pytest.fixture
def capture(
    resources: Resources, qtbot: QtBot, small: Record, payloads: Callable[..., tuple[bytes, str]]
) -> Iterator[Callable[..., Captured]]:
    """Captures of own maps on the bare base map."""
    maker = MapCapture(resources)

    def take(scale: float, place: protocol.ViewRequested, *maps: OwnMapShown) -> Captured:
        features, visible = payloads(small)
        request = CaptureRequest(400, 300, scale, features, visible, BARE, place, own_maps=maps)
        results: list[Captured | TumenError] = []
        maker.capture(request, results.append, results.append)
        qtbot.waitUntil(lambda: bool(results), timeout=60_000)
        if isinstance(results[0], TumenError):
            raise results[0]
        return results[0]

    yield take
    maker.close()


def test_picture_lies_where_it_belongs(shown: Any, settled: Any, own: Show, tile_files: Any) -> None:
    raster = own({tile_at(8): tile_files.png("#c00020")})
    image = settled((raster,), BARE, at(8))
    zoom, x, y = tile_at(8)
    west, east = x / 2**zoom * 360 - 180, (x + 1) / 2**zoom * 360 - 180
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / 2**zoom))))
    for lon, inside in ((west, (-2, 2)), (east, (2, -2))):
        column, row = shown.pixel_of(lon, lat)
        outer, inner = (image.pixel(column + step, row) for step in inside)
        assert inner == RED
        assert outer != RED


def test_opacity_order_and_removal(settled: Any, own: Show, tile_files: Any) -> None:
    before = settled((), BARE, at(7.25))
    red = own(around(7, tile_files.png("#ff0000")))
    blue = own(around(7, tile_files.png("#0000ff")))
    middle = (320, 200)
    assert settled((red, blue)).pixel(*middle) == QColor("#0000ff").rgb()
    assert settled((blue, red)).pixel(*middle) == QColor("#ff0000").rgb()
    half = QColor(settled((replace(red, map=red.map._replace(opacity=0.5)),)).pixel(*middle))
    sea = QColor(before.pixel(*middle))
    assert half.red() == pytest.approx((255 + sea.red()) / 2, abs=2)
    assert half.blue() == pytest.approx(sea.blue() / 2, abs=2)
    assert settled(()) == before


@pytest.mark.parametrize(("scale", "zoom"), [(1, 7), (1, 6.75), (1.5, 7.25), (2, 8.25), (2.74, 11.5)])
def test_tiles_show_no_seams(capture: Any, own: Show, tile_files: Any, scale: float, zoom: float) -> None:
    red = own(around(7, tile_files.png("#c00020"), reach=5))
    land = own(around(7, tile_files.vector(earth=WHOLE), reach=5), **VECTOR)
    for own_map_shown, colour in ((red, RED), (land, QColor(PALETTES[Theme.LIGHT].land).rgb())):
        image = capture(scale, at(zoom), own_map_shown).image
        # The attribution takes the foot, and names of the sea lie above.
        width, height = image.width(), image.height() * 4 // 5
        other = [[image.pixel(x, y) != colour for x in range(width)] for y in range(height)]
        assert not any(sum(row) > width / 3 for row in other)
        assert not any(sum(column) > height / 3 for column in zip(*other, strict=True))


def test_capture_is_the_screen(shown: Any, settled: Any, capture: Any, own: Show, tile_files: Any) -> None:
    raster = own(around(7, tile_files.png("#c00020"), reach=0), opacity=0.7)
    lines = "LINESTRING (0 0, 4096 4096)"
    vector = own(around(6, tile_files.vector(roads=lines, something="POINT (900 2000)")), **VECTOR)
    captured = capture(1, at(6.75), raster, vector).image
    captured.setDevicePixelRatio(1)
    shown.view.resize(400, 300)
    assert settled((raster, vector), BARE, at(6.75)) == captured


def test_deepest_level_serves_closer_views_and_the_widest_no_wider(
    settled: Any, own: Show, tile_files: Any
) -> None:
    plain = upper(settled((), BARE, at(6)))
    raster = own(around(8, tile_files.png("#c00020"), reach=0))
    assert upper(settled((raster,), at(6))) == plain
    assert RED not in colours(settled((raster,), at(7.25)))
    assert RED in colours(settled((raster,), at(7.5)))
    closer = settled((raster,), at(12.5))
    assert colours(closer) == {RED}


def test_holes_are_silent(shown: Any, settled: Any, own: Show, tile_files: Any) -> None:
    holed = own(around(7, tile_files.png("#c00020"), reach=0))
    image = settled((holed,), BARE, at(9.5))
    assert image.pixel(320, 200) == RED
    edge = settled((holed,), at(5.75 + 1, (PLACE[0] + 3, PLACE[1])))
    assert edge.pixel(600, 200) != RED
    assert not [said for said in shown.said if isinstance(said, protocol.OwnMapTroubled | protocol.Failed)]


def test_panning_draws_what_a_fresh_view_draws(shown: Any, settled: Any, own: Show, tile_files: Any) -> None:
    tiles = {
        place: tile_files.png(QColor.fromHsv(17 * number % 360, 200, 200).name())
        for number, place in enumerate(around(7, b"", reach=4))
    }
    maps = (
        own(tiles, opacity=0.8),
        own(around(6, tile_files.vector(roads="LINESTRING (0 9, 4000 4096)")), **VECTOR),
    )
    settled(maps, BARE, at(7))
    for step in ([37, 0], [-11, 53], [200, -120]):
        shown.run(f"void case_map.panBy({step}, {{animate: false}})")
    seen = shown.view.viewport
    panned = shown.still()
    settled(maps, at(9))
    fresh = settled(maps, protocol.ViewRequested(seen.lon, seen.lat, seen.zoom))
    # The base map below may differ by a shade along edges that were drawn from another corner.
    assert most_unlike(fresh, panned) <= 1


def test_vector_layers_are_drawn_in_the_theme(settled: Any, own: Show, tile_files: Any) -> None:
    def middle(map_: OwnMapShown, theme: Theme) -> str:
        style = BARE._replace(theme=theme.value)
        return settled((map_,), style, at(7)).pixelColor(320, 200).name().upper()

    land = own(around(6, tile_files.vector(earth=WHOLE)), **VECTOR)
    assert middle(land, Theme.LIGHT) == PALETTES[Theme.LIGHT].land
    assert middle(land, Theme.DARK) == PALETTES[Theme.DARK].land
    water = own(around(6, tile_files.vector(earth=WHOLE, water=WHOLE)), **VECTOR)
    assert middle(water, Theme.LIGHT) == PALETTES[Theme.LIGHT].sea


@pytest.mark.parametrize("layer", ["transportation", "boundaries", "waterway", "buildings", "<b>unknown</b>"])
@pytest.mark.parametrize(
    "shape",
    ["LINESTRING (0 0, 4096 4096)", "POLYGON ((99 99, 4000 99, 4000 4000, 99 99))", "POINT (2000 2000)"],
)
def test_every_shape_in_every_layer_is_survived(
    shown: Any, own: Show, tile_files: Any, layer: str, shape: str
) -> None:
    shown.view.show_own_maps((own(around(6, tile_files.vector(**{layer: shape})), **VECTOR),))
    shown.paint(at(7))
    assert not [said for said in shown.said if isinstance(said, protocol.OwnMapTroubled | protocol.Failed)]


def test_unknown_layers_get_outlines(settled: Any, own: Show, tile_files: Any) -> None:
    plain = upper(settled((), BARE, at(7)))
    for shape in (
        "LINESTRING (0 0, 4096 4096)",
        "POLYGON ((99 99, 4000 99, 4000 4000, 99 99))",
        "MULTIPOINT ((2000 500), (2000 1800), (2000 3100))",
    ):
        assert upper(settled((own(around(6, tile_files.vector(mine=shape)), **VECTOR),))) != plain
    names = own(
        around(6, tile_files.vector(place="MULTIPOINT ((2000 500), (2000 1800), (2000 3100))")), **VECTOR
    )
    assert upper(settled((names,))) == plain


# Layers of one feature: ring closings without number, a line without beginning, corners that are not there.
BOMBS = [
    bytes([9, 2, 2, *[0xFF] * 4, 0x0F]),
    bytes([10, 2, 2]),
    bytes([0xFA, 0xFF, 0x0F, 2, 2]),
    bytes([9, 2]),
]


def bomb(geometry: bytes) -> bytes:
    """A vector tile of one line with this geometry."""
    feature = bytes([0x18, 2, 0x22, len(geometry)]) + geometry
    layer = bytes([0x78, 2, 0x0A, 1, 0x78, 0x12, len(feature)]) + feature + bytes([0x28, 0x80, 0x20])
    return gzip.compress(bytes([0x1A, len(layer)]) + layer)


@pytest.mark.parametrize(
    "tile",
    [
        *map(bomb, BOMBS),
        gzip.compress(b"\x1a\x7f\x00"),
        gzip.compress(b"\x1a\x04\x78\x02\x28\x00"),
        gzip.compress(b"\x1b\x00"),
    ],
)
def test_false_vector_tiles_are_told_once(shown: Any, own: Show, tile: bytes) -> None:
    false = own(around(6, tile), **VECTOR)
    shown.view.show_own_maps((false,))
    assert shown.paint(at(7)).tiles > 0
    shown.paint(at(9))
    (told,) = [said for said in shown.said if isinstance(said, protocol.OwnMapTroubled)]
    assert told.id == false.map.id
    assert "cannot be drawn (the tile " in told.sentence


def test_damaged_pictures_are_told_once(shown: Any, settled: Any, own: Show, tile_files: Any) -> None:
    whole = tile_files.png("#c00020")
    tiles = {**around(7, whole), tile_at(7): whole[:60]}
    image = settled((own(tiles),), BARE, at(7))
    assert RED in {image.pixel(x, 100) for x in range(0, 640, 5)}
    (told,) = [said for said in shown.said if isinstance(said, protocol.OwnMapTroubled)]
    assert "the picture is damaged" in told.sentence


def test_trouble_of_the_reader_is_told(shown: Any, own: Show, tile_files: Any) -> None:
    tiles = {**around(7, tile_files.png("red")), tile_at(7): b"no picture"}
    shown.view.show_own_maps((own(tiles),))
    shown.paint(at(7))
    (told,) = [said for said in shown.said if isinstance(said, protocol.OwnMapTroubled)]
    assert told.sentence.endswith("is no picture.")
    assert "지도" in told.sentence


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=\"window.broken='img'\">", "'+(window.broken='quote')+'"]
)
def test_hostile_credits_are_only_text(shown: Any, own: Show, tile_files: Any, name: str) -> None:
    hostile = own(around(7, tile_files.png("red")), metadata={"name": name, "attribution": name})
    shown.view.show_own_maps((replace(hostile, map=hostile.map._replace(credit=name)),))
    shown.paint(BARE._replace(layers=()), at(7))
    text = shown.run("document.querySelector('.attribution').textContent")
    assert text.startswith("© OpenStreetMap")
    assert text.endswith(f" · {name}")
    assert shown.run("document.querySelector('.attribution').childElementCount") == 0
    assert shown.run("typeof window.broken") == "undefined"
    shown.view.show_own_maps(())
    shown.paint()
    assert shown.run("document.querySelector('.attribution').textContent") == text.removesuffix(f" · {name}")


def test_map_that_names_nobody_is_named_itself(own: Show, tile_files: Any) -> None:
    tiles = around(7, tile_files.png("red"))
    assert own(tiles, metadata={"name": "Topo", "attribution": "© A"}).map.credit == "© A"
    assert own(tiles, metadata={"name": "Topo"}).map.credit == "Topo"
    assert own(tiles).map.credit == "지도 2.pmtiles"


def test_own_maps_are_there_again_after_a_reload(
    shown: Any, qtbot: QtBot, settled: Any, own: Show, tile_files: Any
) -> None:
    before = settled((own(around(7, tile_files.png("#c00020"), reach=0)),), BARE, at(7))
    with qtbot.waitSignal(shown.view.ready, timeout=30_000):
        shown.view.retry()
    shown.paint()
    assert shown.still() == before


def test_tiles_are_answered_until_the_file_goes(own: Show, tile_files: Any) -> None:
    shown = own(around(7, tile_files.png("red"), reach=0))
    tiles = OwnTiles()
    address = "own1/{}/{}/{}".format(*tile_at(7))
    assert tiles.answer(address) == (b"application/octet-stream", b"")
    tiles.offer({"own1": shown.file})
    assert tiles.answer(address) == (b"application/octet-stream", tile_files.png("red"))
    shown.file.close()
    kind, sentence = tiles.answer(address) or (b"", b"")
    assert kind.startswith(b"text/plain")
    assert b"closed" in sentence
    for wrong in (
        "",
        "own1",
        "own1/1/2",
        "own1/1/2/3/4",
        "own1/-1/2/3",
        "own1/1/2/x",
        "own1/1/2/" + "9" * 5000,
    ):
        assert tiles.answer(wrong) is None
