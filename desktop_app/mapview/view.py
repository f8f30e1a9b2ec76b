"""MapView: the map as a widget. The only class of this package that the window uses, beside MapCapture."""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from desktop_app.mapview.bridge import Bridge
from desktop_app.mapview.own_tiles import OwnMapShown
from desktop_app.mapview.page import SealedPage, SealedProfile
from desktop_app.mapview.protocol import (
    CopyRequested,
    OwnMapsChanged,
    ReferencesChanged,
    ToPage,
    ViewportChanged,
)
from desktop_app.mapview.references import ReferenceShown
from desktop_app.mapview.scheme import HOME, STAMPED_HOME
from desktop_app.mapview.shown_maps import Reference
from desktop_app.runtime.resources import Resources

_SEA = QColor("#d4e7f0")  # the light theme's sea: what shows until the first paint

_log = logging.getLogger("map")


class MapView(QWebEngineView):
    """A sealed web page showing the case map, driven by messages.

    `bootstrap` must have called `scheme.register_scheme()` before the QApplication was made.

    Attributes:
        blocked: addresses that the page asked for and was refused; empty unless something is wrong.

    Signals:
        ready: the page listens; emitted again after a reload or a renderer crash, with all state replayed.
        received: one `protocol.FromPage` value, in order of arrival (`Ready` included).
        crashed: str, one sentence, when the renderer died twice without being ready in between;
            `retry()` tries once more.
    """

    ready = Signal()
    received = Signal(object)
    crashed = Signal(str)

    def __init__(self, resources: Resources, parent: QWidget | None = None, *, stamped: bool = False) -> None:
        """Start loading the page; `stamped` adds the strip by which a capture knows its frame.

        Raises:
            InputError: the built page or the base map is missing.
        """
        super().__init__(parent)
        self._profile = SealedProfile(resources)
        self._bridge = Bridge(self)
        self._bridge.ready.connect(self._on_ready)
        self._bridge.received.connect(self._on_received)
        self._channel = QWebChannel(self)
        self._channel.registerObject("bridge", self._bridge.endpoint)
        self._page = SealedPage(self._profile, self)
        self._page.setBackgroundColor(_SEA)
        self._page.setWebChannel(self._channel)
        self._page.renderProcessTerminated.connect(self._on_terminated)
        self._home = QUrl(STAMPED_HOME if stamped else HOME)
        self._may_reload = True
        self._closed = False
        self._references: dict[str, str] = {}
        self.blocked = self._profile.interceptor.blocked
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setPage(self._page)
        self._page.load(self._home)

    @property
    def viewport(self) -> ViewportChanged | None:
        """What the map last showed; None before its first message."""
        return self._bridge.viewport

    def send(self, message: ToPage) -> None:
        """Send now, or when the page is ready; the last message of each type is replayed after a reload."""
        self._bridge.send(message)

    def publish(self, name: str, payload: bytes) -> str:
        """Offer bulk data to the page under `name` ("features"); the address for the message.

        The last few payloads of a name are kept, so a message that is overtaken still finds its own.
        """
        return self._profile.payloads.publish(name, payload)

    def show_own_maps(self, shown: Sequence[OwnMapShown]) -> None:
        """Show these files of the user's, the lowest first; they stay open as long as they are shown."""
        self._profile.handler.own_tiles.offer({one.map.id: one.file for one in shown})
        self.send(OwnMapsChanged(tuple(one.map for one in shown)))

    def show_references(self, shown: Sequence[ReferenceShown]) -> None:
        """Show these reference layers, the lowest first; each content is offered to the page once."""
        for one in shown:
            if one.sha256 not in self._references:
                self._references[one.sha256] = self.publish(f"reference-{one.sha256}", one.content)
        self.send(
            ReferencesChanged(
                tuple(Reference(one.id, one.name, one.colour, self._references[one.sha256]) for one in shown)
            )
        )

    def retry(self) -> None:
        """Load the page anew; its state is replayed."""
        self._bridge.page_lost()
        self._page.load(self._home)

    def close_map(self) -> None:
        """Take the page down in the one order that Qt WebEngine survives; the widget is dead afterwards.

        Called once by the window when it closes, before the application quits.
        """
        if self._closed:
            return
        self._closed = True
        # Channel, page, view, profile: a profile that goes before its page is "Expect troubles!" to Qt.
        self._page.renderProcessTerminated.disconnect(self._on_terminated)
        self._page.setWebChannel(None)  # type: ignore[arg-type] # null detaches; the stub forbids it
        self._channel.deregisterObject(self._bridge.endpoint)
        self.hide()
        self.setPage(None)  # type: ignore[arg-type] # same
        for owned in (self._channel, self._page, self, self._profile):
            if owned is self._profile:
                self._profile.handler.close()
            owned.deleteLater()
            QCoreApplication.sendPostedEvents(owned, QEvent.Type.DeferredDelete)

    @Slot()
    def _on_ready(self) -> None:
        self._may_reload = True
        self.ready.emit()

    @Slot(object)
    def _on_received(self, message: object) -> None:
        if isinstance(message, CopyRequested):
            QGuiApplication.clipboard().setText(message.text)
        self.received.emit(message)

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        _log.error("the map's renderer ended: %s, %d", status.name, code)
        self._bridge.page_lost()
        if self._may_reload:
            self._may_reload = False
            self._page.load(self._home)
        else:
            self.crashed.emit(f"The map stopped twice in a row ({status.name}, code {code}).")
