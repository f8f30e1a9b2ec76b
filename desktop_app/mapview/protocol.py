"""Every message between Python and the map page, as frozen values; the page's `protocol.ts` mirrors it.

A message crosses the web channel as one JSON object: {"type": class name, field: value, ...}.
They are named tuples: such a class is made in 0.1 ms, a frozen dataclass in 1 ms (measured), and every one of
them is made before the map is asked for. Bulk data does not travel here: a message carries the address under
app://map/data/ where it lies.
Feature keys are "kind:id" with kind one of port, station, rail, voyage, sighting, track, flow, feature (of
a reference layer, "feature:layer/number"), ais_event or area; a position that is drawn from the arrays is
"row:" and its row.
"""

from typing import NamedTuple

from desktop_app.mapview.shown_maps import OwnMap, Reference

PROTOCOL_VERSION = 1

LAYERS = (
    *("ports", "other_ports", "port_areas", "rail", "routes", "flows", "tracks"),
    *("ais_gaps", "ais_visits", "ais_meetings", "ais_doubts", "ais_hints", "watch_areas"),
    *("sightings", "labels"),
    *("graticule", "inset", "north"),
)
"""Keys that `StyleChanged.layers` may hold: ports with a role in the trade, the others, the railway with its
stations, inferred ways over water, flows between ports, tracks of AIS fixes; what is found in them, as
silences, visits, encounters with loitering and ship-to-ship candidates, doubts, hints at calls that nobody
saw; areas that are watched; documented positions with the dots that join them, names of the record; then
meridians and parallels, the overview in the corner, the north arrow."""

COMMANDS = (
    *("zoomIn", "zoomOut", "back", "forward", "boxZoom", "measure", "pick", "focus", "escape"),
    *("areaRectangle", "areaPolygon"),
)
"""What `CommandRequested` may ask for: a zoom step, a step in the history of views, one rectangle to zoom to,
measuring begun or ended, one place to be pointed at, the keyboard's focus, the innermost of what is under way
left; an area to be drawn, answered with `AreaDrawn`."""


class FeaturesChanged(NamedTuple):
    """All features of the case, to be fetched from `url` (shape: `mapview.encode`)."""

    revision: int
    url: str


class VisibleChanged(NamedTuple):
    """What the filter leaves, as JSON text (shape: `mapview.encode`).

    It travels in the message: a few kilobytes cross in under 1 ms, while a fetch waits for the GUI thread,
    which is painting the other views of the same filter at that moment (measured: 20 ms instead of 11).
    """

    revision: int
    payload: str


class FlowsChanged(NamedTuple):
    """Flows between places, as JSON text (shape: `assets/web/layers/flows.ts`); it travels in the message."""

    payload: str


NO_FLOWS = FlowsChanged('{"flows": [], "selected": []}')


class ArraysChanged(NamedTuple):
    """Tracks, and positions that are too many for marks, to be fetched from `url` (`mapview.arrays`).

    An empty address stands for none. All of them are shown until a `MaskChanged`.
    """

    url: str


class MaskChanged(NamedTuple):
    """Which rows of the arrays pass all clauses but the dates (`arrays.encode_mask`); empty for all."""

    tracks: str
    positions: str


class EventsChanged(NamedTuple):
    """What was found in AIS reports, to be fetched from `url` (`mapview.events`); an empty one for nothing.

    All of it is shown until an `EventMaskChanged`. `gap_s` is how long a silence is longer than: tracks are
    broken there too.
    """

    url: str
    gap_s: float


class EventMaskChanged(NamedTuple):
    """Which events pass all clauses but the dates (`arrays.encode_mask`); empty for all."""

    mask: str


class ReachShown(NamedTuple):
    """Water within reach of the selected hint: JSON text, a list of rings of [lon, lat] in degrees."""

    rings: str


NO_REACH = ReachShown("[]")


class TimeWindowChanged(NamedTuple):
    """The window of time that the page cuts out of its arrays: seconds since 1970 UTC, both included."""

    first_s: float
    last_s: float


# Beyond every time that a fix or a position can have.
OPEN_S = 1e12
ALL_TIME = TimeWindowChanged(-OPEN_S, OPEN_S)


class SelectionChanged(NamedTuple):
    """The selected feature keys; empty clears."""

    keys: tuple[str, ...]


class HoverChanged(NamedTuple):
    """The feature another view points at; empty clears."""

    key: str


class PinChanged(NamedTuple):
    """The pin of a search (degrees) with its label as it is to be read; an empty label takes it away."""

    lon: float
    lat: float
    label: str


NO_PIN = PinChanged(0.0, 0.0, "")


class ReplayMoved(NamedTuple):
    """Where ships of a replay are at its moment, as JSON text; an empty list takes them away.

    Each is {"lon", "lat": degrees, "course": degrees or null, "silent": whether nobody says where it is and
    the place is that of its last report, "label": as it is to be read}.
    """

    ships: str


NO_REPLAY = ReplayMoved("[]")


class StyleChanged(NamedTuple):
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


class OwnMapsChanged(NamedTuple):
    """The user's own maps that are shown, the lowest first; they lie between base map and record."""

    maps: tuple[OwnMap, ...]


class ReferencesChanged(NamedTuple):
    """The reference layers that are shown, the lowest first; they lie under the case's own marks."""

    layers: tuple[Reference, ...]


class FitRequested(NamedTuple):
    """Show these bounds (degrees)."""

    west: float
    south: float
    east: float
    north: float


class ViewRequested(NamedTuple):
    """Centre and zoom, exactly and at once; used by captures and restored views."""

    lon: float
    lat: float
    zoom: float


class PictureRequested(NamedTuple):
    """Lay the map out for a picture and draw one part of it; the page made for captures only.

    Attributes:
        width_px, height_px: CSS pixels of the whole map.
        ratio: device pixels per CSS pixel.
        enlarged: what of it the window's zoom factor cannot give.
        left, top, width, height: the part, device pixels from the map's upper left corner; all parts of one
            picture have one size, and the last ones reach beyond it.
    """

    width_px: int
    height_px: int
    ratio: float
    enlarged: float
    left: int
    top: int
    width: int
    height: int


class LocatorRequested(NamedTuple):
    """Answer with `LocatorPainted`: the wider region round the map, of this size in CSS pixels."""

    token: int
    width_px: float
    height_px: float


class FrameRequested(NamedTuple):
    """Answer with `Painted` when everything sent so far, tiles and fonts included, is on screen."""

    token: int


class CommandRequested(NamedTuple):
    """Do one of `COMMANDS` now; not repeated after a reload."""

    command: str


class MeasureShown(NamedTuple):
    """Show a measurement.

    Attributes:
        points: JSON text, a list of [lon, lat] in degrees; empty clears.
        active: whether clicks add points.
    """

    points: str
    active: bool


class AreaShown(NamedTuple):
    """The drawn area of the filter: JSON text, a list of [lon, lat] in degrees, closed by itself; or none."""

    ring: str


class CardShown(NamedTuple):
    """What the identify card says of the feature that was clicked; an empty key takes it away.

    Attributes:
        details: whether it has a link that asks for more with `DetailsRequested`.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    details: bool


NO_CARD = CardShown("", "", (), details=False)

ToPage = (
    FeaturesChanged
    | ArraysChanged
    | MaskChanged
    | EventsChanged
    | EventMaskChanged
    | ReachShown
    | TimeWindowChanged
    | VisibleChanged
    | FlowsChanged
    | SelectionChanged
    | HoverChanged
    | PinChanged
    | ReplayMoved
    | StyleChanged
    | OwnMapsChanged
    | ReferencesChanged
    | FitRequested
    | ViewRequested
    | PictureRequested
    | LocatorRequested
    | FrameRequested
    | CommandRequested
    | MeasureShown
    | AreaShown
    | CardShown
)


class Ready(NamedTuple):
    """The page listens; nothing sent before arrives."""

    protocol_version: int


class Painted(NamedTuple):
    """The frame asked for by `token` is on screen.

    Attributes:
        tiles: base-map tiles in it.
        foot_px: CSS pixels at the foot that the attribution takes; it wraps where it is long.
    """

    token: int
    tiles: int
    foot_px: float


class LocatorPainted(NamedTuple):
    """A picture of the region round the map, with a frame where the map is.

    Attributes:
        picture: a PNG in base64; empty where the map shows half of what there is to show, or more.
    """

    token: int
    picture: str


class VisiblePainted(NamedTuple):
    """The canvas shows the filter result of this revision."""

    revision: int


class FeatureHovered(NamedTuple):
    """The feature under the pointer; empty when there is none."""

    key: str


class FeatureClicked(NamedTuple):
    """A click; an empty key is a click on nothing. `extend` is Ctrl or Shift."""

    key: str
    extend: bool


class ViewportChanged(NamedTuple):
    """The visible map (degrees), centre and zoom; sent when movement ends."""

    west: float
    south: float
    east: float
    north: float
    lon: float
    lat: float
    zoom: float


class CopyRequested(NamedTuple):
    """Put this text on the clipboard: a position (decimal degrees, lat, lon), or a table of segments.

    `MapView` does it; listeners need not.
    """

    text: str


class OwnMapTroubled(NamedTuple):
    """A tile of the user's own map `id` cannot be drawn; told once a map. The sentence says why."""

    id: str
    sentence: str


class ReferenceTroubled(NamedTuple):
    """The shapes of the reference layer `id` cannot be drawn. The sentence says why."""

    id: str
    sentence: str


class ContextRequested(NamedTuple):
    """A right click: the position, the feature there (empty for none), the place in the view (CSS pixels)."""

    lon: float
    lat: float
    key: str
    x: float
    y: float


class MeasureChanged(NamedTuple):
    """The measurement the page shows now; fields as in `MeasureShown`."""

    points: str
    active: bool


class ModeChanged(NamedTuple):
    """What the command "escape" would leave, empty for nothing.

    "box", "pick", "area", "card", "walk" or "measure".
    """

    mode: str


class PositionPicked(NamedTuple):
    """The place that the command "pick" asked for; `pixel` degrees of longitude are one CSS pixel."""

    lon: float
    lat: float
    pixel: float


class HistoryChanged(NamedTuple):
    """Whether there are views to go back and forward to."""

    back: bool
    forward: bool


class LanguageRequested(NamedTuple):
    """The user chose a language of the map: "en", "ru" or "ko"."""

    language: str


class StyleMenuRequested(NamedTuple):
    """The user wants the menu of styles, with its lower left corner here (CSS pixels of the view)."""

    x: float
    y: float


class AreaDrawn(NamedTuple):
    """An area was drawn or changed by hand; the field as in `AreaShown`."""

    ring: str


class DetailsRequested(NamedTuple):
    """The link of the identify card was followed."""

    key: str


class Failed(NamedTuple):
    """Something went wrong in the page."""

    where: str
    message: str
    stack: str


FromPage = (
    Ready
    | Painted
    | LocatorPainted
    | VisiblePainted
    | FeatureHovered
    | FeatureClicked
    | ViewportChanged
    | CopyRequested
    | OwnMapTroubled
    | ReferenceTroubled
    | ContextRequested
    | MeasureChanged
    | ModeChanged
    | PositionPicked
    | HistoryChanged
    | LanguageRequested
    | StyleMenuRequested
    | AreaDrawn
    | DetailsRequested
    | Failed
)
