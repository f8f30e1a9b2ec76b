"""The timeline panel: everything dated on one clock, with the date brush over it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.ais_event import EventKind
from desktop_app.exporters import wording
from desktop_app.exporters.near_rows import chance_sentence, lag_mark
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.date_steps import months_before
from desktop_app.query.day_numbers import DAY_S, day_number, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_events import kinds_drawn
from desktop_app.query.proximity_query import Near, near
from desktop_app.query.timeline_results import LaneRows, TimelineContent
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.charts.event_entries import event_lanes, gap_entries
from desktop_app.ui.charts.timeline_data import LANE_TITLES, lanes_of
from desktop_app.ui.palette import PALETTES
from desktop_app.ui.timeline.brush import Days
from desktop_app.ui.timeline.canvas import NAME, Canvas
from desktop_app.ui.timeline.hand import Hand
from desktop_app.ui.timeline.keys import Keys
from desktop_app.ui.timeline.player import Player
from desktop_app.ui.timeline.tools import Tools

if TYPE_CHECKING:  # numpy, which the first picture has not
    from desktop_app.query.timeline_events import EventRows

# A zoom rests this long before the marks of what is in sight are read, where there are too many for all.
REST_MS: Final = 150
LAST_DAYS: Final = 30
# Selected voyages that are drawn over the counts of a crowd: more would hide them.
MOST_PINNED: Final = 50


class Sailing(NamedTuple):
    """What is near the selected sailing.

    Attributes:
        days: up to which it counts as near.
        chance: how often chance comes as close, in words.
    """

    days: int
    found: tuple[Near, ...]
    chance: str


class Answer(NamedTuple):
    """What the panel asks for.

    Attributes:
        sailing: None where no single sailing is selected.
        pinned: of a crowd the selected voyages; None where all are marks.
        events: lanes of what was found in AIS reports.
    """

    content: TimelineContent
    sailing: Sailing | None
    pinned: LaneRows | None
    events: "tuple[EventRows, ...]"


class TimelinePanel(QWidget):
    """Tool row and canvas; `session` is what both change.

    Attributes:
        canvas, tools, player: its parts.

    Signals:
        question_changed: it wants to ask anew: another sailing is selected, or other days are in sight.
        dates_wanted: somebody wants to type dates.
    """

    question_changed = Signal()
    dates_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._answer: Answer | None = None
        self._generation = -1
        self._voyages_asked: tuple[str, ...] = ()
        self._kinds_asked: tuple[EventKind, ...] = ()
        year = _year_of(session.store.record.as_of)
        self.player = Player(session, self)
        self.canvas = Canvas(session, year, self)
        self._hand = Hand(self.canvas)
        self.keys = Keys(self.canvas, self.player)
        self.tools = Tools(self.player, self)
        self.tools.dates_wanted.connect(self.dates_wanted)
        self.tools.near_days_changed.connect(lambda days: session.set_near_days(days, NAME))
        self._lane_actions: dict[str, QAction] = {}
        self._fill_menus()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tools)
        layout.addWidget(self.canvas, 1)
        self.setFocusProxy(self.canvas)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask_for_sight)
        self.canvas.view_changed.connect(self._rest.start)
        session.changed.connect(self._on_changed)
        self._show_style()
        self.tools.show_player()
        self._show_window()

    def query(self, filter_: Filter) -> Query:
        """All dates, other clauses kept: the brush's own clause must not hide what it could reach."""
        other = filter_.without(ClauseKind.DATES)
        selected, days = self._selected_voyages(), self._session.near_days
        self._voyages_asked = selected
        sailing = selected[0] if len(self._session.selection) == len(selected) == 1 else ""
        seen = self._days_in_sight()
        kinds = self._kinds()
        self._kinds_asked = kinds

        def ask(engine: QueryEngine, feedback: Feedback) -> Answer:
            content = engine.timeline(other, feedback, seen)
            found = (
                engine.kept(("near", sailing, days), lambda: near(engine, sailing, days), assumes=False)
                if sailing
                else ()
            )
            is_told = bool(sailing) and bool(engine.store.record.payments or engine.store.record.consignments)
            chance = chance_sentence(engine.store, feedback, waits=False) if is_told else ""
            is_counted = bool(selected) and content.calls.histogram is not None
            return Answer(
                content,
                Sailing(days, found, chance) if is_told else None,
                engine.timeline_marks(selected, other) if is_counted else None,
                _events(engine, other, kinds, feedback) if kinds else (),
            )

        return ask

    def query_result(self, result: Answer, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Rows that other clauses hide become ghosts."""
        store = self._session.store
        if result == self._answer and store.generation == self._generation:
            return
        self._answer, self._generation = result, store.generation
        content, sailing, pinned, events = result
        lags = None
        if sailing is not None:
            lags = {row.key: lag_mark(row.lag_low, row.lag_high) for row in sailing.found}
        has_dates = content.first_day is not None and content.last_day is not None
        extent = self.canvas.extent
        if content.first_day is not None and content.last_day is not None:
            extent = Days(day_number(content.first_day), day_number(content.last_day))
        lanes = lanes_of(store.record, content, lags, pinned, gap_entries(events), event_lanes(events))
        self.canvas.show_data(extent, lanes, content.voyages, _note_of(content))
        self.player.set_data(extent if has_dates else None, content.occupied)
        self.tools.show_near(
            None if sailing is None else len(sailing.found),
            self._session.near_days,
            "" if sailing is None else sailing.chance,
        )
        held = {lane.key for lane in self.canvas.lanes}
        for key, action in self._lane_actions.items():
            action.setEnabled(key in held)
            action.setToolTip("" if key in held else "The case holds nothing of this kind")
        self._show_window()

    def query_error(self, error: Exception) -> None:
        """The table says what went wrong; here the last state stays."""
        self.player.stop()
        self.setToolTip(str(error))

    @Slot(int)
    def on_delivered(self, revision: int) -> None:
        """Every view shows the newest filter."""
        self.player.on_delivered(revision)

    def _fill_menus(self) -> None:
        for text, first_of in (
            (f"Last {LAST_DAYS} days of the data", lambda last: last - timedelta(days=LAST_DAYS - 1)),
            ("Last 3 months of the data", partial(months_before, months=3)),
            ("Last 12 months of the data", partial(months_before, months=12)),
        ):
            self.tools.add_preset(text, partial(self._show_last, first_of))
        self.tools.presets.addSeparator()
        self.tools.add_preset("All dates", lambda: self._session.set_clause(DateClause(), NAME))
        menu = self.tools.shown
        for text, slot in (
            ("Zoom in (+)", lambda: self.canvas.zoom(2.0)),
            ("Zoom out (−)", lambda: self.canvas.zoom(0.5)),
            ("Fit to the data (Home)", self.canvas.fit_data),
            ("Fit to the window (End)", self.canvas.fit_window),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, slot=slot: slot())
        menu.addSeparator()
        menu.setToolTipsVisible(True)
        for key, title in LANE_TITLES.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(self._show_lanes)
            self._lane_actions[key] = action

    @Slot()
    def _show_lanes(self) -> None:
        hidden = (key for key, action in self._lane_actions.items() if not action.isChecked())
        self.canvas.show_lanes(frozenset(hidden))

    def _show_last(self, first_of: Callable[[date], date]) -> None:
        """A window that ends with the last day of the voyages, positions and consignments that pass."""
        ends = self._answer.content.occupied.ends.days if self._answer is not None else ()
        last = day_of(ends[-1] if ends else self.canvas.extent.last)
        self._session.set_clause(DateClause(first_of(last), last), NAME)

    def _selected_voyages(self) -> tuple[str, ...]:
        """Ids of the selected voyages, the first `MOST_PINNED`."""
        parts = (key.partition(":") for key in self._session.selection)
        return tuple(ident for kind, _, ident in parts if kind == "voyage")[:MOST_PINNED]

    def _kinds(self) -> tuple[EventKind, ...]:
        """Kinds of events that the map shows; they are found once they are to be seen there."""
        session = self._session
        return kinds_drawn(session.layers, (), has_tracks=bool(session.store.record.tracks))

    def _days_in_sight(self) -> Days:
        shown = self.canvas.shown
        return Days(int(shown.first_s // DAY_S), int((shown.last_s - 1) // DAY_S))

    @Slot()
    def _ask_for_sight(self) -> None:
        """Marks of a crowd are read only for what is in sight."""
        if self._answer is not None and self._answer.content.is_crowd:
            self.question_changed.emit()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self._show_style()
        if Changed.FILTER in change.what:
            self._show_window()
        if Changed.SELECTION in change.what and self._selected_voyages() != self._voyages_asked:
            self.question_changed.emit()
        if Changed.LAYERS in change.what and self._kinds() != self._kinds_asked:
            self.question_changed.emit()
        if Changed.NEAR_DAYS in change.what and self._selected_voyages():
            self.question_changed.emit()

    def _show_style(self) -> None:
        self.tools.show_palette(PALETTES[self._session.style.theme])

    def _show_window(self) -> None:
        """In words, on the button and for screen readers."""
        dates = self._session.filter.dates
        window = self.canvas.window_days.window
        if dates.is_active:
            self.tools.show_window(wording.days(window.first, window.last), window.days)
            words = f"Window {wording.days(window.first, window.last)} UTC"
        else:
            self.tools.show_window(f"All dates: {wording.days(window.first, window.last)}", None)
            words = f"All dates, {wording.days(window.first, window.last)} UTC"
        if self._answer is not None:
            content = self._answer.content
            passing, total = wording.number(content.passing), wording.number(content.total)
            words += f". {passing} of {total} voyages pass the other clauses"
        self.canvas.setAccessibleDescription(f"{words}. F1 lists the keys.")


def _events(
    engine: QueryEngine, filter_: Filter, kinds: tuple[EventKind, ...], feedback: Feedback
) -> "tuple[EventRows, ...]":
    from desktop_app.query.timeline_events import event_lanes as found  # noqa: PLC0415 - numpy, with events only

    return found(engine, filter_, kinds, feedback)


def _note_of(content: TimelineContent) -> str:
    """Why there is little to see; empty where there is enough."""
    if content.first_day is None:
        return "Nothing in this case has a date yet."
    if content.total and not content.passing:
        return "No voyage passes the other clauses of the filter; what they hide is pale."
    return ""


def _year_of(as_of: date | None) -> Days:
    """The clock of a case that holds nothing dated: the year of its sources, else the present one."""
    year = as_of.year if as_of is not None else datetime.now(UTC).year
    return Days(day_number(date(year, 1, 1)), day_number(date(year, 12, 31)))
