"""Geometry that several layers need."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.build.extent import Box

Shapes = NDArray[np.object_]
Points = NDArray[np.float64]

KM_PER_DEGREE = 111.32  # of longitude on the equator, WGS 84
KM_PER_DEGREE_LAT = 110.57  # of latitude on the equator, WGS 84


def array(shapes: Iterable[BaseGeometry]) -> Shapes:
    """Shapes as an array, which shapely works on at once."""
    listed = list(shapes)
    made = np.empty(len(listed), dtype=object)
    made[:] = listed
    return made


def area_km2(shapes: Shapes) -> NDArray[np.float64]:
    """Area of each shape, good to a few per cent: degrees scaled at its middle latitude."""
    bounds = shapely.bounds(shapes)
    middle = np.radians((bounds[:, 1] + bounds[:, 3]) / 2)
    made: NDArray[np.float64] = shapely.area(shapes) * KM_PER_DEGREE * KM_PER_DEGREE_LAT * np.cos(middle)
    return made


def overlapping(shapes: Shapes, box: Box) -> NDArray[np.bool_]:
    """Which shapes' bounds overlap `box`."""
    west, south, east, north = box
    bounds = shapely.bounds(shapes)
    made: NDArray[np.bool_] = (
        (bounds[:, 0] < east) & (bounds[:, 2] > west) & (bounds[:, 1] < north) & (bounds[:, 3] > south)
    )
    return made


def clip(shapes: Shapes, box: Box) -> Shapes:
    """What of `shapes` is in `box`, as single parts."""
    near = shapes[overlapping(shapes, box)]
    cut = shapely.clip_by_rect(near, *box)
    parts: Shapes = shapely.get_parts(cut[~shapely.is_empty(cut)])
    return parts


def polygons(shapes: Any) -> Shapes:
    """The polygons among the parts of `shapes`, made valid."""
    parts = shapely.get_parts(shapely.make_valid(shapes))
    kept: Shapes = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return kept


def lines(shapes: Any) -> Shapes:
    """The lines among the parts of `shapes`, joined where exactly two meet."""
    parts = shapely.get_parts(shapes)
    kept: Shapes = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    if not len(kept):
        return kept
    joined: Shapes = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(kept)))
    return joined


def simplify_outside(shape: BaseGeometry, box: Box, tolerance: float) -> BaseGeometry:
    """`shape` with fewer vertices outside `box` and every vertex inside; no vertex is moved.

    What crosses the edge stays one ring or line, so that nothing is cut there and no seam can be seen.
    """
    if shapely.box(*box).contains(shape):
        return shape
    if not shapely.box(*box).intersects(shape):
        return shapely.simplify(shape, tolerance)
    thinned = _each_line(shape, lambda points: _thin(points, box, tolerance))
    return thinned if shapely.is_valid(thinned) else shapely.make_valid(thinned)


def _each_line(shape: BaseGeometry, change: Callable[[Points], Points]) -> BaseGeometry:
    if shape.geom_type == "LineString":
        return shapely.LineString(change(shapely.get_coordinates(shape)))
    rings = [change(shapely.get_coordinates(ring)) for ring in [shape.exterior, *shape.interiors]]
    return shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3])  # noqa: PLR2004  a triangle, closed


def _thin(points: Points, box: Box, tolerance: float) -> Points:
    west, south, east, north = box
    lon, lat = points[:, 0], points[:, 1]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    # Runs of vertices outside, each with the vertex inside that it starts from and ends at.
    edges = np.flatnonzero(np.diff(inside.astype(np.int8)))
    starts = [0, *(edges + 1)]
    ends = [*(edges + 1), len(points)]
    kept = []
    for start, end in zip(starts, ends, strict=True):
        if inside[start]:
            kept.append(points[start:end])
            continue
        first, last = max(start - 1, 0), min(end + 1, len(points))
        run = points[first:last]
        simple = shapely.get_coordinates(
            shapely.simplify(shapely.LineString(run), tolerance, preserve_topology=False)
        )
        kept.append(simple[start - first : len(simple) - (last - end)])
    return np.concatenate(kept)


def widen(areas: Shapes, reach: BaseGeometry, width: float) -> Shapes:
    """Polygons with what is narrower than `width` grown to that and less than twice it, in `reach`."""
    made = areas.copy()
    half = width / 2
    for number in np.flatnonzero(shapely.intersects(areas, reach)):
        near = shapely.intersection(areas[number], reach)
        wide = shapely.buffer(shapely.buffer(near, -half, join_style="mitre"), half, join_style="mitre")
        narrow = shapely.difference(near, shapely.buffer(wide, half / 10))
        made[number] = shapely.union(areas[number], shapely.buffer(narrow, half, quad_segs=1))
    return polygons(made)
