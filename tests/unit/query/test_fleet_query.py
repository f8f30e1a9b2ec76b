"""The vessels under a filter, held against a walk over every voyage, call and position of the case."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Voyage, VoyageKind
from desktop_app.domain.quantity import Estimate
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.fleet_query import fleet_rows
from desktop_app.query.fleet_results import FleetOrder, FleetQuestion, FleetRows
from desktop_app.query.vessel_search import matches
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Update
from desktop_app.storage.saving import create_empty, save_as_case


@pytest.fixture
def training_file(training: CaseStore, tmp_path: Path) -> Iterator[CaseStore]:
    """The training case as a file that can be changed."""
    path = tmp_path / "training.gpkg"
    with training.reader() as source:
        save_as_case(source, path, title="A case", who="Kim", now=datetime(2026, 3, 7, tzinfo=UTC))
    opened = CaseStore.open(path)
    yield opened
    opened.close()


DAYS = st.dates(date(2024, 1, 1), date(2025, 8, 31))


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    clauses = [
        DateClause(first if draw(st.booleans()) else None, last),
        ChoiceClause(ClauseKind.TRACKER, tuple(draw(st.sets(st.sampled_from(("off", "on", "unknown")))))),
    ]
    return Filter.of(*clauses)


def voyages_of(store: CaseStore) -> tuple[Voyage, ...]:
    with store.reader() as connection:
        return store.voyages([str(ident) for (ident,) in connection.execute("SELECT id FROM voyage")])


def passes(row: Voyage, filter_: Filter) -> bool:
    trackers = filter_.choice(ClauseKind.TRACKER).values
    return filter_.dates.covers(row.when) and (not trackers or row.tracker in trackers)


def heard_days(
    store: CaseStore, vessel_id: str, filter_: Filter, *, is_seen: bool
) -> list[tuple[date, date]]:
    """Days on which AIS heard a ship whose voyages pass, report by report."""
    if filter_.choice(ClauseKind.TRACKER).is_active and not is_seen:
        voyages = voyages_of(store)
        others = filter_.without(ClauseKind.DATES)
        if not any(passes(row, others) for row in voyages if row.vessel_id == vessel_id):
            return []
    days = set()
    for track in store.record.tracks:
        if track.vessel_id == vessel_id:
            seconds = store.fixes(track.id).t_s.astype(int).tolist()
            days |= {datetime.fromtimestamp(second, UTC).date() for second in seconds}
    first, last = filter_.dates.first_day or date.min, filter_.dates.last_day or date.max
    return [(day, day) for day in days if first <= day <= last]


def by_id(rows: FleetRows) -> dict[str, int]:
    return {ship.id: place for place, ship in enumerate(rows.ships)}


@pytest.mark.parametrize("case", ["store", "training"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(filter_=filters())
def test_sums_bars_and_last_days_are_those_of_the_rows(
    case: str, filter_: Filter, request: pytest.FixtureRequest
) -> None:
    store: CaseStore = request.getfixturevalue(case)
    rows = fleet_rows(QueryEngine(store), filter_, FleetQuestion())
    voyages = voyages_of(store)
    for vessel_id, place in by_id(rows).items():
        own = [row for row in voyages if row.vessel_id == vessel_id]
        kept = [row for row in own if passes(row, filter_)]
        counted = [row for row in kept if row.counted]
        volumes = [(row, volume_of(store, row, published(store))) for row in kept]
        estimates = [(row, each) for row, each in volumes if isinstance(each, Estimate)]
        told = rows.passing
        assert told.rows[place] == len(kept)
        assert told.calls[place] == sum(row.ships for row in counted)
        assert rows.all.calls[place] == sum(row.ships for row in own if row.counted)
        assert told.approximate[place] == any(row.kind is VoyageKind.GROUP for row in counted)
        assert told.estimated[place] == sum(row.ships for row, _ in estimates)
        assert told.low_bbl[place] == pytest.approx(sum(each.low_bbl for _, each in estimates))
        assert told.best_bbl[place] == pytest.approx(sum(each.best_bbl for _, each in estimates))
        assert told.high_bbl[place] == pytest.approx(sum(each.high_bbl for _, each in estimates))
        placed = [
            row for row in counted if row.when.first_day.replace(day=1) == row.when.last_day.replace(day=1)
        ]
        passing, every = rows.activity.bars(place)
        assert sum(passing) == sum(row.ships for row in placed)
        assert (passing <= every).all()
        assert sum(every) + rows.activity.unplaced(place) == rows.all.calls[place]
        seen = rows.activity.last_seen(place)
        spans = [(row.when.first_day, row.when.last_day) for row in kept]
        for rows_of in (store.calls_of(kept), store.sightings_of(kept)):
            spans += [(r.when.first_day, r.when.last_day) for r in rows_of if filter_.dates.covers(r.when)]
        spans += heard_days(store, vessel_id, filter_, is_seen=bool(kept))
        assert seen == (max(spans, key=lambda span: span[::-1]) if spans else None), vessel_id


def test_a_bar_stands_in_the_month_of_its_calls(store: CaseStore) -> None:
    rows = fleet_rows(QueryEngine(store), Filter(), FleetQuestion())
    months = rows.activity.months
    assert (months.first, months.bars, months.months) == (date(2024, 3, 1), 9, 1)
    # CHON MA SAN loaded in March and in October 2024.
    assert rows.activity.bars(by_id(rows)["chon-ma-san"])[1].tolist() == [1, 0, 0, 0, 0, 0, 0, 1, 0]


def test_the_list_leaves_its_own_choice_out(store: CaseStore) -> None:
    engine = QueryEngine(store)
    chosen = Filter.of(ChoiceClause(ClauseKind.VESSEL, ("yu-son",)))
    every, own = (fleet_rows(engine, each, FleetQuestion()) for each in (Filter(), chosen))
    assert own.rows.tolist() == every.rows.tolist()
    assert own.passing.calls.tolist() == every.passing.calls.tolist()


KEYS = {
    FleetOrder.CALLS: lambda rows, place: float(rows.passing.calls[place]),
    FleetOrder.LOW: lambda rows, place: float(rows.passing.low_bbl[place]),
    FleetOrder.HIGH: lambda rows, place: float(rows.passing.high_bbl[place]),
    FleetOrder.BEST: lambda rows, place: float(rows.passing.best_bbl[place]),
    FleetOrder.ESTIMATED: lambda rows, place: float(rows.passing.estimated[place]),
    FleetOrder.LAST_SEEN: lambda rows, place: (rows.activity.last_seen(place) or (None, None))[::-1],
    FleetOrder.NAME: lambda rows, place: rows.ships[place].name.casefold(),
    FleetOrder.LISTINGS: lambda rows, place: " ".join(row.authority for row in rows.ships[place].listings),
    FleetOrder.FLAG: lambda rows, place: rows.ships[place].flag,
    FleetOrder.IMO_NUMBER: lambda rows, place: rows.ships[place].imo_number,
    FleetOrder.MMSI: lambda rows, place: rows.ships[place].mmsi,
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", list(FleetOrder))
def test_orders_keep_trade_first_and_what_is_absent_last(
    store: CaseStore,
    order: FleetOrder,
    descending: bool,  # noqa: FBT001 - both values
) -> None:
    rows = fleet_rows(QueryEngine(store), Filter(), FleetQuestion(order, descending))
    places = rows.rows.tolist()
    assert sorted(places) == list(range(len(rows.ships)))
    parts = [(not rows.ships[place].in_trade, not rows.ships[place].id) for place in places]
    assert parts == sorted(parts)
    for part in set(parts):
        keys = [KEYS[order](rows, place) for place, own in zip(places, parts, strict=True) if own == part]
        known = [key for key in keys if key and key != (None, None)]
        assert keys[: len(known)] == known
        assert known == sorted(known, reverse=descending)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("chon ma", ["CHON MA SAN"]),
        ("은흥", ["UN HUNG"]),
        ("ㅇㅡㄴㅎ", ["UN HUNG"]),
        ("IMO 8660313", ["CHON MA SAN"]),
        ("woo jeong", ["SIN PHYONG 5"]),
        ("not named", ["not named"]),
        ("no such ship", []),
    ],
)
def test_search_by_any_name_or_number(store: CaseStore, text: str, names: list[str]) -> None:
    rows = fleet_rows(QueryEngine(store), Filter(), FleetQuestion(text=text))
    assert [rows.ships[place].name for place in rows.rows] == names


def test_search_by_mmsi_and_name_of_an_identity(training_file: CaseStore) -> None:
    identity = next(row for row in training_file.record.identities if row.vessel_id == "example-01")
    change = Update("vessel_identity", identity.id, {"mmsi": "273456780", "flag": "RU", "name": "ПРИМЕР Ё"})
    training_file.edit(Edit("name it", (change,)), "Kim")
    for text in ("273456780", "mmsi 27345678", "пример ё".upper()):
        rows = fleet_rows(QueryEngine(training_file), Filter(), FleetQuestion(text=text))
        (place,) = rows.rows
        ship = rows.ships[place]
        assert (ship.id, ship.flag, ship.mmsi) == (identity.vessel_id, "RU", "273456780")
        assert "ПРИМЕР Ё" in ship.former


def test_flag_is_that_of_the_latest_identity_and_former_names_are_told(training: CaseStore) -> None:
    rows = fleet_rows(QueryEngine(training), Filter(), FleetQuestion())
    own = [row for row in training.record.identities if row.vessel_id == "example-03"]
    days = [row.first_day or row.last_day for row in own]
    assert None not in days
    latest = max(own, key=lambda row: row.last_day or row.first_day or date.min)
    ship = rows.ships[by_id(rows)["example-03"]]
    assert len({row.flag for row in own}) == 2
    assert ship.flag == latest.flag
    assert set(ship.former) == {row.name for row in own} - {ship.name}


def test_switches_hide_the_reference_fleet_and_what_does_not_pass(store: CaseStore) -> None:
    engine = QueryEngine(store)
    trade = fleet_rows(engine, Filter(), FleetQuestion(reference=False))
    assert {trade.ships[place].in_trade for place in trade.rows} == {True}
    may = Filter.of(DateClause(date(2024, 5, 1), date(2024, 5, 31)))
    passing = fleet_rows(engine, may, FleetQuestion(passing_only=True))
    assert {passing.ships[place].id for place in passing.rows} == {
        row.vessel_id for row in voyages_of(store) if passes(row, may)
    }


def test_a_documented_cargo_comes_before_any_reckoning(training_file: CaseStore) -> None:
    row = next(row for row in voyages_of(training_file) if row.counted and row.vessel_id)
    cargo = {"cargo_low": 9_000.0, "cargo_best": 10_000.0, "cargo_high": 11_000.0, "cargo_unit": "bbl"}
    training_file.edit(Edit("barrels", (Update("voyage", row.id, cargo),)), "Kim")
    day = DateClause(row.when.first_day, row.when.first_day)
    told = fleet_rows(QueryEngine(training_file), Filter.of(day), FleetQuestion())
    sums, place = told.passing, by_id(told)[row.vessel_id]
    assert sums.calls[place] == 1
    assert (sums.low_bbl[place], sums.best_bbl[place], sums.high_bbl[place]) == (9_000, 10_000, 11_000)


def test_ships_that_are_not_named_are_one_row_with_their_voyages(store: CaseStore) -> None:
    engine = QueryEngine(store)
    rows = fleet_rows(engine, Filter(), FleetQuestion())
    nameless = [row.id for row in voyages_of(store) if not row.vessel_id]
    assert sorted(engine.ids_of(rows.unnamed.tolist()).values()) == sorted(nameless)


@pytest.mark.parametrize("order", list(FleetOrder))
def test_an_empty_case_has_no_vessel_to_show(tmp_path: Path, order: FleetOrder) -> None:
    path = tmp_path / "empty.gpkg"
    create_empty(path, title="Nothing yet", who="Kim", now=datetime(2026, 3, 7, tzinfo=UTC))
    store = CaseStore.open(path)
    rows = fleet_rows(QueryEngine(store), Filter(), FleetQuestion(order))
    assert rows.rows.tolist() == []
    store.close()


def test_typed_words_find_a_vessel_whatever_their_case(store: CaseStore) -> None:
    vessel = next(row for row in store.record.vessels if row.id == "rye-song-gang-1")
    assert matches(vessel, "Song Hae")
    assert matches(vessel, "imo7389704")
    assert not matches(vessel, "song ma")
