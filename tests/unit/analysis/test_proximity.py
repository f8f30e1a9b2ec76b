"""The chance of proximity: every shift by hand, and even shares where nothing connects the two."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.proximity import Chance, TooFew, chance_of_proximity

FIRST = date(2023, 12, 30)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def chance(sailings: list[tuple[int, int]], payments: list[tuple[int, int]], size: int) -> Chance | TooFew:
    """Sailings and payments as first day and further days, on a clock of `size` days."""
    counted = Counter((day(first), day(first + more)) for first, more in sailings)
    return chance_of_proximity(
        [(first, last, many) for (first, last), many in counted.items()],
        [(day(first), day(first + more)) for first, more in payments],
        FIRST,
        day(size - 1),
    )


def enumerated(sailings: list[tuple[int, int]], payments: list[tuple[int, int]], size: int) -> list[int]:
    """The sum of days to the nearest payment for each shift, one sailing and one day at a time."""
    paid = {first + n for first, more in payments for n in range(more + 1)}
    return [
        sum(
            min(abs((first + shift) % size + n - at) for at in paid for n in range(more + 1))
            for first, more in sailings
        )
        for shift in range(size)
    ]


events = st.lists(st.tuples(st.integers(0, 29), st.sampled_from((0, 0, 0, 2))), min_size=5, max_size=9)


@given(events, events)
def test_every_shift_is_compared_exactly(
    sailings: list[tuple[int, int]], payments: list[tuple[int, int]]
) -> None:
    sums = enumerated(sailings, payments, 32)
    found = chance(sailings, payments, 32)
    assert isinstance(found, Chance)
    assert found.mean_days == pytest.approx(sums[0] / len(sailings))
    assert (found.as_close, found.shifts) == (sum(each <= sums[0] for each in sums[1:]), 31)


def test_sailings_on_the_days_of_payments_are_as_close_as_it_gets() -> None:
    days = [(0, 0), (11, 0), (25, 0), (58, 0), (90, 0), (97, 0)]
    found = chance(days, days, 366)
    assert found == Chance(6, 6, 0.0, 0, 365, FIRST, day(365))
    assert isinstance(found, Chance)
    assert found.p_value == pytest.approx(1 / 366)


def test_the_share_is_even_where_nothing_connects_them() -> None:
    draws = random.Random(5)  # noqa: S311 - a simulation
    size, rounds = 120, 1_000
    shares = []
    for _ in range(rounds):
        # Crowded on purpose: a shift keeps crowds, drawing single days would not.
        middle = draws.randrange(size)
        sailings = [((middle + draws.randrange(12)) % size, 0) for _ in range(8)]
        found = chance(sailings, [(draws.randrange(size), 0) for _ in range(6)], size)
        assert isinstance(found, Chance)
        shares.append(found.p_value)
    for level in (0.05, 0.1, 0.25, 0.5, 0.75, 0.9):
        # Three standard deviations of a share; ties only make it smaller, by two shifts in 120 at most.
        spread = 3 * (level * (1 - level) / rounds) ** 0.5
        below = sum(share <= level for share in shares) / rounds
        assert level - spread - 2 / size <= below <= level + spread


@pytest.mark.parametrize(("sailings", "payments"), [(4, 9), (9, 4), (0, 0)])
def test_too_few_dated_events_are_refused(sailings: int, payments: int) -> None:
    found = chance([(n, 0) for n in range(sailings)], [(n, 0) for n in range(payments)], 30)
    assert found == TooFew(sailings, payments)
