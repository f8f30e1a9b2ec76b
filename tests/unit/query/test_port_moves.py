"""The order of a vessel's calls, against the definition written out."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.port_moves import NONE, UNNAMED, UNORDERED, moves

DAY = 86_400


class Call(NamedTuple):
    """A call as the test writes it; days, both included."""

    vessel: int
    first: int
    last: int
    voyage: int = -1
    loads: bool = False


def moves_of(calls: list[Call]) -> tuple[list[int], list[int]]:
    columns = (np.array(column) for column in zip(*calls, strict=True))
    vessel, first, last, voyage, loads = columns
    found = moves(vessel, voyage, first * DAY, last * DAY + DAY - 1, loads.astype(bool))
    return found.before.tolist(), found.next.tolist()


def slow_next(calls: list[Call], row: int, sign: int) -> int:
    """The next call (the one before for -1) by the definition: both must stand apart from all others."""
    own = calls[row]
    if own.vessel < 0:
        return UNNAMED
    others = [place for place, call in enumerate(calls) if call.vessel == own.vessel and place != row]

    def is_before(one: int, other: int) -> bool:
        return calls[one].last < calls[other].first

    def is_apart(place: int) -> bool:
        rest = [row, *others]
        return all(is_before(place, one) or is_before(one, place) for one in rest if one != place)

    if not is_apart(row):
        return UNORDERED
    beyond = [place for place in others if (is_before(row, place) if sign > 0 else is_before(place, row))]
    if not beyond:
        return NONE
    nearest = min(beyond, key=lambda place: sign * (calls[place].first if sign > 0 else calls[place].last))
    return nearest if is_apart(nearest) else UNORDERED


@given(
    st.lists(
        st.builds(
            lambda vessel, first, length: Call(vessel, first, first + length),
            st.integers(-1, 2),
            st.integers(0, 30),
            st.integers(0, 6),
        ),
        min_size=1,
        max_size=14,
    )
)
def test_neighbours_are_told_where_nothing_overlaps_them(calls: list[Call]) -> None:
    before, following = moves_of(calls)
    assert following == [slow_next(calls, row, 1) for row in range(len(calls))]
    assert before == [slow_next(calls, row, -1) for row in range(len(calls))]


@pytest.mark.parametrize("loads_first", [True, False])
def test_one_voyage_loads_before_it_discharges_though_its_windows_overlap(*, loads_first: bool) -> None:
    loading, discharge = Call(0, 1, 9, 7, loads=True), Call(0, 5, 12, 7)
    calls = [loading, discharge] if loads_first else [discharge, loading]
    before, following = moves_of(calls)
    at = calls.index(loading)
    assert (before[at], following[at]) == (NONE, 1 - at)
    assert (before[1 - at], following[1 - at]) == (at, NONE)


def test_a_third_call_in_the_same_weeks_makes_their_order_uncertain() -> None:
    calls = [Call(0, 0, 30), Call(0, 1, 9, 7, loads=True), Call(0, 5, 12, 7)]
    assert moves_of(calls) == ([UNORDERED] * 3, [UNORDERED] * 3)
