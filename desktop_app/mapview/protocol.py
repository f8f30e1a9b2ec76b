"""Every message between Python and the map page, as frozen values; the page's `protocol.ts` mirrors it.

A message crosses the web channel as one JSON object: {"type": class name, field: value, ...}.
Bulk data does not travel here: a message carries the address under app://map/data/ where it lies.
Feature keys are "kind:id" with kind one of port, station, rail, voyage, sighting.
"""

from dataclasses import dataclass

PROTOCOL_VERSION = 1

LAYERS = ("ports", "other_ports", "port_areas", "rail", "routes", "sightings", "labels")
"""Keys that `StyleChanged.layers` may hold: ports with a role in the trade, the others, the railway with its
stations, inferred ways over water, documented positions with the dots that join them, names of the record."""


@dataclass(frozen=True, slots=True)
class FeaturesChanged:
    """All features of the case, to be fetched from `url` (shape: `mapview.encode`)."""

    revision: int
    url: str


@dataclass(frozen=True, slots=True)
class VisibleChanged:
    """What the filter leaves, as JSON text (shape: `mapview.encode`).

    It travels in the message: a few kilobytes cross in under 1 ms, while a fetch waits for the GUI thread,
    which is painting the other views of the same filter at that moment (measured: 20 ms instead of 11).
    """

    revision: int
    payload: str


@dataclass(frozen=True, slots=True)
class SelectionChanged:
    """The selected feature keys; empty clears."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoverChanged:
    """The feature another view points at; empty clears."""

    key: str


@dataclass(frozen=True, slots=True)
class PinChanged:
    """The pin of a search (degrees) with its label as it is to be read; an empty label takes it away."""

    lon: float
    lat: float
    label: str


NO_PIN = PinChanged(0.0, 0.0, "")


@dataclass(frozen=True, slots=True)
class StyleChanged:
    """How the page looks.

    Attributes:
        theme: "light", "dark" or "print".
        language: "en", "ru" or "ko".
        controls: show zoom buttons, scale bar and coordinates; False for captures.
        layers: keys of the layers that are shown.
        synthetic: draw the SYNTHETIC mark; it has no switch.
    """

    theme: str
    language: str
    controls: bool
    layers: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True, slots=True)
class OwnMap:
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


@dataclass(frozen=True, slots=True)
class OwnMapsChanged:
    """The user's own maps that are shown, the lowest first; they lie between base map and record."""

    maps: tuple[OwnMap, ...]


@dataclass(frozen=True, slots=True)
class FitRequested:
    """Show these bounds (degrees)."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class ViewRequested:
    """Centre and zoom, exactly and at once; used by captures and restored views."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, slots=True)
class FrameRequested:
    """Answer with `Painted` when everything sent so far, tiles and fonts included, is on screen."""

    token: int


ToPage = (
    FeaturesChanged
    | VisibleChanged
    | SelectionChanged
    | HoverChanged
    | PinChanged
    | StyleChanged
    | OwnMapsChanged
    | FitRequested
    | ViewRequested
    | FrameRequested
)


@dataclass(frozen=True, slots=True)
class Ready:
    """The page listens; nothing sent before arrives."""

    protocol_version: int


@dataclass(frozen=True, slots=True)
class Painted:
    """The frame asked for by `token` is on screen.

    Attributes:
        tiles: base-map tiles in it.
        foot_px: CSS pixels at the foot that the attribution takes; it wraps where it is long.
    """

    token: int
    tiles: int
    foot_px: float


@dataclass(frozen=True, slots=True)
class VisiblePainted:
    """The canvas shows the filter result of this revision."""

    revision: int


@dataclass(frozen=True, slots=True)
class FeatureHovered:
    """The feature under the pointer; empty when there is none."""

    key: str


@dataclass(frozen=True, slots=True)
class FeatureClicked:
    """A click; an empty key is a click on nothing. `extend` is Ctrl or Shift."""

    key: str
    extend: bool


@dataclass(frozen=True, slots=True)
class ViewportChanged:
    """The visible map (degrees), centre and zoom; sent when movement ends."""

    west: float
    south: float
    east: float
    north: float
    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, slots=True)
class CopyRequested:
    """The user clicked the coordinates: put this text (decimal degrees, lat, lon) on the clipboard.

    `MapView` does it; listeners need not.
    """

    text: str


@dataclass(frozen=True, slots=True)
class OwnMapTroubled:
    """A tile of the user's own map `id` cannot be drawn; told once a map. The sentence says why."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something went wrong in the page."""

    where: str
    message: str
    stack: str


FromPage = (
    Ready
    | Painted
    | VisiblePainted
    | FeatureHovered
    | FeatureClicked
    | ViewportChanged
    | CopyRequested
    | OwnMapTroubled
    | Failed
)
