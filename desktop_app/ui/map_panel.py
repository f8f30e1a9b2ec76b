"""Connects the map with the session: it asks like every view, and tells what was pointed at."""

import json
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.mapview.own_tiles import OwnMapShown
from desktop_app.mapview.protocol import (
    ALL_TIME,
    NO_CARD,
    NO_FLOWS,
    NO_PIN,
    ArraysChanged,
    CommandRequested,
    ContextRequested,
    CopyRequested,
    DetailsRequested,
    FeatureClicked,
    FeatureHovered,
    FeaturesChanged,
    FitRequested,
    FlowsChanged,
    HistoryChanged,
    HoverChanged,
    LanguageRequested,
    MaskChanged,
    MeasureChanged,
    MeasureShown,
    ModeChanged,
    PinChanged,
    PositionPicked,
    Ready,
    ReferenceTroubled,
    SelectionChanged,
    StyleChanged,
    StyleMenuRequested,
    ViewportChanged,
    ViewRequested,
    VisibleChanged,
    VisiblePainted,
)
from desktop_app.mapview.references import ReferenceShown
from desktop_app.mapview.view import MapView
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.map_query import position_id
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.identify import card_of
from desktop_app.ui.legend import LegendEntry
from desktop_app.ui.map_answer import Asked, Drawn, MapAnswer, drawn_anyway, has_arrays, map_answer
from desktop_app.ui.map_area import AreaKind, MapArea
from desktop_app.ui.references import references_of
from desktop_app.ui.theatre import THEATRE, bounds_of

if TYPE_CHECKING:
    from desktop_app.ui.map_arrays import Held

NAME: Final = "map"
_ALL_ROWS: Final = MaskChanged("", "")


class MapPanel(QObject):
    """The session's side of one `MapView`.

    Attributes:
        view: the widget.
        features, visible: the payloads last sent, for figures of the same content; empty before the first.
        flows, flow_legend: the flows between ports last sent and what they mean, for figures of them.
        arrays: tracks and crowds of positions, as last sent; empty where there are none.
        mask, window: what of the arrays passes.
        pin: what a search last found, for figures of it; its label is empty where there is none.
        own_maps: the user's own maps that are shown, the lowest first.
        references: the case's reference layers that are shown, the lowest first.
        measured: what is measured now, for figures of it.

    Signals:
        painted: the filter revision that is on screen now.
        question_changed: other voyages are wanted on the map; the owner asks the coordinator for it again.
        fitted: the map was asked to show a thing, which the filter may hide.
        history_changed: bool, bool: whether there are views to go back and forward to.
        measuring: bool: clicks on the map add points to a measurement, or no longer do.
        context_requested: a `ContextRequested`.
        style_menu_requested: a `StyleMenuRequested`.
        language_requested: str, the language that was clicked.
        picked: a `PositionPicked`; the mode is over then.
        flow_clicked: str, bool: the key of a flow, and whether the click adds to the selection.
        said: a sentence about what was done.
        details_requested: str, the key of the feature whose card was followed.
        area_to_watch: the ring of an area that was drawn to be watched.
        watching_wanted: somebody wants to draw such an area.
        events_found: events that are drawn were found; views that count them ask again.
    """

    painted = Signal(int)
    question_changed = Signal()
    fitted = Signal()
    history_changed = Signal(bool, bool)
    measuring = Signal(bool)
    context_requested = Signal(object)
    style_menu_requested = Signal(object)
    language_requested = Signal(str)
    picked = Signal(object)
    flow_clicked = Signal(str, bool)
    said = Signal(str)
    details_requested = Signal(str)
    area_to_watch = Signal(object)
    watching_wanted = Signal()
    events_found = Signal()

    def __init__(self, session: Session, view: MapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view = view
        self.features = b""
        self.visible = ""
        self.flows = NO_FLOWS
        self.flow_legend: tuple[LegendEntry, ...] = ()
        self.arrays = b""
        self.mask, self.window = _ALL_ROWS, ALL_TIME
        self.pin = NO_PIN
        self.own_maps: tuple[OwnMapShown, ...] = ()
        self.references: tuple[ReferenceShown, ...] = ()
        self.measured = MeasureShown("[]", active=False)
        self._answer: MapAnswer | None = None
        self._sent: Drawn | None = None
        self._features_sent = 0
        self._held: Held | None = None
        self._has_painted = False
        self._area = MapArea(session, view, NAME, self)
        self._area.watched.connect(self.area_to_watch)
        self._mode = ""
        view.received.connect(self._on_received)
        session.changed.connect(self._on_changed)
        view.send(self.style())
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
        """What the filter leaves on the map, its own area apart: that is drawn, and hides nothing here."""
        others = filter_.without(ClauseKind.AREA)
        selected = drawn_anyway(self._session.selection)
        asked = Asked(selected, self._sent, self._held, arrays=self._has_painted)
        return lambda engine, feedback: map_answer(engine, others, asked, feedback)

    def query_result(self, result: MapAnswer, revision: int) -> None:
        """Send it to the page."""
        if result.features is None and result.drawn != self._sent:
            self.question_changed.emit()  # made for features that others have replaced meanwhile
            return
        if result.features is not None:
            self.features, self._sent = result.features, result.drawn
            self.view.send(FeaturesChanged(self._features_sent, self.view.publish("features", self.features)))
            self._features_sent += 1
        self._send_arrays(result)
        self._answer = result
        self.visible = result.visible
        self.view.send(VisibleChanged(revision, self.visible))

    def _send_arrays(self, result: MapAnswer) -> None:
        """Arrays once, masks when they change, the window of time always: the page cuts it out itself."""
        if result.window != self.window:
            self.window = result.window
            self.view.send(self.window)
        if result.arrays is None:
            return
        held, payload, mask = result.arrays
        if payload is not None:
            self.arrays, self._held, self.mask = payload, held, _ALL_ROWS
            self.view.send(ArraysChanged(self.view.publish("arrays", payload)))
            self.view.send(self.mask)
        if mask != self.mask:
            self.mask = mask
            self.view.send(mask)

    def query_error(self, error: Exception) -> None:
        """The map keeps its last state and says so."""
        self.view.setToolTip(str(error))

    def show_flows(self, flows: FlowsChanged, legend: tuple[LegendEntry, ...]) -> None:
        """Show these flows between ports, which the legend explains."""
        self.flows, self.flow_legend = flows, legend
        self.view.send(flows)

    def show_own_maps(self, shown: tuple[OwnMapShown, ...]) -> None:
        """Show these files of the user's under the record."""
        self.own_maps = shown
        self.view.show_own_maps(shown)

    def show_references(self) -> None:
        """Show the reference layers that are on, under the case's own marks."""
        store = self._session.store
        shown, missing = references_of(store, self._session.layers, self.references)
        for sentence in missing:
            self.said.emit(sentence)
        if shown != self.references:
            self.references = shown
            self.view.show_references(shown)

    def fit(self) -> None:
        """Show the selection, or the theatre where nothing with a place is selected."""
        bounds = bounds_of(self._session.engine, self._session.selection) or THEATRE
        self.fit_to(bounds)

    @Slot(object)
    def fit_to(self, bounds: tuple[float, float, float, float]) -> None:
        """Show these bounds: west, south, east, north in degrees."""
        self.view.send(FitRequested(*bounds))
        self.fitted.emit()

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

    def fit_all(self) -> None:
        """Show every voyage that the filter leaves, or the theatre where none has a place.

        Of more voyages than are drawn, the ports at which they call.
        """
        keys: list[str] = []
        if self._answer is not None:
            content = self._answer.content
            keys += [f"voyage:{ident}" for ident in content.voyage_ids]
            if content.passing > len(content.voyage_ids):
                keys += [f"port:{ident}" for ident in content.calls_per_port]
        self.view.send(FitRequested(*(bounds_of(self._session.engine, keys) or THEATRE)))

    def fit_theatre(self) -> None:
        """Show the theatre."""
        self.view.send(FitRequested(*THEATRE))

    def show_view(self, lon: float, lat: float, zoom: float) -> None:
        """Show exactly this view."""
        self.view.send(ViewRequested(lon, lat, zoom))

    def centre(self, lon: float, lat: float) -> None:
        """Put a position into the middle; the zoom stays."""
        if self.viewport is not None:
            self.show_view(lon, lat, self.viewport.zoom)

    def measure_from(self, lon: float, lat: float) -> None:
        """Begin to measure at a position."""
        self.view.send(MeasureShown(json.dumps([[lon, lat]]), active=True))
        self.focus()

    def select(self, key: str) -> None:
        """Select one feature, as a click on it does."""
        self._click(key, extend=False)

    def start_area(self, kind: AreaKind) -> None:
        """Let an area of the filter be drawn on the map, or be what the map shows from now on."""
        self._area.start(kind)

    def draw_watch_area(self) -> None:
        """Let an area be drawn on the map that is to be watched; `area_to_watch` tells its ring."""
        self._area.start_watch()

    def focus(self) -> None:
        """The keyboard moves the map."""
        self.command("focus")

    def command(self, name: str) -> None:
        """One of `protocol.COMMANDS`; its further keys go to the map."""
        self.view.setFocus()
        self.view.send(CommandRequested(name))

    def escape(self) -> None:
        """Leave what is under way on the map; else clear the selection and the pin."""
        if self._mode:
            self.view.send(CommandRequested("escape"))
        else:
            self.clear()

    @Slot(object)
    def _on_received(self, message: object) -> None:
        match message:
            case FeatureHovered(key=key):
                self._session.set_hover(self._named(key), NAME)
            case FeatureClicked(key=key, extend=extend):
                known = self._named(key)
                self._click(known, extend=extend)
                self.view.send(NO_CARD if extend else card_of(self._session.engine, known))
            case DetailsRequested(key=key):
                self.details_requested.emit(key)
            case ReferenceTroubled(sentence=sentence):
                self.said.emit(sentence)
            case VisiblePainted(revision=revision):
                self._on_painted(revision)
            case _:
                self._on_handled(message)

    def _on_painted(self, revision: int) -> None:
        """After the first picture come the arrays, which take numpy and, of a large case, a second."""
        self.painted.emit(revision)
        if not self._has_painted:
            self._has_painted = True
            self.show_references()
            if has_arrays(self._session.engine):
                self.question_changed.emit()

    def _named(self, key: str) -> str:
        """The key of a feature that the page may know only by its row."""
        kind, _, row = key.partition(":")
        if kind != "row":
            return key
        ident = position_id(self._session.engine, int(row))
        return f"sighting:{ident}" if ident else ""

    def _on_handled(self, message: object) -> None:
        """What tools, menus and keys of the page tell."""
        match message:
            case ModeChanged(mode=mode):
                self._mode = mode
            case PositionPicked():
                self.picked.emit(message)
            case HistoryChanged(back=back, forward=forward):
                self.history_changed.emit(back, forward)
            case MeasureChanged(points=points, active=active):
                self.measured = MeasureShown(points, active)
                self.measuring.emit(active)
            case LanguageRequested(language=language):
                self.language_requested.emit(language)
            case ContextRequested():
                self.context_requested.emit(message._replace(key=self._named(message.key)))
            case StyleMenuRequested():
                self.style_menu_requested.emit(message)
            case CopyRequested(text=text):
                self.said.emit(_copied(text))
            case Ready():
                self._mode = ""
                self.history_changed.emit(False, False)
            case _:
                pass

    def _click(self, key: str, *, extend: bool) -> None:
        if key.startswith("flow:"):
            self.flow_clicked.emit(key, extend)
            return
        selection = self._session.selection
        if not extend:
            self._session.select((key,) if key else (), NAME)
        elif key in selection:
            self._session.select(tuple(other for other in selection if other != key), NAME)
        elif key:
            self._session.select((*selection, key), NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.STYLE | Changed.LAYERS | Changed.DATA):
            self.view.send(self.style())
        if change.what & (Changed.LAYERS | Changed.DATA) and self._has_painted:
            self.show_references()
        if Changed.SELECTION in change.what:
            self.view.send(SelectionChanged(self._session.selection))
            if self._sent is not None and self._sent.voyage_ids is not None:
                self.question_changed.emit()  # of a crowd the selected ones are drawn
        if Changed.HOVER in change.what and change.initiator != NAME:
            self.view.send(HoverChanged(self._session.hover))


def _copied(text: str) -> str:
    """What was copied, in a sentence: a position, or a table between its heading and its method."""
    if "\t" not in text:
        return f"Copied {text}"
    rows = len(text.splitlines()) - 2
    segments = "1 segment" if rows == 1 else f"{rows} segments"
    return f"Copied {segments}: geodesics on the WGS84 ellipsoid, true bearings."
