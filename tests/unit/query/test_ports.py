"""Ports, matrix and flows against plain loops over the same values."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Activity, PortCall, Voyage, VoyageKind
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.record import read_record
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.flow_query import flow_rows, flows
from desktop_app.query.matrix_query import cell_voyages, matrix
from desktop_app.query.months import is_one_month, month_of
from desktop_app.query.port_query import calls_behind, port_activity, port_list
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Update
from desktop_app.storage.saving import save_as_case

FIRST = date(2024, 1, 1)


class Case:
    """An open case, asked by engine and by loop."""

    def __init__(self, store: CaseStore, voyages: tuple[Voyage, ...], calls: tuple[PortCall, ...]) -> None:
        self.store = store
        self.engine = QueryEngine(store)
        self.voyages = voyages
        self.calls = calls
        ports = store.record.ports
        self.whole = {port.id: port.parent_id or port.id for port in ports}

    def passes(self, voyage: Voyage, filter_: Filter) -> bool:
        """By its own time and vessel."""
        vessels = filter_.choice(ClauseKind.VESSEL).values
        return filter_.dates.covers(voyage.when) and (not vessels or voyage.vessel_id in vessels)

    def passing_calls(self, filter_: Filter, place_id: str) -> list[PortCall]:
        """Calls at a place, or in a part of it, of voyages that pass."""
        calls = {call.id: call for call in self.calls}
        return [
            calls[call_id]
            for voyage in self.voyages
            if self.passes(voyage, filter_)
            for call_id in voyage.call_ids
            if filter_.dates.covers(calls[call_id].when)
            and place_id in {calls[call_id].port_id, self.whole[calls[call_id].port_id]}
        ]

    def check(self, filter_: Filter) -> None:
        """Every answer equals its loop."""
        self._check_list(filter_)
        for port in {self.whole[call.port_id] for call in self.calls}:
            self._check_activity(filter_, port)
        self._check_matrix(filter_)

    def _check_list(self, filter_: Filter) -> None:
        for row in port_list(self.engine, filter_):
            assert row.calls == sum(call.ships for call in self.passing_calls(filter_, row.id))
            assert row.total == sum(call.ships for call in self.passing_calls(Filter(), row.id))

    def _check_activity(self, filter_: Filter, port: str) -> None:
        found = port_activity(self.engine, filter_, port)
        for bars, clauses in ((found.passing, filter_), (found.everything, Filter())):
            months: Counter[date] = Counter()
            for call in self.passing_calls(clauses, port):
                if is_one_month(call.when):
                    months[month_of(call.when.first_day)] += call.ships
            assert {at: ships for at, ships in zip(found.months, bars, strict=True) if ships} == months
        assert found.calls == sum(found.passing) + found.unplaced
        vessels: Counter[str] = Counter()
        for call in self.passing_calls(filter_, port):
            vessels[call.vessel_id] += call.ships
        assert {row.id: row.calls for row in found.vessels if row.calls} == vessels
        for ends, near, far in (
            (found.to, "from_port_id", "to_port_id"),
            (found.from_, "to_port_id", "from_port_id"),
        ):
            counted: Counter[str] = Counter()
            for row in self.voyages:
                is_call = row.kind is not VoyageKind.SIGHTING and row.counted
                if is_call and getattr(row, near) == port and self.passes(row, filter_):
                    counted[getattr(row, far)] += row.ships
            assert {row.id: row.calls for row in ends.ports if row.calls} == counted
        beside = sum(row.calls for row in found.next.ports)
        assert beside + found.next.last + found.next.unordered + found.next.unnamed == found.calls
        first = next((at for at, ships in zip(found.months, found.passing, strict=True) if ships), None)
        if first is not None:
            called = {
                f"voyage:{row.id}"
                for row in self.voyages
                for call in self.passing_calls(filter_, port)
                if call.id in row.call_ids
                and is_one_month(call.when)
                and month_of(call.when.first_day) == first
            }
            assert set(calls_behind(self.engine, filter_, port, first).keys) == called

    def _check_matrix(self, filter_: Filter) -> None:
        found = matrix(self.engine, filter_)
        sums: Counter[tuple[str, str, str]] = Counter()
        volumes: Counter[tuple[str, str, str]] = Counter()
        behind: dict[tuple[str, str], set[str]] = {}
        for row in self.voyages:
            if row.kind is VoyageKind.SIGHTING or not self.passes(row, filter_):
                continue
            end = row.to_port_id or (IN_WORDS if row.to_place else NOT_NAMED)
            ends = row.from_port_id, end
            sums[*ends, "calls" if row.counted else "uncounted"] += row.ships
            behind.setdefault(ends, set()).add(f"voyage:{row.id}")
            volume = volume_of(self.store, row, published(self.store))
            if isinstance(volume, Estimate):
                sums[*ends, "estimated"] += row.ships
                volumes[*ends, "low"] += volume.low_bbl
                volumes[*ends, "best"] += volume.best_bbl
                volumes[*ends, "high"] += volume.high_bbl
        for loading, cells in zip(found.loading, found.cells, strict=True):
            for discharge, cell in zip(found.discharge, cells, strict=True):
                ends = loading, discharge
                for name in ("calls", "uncounted", "estimated"):
                    assert getattr(cell, name) == sums.pop((*ends, name), 0)
                assert cell.low_bbl == pytest.approx(volumes.pop((*ends, "low"), 0.0))
                assert cell.best_bbl == pytest.approx(volumes.pop((*ends, "best"), 0.0))
                assert cell.high_bbl == pytest.approx(volumes.pop((*ends, "high"), 0.0))
                assert set(cell_voyages(self.engine, filter_, *ends).keys) == behind.get(ends, set())
        assert not sums
        assert found.everything.calls == sum(row.calls for row in found.rows)
        assert found.everything.calls == sum(column.calls for column in found.columns)


@pytest.fixture
def case(store: CaseStore, reported: Record) -> Case:
    return Case(store, reported.voyages, reported.calls)


WINDOWS = (
    DateClause(),
    DateClause(date(2024, 3, 7), date(2024, 3, 7)),
    DateClause(date(2024, 4, 1), date(2024, 5, 31)),
    DateClause(None, date(2024, 3, 31)),
    DateClause(date(2030, 1, 1), None),
)


def test_the_record_is_summed_as_by_hand(case: Case) -> None:
    for dates in WINDOWS:
        for vessels in ((), ("chon-ma-san",), ("chon-ma-san", "")):
            case.check(Filter.of(dates, ChoiceClause(ClauseKind.VESSEL, vessels)))


@pytest.fixture(scope="module")
def small() -> Record:
    folder = Path(__file__).resolve().parents[2] / "data" / "record_small"
    return read_record(folder)


@st.composite
def sailings(draw: st.DrawFn, record: Record) -> tuple[tuple[Voyage, ...], tuple[PortCall, ...]]:
    """Voyages of one or two calls each, between any places of a record."""
    ports = [port.id for port in record.ports if not port.parent_id]
    places = [port.id for port in record.ports]
    vessels = [vessel.id for vessel in record.vessels]
    voyages: list[Voyage] = []
    calls: list[PortCall] = []
    for number in range(draw(st.integers(1, 12))):
        first = FIRST + timedelta(days=draw(st.integers(0, 120)))
        when = TimeSpan.of_days(
            first,
            first + timedelta(days=draw(st.integers(0, 40))),
            draw(st.sampled_from((Precision.WINDOW, Precision.INTERVAL))),
        )
        vessel, ships = draw(st.sampled_from([*vessels, ""])), draw(st.integers(1, 4))
        own = []
        for activity in draw(st.sampled_from(((), (Activity.LOAD,), (Activity.LOAD, Activity.DISCHARGE)))):
            own.append(
                replace(
                    record.calls[0],
                    id=f"call-{len(calls) + len(own)}",
                    vessel_id=vessel,
                    ships=ships,
                    port_id=draw(st.sampled_from(places)),
                    activity=activity,
                    when=when,
                )
            )
        calls += own
        is_counted = draw(st.booleans())
        voyages.append(
            replace(
                record.voyages[0],
                id=f"voyage-{number}",
                kind=draw(st.sampled_from(VoyageKind)),
                vessel_id=vessel,
                ships=ships,
                call_ids=tuple(call.id for call in own),
                sighting_ids=(),
                from_port_id=draw(st.sampled_from([*ports, ""])),
                to_port_id=draw(st.sampled_from([*ports, ""])),
                to_place=draw(st.sampled_from(["", "off the coast"])),
                route_id="",
                when=when,
                counted=is_counted,
                not_counted_why="" if is_counted else "counted elsewhere",
            )
        )
    return tuple(voyages), tuple(calls)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_case_is_summed_as_by_hand(small: Record, data: st.DataObject) -> None:
    voyages, calls = data.draw(sailings(small))
    store = CaseStore.of_record(replace(small, voyages=voyages, calls=calls, sightings=()))
    try:
        case = Case(store, voyages, calls)
        vessels = [vessel.id for vessel in small.vessels]
        chosen = data.draw(st.lists(st.sampled_from([*vessels, ""]), max_size=2, unique=True))
        first = FIRST + timedelta(days=data.draw(st.integers(0, 130)))
        last = first + timedelta(days=data.draw(st.integers(0, 60)))
        for dates in (DateClause(), DateClause(first, last)):
            case.check(Filter.of(dates, ChoiceClause(ClauseKind.VESSEL, tuple(chosen))))
    finally:
        store.close()


@pytest.fixture
def trained(training: CaseStore) -> QueryEngine:
    return QueryEngine(training)


def test_flows_hold_what_the_matrix_and_the_railway_hold(training: CaseStore, trained: QueryEngine) -> None:
    filter_ = Filter.of(DateClause(date(2024, 3, 1), date(2024, 6, 30)))
    found, table = flows(trained, filter_), matrix(trained, filter_)
    by_sea = [flow for flow in found.flows if not flow.rail]
    assert sum(flow.cell.calls for flow in by_sea) + found.calls_left_out == table.everything.calls
    (rail,) = (flow for flow in found.flows if flow.rail)
    trains = [row for row in training.record.consignments if filter_.dates.covers(row.when)]
    assert (rail.cell.calls, rail.cell.total) == (len(trains), len(training.record.consignments))
    carried = [rail_volume(training, row, trained.assumptions) for row in trains]
    assert rail.cell.best_bbl == pytest.approx(
        sum(one.best_bbl for one in carried if isinstance(one, Estimate))
    )
    assert flow_rows(trained, filter_, rail.key).keys == tuple(f"consignment:{row.id}" for row in trains)
    for flow in by_sea:
        behind = training.voyages(
            key.removeprefix("voyage:") for key in flow_rows(trained, filter_, flow.key).keys
        )
        assert sum(row.ships for row in behind) == flow.cell.calls
        assert {(f"port:{row.from_port_id}", f"port:{row.to_port_id}") for row in behind} == {
            (flow.start, flow.end)
        }


def test_a_ship_clause_hides_the_railway(trained: QueryEngine) -> None:
    filter_ = Filter.of(ChoiceClause(ClauseKind.VESSEL, ("example-01",)))
    assert not any(flow.rail for flow in flows(trained, filter_).flows)
    assert flow_rows(trained, filter_, "flow:khasan>rajin-station").total == 0


def test_a_port_says_when_it_was_not_seen_and_which_calls_are_not_told_one_by_one(case: Case) -> None:
    found = port_activity(case.engine, Filter(), "vostochny")
    assert found.unseen == (date(2024, 8, 1),)
    assert found.grouped == sum(row.ships for row in case.voyages if row.kind is VoyageKind.GROUP)
    assert port_activity(case.engine, Filter(), "nampo").unseen == ()


def test_a_changed_case_is_counted_anew(tmp_path: Path, small: Record) -> None:
    path = tmp_path / "case.gpkg"
    before = CaseStore.of_record(small)
    with before.whole() as source:
        save_as_case(source, path, title="A copy", who="Kim", now=datetime.now(UTC))
    before.close()
    store = CaseStore.open(path)
    try:
        engine = QueryEngine(store)
        whole = {port.id for port in small.ports if not port.parent_id}
        call = next(call for call in small.calls if call.port_id in whole)
        first = port_activity(engine, Filter(), call.port_id)
        store.edit(Edit("Five ships", (Update("port_call", call.id, {"ships": call.ships + 5}),)), "Kim")
        assert port_activity(engine, Filter(), call.port_id).total == first.total + 5
    finally:
        store.close()
