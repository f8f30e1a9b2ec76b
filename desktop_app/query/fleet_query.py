"""The vessels of a case under a filter: counted calls, ranges of barrels, what was typed, in order."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.columns.voyages import KINDS
from desktop_app.query.engine import QueryEngine
from desktop_app.query.fleet_activity import Activity, ByShip
from desktop_app.query.fleet_order import ShipOrder
from desktop_app.query.fleet_results import FleetQuestion, FleetRows, FleetSums
from desktop_app.query.fleet_ships import ships_of
from desktop_app.query.reading import read
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.vessel_search import fits, typed_words
from desktop_app.runtime.feedback import Feedback

_GROUP: Final = KINDS.index(VoyageKind.GROUP)


def fleet_rows(
    engine: QueryEngine, filter_: Filter, question: FleetQuestion, feedback: Feedback | None = None
) -> FleetRows:
    """The vessels; a choice of vessels in the filter is left out, since this list makes it.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    others = filter_.without(ClauseKind.VESSEL)
    fleet = engine.store.cached("fleet", lambda: _Fleet(engine, feedback))
    passing = engine.passing(others, feedback)
    told = engine.kept(("fleet", others), lambda: fleet.sums(passing))
    everything = engine.kept(("fleet", Filter()), lambda: fleet.sums(engine.passing(Filter(), feedback)))
    seen = engine.kept(
        ("fleet seen", others),
        lambda: np.concatenate(
            (passing, engine.passing_calls(others, feedback), engine.passing_positions(others, feedback))
        ),
    )
    activity = Activity(fleet.by_ship, passing, seen)
    shown = fleet.shown(question, told, everything)
    return FleetRows(
        fleet.ships,
        fleet.order.ordered(shown, question, told, activity),
        told,
        everything,
        activity,
        fleet.unnamed(passing),
    )


class _Fleet:
    """What one generation of a case tells of its ships before any filter."""

    def __init__(self, engine: QueryEngine, feedback: Feedback | None) -> None:
        self._columns = columns = engine.columns(feedback)
        self.ships, self._names = ships_of(engine.store)
        self._count = len(self.ships)
        # -1, of ships that are not named, becomes the last place.
        self._ship = columns.vessel.astype(np.int64) % self._count
        self.by_ship = ByShip(
            columns, self._ship, self._count, engine.calls(feedback), engine.positions(feedback)
        )
        self.order = ShipOrder(self.ships)
        self._in_trade = np.fromiter((ship.in_trade for ship in self.ships), np.bool_, self._count)
        self._documented = self._read_documented(engine, feedback)

    def _read_documented(
        self, engine: QueryEngine, feedback: Feedback | None
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Counted voyages with a best figure of their cargo in barrels, and the figure.

        The load model gives a range without a best factor, which tonnes would need.
        """
        sql = (
            "SELECT fid, cargo_best FROM voyage "
            "WHERE cargo_unit = 'bbl' AND cargo_best IS NOT NULL AND counted ORDER BY fid"
        )
        rows = read(engine.store, sql, (), feedback)
        places = self._columns.rows.places_of(np.array([fid for fid, _ in rows], np.int64))
        figures = np.array([figure for _, figure in rows], np.float64)
        return places[places >= 0], figures[places >= 0]

    def sums(self, mask: NDArray[np.bool_]) -> FleetSums:
        """What the voyages of a mask add up to."""
        columns, count = self._columns, self._count
        counted = np.flatnonzero(mask & columns.counted)
        ship, calls = self._ship.take(counted), columns.ships.take(counted)
        cargo_t = columns.cargo_t.take(counted)
        known = np.flatnonzero(~np.isnan(cargo_t))
        tonnes = np.bincount(ship.take(known), cargo_t.take(known), count)
        groups = np.bincount(ship[columns.kind.take(counted) == _GROUP], minlength=count)
        places, best_bbl = self._documented
        kept = mask.take(places)
        documented, best_bbl = self._ship.take(places[kept]), best_bbl[kept]
        return FleetSums(
            rows=np.bincount(self._ship[mask], minlength=count),
            calls=np.bincount(ship, calls, count).astype(np.int64),
            approximate=groups > 0,
            estimated=np.bincount(ship.take(known), calls.take(known), count).astype(np.int64),
            low_bbl=tonnes * columns.low_bbl_per_t,
            high_bbl=tonnes * columns.high_bbl_per_t,
            documented=np.bincount(documented, columns.ships.take(places[kept]), count).astype(np.int64),
            best_bbl=np.bincount(documented, best_bbl, count),
        )

    def shown(self, question: FleetQuestion, told: FleetSums, everything: FleetSums) -> NDArray[np.int64]:
        """Places of the ships that a question is about."""
        shown = np.ones(self._count, np.bool_)
        shown[-1] = everything.rows[-1] > 0
        words = typed_words(question.text)
        if words:
            shown &= np.fromiter((fits(words, names) for names in self._names), np.bool_, self._count)
        if not question.reference:
            shown &= self._in_trade
        if question.passing_only:
            shown &= told.rows > 0
        return np.flatnonzero(shown)

    def unnamed(self, passing: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Row numbers of the first voyages that pass and whose ship is not named."""
        nameless = np.flatnonzero(passing & (self._columns.vessel < 0))
        return self._columns.fid.take(nameless[:MOST_SELECTED])
