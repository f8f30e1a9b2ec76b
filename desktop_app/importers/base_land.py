"""Whether a position lies on land, by the base map that the program ships."""

from math import asinh, pi, radians, tan
from pathlib import Path

from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.importers.tiles.polygons import covers, rings


class BaseLand:
    """The base map's land without its lakes and rivers; a unit of its deepest tiles is 7 to 8 m.

    Raises:
        InputError: the base map cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._tiles = PmtilesFile(path)

    def is_land(self, lon: float, lat: float) -> bool | None:
        """True on land, False on water, None where the base map does not reach.

        Raises:
            InputError: the base map is damaged.
        """
        west, south, east, north = self._tiles.info.bounds
        if not (west <= lon <= east and south <= lat <= north):
            return None
        across, down = (lon + 180) / 360, (1 - asinh(tan(radians(lat))) / pi) / 2
        for zoom in range(self._tiles.info.max_zoom, self._tiles.info.min_zoom - 1, -1):
            x, y = across * 2**zoom, down * 2**zoom
            tile = self._tiles.tile(zoom, int(x), int(y))
            if tile is not None:
                return _covered(tile, "land", x % 1, y % 1) and not _covered(tile, "water", x % 1, y % 1)
        return None

    def close(self) -> None:
        """Let go of the base map."""
        self._tiles.close()


def _covered(tile: bytes, layer: str, x: float, y: float) -> bool:
    found, extent = rings(tile, layer)
    return covers(found, x * extent, y * extent)
