"""How rows become arrays: times, row numbers with gaps, large tables in parts, and files of strangers."""

import re
import struct
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import apsw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.record import Record
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.columns import scanning
from desktop_app.query.columns.choices import Choice
from desktop_app.query.columns.instants import (
    month_number,
    month_of,
    months_of,
    seconds_of,
)
from desktop_app.query.columns.places import inside
from desktop_app.query.columns.rows import Rows
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Delete, Edit, Update
from desktop_app.storage.saving import save_as_case
from desktop_app.storage.times import instant_text

instants = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31))  # noqa: DTZ001 - made aware below


@given(st.lists(instants.map(lambda at: at.replace(tzinfo=UTC, microsecond=0)), max_size=30))
def test_instants_become_seconds(times: list[datetime]) -> None:
    text = "".join(map(instant_text, times)).encode()
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert seconds_of(text).tolist() == [(at - epoch) // timedelta(seconds=1) for at in times]


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2024-01-00T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01 00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2024-01-01T00:00:0aZ",
        "٢024-01-01T00:00:0Z",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no|not"):
        seconds_of(b"2024-01-01T00:00:00Z" + text.encode())


@given(st.lists(st.dates(), min_size=1, max_size=20))
def test_days_and_months_are_numbers_and_back(days: list[date]) -> None:
    numbers = np.array([day_number(day) for day in days], np.int32)
    assert [day_of(number) for number in numbers] == days
    months = months_of(numbers) if max(days) - min(days) < timedelta(days=100_000) else None
    for place, day in enumerate(days):
        assert month_of(month_number(day)) == day.replace(day=1)
        assert months is None or months[place] == month_number(day)


fids = st.integers(1, 10**12) | st.integers(1, 60)


@given(st.lists(fids, unique=True, max_size=30), st.lists(fids, max_size=30))
def test_row_numbers_lead_to_places_however_far_apart(numbers: list[int], asked: list[int]) -> None:
    found = Rows.of(np.array(numbers, np.int64)).places_of(np.array(asked, np.int64))
    assert found.tolist() == [numbers.index(fid) if fid in numbers else -1 for fid in asked]


@given(
    st.lists(st.integers(-1, 9), max_size=40),
    st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10),
)
def test_a_choice_of_few_or_many_values_is_the_same(codes: list[int], wanted: list[str]) -> None:
    choice = Choice(
        np.array(codes, np.intp), (*(frozenset((letter,)) for letter in "abcdefghij"), frozenset())
    )
    letters = [*"abcdefghij", ""]
    assert choice.passing(wanted).tolist() == [letters[code] in wanted for code in codes]
    assert choice.passing([*wanted, ""]).tolist() == [letters[code] in [*wanted, ""] for code in codes]
    everything = np.ones(len(codes), np.bool_)
    assert choice.counts(everything).tolist() == [codes.count(code) for code in (*range(10), -1)]


@given(st.floats(-1, 5), st.floats(-1, 5))
def test_a_ring_with_a_bay_holds_what_it_encloses(x: float, y: float) -> None:
    """A square of 4 with the square from 1, 1 to 3, 4 cut out of its northern side."""
    ring = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (3.0, 4.0), (3.0, 1.0), (1.0, 1.0), (1.0, 4.0), (0.0, 4.0))
    is_in = 0 <= x < 4 and 0 <= y < 4 and not (1 <= x < 3 and 1 <= y < 4)
    assert inside(ring, np.array([x]), np.array([y])).tolist() == [is_in]
    assert not inside(ring, np.array([np.nan]), np.array([y]))[0]


@pytest.fixture
def file(tmp_path: Path, store: CaseStore) -> Path:
    """The record as somebody's case."""
    path = tmp_path / "own.gpkg"
    with store.reader() as source:
        save_as_case(source, path, title="A case", who="A. Reader", now=datetime(2026, 3, 7, tzinfo=UTC))
    return path


def test_parts_read_by_two_threads_are_the_whole(store: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Columns(store)
    monkeypatch.setattr(scanning, "_MANY", 1)
    assert len(scanning.parts_by_row(store, "voyage")) == len(scanning.parts_by_time(store, "voyage")) == 2
    parts = Columns(store)
    for name in ("fid", "first_day", "last_day", "month", "vessel", "kind", "counted", "ships", "loading"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name)), name
    assert np.array_equal(whole.tracker, parts.tracker)


def test_a_change_makes_new_columns_and_a_deleted_row_is_gone(file: Path) -> None:
    store = CaseStore.open(file)
    engine = QueryEngine(store)
    before, passing = engine.columns(), engine.passing(Filter())
    voyage = store.voyages(engine.ids_of(before.fid[:1]).values())[0]
    off = Filter.of(ChoiceClause(ClauseKind.TRACKER, ("off",)))
    dark = np.count_nonzero(engine.passing(off))
    other = "on" if voyage.tracker.value == "off" else "off"
    store.edit(Edit("Tracker", (Update("voyage", voyage.id, {"tracker": other}),)), "a test")
    assert np.count_nonzero(engine.passing(off)) == dark + (1 if other == "off" else -1)
    assert engine.columns() is not before
    operations = [Delete("port_call", ident) for ident in voyage.call_ids]
    operations += [Delete("sighting", ident) for ident in voyage.sighting_ids]
    store.edit(Edit("Gone", (*operations, Delete("voyage", voyage.id))), "a test")
    assert len(engine.columns()) == len(before) - 1 == len(engine.passing(Filter()))
    assert len(passing) == len(before)
    # What was asked of the columns of before is still answered with one value a row.
    assert len(before.tracker) == len(before.product.codes) == len(before)
    store.close()


def test_columns_outlive_a_change_that_does_not_concern_them(file: Path) -> None:
    """A million rows are not read again for a note, and what rests on another table still follows it."""
    store = CaseStore.open(file)
    engine = QueryEngine(store)
    before, calls = engine.columns(), engine.calls()
    listed = Filter.of(ChoiceClause(ClauseKind.LISTING, ("UN",)))
    estimated = int(engine.loads().estimated.sum())
    assert engine.passing(listed).any()
    store.edit(Edit("Title", (Update("case_info", "case", {"title": "Another"}),)), "a test")
    assert engine.columns() is before
    operations = [
        Delete("listing", listing.id) for listing in store.record.listings if listing.authority == "UN"
    ]
    store.edit(Edit("Delisted", tuple(operations)), "a test")
    assert not engine.passing(listed).any()
    assert engine.columns().fid is before.fid
    assert engine.calls() is calls
    ground, factor = engine.ground(), store.record.factors[0]
    store.edit(Edit("Lighter", (Update("conversion_factor", factor.id, {"bbl_per_t": 9.9}),)), "a test")
    assert engine.columns().fid is before.fid
    assert engine.ground() is not ground
    assert engine.model.products[factor.product.casefold()].value.high == 9.9
    assert int(engine.loads().estimated.sum()) == estimated > 0
    store.close()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("voyage", "start_utc = '2024-02-31T00:00:00Z'"),
        ("voyage", "kind = 'raft'"),
        ("voyage", "start_utc = 'long ago'"),
        ("sighting", "geom = x'4750'"),
    ],
)
def test_a_value_that_is_none_is_refused_in_words(file: Path, table: str, change: str) -> None:
    """Other programs write files without our rules."""
    connection = apsw.Connection(str(file))
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"UPDATE {table} SET {change} WHERE fid = 3")  # noqa: S608 - the lines above
    connection.close()
    store = CaseStore.open(file, want_write=False)
    engine = QueryEngine(store)
    with pytest.raises(InputError, match=re.escape(table)):
        _ = engine.columns() if table == "voyage" else engine.positions()
    store.close()


def test_points_of_other_programs_are_read(file: Path, reported: Record) -> None:
    """With an envelope, a height, or the bytes turned round."""
    lon, lat = 132.0, 36.0
    blobs = (
        struct.pack("<2sBBi4dBI2d", b"GP", 0, 3, 4326, lon, lon, lat, lat, 1, 1, lon, lat),
        struct.pack("<2sBBiBI3d", b"GP", 0, 1, 4326, 1, 1001, lon, lat, 12.5),
        struct.pack(">2sBBiBI2d", b"GP", 0, 0, 4326, 0, 1, lon, lat),
    )
    connection = apsw.Connection(str(file))
    rows = [fid for (fid,) in connection.execute("SELECT fid FROM sighting ORDER BY fid LIMIT 3")]
    for fid, blob in zip(rows, blobs, strict=True):
        connection.execute("UPDATE sighting SET geom = ? WHERE fid = ?", (blob, fid))
    connection.close()
    store = CaseStore.open(file, want_write=False)
    positions = QueryEngine(store).positions()
    places = positions.rows.places_of(np.array(rows, np.int64))
    assert positions.lon[places].tolist() == [lon] * 3
    assert positions.lat[places].tolist() == [lat] * 3
    others = np.setdiff1d(np.arange(len(positions)), places)
    points = [seen.position for seen in reported.sightings[3:]]
    assert np.isnan(positions.lon[others]).tolist() == [point is None for point in points]
    store.close()


def test_a_case_that_goes_reads_no_further(store: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement looks at its feedback now and then; here at each step."""
    monkeypatch.setattr("desktop_app.storage.case_store.STEPS_PER_CHECK", 1)
    engine = QueryEngine(store)
    store.ending.cancel()
    with pytest.raises(Cancelled):
        engine.columns()


def test_a_large_answer_is_not_made_twice(store: CaseStore) -> None:
    engine = QueryEngine(store)
    filter_ = Filter.of(DateClause(date(2024, 1, 1), None))
    assert engine.passing(filter_) is engine.passing(Filter.of(DateClause(date(2024, 1, 1), None)))
    assert engine.columns() is engine.columns()
