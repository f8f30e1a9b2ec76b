"""Events are sorted by ship and time, and each has a name by which it is found again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.event_columns import NONE, EventColumns
from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind

SHIPS = ("vessel-imo-1", "танкер-2", "유조선-3")
PLACES = ("nampo", "chongjin")

rows = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(NONE, 2),
        st.integers(0, 10**10),
        st.integers(NONE, 1),
        st.integers(NONE, len(EVENT_CHECKS) - 1),
    ),
    unique=True,
    max_size=30,
)


def columns_of(events: list[tuple[int, int, int, int, int]], kind: EventKind) -> EventColumns:
    vessel, other, start, place, check = np.array(events, np.int64).reshape(-1, 5).T
    nowhere = np.zeros(len(vessel), np.int32)
    return EventColumns.of(
        kind,
        SHIPS,
        PLACES,
        {"number": np.arange(len(vessel)), "word": [str(row) for row in range(len(vessel))]},
        vessel=vessel,
        start_s=start,
        end_s=start + 1,
        lon_e7=nowhere,
        lat_e7=nowhere,
        other=other,
        place=place,
        check=check,
    )


@given(rows, st.sampled_from(EventKind))
def test_names_lead_back(events: list[tuple[int, int, int, int, int]], kind: EventKind) -> None:
    columns = columns_of(events, kind)
    assert len(columns) == len(events)
    names = [columns.id_of(row) for row in range(len(columns))]
    assert len(set(names)) == len(names)
    assert [columns.row_of(name) for name in names] == list(range(len(names)))
    order = list(zip(columns.vessel.tolist(), columns.start_s.tolist(), strict=True))
    assert order == sorted(order)
    for row, number in enumerate(np.asarray(columns.facts["number"]).tolist()):
        ship, other, start, place, check = events[number]
        assert columns.facts["word"][row] == str(number)
        assert (columns.vessel[row], columns.other[row], columns.start_s[row]) == (ship, other, start)
        assert (columns.place[row], columns.check[row]) == (place, check)
    assert columns_of(events[::-1], kind).id_of(0) == names[0] if names else True


def test_names_of_nothing_lead_nowhere() -> None:
    columns = columns_of([(0, NONE, 5, NONE, NONE)], EventKind.GAP)
    known = columns.id_of(0)
    for text in ("", "gap", "gap-x-5-0", f"{known}-1", known.replace("gap-", "visit-"), "gap-x-५-0"):
        assert columns.row_of(text) is None
    assert EventColumns.none(EventKind.GAP, SHIPS, PLACES).row_of(known) is None
