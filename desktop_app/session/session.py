"""One open case as every view sees it: one filter, one selection, one set of layers."""

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.assumption import Assumptions, Key, Range
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.lag import MOST_NEAR_DAYS, NEAR_DAYS
from desktop_app.query.assumptions import carried_over, scenario_assumptions
from desktop_app.query.clause_names import named_filter
from desktop_app.query.clauses import Clause, ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reference_layers import layer_keys
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.style import FIRST_LAYERS, FlowMeasure, Style
from desktop_app.storage.case_store import CaseStore


class Session(QObject):
    """The observable state of one open case.

    Attributes:
        store: the case.
        engine: answers questions about it, under the assumptions in use.

    Signals:
        changed: carries one `SessionChange`; read the new values from the session.
    """

    changed = Signal(object)

    def __init__(self, store: CaseStore, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.engine = QueryEngine(store)
        self._filter = Filter()
        self._lifted = Filter()
        self._selection: tuple[str, ...] = ()
        self._hover = ""
        self._references = layer_keys(store)
        self._layers = (*FIRST_LAYERS, *self._references)
        self._flow_measure = FlowMeasure.VOLUME
        self._style = style
        self._near_days = NEAR_DAYS

    @property
    def filter(self) -> Filter:
        """All clauses."""
        return self._filter

    @property
    def lifted(self) -> tuple[Clause, ...]:
        """Clauses that are turned off and can be put back; never of a kind that is in the filter."""
        return self._lifted.clauses

    @property
    def selection(self) -> tuple[str, ...]:
        """Selected feature keys, "kind:id"."""
        return self._selection

    @property
    def hover(self) -> str:
        """The feature key under the pointer in any view; empty for none."""
        return self._hover

    @property
    def layers(self) -> tuple[str, ...]:
        """Keys of the map layers that are shown."""
        return self._layers

    @property
    def flow_measure(self) -> FlowMeasure:
        """What the width of a flow stands for."""
        return self._flow_measure

    @property
    def style(self) -> Style:
        """Theme and map language."""
        return self._style

    @property
    def assumptions(self) -> Assumptions:
        """What every volume assumes now."""
        return self.engine.assumptions

    @property
    def event_parameters(self) -> EventParameters:
        """What events are found with now."""
        return self.engine.event_parameters

    @property
    def near_days(self) -> int:
        """Days up to which two things count as near in time."""
        return self._near_days

    def set_clause(self, clause: Clause, initiator: str) -> None:
        """Replace the clause of this kind, also one that is turned off."""
        self._set_filter(self._filter.with_clause(clause), self._lifted.without(clause.kind), initiator)

    def reset_filter(self) -> None:
        """Show everything, and keep nothing to put back."""
        self._set_filter(Filter(), Filter(), "")

    def set_filter(self, filter_: Filter) -> None:
        """Replace every clause at once."""
        self._set_filter(filter_, Filter(), "")

    def lift(self, kind: ClauseKind) -> None:
        """Turn the clause of a kind off; it can be put back."""
        clause = self._filter.clause(kind)
        if clause is not None:
            self._set_filter(self._filter.without(kind), self._lifted.with_clause(clause), "")

    def put_back(self, kind: ClauseKind) -> None:
        """Turn the lifted clause of a kind on again."""
        clause = self._lifted.clause(kind)
        if clause is not None:
            self._set_filter(self._filter.with_clause(clause), self._lifted.without(kind), "")

    def drop(self, kind: ClauseKind) -> None:
        """Forget the clause of a kind, whether it is on or off."""
        self._set_filter(self._filter.without(kind), self._lifted.without(kind), "")

    def select(self, keys: tuple[str, ...], initiator: str) -> None:
        """Select these features everywhere; empty clears."""
        if keys != self._selection:
            self._selection = keys
            self.changed.emit(SessionChange(Changed.SELECTION, initiator))

    def select_newest(self) -> None:
        """Select the newest counted call, so that no panel of a new window starts empty."""
        last = self.engine.last_counted()
        if last:
            self.select((f"voyage:{last}",), "")

    def set_hover(self, key: str, initiator: str) -> None:
        """Point at a feature everywhere; empty clears."""
        if key != self._hover:
            self._hover = key
            self.changed.emit(SessionChange(Changed.HOVER, initiator))

    def set_layers(self, layers: tuple[str, ...], initiator: str) -> None:
        """Show these map layers."""
        if layers != self._layers:
            self._layers = layers
            self.changed.emit(SessionChange(Changed.LAYERS, initiator))

    def set_flow_measure(self, measure: FlowMeasure, initiator: str) -> None:
        """Draw flows by volume or by calls."""
        if measure != self._flow_measure:
            self._flow_measure = measure
            self.changed.emit(SessionChange(Changed.LAYERS, initiator))

    def set_style(self, style: Style) -> None:
        """Change theme or language everywhere."""
        if style != self._style:
            self._style = style
            self.changed.emit(SessionChange(Changed.STYLE))

    def set_near_days(self, days: int, initiator: str) -> None:
        """Count things up to so many days apart as near in time, 0 to `MOST_NEAR_DAYS`."""
        days = min(max(days, 0), MOST_NEAR_DAYS)
        if days != self._near_days:
            self._near_days = days
            self.changed.emit(SessionChange(Changed.NEAR_DAYS, initiator))

    def set_assumptions(self, assumptions: Assumptions, initiator: str) -> None:
        """Reckon every volume with these."""
        if assumptions != self.assumptions:
            self.engine = self.engine.under(assumptions)
            self.changed.emit(SessionChange(Changed.ASSUMPTIONS, initiator))

    def set_event_parameters(self, parameters: EventParameters, initiator: str) -> None:
        """Find every event with these."""
        if parameters != self.event_parameters:
            self.engine = self.engine.detecting(parameters)
            self.changed.emit(SessionChange(Changed.EVENTS, initiator))

    def assume(self, key: Key, value: Range, initiator: str) -> None:
        """Move one assumption by hand; others stay.

        Raises:
            ValueError: the value is not in order or out of bounds.
        """
        self.set_assumptions(self.assumptions.moved(key, value), initiator)

    def choose_scenario(self, scenario_id: str, initiator: str) -> None:
        """Take the assumptions of a scenario of the case; empty for the published."""
        self.set_assumptions(scenario_assumptions(self.store, scenario_id), initiator)

    def data_changed(self, initiator: str = "") -> None:
        """Tell every view that the content of the case is another now."""
        record = self.store.record
        self._filter = named_filter(self._filter, record)
        self._lifted = named_filter(self._lifted, record)
        what, before = Changed.DATA, self.assumptions
        self.engine = self.engine.under(carried_over(self.store, before))
        if self._take_references():
            what |= Changed.LAYERS
        if self.assumptions != before:
            what |= Changed.ASSUMPTIONS
        self.changed.emit(SessionChange(what, initiator))

    def _take_references(self) -> bool:
        """Show reference layers that are new in the case, forget those that are gone; whether any is."""
        before, self._references = self._references, layer_keys(self.store)
        gone = {*before} - {*self._references}
        new = (key for key in self._references if key not in before)
        layers = (*(key for key in self._layers if key not in gone), *new)
        changed, self._layers = layers != self._layers, layers
        return changed

    def _set_filter(self, filter_: Filter, lifted: Filter, initiator: str) -> None:
        what = Changed(0)
        if filter_ != self._filter:
            what |= Changed.FILTER
        if lifted != self._lifted:
            what |= Changed.LIFTED
        self._filter, self._lifted = filter_, lifted
        if what:
            self.changed.emit(SessionChange(what, initiator))
