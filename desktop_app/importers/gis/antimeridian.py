"""Shapes that cross the antimeridian, cut there (RFC 7946, section 3.1.9)."""

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from desktop_app.importers.gis.shapes import Geometries

_HALF: Final = 180.0
_TURN: Final = 360.0
_POLE: Final = 90.0


class Cut(NamedTuple):
    """Shapes between 180° W and 180° E.

    Attributes:
        geometries: all, in their order.
        rows: places of those that were cut or brought round the world.
    """

    geometries: "Geometries"
    rows: list[int]


def cut(geometries: "Geometries") -> Cut:
    """The same shapes between 180° W and 180° E.

    Two neighbouring corners more than half a turn apart, and less than a whole one, are taken to be joined
    the short way, over the antimeridian.
    """
    out = np.array(geometries, dtype=object)
    bounds = shapely.bounds(out)
    far = (bounds[:, 0] < -_HALF) | (bounds[:, 2] > _HALF) | (bounds[:, 2] - bounds[:, 0] > _HALF)
    rows = []
    for row in np.flatnonzero(far).tolist():
        divided = _cut_one(out[row])
        if not shapely.equals_exact(divided, out[row]):
            out[row] = divided
            rows.append(row)
    return Cut(out, rows)


def _cut_one(shape: Any) -> Any:
    kind = shapely.get_type_id(shape)
    if kind == shapely.GeometryType.POINT:
        return shapely.transform(shape, _folded)
    if kind == shapely.GeometryType.POLYGON:
        return _divided(_unwrapped_polygon(shape), shape)
    if kind in {shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING}:
        return _divided(shapely.linestrings(_unwrapped(shapely.get_coordinates(shape))), shape)
    parts = [one for part in shapely.get_parts(shape) for one in shapely.get_parts(_cut_one(part))]
    together = {
        shapely.GeometryType.MULTIPOINT: shapely.multipoints,
        shapely.GeometryType.MULTILINESTRING: shapely.multilinestrings,
        shapely.GeometryType.MULTIPOLYGON: shapely.multipolygons,
    }.get(kind, shapely.geometrycollections)
    return together(parts)


def _unwrapped_polygon(polygon: Any) -> Any:
    shell = _unwrapped(shapely.get_coordinates(polygon.exterior))
    middle = float(shell[:, 0].mean())
    holes = []
    for ring in polygon.interiors:
        hole = _unwrapped(shapely.get_coordinates(ring))
        hole[:, 0] += _TURN * round((middle - float(hole[:, 0].mean())) / _TURN)
        holes.append(hole)
    return shapely.Polygon(shell, holes)


def _unwrapped(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners of which no two neighbours are more than half a turn apart."""
    steps = np.diff(corners[:, 0], prepend=corners[:1, 0])
    # From 180° W to 180° E is a whole turn: an edge of the map, and no way over the antimeridian.
    over = (np.abs(steps) > _HALF) & (np.abs(steps) < _TURN)
    turns = np.cumsum(np.where(over, -np.sign(steps), 0.0))
    return np.column_stack((corners[:, 0] + _TURN * turns, corners[:, 1]))


def _divided(unwrapped: Any, given: Any) -> Any:
    """The pieces that lie in each turn round the world, brought back into the first."""
    west, _, east, _ = shapely.bounds(unwrapped).tolist()
    # A shape that only touches the antimeridian does not cross it.
    first, last = math.floor((west + _HALF) / _TURN), math.ceil((east - _HALF) / _TURN)
    if first == last == 0:
        return unwrapped
    kind = shapely.get_type_id(given)
    whole = shapely.make_valid(unwrapped) if kind == shapely.GeometryType.POLYGON else unwrapped
    wanted = shapely.get_dimensions(whole)
    pieces = []
    for turn in range(first, last + 1):
        middle = turn * _TURN
        box = shapely.box(middle - _HALF, -_POLE, middle + _HALF, _POLE)
        parts = shapely.get_parts(shapely.intersection(whole, box))
        within = parts[(shapely.get_dimensions(parts) == wanted) & ~shapely.is_empty(parts)]
        pieces.extend(shapely.transform(within, lambda at, by=middle: at - (by, 0.0)))
    if len(pieces) == 1:
        return pieces[0]
    return shapely.multipolygons(pieces) if wanted > 1 else shapely.multilinestrings(pieces)


def _folded(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    folded = np.array(corners)
    folded[:, 0] = (folded[:, 0] + _HALF) % _TURN - _HALF
    return folded
