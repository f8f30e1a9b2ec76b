"""The details panel: one card of what is selected, the way there and back, and the things beside it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.exporters.card import Card
from desktop_app.exporters.card_text import card_text
from desktop_app.exporters.cards import RECKONED, card_for
from desktop_app.exporters.near_rows import Nearness, is_waiting
from desktop_app.exporters.source_cards import opened_id
from desktop_app.exporters.things import KIND_NAMES
from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.ais_events import KEY_KIND
from desktop_app.query.neighbours import Neighbours, neighbours_of
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.card_view import CardView
from desktop_app.ui.palette import PALETTES, Palette
from desktop_app.ui.step_icons import SIDE_PX, step_icon
from desktop_app.ui.theatre import bounds_of
from desktop_app.ui.visits import Visit, Visits

if TYPE_CHECKING:
    from desktop_app.ui.attachment_opener import AttachmentOpener

NAME: Final = "details"
EMPTY: Final = (
    "Nothing selected. Click a ship, a port, a bar of the chart or a row of the table: "
    "what is known of it stands here, with its sources."
)
# While a hand moves an assumption its card is written so often at most: a year of many voyages takes 15 ms.
WRITTEN_MS: Final = 100
ON_MAP: Final = frozenset({"voyage", "sighting", "port", "station", "rail"})
"""Kinds of things that the map marks under the pointer."""
FOUND: Final = frozenset({"ais_event", "vessel", "track"})
"""Kinds of things whose cards tell what is found in AIS reports."""
Bounds = tuple[float, float, float, float]
Read = tuple[Card, Bounds | None] | None
GONE: Final = "What was selected is not in the case any more."


class DetailsPanel(QWidget):
    """Shows the first selected thing.

    The order of voyages is that of the voyages table, which its owner tells by `order_voyages`; other things
    are in the order of their kind.

    Attributes:
        text: the card.
        back, forward, previous, following, zoom, copy: the buttons over it.

    Signals:
        shown: the key whose card is on screen now; empty for none.
        zoom_wanted: bounds that the map should show, west, south, east, north in degrees.
        said: a sentence about what was done.
    """

    shown = Signal(str)
    zoom_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        # The card's own, and what stands beside it.
        self._reading: list[Job] = []
        self._running: list[Job] = []
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(WRITTEN_MS)
        self._again.timeout.connect(self._read_again)
        self._visits = Visits()
        self._opener: AttachmentOpener | None = None
        self._titles: dict[str, str] = {}
        self._card: Card | None = None
        self._bounds: Bounds | None = None
        self._beside: Neighbours | None = None
        self._order_of_voyages: Callable[[str], Neighbours | None] | None = None
        self.text = CardView(PALETTES[session.style.theme], self)
        self._position = QLabel(self)
        self._position.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back = self._button("back", self.go_back)
        self.forward = self._button("forward", self.go_forward)
        self.previous = self._button("previous", self.go_previous)
        self.following = self._button("following", self.go_following)
        self.zoom = self._button("zoom", self._zoom)
        self.copy = self._button("copy", self.copy_card)
        self._buttons = QWidget(self)
        bar = QHBoxLayout(self._buttons)
        bar.setContentsMargins(6, 2, 6, 0)
        bar.setSpacing(0)
        for widget in (self.back, self.forward, self.previous, self.following):
            bar.addWidget(widget)
        bar.addSpacing(6)
        bar.addWidget(self._position, 1)
        bar.addWidget(self.zoom)
        bar.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._buttons)
        layout.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        self.text.followed.connect(self.follow)
        self.text.pointed_at.connect(self._point_at)
        self.text.back_wanted.connect(self.go_back)
        self.text.forward_wanted.connect(self.go_forward)
        self.text.copy_wanted.connect(self.copy_card)
        session.changed.connect(self._on_changed)
        self._paint_icons()
        self._show(None)

    def add_actions(self, actions: QWidget) -> None:
        """Put a row of buttons between the head and the card; it shows itself where it can do something."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, actions)

    def order_voyages(self, order: Callable[[str], Neighbours | None]) -> None:
        """What tells, by the id of a voyage, its neighbours in the table; None where it is not in it."""
        self._order_of_voyages = order

    @property
    def key(self) -> str:
        """What the card is about; empty for nothing."""
        return self._visits.present.key if self._session.selection else ""

    @property
    def opener(self) -> "AttachmentOpener":
        """Who opens copies of sources; made with the first use."""
        if self._opener is None:
            from desktop_app.ui.attachment_opener import AttachmentOpener  # noqa: PLC0415 - few ever need it

            self._opener = AttachmentOpener(self._session.store, self._jobs, self)
            self._opener.said.connect(self.said)
        return self._opener

    @Slot(str)
    def follow(self, key: str) -> None:
        """Select another thing everywhere, or open the copy that the link names."""
        attachment_id = opened_id(key)
        if attachment_id:
            self.opener.open(attachment_id)
        else:
            self._session.select((key,), NAME)

    @Slot()
    def go_back(self) -> None:
        """What was shown before; after the selection was cleared, what was cleared."""
        if not self._session.selection:
            self._return_to(self._visits.present)
            return
        self._leave()
        self._return_to(self._visits.back())

    @Slot()
    def go_forward(self) -> None:
        """What was left by going back."""
        self._leave()
        self._return_to(self._visits.forward())

    @Slot()
    def go_previous(self) -> None:
        """The thing before this one."""
        self._step(-1)

    @Slot()
    def go_following(self) -> None:
        """The thing after this one."""
        self._step(1)

    @Slot()
    def copy_card(self) -> None:
        """The whole card as text."""
        if self._card is not None:
            QGuiApplication.clipboard().setText(card_text(self._card))
            self.said.emit(f"Copied the card of {self._card.title} as text.")

    @Slot()
    def take_focus(self) -> None:
        """The keyboard reads the card."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The mouse's own back and forward buttons, over the buttons as over the card."""
        match event.button():
            case Qt.MouseButton.BackButton:
                self.go_back()
            case Qt.MouseButton.ForwardButton:
                self.go_forward()
            case _:
                super().mousePressEvent(event)

    @Slot(str)
    def _point_at(self, key: str) -> None:
        """Show on the map what a link leads to, while the pointer is on it."""
        self._session.set_hover(key if key.partition(":")[0] in ON_MAP else "", NAME)

    def _button(self, sign: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(sign)
        button.setAutoRaise(True)
        button.setIconSize(QSize(SIDE_PX, SIDE_PX))
        button.clicked.connect(lambda _=False: slot())
        return button

    def _paint_icons(self) -> None:
        palette = PALETTES[self._session.style.theme]
        for button in (self.back, self.forward, self.previous, self.following, self.zoom, self.copy):
            button.setIcon(step_icon(button.objectName(), palette))

    def _zoom(self) -> None:
        self.zoom_wanted.emit(self._bounds)

    def _leave(self) -> None:
        self._visits.amend(self._visits.present._replace(scrolled=self.text.scrolled))

    def _return_to(self, visit: Visit | None) -> None:
        if visit is not None:
            self._session.select(visit.selection, NAME)

    def _step(self, by: int) -> None:
        """Through a selection of several; else to the neighbour, which becomes the selection."""
        present = self._visits.present
        if len(self._session.selection) > 1:
            place = present.place + by
            if 0 <= place < len(present.selection):
                self._visits.amend(present._replace(place=place, scrolled=0))
                self._ask()
        elif self._beside is not None:
            key = self._beside.previous if by < 0 else self._beside.following
            if key:
                self.follow(key)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self._paint_icons()
            at = self.text.scrolled
            self._write()
            self.text.scroll_to(at)
        if Changed.SELECTION in change.what:
            selection = self._session.selection
            if selection and selection != self._visits.present.selection:
                self._leave()
                self._visits.go(Visit(selection))
            self._ask()
        elif change.what & (Changed.DATA | Changed.NEAR_DAYS):
            self._leave()
            self._ask()
        elif self._rests_on(change.what):
            if not self._again.isActive():
                self._again.start()
        elif Changed.FILTER in change.what and self._is_in_table():
            # The table follows the filter a little later; its answer tells the new neighbours.
            self._beside = None
            self._show_steps()

    def _rests_on(self, what: Changed) -> bool:
        """Whether the card says something else after a change of assumptions or of events."""
        kind = self.key.partition(":")[0]
        if (Changed.EVENTS in what and kind in FOUND) or (Changed.FILTER in what and kind == KEY_KIND):
            return True
        return Changed.ASSUMPTIONS in what and kind in RECKONED

    @Slot()
    def refresh_steps(self) -> None:
        """The table has other rows, or another order."""
        if self._order_of_voyages is not None and self._is_in_table():
            self._take_neighbours(self._order_of_voyages(self.key.removeprefix("voyage:")))

    def _is_in_table(self) -> bool:
        """Whether the table tells what stands beside the thing."""
        return self._order_of_voyages is not None and self.key.startswith("voyage:")

    def _ask(self) -> None:
        """Read the card, and what stands beside the thing, off the GUI thread; the newest question counts."""
        for job in (*self._reading, *self._running):
            job.cancel()
        self._reading, self._running = [], []
        self._beside = None
        self._again.stop()
        key, store = self.key, self._session.store
        if not key:
            self._show(None)
            return

        engine, filter_ = self._session.engine, self._session.filter

        def neighbours(feedback: Feedback) -> Neighbours | None:
            if key.startswith(f"{KEY_KIND}:"):
                from desktop_app.query.event_list import event_neighbours  # noqa: PLC0415 - numpy, not at start

                return event_neighbours(engine, filter_, key.removeprefix(f"{KEY_KIND}:"), feedback)
            return neighbours_of(store, key, feedback)

        self._read()
        if self._is_in_table():
            self.refresh_steps()
        else:
            self._running.append(self._jobs.submit(neighbours, self._take_neighbours, self._fail))

    @Slot()
    def _read_again(self) -> None:
        """The same card, under the assumptions or the events of now."""
        self._leave()
        if self.key.startswith(f"{KEY_KIND}:"):
            self._ask()
        else:
            self._read()

    def _read(self) -> None:
        """Read the card; what is read already is not wanted any more."""
        for job in self._reading:
            job.cancel()
        key, store, near_days = self.key, self._session.store, self._session.near_days
        engine = self._session.engine

        def card(feedback: Feedback, *, waits: bool) -> Read:
            found = card_for(store, key, feedback, Nearness(near_days, waits), engine)
            return None if found is None else (found, bounds_of(engine, found.on_map))

        def show(found: Read) -> None:
            self._show(found)
            if found is not None and is_waiting(found[0]):
                self._reading.append(self._jobs.submit(partial(card, waits=True), self._complete, self._fail))

        self._reading = [self._jobs.submit(partial(card, waits=False), show, self._fail)]

    def _complete(self, found: Read) -> None:
        """The card that is on the screen, with what took longer."""
        self._card, self._bounds = found or (None, None)
        at = self.text.scrolled
        self._write()
        self.text.scroll_to(at)

    def _show(self, found: Read) -> None:
        """A card that was read, and where its things lie; None where there is none."""
        self._card, self._bounds = found or (None, None)
        if self._card is not None:
            self._titles[self._card.key] = self._card.title
        self._write()
        self.text.scroll_to(self._visits.present.scrolled if self._card is not None else 0)
        self._show_steps()
        self.shown.emit(self.key)

    def _fail(self, error: Exception) -> None:
        self._card = self._bounds = None
        self.text.show_card(f"The details could not be read: {error}", self._palette)

    def _write(self) -> None:
        self.text.show_card(self._card or (GONE if self.key else EMPTY), self._palette)

    def _take_neighbours(self, beside: Neighbours | None) -> None:
        self._beside = beside
        self._show_steps()

    def _show_steps(self) -> None:
        """What the buttons can do now, and where the card stands."""
        present, several = self._visits.present, len(self._session.selection) > 1
        beside = self._beside
        name = KIND_NAMES.get(self.key.partition(":")[0], "")
        if several:
            count = len(present.selection)
            self._position.setText(f"{present.place + 1} of {count} selected")
            self._position.setToolTip("")
            previous, following = present.place > 0, present.place + 1 < count
            name = "of the selection"
        else:
            told = f"{number(beside.place)} of {number(beside.total)}" if beside is not None else ""
            self._position.setText(told)
            self._position.setToolTip(f"{name} {told}" if told else "")
            previous, following = bool(beside and beside.previous), bool(beside and beside.following)
        cleared = not self._session.selection
        before = self._visits.present if cleared else self._visits.before
        after = None if cleared else self._visits.after
        self._set(self.back, f"Back{self._to(before)}", "Alt+Left", able=bool(before and before.selection))
        self._set(self.forward, f"Forward{self._to(after)}", "Alt+Right", able=after is not None)
        self._set(self.previous, f"Previous {name}".strip(), "Ctrl+PgUp", able=previous)
        self._set(self.following, f"Next {name}".strip(), "Ctrl+PgDown", able=following)
        self._set(self.zoom, "Zoom the map to it", "", able=self._bounds is not None)
        self._set(self.copy, "Copy the card as text", "Ctrl+C", able=self._card is not None)

    def _to(self, visit: Visit | None) -> str:
        title = self._titles.get(visit.key, "") if visit is not None else ""
        return f" to {title}" if title else ""

    def _set(self, button: QToolButton, text: str, keys: str, *, able: bool) -> None:
        button.setEnabled(able)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({keys})" if keys else text)

    @property
    def _palette(self) -> Palette:
        return PALETTES[self._session.style.theme]
