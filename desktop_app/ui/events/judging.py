"""What table, card and menu do with events: accept, reject, annotate, take back; each names its sentence."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.ais_event import Judgement
from desktop_app.exporters.ais_event_card import event_name, event_time
from desktop_app.exporters.things import vessel_words
from desktop_app.query.ais_events import KEY_KIND, found_event, kind_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_verdicts import verdict_of
from desktop_app.session.editor import CaseEditor
from desktop_app.session.judging import Judged, judge, take_back
from desktop_app.session.session import Session
from desktop_app.ui.events.note_dialog import NoteDialog


class EventJudging(QObject):
    """Verdicts of the person at this window.

    Attributes:
        dialog: asks for a remark, while it does.

    Signals:
        said: a sentence about what was done or why it cannot be.
    """

    said = Signal(str)

    def __init__(self, session: Session, editor: CaseEditor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._editor = editor
        self._window = window
        self.dialog: NoteDialog | None = None

    @property
    def read_only(self) -> str:
        """Why nothing can be judged, as a sentence; empty if it can."""
        return self._editor.read_only

    def judge(self, keys: Sequence[str], judgement: Judgement) -> None:
        """Accept or reject events by their keys."""
        self._with(keys, lambda judged: judge(self._editor, judged, judgement))

    def annotate(self, keys: Sequence[str]) -> None:
        """Ask for a remark on events; a verdict that stands stays what it is."""
        self._with(keys, self._ask)

    def take_back(self, keys: Sequence[str]) -> None:
        """Take the verdicts on events out of the case."""

        def act(judged: Sequence[Judged]) -> None:
            if any(one.verdict is not None for one in judged):
                take_back(self._editor, judged)
            else:
                self.said.emit("Nothing was said of this event yet.")

        self._with(keys, act)

    def _ask(self, judged: Sequence[Judged]) -> None:
        first = judged[0]
        store = self._session.store
        if len(judged) == 1:
            ship = vessel_words(store, first.event.vessel_id)
            what = f"{ship}: {event_name(first.event)}, {event_time(first.event)}"
        else:
            what = f"{len(judged)} events"
        before = first.verdict.text if len(judged) == 1 and first.verdict is not None else ""
        dialog = NoteDialog(what, before, partial(self._annotate, judged), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _annotate(self, judged: Sequence[Judged], text: str) -> None:
        for judgement in Judgement:
            several = [one for one in judged if _standing(one) is judgement]
            judge(self._editor, several, judgement, text)

    def _forget(self) -> None:
        self.dialog = None

    def _with(self, keys: Sequence[str], act: Callable[[Sequence[Judged]], None]) -> None:
        if self.read_only:
            self.said.emit(self.read_only)
            return
        judged = judged_of(self._session.engine, keys)
        if judged:
            act(judged)
        else:
            self.said.emit(
                "Select events first: they are found in AIS reports and stand in the list of events."
            )


def _standing(one: Judged) -> Judgement:
    """What stands beside a remark: the verdict that was given, else none."""
    return one.verdict.judgement if one.verdict is not None else Judgement.REMARK


def judged_of(engine: QueryEngine, keys: Sequence[str]) -> tuple[Judged, ...]:
    """The events of some keys with what counts of what people said; what is not found now is left out."""
    idents = [key.removeprefix(f"{KEY_KIND}:") for key in keys if key.startswith(f"{KEY_KIND}:")]
    kinds = {kind for ident in idents if (kind := kind_of(ident)) is not None}
    if not idents or not engine.has_events(kinds):
        return ()
    found = (found_event(engine, ident) for ident in idents)
    return tuple(
        Judged(event, verdict_of(engine, event.kind, event.row)) for event in found if event is not None
    )
