"""The base map's files: their sources, layers and size, and where the archive's shores and borders run."""

import gzip
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from pmtiles.reader import MmapSource, Reader, all_tiles

from geodata.build.coast import coast_errors_m, read_ports, read_references
from geodata.build.extent import DEEPEST_ZOOM, REGION, WORLD, to_tile
from geodata.build.fetch import read_pins
from geodata.build.sizes import bytes_by_layer
from geodata.build.sources import ATTRIBUTION, FILES, NAME
from geodata.build.tiles import LAYERS

ROOT = Path(__file__).parents[3]
GEODATA = ROOT / "geodata"
ARCHIVE = GEODATA / "basemap.pmtiles"
COAST = ROOT / "tests" / "data" / "coast.csv"
BASEMAP_TS = ROOT / "assets" / "web" / "basemap"
COAST_LIMIT_M = 60.0

SHORES = read_references(COAST)


@pytest.fixture(scope="module")
def archive() -> Iterator[Reader]:
    with ARCHIVE.open("rb") as file:
        yield Reader(MmapSource(file))


def shapes_at(archive: Reader, layer: str, lon: float, lat: float, **tags: str | int) -> list[Any]:
    """Shapes of a layer in the deepest tile round a position, which is (0, 0); a unit is 7 to 8 m."""
    x, y = to_tile(lon, lat, DEEPEST_ZOOM)
    content = archive.get(DEEPEST_ZOOM, int(x), int(y))
    assert content is not None
    tile = mapbox_vector_tile.decode(gzip.decompress(content), default_options={"y_coord_down": True})
    origin = np.array([x - int(x), y - int(y)]) * 4096
    return [
        shapely.transform(shapely.from_geojson(json.dumps(feature["geometry"])), lambda c: c - origin)
        for feature in tile.get(layer, {"features": []})["features"]
        if tags.items() <= feature["properties"].items()
    ]


def test_the_entry_in_sources_names_every_package_with_version_and_attribution() -> None:
    table = tomllib.loads((GEODATA / "SOURCES.toml").read_text("utf-8"))
    entry = next(dataset for dataset in table["dataset"] if dataset["name"] == NAME)
    assert tuple(entry["files"]) == FILES
    assert entry["attribution"] == ATTRIBUTION
    for pin in read_pins():
        assert f"{pin.name} {pin.version}" in entry["origin"]
        assert pin.digest in entry["origin"]
    for licence in ("ODbL-1.0", "LGPL-3.0", "CC-BY-4.0", "MIT", "Apache-2.0"):
        assert licence in entry["licence"]
        assert any(name.startswith(licence) for name in entry["licence_files"])


def test_the_map_shows_the_attribution_of_the_base_map(archive: Reader) -> None:
    shown = (ROOT / "assets" / "web" / "controls.ts").read_text("utf-8")
    assert f'"{ATTRIBUTION}"' in shown
    assert archive.metadata()["attribution"] == ATTRIBUTION


def test_every_layer_that_a_style_draws_is_in_the_archive(archive: Reader) -> None:
    held = {layer["id"] for layer in archive.metadata()["vector_layers"]}
    assert held == set(LAYERS)
    code = "\n".join(path.read_text("utf-8") for path in sorted(BASEMAP_TS.glob("*.ts")))
    drawn = set(re.findall(r'\b(?:dataLayer|layer): "([a-z0-9_]+)"', code))
    drawn |= set(re.findall(r'\b(?:fill|line|ranked|points|features)\((?:\w+, )*"([a-z0-9_]+)"', code))
    assert {"land", "depth", "place"} <= drawn
    assert drawn <= held


def test_size_and_extent(archive: Reader) -> None:
    assert ARCHIVE.stat().st_size <= 12_000_000
    assert (GEODATA / "relief.webp").stat().st_size <= 400_000
    header = archive.header()
    assert (header["min_zoom"], header["max_zoom"]) == (0, DEEPEST_ZOOM)
    west, south, east, north = WORLD
    assert header["min_lon_e7"] <= west * 1e7
    assert header["min_lat_e7"] <= south * 1e7
    assert header["max_lon_e7"] >= east * 1e7
    assert header["max_lat_e7"] >= north * 1e7


def test_the_table_of_sizes_accounts_for_the_whole_archive() -> None:
    sizes = bytes_by_layer(ARCHIVE)
    assert {layer for layer, _ in sizes} == set(LAYERS)
    assert {zoom for _, zoom in sizes} == set(range(DEEPEST_ZOOM + 1))
    assert 0.98 < sum(sizes.values()) / ARCHIVE.stat().st_size < 1  # the rest are the directories


def test_the_deepest_tiles_are_those_of_the_region_and_the_rest_of_the_map_ends_one_above() -> None:
    west, south, east, _ = REGION
    with ARCHIVE.open("rb") as file:
        tiles = {tile for tile, _ in all_tiles(MmapSource(file))}
    for lon, lat in [(100.0, 20.0), (170.0, 65.0), (west - 1, 45.0), (140.0, south - 1), (east + 1, 45.0)]:
        assert (DEEPEST_ZOOM, *map(int, to_tile(lon, lat, DEEPEST_ZOOM))) not in tiles
        assert (DEEPEST_ZOOM - 1, *map(int, to_tile(lon, lat, DEEPEST_ZOOM - 1))) in tiles
    for lon, lat in [(west + 0.01, 45.0), (140.0, south + 0.01), (east - 0.01, 45.0), (130.3, 42.25)]:
        assert (DEEPEST_ZOOM, *map(int, to_tile(lon, lat, DEEPEST_ZOOM))) in tiles


def test_the_archive_tells_nothing_of_the_machine_it_was_made_on(archive: Reader) -> None:
    assert "/" not in archive.metadata()["generator_options"].replace("--", "")


@pytest.mark.parametrize(("port", "layer"), sorted(SHORES))
def test_the_shore_near_a_port_is_that_of_its_source(port: str, layer: str) -> None:
    """The coast is OpenStreetMap's; on rivers, which it counts as land, the bank is that of GSHHG."""
    errors = coast_errors_m(ARCHIVE, SHORES[port, layer], layer)
    assert len(errors) > 20
    assert float(errors.max()) <= COAST_LIMIT_M
    assert float(np.median(errors)) <= 5


def test_every_port_has_shore_points_and_only_those_on_rivers_have_a_bank() -> None:
    assert {port for port, _ in SHORES} == {name for name, _, _ in read_ports(GEODATA / "record")}
    assert {port for port, layer in SHORES if layer == "water"} == {"Nampo", "Songnim", "Sinuiju"}


# Chosen by eye on the shore of OpenStreetMap: roadstead and channel of the Taedong, quay towns, hills.
WATER = {"Nampo roads": (125.38, 38.715), "barrage lake": (125.28, 38.69)}
LAND = {"Nampo town": (125.41, 38.76), "Rajin town": (130.30, 42.26), "Vladivostok": (131.92, 43.12)}


@pytest.mark.parametrize("name", WATER)
def test_the_taedong_below_nampo_is_water(archive: Reader, name: str) -> None:
    spot = shapely.Point(0, 0)
    assert any(shape.covers(spot) for shape in shapes_at(archive, "water", *WATER[name]))


@pytest.mark.parametrize("name", LAND)
def test_towns_stand_on_land(archive: Reader, name: str) -> None:
    spot = shapely.Point(0, 0)
    assert any(shape.covers(spot) for shape in shapes_at(archive, "land", *LAND[name]))
    assert not any(shape.covers(spot) for shape in shapes_at(archive, "water", *LAND[name]))


# OpenStreetMap has a vertex this often, a tenth added: the middle Yalu is drawn coarsely there.
BENDS_M = {
    "mouth of the Tumen": (130.60, 42.42, 60),
    "Tumen at Hunchun": (130.25, 42.90, 55),
    "Tumen at Tumen": (129.85, 42.98, 250),
    "mouth of the Yalu": (124.45, 40.15, 235),
    "Yalu at Supung": (125.00, 40.50, 490),
    "Yalu at Chunggang": (126.90, 41.75, 755),
    "Yalu at Hyesan": (128.20, 41.40, 185),
}


@pytest.mark.parametrize("place", BENDS_M)
def test_border_rivers_keep_every_bend_of_the_source(archive: Reader, place: str) -> None:
    lon, lat, spacing_m = BENDS_M[place]
    borders = shapes_at(archive, "border", lon, lat, k="adm0")
    length_m = sum(shape.length for shape in borders) * 9.55 * np.cos(np.radians(lat))
    vertices = sum(int(shapely.get_num_coordinates(shape)) for shape in borders)
    assert length_m > 30_000
    assert length_m / vertices < spacing_m
    assert shapes_at(archive, "river", lon, lat, b=1)


def test_tidal_flats_made_land_are_no_water(archive: Reader) -> None:
    flats = (125.17, 38.745)  # north of the West Sea barrage: sea in GSHHG, land in OpenStreetMap
    assert not any(shape.covers(shapely.Point(0, 0)) for shape in shapes_at(archive, "water", *flats))
