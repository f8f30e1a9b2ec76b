"""MapCapture: the same map drawn off screen at any size and scale, as an image.

A zoom factor of k on a view k times as large gives the same layout at k times the resolution. What is too
large for one canvas is drawn in parts (`capture_parts`), each with the layout of the whole. Qt shows a frame
some time after the page has drawn it and does not say when, so the page made for captures carries a strip of
`STRIP_PX` below the map whose colour is the frame's token; the picture is taken when it is there.
"""

import base64
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEventLoop, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPainter

from desktop_app.domain.event_parameters import EventParameters
from desktop_app.mapview.capture_parts import AT_ONCE_PIXELS, Parts, part_message, parts_of
from desktop_app.mapview.capture_told import Told
from desktop_app.mapview.own_tiles import OwnMapShown
from desktop_app.mapview.protocol import (
    ALL_TIME,
    NO_FLOWS,
    NO_PIN,
    NO_REACH,
    Failed,
    FitRequested,
    FlowsChanged,
    FrameRequested,
    LocatorPainted,
    LocatorRequested,
    MaskChanged,
    MeasureShown,
    Painted,
    PinChanged,
    ReachShown,
    SelectionChanged,
    StyleChanged,
    TimeWindowChanged,
    ViewRequested,
)
from desktop_app.mapview.references import ReferenceShown
from desktop_app.mapview.view import MapView
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources

STRIP_PX = 4  # as in assets/web/map.css
TIMEOUT_MS = 60_000  # for each part
NOT_MEASURED = MeasureShown("[]", active=False)
ALL_ROWS = MaskChanged("", "")
PUBLISHED_GAP_S = EventParameters().gap_h * 3600
_POLL_MS = 4
_TOKEN_MASK = 0xFFFFFF


@dataclass(frozen=True, slots=True)
class CaptureRequest:
    """What to draw.

    Attributes:
        width_px, height_px: size in CSS pixels, as the view would have on a 1x screen.
        scale: device pixels per CSS pixel, 0.25 to 6.25, which is 600 dpi.
        features: `encode_features` of the case.
        visible: `encode_visible` of the filter.
        style: theme, language, layers; controls off for figures.
        place: the part of the world to show.
        selection: selected feature keys.
        flows: flows between ports.
        pin: the pin of a search.
        own_maps: the user's own maps under the record, the lowest first.
        references: reference layers of the case, the lowest first.
        measured: a measurement to draw.
        arrays: `encode_arrays` of tracks and crowds of positions; empty for none.
        mask, window: what of the arrays is shown.
        events: `encode_events` of what was found in AIS reports; empty for none.
        gap_s: how long a silence is longer than.
        event_mask: which of the events pass; `arrays.encode_mask`.
        reach: water within reach of a selected hint.
        locator: width and height in CSS pixels of a picture of the region round the map; None: none wanted.
        at_once_px: device pixels up to which it is drawn as one part.
    """

    width_px: int
    height_px: int
    scale: float
    features: bytes
    visible: str
    style: StyleChanged
    place: ViewRequested | FitRequested
    selection: tuple[str, ...] = ()
    flows: FlowsChanged = NO_FLOWS
    pin: PinChanged = NO_PIN
    own_maps: tuple[OwnMapShown, ...] = ()
    references: tuple[ReferenceShown, ...] = ()
    measured: MeasureShown = NOT_MEASURED
    arrays: bytes = b""
    mask: MaskChanged = ALL_ROWS
    window: TimeWindowChanged = ALL_TIME
    events: bytes = b""
    gap_s: float = PUBLISHED_GAP_S
    event_mask: str = ""
    reach: ReachShown = NO_REACH
    locator: tuple[float, float] | None = None
    at_once_px: int = AT_ONCE_PIXELS

    @property
    def selected(self) -> SelectionChanged:
        """The selection as the page is told it."""
        return SelectionChanged(self.selection)


@dataclass(frozen=True, slots=True)
class Captured:
    """The image, and what of the world is in it.

    Attributes:
        image: RGB32, width_px*scale by height_px*scale device pixels, its device pixel ratio set to scale.
        west, south, east, north, lon, lat, zoom: the view that was drawn (degrees, Leaflet zoom).
        tiles: base-map tiles in it.
        foot_px: CSS pixels at the foot that the attribution takes.
        locator: the region round the map with a frame where the map is, its device pixel ratio set to
            scale; None where none was asked for, or the map shows half of what there is to show, or more.
    """

    image: QImage
    west: float
    south: float
    east: float
    north: float
    lon: float
    lat: float
    zoom: float
    tiles: int
    foot_px: float
    locator: QImage | None = None


@dataclass(slots=True)
class _Pending:
    """The request under way.

    Attributes:
        corners: of the parts that are still to be drawn, the first of them now.
        token: of the frame that is waited for.
        image: the picture as far as it is drawn.
        painted: what the page said of the part that is drawn now.
        taken: of the last part; set when nothing but the locator is waited for.
    """

    request: CaptureRequest
    parts: Parts
    corners: deque[tuple[int, int]]
    done: Callable[[Captured], None]
    failed: Callable[[TumenError], None]
    token: int = 0
    image: QImage = field(default_factory=QImage)
    painted: Painted | None = None
    taken: Painted | None = None


class MapCapture(QObject):
    """Draws one request at a time on a page of its own, kept for the next request; `close()` ends it."""

    def __init__(self, resources: Resources, parent: QObject | None = None) -> None:
        """Prepare; the page is loaded with the first request."""
        super().__init__(parent)
        self._resources = resources
        self._view: MapView | None = None
        self._told: Told | None = None
        self._pending: _Pending | None = None
        self._token = 0
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(TIMEOUT_MS)
        self._limit.timeout.connect(self._on_timeout)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._take_if_shown)

    def capture(
        self,
        request: CaptureRequest,
        done: Callable[[Captured], None],
        failed: Callable[[TumenError], None],
    ) -> None:
        """Draw; exactly one of the callbacks is called, `done` always later, from the event loop."""
        if self._pending is not None:
            failed(TumenError("The map is still drawing another figure."))
            return
        try:
            parts = parts_of(request.width_px, request.height_px, request.scale, request.at_once_px)
            view = self.open()
        except TumenError as error:
            failed(error)
            return
        if self._told is None:
            self._told = Told(view)
        pending = _Pending(request, parts, deque(parts.corners()), done, failed)
        self._pending = pending
        _resize(view, parts)
        self._ask_for_part(view, pending)
        self._told.tell(request, pending.token)
        view.send(FrameRequested(pending.token))

    def draw_now(self, request: CaptureRequest) -> Captured:
        """Draw and wait, turning the event loop; for the command line.

        Raises:
            InputError: page or base map missing, or size and scale impossible.
            TumenError: the map did not finish in time.
        """
        loop = QEventLoop()
        finished: list[Captured | TumenError] = []

        def finish(result: Captured | TumenError) -> None:
            finished.append(result)
            loop.quit()

        self.capture(request, finish, finish)
        if not finished:
            loop.exec()
        result = finished[0] if finished else TumenError("The program ended before the map was drawn.")
        if isinstance(result, TumenError):
            raise result
        return result

    def open(self) -> MapView:
        """Load the page before the first request, which would do it else.

        Raises:
            InputError: page or base map missing.
        """
        if self._view is None:
            self._view = _opened(self._resources)
            self._view.received.connect(self._on_received)
            self._view.crashed.connect(self._fail)
            self._view.show()
        return self._view

    def close(self) -> None:
        """Take the page down; a request under way fails."""
        if self._pending is not None:
            self._fail("The figure's map was closed before it was drawn.")
        self._drop_page()

    def _drop_page(self) -> None:
        if self._view is not None:
            self._view.close_map()
        self._view = self._told = None

    def _ask_for_part(self, view: MapView, pending: _Pending) -> None:
        request = pending.request
        self._token += 1
        pending.token = self._token
        pending.painted = None
        self._limit.start()
        corner = pending.corners[0]
        view.send(part_message(pending.parts, request.width_px, request.height_px, request.scale, corner))

    @Slot(object)
    def _on_received(self, message: object) -> None:
        pending = self._pending
        if pending is None:
            return
        if isinstance(message, Failed):
            self._fail(f"The map could not be drawn: {message.where}: {message.message}")
        elif isinstance(message, Painted) and message.token == pending.token:
            pending.painted = message
            self._take_if_shown()
        elif isinstance(message, LocatorPainted) and message.token == pending.token:
            self._deliver(pending, _locator(message, pending.request.scale))

    @Slot()
    def _take_if_shown(self) -> None:
        """Take the picture once the strip has the colour of the frame."""
        pending, view = self._pending, self._view
        if pending is None or view is None or pending.painted is None or view.viewport is None:
            self._poll.stop()
            return
        foot = view.grab(QRect(0, view.height() - 1, 1, 1)).toImage()
        if foot.pixel(0, foot.height() - 1) & _TOKEN_MASK != pending.token & _TOKEN_MASK:
            self._poll.start()
            return
        self._poll.stop()
        _keep(pending, view.grab().toImage())
        pending.corners.popleft()
        if pending.corners:
            self._ask_for_part(view, pending)
            view.send(FrameRequested(pending.token))
            return
        pending.taken, pending.painted = pending.painted, None
        if pending.request.locator is None:
            self._deliver(pending, None)
        else:
            view.send(LocatorRequested(pending.token, *pending.request.locator))

    def _deliver(self, pending: _Pending, locator: QImage | None) -> None:
        view, taken = self._view, pending.taken
        if view is None or view.viewport is None or taken is None:
            return
        shown = view.viewport
        self._finish()
        pending.image.setDevicePixelRatio(pending.request.scale)
        if pending.parts.columns * pending.parts.rows > 1:
            QTimer.singleShot(0, self._let_go)
        pending.done(
            Captured(
                pending.image,
                shown.west,
                shown.south,
                shown.east,
                shown.north,
                shown.lon,
                shown.lat,
                shown.zoom,
                taken.tiles,
                taken.foot_px,
                locator,
            )
        )

    @Slot()
    def _let_go(self) -> None:
        """Drop the page after a large picture, or one that hangs: it would keep hundreds of megabytes."""
        if self._pending is None:
            self._drop_page()

    @Slot()
    def _on_timeout(self) -> None:
        QTimer.singleShot(0, self._let_go)
        self._fail(f"The map was not drawn within {TIMEOUT_MS // 1000} seconds.")

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        pending = self._pending
        self._finish()
        self._told = None  # what the page holds is not sure: the next request says all of it again
        if pending is not None:
            pending.failed(TumenError(sentence))

    def _finish(self) -> None:
        self._pending = None
        self._limit.stop()
        self._poll.stop()


def _opened(resources: Resources) -> MapView:
    view = MapView(resources, stamped=True)
    # A page that is never shown draws nothing; this attribute shows it to the engine, not to the user.
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
    return view


def _resize(view: MapView, parts: Parts) -> None:
    """Make the view as many device pixels large as a part and its strip, whatever the screen's own ratio."""
    ratio = view.devicePixelRatioF()
    view.setZoomFactor(parts.zoom / ratio)
    strip = max(round(STRIP_PX * parts.zoom), 1)
    view.resize(round(parts.part_width / ratio), round((parts.part_height + strip) / ratio))


def _keep(pending: _Pending, picture: QImage) -> None:
    """Lay a part where it belongs; what reaches beyond the picture, and the strip, is left out."""
    parts = pending.parts
    left, top = pending.corners[0]
    width, height = min(parts.part_width, parts.width - left), min(parts.part_height, parts.height - top)
    picture.setDevicePixelRatio(1)
    part = picture.copy(0, 0, width, height).convertToFormat(QImage.Format.Format_RGB32)
    if parts.columns * parts.rows == 1:
        pending.image = part
        return
    if pending.image.isNull():
        pending.image = QImage(parts.width, parts.height, QImage.Format.Format_RGB32)
    painter = QPainter(pending.image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(QPoint(left, top), part)
    painter.end()


def _locator(message: LocatorPainted, scale: float) -> QImage | None:
    if not message.picture:
        return None
    image = QImage.fromData(base64.b64decode(message.picture)).convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    return image
