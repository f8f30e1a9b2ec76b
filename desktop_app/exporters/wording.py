"""How values are written for people: one place, so that screen, figure and command line agree.

Numbers take a narrow no-break space between thousands; ranges an en dash; dates are UTC.
"""

from datetime import date, datetime
from typing import Final

from desktop_app.domain import range_words
from desktop_app.domain.quantity import Estimate, Quantity, Volume
from desktop_app.domain.statement import Claim, Measure, NotifiedFigure, Qualifier
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.periods import Period

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
THIN_SPACE: Final = range_words.THIN_SPACE
_DAY_H: Final = 24
_THOUSAND: Final = 1_000
# Units of a narrow cell with the decimals that three digits need, the largest first.
_SHORT_UNITS: Final = ((1_000_000, "M", 2), (_THOUSAND, "k", 1))
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The same word in every language and export, so that one search finds it.
SYNTHETIC: Final = "SYNTHETIC"


def marked(text: str, *, synthetic: bool) -> str:
    """A title that says SYNTHETIC first where its data are made up."""
    return f"{SYNTHETIC} · {text}" if synthetic and not text.startswith(SYNTHETIC) else text


def number(value: float) -> str:
    """A whole number with thin-space thousands: 23 197."""
    return range_words.grouped(value)


def number_range(low: float, high: float) -> str:
    """Two numbers, or one if they do not differ when rounded."""
    first, last = number(low), number(high)
    return first if first == last else f"{first}–{last}"


def barrels(low_bbl: float, best_bbl: float, high_bbl: float, unit: str = "bbl") -> str:
    """The best figure and in brackets its range: 25 604 bbl (8 592–27 272); one number where all are equal.

    Args:
        low_bbl: lowest figure.
        best_bbl: best figure.
        high_bbl: highest figure.
        unit: empty where the heading of a table tells it.
    """
    best, ends = number(best_bbl), number_range(low_bbl, high_bbl)
    told = f"{best}{NO_BREAK_SPACE}{unit}" if unit else best
    return told if ends == best else f"{told} ({ends})"


def barrels_in_short(low_bbl: float, best_bbl: float, high_bbl: float, unit: str = "bbl") -> str:
    """The same for narrow cells: 25.6 k bbl (8.6–27.3 k)."""
    divisor, letter, decimals = next((row for row in _SHORT_UNITS if round(high_bbl) >= row[0]), (1, "", 0))
    low, best, high = (f"{value / divisor:.{decimals}f}" for value in (low_bbl, best_bbl, high_bbl))
    letter = f"{NO_BREAK_SPACE}{letter}" if letter else ""
    told = f"{best}{letter}{NO_BREAK_SPACE}{unit}" if unit else f"{best}{letter}"
    return told if low == best == high else f"{told} ({low}–{high}{letter})"


def day(value: date) -> str:
    """A day: 7 Mar 2024."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """A month: Mar 2024."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def period(length: Period, start: date) -> str:
    """A month, quarter or year by its first day: Mar 2024, Q1 2024, 2024."""
    if length is Period.MONTH:
        return month(start)
    return f"{start.year}" if length is Period.YEAR else f"Q{start.month // 3 + 1} {start.year}"


def time_span(span: TimeSpan) -> str:
    """A time with no more precision than is known."""
    about = "c. " if span.approximate else ""
    first, last = span.first_day, span.last_day
    if span.precision is Precision.INSTANT:
        return f"{about}{day(first)} {span.start:%H:%M}"
    if span.precision is Precision.INTERVAL:
        return f"{about}{day(first)} {span.start:%H:%M} – {day(last)} {span.end:%H:%M}"
    if span.precision is Precision.MONTH and (first.year, first.month) == (last.year, last.month):
        return f"{about}{month(first)}"
    if span.precision is Precision.YEAR and first.year == last.year:
        return f"{about}{first.year}"
    return about + days(first, last)


def days(first: date, last: date) -> str:
    """One day, or a run of days without repeating what is the same."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day}–{day(last)}"


def short_time_span(span: TimeSpan) -> str:
    """The same without clock times, for narrow columns."""
    if span.precision in {Precision.INSTANT, Precision.INTERVAL}:
        return ("c. " if span.approximate else "") + days(span.first_day, span.last_day)
    return time_span(span)


PRECISION_WORDS: Final = {
    Precision.INSTANT: "time known",
    Precision.INTERVAL: "from arrival to departure, both known",
    Precision.DAY: "day known",
    Precision.WINDOW: "some time in this window",
    Precision.MONTH: "month known",
    Precision.YEAR: "year known",
}


def volume(value: Volume) -> str:
    """Barrels without unit, or "not estimated"."""
    if not isinstance(value, Estimate):
        return "not estimated"
    return barrels(value.low_bbl, value.best_bbl, value.high_bbl, unit="")


UNITS: Final = {
    Measure.BARRELS: "bbl",
    Measure.CALLS: "calls",
    Measure.TANKERS: "tankers",
    Measure.TONNES: "t",
    Measure.ROUBLES: "RUB",
}


def claim_value(claim: Claim) -> str:
    """A claimed figure with the word that stands before it in the source."""
    word = "" if claim.qualifier is Qualifier.EXACTLY else f"{claim.qualifier.value} "
    if claim.measure is Measure.SHARE:
        return (
            f"{word}{claim.low:.0%}" if claim.low == claim.high else f"{word}{claim.low:.0%}–{claim.high:.0%}"
        )
    return f"{word}{number_range(claim.low, claim.high)} {UNITS[claim.measure]}"


def notified_value(row: NotifiedFigure) -> str:
    """A notified figure as published: barrels, else tonnes."""
    if row.volume_bbl is not None:
        return f"{number(row.volume_bbl)} bbl"
    return f"{number(row.mass_t or 0.0)} t (barrels not published)"


def quantity(value: Quantity) -> str:
    """A documented quantity: its best figure within its range, with the unit."""
    ends = number_range(value.low, value.high)
    if value.best is None or ends == number(value.best):
        return f"{ends}{NO_BREAK_SPACE}{value.unit}"
    return f"{number(value.best)}{NO_BREAK_SPACE}{value.unit} ({ends})"


def instant(value: datetime) -> str:
    """A moment: 7 Mar 2024 14:02 UTC."""
    return f"{day(value.date())} {value:%H:%M} UTC"


def lasting(seconds: float) -> str:
    """A length of time, to the hour from a day on, else to the minute: 2 d 5 h, 3 h 20 min, 35 min."""
    hours = round(seconds / 3600)
    if hours >= _DAY_H:
        return f"{hours // _DAY_H} d {hours % _DAY_H} h"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def size(size_bytes: int) -> str:
    """The length of a file in the unit that suits it, of a thousand bytes each: 1.4 MB."""
    value, unit = float(size_bytes), "bytes"
    for larger in ("kB", "MB"):
        if value < _THOUSAND:
            break
        value, unit = value / _THOUSAND, larger
    return f"{value:.0f} {unit}" if unit == "bytes" or value >= _THOUSAND / 10 else f"{value:.1f} {unit}"


def calls(count: int, *, approximate: bool) -> str:
    """A number of calls."""
    return f"{'about ' if approximate else ''}{number(count)} call{'' if count == 1 else 's'}"
