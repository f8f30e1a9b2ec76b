"""How well the coast in the archive meets OpenStreetMap's near the named ports."""

import csv
import gzip
import json
import math
from collections.abc import Iterable
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import shapely
from numpy.typing import NDArray
from pmtiles.reader import MmapSource, Reader
from shapely.geometry.base import BaseGeometry

from geodata.build.extent import DEEPEST_ZOOM, to_tile
from geodata.build.shapes import KM_PER_DEGREE, KM_PER_DEGREE_LAT, Shapes, array, clip, lines, polygons

_WITHIN_KM = 5.0
_STEP_KM = 0.2
_UNITS = 4096


def write_references(path: Path, record: Path, land: Shapes, waters: Shapes) -> None:
    """Points every 200 m of the unsimplified shore within 5 km of each port, as `port,layer,lon,lat`.

    OpenStreetMap counts rivers as land. So a port without a shore has the banks of `waters`, and what is
    compared there is the drawing with its source alone, which may itself be some hundred metres off.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["port", "layer", "lon", "lat"])
        for name, lon, lat in read_ports(record):
            coast = shore_points(land, lon, lat)
            points = coast or shore_points(waters, lon, lat)
            for point_lon, point_lat in points:
                layer = "land" if coast else "water"
                writer.writerow([name, layer, f"{point_lon:.6f}", f"{point_lat:.6f}"])


def read_ports(record: Path) -> list[tuple[str, float, float]]:
    """Name and position of the record's ports."""
    rows = json.loads((record / "ports.geojson").read_text("utf-8"))["features"]
    return [
        (row["properties"]["name_en"], *row["geometry"]["coordinates"][:2])
        for row in rows
        if row["properties"]["kind"] == "port" and row["geometry"] is not None
    ]


def shore_points(areas: Shapes, lon: float, lat: float) -> list[tuple[float, float]]:
    """Points every 200 m along the edge of `areas` within 5 km of a position, in kilometres true there."""
    scale = math.cos(math.radians(lat)) * KM_PER_DEGREE
    high, wide = 1.5 * _WITHIN_KM / KM_PER_DEGREE_LAT, 1.5 * _WITHIN_KM / scale
    near = clip(areas, (lon - wide, lat - high, lon + wide, lat + high))
    ground = shapely.union_all([_plane(shape, lon, lat) for shape in near])
    shore = shapely.boundary(ground).intersection(shapely.Point(0, 0).buffer(_WITHIN_KM))
    made = []
    for line in lines(shore):
        for along in np.arange(0, line.length, _STEP_KM):
            spot = line.interpolate(along)
            made.append((lon + spot.x / scale, lat + spot.y / KM_PER_DEGREE_LAT))
    return made


def coast_errors_m(
    archive: Path, points: Iterable[tuple[float, float]], layer: str = "land"
) -> NDArray[np.float64]:
    """Distance in metres of each point (lon, lat) from the edge of a layer in the archive's deepest tiles."""
    with archive.open("rb") as file:
        reader = Reader(MmapSource(file))
        shores: dict[tuple[int, int], BaseGeometry] = {}
        made = []
        for lon, lat in points:
            x, y = to_tile(lon, lat, DEEPEST_ZOOM)
            column, row = math.floor(x), math.floor(y)
            tiles = [(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
            best = math.inf
            for tile in tiles:
                if tile not in shores:
                    shores[tile] = _shore(reader, layer, *tile)
                spot = shapely.Point((x - tile[0]) * _UNITS, (y - tile[1]) * _UNITS)
                if not shores[tile].is_empty:
                    best = min(best, shores[tile].distance(spot))
            made.append(best * _metres_a_unit(lat))
    return np.array(made)


def error_table(archive: Path, references: Path) -> str:
    """Median, 95th percentile and largest error in metres for each port, as lines to print."""
    rows = [f"{'Shore at':<26}{'of':<6}{'points':>8}{'median m':>10}{'95 % m':>10}{'largest m':>11}"]
    for (port, layer), points in read_references(references).items():
        errors = coast_errors_m(archive, points, layer)
        middle, high = np.percentile(errors, [50, 95])
        rows.append(f"{port:<26}{layer:<6}{len(points):>8}{middle:>10.1f}{high:>10.1f}{errors.max():>11.1f}")
    return "\n".join(rows)


def read_references(path: Path) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """The points (lon, lat) that `write_references` wrote, by port and layer."""
    groups: dict[tuple[str, str], list[tuple[float, float]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            groups.setdefault((row["port"], row["layer"]), []).append((float(row["lon"]), float(row["lat"])))
    return groups


def _plane(shape: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    scale = np.array([math.cos(math.radians(lat)) * KM_PER_DEGREE, KM_PER_DEGREE_LAT])
    return shapely.transform(shape, lambda points: (points - [lon, lat]) * scale)


def _shore(reader: Reader, layer: str, column: int, row: int) -> BaseGeometry:
    """Shore in a tile's own units from its upper left, without the tile's edges."""
    content = reader.get(DEEPEST_ZOOM, column, row)
    if content is None:
        return shapely.MultiLineString()
    tile = mapbox_vector_tile.decode(gzip.decompress(content), default_options={"y_coord_down": True})
    shapes = [
        shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in tile.get(layer, {"features": []})["features"]
    ]
    if not shapes:
        return shapely.MultiLineString()
    inside = shapely.box(0, 0, _UNITS, _UNITS)
    return shapely.boundary(shapely.union_all(polygons(array(shapes)))).intersection(inside)


def _metres_a_unit(lat: float) -> float:
    return KM_PER_DEGREE * 360e3 / (2**DEEPEST_ZOOM * _UNITS) * math.cos(math.radians(lat))
