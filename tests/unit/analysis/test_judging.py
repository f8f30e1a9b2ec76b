"""Verdicts find their events again, never another ship's or kind's, and no event takes two."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.judging import Judgements
from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind, EventVerdict, Judgement
from desktop_app.domain.time_span import Precision, TimeSpan

SHIPS = ("anna", "boris", "clara")
PLACES = ("nakhodka", "wpi-60000")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def columns(
    *events: tuple[int, int, int], kind: EventKind = EventKind.GAP, **others: list[int]
) -> EventColumns:
    """Events of ship number, start and end in seconds."""
    ship, start_s, end_s = (np.array([event[part] for event in events], np.int64) for part in range(3))
    zeros = np.zeros(len(events), np.int32)
    arrays: dict[str, Any] = {name: np.array(values) for name, values in others.items()}
    return EventColumns.of(
        *(kind, SHIPS, PLACES, {}),
        **{"vessel": ship, "start_s": start_s, "end_s": end_s, "lon_e7": zeros, "lat_e7": zeros, **arrays},
    )


def verdict_on(found: EventColumns, row: int, *, days: int = 0) -> EventVerdict:
    """A verdict, `days` after the first."""
    other, place, check = (int(array[row]) for array in (found.other, found.place, found.check))
    start, end = (datetime.fromtimestamp(int(array[row]), UTC) for array in (found.start_s, found.end_s))
    return EventVerdict(
        id=f"verdict-{days}-{row}",
        event_id=found.id_of(row),
        kind=found.kind,
        vessel_id=SHIPS[int(found.vessel[row])],
        other_vessel_id=SHIPS[other] if other >= 0 else "",
        port_id=PLACES[place] if place >= 0 else "",
        check=EVENT_CHECKS[check].value if check >= 0 else "",
        when=TimeSpan(start, end, Precision.INTERVAL),
        judgement=Judgement.REJECTED,
        text="",
        author="kim",
        judged=NOW + timedelta(days=days),
        parameters="{}",
    )


def test_the_same_id_is_the_same_event_however_long_it_has_become() -> None:
    before = columns((0, 100, 200), (0, 300, 400), (1, 100, 200))
    after = columns((0, 100, 150), (0, 160, 400), (1, 100, 900))
    judgements = Judgements([verdict_on(before, row) for row in range(3)], SHIPS)
    assert judgements.of(after).tolist() == [0, 1, 2]
    assert judgements.unmatched == ()


def test_a_verdict_goes_to_the_event_that_shares_most_time() -> None:
    judged = verdict_on(columns((0, 100, 200)), 0)
    assert Judgements([judged], SHIPS).of(columns((0, 90, 110), (0, 120, 300))).tolist() == [-1, 0]


def test_events_that_only_follow_one_another_share_nothing() -> None:
    # Two silences with one report between: the first is none any more under a longer threshold.
    judgements = Judgements([verdict_on(columns((0, 0, 100), (0, 100, 300)), 0)], SHIPS)
    assert judgements.of(columns((0, 100, 300))).tolist() == [-1]
    assert judgements.unmatched == (0,)
    instant = Judgements([verdict_on(columns((0, 150, 150)), 0)], SHIPS)
    assert instant.of(columns((0, 100, 300))).tolist() == [0]


def test_a_verdict_stays_with_its_ships_place_check_and_kind() -> None:
    # Other ship, place and check of events that begin together.
    before = columns(
        (0, 100, 200), (0, 100, 200), (0, 100, 200), (1, 100, 200),
        other=[1, 2, -1, -1], place=[0, 0, 1, -1], check=[-1, -1, 5, 6],
    )  # fmt: skip
    verdicts = [verdict_on(before, row) for row in range(4)]
    judgements = Judgements(verdicts, SHIPS)
    moved = columns(
        (0, 101, 200), (0, 101, 200), (0, 101, 200), (1, 101, 200),
        other=[2, 1, -1, -1], place=[0, 1, 1, -1], check=[-1, -1, 5, 5],
    )  # fmt: skip
    judged = {
        (int(moved.other[row]), int(moved.place[row]), int(moved.check[row])): number
        for row, number in enumerate(judgements.of(moved).tolist())
    }
    met, cleared = judged[2, 0, -1], judged[-1, 1, 5]
    assert (verdicts[met].other_vessel_id, verdicts[met].port_id) == ("clara", "nakhodka")
    assert (verdicts[cleared].port_id, verdicts[cleared].check) == ("wpi-60000", "jump")
    assert judged == {(2, 0, -1): met, (1, 1, -1): -1, (-1, 1, 5): cleared, (-1, -1, 5): -1}
    assert set(judgements.unmatched) == set(range(4)) - {met, cleared}
    # Another kind is asked apart and takes none.
    assert judgements.of(columns((0, 100, 200), kind=EventKind.LOITERING)).tolist() == [-1]
    # Neither a ship nor a place that is not there any more is mistaken for none.
    last = next(verdict for verdict in verdicts if verdict.vessel_id == "boris")
    gone = [replace(last, vessel_id="gone"), replace(last, port_id="gone")]
    assert Judgements(gone, SHIPS).of(columns((1, 101, 200), check=[6])).tolist() == [-1]


def test_the_newest_verdict_on_an_event_counts_and_the_older_is_not_left_over() -> None:
    found = columns((0, 100, 200), (0, 300, 400))
    judgements = Judgements([verdict_on(found, 0, days=2), verdict_on(found, 0, days=1)], SHIPS)
    assert judgements.of(found).tolist() == [0, -1]
    assert judgements.unmatched == ()
    # What was judged under its very id counts before what only overlaps, whichever is newer.
    merged = columns((0, 300, 900))
    older, newer = verdict_on(merged, 0, days=0), verdict_on(columns((0, 350, 900)), 0, days=1)
    assert Judgements([newer, older], SHIPS).of(merged).tolist() == [1]


EVENTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 60), st.integers(0, 20)),
    max_size=12,
    unique_by=lambda e: e[:2],
).map(lambda events: [(ship, start, start + length) for ship, start, length in events])


@given(EVENTS, EVENTS, st.randoms(use_true_random=False))
def test_no_verdict_is_used_twice_or_by_another_ship(
    before: list[tuple[int, int, int]], after: list[tuple[int, int, int]], random: Any
) -> None:
    judged, found = columns(*before), columns(*after)
    verdicts = [verdict_on(judged, row, days=random.randrange(3)) for row in range(len(judged))]
    random.shuffle(verdicts)
    judgements = Judgements(verdicts, SHIPS)
    numbers = judgements.of(found).tolist()
    used = [number for number in numbers if number >= 0]
    assert len(used) == len(set(used))
    for row, number in enumerate(numbers):
        if number < 0:
            continue
        verdict = verdicts[number]
        assert verdict.vessel_id == SHIPS[int(found.vessel[row])]
        assert int(found.start_s[row]) <= verdict.when.end.timestamp()
        assert int(found.end_s[row]) >= verdict.when.start.timestamp()
    # Under the parameters that it was judged with, each verdict is where it was given.
    again = judgements.of(judged).tolist()
    assert [verdicts[number].event_id for number in again] == [
        judged.id_of(row) for row in range(len(judged))
    ]
    assert judgements.unmatched == ()
    # Whether the verdicts were listed in another order does not matter.
    other_way = Judgements(verdicts[::-1], SHIPS).of(found).tolist()
    assert [n >= 0 for n in other_way] == [n >= 0 for n in numbers]
