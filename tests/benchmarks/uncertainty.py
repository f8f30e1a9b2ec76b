"""How fast the uncertainty of a sum is reckoned, and how often its intervals hold the truth.

Sums: strata of every kind at random, the truth drawn call by call in plain Python from the same assumptions.
Calls: ports in years of weather that lasts for days, with a cloudy August; ships come at any hour, stay for
1.8 days and are seen if a usable look falls into the stay. Beside that, what becomes of the intervals where
stays differ from ship to ship, or the rate from month to month, which the model does not know of.
Prints "name value" lines; coverage in percent.
"""

import math
import random
import statistics
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from desktop_app.analysis.exposure import Corrected, corrected, pooled
from desktop_app.analysis.uncertainty.closed_form import closed_form
from desktop_app.analysis.uncertainty.simulation import simulate
from desktop_app.domain.assumption import Range
from desktop_app.domain.exposure import ExposedMonth
from desktop_app.domain.strata import Strata, Stratum, UnknownShips
from desktop_app.runtime.feedback import Cancelled, Feedback

SUMS = 4_000
YEARS = 2_000
DRAWS = 50_000_000
ROUNDS = 5
CALLED_OFF_AFTER_S = (0.05, 0.1, 0.2, 0.4)
# The published ranges, as the record states them.
LOAD, LADEN = Range(1 / 3, 0.9, 0.9), Range(0.6, 0.9, 0.9)
BBL_PER_T, BBL_PER_M3 = Range(7.23, 7.98, 8.5), Range(6.29, 6.29, 6.29)
DWT, SPREAD, ONE = Range(1_000, 3_003, 9_000), Range(0, 0.07, 0.15), Range(1, 1, 1)
STAY_DAYS = 1.8
LOOK_HOUR = 2 / 24
MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
AUGUST = 7


class Single(NamedTuple):
    """Calls of one stratum: the units of each with the error of each."""

    stratum: Stratum
    units: tuple[float, ...]
    errors: tuple[float, ...]


def placed(of: Range, share: float) -> float:
    """A triangle's quantile."""
    if of.low == of.high:
        return of.best
    left = (of.best - of.low) / (of.high - of.low)
    if share < left:
        return of.low + (of.best - of.low) * math.sqrt(share / left)
    return of.high - (of.high - of.best) * math.sqrt((1 - share) / (1 - left)) if left < 1 else of.high


def some_strata(chance: random.Random) -> tuple[Strata, tuple[Single, ...]]:
    """One to five strata of one to thirty calls, and up to twelve ships of unknown capacity."""
    singles = []
    for _ in range(chance.randint(1, 5)):
        factor_key, factor = chance.choice(
            [("bbl_per_t", BBL_PER_T), ("product:a", Range(7.2, 7.3, 7.5)), ("m3", BBL_PER_M3)]
        )
        load_key, load = chance.choice([("load_fraction", LOAD), ("laden_fraction", LADEN), ("", ONE)])
        units = tuple(chance.uniform(1_000, 9_000) for _ in range(chance.randint(1, 30)))
        own = not load_key
        errors = tuple(0.05 * each if own else 0.0 for each in units)
        total = sum(units)
        base = Range(total * 0.9, total, total * 1.05) if own else Range(total, total, total)
        stratum = Stratum(
            load_key,
            factor_key,
            load,
            factor,
            len(units),
            base,
            sum(each**2 for each in units),
            sum(each**2 for each in errors),
        )
        singles.append(Single(stratum, units, errors))
    ships = tuple(chance.randint(1, 4) for _ in range(chance.randint(0, 12)))
    unknown = UnknownShips("load_fraction", "bbl_per_t", LOAD, BBL_PER_T, ships)
    return Strata(tuple(one.stratum for one in singles), (unknown,), SPREAD, DWT), tuple(singles)


def true_sum(strata: Strata, singles: tuple[Single, ...], chance: random.Random) -> float:
    """The barrels that there were, call by call."""
    load, own = chance.random(), chance.random()
    factors: dict[str, float] = {}
    barrels = 0.0
    for stratum, units, errors in singles:
        factor = placed(stratum.factor, factors.setdefault(stratum.factor_key, chance.random()))
        lies = placed(stratum.base, own) / stratum.base.best
        for each, error in zip(units, errors, strict=True):
            rest = chance.gauss(0, error) + (each * chance.gauss(0, SPREAD.best) if stratum.load_key else 0)
            barrels += placed(stratum.load, load) * factor * (each * lies + rest)
    factor = placed(BBL_PER_T, factors.setdefault("bbl_per_t", chance.random()))
    for calls in strata.unknown[0].calls_by_ship:
        deadweight = chance.triangular(DWT.low, DWT.high, DWT.best)
        for _ in range(calls):
            barrels += placed(LOAD, load) * factor * deadweight * (1 + chance.gauss(0, SPREAD.best))
    return barrels


def sums_covered() -> float:
    """Percent of true sums within the interval."""
    chance = random.Random(3)  # noqa: S311 - a simulation
    held = 0
    for _ in range(SUMS):
        strata, singles = some_strata(chance)
        interval = closed_form(strata, drawn=True)
        held += interval.low_bbl <= true_sum(strata, singles, chance) <= interval.high_bbl
    return 100 * held / SUMS


def looks_of_a_year(chance: random.Random) -> list[bool]:
    """A usable look or not, day by day, and for a week after; weather lasts, August is all but hidden."""
    looks, clear = [], True
    for month, days in enumerate((*MONTHS, 7)):
        share = 0.05 if month == AUGUST else chance.uniform(0.15, 0.7)
        for _ in range(days):
            # A day is like the one before in six cases of ten; of the clear ones a fifth has no image.
            clear = clear if chance.random() < 0.6 else chance.random() < share
            looks.append(clear and chance.random() < 0.8)
    return looks


def a_year(
    chance: random.Random, stay: Callable[[], float], unevenness: float
) -> tuple[list[ExposedMonth], list[int]]:
    """Twelve months as they are known, and the calls that there were in each."""
    looks = looks_of_a_year(chance)
    rate = chance.uniform(0.08, 0.5)
    months, truths, first = [], [], 0
    for number, days in enumerate(MONTHS):
        here = rate * (chance.gammavariate(1 / unevenness**2, unevenness**2) if unevenness else 1)
        clock, there, seen = chance.expovariate(here), 0, 0
        while clock < days:
            there += 1
            arrived = first + clock
            next_look = math.ceil(arrived - LOOK_HOUR)
            last_look = math.floor(arrived + stay() - LOOK_HOUR)
            seen += any(looks[next_look : last_look + 1])
            clock += chance.expovariate(here)
        months.append(ExposedMonth(f"month {number + 1}", days, tuple(looks[first : first + days + 2]), seen))
        truths.append(there)
        first += days
    return months, truths


def calls_covered(name: str, stay: Callable[[random.Random], float], unevenness: float) -> None:
    """Print percent of true calls within the intervals of months, of Augusts and of pooled years."""
    chance = random.Random(8)  # noqa: S311 - a simulation
    held = {"months": 0, "august": 0, "years": 0}
    asked = dict.fromkeys(held, 0)
    estimated = happened = documented = 0.0

    def note(kind: str, found: Corrected, truth: int) -> None:
        asked[kind] += 1
        held[kind] += found.low_calls <= truth <= found.high_calls

    for _ in range(YEARS):
        months, truths = a_year(chance, lambda: stay(chance), unevenness)
        truth = 0
        for number, (month, there) in enumerate(zip(months, truths, strict=True)):
            found = corrected(month, STAY_DAYS)
            if isinstance(found, Corrected):
                truth += there
                note("months", found, there)
                if number == AUGUST:
                    note("august", found, there)
        whole = pooled(months, STAY_DAYS).whole
        assert isinstance(whole, Corrected)
        note("years", whole, truth)
        estimated += whole.mean_calls
        documented += whole.calls
        happened += truth
    for kind, count in held.items():
        print(f"exposure_{name}{kind}_percent {100 * count / asked[kind]:.2f}")
    print(f"exposure_{name}estimate_ratio {estimated / happened:.3f}")
    print(f"exposure_{name}seen_ratio {documented / happened:.3f}")


def speeds() -> None:
    """Print how long a slider's step, fifty million draws and a change of mind take."""
    full = Range(112_000, 112_000, 112_000)
    fleet = Stratum("load_fraction", "bbl_per_t", LOAD, BBL_PER_T, 34, full, 34 * 3_300**2, 0)
    as_recorded = Strata((fleet,), (), SPREAD, DWT)
    chance = random.Random(5)  # noqa: S311 - a simulation
    many = some_strata(chance)[0]
    while len(many.known) < 5:
        many = some_strata(chance)[0]
    for name, strata in (("", as_recorded), ("of_five_", many)):
        took = []
        for step in range(200):
            load = Range(1 / 3, 0.5 + step / 500, 0.9)
            moved = strata._replace(
                known=tuple(one._replace(load=load) if one.load_key else one for one in strata.known)
            )
            begun = time.perf_counter()
            closed_form(moved, drawn=True)
            took.append((time.perf_counter() - begun) * 1000)
        print(f"closed_form_{name}ms {statistics.median(took):.2f}")
    simulate(as_recorded, drawn=False, draws=1, seed=0)
    # Each takes three random numbers: where the load lies, where the factor, and the rest.
    took, worked = [], []
    for number in range(ROUNDS):
        begun, busy = time.perf_counter(), time.process_time()
        simulate(as_recorded, drawn=False, draws=DRAWS, seed=number)
        took.append(time.perf_counter() - begun)
        worked.append(time.process_time() - busy)
    print(f"draws_50m_sums_s {statistics.median(took):.2f}")
    print(f"draws_50m_sums_of_one_core_s {statistics.median(worked):.2f}")
    print(f"draws_50m_numbers_s {statistics.median(took) / 3:.2f}")
    print(f"draws_cancelled_ms {max(cancelled_after(pause, many) for pause in CALLED_OFF_AFTER_S):.0f}")


def cancelled_after(pause_s: float, strata: Strata) -> float:
    """Milliseconds from calling off a simulation to its end."""
    feedback = Feedback()

    def work() -> None:
        try:
            simulate(strata, drawn=True, draws=100 * DRAWS, seed=1, feedback=feedback)
        except Cancelled:
            return

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(pause_s)
    begun = time.perf_counter()
    feedback.cancel()
    thread.join()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure and print."""
    speeds()
    print(f"sums_covered_percent {sums_covered():.2f}")
    calls_covered("", lambda _: STAY_DAYS, 0)
    calls_covered("other_stays_", lambda chance: chance.uniform(0.8, 2.8), 0)
    calls_covered("uneven_", lambda _: STAY_DAYS, 0.4)


main()
