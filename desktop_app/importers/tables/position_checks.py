"""Positions that cannot be, or that hardly can be: none is mended, all are flagged."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import Check
from desktop_app.importers.tables.work import Spans, TableWork

if TYPE_CHECKING:
    import polars as pl

Degrees = NDArray[np.float64]
# The waters in question, widely: most positions of a file about them lie here, or do when turned round.
_WEST, _EAST, _SOUTH, _NORTH = 100.0, 180.0, 20.0, 70.0
_MOSTLY: Final = 0.5
# What AIS sends for "not available" (ITU-R M.1371-5, table 48), in degrees.
NO_LON, NO_LAT = 181.0, 91.0
_NONE: Final = "stands for “no position” in AIS"
_ZERO: Final = "the position is 0° N 0° E, where devices put ships that they cannot place"
_POLE, _HALF = 90, 180  # degrees
_MOST_KN: Final = 50.0  # no tanker makes half of it
_LEAST_NM: Final = 2.0  # nearer ones differ by how exactly they are known
_EARTH_NM: Final = 3440.065  # mean radius, IUGG
_E7: Final = 1e7


class Where(NamedTuple):
    """Positions of rows in degrees, NaN for none, and how exactly they are written, in metres."""

    lon: Degrees
    lat: Degrees
    accuracy_m: Degrees


def in_waters(lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
    """Whether positions lie in the Far East's waters, widely taken."""
    return (lon >= _WEST) & (lon <= _EAST) & (lat >= _SOUTH) & (lat <= _NORTH)


def turned_round(lon: Degrees, lat: Degrees) -> str:
    """How most positions would come to lie in these waters that do not now; empty where they do or cannot."""
    there = ~np.isnan(lon) & ~np.isnan(lat)
    lon, lat = lon[there], lat[there]
    if not lon.size or np.mean(in_waters(lon, lat)) >= _MOSTLY:
        return ""
    ways = {
        "longitude and latitude exchanged": (lat, lon),
        "west taken for east": (-lon, lat),
        "south taken for north": (lon, -lat),
        "both signs turned": (-lon, -lat),
    }
    for words, (east, north) in ways.items():
        if np.mean(in_waters(east, north)) > _MOSTLY:
            return words
    return ""


def check_positions(
    work: TableWork,
    where: Where,
    in_words: NDArray[np.bool_],
    when: Spans,
    vessel: "pl.Series",
) -> Where:
    """Refuse what is no position, and flag what is hardly one.

    Args:
        work: the table.
        where: positions.
        in_words: rows that tell their place in words too, and can do without a position.
        when: the time of each row.
        vessel: ids, null for unnamed ships.

    Returns:
        The positions that are left.
    """
    lon, lat = where.lon, where.lat
    column = work.table.column_of("lat" if work.has("lat") else "position")
    way = work.turned_round = work.turned_round or turned_round(lon, lat)
    none = (np.abs(lon) == NO_LON) | (np.abs(lat) == NO_LAT)
    work.findings.reject(none & ~in_words, _NONE, column=column)
    work.findings.doubt(none, Check.NO_POSITION, _NONE, column=column)
    work.findings.reject(~none & (np.abs(lat) > _POLE), "the latitude lies beyond a pole", column=column)
    work.findings.reject(~none & (np.abs(lon) > _HALF), "the longitude lies beyond 180°", column=column)
    lost = none | work.findings.rejected
    lon, lat = np.where(lost, np.nan, lon), np.where(lost, np.nan, lat)
    work.findings.doubt((lon == 0) & (lat == 0), Check.ZERO_POSITION, _ZERO, column=column)
    if way:
        far = ~np.isnan(lon) & ~in_waters(lon, lat)
        told = f"lies far off, and with {way} would lie in the Far East"
        work.findings.doubt(far, Check.SWAPPED, told, column=column)
    _flag_land(work, lon, lat, column)
    _flag_speed(work, lon, lat, when, vessel)
    return Where(lon, lat, where.accuracy_m)


def _flag_land(work: TableWork, lon: Degrees, lat: Degrees, column: str) -> None:
    from desktop_app.importers.ais.land import LandMask  # noqa: PLC0415 - reads the base map

    placed = np.flatnonzero(~np.isnan(lon))
    if not placed.size:
        return
    mask = LandMask.load(work.resources)
    inland = np.zeros(work.rows, np.bool_)
    inland[placed] = mask.is_inland(
        np.round(lon[placed] * _E7).astype(np.int32), np.round(lat[placed] * _E7).astype(np.int32)
    )
    work.findings.doubt(inland, Check.ON_LAND, "the position lies on land, by the base map", column=column)


def _flag_speed(work: TableWork, lon: Degrees, lat: Degrees, when: Spans, vessel: "pl.Series") -> None:
    """Flag what a ship could not have reached from her sighting before, even in the longest time."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    usable = ~np.isnan(lon) & ~work.findings.rejected & vessel.is_not_null().to_numpy()
    usable &= when.start.is_not_null().to_numpy()
    rows = np.flatnonzero(usable)
    if rows.size < 2:  # noqa: PLR2004 - a speed needs two
        return
    frame = pl.DataFrame(
        {
            "row": rows,
            "ship": vessel.gather(rows),
            "start": when.start.gather(rows).dt.epoch("s"),
            "end": when.end.gather(rows).dt.epoch("s"),
            "lon": lon[rows],
            "lat": lat[rows],
        }
    ).sort("ship", "start", "row")
    row, ship = frame["row"].to_numpy(), frame["ship"].to_numpy()
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    along, across = np.radians(frame["lon"].to_numpy()), np.radians(frame["lat"].to_numpy())
    half = (
        np.sin(np.diff(across) / 2) ** 2
        + np.cos(across[1:]) * np.cos(across[:-1]) * np.sin(np.diff(along) / 2) ** 2
    )
    way_nm = 2 * _EARTH_NM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    hours = np.maximum(end[1:] - start[:-1], 1) / 3600
    fast = (ship[1:] == ship[:-1]) & (way_nm > _LEAST_NM) & (way_nm / hours > _MOST_KN)
    if fast.any():
        reasons: list[str | None] = [None] * work.rows
        lines = work.lines
        for place in np.flatnonzero(fast).tolist():
            speed, off = way_nm[place] / hours[place], way_nm[place]
            before = lines[row[place]]
            reasons[row[place + 1]] = f"{off:,.0f} nm from line {before}, which takes {speed:,.0f} kn"
        told = pl.Series(reasons, dtype=pl.String)
        work.findings.doubt(told.is_not_null().to_numpy(), Check.SPEED, told)
