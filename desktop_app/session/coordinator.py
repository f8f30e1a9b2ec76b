"""Asks every view for its query when filter or data change, and brings all answers at once.

After Mosaic's rules: a view declares what it needs, its own clause is left out of its own query, and only
the newest filter counts. The answers to all queries of one filter are delivered in one turn of the event
loop, so that no two views ever show different filters.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session

logger = logging.getLogger("session")

Query = Callable[[QueryEngine, Feedback], Any]


class LinkedView(Protocol):
    """A view of the case: it asks, and receives."""

    def query(self, filter_: Filter) -> Query:
        """What to ask under this filter; runs on another thread, so it must not touch the view."""

    def query_result(self, result: Any, revision: int) -> None:
        """The answer."""

    def query_error(self, error: Exception) -> None:
        """Why there is none."""


class Coordinator(QObject):
    """Connects the session's filter with the views.

    Signals:
        delivered: the revision whose answers all views have just received.
    """

    delivered = Signal(int)

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._views: list[LinkedView] = []
        self._revision = 0
        self._round: list[Job] = []
        self._asked: dict[LinkedView, Job] = {}
        self._waiting: list[LinkedView] = []
        session.changed.connect(self._on_changed)

    @property
    def revision(self) -> int:
        """Number of the newest question."""
        return self._revision

    def add(self, view: LinkedView) -> None:
        """Take a view in; it is asked from the next refresh on."""
        self._views.append(view)

    def refresh(self) -> None:
        """Ask every view anew; questions still under way are called off."""
        for job in (*self._round, *self._asked.values()):
            job.cancel()
        self._round.clear()
        self._asked.clear()
        self._waiting.clear()
        self._revision += 1
        revision, engine, filter_ = self._revision, self._session.engine, self._session.filter
        asked = [(view, view.query(filter_)) for view in self._views]
        results: dict[int, Any] = {}

        def done(place: int, result: Any) -> None:
            results[place] = result
            if len(results) < len(asked):
                return
            self._round.clear()
            for number, (view, _) in enumerate(asked):
                view.query_result(results[number], revision)
            self.delivered.emit(revision)
            self._ask_waiting()

        def failed(error: Exception) -> None:
            for job in self._round:
                job.cancel()
            self._round.clear()
            logger.error("query failed: %s", error, exc_info=error)
            for view, _ in asked:
                view.query_error(error)
            self._ask_waiting()

        # On as many threads as there are: SQLite works without Python's lock.
        self._round = [
            self._jobs.submit(partial(query, engine), partial(done, place), failed)
            for place, (_, query) in enumerate(asked)
        ]

    def ask(self, view: LinkedView) -> None:
        """Ask one view anew, because it changed its own question (a sort order); the newest one counts."""
        if self._round:
            self._waiting.append(view)  # the answers under way are those to the filter; then this view's own
            return
        if view in self._asked:
            self._asked[view].cancel()
        query = view.query(self._session.filter)
        engine, revision = self._session.engine, self._revision

        def done(result: Any) -> None:
            del self._asked[view]
            view.query_result(result, revision)

        self._asked[view] = self._jobs.submit(
            lambda feedback: query(engine, feedback), done, view.query_error
        )

    def _ask_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for view in dict.fromkeys(waiting):
            self.ask(view)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.FILTER | Changed.DATA):
            self.refresh()
