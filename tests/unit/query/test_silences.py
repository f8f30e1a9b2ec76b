"""Silences: strictly longer than the threshold, also across the whole range of times."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.silences import silences

HOUR_S = 3600


def test_exactly_twelve_hours_is_no_gap_and_a_second_more_is() -> None:
    start = 1_700_000_000
    times = np.array([start, start + 12 * HOUR_S, start + 24 * HOUR_S + 1], np.uint32)
    assert silences(times, 12 * HOUR_S).tolist() == [1]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=30).map(sorted), st.integers(0, 2**32))
def test_as_a_loop_finds_them(times: list[int], longer_than_s: int) -> None:
    found = silences(np.array(times, np.uint32), longer_than_s).tolist()
    assert found == [
        place for place in range(len(times) - 1) if times[place + 1] - times[place] > longer_than_s
    ]
