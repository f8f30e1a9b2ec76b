"""Asks every view for its query when filter, assumptions or data change, and brings all answers at once.

After Mosaic's rules: a view declares what it needs, its own clause is left out of its own query, and only
the newest filter counts. The answers to all queries of one filter are delivered in one turn of the event
loop, so that no two views ever show different filters.

While a round of questions is under way, the newest filter waits for its end and the ones between are never
asked: a hand that drags sees one answer after the other, never a queue of stale ones.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session

logger = logging.getLogger("session")

Query = Callable[[QueryEngine, Feedback], Any]
# A round that takes longer is called off for a newer filter: nobody waits for the answer to an old one.
PATIENCE_MS: Final = 250
_SEEN: Final = frozenset((QEvent.Type.Show, QEvent.Type.Paint))


class LinkedView(Protocol):
    """A view of the case: it asks, and receives."""

    def query(self, filter_: Filter) -> Query:
        """What to ask under this filter; runs on another thread, so it must not touch the view."""

    def query_result(self, result: Any, revision: int) -> None:
        """The answer."""

    def query_error(self, error: Exception) -> None:
        """Why there is none."""


class Pane(Protocol):
    """The part of a QWidget that tells whether anybody sees it; widgets themselves belong to `ui`."""

    def isVisible(self) -> bool:  # noqa: N802 - Qt's name
        """Whether it and all that it stands in are shown."""

    def visibleRegion(self) -> "Region":  # noqa: N802 - Qt's name
        """What of it is not clipped away."""

    def installEventFilter(self, filterObj: QObject, /) -> None:  # noqa: N802, N803 - Qt's names
        """Have an object see its events first."""


class Region(Protocol):
    """The part of a QRegion that is asked."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Whether it has no pixel."""


class _Link:
    """A view that was taken in.

    Attributes:
        widget: the view is asked only while this is visible; None for always.
        revision: of the round whose answer it shows; 0 for none.
    """

    def __init__(self, view: LinkedView, widget: Pane | None) -> None:
        self.view = view
        self.widget = widget
        self.revision = 0

    @property
    def is_asked(self) -> bool:
        """Whether somebody can see the answer; a dock behind another tab is shown too, but clipped away."""
        widget = self.widget
        return widget is None or (widget.isVisible() and not widget.visibleRegion().isEmpty())


class Coordinator(QObject):
    """Connects the session's filter with the views.

    Signals:
        delivered: the revision whose answers all views that can be seen have just received.
    """

    delivered = Signal(int)

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._links: dict[LinkedView, _Link] = {}
        self._panes: dict[object, _Link] = {}
        self._revision = 0
        self._answered = session.store.generation
        self._round: list[Job] = []
        self._is_newer = False
        self._asked: dict[LinkedView, Job] = {}
        self._waiting: list[LinkedView] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_impatient)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._answer_at_once)
        session.changed.connect(self._on_changed)

    @property
    def revision(self) -> int:
        """Number of the newest round."""
        return self._revision

    @property
    def is_settled(self) -> bool:
        """Whether every view that can be seen shows the answer to the present filter."""
        return not (self._round or self._asked or self._turn.isActive())

    def add(self, view: LinkedView, widget: Pane | None = None) -> None:
        """Take a view in; it is asked from the next refresh on.

        Args:
            view: who asks.
            widget: where the view is seen. While it is hidden nothing is asked; what it missed is asked when
                it is shown.
        """
        link = self._links[view] = _Link(view, widget)
        if widget is not None:
            self._panes[widget] = link
            widget.installEventFilter(self)

    def refresh(self) -> None:
        """Ask every view anew; questions still under way are called off."""
        for job in (*self._round, *self._asked.values()):
            job.cancel()
        self._turn.stop()  # it belongs to a filter, or to data, of before
        self._asked.clear()
        self._waiting.clear()
        self._is_newer = False
        self._revision += 1
        self._end_round()
        if self._session.engine.answers_at_once and not self._is_first:
            self._turn.start()
            return
        revision, asked = self._revision, self._questions()
        engine, results = self._session.engine, dict[int, Any]()

        def done(place: int, result: Any) -> None:
            results[place] = result
            if len(results) == len(asked):
                self._end_round()
                self._deliver(revision, asked, [results[number] for number in range(len(asked))])

        def failed(error: Exception) -> None:
            for job in self._round:
                job.cancel()
            self._end_round()
            self._fail(asked, error)

        # On as many threads as there are: SQLite and numpy work without Python's lock.
        self._round = [
            self._jobs.submit(partial(query, engine), partial(done, place), failed)
            for place, (_, query) in enumerate(asked)
        ]
        if not self._round:
            self._deliver(revision, asked, [])
        elif not self._is_first:
            self._patience.start()

    @property
    def _is_first(self) -> bool:
        """Whether nothing was answered yet since the reports of ships have changed.

        What is made of them is made once, off this thread and in one go: of a million it takes a second, and
        a round that a moving hand calls off would begin it again and again.
        """
        store = self._session.store
        return self._answered != store.generation and bool(store.record.tracks)

    @Slot()
    def _answer_at_once(self) -> None:
        """A round of a small case, here: handing it to other threads and back takes twice as long."""
        asked, engine, feedback = self._questions(), self._session.engine, Feedback()
        try:
            results = [query(engine, feedback) for _, query in asked]
        except Exception as error:  # noqa: BLE001 - as a job: whatever went wrong is told
            self._fail(asked, error)
        else:
            self._deliver(self._revision, asked, results)

    def _questions(self) -> list[tuple[_Link, Query]]:
        filter_ = self._session.filter
        return [(link, link.view.query(filter_)) for link in self._links.values() if link.is_asked]

    def _deliver(self, revision: int, asked: Sequence[tuple[_Link, Query]], results: Sequence[Any]) -> None:
        self._answered = self._session.store.generation
        for (link, _), result in zip(asked, results, strict=True):
            link.revision = revision
            link.view.query_result(result, revision)
        self.delivered.emit(revision)
        self._go_on()

    def _fail(self, asked: Sequence[tuple[_Link, Query]], error: Exception) -> None:
        logger.error("query failed: %s", error, exc_info=error)
        for link, _ in asked:
            link.view.query_error(error)
        self._go_on()

    def ask(self, view: LinkedView) -> None:
        """Ask one view anew, because it changed its own question (a sort order); the newest one counts."""
        link = self._links[view]
        if self._round or self._turn.isActive():
            self._waiting.append(view)  # the answers under way are those to the filter; then this view's own
            return
        if view in self._asked:
            self._asked.pop(view).cancel()
        if not link.is_asked:
            link.revision = 0  # asked once it is shown
            return
        query = view.query(self._session.filter)
        engine, revision = self._session.engine, self._revision

        def done(result: Any) -> None:
            del self._asked[view]
            link.revision = revision
            view.query_result(result, revision)

        def failed(error: Exception) -> None:
            del self._asked[view]
            logger.error("query failed: %s", error, exc_info=error)
            view.query_error(error)

        self._asked[view] = self._jobs.submit(lambda feedback: query(engine, feedback), done, failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A view that is shown again, or comes from behind another tab, asks what it missed."""
        if event.type() in _SEEN:
            link = self._panes.get(watched)
            if link is not None and link.revision != self._revision and link.view not in self._asked:
                self.ask(link.view)
        return False

    def _end_round(self) -> None:
        self._round = []
        self._patience.stop()

    def _go_on(self) -> None:
        """A round is over: the newest filter, if one came meanwhile, else what views asked for themselves."""
        if not self.is_settled:  # a view that has just received its answer has set another filter
            return
        if self._is_newer:
            self.refresh()
            return
        waiting, self._waiting = self._waiting, []
        for view in dict.fromkeys(waiting):
            self.ask(view)

    @Slot()
    def _on_impatient(self) -> None:
        if self._is_newer:
            self.refresh()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self.refresh()  # answers from before and after the change would not agree
        elif change.what & (Changed.FILTER | Changed.ASSUMPTIONS | Changed.EVENTS):
            if self._round and (self._patience.isActive() or self._is_first):
                self._is_newer = True
            else:
                self.refresh()
