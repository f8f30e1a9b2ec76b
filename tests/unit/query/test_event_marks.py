"""Rows that share their time with an event of their ship, against a plain reading of the same words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.event_columns import NONE, EventColumns
from desktop_app.domain.ais_event import EventKind
from desktop_app.query.columns.event_marks import sharing_time, whole_days
from desktop_app.query.day_numbers import DAY_S

FLEET = ("a", "b", "c", "not in the case")
CASE = ("c", "a", "x", "b")

events = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(NONE, 3),
        st.integers(0, 12 * DAY_S),
        st.integers(0, 4 * DAY_S),
        st.booleans(),
    ),
    max_size=12,
)
rows = st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 12), st.integers(0, 5)), max_size=12)


@given(events, rows)
def test_as_the_words_say(
    found: list[tuple[int, int, int, int, bool]], asked: list[tuple[int, int, int]]
) -> None:
    vessel, other, start, length, counts = np.array(found, np.int64).reshape(-1, 5).T
    nowhere = np.zeros(len(vessel), np.int32)
    columns = EventColumns.of(
        EventKind.ENCOUNTER,
        FLEET,
        (),
        {"counted": counts.astype(np.bool_)},
        vessel=vessel,
        other=other,
        start_s=start,
        end_s=start + length,
        lon_e7=nowhere,
        lat_e7=nowhere,
    )
    ship, first, lasting = np.array(asked, np.int64).reshape(-1, 3).T
    days = first.astype(np.int32), (first + lasting).astype(np.int32)
    counted = np.asarray(columns.facts["counted"], np.bool_)
    passing = sharing_time(columns, counted, CASE, ship.astype(np.intp), days)
    for row, (number, begin, more) in enumerate(asked):
        name = CASE[number] if number >= 0 else ""
        expected = any(
            taken
            and name in {FLEET[one], FLEET[two] if two >= 0 else None}
            and at // DAY_S <= begin + more
            and (at + span) // DAY_S >= begin
            for one, two, at, span, taken in found
        )
        assert passing[row] == expected


def test_a_voyage_lasts_from_its_first_to_its_last_part() -> None:
    first, last = (np.array(days, np.int32) for days in ([5, 9, 3], [5, 9, 3]))
    part = (
        np.array([0, 0, 2, -1], np.intp),
        np.array([4, 6, 3, 0], np.int32),
        np.array([5, 8, 3, 99], np.int32),
    )
    begins, ends = whole_days(3, (first, last), [part])
    assert (begins.tolist(), ends.tolist()) == ([4, 9, 3], [8, 9, 3])
    assert first.tolist() == [5, 9, 3]
