"""The web channel to the page: two members, JSON both ways, nothing lost before the page is ready."""

import json
import logging
from typing import Any, get_args, get_type_hints

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.mapview.protocol import (
    PROTOCOL_VERSION,
    CommandRequested,
    Failed,
    FitRequested,
    FrameRequested,
    FromPage,
    LocatorRequested,
    MeasureChanged,
    MeasureShown,
    Painted,
    Ready,
    ToPage,
    ViewportChanged,
    ViewRequested,
)
from desktop_app.mapview.shown_maps import OwnMap, Reference

_FROM_PAGE: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(FromPage)}
_PLACE = (FitRequested, ViewRequested)

_js_log = logging.getLogger("js")


class Endpoint(QObject):
    """What the page sees as `channel.objects.bridge`.

    Signals:
        post: JSON text for the page.
        arrived: JSON text from the page (not used by the page).
    """

    post = Signal(str)
    arrived = Signal(str)

    @Slot(str)
    def receive(self, text: str) -> None:
        """Take one message from the page."""
        self.arrived.emit(text)


class Bridge(QObject):
    """Queues until the page is ready, remembers what it was told, and tells it again after a reload.

    Signals:
        ready: all state has been sent to a page that listens.
        received: one `protocol.FromPage` value.
    """

    ready = Signal()
    received = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.endpoint = Endpoint(self)
        self.endpoint.arrived.connect(self._receive)
        self._listening = False
        self._state: dict[type[Any], ToPage] = {}
        self._viewport: ViewportChanged | None = None

    @property
    def viewport(self) -> ViewportChanged | None:
        """What the page last showed."""
        return self._viewport

    def send(self, message: ToPage) -> None:
        """Send now, or with everything else once the page is ready; a command or a locator only now."""
        if isinstance(message, CommandRequested | LocatorRequested):
            if self._listening:
                self._post(message)
            return
        if isinstance(message, _PLACE):
            for kind in _PLACE:
                self._state.pop(kind, None)
            self._viewport = None
        else:
            self._state.pop(type(message), None)
        self._state[type(message)] = message
        if self._listening:
            self._post(message)

    def page_lost(self) -> None:
        """The page is being loaded anew; until it says ready, messages wait."""
        self._listening = False

    def _post(self, message: ToPage) -> None:
        self.endpoint.post.emit(encode_message(message))

    @Slot(str)
    def _receive(self, text: str) -> None:
        message = decode_message(text)
        if not (self._listening or isinstance(message, Ready)):
            return  # the last words of a page that is being replaced: its tiles were called off
        match message:
            case Ready(version):
                if version != PROTOCOL_VERSION:
                    raise RuntimeError(f"the page speaks protocol {version}, the program {PROTOCOL_VERSION}")
                self._listening = True
                self._replay()
            case Painted(token):
                if self._state.get(FrameRequested) == FrameRequested(token):
                    del self._state[FrameRequested]
            case ViewportChanged():
                self._viewport = message
            case MeasureChanged(points, active):
                self._state[MeasureShown] = MeasureShown(points, active)
            case Failed(where, reason, stack):
                _js_log.error("%s: %s\n%s", where, reason, stack)
            case _:
                pass
        self.received.emit(message)
        if isinstance(message, Ready):
            self.ready.emit()

    def _replay(self) -> None:
        """Everything the page was told, frames last; where it was looking instead of where it was sent."""
        place: ToPage | None = next((self._state[kind] for kind in _PLACE if kind in self._state), None)
        if self._viewport is not None:
            place = ViewRequested(self._viewport.lon, self._viewport.lat, self._viewport.zoom)
        told = [message for kind, message in self._state.items() if kind not in {*_PLACE, FrameRequested}]
        frame = self._state.get(FrameRequested)
        for message in (*told, place, frame):
            if message is not None:
                self._post(message)


def encode_message(message: ToPage) -> str:
    """One message as the JSON text that crosses the channel."""
    return json.dumps({"type": type(message).__name__, **_fields(message)}, ensure_ascii=False)


def _fields(value: ToPage | OwnMap | Reference) -> dict[str, Any]:
    """Names and values; the parts of a message in the same way, which JSON would else write as bare lists."""
    return {name: _plain(field) for name, field in value._asdict().items()}


def _plain(value: Any) -> Any:
    if isinstance(value, OwnMap | Reference):
        return _fields(value)
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def decode_message(text: str) -> FromPage:
    """The value behind a JSON text.

    Raises:
        ValueError: it is no message of the protocol; the page is ours, so that is a defect, not bad input.
    """
    fields = json.loads(text)
    kind = _FROM_PAGE.get(fields.pop("type", ""))
    if kind is None:
        raise ValueError(f"unknown message {text[:200]}")
    hints = get_type_hints(kind)
    if fields.keys() != hints.keys():
        raise ValueError(f"{kind.__name__} with fields {sorted(fields)}")
    values = {name: _checked(kind.__name__, name, value, hints[name]) for name, value in fields.items()}
    message: FromPage = kind(**values)
    return message


def _checked(message: str, name: str, value: object, wanted: type) -> object:
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)  # JavaScript writes 5.0 as 5
    if type(value) is not wanted:
        raise ValueError(f"{message}.{name} is {value!r}, not {wanted.__name__}")
    return value
