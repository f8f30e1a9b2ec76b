"""Every view tells the same barrels: the sum of the cards, under any filter and any assumptions."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.movement import Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, VolumeClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.fleet_query import fleet_rows
from desktop_app.query.fleet_results import FleetQuestion
from desktop_app.query.matrix_query import matrix
from desktop_app.query.row_totals import row_totals
from desktop_app.query.strata_query import strata
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question, Split
from desktop_app.query.voyage_rows import Grouping, Order
from desktop_app.storage.case_store import CaseStore

Ends = tuple[float, float, float]
SHARES = st.sampled_from((0.2, 0.5, 0.9))
BARRELS = st.sampled_from((None, 9_000.0, 20_000.0, 26_000.0))
VOLUMES = st.builds(
    lambda one, other, unknown: VolumeClause(
        *sorted((one, other)) if one and other else (one, other),
        unknown=unknown,  # type: ignore[type-var]
    ),
    BARRELS,
    BARRELS,
    st.booleans(),
)
FILTERS = st.builds(
    lambda day, length, trackers, volume: Filter.of(
        DateClause(date(2024, 3, 1) + timedelta(days=day), date(2024, 3, 1) + timedelta(days=day + length)),
        ChoiceClause(ClauseKind.TRACKER, trackers),
        volume,
    ),
    st.integers(0, 200),
    st.integers(0, 250),
    st.sampled_from(((), ("off",), ("on", "unknown"))),
    VOLUMES,
)


@pytest.fixture
def engine(training: CaseStore) -> Iterator[QueryEngine]:
    return QueryEngine(training)


def by_cards(engine: QueryEngine, filter_: Filter) -> tuple[list[Voyage], Ends]:
    """The voyages that pass, and what their cards add up to."""
    rows = engine.voyage_rows(filter_, Order.DATE, descending=False).rows
    voyages = list(engine.store.voyages(engine.ids_of(rows.tolist()).values()))
    cards = [volume_of(engine.store, row, engine.assumptions) for row in voyages]
    known = [card for card in cards if isinstance(card, Estimate)]
    clause = filter_.clause(ClauseKind.VOLUME)
    if isinstance(clause, VolumeClause):
        assert clause.unknown or len(known) == len(cards)
        assert all(clause.low_bbl is None or card.high_bbl >= clause.low_bbl for card in known)
        assert all(clause.high_bbl is None or card.low_bbl <= clause.high_bbl for card in known)
    return voyages, (
        sum(card.low_bbl for card in known),
        sum(card.best_bbl for card in known),
        sum(card.high_bbl for card in known),
    )


def ends(sums: object) -> Ends:
    return sums.low_bbl, sums.best_bbl, sums.high_bbl  # type: ignore[attr-defined]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTERS, SHARES, SHARES, st.sampled_from((7.0, 8.0, 9.0)))
@example(Filter(), 0.5, 0.9, 8.0)
def test_views_add_up_to_the_cards(
    engine: QueryEngine, filter_: Filter, load: float, laden: float, bbl_per_t: float
) -> None:
    assumptions = engine.assumptions
    for key, best, high in (
        (Key.LOAD_FRACTION, load, 0.95),
        (Key.LADEN_FRACTION, laden, 1.0),
        (Key.BBL_PER_T, bbl_per_t, 9.5),
    ):
        assumptions = assumptions.moved(key, Range(best * 0.9, best, high))
    for under in (engine, engine.under(assumptions)):
        voyages, wanted = by_cards(under, filter_)
        ordered = under.voyage_rows(filter_, Order.VOLUME, descending=True, grouping=Grouping.VESSEL)
        falling = under.voyage_rows(filter_, Order.VOLUME, descending=True).rows.tolist()
        bests = [row_totals(under, [row]).best_bbl for row in falling]
        assert bests == pytest.approx(sorted(bests, reverse=True))
        fleet = fleet_rows(under, filter_, FleetQuestion()).passing
        found = volumes(under, filter_, Question(split=Split.VESSEL))
        by_sea = [
            cell
            for (_, place), cell in volumes(under, filter_, Question(split=Split.MODE)).cells.items()
            if not place
        ]
        known = [one for one in strata(under, filter_).known if not one.rail]
        for told in (
            ends(ordered.totals),
            tuple(sum(end) for end in zip(*(ends(group.totals) for group in ordered.groups), strict=True))
            or (0.0, 0.0, 0.0),
            ends(row_totals(under, ordered.rows.tolist())),
            ends(under.ledgers(filter_).total),
            ends(matrix(under, filter_).everything),
            (fleet.low_bbl.sum(), fleet.best_bbl.sum(), fleet.high_bbl.sum()),
            tuple(sum(one.load[end] * one.factor[end] * one.base[end] for one in known) for end in range(3)),
        ):
            assert told == pytest.approx(wanted)
        assert found.total.calls == sum(row.ships for row in voyages if row.counted)
        # Every call of this case is known to its month.
        assert sum(cell.best_bbl for cell in by_sea) == pytest.approx(wanted[1])
        assert sum(year.cell.best_bbl for year in found.years) == pytest.approx(found.total.best_bbl)
