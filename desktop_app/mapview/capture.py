"""MapCapture: the same map drawn off screen at any size and scale, as an image.

A zoom factor of k on a view k times as large gives the same layout at k times the resolution. Qt shows a
frame some time after the page has drawn it and does not say when, so the page made for captures carries a
strip of `STRIP_PX` below the map whose colour is the frame's token; the picture is taken when it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QImage

from desktop_app.mapview.own_tiles import OwnMapShown
from desktop_app.mapview.protocol import (
    ALL_TIME,
    NO_FLOWS,
    NO_PIN,
    ArraysChanged,
    Failed,
    FeaturesChanged,
    FitRequested,
    FlowsChanged,
    FrameRequested,
    MaskChanged,
    MeasureShown,
    Painted,
    PinChanged,
    SelectionChanged,
    StyleChanged,
    TimeWindowChanged,
    ToPage,
    ViewRequested,
    VisibleChanged,
)
from desktop_app.mapview.view import MapView
from desktop_app.runtime.errors import InputError, TumenError
from desktop_app.runtime.resources import Resources

STRIP_PX = 4  # as in assets/web/map.css
LARGEST_SIDE_PX = 16384  # device pixels; Chromium refuses larger canvases
SCALE_LIMITS = (0.25, 5.0)  # of QWebEnginePage.setZoomFactor
TIMEOUT_MS = 60_000
NOT_MEASURED = MeasureShown("[]", active=False)
ALL_ROWS = MaskChanged("", "")
_POLL_MS = 5
_TOKEN_MASK = 0xFFFFFF


@dataclass(frozen=True, slots=True)
class CaptureRequest:
    """What to draw.

    Attributes:
        width_px, height_px: size in CSS pixels, as the view would have on a 1x screen.
        scale: device pixels per CSS pixel, 0.25 to 5.
        features: `encode_features` of the case.
        visible: `encode_visible` of the filter.
        style: theme, language, layers; controls off for figures.
        place: the part of the world to show.
        selection: selected feature keys.
        flows: flows between ports.
        pin: the pin of a search.
        own_maps: the user's own maps under the record, the lowest first.
        measured: a measurement to draw.
        arrays: `encode_arrays` of tracks and crowds of positions; empty for none.
        mask, window: what of the arrays is shown.
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
    measured: MeasureShown = NOT_MEASURED
    arrays: bytes = b""
    mask: MaskChanged = ALL_ROWS
    window: TimeWindowChanged = ALL_TIME


@dataclass(frozen=True, slots=True)
class Captured:
    """The image, and what of the world is in it.

    Attributes:
        image: RGB32, width_px*scale by height_px*scale device pixels, its device pixel ratio set to scale.
        west, south, east, north, lon, lat, zoom: the view that was drawn (degrees, Leaflet zoom).
        tiles: base-map tiles in it.
        foot_px: CSS pixels at the foot that the attribution takes.
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


@dataclass(frozen=True, slots=True)
class _Pending:
    """The request under way."""

    request: CaptureRequest
    token: int
    done: Callable[[Captured], None]
    failed: Callable[[TumenError], None]


class MapCapture(QObject):
    """Draws one request at a time on a page of its own, kept for the next request; `close()` ends it."""

    def __init__(self, resources: Resources, parent: QObject | None = None) -> None:
        """Prepare; the page is loaded with the first request."""
        super().__init__(parent)
        self._resources = resources
        self._view: MapView | None = None
        self._pending: _Pending | None = None
        self._painted: Painted | None = None
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
            _check(request)
            if self._view is None:
                self._view = self._open()
        except TumenError as error:
            failed(error)
            return
        self._token += 1
        self._pending = _Pending(request, self._token, done, failed)
        self._painted = None
        self._limit.start()
        _resize(self._view, request)
        self._view.show_own_maps(request.own_maps)
        for message in _messages(self._view, request, self._token):
            self._view.send(message)

    def close(self) -> None:
        """Take the page down; a request under way fails."""
        if self._pending is not None:
            self._fail("The figure's map was closed before it was drawn.")
        if self._view is not None:
            self._view.close_map()
            self._view = None

    def _open(self) -> MapView:
        view = MapView(self._resources, stamped=True)
        # A page that is never shown draws nothing; this attribute shows it to the engine, not to the user.
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        view.received.connect(self._on_received)
        view.crashed.connect(self._fail)
        view.show()
        return view

    @Slot(object)
    def _on_received(self, message: object) -> None:
        if self._pending is None:
            return
        if isinstance(message, Failed):
            self._fail(f"The map could not be drawn: {message.where}: {message.message}")
        elif isinstance(message, Painted) and message.token == self._pending.token:
            self._painted = message
            self._poll.start()

    @Slot()
    def _take_if_shown(self) -> None:
        """Take the picture once the strip has the colour of the frame."""
        pending, view, painted = self._pending, self._view, self._painted
        if pending is None or view is None or painted is None or view.viewport is None:
            self._poll.stop()
            return
        foot = view.grab(QRect(0, view.height() - 1, 1, 1)).toImage()
        if foot.pixel(0, foot.height() - 1) & _TOKEN_MASK != pending.token & _TOKEN_MASK:
            return
        request, shown = pending.request, view.viewport
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(1)
        image = image.copy(
            0, 0, round(request.width_px * request.scale), round(request.height_px * request.scale)
        )
        image.setDevicePixelRatio(request.scale)
        self._finish()
        pending.done(
            Captured(
                image,
                shown.west,
                shown.south,
                shown.east,
                shown.north,
                shown.lon,
                shown.lat,
                shown.zoom,
                painted.tiles,
                painted.foot_px,
            )
        )

    @Slot()
    def _on_timeout(self) -> None:
        self._fail(f"The map was not drawn within {TIMEOUT_MS // 1000} seconds.")

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        pending = self._pending
        self._finish()
        if pending is not None:
            pending.failed(TumenError(sentence))

    def _finish(self) -> None:
        self._pending = None
        self._painted = None
        self._limit.stop()
        self._poll.stop()


def capture_now(resources: Resources, request: CaptureRequest) -> Captured:
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

    capture = MapCapture(resources)
    try:
        capture.capture(request, finish, finish)
        if not finished:
            loop.exec()
    finally:
        capture.close()
    result = finished[0] if finished else TumenError("The program ended before the map was drawn.")
    if isinstance(result, TumenError):
        raise result
    return result


def _check(request: CaptureRequest) -> None:
    low, high = SCALE_LIMITS
    if not low <= request.scale <= high:
        raise InputError(f"the scale {request.scale:g} is not between {low:g} and {high:g}")
    longest = max(request.width_px, request.height_px + STRIP_PX) * request.scale
    if min(request.width_px, request.height_px) < 1 or longest > LARGEST_SIDE_PX:
        raise InputError(
            f"a map of {request.width_px} × {request.height_px} at scale {request.scale:g} cannot be drawn; "
            f"the longer side may have {LARGEST_SIDE_PX} device pixels"
        )


def _resize(view: MapView, request: CaptureRequest) -> None:
    """Make the view as many device pixels large as the picture, whatever the screen's own ratio."""
    ratio = view.devicePixelRatioF()
    view.setZoomFactor(request.scale / ratio)
    view.resize(
        round(request.width_px * request.scale / ratio),
        round((request.height_px + STRIP_PX) * request.scale / ratio),
    )


def _messages(view: MapView, request: CaptureRequest, token: int) -> tuple[ToPage, ...]:
    return (
        request.style,
        FeaturesChanged(token, view.publish("features", request.features)),
        ArraysChanged(view.publish("arrays", request.arrays) if request.arrays else ""),
        request.mask,
        request.window,
        VisibleChanged(token, request.visible),
        SelectionChanged(request.selection),
        request.flows,
        request.pin,
        request.measured._replace(active=False),
        request.place,
        FrameRequested(token),
    )
