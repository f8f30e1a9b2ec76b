"""The headline in words; each line says what it is, so that none can be taken for another."""

from datetime import date

from desktop_app.analysis.uncertainty.results import Interval
from desktop_app.domain.assumption import Key
from desktop_app.exporters.assumption_words import ends_words
from desktop_app.exporters.headline import SEED, Headline
from desktop_app.exporters.volume_words import consignments
from desktop_app.exporters.wording import NO_BREAK_SPACE, barrels, calls, day, number, number_range
from desktop_app.query.volumes_results import Cell, RunningYear


def volume_line(of: Headline) -> str:
    """Best figure within its range, or that there is none, and for how many calls."""
    total = of.total
    if not (total.calls or total.consignments):
        return "No call is published under this filter"
    told = barrels(total.low_bbl, total.best_bbl, total.high_bbl) if total.has_volume else "No volume"
    return f"{told} {count_line(total)}"


def count_line(total: Cell) -> str:
    """For how many calls and consignments the volume stands."""
    parts = []
    if total.calls or not total.consignments:
        parts.append(f"{number(total.estimated)} of {calls(total.calls, approximate=total.approximate)}")
    if total.consignments:
        parts.append(f"{number(total.in_barrels)} of {consignments(total.consignments)}")
    return f"for {' and '.join(parts)}"


def interval_line(of: Headline) -> str:
    """The interval, and how it was come by; empty where there is none."""
    if of.interval is None:
        return ""
    return f"95 % interval: {_interval(of.interval)}, {_method(of)}"


def drawn_line(of: Headline) -> str:
    """The total with unknown capacities drawn, marked; or why it cannot be; empty where none is unknown."""
    if not of.unknown:
        return ""
    counted = calls(of.unknown, approximate=of.total.approximate)
    unknown = of.assumptions.get(Key.UNKNOWN_DWT)
    if of.drawn is None or unknown is None:
        first = f"{counted[:1].upper()}{counted[1:]}"
        return f"{first} of unknown capacity are left out: the case assumes no deadweight for them."
    ends = f"{ends_words(unknown.value, unknown.unit)}{NO_BREAK_SPACE}{unknown.unit}"
    return (
        f"Drawn, not documented: {number(of.drawn_best_bbl)} bbl with {counted} of unknown capacity; "
        f"95 %: {_interval(of.drawn)}, from {ends}, {_method(of)}"
    )


def share_words(year: RunningYear, limit_bbl: float) -> str:
    """The used share of the cap: 5.1 % (1.7–5.5 %)."""
    shares = [value / limit_bbl for value in (year.cell.low_bbl, year.cell.best_bbl, year.cell.high_bbl)]
    low, best, high = (f"{share:.{0 if shares[2] >= 1 else 1}%}"[:-1] for share in shares)
    told = f"{best}{NO_BREAK_SPACE}%"
    return told if low == high else f"{told} ({low}–{high}{NO_BREAK_SPACE}%)"


def crossing_words(year: RunningYear) -> str:
    """The day on which the cap is crossed, at the earliest, at best and at the latest."""
    if year.crossed_first is None:
        return "not crossed by what is estimated"
    if year.crossed_first == year.crossed_last:
        return f"crossed on {day(year.crossed_first)}"
    if year.crossed_best is None:
        return f"crossed at the high end alone, {day(year.crossed_first)} at the earliest"
    last = f"{day(year.crossed_last)} at the latest" if year.crossed_last else "not at the low end"
    return f"crossed {day(year.crossed_best)} at best, {day(year.crossed_first)} at the earliest, {last}"


def short_crossing_words(year: RunningYear) -> str:
    """The same for a narrow cell under the year."""
    if year.crossed_first is None:
        return "not crossed"
    if year.crossed_first == year.crossed_last:
        return short_day(year.crossed_first)
    first = short_day(year.crossed_first)
    if year.crossed_best is None:
        return f"high end alone ({first})"
    last = short_day(year.crossed_last) if year.crossed_last else "never"
    return f"{short_day(year.crossed_best)} ({first}–{last})"


def short_day(value: date) -> str:
    """A day without its year: 3 Jun."""
    return day(value).removesuffix(f" {value.year}")


def cap_line(of: Headline) -> str:
    """Used share of the cap and the day of crossing, for the newest year with data."""
    year = of.year
    if year is None or not of.limit_bbl:
        return ""
    limit = f"the cap of {number(of.limit_bbl)} bbl"
    if not year.cell.has_volume:
        return f"{year.year}: no volume to hold against {limit}."
    return f"{year.year}: {share_words(year, of.limit_bbl)} of {limit}; {crossing_words(year)}."


def _interval(of: Interval) -> str:
    return f"{number_range(of.low_bbl, of.high_bbl)} bbl"


def _method(of: Headline) -> str:
    if not of.simulated:
        return "closed form"
    return f"simulated, {number(of.simulated)} draws, seed {SEED}"
