"""Shapes out of WKB: what can be read, turned into longitude and latitude, and why the rest cannot."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

    from desktop_app.importers.gis.turning import Turning

Geometries = NDArray[Any]

# Codes of curved shapes in WKB (ISO 13249-3): circular string, compound curve, curve polygon and their sets.
_CURVED: Final = frozenset(range(8, 13))
_EWKB_FLAGS: Final = 0x1FFFFFFF
_ISO_STEP: Final = 1000
# Decimals of a degree that are kept after turning: 1 cm.
_DECIMALS: Final = 7

NO_SHAPE: Final = "it has no shape"
EMPTY: Final = "its shape is empty"
BROKEN: Final = "its shape cannot be read"
CURVED: Final = "its shape is made of arcs, which are not read"
NO_NUMBER: Final = "a corner of its shape has no number"
OUTSIDE: Final = "its position lies outside of what the coordinate system covers"
NO_LATITUDE: Final = "its latitude lies beyond a pole"
_POLE: Final = 90.0


class Shapes(NamedTuple):
    """The shapes of some rows.

    Attributes:
        geometries: two-dimensional; None where there is none.
        reasons: why there is none, a clause; empty for a row with a shape.
    """

    geometries: Geometries
    reasons: list[str]


def shapes_of(wkb: "pl.Series") -> Shapes:
    """Read shapes; heights and measures are left out."""
    cells = wkb.to_list()
    geometries = _read(cells)
    reasons = [""] * len(cells)
    geometries = shapely.force_2d(geometries)
    none = shapely.is_missing(geometries)
    empty = shapely.is_empty(geometries) & ~none
    finite = _finite(geometries)
    for row in np.flatnonzero(none | empty | ~finite).tolist():
        reasons[row] = _reason(cells[row]) if none[row] else EMPTY if empty[row] else NO_NUMBER
        geometries[row] = None
    return Shapes(geometries, reasons)


def turned(shapes: Shapes, turning: "Turning") -> Shapes:
    """The same in EPSG:4326; longitudes may go round the world."""
    geometries, reasons = shapes.geometries, list(shapes.reasons)
    if turning.turn is not None:
        turn = turning.turn
        geometries = shapely.transform(geometries, lambda places: np.round(turn(places), _DECIMALS))
    finite = _finite(geometries)
    present = ~shapely.is_missing(geometries)
    bounds = shapely.bounds(geometries)
    beyond = present & ((bounds[:, 1] < -_POLE) | (bounds[:, 3] > _POLE))
    for row in np.flatnonzero(~finite | beyond).tolist():
        reasons[row] = OUTSIDE if turning.turn is not None else NO_LATITUDE
        geometries[row] = None
    return Shapes(geometries, reasons)


def corners_of(geometries: Geometries) -> NDArray[np.float64]:
    """x, y of every corner."""
    corners: NDArray[np.float64] = shapely.get_coordinates(geometries)
    return corners


def _read(cells: list[bytes | None]) -> Geometries:
    try:
        return np.array(shapely.from_wkb(cells, on_invalid="ignore"), dtype=object)
    except NotImplementedError:  # arcs
        return np.array([_read_one(cell) for cell in cells], dtype=object)


def _read_one(cell: bytes | None) -> Any:
    try:
        return shapely.from_wkb(cell, on_invalid="ignore")
    except NotImplementedError:
        return None


def _finite(geometries: Geometries) -> NDArray[np.bool_]:
    """Whether every corner of a shape is a number."""
    corners, owner = shapely.get_coordinates(geometries, return_index=True)
    finite = np.ones(len(geometries), dtype=np.bool_)
    finite[owner[~np.isfinite(corners).all(axis=1)]] = False
    return finite


def _reason(cell: bytes | None) -> str:
    if cell is None:
        return NO_SHAPE
    if len(cell) < 5:  # noqa: PLR2004 - the order of bytes and the kind
        return BROKEN
    code = int.from_bytes(cell[1:5], "little" if cell[0] == 1 else "big") & _EWKB_FLAGS
    return CURVED if code % _ISO_STEP in _CURVED else BROKEN
