"""The vessels of a case under a filter: counted calls, ranges of barrels, what was typed, in order."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.fleet_activity import Activity, Presence, Voyages, last_heard
from desktop_app.query.fleet_order import ShipOrder
from desktop_app.query.fleet_results import FleetQuestion, FleetRows, FleetSums
from desktop_app.query.fleet_ships import ships_of
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.tracks_query import heard
from desktop_app.query.vessel_search import fits, typed_words
from desktop_app.runtime.feedback import Feedback


def fleet_rows(
    engine: QueryEngine, filter_: Filter, question: FleetQuestion, feedback: Feedback | None = None
) -> FleetRows:
    """The vessels; a choice of vessels in the filter is left out, since this list makes it.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    others = filter_.without(ClauseKind.VESSEL)
    fleet = engine.store.cached("fleet", lambda: _Fleet(engine, feedback))
    passing, everything = engine.passing(others, feedback), engine.passing(Filter(), feedback)
    loads, rates = engine.loads(feedback), engine.rates(feedback)
    told, of_all = (
        engine.kept(
            ("fleet", asked, loads.key),
            partial(fleet.voyages.sums, mask, loads),
            feedback,
            assumes=asked.assumes,
        ).priced(rates)
        for asked, mask in ((others, passing), (Filter(), everything))
    )
    tables = (passing, engine.passing_calls(others, feedback), engine.passing_positions(others, feedback))
    spans = heard(engine, others, feedback).spans
    last = last_heard(spans, others.dates, fleet.places, len(fleet.ships))
    seen = np.concatenate(tables)
    activity = Activity(fleet.voyages, fleet.presence, passing, everything, seen, last)
    rows = fleet.order.ordered(fleet.shown(question, told, of_all), question, told, activity)
    return FleetRows(fleet.ships, rows, told, of_all, activity, fleet.unnamed(passing))


class _Fleet:
    """What one generation of a case tells of its ships before any filter."""

    def __init__(self, engine: QueryEngine, feedback: Feedback | None) -> None:
        self._columns = columns = engine.columns(feedback)
        self.ships, self._names = ships_of(engine.store)
        count = len(self.ships)
        # -1, of ships that are not named, becomes the last place.
        ship = columns.vessel.astype(np.int64) % count
        self.voyages = Voyages(columns, ship, count)
        self.presence = Presence(columns, engine.calls(feedback), engine.positions(feedback), count)
        self.order = ShipOrder(self.ships)
        self.places = {ship.id: place for place, ship in enumerate(self.ships)}
        self._in_trade = np.fromiter((ship.in_trade for ship in self.ships), np.bool_, count)

    def shown(self, question: FleetQuestion, told: FleetSums, of_all: FleetSums) -> NDArray[np.int64]:
        """Places of the ships that a question is about."""
        shown = np.ones(len(self.ships), np.bool_)
        shown[-1] = of_all.rows[-1] > 0
        words = typed_words(question.text)
        if words:
            shown &= np.fromiter((fits(words, names) for names in self._names), np.bool_, len(shown))
        if not question.reference:
            shown &= self._in_trade
        if question.passing_only:
            shown &= told.rows > 0
        return np.flatnonzero(shown)

    def unnamed(self, passing: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Row numbers of the first voyages that pass and whose ship is not named."""
        rows = self.voyages.rows_of(len(self.ships) - 1, passing)
        return self._columns.fid.take(rows[:MOST_SELECTED])
