"""The timeline's marks and counts against a slow obvious count over the values of the case."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.domain.movement import Activity, Tracker, Voyage, VoyageKind
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import MOST_MARKS
from desktop_app.query.timeline_query import MOST_IN_SIGHT
from desktop_app.query.timeline_results import Bins, Role
from desktop_app.storage.case_store import CaseStore

TRACKER_OFF = ChoiceClause(ClauseKind.TRACKER, (Tracker.OFF.value,))
SPANS = (  # that begin on the first of a month
    (0, 0, Precision.DAY),
    (2, 4, Precision.WINDOW),
    (0, 27, Precision.MONTH),
    (20, 50, Precision.WINDOW),  # lies in two months
    (5, 700, Precision.WINDOW),  # and in several years
)


@pytest.fixture(scope="module")
def crowd(reported: Record) -> Iterator[tuple[CaseStore, list[Voyage]]]:
    """Voyages of all kinds of times, one more than can be marks; no calls."""
    template = next(voyage for voyage in reported.voyages if voyage.call_ids and voyage.vessel_id)
    rows = []
    for number, (first, last, precision) in zip(range(MOST_MARKS + 1), itertools.cycle(SPANS), strict=False):
        start = date(2016 + number % 3, 1 + number % 12, 1)
        span = TimeSpan.of_days(start + timedelta(days=first), start + timedelta(days=last), precision)
        tracker = Tracker.OFF if number % 7 == 0 else Tracker.ON
        rows.append(
            replace(
                template,
                id=f"many-{number:05d}",
                call_ids=(),
                sighting_ids=(),
                when=span,
                tracker=tracker,
            )
        )
    opened = CaseStore.of_record(replace(reported, voyages=tuple(rows), calls=(), sightings=()))
    yield opened, rows
    opened.close()


def slow_bins(rows: list[Voyage], form: str) -> Counter[str]:
    """Rows by the interval that their first and their last day share, written in this form."""
    texts = [(f"{row.when.first_day:{form}}", f"{row.when.last_day:{form}}") for row in rows]
    return Counter(first for first, last in texts if first == last)


def by_text(bins: Bins, counts: tuple[int, ...], form: str) -> Counter[str]:
    texts = [f"{day_of(first):{form}}" for first in bins.firsts]
    assert texts == [f"{day_of(end - 1):{form}}" for end in bins.ends]
    return Counter(dict(zip(texts, counts, strict=True)))


def test_a_crowd_is_counted_by_what_is_known_of_each_time(crowd: tuple[CaseStore, list[Voyage]]) -> None:
    store, rows = crowd
    # The dates are the window over the timeline: they hide nothing in it.
    found = QueryEngine(store).timeline(Filter.of(TRACKER_OFF, DateClause(date(2017, 1, 1))))
    passing = [row for row in rows if row.tracker is Tracker.OFF]
    assert (found.passing, found.total) == (len(passing), len(rows))
    for bins, form in (
        (found.voyages.year, "%Y"),
        (found.voyages.month, "%Y-%m"),
        (found.voyages.day, "%Y-%m-%d"),
    ):
        assert by_text(bins, bins.total, form) == slow_bins(rows, form)
        assert +by_text(bins, bins.passing, form) == slow_bins(passing, form)
        assert bins.wider == len(passing) - slow_bins(passing, form).total()
    assert found.calls.histogram == found.voyages
    assert found.calls.marks == ()
    first, last = found.first_day, found.last_day
    assert first is not None
    assert last is not None
    assert first.day == 1
    assert (last + timedelta(days=1)).day == 1
    assert first <= min(row.when.first_day for row in rows)
    assert last >= max(row.when.last_day for row in rows)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2017, 5, 1), date(2017, 5, 1)),  # windows that began years before reach into it
        (date(2016, 2, 29), date(2016, 3, 1)),
        (date(2030, 1, 1), date(2031, 1, 1)),
    ],
)
def test_of_a_crowd_the_days_in_sight_are_marks(
    crowd: tuple[CaseStore, list[Voyage]], first: date, last: date
) -> None:
    store, rows = crowd
    found = QueryEngine(store).timeline(Filter.of(TRACKER_OFF), None, (day_number(first), day_number(last)))
    seen = [row for row in rows if row.when.first_day <= last and row.when.last_day >= first]
    assert len(seen) <= MOST_IN_SIGHT
    passing = {f"voyage:{row.id}": row.tracker is Tracker.OFF for row in seen}
    assert dict(zip((mark.key for mark in found.calls.marks), found.calls.passing, strict=True)) == passing
    assert found.calls.marked_days == (day_number(first), day_number(last))
    shared = found.occupied.within(day_number(first), day_number(last))
    assert shared == sum(passing.values())


def test_too_many_in_sight_stay_counted(crowd: tuple[CaseStore, list[Voyage]]) -> None:
    store, _ = crowd
    found = QueryEngine(store).timeline(
        Filter(), None, (day_number(date(2016, 1, 1)), day_number(date(2018, 12, 31)))
    )
    assert found.calls.marks == ()
    assert found.calls.marked_days is None


def test_calls_carry_their_own_times_and_the_voyages_key(store: CaseStore, reported: Record) -> None:
    found = QueryEngine(store).timeline(Filter())
    calls = {call.id: call for call in reported.calls}
    roles = {Activity.LOAD: Role.LOAD, Activity.DISCHARGE: Role.DISCHARGE, Activity.UNKNOWN: Role.CALL}
    wanted = Counter(
        (
            f"voyage:{voyage.id}",
            calls[ident].when,
            roles[calls[ident].activity],
            calls[ident].tracker is Tracker.OFF,
        )
        for voyage in reported.voyages
        for ident in voyage.call_ids
    )
    wanted += Counter(
        (f"voyage:{voyage.id}", voyage.when, Role.VOYAGE, voyage.tracker is Tracker.OFF)
        for voyage in reported.voyages
        if not voyage.call_ids and voyage.kind is not VoyageKind.SIGHTING
    )
    assert Counter((mark.key, mark.when, mark.role, mark.dark) for mark in found.calls.marks) == wanted
    positions = {mark.key: mark.when for mark in found.positions.marks}
    assert positions == {f"sighting:{row.id}": row.when for row in reported.sightings}
    assert all((*found.calls.passing, *found.positions.passing))


def test_what_a_clause_hides_stays_as_a_ghost(store: CaseStore) -> None:
    engine = QueryEngine(store)
    ship = next(
        row.vessel_id
        for row in store.voyages(engine.ids_of(engine.columns().fid.tolist()).values())
        if row.vessel_id
    )
    everything, one = (
        engine.timeline(Filter()),
        engine.timeline(Filter.of(ChoiceClause(ClauseKind.VESSEL, (ship,)))),
    )
    assert one.calls.marks == everything.calls.marks
    for mark, passing in zip(one.calls.marks, one.calls.passing, strict=True):
        voyage = store.voyage(mark.key.removeprefix("voyage:"))
        assert voyage is not None
        assert passing == (voyage.vessel_id == ship)
    assert one.hidden == frozenset()  # payments and events are context
    words = engine.timeline(Filter.of(TextClause("Southern Railway")))
    record = store.record
    assert {key for key in words.hidden if key.startswith("payment:")} == {
        f"payment:{row.id}"
        for row in record.payments
        if not any("southern railway" in text.lower() for text in (row.payer, row.payee, row.purpose))
    }


def test_consignments_by_rail_and_tracks_are_there(training: CaseStore) -> None:
    engine = QueryEngine(training)
    found = engine.timeline(Filter.of(ChoiceClause(ClauseKind.MODE, ("rail",))))
    assert not any(key.startswith("consignment:") for key in found.hidden)
    assert not any(found.calls.passing)
    days = [day_number(row.when.first_day) for row in training.record.consignments]
    assert found.occupied.starts.upto[-1] == len(days)
    assert engine.timeline(Filter.of(ChoiceClause(ClauseKind.MODE, ("sea",)))).hidden == {
        f"consignment:{row.id}" for row in training.record.consignments
    }
    tracks = {f"track:{track.id}" for track in training.record.tracks}
    assert {run.key for run in found.ais} == tracks
    assert tracks
    assert any(run.silent for run in found.ais)
    assert not any(run.passing for run in found.ais)


def test_an_empty_case_has_no_clock(reported: Record) -> None:
    nothing = replace(
        reported,
        voyages=(),
        calls=(),
        sightings=(),
        payments=(),
        public_events=(),
        observations=(),
        consignments=(),
    )
    store = CaseStore.of_record(nothing)
    found = QueryEngine(store).timeline(Filter())
    assert (found.first_day, found.last_day, found.total) == (None, None, 0)
    assert found.voyages.day.firsts == ()
    store.close()


def test_a_case_of_ais_tracks_alone_has_dates(reported: Record) -> None:
    alone = replace(
        training_record(reported),
        voyages=(),
        calls=(),
        sightings=(),
        payments=(),
        consignments=(),
        public_events=(),
        observations=(),
    )
    store = CaseStore.of_record(alone)
    try:
        content = QueryEngine(store).timeline(Filter())
        assert content.first_day is not None
        assert content.last_day is not None
        assert content.first_day <= min(track.when.first_day for track in alone.tracks)
        assert content.last_day >= max(track.when.last_day for track in alone.tracks)
    finally:
        store.close()
