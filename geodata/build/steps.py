"""The steps in their order: fetch, clip, clean, tile; then what is told about the result."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from desktop_app.launcher.lock_groups import BASEMAP, LOCK_NAME, read_groups
from geodata.build.borders import border_features, land_borders, read_edges
from geodata.build.coast import error_table, read_ports, write_references
from geodata.build.depth import depth_features
from geodata.build.features import Feature, write_layer
from geodata.build.fetch import fetch
from geodata.build.gazetteer_file import Spot, renew_hash, write_gazetteer
from geodata.build.land import land_features, read_land
from geodata.build.name_tables import TABLES
from geodata.build.points import (
    airport_features,
    country_features,
    place_features,
    port_features,
    region_label_features,
    region_line_features,
    sea_features,
    shown_places,
)
from geodata.build.rails import rail_features
from geodata.build.relief import write_relief
from geodata.build.shapes import Shapes, array
from geodata.build.sizes import size_table
from geodata.build.sources import ATTRIBUTION, renew_sources
from geodata.build.tiles import LAYERS, cut_tiles
from geodata.build.waters import river_features, water_features


def build(root: Path, work: Path) -> None:
    """Make everything of the base map in `root/geodata`.

    Raises:
        SetupError: a package is not the pinned one, or a tool is missing or failed.
    """
    geodata = root / "geodata"
    archive = geodata / "basemap.pmtiles"
    layers = work / "layers"
    layers.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    folders = fetch(work)
    tell("fetched")
    land = read_land()
    edges = read_edges(folders["@geo-maps/countries-maritime-10m"])
    on_land = land_borders(edges, land)
    tell(f"clipped: {len(land)} land areas, {len(edges)} pairs of neighbours")
    frontier = np.concatenate(list(on_land.values()))
    waters = water_features(folders, land)
    ports = read_ports(geodata / "record")
    makers: dict[str, Callable[[], list[Feature]]] = {
        "land": lambda: land_features(land, [(lon, lat) for _, lon, lat in ports]),
        "depth": lambda: depth_features(folders["ferret-datasets"]),
        "water": lambda: waters,
        "river": lambda: river_features(folders, frontier),
        "border": lambda: border_features(edges, on_land, land),
        "admin1": lambda: region_line_features(folders),
        "admin1_lbl": lambda: region_label_features(folders),
        "rail": lambda: rail_features(geodata / "record"),
        "place": place_features,
        "airport": airport_features,
        "port": lambda: port_features(land, geodata / "record"),
        "sea": sea_features,
        "country": country_features,
    }
    for layer in LAYERS:
        count = write_layer(layers / f"{layer}.geojsonl", makers[layer]())
        tell(f"cleaned: {layer}, {count} features")
    write_relief(geodata / "relief.webp", land)
    tell("drawn: relief")
    cut_tiles(layers, archive, ATTRIBUTION)
    tell("tiled")
    write_names(geodata, folders, land)
    tell("written: gazetteer")
    references = root / "tests" / "data" / "coast.csv"
    write_references(references, geodata / "record", land, array(water.shape for water in waters))
    renew_sources(geodata / "SOURCES.toml", read_groups(root / LOCK_NAME)[BASEMAP])
    tell(f"written: SOURCES.toml, {references.name}")
    print(size_table(archive), error_table(archive, references), sep="\n\n")


def write_names(geodata: Path, folders: Mapping[str, Path], land: Shapes) -> None:
    """Write the table that the search reads, with every named point where the map draws it."""

    def spots(features: Iterable[Feature]) -> list[Spot]:
        return [Spot(feature.shape.x, feature.shape.y, feature.tags) for feature in features]

    target = geodata / "gazetteer.csv"
    write_gazetteer(
        target,
        TABLES,
        shown_places(),
        spots(region_label_features(folders)),
        spots(port_features(land, geodata / "record")),
        spots(airport_features()),
    )
    renew_hash(geodata / "SOURCES.toml", target)
