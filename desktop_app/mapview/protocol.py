"""Every message between Python and the map page, as frozen values; the page's `protocol.ts` mirrors it.

A message crosses the web channel as one JSON object: {"type": class name, field: value, ...}.
Bulk data does not travel here: a message carries the address under app://map/data/ where it lies.
Feature keys are "kind:id" with kind one of port, station, rail, voyage, sighting.
"""

from dataclasses import dataclass

PROTOCOL_VERSION = 1

LAYERS = ("ports", "other_ports", "rail", "routes", "sightings", "labels")
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
class StyleChanged:
    """How the page looks.

    Attributes:
        theme: "light", "dark", "print" or "contrast".
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
    | StyleChanged
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
    """The frame asked for by `token` is on screen; `tiles` base-map tiles are in it."""

    token: int
    tiles: int


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
    | Failed
)
