"""Found events in the timeline: each kind with its look, silences as events, what they were found by."""

import pytest

from desktop_app.domain.ais_event import EventKind
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.timeline_events import EventLane, EventRows, EventRun, event_lanes
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.charts.event_entries import event_lanes as lanes_of_events
from desktop_app.ui.charts.event_entries import gap_entries
from desktop_app.ui.charts.timeline_data import LANE_TITLES, Look, lanes_of
from desktop_app.ui.timeline.hand import event_words

HOUR_S = 3600


@pytest.fixture
def engine(training: CaseStore) -> QueryEngine:
    return QueryEngine(training)


def run(kind: EventKind, hours: int = 30, score: int = 4, *, passing: bool = True) -> EventRun:
    return EventRun(
        f"ais_event:{kind.value}-0-0-0", kind, "A and B", kind.value, 0, hours * HOUR_S, score, passing
    )


def test_silences_of_the_timeline_are_events_that_can_be_chosen(engine: QueryEngine) -> None:
    gaps = engine.events(EventKind.GAP)
    rows = event_lanes(engine, Filter(), (EventKind.GAP,))
    silences = gap_entries(rows)
    assert silences is not None
    assert lanes_of_events(rows) == ()  # they stand in the lane of reports
    content = engine.timeline(Filter())
    (lane,) = (
        lane for lane in lanes_of(engine.store.record, content, silences=silences) if lane.key == "ais"
    )
    silent = [entry for entry in lane.entries if entry.look is Look.SILENT]
    assert {entry.key for entry in silent} == {f"ais_event:{gaps.id_of(row)}" for row in range(len(gaps))}
    assert any(entry.look is Look.HEARD for entry in lane.entries)
    # One that had not ended when the data did is not as long as it looks.
    told = {entry.key: entry for entry in silent}
    for row, is_open in enumerate(gaps.facts["is_open"]):
        entry = told[f"ais_event:{gaps.id_of(row)}"]
        assert entry.far == is_open
        assert ("not heard again" in entry.label) == is_open
    words = event_words(engine, silent[0].key)
    assert words.startswith("; silent")
    assert event_words(engine, "voyage:x") == event_words(engine, "ais_event:gap-0-0-0") == ""


def test_what_the_filter_hides_is_pale(engine: QueryEngine) -> None:
    ship = engine.events(EventKind.GAP).vessel_ids[0]
    other = Filter.of(ChoiceClause(ClauseKind.VESSEL, (ship,)))
    entries = gap_entries(event_lanes(engine.under(engine.assumptions), other, ()))
    assert entries is None  # no kind is shown
    engine.events(EventKind.GAP)
    entries = gap_entries(event_lanes(engine, other, (EventKind.GAP,)))
    assert entries is not None
    assert {entry.ghost for entry in entries} == {True, False}


def test_each_kind_looks_its_own() -> None:
    runs = {kind: run(kind) for kind in EventKind}
    lanes = lanes_of_events(
        (
            EventRows(EventLane.VISITS, (runs[EventKind.VISIT], runs[EventKind.VOYAGE])),
            EventRows(
                EventLane.MEETINGS,
                (runs[EventKind.ENCOUNTER], runs[EventKind.LOITERING], runs[EventKind.STS]),
            ),
            EventRows(EventLane.DOUBTS, (runs[EventKind.IDENTITY], run(EventKind.POSITION, 0))),
            EventRows(EventLane.HINTS, (run(EventKind.MISSED_CALL, passing=False),)),
        )
    )
    assert {lane.key for lane in lanes} <= LANE_TITLES.keys()
    for lane in lanes:
        looks = {(entry.look, entry.hollow, entry.when.precision) for entry in lane.entries}
        assert len(looks) == len(lane.entries)
    (hint,) = lanes[-1].entries
    assert hint.ghost
    (passed,) = lanes_of_events((EventRows(EventLane.VISITS, (run(EventKind.VISIT, score=1),)),))[0].entries
    assert passed.hollow
