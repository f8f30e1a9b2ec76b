"""The layer `rail`: the railways, without the line to Rajin, which the record draws."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.build.extent import REGION, tile_zoom
from geodata.build.features import Feature
from geodata.build.readers import read_rail_network
from geodata.build.shapes import KM_PER_DEGREE_LAT, Shapes, lines

_ALONG = 0.016  # degrees, 1.5 km and a little: as far as the record's line may be off the network's
# From a map zoom on, branches of at least this length in kilometres are drawn.
_FAR_KM = ((6, 60.0), (7, 30.0), (8, 12.0))
_NEAR_KM = ((9, 4.0), (10, 0.0))
_YARD = 0.01  # degrees, a pixel or two from afar: nodes nearer together are one there


def record_line(record: Path) -> BaseGeometry:
    """The line Baranovsky–Khasan–Rajin of the record."""
    rows = json.loads((record / "rail.geojson").read_text("utf-8"))["features"]
    shapes = [row["geometry"] for row in rows if row["geometry"] is not None]
    return shapely.MultiLineString(
        [shape["coordinates"] for shape in shapes if shape["type"] == "LineString"]
    )


def rail_features(record: Path) -> list[Feature]:
    """The layer: chains between junctions, the trunk lines from afar, branches nearer."""
    own = shapely.buffer(record_line(record), _ALONG)
    edges = read_rail_network()
    edges = edges[~shapely.contains(own, edges)]
    far = _ranked(join_yards(edges, _YARD), _FAR_KM, tile_zoom(_NEAR_KM[0][0]) - 1)
    inside = shapely.intersects(edges, shapely.box(*REGION))
    near = _ranked(edges[inside], _NEAR_KM, None)
    return far + near + _ranked(join_yards(edges[~inside], _YARD), _NEAR_KM[:1], None)


def _ranked(edges: Shapes, ranks: Sequence[tuple[int, float]], last: int | None) -> list[Feature]:
    made = []
    drawn = np.zeros(len(edges), dtype=bool)
    for map_zoom, least_km in ranks:
        kept = prune(edges, least_km)
        found = lines(edges[kept & ~drawn])
        made += [Feature(line, {"r": map_zoom}, tile_zoom(map_zoom), last) for line in found]
        drawn |= kept
    return made


def join_yards(edges: Shapes, cell: float) -> Shapes:
    """Straight edges between the nodes left when each `cell` (degrees) keeps the first of its own."""
    ends = shapely.get_coordinates(edges)
    _, firsts, cells = np.unique(np.floor(ends / cell), axis=0, return_index=True, return_inverse=True)
    pairs = np.sort(cells.reshape(-1, 2), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    joined: Shapes = shapely.linestrings(ends[firsts][pairs])
    return joined


def prune(edges: Shapes, least_km: float) -> NDArray[np.bool_]:
    """Which straight edges stay when loose branches shorter than `least_km` are cut off, again and again."""
    ends = shapely.get_coordinates(edges).reshape(-1, 4)
    points = sorted({*_pairs(ends[:, :2]), *_pairs(ends[:, 2:])})
    nodes = {point: number for number, point in enumerate(points)}
    sides = np.array(
        [
            (nodes[start], nodes[end])
            for start, end in zip(_pairs(ends[:, :2]), _pairs(ends[:, 2:]), strict=True)
        ]
    )
    scale = np.cos(np.radians(ends[:, 1]))
    km = np.hypot((ends[:, 2] - ends[:, 0]) * scale, ends[:, 3] - ends[:, 1]) * KM_PER_DEGREE_LAT
    kept = np.ones(len(edges), dtype=bool)
    touching: list[list[int]] = [[] for _ in nodes]
    for edge, (start, end) in enumerate(sides.tolist()):
        touching[start].append(edge)
        touching[end].append(edge)
    changed = least_km > 0
    while changed:
        changed = False
        for node in range(len(nodes)):
            branch, length = _branch(node, touching, sides, km)
            if branch and length < least_km:
                for edge in branch:
                    kept[edge] = False
                    for side in sides[edge].tolist():
                        touching[side].remove(edge)
                changed = True
    return kept


def _branch(
    node: int, touching: list[list[int]], sides: NDArray[np.int_], km: NDArray[np.float64]
) -> tuple[list[int], float]:
    """Edges from a loose end to the next junction or loose end, and their length; none from elsewhere."""
    branch: list[int] = []
    length = 0.0
    here = node
    if len(touching[node]) != 1:
        return branch, length
    edge = touching[node][0]
    while True:
        branch.append(edge)
        length += float(km[edge])
        start, end = sides[edge].tolist()
        here = end if here == start else start
        onward = [other for other in touching[here] if other != edge]
        if len(onward) != 1 or onward[0] in branch:
            return branch, length
        edge = onward[0]


def _pairs(points: NDArray[np.float64]) -> list[tuple[float, float]]:
    return [(lon, lat) for lon, lat in points.tolist()]
