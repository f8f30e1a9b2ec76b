"""What the page made for captures has been told, so that the next picture sends only what is new."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop_app.mapview.protocol import (
    ArraysChanged,
    EventMaskChanged,
    EventsChanged,
    FeaturesChanged,
    FitRequested,
    ToPage,
    ViewRequested,
    VisibleChanged,
)
from desktop_app.mapview.view import MapView

if TYPE_CHECKING:
    from desktop_app.mapview.capture import CaptureRequest


class Told:
    """The state of one page."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._said: dict[type[Any], Any] = {}
        self._features: bytes | None = None
        self._arrays: bytes = b""
        self._events: tuple[bytes, float] | None = None
        self._own_maps: object = ()
        self._references: object = ()
        self._place: tuple[FitRequested | ViewRequested, int, int] | None = None

    def tell(self, request: "CaptureRequest", token: int) -> None:
        """Send what differs from the request before, the place last."""
        if self._own_maps != request.own_maps:
            self._own_maps = request.own_maps
            self._view.show_own_maps(request.own_maps)
        if self._references != request.references:
            self._references = request.references
            self._view.show_references(request.references)
        for message in self._news(request, token):
            self._view.send(message)
        place = (request.place, request.width_px, request.height_px)
        if self._place != place:
            self._place = place
            self._view.send(request.place)

    def _news(self, request: "CaptureRequest", token: int) -> Iterator[ToPage]:
        yield from self._changed(request.style)
        visible = request.visible
        if self._features != request.features:
            self._features = request.features
            self._said.pop(VisibleChanged, None)
            yield FeaturesChanged(token, self._view.publish("features", request.features))
        if self._arrays != request.arrays:
            self._arrays = request.arrays
            yield ArraysChanged(self._view.publish("arrays", request.arrays) if request.arrays else "")
        yield from self._changed(request.mask)
        if self._events != (request.events, request.gap_s):
            self._events = (request.events, request.gap_s)
            self._said.pop(EventMaskChanged, None)
            yield EventsChanged(
                self._view.publish("events", request.events) if request.events else "", request.gap_s
            )
        yield from self._changed(EventMaskChanged(request.event_mask))
        yield from self._changed(request.reach)
        yield from self._changed(request.window)
        if self._said.get(VisibleChanged) != visible:
            self._said[VisibleChanged] = visible
            yield VisibleChanged(token, visible)
        yield from self._changed(request.selected)
        yield from self._changed(request.flows)
        yield from self._changed(request.pin)
        yield from self._changed(request.measured._replace(active=False))

    def _changed(self, message: ToPage) -> Iterator[ToPage]:
        if self._said.get(type(message)) != message:
            self._said[type(message)] = message
            yield message
