"""The boxes of the base map, and which tiles a map zoom shows."""

import math
from typing import Final

Box = tuple[float, float, float, float]

# What the map can show: west, south, east, north in degrees.
WORLD: Final[Box] = (95.0, 15.0, 180.0, 72.0)
# Where the data are cut: far enough outside that no cut comes into view. 180 is the edge of the sources.
CUT: Final[Box] = (94.0, 14.0, 180.0, 73.0)
# Where every detail of the sources is kept.
REGION: Final[Box] = (116.5, 30.5, 160.5, 60.5)

DEEPEST_ZOOM: Final = 10  # of the tiles: 4,096 units of 7 m at 42° N, under the 50 m of the coast


def tile_zoom(map_zoom: float) -> int:
    """Zoom of the tiles drawn at `map_zoom`: tiles are 512 px wide, a map zoom counts in 256 px."""
    return min(max(math.floor(map_zoom) - 1, 0), DEEPEST_ZOOM)


def to_tile(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Column and row of a position, counted in tiles of a zoom from the upper left of the world."""
    count = 2**zoom
    return (lon + 180) / 360 * count, (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * count
