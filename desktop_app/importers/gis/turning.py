"""Coordinate systems: from the file's own to longitude and latitude in EPSG:4326, and saying so."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    from pyproj import CRS

WGS84: Final = "EPSG:4326"
_PLAIN: Final = frozenset({"EPSG:4326", "OGC:CRS84"})
_MOST_LON, _MOST_LAT = 180.0, 90.0

Places = NDArray[np.float64]


class Turning(NamedTuple):
    """How the numbers of a layer become longitude and latitude.

    Attributes:
        crs: the file's coordinate system, for people: "EPSG:5186", or its name where it has no code.
        note: what was done, for people; empty where nothing had to be.
        turn: takes x, y a row and gives longitude, latitude a row, infinite where there is none; None where
            the numbers are these already.
    """

    crs: str
    note: str
    turn: Callable[[Places], Places] | None


def turning(crs: str, first: Places, name: str) -> Turning:
    """Decide by what the file states, and where it states nothing, by its first numbers.

    Args:
        crs: an authority's code, WKT or PROJJSON; empty for none.
        first: x, y of the first shapes.
        name: the file, for people.

    Raises:
        InputError: it states a system that is not known, or none and the numbers are no degrees.
    """
    if not crs:
        if _are_degrees(first):
            note = f"no coordinate system is stated; its numbers fit degrees and were taken as {WGS84}"
            return Turning("not stated", note, None)
        x, y = (f"{value:,.0f}" for value in first[np.isfinite(first).all(axis=1)][0])
        raise InputError(
            f"{name}: no coordinate system is stated, and the first position ({x}, {y}) is not in degrees; "
            "state the system (a shapefile does it in a .prj file) and try again."
        )
    if crs in _PLAIN:
        return Turning(WGS84, "", None)
    return _turned(crs, name)


def _turned(crs: str, name: str) -> Turning:
    from pyproj import CRS, Transformer, network  # noqa: PLC0415 - PROJ takes 0.1 s to load
    from pyproj.exceptions import CRSError, ProjError  # noqa: PLC0415 - as above

    network.set_network_enabled(active=False)  # type: ignore[attr-defined] # not listed for checkers
    try:
        source = CRS.from_user_input(crs)
        if source.equals(CRS.from_user_input(WGS84), ignore_axis_order=True):
            return Turning(WGS84, "", None)
        transformer = Transformer.from_crs(source, WGS84, always_xy=True)
    except (CRSError, ProjError) as error:
        raise InputError(f"{name}: its coordinate system is not known ({_first_line(error)}).") from None

    def turn(places: Places) -> Places:
        lon, lat = transformer.transform(places[:, 0], places[:, 1], errcheck=False)
        return np.column_stack((lon, lat))

    known = _name_of(source)
    exact = f", true to about {transformer.accuracy:g} m" if transformer.accuracy > 0 else ""
    return Turning(known, f"{known} turned into {WGS84}{exact}", turn)


def _name_of(crs: "CRS") -> str:
    """Its code where it has one, else its name."""
    authority = crs.to_authority(min_confidence=70)
    return ":".join(authority) if authority else (crs.name or "a system without a name")


def _are_degrees(places: Places) -> bool:
    told = places[np.isfinite(places).all(axis=1)]
    return bool((np.abs(told[:, 0]) <= 2 * _MOST_LON).all() and (np.abs(told[:, 1]) <= _MOST_LAT).all())


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no reason is given"])[0].rstrip(".")
