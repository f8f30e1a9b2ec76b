"""Every clause, alone and with others, against a slow and obvious reading of the same words over values."""

import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.movement import HowKnown, PortCall, Sighting, Tracker, Voyage, VoyageKind
from desktop_app.domain.place import LonLat, Names
from desktop_app.domain.provenance import Citation, Reliability
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.training_case import training_record
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import (
    CHOICE_KINDS,
    NOT_DOCUMENTED,
    AreaClause,
    ChoiceClause,
    Clause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
    VoyageClause,
)
from desktop_app.query.engine import QueryEngine
from desktop_app.query.name_folding import fold
from desktop_app.storage.case_store import CaseStore

FIRST = date(2023, 1, 1)
DAYS = 400
PRODUCTS = ("gas/diesel oil", "100% pure_oil", "Мазут", "")
LABELS = ("unnamed tanker", "танкер", "")
PLACES = ("", "West Sea", "Жёлтое море", "a [quoted] place*")
OF_VOYAGES_ALONE = {ClauseKind.LOADING, ClauseKind.DISCHARGE, ClauseKind.PORT, ClauseKind.PRODUCT}
ZONES = ("UTC", "Asia/Pyongyang", "Asia/Vladivostok", "America/Los_Angeles", "Pacific/Kiritimati")


def span(chance: random.Random) -> TimeSpan:
    """Instants, days, windows over ends of months and years, and some that are longer than a year."""
    begin = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(DAYS * 86_400))
    form = chance.randrange(6)
    if form == 0:
        return TimeSpan(begin, begin, Precision.INSTANT)
    if form == 1:
        return TimeSpan(begin, begin + timedelta(hours=chance.randrange(1, 90)), Precision.INTERVAL)
    length = (0, 0, 0, 9, 40, 500)[form] if chance.random() < 0.9 else 0
    first = begin.date()
    return TimeSpan.of_days(
        first, first + timedelta(days=length), Precision.WINDOW if length else Precision.DAY
    )


def mixed(record: Record) -> Record:
    """The training case with values of every kind, and none, spread over its voyages, calls and positions."""
    chance = random.Random(20240307)  # noqa: S311 - no secret
    ports = [port.id for port in record.ports if not port.parent_id]
    vessels = [vessel.id for vessel in record.vessels]
    sources = [source.id for source in record.sources]

    def cited() -> Citation:
        return Citation.of(chance.sample(sources, chance.randrange(1, 4)), None)

    voyages = []
    for place in range(120):
        model = record.voyages[place % len(record.voyages)]
        is_first = place < len(record.voyages)
        counted = chance.random() < 0.8
        voyages.append(
            replace(
                model,
                id=f"mixed-{place:03d}",
                kind=chance.choice(list(VoyageKind)),
                vessel_id=chance.choice([*vessels, ""]),
                label=chance.choice(LABELS),
                ships=chance.choice((1, 1, 1, 31)),
                call_ids=model.call_ids if is_first else (),
                sighting_ids=model.sighting_ids if is_first else (),
                from_port_id=chance.choice([*ports, ""]),
                to_port_id=chance.choice([*ports, ""]),
                to_place=chance.choice(PLACES),
                when=span(chance),
                how_known=tuple(chance.sample(list(HowKnown), chance.randrange(1, 4))),
                tracker=chance.choice(list(Tracker)),
                counted=counted,
                not_counted_why="" if counted else "seen twice",
                product=chance.choice(PRODUCTS),
                summary=chance.choice(("A made-up sailing.", "Придуманный рейс.", "50% of it")),
                citation=cited(),
            )
        )
    return replace(
        record,
        sources=tuple(
            replace(source, reliability=chance.choice([*Reliability, None])) for source in record.sources
        ),
        voyages=tuple(voyages),
        calls=tuple(
            replace(call, when=span(chance), vessel_id=chance.choice([*vessels, ""])) for call in record.calls
        ),
        sightings=tuple(
            replace(
                seen,
                when=span(chance),
                vessel_id=chance.choice([*vessels, ""]),
                tracker=chance.choice(list(Tracker)),
                citation=cited(),
            )
            for seen in (*record.sightings, *(replace(row, id=f"alone-{row.id}") for row in record.sightings))
        ),
    )


class Slow:
    """The same questions, answered row by row from values.

    Attributes:
        events: of every event found in the reports of the case, kind, ships, first and last day.
    """

    def __init__(self, record: Record, store: CaseStore) -> None:
        self.record = record
        self.events: list[tuple[str, set[str], date, date]] = []
        self.store = store
        self.vessels = {vessel.id: vessel for vessel in record.vessels}
        self.ports = {port.id: port for port in record.ports}
        self.calls = {call.id: call for call in record.calls}
        self.sightings = {seen.id: seen for seen in record.sightings}
        self.graded = {source.id: source.reliability for source in record.sources}
        self.taken = {seen for voyage in record.voyages for seen in voyage.sighting_ids}

    def voyages(self, filter_: Filter) -> set[str]:
        """Ids of voyages that pass."""
        return {
            row.id
            for row in self.record.voyages
            if all(self.passes(row, clause) for clause in filter_.clauses)
        }

    def passing_calls(self, filter_: Filter) -> set[str]:
        """Ids of calls of voyages that pass, within the dates."""
        passing = self.voyages(filter_)
        return {
            ident
            for voyage in self.record.voyages
            if voyage.id in passing
            for ident in voyage.call_ids
            if filter_.dates.covers(self.calls[ident].when)
        }

    def passing_positions(self, filter_: Filter) -> set[str]:
        """Ids of positions of voyages that pass, or of none."""
        passing = self.voyages(filter_)
        theirs = {ident for row in self.record.voyages if row.id in passing for ident in row.sighting_ids}
        alone = {
            seen.id
            for seen in self.record.sightings
            if seen.id not in self.taken
            and all(self.passes_alone(seen, clause) for clause in filter_.clauses)
        }
        return {ident for ident in theirs | alone if filter_.dates.covers(self.sightings[ident].when)}

    def values(self, row: Voyage | Sighting, kind: ClauseKind) -> set[str]:
        """What a row has of a kind; nothing where that is not documented."""
        vessel = self.vessels.get(row.vessel_id)
        found: dict[ClauseKind, list[str]] = {
            ClauseKind.VESSEL: [row.vessel_id],
            ClauseKind.OPERATOR: [vessel.owner] if vessel else [],
            ClauseKind.LISTING: [
                one.authority for one in self.record.listings if one.vessel_id == row.vessel_id
            ],
            ClauseKind.MODE: ["sea"],
            ClauseKind.TRACKER: [row.tracker.value],
            ClauseKind.HOW_KNOWN: [how.value for how in row.how_known],
            ClauseKind.DOUBT: [],  # test_doubts has them
            ClauseKind.EVENT: [kind for kind, *event in self.events if self.shares(row, *event)],
            ClauseKind.GRADE: [
                grade.value for ident in row.citation.source_ids if (grade := self.graded[ident]) is not None
            ],
        }
        if isinstance(row, Voyage):
            found[ClauseKind.LOADING] = [row.from_port_id]
            found[ClauseKind.DISCHARGE] = [row.to_port_id]
            found[ClauseKind.PORT] = [row.from_port_id, row.to_port_id]
            found[ClauseKind.PRODUCT] = [row.product]
        return {value for value in found[kind] if value}

    def shares(self, row: Voyage | Sighting, ships: set[str], first: date, last: date) -> bool:
        """Whether an event of the row's ship is on one of its days; a voyage lasts through all its parts."""
        spans = [row.when]
        if isinstance(row, Voyage):
            spans += [self.calls[ident].when for ident in row.call_ids]
            spans += [self.sightings[ident].when for ident in row.sighting_ids]
        begin = min(part.first_day for part in spans)
        end = max(part.last_day for part in spans)
        return row.vessel_id in ships and first <= end and last >= begin

    def passes(self, row: Voyage, clause: Clause) -> bool:
        """Whether a voyage has what the clause asks for."""
        if isinstance(clause, DateClause):
            return clause.covers(row.when)
        if isinstance(clause, ChoiceClause):
            return bool((self.values(row, clause.kind) or {NOT_DOCUMENTED}) & set(clause.values))
        if isinstance(clause, VoyageClause):
            return row.id == clause.voyage_id
        if isinstance(clause, VolumeClause):
            return self.has_volume(row, clause)
        if isinstance(clause, AreaClause):
            calls = [self.calls[ident].port_id for ident in row.call_ids]
            points = [
                self.ports[port].position for port in (row.from_port_id, row.to_port_id, *calls) if port
            ]
            points += [self.sightings[ident].position for ident in row.sighting_ids]
            return any(is_in(clause.ring, point) for point in points)
        own = (row.label, row.to_place, row.product, row.summary)
        names = [self.ports[port].names for port in (row.from_port_id, row.to_port_id) if port]
        return says(clause.text, own, [*self.names(row.vessel_id), *names])

    def has_volume(self, row: Voyage, clause: VolumeClause) -> bool:
        """Whether its range shares a barrel with the clause's."""
        volume = volume_of(self.store, row, published(self.store))
        if not isinstance(volume, Estimate):
            return clause.unknown
        low, high = clause.low_bbl, clause.high_bbl
        return (low is None or volume.high_bbl >= low) and (high is None or volume.low_bbl <= high)

    def passes_alone(self, row: Sighting, clause: Clause) -> bool:
        """The same for a position that belongs to no voyage."""
        if isinstance(clause, DateClause):
            return clause.covers(row.when)
        if isinstance(clause, ChoiceClause):
            if clause.kind in OF_VOYAGES_ALONE:
                return False
            return bool((self.values(row, clause.kind) or {NOT_DOCUMENTED}) & set(clause.values))
        if isinstance(clause, AreaClause):
            return is_in(clause.ring, row.position)
        if not isinstance(clause, TextClause):
            return False
        return says(clause.text, (row.place, row.summary), self.names(row.vessel_id))

    def names(self, vessel_id: str) -> list[str | Names]:
        """What a vessel is or was called, with its numbers."""
        if not vessel_id:
            return []
        vessel = self.vessels[vessel_id]
        known = [one for one in self.record.identities if one.vessel_id == vessel_id]
        more = [text for one in known for text in (one.name, one.imo_number, one.mmsi)]
        return [vessel.name, vessel.imo_number, *vessel.aliases, *more]


def is_in(ring: tuple[LonLat, ...], point: LonLat | None) -> bool:
    """Whether a rectangle holds a point, its western and southern edges included."""
    (west, south), _, (east, north), _ = ring
    return point is not None and west <= point[0] < east and south <= point[1] < north


def says(text: str, own: tuple[str, ...], names: list[str | Names]) -> bool:
    wanted = text.strip()
    if any(wanted.casefold() in words.casefold() for words in own):
        return True
    flat = [name for one in names for name in ((one,) if isinstance(one, str) else (one.en, one.ru, one.ko))]
    return bool(fold(wanted)) and any(fold(wanted) in fold(name) for name in flat)


class Case:
    """A case with its engine, and what it should answer."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.store = CaseStore.of_record(record)
        self.engine = QueryEngine(self.store)
        self.slow = Slow(record, self.store)
        self.slow.events = found_events(self.engine)

    def voyages(self, filter_: Filter) -> set[str]:
        """Ids of voyages that the engine lets pass."""
        fids = self.engine.columns().fid[self.engine.passing(filter_)]
        return set(self.engine.ids_of(fids).values())

    def ids(self, table: str, fids: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> set[str]:
        """Ids of rows by number."""
        with self.store.reader() as connection:
            known = dict(connection.execute(f"SELECT fid, id FROM {table}"))  # noqa: S608 - two names below
        return {known[fid] for fid in fids.tolist()}

    def calls(self, filter_: Filter) -> set[str]:
        """Ids of calls that the engine lets pass."""
        return self.ids("port_call", self.engine.calls().fid[self.engine.passing_calls(filter_)])

    def positions(self, filter_: Filter) -> set[str]:
        """Ids of positions that the engine lets pass."""
        return self.ids("sighting", self.engine.positions().fid[self.engine.passing_positions(filter_)])


def found_events(engine: QueryEngine) -> list[tuple[str, set[str], date, date]]:
    """Every event as its kind, its ships and its days."""
    found = []
    for kind in EventKind:
        events = engine.events(kind)
        for row in range(len(events)):
            numbers = [number for number in (events.vessel[row], events.other[row]) if number >= 0]
            ends = [
                datetime.fromtimestamp(int(time[row]), UTC).date() for time in (events.start_s, events.end_s)
            ]
            found.append((kind.value, {events.vessel_ids[number] for number in numbers}, *ends))
    return found


@pytest.fixture(scope="module")
def case(reported: Record) -> Iterator[Case]:
    made = Case(mixed(training_record(reported)))
    yield made
    made.store.close()


days = st.dates(FIRST - timedelta(days=30), FIRST + timedelta(days=DAYS + 600))


def window(one: date | None, other: date | None) -> DateClause:
    if one is not None and other is not None:
        return DateClause(min(one, other), max(one, other))
    return DateClause(one, other)


dates = st.one_of(
    st.builds(window, st.none() | days, st.none() | days),
    st.builds(lambda day: DateClause(day, day), days),
    st.builds(lambda day, length: DateClause(day, day + timedelta(days=length)), days, st.integers(0, 6)),
)
bbl = st.floats(0, 60_000)
volumes = st.builds(
    lambda one, other, unknown: VolumeClause(min(one, other), max(one, other), unknown=unknown),
    bbl,
    bbl,
    st.booleans(),
)


def rectangle(west: float, south: float, width: float, height: float) -> AreaClause:
    east, north = west + width, south + height
    return AreaClause(((west, south), (east, south), (east, north), (west, north)))


areas = st.builds(rectangle, st.floats(120, 135), st.floats(30, 45), st.floats(0.1, 12), st.floats(0.1, 12))


def choices(case: Case) -> st.SearchStrategy[ChoiceClause]:
    """Any values that occur, that do not, and "not documented"."""

    def of_kind(kind: ClauseKind) -> st.SearchStrategy[ChoiceClause]:
        known = [facet.value for facet in case.engine.facets(Filter(), kind)]
        values = st.lists(
            st.sampled_from([*known, NOT_DOCUMENTED, "nobody"]), min_size=1, max_size=6, unique=True
        )
        return values.map(lambda chosen: ChoiceClause(kind, tuple(chosen)))

    return st.one_of([of_kind(kind) for kind in CHOICE_KINDS])


def lone_voyages(case: Case) -> st.SearchStrategy[VoyageClause]:
    """Any voyage, and one that there is not."""
    return st.sampled_from([*(row.id for row in case.record.voyages), "nobody"]).map(VoyageClause)


def texts(case: Case) -> st.SearchStrategy[TextClause]:
    """Parts of what is written somewhere, in any case, and what is a wildcard elsewhere."""
    said = [*LABELS, *PRODUCTS, *PLACES, *(voyage.summary for voyage in case.record.voyages[:3])]
    said += [vessel.name for vessel in case.record.vessels[:5]] + [
        port.names.ru for port in case.record.ports
    ]
    said += [port.names.ko for port in case.record.ports] + ["%", "_", "[", "]", "*", "?", "\\", "^", "a*b"]
    forms: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, str.swapcase)

    def part(text: str, one: int, other: int, form: Callable[[str], str]) -> TextClause:
        first, last = sorted((one % (len(text) + 1), other % (len(text) + 1)))
        return TextClause(form(text[first:last]))

    whole = st.integers(0, 40)
    return st.builds(
        part, st.sampled_from([text for text in said if text]), whole, whole, st.sampled_from(forms)
    )


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_rows_pass_as_the_words_say(case: Case, data: st.DataObject) -> None:
    clauses = data.draw(
        st.lists(
            st.one_of(dates, volumes, areas, choices(case), texts(case), lone_voyages(case)), max_size=4
        ),
        label="clauses",
    )
    filter_ = Filter.of(*clauses)
    assert case.voyages(filter_) == case.slow.voyages(filter_)
    assert case.calls(filter_) == case.slow.passing_calls(filter_)
    assert case.positions(filter_) == case.slow.passing_positions(filter_)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_clauses_in_any_order_and_lifted_again(case: Case, data: st.DataObject) -> None:
    """What passes several clauses passes each, whatever their order; taking one away and putting it back."""
    some = st.one_of(dates, volumes, areas, choices(case)).filter(lambda clause: clause.is_active)
    clauses = data.draw(st.lists(some, min_size=2, max_size=4, unique_by=lambda clause: clause.kind))
    together = case.voyages(Filter.of(*clauses))
    assert together == set.intersection(*(case.voyages(Filter.of(clause)) for clause in clauses))
    turned = Filter()
    for clause in data.draw(st.permutations(clauses)):
        turned = turned.with_clause(clause)
    assert case.voyages(turned) == together
    for clause in clauses:
        lifted = turned.without(clause.kind)
        assert together <= case.voyages(lifted)
        assert case.voyages(lifted.with_clause(clause)) == together


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_facets_count_without_their_own_clause(case: Case, data: st.DataObject) -> None:
    """A view is filtered by all clauses but its own, so that its other values can still be chosen."""
    filter_ = Filter.of(*data.draw(st.lists(st.one_of(dates, choices(case)), max_size=3)))
    kind = data.draw(st.sampled_from([kind for kind in CHOICE_KINDS if kind is not ClauseKind.MODE]))
    passing = case.slow.voyages(filter_.without(kind))
    found = {facet.value: (facet.passing, facet.total) for facet in case.engine.facets(filter_, kind)}
    expected: dict[str, list[int]] = {}
    for voyage in case.record.voyages:
        for value in case.slow.values(voyage, kind) or {NOT_DOCUMENTED}:
            counts = expected.setdefault(value, [0, 0])
            counts[0] += voyage.id in passing
            counts[1] += 1
    assert found == {value: tuple(counts) for value, counts in expected.items()}


def test_what_is_hidden_is_explained_by_the_clause_that_hides_it(case: Case) -> None:
    filter_ = Filter.of(
        ChoiceClause(ClauseKind.PRODUCT, ("nothing of the kind",)), ChoiceClause(ClauseKind.TRACKER, ("off",))
    )
    first, second = case.engine.explain(filter_)
    assert first.kind is ClauseKind.PRODUCT
    assert first.passing == len(case.slow.voyages(filter_.without(ClauseKind.PRODUCT))) > 0
    assert (second.kind, second.passing) == (ClauseKind.TRACKER, 0)
    assert case.engine.explain(Filter()) == ()


def test_the_end_day_is_in_whole_and_a_long_window_reaches_from_before(reported: Record) -> None:
    """In one case: the last second of a day, the first of the next, and a window from a year before."""
    model = next(voyage for voyage in reported.voyages if voyage.call_ids)

    def at(text: str) -> TimeSpan:
        instant = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return TimeSpan(instant, instant, Precision.INSTANT)

    spans = {
        "last": at("2024-08-31T23:59:59"),
        "next": at("2024-09-01T00:00:00"),
        "long": TimeSpan.of_days(date(2023, 8, 1), date(2024, 8, 31), Precision.WINDOW),
        "ended": TimeSpan.of_days(date(2023, 8, 2), date(2024, 8, 30), Precision.WINDOW),
    }
    rows = [replace(model, id=name, call_ids=(), sighting_ids=(), when=when) for name, when in spans.items()]
    case = Case(replace(reported, voyages=tuple(rows), calls=(), sightings=()))
    one_day = Filter.of(DateClause(date(2024, 8, 31), date(2024, 8, 31)))
    assert case.voyages(one_day) == {"last", "long"}
    assert case.voyages(Filter.of(DateClause(date(2024, 9, 1)))) == {"next"}
    assert case.voyages(Filter.of(DateClause(None, date(2023, 8, 1)))) == {"long"}
    case.store.close()


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize("zone", ZONES, indirect=True)
def test_no_time_zone_moves_a_row(case: Case, zone: str) -> None:
    engine = QueryEngine(case.store)
    for day in (date(2023, 3, 1), date(2023, 12, 31)):
        filter_ = Filter.of(DateClause(day, day + timedelta(days=6)))
        fids = engine.columns().fid[engine.passing(filter_)]
        assert set(engine.ids_of(fids).values()) == case.slow.voyages(filter_), zone


def test_calls_carry_their_port_vessel_and_voyage(case: Case) -> None:
    """Columns that are read apart from each other still belong to one row."""
    calls, columns = case.engine.calls(), case.engine.columns()
    voyage_of: dict[str, Voyage] = {ident: row for row in case.record.voyages for ident in row.call_ids}
    with case.store.reader() as connection:
        known = dict(connection.execute("SELECT fid, id FROM port_call"))
    fids = case.engine.ids_of(columns.fid)
    by_id: dict[str, PortCall] = {call.id: call for call in case.record.calls}
    assert len(calls) == len(by_id)
    for place, fid in enumerate(calls.fid.tolist()):
        call = by_id[known[fid]]
        terminal = int(calls.terminal[place])
        place_id = calls.terminal_ids[terminal] if terminal >= 0 else columns.port_ids[calls.port[place]]
        vessel = int(calls.vessel[place])
        assert place_id == call.port_id
        assert (columns.vessel_ids[vessel] if vessel >= 0 else "") == call.vessel_id
        assert list(type(call.activity))[calls.activity[place]] is call.activity
        assert (calls.first_s[place], calls.last_s[place]) == (
            call.when.start.timestamp(),
            call.when.end.timestamp(),
        )
        assert fids[int(columns.fid[calls.voyage[place]])] == voyage_of[call.id].id
