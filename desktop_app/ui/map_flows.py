"""Flows between ports on the map: asked while their layer is shown, to one scale, selected by a click."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.flow_keys import flows_of
from desktop_app.query.port_results import Chosen, Flows
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.flow_scale import LAYER, flow_scale, flows_message, scale_entries
from desktop_app.ui.map_panel import MapPanel

NAME: Final = "flows"
NO_FLOWS: Final = Flows((), 0, 0)


class MapFlows(QObject):
    """The session's side of the flows; one of the views that the coordinator asks.

    Signals:
        question_changed: the layer was shown; the owner asks the coordinator for this view again.
        scaled: a `FlowScale`, what the widths mean now.
    """

    question_changed = Signal()
    scaled = Signal(object)

    def __init__(
        self, session: Session, panel: MapPanel, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self._jobs = jobs
        self._flows = NO_FLOWS
        self._is_shown = LAYER in session.layers
        panel.flow_clicked.connect(self._on_clicked)
        session.changed.connect(self._on_changed)

    def query(self, filter_: Filter) -> Query:
        """The flows under the filter; nothing while their layer is off."""
        if not self._is_shown:
            return lambda *_: NO_FLOWS
        return lambda engine, feedback: _flows(engine, filter_, feedback)

    def query_result(self, result: Flows, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Draw them."""
        if result.flows or self._flows.flows:
            self._flows = result
            self._send()

    def query_error(self, error: Exception) -> None:
        """The map keeps its flows; the other views tell the error."""

    def _send(self) -> None:
        scale = flow_scale(self._flows, self._session.flow_measure)
        self._panel.show_flows(
            flows_message(self._flows.flows, scale, self._selected()), scale_entries(scale)
        )
        self.scaled.emit(scale)

    def _selected(self) -> frozenset[str]:
        """Flows to which the selected rows belong."""
        store, keys = self._session.store, self._session.selection
        ids = [key.removeprefix("voyage:") for key in keys if key.startswith("voyage:")]
        wanted = {key.removeprefix("consignment:") for key in keys if key.startswith("consignment:")}
        return flows_of(store.voyages(ids), (row for row in store.record.consignments if row.id in wanted))

    @Slot(str, bool)
    def _on_clicked(self, key: str, extend: bool) -> None:  # noqa: FBT001 - a Qt slot
        engine, filter_ = self._session.engine, self._session.filter

        def select(chosen: Chosen) -> None:
            before = self._session.selection if extend else ()
            self._session.select(tuple(dict.fromkeys((*before, *chosen.keys))), NAME)
            if chosen.total > len(chosen.keys):
                self._panel.said.emit(f"{number(len(chosen.keys))} of {number(chosen.total)} rows selected.")

        self._jobs.submit(
            lambda feedback: _rows(engine, filter_, key, feedback),
            select,
            lambda error: self._panel.said.emit(str(error)),
        )

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.LAYERS in change.what:
            was_shown, self._is_shown = self._is_shown, LAYER in self._session.layers
            if self._is_shown != was_shown:
                self.question_changed.emit()
            elif self._flows.flows:
                self._send()
        elif Changed.SELECTION in change.what and self._flows.flows:
            self._send()


def _flows(engine: QueryEngine, filter_: Filter, feedback: Feedback) -> Flows:
    from desktop_app.query.flow_query import flows  # noqa: PLC0415 - numpy, 0.1 s of the start

    return flows(engine, filter_, feedback)


def _rows(engine: QueryEngine, filter_: Filter, key: str, feedback: Feedback) -> Chosen:
    from desktop_app.query.flow_query import flow_rows  # noqa: PLC0415 - as above

    return flow_rows(engine, filter_, key, feedback)
