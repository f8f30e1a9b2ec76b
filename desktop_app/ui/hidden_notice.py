"""Says which clause hides what is selected or zoomed to, and offers the way out."""

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Slot

from desktop_app.exporters.things import link_to
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.clauses import Clause, ClauseKind
from desktop_app.query.hidden_query import HiddenThing, hidden_thing
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.clause_words import TITLES
from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.line_stack import LineStack

logger = logging.getLogger("ui")

LINE: Final = "hidden"
WIDEN: Final = "Widen the dates"


class HiddenNotice(QObject):
    """One line above the map, for one selected thing; goes once that is shown, or another selected."""

    def __init__(self, session: Session, jobs: JobRunner, lines: LineStack, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._lines = lines
        self._job: Job | None = None
        session.changed.connect(self._on_changed)

    @Slot()
    def look(self) -> None:
        """Look whether the filter hides what is selected; what hides nothing says nothing."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        selection, filter_, engine = self._session.selection, self._session.filter, self._session.engine
        if len(selection) != 1 or not filter_.is_active:
            self._lines.hide(LINE)
            return
        (key,) = selection

        def work(_: Feedback) -> tuple[str, HiddenThing] | None:
            hidden = hidden_thing(engine, filter_, key)
            link = link_to(engine.store, key)
            return None if hidden is None or link is None else (link.text, hidden)

        self._job = self._jobs.submit(work, self._tell, self._fail)

    def _tell(self, found: tuple[str, HiddenThing] | None) -> None:
        self._job = None
        if found is None:
            self._lines.hide(LINE)
            return
        name, hidden = found
        sentences = "; ".join(clause.sentence() for clause in hidden.clauses)
        actions: dict[str, Callable[[], object]] = {}
        widened = hidden.widened()
        if widened is not None:
            actions[WIDEN] = lambda: self._session.set_clause(widened, "")
        for clause in hidden.clauses:
            if clause.kind is not ClauseKind.DATES:
                actions[f"Lift “{TITLES[clause.kind].lower()}”"] = self._lifting(clause)
        line = LineText(f"“{name}” is hidden by the filter: {sentences}.", Tone.STATE)
        self._lines.show(LINE, line, actions)

    def _lifting(self, clause: Clause) -> Callable[[], object]:
        return lambda: self._session.lift(clause.kind)

    def _fail(self, error: Exception) -> None:
        """The views are asked the same, and tell."""
        logger.warning("whether the selection is hidden is not known: %s", error)
        self._job = None
        self._lines.hide(LINE)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        """A filter that changes below a selection says nothing by itself: it is brushed by hand."""
        stands = LINE in self._lines.shown
        if Changed.SELECTION in change.what or (stands and change.what & (Changed.FILTER | Changed.DATA)):
            self.look()
