"""Connects the map with the session: it asks like every view, and tells what was pointed at."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.mapview.encode import encode_features, encode_visible
from desktop_app.mapview.own_tiles import OwnMapShown
from desktop_app.mapview.protocol import (
    NO_PIN,
    FeatureClicked,
    FeatureHovered,
    FeaturesChanged,
    FitRequested,
    HoverChanged,
    PinChanged,
    SelectionChanged,
    StyleChanged,
    ViewportChanged,
    ViewRequested,
    VisibleChanged,
    VisiblePainted,
)
from desktop_app.mapview.view import MapView
from desktop_app.query.clauses import Filter
from desktop_app.query.results import MapContent
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.theatre import THEATRE, bounds_of

NAME: Final = "map"


class MapPanel(QObject):
    """The session's side of one `MapView`.

    Attributes:
        view: the widget.
        features, visible: the payloads last sent, for figures of the same content.
        pin: what a search last found, for figures of it; its label is empty where there is none.
        own_maps: the user's own maps that are shown, the lowest first.

    Signals:
        painted: the filter revision that is on screen now.
    """

    painted = Signal(int)

    def __init__(self, session: Session, view: MapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view = view
        self.features = encode_features(session.store.record)
        self.visible = ""
        self.pin = NO_PIN
        self.own_maps: tuple[OwnMapShown, ...] = ()
        view.received.connect(self._on_received)
        session.changed.connect(self._on_changed)
        view.send(self.style())
        view.send(FeaturesChanged(0, view.publish("features", self.features)))
        view.send(FitRequested(*THEATRE))

    @property
    def viewport(self) -> ViewportChanged | None:
        """What the map last showed; None before its first message."""
        return self.view.viewport

    def style(self) -> StyleChanged:
        """What the page should look like now."""
        style = self._session.style
        return StyleChanged(
            style.theme.value,
            style.language.value,
            controls=True,
            layers=self._session.layers,
            synthetic=self._session.store.record.synthetic,
        )

    def query(self, filter_: Filter) -> Query:
        """What the filter leaves on the map."""
        return lambda engine, feedback: engine.map_content(filter_, feedback)

    def query_result(self, result: MapContent, revision: int) -> None:
        """Send it to the page."""
        self.visible = encode_visible(
            self._session.store.record, result.voyage_ids, result.calls_per_port, result.dates
        )
        self.view.send(VisibleChanged(revision, self.visible))

    def query_error(self, error: Exception) -> None:
        """The map keeps its last state and says so."""
        self.view.setToolTip(str(error))

    def show_own_maps(self, shown: tuple[OwnMapShown, ...]) -> None:
        """Show these files of the user's under the record."""
        self.own_maps = shown
        self.view.show_own_maps(shown)

    def fit(self) -> None:
        """Show the selection, or the theatre where nothing with a place is selected."""
        bounds = bounds_of(self._session.store.record, self._session.selection) or THEATRE
        self.view.send(FitRequested(*bounds))

    def go_to(self, lon: float, lat: float, zoom: float, label: str) -> None:
        """Show a position that was searched for, and set the pin there."""
        self._set_pin(PinChanged(lon, lat, label))
        self.view.send(ViewRequested(lon, lat, zoom))

    def clear_pin(self) -> None:
        """Take the pin away."""
        if self.pin != NO_PIN:
            self._set_pin(NO_PIN)

    def clear(self) -> None:
        """Clear the selection and the pin."""
        self._session.select((), "")
        self.clear_pin()

    def _set_pin(self, pin: PinChanged) -> None:
        self.pin = pin
        self.view.send(pin)

    @Slot(object)
    def _on_received(self, message: object) -> None:
        match message:
            case FeatureHovered(key=key):
                self._session.set_hover(key, NAME)
            case FeatureClicked(key=key, extend=extend):
                self._click(key, extend=extend)
            case VisiblePainted(revision=revision):
                self.painted.emit(revision)

    def _click(self, key: str, *, extend: bool) -> None:
        selection = self._session.selection
        if not extend:
            self._session.select((key,) if key else (), NAME)
        elif key in selection:
            self._session.select(tuple(other for other in selection if other != key), NAME)
        elif key:
            self._session.select((*selection, key), NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.STYLE | Changed.LAYERS):
            self.view.send(self.style())
        if Changed.SELECTION in change.what:
            self.view.send(SelectionChanged(self._session.selection))
        if Changed.HOVER in change.what and change.initiator != NAME:
            self.view.send(HoverChanged(self._session.hover))
