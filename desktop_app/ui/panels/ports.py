"""The ports panel: what a port saw, and what went from port to port."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.port_results import Chosen, Matrix, PlaceCalls, PortActivity
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.matrix_view import MatrixView
from desktop_app.ui.port_view import PortView

NAME: Final = "ports"
OWN_CLAUSES: Final = (ClauseKind.LOADING, ClauseKind.DISCHARGE)


class _Ports(NamedTuple):
    """The answer where a port is looked at."""

    ports: Sequence[PlaceCalls]
    activity: PortActivity


class PortsPanel(QWidget):
    """Two tabs; only the one that is seen is asked for.

    It sets the loading and the discharge clause, so it asks without them.

    Attributes:
        note: says, while one of those clauses is on, that it is left out.
        port, matrix: the tabs.
        tabs: holds them.

    Signals:
        question_changed: another tab or port is wanted; the owner asks the coordinator for this view again.
        said: a sentence about what was done.
    """

    question_changed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._running: Job | None = None
        self._place = ""
        self.note = QLabel(
            "Loading and discharge port are chosen here, so this shows what passes the other clauses.", self
        )
        self.note.setWordWrap(True)
        self.note.setMargin(4)
        self.note.hide()
        self.port = PortView(session, NAME, self)
        self.matrix = MatrixView(session, NAME, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setTabPosition(QTabWidget.TabPosition.South)
        self.tabs.addTab(self.port, "Port")
        self.tabs.addTab(self.matrix, "From port to port")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.note)
        layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _: self.question_changed.emit())
        self.port.place_chosen.connect(self._on_place)
        self.port.month_chosen.connect(self._on_month)
        self.matrix.cell_chosen.connect(self._on_cell)
        session.changed.connect(self._on_changed)

    def query(self, filter_: Filter) -> Query:
        """The seen tab, whatever its own two clauses say."""
        asked, place = filter_.without(*OWN_CLAUSES), self._place
        if self.tabs.currentWidget() is self.matrix:
            return lambda engine, feedback: _matrix(engine, asked, feedback)
        return lambda engine, feedback: _ports(engine, asked, place, feedback)

    def query_result(self, result: _Ports | Matrix | None, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Show it."""
        if isinstance(result, Matrix):
            self.matrix.show_matrix(result)
        elif result is not None:
            self._place = result.activity.id
            self.port.show_ports(result.ports, result.activity)

    def query_error(self, error: Exception) -> None:
        """The panel keeps what it shows and says why."""
        self.said.emit(f"The ports could not be read: {error}")

    @Slot(str)
    def _on_place(self, place_id: str) -> None:
        if place_id != self._place:
            self._place = place_id
            self.question_changed.emit()

    @Slot(object)
    def _on_month(self, month: date) -> None:
        filter_, place = self._asked(), self._place
        self._select(lambda engine, feedback: _calls(engine, filter_, place, month, feedback))

    @Slot(object, object)
    def _on_cell(self, loading: str | None, discharge: str | None) -> None:
        filter_ = self._asked()
        self._select(lambda engine, feedback: _cell(engine, filter_, loading, discharge, feedback))

    def _asked(self) -> Filter:
        return self._session.filter.without(*OWN_CLAUSES)

    def _select(self, query: Query) -> None:
        """Select what a query finds; a newer click calls an older one off."""
        if self._running is not None:
            self._running.cancel()
        engine = self._session.engine

        def select(chosen: Chosen) -> None:
            self._running = None
            self._session.select(chosen.keys, NAME)
            if not chosen.total:
                self.said.emit("No voyage stands behind this.")
            elif chosen.total > len(chosen.keys):
                self.said.emit(f"{number(len(chosen.keys))} of {number(chosen.total)} voyages selected.")

        def failed(error: Exception) -> None:
            self._running = None
            self.said.emit(str(error))

        self._running = self._jobs.submit(lambda feedback: query(engine, feedback), select, failed)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        """A port that was selected elsewhere is the one to be shown."""
        if Changed.FILTER in change.what:
            own = [self._session.filter.clause(kind) for kind in OWN_CLAUSES]
            self.note.setVisible(any(clause is not None for clause in own))
        if Changed.SELECTION not in change.what or change.initiator == NAME:
            return
        chosen = self._session.selection[:1]
        if chosen and chosen[0].startswith("port:"):
            self._on_place(chosen[0].removeprefix("port:"))


def _ports(engine: QueryEngine, filter_: Filter, place_id: str, feedback: Feedback) -> _Ports | None:
    """All ports and one of them: the most frequented where none is chosen, or the chosen one is gone."""
    from desktop_app.query.port_query import port_activity, port_list  # noqa: PLC0415 - numpy, 0.1 s of the start

    ports = port_list(engine, filter_, feedback)
    if not ports:
        return None
    known = {port.id for port in engine.store.record.ports}
    place = place_id if place_id in known else ports[0].id
    return _Ports(ports, port_activity(engine, filter_, place, feedback))


def _matrix(engine: QueryEngine, filter_: Filter, feedback: Feedback) -> Matrix:
    from desktop_app.query.matrix_query import matrix  # noqa: PLC0415 - as above

    return matrix(engine, filter_, feedback)


def _calls(engine: QueryEngine, filter_: Filter, place_id: str, month: date, feedback: Feedback) -> Chosen:
    from desktop_app.query.port_query import calls_behind  # noqa: PLC0415 - as above

    return calls_behind(engine, filter_, place_id, month, feedback)


def _cell(
    engine: QueryEngine, filter_: Filter, loading: str | None, discharge: str | None, feedback: Feedback
) -> Chosen:
    from desktop_app.query.matrix_query import cell_voyages  # noqa: PLC0415 - as above

    return cell_voyages(engine, filter_, loading, discharge, feedback)
