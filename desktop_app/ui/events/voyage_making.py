"""Makes voyages by AIS voyages of the case: a new one, or evidence for one that is documented."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.history import Change
from desktop_app.domain.movement import Voyage
from desktop_app.exporters.things import place_words
from desktop_app.exporters.wording import time_span
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.ais_events import KEY_KIND, FoundEvent, found_event
from desktop_app.query.editing.ais_voyages import joined_edit, voyage_edit
from desktop_app.query.engine import QueryEngine
from desktop_app.query.joined_voyages import counterpart
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.voyage_menu import popup_menu

PREFIX: Final = f"{KEY_KIND}:{EventKind.VOYAGE.value}-"
# Of a ship with hundreds of voyages only those near in time can be meant.
MOST_OFFERED: Final = 12
MOST_READ: Final = 5_000


class _Offer(NamedTuple):
    """Voyages that one by AIS may be joined to.

    Attributes:
        fitting: id of the one that is the same by its ends; empty for none.
        voyages: the nearest in time first.
    """

    fitting: str
    voyages: tuple[Voyage, ...]


class VoyageMaking(QObject):
    """What the buttons over the card of a voyage by AIS do.

    Signals:
        said: a sentence about what was done or why it cannot be.
    """

    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, editor: CaseEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._editor = editor
        self._job: Job | None = None

    def make(self, key: str) -> None:
        """A new voyage of the case."""
        event = self._event(key)
        if event is not None:
            self._editor.carry_out(partial(_make, event), self._on_changed)

    def ask_join(self, key: str, beside: QWidget) -> None:
        """Offer the documented voyages of the ship in a menu below a button."""
        event = self._event(key)
        if event is None:
            return
        if self._job is not None:
            self._job.cancel()
        engine = self._session.engine

        def done(offer: _Offer) -> None:
            self._job = None
            self._offer(event, offer, beside)

        def failed(error: Exception) -> None:
            self._job = None
            self.said.emit(f"The voyages of the ship could not be read: {error}")

        self._job = self._jobs.submit(lambda feedback: _offer_of(engine, event, feedback), done, failed)

    def _offer(self, event: FoundEvent, offer: _Offer, beside: QWidget) -> None:
        if not offer.voyages:
            self.said.emit("No voyage of this ship is documented; “Make a voyage” adds one to the case.")
            return
        menu = popup_menu(beside)
        for voyage in offer.voyages:
            mark = " – the same by its ends" if voyage.id == offer.fitting else ""
            action = menu.addAction(f"{_voyage_words(self._session.store, voyage)}{mark}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, ident=voyage.id: self._join(event, ident))
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def _join(self, event: FoundEvent, voyage_id: str) -> None:
        def work(store: CaseStore, who: str) -> Change | None:
            edit = joined_edit(store, event, voyage_id)
            return store.edit(edit, who) if edit is not None else None

        self._editor.carry_out(work, self._on_changed)

    def _event(self, key: str) -> FoundEvent | None:
        if self._editor.read_only:
            self.said.emit(self._editor.read_only)
            return None
        engine = self._session.engine
        if not key.startswith(PREFIX) or not engine.has_events((EventKind.VOYAGE,)):
            return None
        return found_event(engine, key.partition(":")[2])

    def _on_changed(self, change: Change | None, sentence: str) -> None:
        if change is not None:
            self.said.emit(f"{change.what}.")
        elif not sentence:
            self.said.emit("That voyage cites these reports already.")


def _make(event: FoundEvent, store: CaseStore, who: str) -> Change | None:
    same = counterpart(event, store)
    if same is not None:
        raise InputError("A documented voyage is the same by its ends: join this one to it instead.")
    return store.edit(voyage_edit(store, event), who)


def _offer_of(engine: QueryEngine, event: FoundEvent, feedback: Feedback) -> _Offer:
    store = engine.store
    same = counterpart(event, store)
    feedback.tell(0, 1)
    _, ids = engine.rows_of_vessel(event.vessel_id, MOST_READ)
    middle = (event.start_s + event.end_s) / 2

    def apart(voyage: Voyage) -> tuple[bool, float]:
        fits = same is not None and voyage.id == same.voyage_id
        return not fits, abs(voyage.when.start.timestamp() - middle)

    nearest: Sequence[Voyage] = sorted(store.voyages(ids), key=apart)
    return _Offer(same.voyage_id if same is not None else "", tuple(nearest[:MOST_OFFERED]))


def _voyage_words(store: CaseStore, voyage: Voyage) -> str:
    ends = (place_words(store, voyage.from_port_id), place_words(store, voyage.to_port_id) or voyage.to_place)
    way = " – ".join(end for end in ends if end)
    return f"{time_span(voyage.when)}{f', {way}' if way else ''}"
