"""Where a ship can have been between two places and times: ways over water, and the area within reach.

The way is the shortest over cells of about 5 by 5 km, of which a third is water, in sixteen directions. On
open water it is at most `LONGEST_ERROR` longer than the great circle; a strait narrower than a few kilometres
(Kanmon) is closed, and a spit as narrow is no obstacle. It is a bound for planning, not a route.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.places import Places
from desktop_app.domain.place import LonLat
from desktop_app.storage.fixes import DEGREE

Floats = NDArray[np.float32]

EARTH_RADIUS_M: Final = 6_371_008.8  # the mean sphere of IUGG, as in `kernels.sphere`
KNOT_M_S: Final = 1852 / 3600
# Cells of 0.07 by 0.05 degrees are square at 44 degrees north, in the Sea of Japan.
_FINE_ACROSS: Final = 7
_FINE_UP: Final = 5
_LEAST_WATER: Final = 0.33
# Sixteen directions out of square cells leave angles of 26.6 degrees, 1 / cos(13.3 degrees); at the edges of
# the region, 30 and 60 degrees north, cells are oblong and it is 3.9 %.
LONGEST_ERROR: Final = 0.039
# Khanka is 4,000 square kilometres; the least sea of the region, the Bohai, hangs together with the others.
_LEAST_SEA_KM2: Final = 12_000.0
# Ports lie up rivers and behind moles: Nampo is 25 km from open water.
MOST_SNAPPED_M: Final = 40_000.0
_MOST_PIXELS: Final = 250_000
_MOST_VERTICES: Final = 400
_LEAST_RING_KM2: Final = 60.0


class WaterGrid(Protocol):
    """What is asked of `analysis.waters.Waters`: [row from the south, column from the west]."""

    @property
    def is_water(self) -> NDArray[np.bool_]:
        """Whether the middle of each cell is water."""

    @property
    def west_deg(self) -> float:
        """Western edge."""

    @property
    def south_deg(self) -> float:
        """Southern edge."""

    @property
    def cell_deg(self) -> float:
        """Side of a cell."""


class PortInReach(NamedTuple):
    """A place that a ship can have called at between two others.

    Attributes:
        place: number in `Places`.
        way_m: from the first place over it to the second; only to it, where there is no second.
        detour_m: by how much that is longer than without it.
        needed_kn: the speed that it takes, without any time in port.
    """

    place: int
    way_m: float
    detour_m: float
    needed_kn: float


@dataclass(frozen=True, slots=True)
class Reach:
    """Water within reach.

    Attributes:
        rings: outlines, lon, lat, closed by themselves; a hole runs the other way round. Empty where none is.
        direct_m: the way between the two places; None without a second place, or where no way leads.
        ports: places within reach, the least detour first.
    """

    rings: tuple[tuple[LonLat, ...], ...]
    direct_m: float | None
    ports: tuple[PortInReach, ...]


class SeaGrid:
    """Water of a region in cells that are fast to search; safe on any thread."""

    def __init__(self, waters: WaterGrid) -> None:
        """Make the cells; of 13 million fine ones in 0.05 s."""
        from desktop_app.analysis.kernels import sea_ways  # noqa: PLC0415 - numba takes 0.3 s to import

        fine = waters.is_water
        rows, columns = fine.shape[0] // _FINE_UP, fine.shape[1] // _FINE_ACROSS
        blocks = fine[: rows * _FINE_UP, : columns * _FINE_ACROSS]
        # uint8 sums of rows, then of columns: three times as fast as one mean over four axes.
        up = blocks.reshape(rows, _FINE_UP, -1).view(np.uint8).sum(axis=1, dtype=np.uint8)
        share = up.reshape(rows, columns, _FINE_ACROSS).sum(axis=2, dtype=np.uint8)
        self._fine = waters
        self.west_deg, self.south_deg = waters.west_deg, waters.south_deg
        self.lon_step_deg = waters.cell_deg * _FINE_ACROSS
        self.lat_step_deg = waters.cell_deg * _FINE_UP
        lats = np.radians(self.south_deg + (np.arange(rows) + 0.5) * self.lat_step_deg)
        cell_km2 = (
            (math.radians(1) * EARTH_RADIUS_M / 1000) ** 2 * self.lon_step_deg * self.lat_step_deg
        ) * float(np.cos(lats).mean() if rows else 1)
        water = np.ascontiguousarray(share >= _LEAST_WATER * _FINE_UP * _FINE_ACROSS)
        self.water = sea_ways.seas(water, math.ceil(_LEAST_SEA_KM2 / cell_km2))
        self.water.flags.writeable = False
        up_m = math.radians(self.lat_step_deg) * EARTH_RADIUS_M * sea_ways.ROW_STEPS
        between = lats[:, None] + 0.5 * math.radians(self.lat_step_deg) * sea_ways.ROW_STEPS[None, :]
        across_m = (
            math.radians(self.lon_step_deg)
            * EARTH_RADIUS_M
            * np.cos(between)
            * sea_ways.COLUMN_STEPS[None, :]
        )
        self._lengths_m = np.ascontiguousarray(np.hypot(up_m[None, :], across_m))
        self._field = lru_cache(maxsize=16)(self._searched)
        self.cell = lru_cache(maxsize=4096)(self._nearest)

    def _nearest(self, place: LonLat) -> tuple[int, int, float] | None:
        """The nearest cell of the sea, row and column, and the metres to its middle; None if none is near."""
        rows, columns = self.water.shape
        row = math.floor((place[1] - self.south_deg) / self.lat_step_deg)
        column = math.floor((place[0] - self.west_deg) / self.lon_step_deg)
        if not (0 <= row < rows and 0 <= column < columns):
            return None
        around = math.ceil(MOST_SNAPPED_M / (math.radians(self.lat_step_deg) * EARTH_RADIUS_M)) * 2
        first_row, first_column = max(0, row - around), max(0, column - around)
        near = self.water[first_row : row + around + 1, first_column : column + around + 1]
        found = np.argwhere(near) + np.array((first_row, first_column))
        if not len(found):
            return None
        lons = self.west_deg + (found[:, 1] + 0.5) * self.lon_step_deg
        lats = self.south_deg + (found[:, 0] + 0.5) * self.lat_step_deg
        metres = great_circle_m(place[0], place[1], lons, lats)
        nearest = int(metres.argmin())
        if metres[nearest] > MOST_SNAPPED_M:
            return None
        # Within its own cell a ship has no way to go to its middle.
        own = (found[nearest] == (row, column)).all()
        return int(found[nearest, 0]), int(found[nearest, 1]), 0.0 if own else float(metres[nearest])

    def ways_m(self, place: LonLat, most_m: float) -> Floats | None:
        """The way from a place to the middle of every cell; None if no sea is near.

        Infinite beyond `most_m`. Nobody writes into it.
        """
        found = self.cell(place)
        if found is None:
            return None
        row, column, snapped_m = found
        return self._field(row, column, snapped_m, most_m)

    def _searched(self, row: int, column: int, start_m: float, most_m: float) -> Floats:
        from desktop_app.analysis.kernels import sea_ways  # noqa: PLC0415 - as above

        ways = sea_ways.ways_m(
            self.water,
            self._lengths_m,
            sea_ways.ROW_STEPS,
            sea_ways.COLUMN_STEPS,
            row,
            column,
            start_m,
            most_m,
        )
        ways.flags.writeable = False
        return ways

    def way_m(self, ways: Floats, start: LonLat, end: LonLat) -> float:
        """The way to a place out of `ways_m` of another; infinite where none leads."""
        found = self.cell(end)
        if found is None:
            return math.inf
        row, column, snapped_m = found
        straight = float(great_circle_m(start[0], start[1], np.array(end[0]), np.array(end[1])))
        # Never shorter than the great circle, which is the truth within a cell.
        return max(float(ways[row, column]) + snapped_m, straight)

    def water_distance_m(self, start: LonLat, end: LonLat) -> float | None:
        """The shortest way over water from one place to another; None if no way leads."""
        ways = self.ways_m(start, math.inf)
        way = math.inf if ways is None else self.way_m(ways, start, end)
        return None if math.isinf(way) else way

    def reach(
        self,
        start: LonLat,
        end: LonLat | None,
        hours: float,
        knots: float,
        places: Places | None = None,
    ) -> Reach | None:
        """What a ship can have reached between leaving one place and being at another.

        Args:
            start: where she was.
            end: where she was later; None where nothing tells.
            hours: between the two.
            knots: her greatest speed.
            places: whose ports are looked for.

        Returns:
            None if one of the two lies outside of the region.
        """
        budget_m = hours * 3600 * knots * KNOT_M_S
        first = self.ways_m(start, budget_m)
        second = first if end is None else self.ways_m(end, budget_m)
        if first is None or second is None:
            return None
        direct = None if end is None else self.way_m(first, start, end)
        total = first if end is None else first + second
        ports = () if places is None else self._ports(places, start, end, first, second, hours, knots)
        return Reach(
            self._outline(total, budget_m),
            None if direct is None or math.isinf(direct) else direct,
            ports,
        )

    def _ports(
        self,
        places: Places,
        start: LonLat,
        end: LonLat | None,
        first: Floats,
        second: Floats,
        hours: float,
        knots: float,
    ) -> tuple[PortInReach, ...]:
        direct = 0.0 if end is None else self.way_m(first, start, end)
        best: dict[int, PortInReach] = {}
        for number, lon_e7, lat_e7 in zip(
            places.point_place.tolist(),
            places.point_lon_e7.tolist(),
            places.point_lat_e7.tolist(),
            strict=True,
        ):
            point = (lon_e7 / DEGREE, lat_e7 / DEGREE)
            way = self.way_m(first, start, point)
            way += 0.0 if end is None else self.way_m(second, end, point)
            needed = way / (hours * 3600 * KNOT_M_S) if hours > 0 else math.inf
            # The way over cells may be longer than the true one by so much.
            if needed / (1 + LONGEST_ERROR) > knots or (number in best and best[number].way_m <= way):
                continue
            best[number] = PortInReach(number, way, max(0.0, way - direct), needed)
        return tuple(sorted(best.values(), key=lambda port: (port.detour_m, port.place)))

    def _outline(self, ways: Floats, budget_m: float) -> tuple[tuple[LonLat, ...], ...]:
        """The rings round the fine water cells whose way is within the budget."""
        near = np.argwhere(ways <= budget_m)
        if not len(near):
            return ()
        (low, left), (high, right) = near.min(axis=0), near.max(axis=0) + 1
        low, left = max(0, int(low) - 1), max(0, int(left) - 1)
        part = ways[low : int(high) + 1, left : int(right) + 1]
        filled = _filled(part, budget_m)
        rows, columns = part.shape
        # Of a small area as fine as the waters are, of the whole region the cells themselves.
        fineness = min(1.0, math.sqrt(_MOST_PIXELS / (rows * columns * _FINE_UP * _FINE_ACROSS)))
        up, across = max(1, round(_FINE_UP * fineness)), max(1, round(_FINE_ACROSS * fineness))
        smooth = _between(filled, up, across)
        fine = self._fine
        lats = self.south_deg + (low + (np.arange(rows * up) + 0.5) / up) * self.lat_step_deg
        lons = self.west_deg + (left + (np.arange(columns * across) + 0.5) / across) * self.lon_step_deg
        fine_rows = np.clip(
            ((lats - self.south_deg) / fine.cell_deg).astype(int), 0, fine.is_water.shape[0] - 1
        )
        fine_columns = np.clip(
            ((lons - self.west_deg) / fine.cell_deg).astype(int), 0, fine.is_water.shape[1] - 1
        )
        mask = (smooth <= budget_m) & fine.is_water[fine_rows[:, None], fine_columns[None, :]]
        return _rings(
            mask,
            self.west_deg + left * self.lon_step_deg,
            self.south_deg + low * self.lat_step_deg,
            self.lon_step_deg / across,
            self.lat_step_deg / up,
        )


@lru_cache(maxsize=1)
def sea_grid() -> SeaGrid:
    """The water of the region that the program ships."""
    from desktop_app.analysis.waters import waters  # noqa: PLC0415 - 13 MB, only where ways are asked for

    return SeaGrid(waters())


def water_distance_m(start: LonLat, end: LonLat) -> float | None:
    """The shortest way over water between two places of the region; None if no way leads."""
    return sea_grid().water_distance_m(start, end)


def great_circle_m(
    lon: float, lat: float, lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Distances from one place to others on the mean sphere, degrees in."""
    phi, other = math.radians(lat), np.radians(lats)
    half = (
        np.sin((other - phi) / 2) ** 2
        + math.cos(phi) * np.cos(other) * np.sin(np.radians(lons - lon) / 2) ** 2
    )
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return metres


def _filled(ways: Floats, budget_m: float) -> Floats:
    """Ways with a guess in the cells of land at the shore, so that what lies between is not cut short."""
    filled = np.where(np.isfinite(ways), ways, np.nan)
    for _ in range(2):
        padded = np.pad(filled, 1, constant_values=np.nan)
        around = np.stack(
            [
                padded[1 + down : padded.shape[0] - 1 + down, 1 + right : padded.shape[1] - 1 + right]
                for down in (-1, 0, 1)
                for right in (-1, 0, 1)
                if down or right
            ]
        )
        told = ~np.isnan(around)
        count = told.sum(axis=0)
        mean = np.where(told, around, 0).sum(axis=0) / np.maximum(count, 1)
        filled = np.where(np.isnan(filled) & (count > 0), mean, filled)
    return np.where(np.isnan(filled), 2 * budget_m + 1, filled).astype(np.float32)


def _between(values: Floats, up: int, across: int) -> Floats:
    """Values of finer cells, linear between the middles of the coarse ones."""
    rows, columns = values.shape
    row = np.clip((np.arange(rows * up) + 0.5) / up - 0.5, 0, rows - 1)
    column = np.clip((np.arange(columns * across) + 0.5) / across - 0.5, 0, columns - 1)
    low, left = row.astype(int), column.astype(int)
    high, right = np.minimum(low + 1, rows - 1), np.minimum(left + 1, columns - 1)
    up_share = (row - low).astype(np.float32)[:, None]
    right_share = (column - left).astype(np.float32)[None, :]
    lower = values[low] + (values[high] - values[low]) * up_share
    found: Floats = lower[:, left] + (lower[:, right] - lower[:, left]) * right_share
    return found


def _rings(
    mask: NDArray[np.bool_], west: float, south: float, lon_step: float, lat_step: float
) -> tuple[tuple[LonLat, ...], ...]:
    """Outlines of the cells that are set, with as many vertices as a map can use."""
    import shapely  # noqa: PLC0415 - 0.1 s, only where an area is drawn

    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    (rows, begins), (_, ends) = np.nonzero(edges == 1), np.nonzero(edges == -1)
    boxes = shapely.box(
        west + begins * lon_step,
        south + rows * lat_step,
        west + ends * lon_step,
        south + (rows + 1) * lat_step,
    )
    area = shapely.union_all(boxes)
    parts = shapely.get_parts(shapely.orient_polygons(area))
    rings = shapely.get_rings(parts)
    tolerance, least_km2 = 0.6 * lat_step, _LEAST_RING_KM2
    while True:
        rings = shapely.simplify(rings[_areas_km2(rings) >= least_km2], tolerance)
        if shapely.get_num_coordinates(rings).sum() <= _MOST_VERTICES:
            return tuple(
                tuple(
                    (round(lon, 4), round(lat, 4)) for lon, lat in shapely.get_coordinates(ring)[:-1].tolist()
                )
                for ring in rings
            )
        # Small islands go too: each keeps three vertices however coarse its outline is.
        tolerance, least_km2 = 1.5 * tolerance, 2 * least_km2


def _areas_km2(rings: NDArray[Any]) -> NDArray[np.float64]:
    """Areas of rings of degrees, close enough to leave small ones out."""
    import shapely  # noqa: PLC0415 - as above

    degree_km = math.radians(1) * EARTH_RADIUS_M / 1000
    bounds = shapely.bounds(rings)
    areas: NDArray[np.float64] = shapely.area(shapely.polygons(rings)) * degree_km**2
    middles: NDArray[np.float64] = np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2))
    return areas * middles
