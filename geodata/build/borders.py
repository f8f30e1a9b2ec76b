"""The layer `border`: land borders, agreed sea borders and limits of the territorial sea."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.extent import CUT, REGION, tile_zoom
from geodata.build.features import Feature
from geodata.build.readers import read_geo_countries, read_time_zones
from geodata.build.shapes import Shapes, area_km2, array, lines, overlapping, simplify_outside

_LAND_LEAST_KM2 = 2.0  # smaller islands have no border across them
_OUTSIDE_TOLERANCE = 0.002  # degrees
_NEAR_SHORE = 0.0035  # degrees: outer edges nearer to the land than this are shore
_LEAST_LIMIT = 0.02  # degrees: shorter pieces are left over at the shore
_LAND_R, _SEA_R = 3, 6
# Time zones that end at these countries' borders: newer than the package of countries, and in full.
_ZONES = {
    "CHN": ("Asia/Shanghai", "Asia/Urumqi"),
    "KOR": ("Asia/Seoul",),
    "MNG": ("Asia/Hovd", "Asia/Ulaanbaatar"),
    "PRK": ("Asia/Pyongyang",),
    "RUS": (
        *("Asia/Barnaul", "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Chita", "Asia/Yakutsk"),
        *("Asia/Khandyga", "Asia/Vladivostok"),
    ),
}


def edge_lines(areas: Iterable[tuple[str, BaseGeometry]]) -> dict[tuple[str, ...], Shapes]:
    """Edges of adjoining areas, joined to lines, by the countries on both sides; outer edges have one."""
    sides: dict[tuple[float, ...], set[str]] = defaultdict(set)
    for country, area in areas:
        for ring in shapely.get_rings(area):
            points = np.round(shapely.get_coordinates(ring), 6).tolist()
            for start, end in pairwise(points):
                if start != end:
                    sides[(*min(start, end), *max(start, end))].add(country)
    edges: dict[tuple[str, ...], list[tuple[float, ...]]] = defaultdict(list)
    for edge, countries in sides.items():
        edges[tuple(sorted(countries))].append(edge)
    return {
        countries: lines(shapely.linestrings(np.array(sorted(found)).reshape(-1, 2, 2)))
        for countries, found in sorted(edges.items())
    }


def read_edges(folder: Path) -> dict[tuple[str, ...], Shapes]:
    """Edges of the countries with their territorial seas that reach into the box, cut to it.

    Those between two neighbours of our time zones are the zones'.
    """
    areas = list(read_geo_countries(folder))
    shapes = array(shape for _, shape in areas)
    near = [area for area, is_near in zip(areas, overlapping(shapes, CUT), strict=True) if is_near]
    zones = [(country, shape) for country, names in _ZONES.items() for shape in read_time_zones(names)]
    newer = {key: found for key, found in edge_lines(zones).items() if len(key) > 1}
    cut = {key: shapely.clip_by_rect(found, *CUT) for key, found in {**edge_lines(near), **newer}.items()}
    return {key: lines(found[~shapely.is_empty(found)]) for key, found in cut.items()}


def land_borders(edges: dict[tuple[str, ...], Shapes], land: Shapes) -> dict[tuple[str, ...], Shapes]:
    """Edges between two countries where they are on land, in full detail."""
    ground = _ground(land)
    return {
        countries: lines(shapely.intersection(shapely.multilinestrings(found), ground))
        for countries, found in edges.items()
        if len(countries) > 1 and len(found)
    }


def border_features(
    edges: dict[tuple[str, ...], Shapes], on_land: dict[tuple[str, ...], Shapes], land: Shapes
) -> list[Feature]:
    """The layer."""
    ground = _ground(land)
    shore = shapely.buffer(shapely.simplify(ground, 0.001), _NEAR_SHORE, quad_segs=2)
    made = []
    for countries, found in edges.items():
        whole = shapely.multilinestrings(found)
        sides = "/".join(countries)
        if len(countries) > 1:
            kind = "mdl" if countries == ("KOR", "PRK") else "adm0"
            made += _features(on_land.get(countries, array([])), kind, sides, _LAND_R)
            made += _features(lines(shapely.difference(whole, ground)), "tsb", sides, _SEA_R)
        elif len(found):
            limits = lines(shapely.difference(whole, shore))
            made += _features(limits[shapely.length(limits) > _LEAST_LIMIT], "ts", sides, _SEA_R)
    return made


def _ground(land: Shapes) -> BaseGeometry:
    return shapely.multipolygons(land[area_km2(land) > _LAND_LEAST_KM2])


def _features(found: Shapes, kind: str, sides: str, map_zoom: int) -> list[Feature]:
    return [
        Feature(
            simplify_outside(line, REGION, _OUTSIDE_TOLERANCE),
            {"k": kind, "l": sides, "r": map_zoom},
            tile_zoom(map_zoom),
        )
        for line in found
    ]
