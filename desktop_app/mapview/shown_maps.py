"""The user's own maps and the reference layers of a case, as messages to the page name them."""

from typing import NamedTuple


class OwnMap(NamedTuple):
    """A file of the user's own that is shown; its tiles lie under app://map/tiles/`id`.

    Attributes:
        kind: "raster" or "vector".
        min_zoom, max_zoom: levels that hold tiles.
        west, south, east, north: bounds of the tiles in degrees.
        opacity: 0 to 1.
        credit: who is to be named for it.
    """

    id: str
    kind: str
    min_zoom: int
    max_zoom: int
    west: float
    south: float
    east: float
    north: float
    opacity: float
    credit: str


class Reference(NamedTuple):
    """A reference layer of the case that is shown; its shapes lie at `url`, as gzip of GeoJSON.

    Attributes:
        name: in the list of layers.
        colour: #rrggbb.
    """

    id: str
    name: str
    colour: str
    url: str
