"""Figures that cannot all be right, and the words in which that is told."""

from typing import Final, NamedTuple

from desktop_app.analysis.checks.finding import Severity
from desktop_app.domain.statement import Claim, Measure, Mode, NotifiedFigure, Qualifier
from desktop_app.domain.time_span import Precision, TimeSpan

INFINITE: Final = float("inf")
_DASH: Final = "\N{EN DASH}"
# A printed figure is taken as rounded by at most half a unit of its last digit that is not zero, and by no
# more than this share of it: 1,000,000 is not "up to 1.5 million".
MOST_ROUNDED: Final = 0.005
_UNITS: Final = {Measure.BARRELS: "bbl", Measure.TONNES: "t", Measure.CALLS: "calls"}
_MODES: Final = {Mode.SEA: "by sea", Mode.RAIL: "by rail", Mode.ALL: "sea and rail not separated"}


class Found(NamedTuple):
    """A conflict that a check found.

    Attributes:
        topic: a few words.
        flag: what stands beside a claim that cannot be meant as printed; empty where none is accused.
        readings: the figures as printed, with their windows.
        treatment: what Tumen does with them.
        refers_to: ids of the rows concerned.
        flagged: ids of the claims that bear the flag.
    """

    severity: Severity
    topic: str
    flag: str
    readings: str
    treatment: str
    refers_to: tuple[str, ...]
    flagged: tuple[str, ...] = ()


def number(value: float) -> str:
    """A whole number with commas."""
    return f"{value:,.0f}"


def span_words(when: TimeSpan) -> str:
    """A window by its ISO days, shorter where it is a whole month or year."""
    first, last = when.first_day, when.last_day
    if when.precision is Precision.YEAR and first.year == last.year:
        return f"{first.year}"
    if when.precision is Precision.MONTH and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return first.isoformat() if first == last else f"{first.isoformat()}{_DASH}{last.isoformat()}"


def claim_words(claim: Claim) -> str:
    """Who says how much, by which way, for which window."""
    word = "" if claim.qualifier is Qualifier.EXACTLY else f"{claim.qualifier.value} "
    value = (
        number(claim.low) if claim.low == claim.high else f"{number(claim.low)}{_DASH}{number(claim.high)}"
    )
    window = f", {span_words(claim.when)}" if claim.when is not None else ""
    return f"{claim.claimant}: {word}{value} {_UNITS.get(claim.measure, '')}, {_MODES[claim.mode]}{window}"


def rounding(value: float) -> float:
    """By how much a printed figure may differ from what was counted."""
    whole = round(value)
    if whole != value:
        return MOST_ROUNDED * value
    unit = 1
    while whole and whole % (unit * 10) == 0:
        unit *= 10
    return min(unit / 2, max(0.5, MOST_ROUNDED * value))


def ends(claim: Claim) -> tuple[float, float]:
    """Between which figures a claim can be true, by the word before it and as far as it is rounded."""
    low, high = claim.low - rounding(claim.low), claim.high + rounding(claim.high)
    if claim.qualifier in {Qualifier.MORE_THAN, Qualifier.AT_LEAST}:
        return low, INFINITE
    return (0.0, high) if claim.qualifier is Qualifier.UP_TO else (low, high)


def same_days(one: TimeSpan | None, other: TimeSpan | None) -> bool:
    """Whether two windows are the same days."""
    if one is None or other is None:
        return False
    return (one.first_day, one.last_day) == (other.first_day, other.last_day)


def notified_words(row: NotifiedFigure) -> str:
    """Who notified how much, for which window."""
    values = [f"{number(row.volume_bbl)} bbl"] if row.volume_bbl is not None else []
    values += [f"{number(row.mass_t)} t"] if row.mass_t is not None else []
    return f"{row.exporter}: {' or '.join(values)}, {span_words(row.when)}"
