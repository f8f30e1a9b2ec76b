"""The table's rows: each order and grouping against sorting plain values; sums against adding them up."""

from collections.abc import Callable
from datetime import date
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Voyage, VoyageKind
from desktop_app.domain.quantity import Estimate
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import Totals, VoyageRows
from desktop_app.query.voyage_rows import Grouping, Order
from desktop_app.storage.case_store import CaseStore

Key = Callable[[CaseStore, Voyage], Any]


def vessel_text(store: CaseStore, voyage: Voyage, name: str) -> str:
    found = [vessel for vessel in store.record.vessels if vessel.id == voyage.vessel_id]
    return str(getattr(found[0], name)) if found else ""


def port_name(store: CaseStore, port_id: str) -> str:
    return next((port.names.en for port in store.record.ports if port.id == port_id), "")


def volume(store: CaseStore, voyage: Voyage) -> float | None:
    found = volume_of(store, voyage, published(store))
    return found.best_bbl if isinstance(found, Estimate) else None


# What each order sorts by; None or empty text stands last in both directions.
KEYS: dict[Order, Key] = {
    Order.DATE: lambda _, voyage: voyage.when.start,
    Order.VESSEL: lambda store, voyage: vessel_text(store, voyage, "name").casefold(),
    Order.IMO_NUMBER: lambda store, voyage: vessel_text(store, voyage, "imo_number"),
    Order.OPERATOR: lambda store, voyage: vessel_text(store, voyage, "owner").casefold(),
    Order.FROM: lambda store, voyage: port_name(store, voyage.from_port_id).casefold(),
    Order.TO: lambda store, voyage: (port_name(store, voyage.to_port_id) or voyage.to_place).casefold(),
    Order.PRODUCT: lambda _, voyage: voyage.product.casefold(),
    Order.TRACKER: lambda _, voyage: voyage.tracker.value,
    Order.CALLS: lambda _, voyage: voyage.ships,
    Order.VOLUME: volume,
    Order.SOURCES: lambda _, voyage: len(voyage.citation.source_ids),
}


def voyages_of(engine: QueryEngine, found: VoyageRows) -> list[Voyage]:
    ids = engine.ids_of(found.rows)
    return list(engine.store.voyages(ids[fid] for fid in found.rows.tolist()))


@pytest.mark.parametrize("order", KEYS)
@pytest.mark.parametrize("is_training", [False, True])
@pytest.mark.parametrize("descending", [False, True])
def test_rows_stand_in_order_and_those_without_a_value_last(
    store: CaseStore, training: CaseStore, order: Order, *, is_training: bool, descending: bool
) -> None:
    case = training if is_training else store
    engine = QueryEngine(case)
    voyages = voyages_of(engine, engine.voyage_rows(Filter(), order, descending=descending))
    assert len({voyage.id for voyage in voyages}) == len(engine.columns())
    keys = [KEYS[order](case, voyage) for voyage in voyages]
    known = [key for key in keys if key not in {None, ""}]
    assert known == keys[: len(known)]
    assert known == sorted(known, reverse=descending)
    if order is not Order.DATE:
        starts = [
            [voyage.when.start for voyage, _ in same]
            for _, same in groupby(zip(voyages, keys, strict=True), key=lambda pair: pair[1])
            if _ not in {None, ""}
        ]
        assert all(one <= other for run in starts for one, other in pairwise(run))


def added_up(store: CaseStore, voyages: list[Voyage]) -> Totals:
    volumes = [(voyage, volume_of(store, voyage, published(store))) for voyage in voyages]
    known = [(voyage, found) for voyage, found in volumes if isinstance(found, Estimate)]
    counted = [voyage for voyage in voyages if voyage.counted]
    return Totals(
        len(voyages),
        sum(voyage.ships for voyage in counted),
        sum(voyage.ships for voyage, _ in known),
        any(voyage.kind is VoyageKind.GROUP for voyage in counted),
        pytest.approx(sum(found.low_bbl for _, found in known)),
        pytest.approx(sum(found.best_bbl for _, found in known)),
        pytest.approx(sum(found.high_bbl for _, found in known)),
    )


GROUP_OF: dict[Grouping, Callable[[Voyage], str]] = {
    Grouping.VESSEL: lambda voyage: voyage.vessel_id,
    Grouping.MONTH: lambda voyage: f"{voyage.when.first_day:%Y-%m}",
    Grouping.LOADING: lambda voyage: voyage.from_port_id,
    Grouping.DISCHARGE: lambda voyage: voyage.to_port_id,
}
days = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    one=days,
    other=days,
    dark=st.booleans(),
    order=st.sampled_from(Order),
    grouping=st.sampled_from(list(GROUP_OF)),
    descending=st.booleans(),
)
def test_groups_hold_their_rows_in_order_and_add_them_up(
    training: CaseStore,
    one: date,
    other: date,
    order: Order,
    grouping: Grouping,
    *,
    dark: bool,
    descending: bool,
) -> None:
    engine = QueryEngine(training)
    clauses = [DateClause(min(one, other), max(one, other))]
    filter_ = Filter.of(*clauses, ChoiceClause(ClauseKind.TRACKER, ("off",) if dark else ()))
    plain = voyages_of(engine, engine.voyage_rows(filter_, order, descending=descending))
    found = engine.voyage_rows(filter_, order, descending=descending, grouping=grouping)
    voyages = voyages_of(engine, found)
    assert sorted(voyage.id for voyage in voyages) == sorted(voyage.id for voyage in plain)
    assert found.totals == added_up(training, voyages)
    firsts = [group.first for group in found.groups]
    assert firsts == sorted(set(firsts))
    assert not voyages or firsts[0] == 0
    for group, end in zip(found.groups, [*firsts, len(voyages)][1:], strict=True):
        held = voyages[group.first : end]
        # In each group the rows stand as they would without groups.
        assert held == [voyage for voyage in plain if GROUP_OF[grouping](voyage) == group.key]
        assert group.totals == added_up(training, held)
    names = [group.name.casefold() for group in found.groups if group.key]
    # Rows without a value are the last group.
    assert all(group.key for group in found.groups[:-1])
    by_itself = {
        Grouping.VESSEL: Order.VESSEL,
        Grouping.MONTH: Order.DATE,
        Grouping.LOADING: Order.FROM,
        Grouping.DISCHARGE: Order.TO,
    }
    assert names == sorted(names, reverse=descending and by_itself[grouping] is order)
