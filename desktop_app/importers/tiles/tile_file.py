"""What every tile file offers, whichever format it has."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

WORLD: Final = (-180.0, -85.06, 180.0, 85.06)
"""West, south, east, north of Web Mercator, rounded outwards: bounds of a file that names none."""

LARGEST_ZOOM: Final = 30  # at 31 the number of a tile no longer fits 64 bits


class TileKind(StrEnum):
    """What the tiles hold."""

    RASTER = "raster"
    VECTOR = "vector"


@dataclass(frozen=True, slots=True)
class TileInfo:
    """What a file says of itself, as far as it has been found true.

    Attributes:
        name: its title, else the file's name; plain text.
        kind: pictures or vector tiles.
        format: "png", "jpg", "webp" or "pbf", read from a tile.
        min_zoom, max_zoom: levels of the tile pyramid that are filled.
        bounds: west, south, east, north in degrees.
        attribution: plain text, empty where the file names nobody.
        layers: names of the vector layers as the file lists them.
    """

    name: str
    kind: TileKind
    format: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]
    attribution: str
    layers: tuple[str, ...]


class TileFile(Protocol):
    """An open file of tiles; used on one thread."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def info(self) -> TileInfo:
        """What it holds."""

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """One tile, unpacked, y counted from the north; None where the file has none.

        Raises:
            InputError: the tile is damaged or too large, or the file is closed.
        """

    def close(self) -> None:
        """Let go of the file; may be called twice."""
