"""Corrections for days without a look: by hand, by simulation of ships and looks, and every refusal."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.exposure import Corrected, Refused, corrected, pooled, seen_share
from desktop_app.domain.assumption import Range
from desktop_app.domain.exposure import ExposedMonth

looks_of_a_month = st.lists(st.booleans(), min_size=8, max_size=33)


def month(looks: str, calls: int, days: int | None = None, name: str = "March 2024") -> ExposedMonth:
    """A usable day as "x", one without a look as ".", one of which nothing is stated as "?"."""
    stated = tuple({"x": True, ".": False, "?": None}[look] for look in looks)
    return ExposedMonth(name, len(looks) if days is None else days, stated, calls)


def seen_by_hand(looks: list[bool], days: int, stay_days: float) -> float:
    """Ships come at every fiftieth of a day after a look; one a day, at its beginning."""
    arrivals = [(day, part / 50) for day in range(days) for part in range(50)]
    seen = 0
    for day, part in arrivals:
        # The look of the next day comes when the rest of this one is over.
        until_look = 1 - (part + 0.01)
        met = [n for n in range(10) if until_look + n < stay_days]
        seen += any(looks[day + n] for n in met)
    return seen / len(arrivals)


@given(looks_of_a_month, st.sampled_from([0.5, 1.0, 1.8, 2.0, 3.4]))
def test_the_share_that_is_seen_is_that_of_ships_that_come_at_any_hour(
    looks: list[bool], stay_days: float
) -> None:
    days = len(looks) - 4
    assert seen_share(looks, days, stay_days) == pytest.approx(seen_by_hand(looks, days, stay_days))


def test_of_a_stay_that_runs_into_days_not_stated_nothing_is_taken() -> None:
    assert seen_share([True, False, False], 3, 1) == pytest.approx(1 / 3)
    assert seen_share([True, False, False], 3, 2) == pytest.approx(1 / 2)
    assert seen_share([True, False, None], 2, 2) == 1
    assert seen_share([True], 1, 2) is None


def test_unseen_calls_are_those_of_a_poisson_process_with_a_gamma_rate() -> None:
    found = corrected(month("x..x......", 3), 1)
    assert isinstance(found, Corrected)
    assert (found.days, found.usable_days, found.calls, found.seen_share) == (10, 2, 3, 0.2)
    # 3 seen + 3.5 x 0.8 / 0.2 unseen.
    assert found.mean_calls == pytest.approx(17)
    chance = random.Random(4)  # noqa: S311 - a simulation
    drawn = [3 + poisson(chance, chance.gammavariate(3.5, 1 / 2) * 8) for _ in range(40_000)]
    assert sum(drawn) / len(drawn) == pytest.approx(17, rel=0.01)

    def before(calls: int) -> float:
        return sum((each < calls) + (each == calls) / 2 for each in drawn) / len(drawn)

    # A standard error of such a share is 0.0008.
    assert before(found.low_calls - 1) < 0.025 < before(found.low_calls) + 0.002
    assert before(found.high_calls) - 0.002 < 0.975 < before(found.high_calls + 1)


def poisson(chance: random.Random, mean: float) -> int:
    """Arrivals in a time of `mean`, one by one."""
    count, clock = 0, chance.expovariate(1)
    while clock < mean:
        count, clock = count + 1, clock + chance.expovariate(1)
    return count


def test_many_calls_and_little_exposure_do_not_lose_their_digits() -> None:
    found = corrected(month("x" + 29 * ".", 2_000), 1)
    assert isinstance(found, Corrected)
    assert found.mean_calls == pytest.approx(2_000 + 2_000.5 * 29)
    # Negative binomial: standard deviation of the unseen, near normal for so many.
    off = 1.96 * (2_000.5 * 29 / (1 / 30)) ** 0.5
    assert found.low_calls == pytest.approx(found.mean_calls - off, rel=0.005)
    assert found.high_calls == pytest.approx(found.mean_calls + off, rel=0.005)


def test_where_every_call_is_seen_nothing_is_added() -> None:
    found = corrected(month("x" * 30, 12), 1.8)
    assert isinstance(found, Corrected)
    assert (found.mean_calls, found.low_calls, found.high_calls) == (12, 12, 12)
    assert found.barrels(Range(1, 2, 3), Range(5, 6, 7)) == (1, 2, 3)


def test_barrels_of_the_unseen_are_those_of_a_call() -> None:
    found = Corrected("May 2024", 31, 10, 0.5, calls=4, mean_calls=9, low_calls=5, high_calls=14)
    assert found.barrels(Range(40, 60, 80), Range(10, 15, 20)) == (50, 135, 280)


@pytest.mark.parametrize(
    ("looks", "days", "why"),
    [
        ("." * 31, 31, "March 2024: none of the 31 days had a usable look, "),
        ("x" * 20 + "?" * 11, 31, "March 2024: for 11 of the 31 days nothing is stated "),
        ("x" * 20, 31, "March 2024: for 11 of the 31 days nothing is stated "),
        ("x", 1, "March 2024: nothing is stated about the days after it"),
    ],
)
def test_a_month_without_exposure_is_refused_with_the_reason(looks: str, days: int, why: str) -> None:
    found = corrected(month(looks, 2, days), 2)
    assert isinstance(found, Refused)
    assert found.why.startswith(why)
    assert found.why.endswith(".")


def test_a_pooled_year_leaves_out_the_months_without_exposure_and_says_which() -> None:
    spring = month("x.x.x.x.x.", 4, name="May 2024")
    autumn = month("x.........", 1, name="October 2024")
    cloudy = month("..........", 0, name="August 2024")
    found = pooled([spring, cloudy, autumn], 1)
    assert isinstance(found.whole, Corrected)
    assert found.whole.name == "May 2024 – October 2024"
    assert [each.name for each in found.left_out] == ["August 2024"]
    assert (found.whole.days, found.whole.usable_days, found.whole.calls) == (20, 6, 5)
    # 6 of 20 days exposed.
    assert found.whole.mean_calls == pytest.approx(5 + 5.5 * 14 / 6)
    assert isinstance(pooled([cloudy], 1).whole, Refused)
    assert pooled([cloudy], 1).left_out == (corrected(cloudy, 1),)


@given(looks_of_a_month, st.integers(0, 20))
def test_more_looks_leave_less_to_be_guessed(looks: list[bool], calls: int) -> None:
    looks[0] = True
    more = [True, True, *looks[2:]]
    wide = corrected(ExposedMonth("a", len(looks), tuple(looks), calls), 1)
    narrow = corrected(ExposedMonth("b", len(looks), tuple(more), calls), 1)
    assert isinstance(wide, Corrected)
    assert isinstance(narrow, Corrected)
    assert calls <= wide.low_calls <= wide.high_calls
    assert narrow.mean_calls <= wide.mean_calls
    assert narrow.high_calls <= wide.high_calls
