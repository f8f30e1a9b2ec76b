"""Notified figures for a window, held against those for its parts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from desktop_app.analysis.checks.conflict import Found, number, rounding, span_words
from desktop_app.analysis.checks.finding import Severity
from desktop_app.domain.statement import NotifiedFigure
from desktop_app.domain.time_span import Precision, TimeSpan

TOPIC: Final = "A whole that is not the sum of its parts"
# A year of which this many months are covered and which its parts do not reach is worth a look.
NEARLY_A_YEAR: Final = 9
_DAY: Final = timedelta(days=1)
_MONTHS: Final = 12
KEPT: Final = "All are shown as printed, each with its own window; the longest window stands for the year."


class Part(NamedTuple):
    """A figure within the window that is looked at.

    Attributes:
        after: the first day after it.
    """

    row: NotifiedFigure
    value: float
    first: date
    after: date


def sum_conflicts(notified: Sequence[NotifiedFigure]) -> Iterator[Found]:
    """Windows that are less or more than what is notified for parts of them, by exporter and unit."""
    for whole in notified:
        # What was known on a day may well be less than what was notified later.
        if whole.as_of is None:
            yield from _judged(whole, whole.volume_bbl, _parts(notified, whole, "volume_bbl"), "bbl")
            yield from _judged(whole, whole.mass_t, _parts(notified, whole, "mass_t"), "t")


def _parts(notified: Sequence[NotifiedFigure], whole: NotifiedFigure, column: str) -> list[Part]:
    """Figures of the same exporter, or of one that it names, for shorter windows within its own."""
    exporters = whole.exporter.split("+")
    return [
        Part(row, value, row.when.first_day, row.when.last_day + _DAY)
        for row in notified
        if row.as_of is None
        and (value := getattr(row, column)) is not None
        and _lies_within(row.when, whole.when)
        and (row.exporter in exporters if len(exporters) > 1 else row.exporter == whole.exporter)
        and (row.exporter != whole.exporter or _days(row.when) < _days(whole.when))
    ]


def _lies_within(part: TimeSpan, whole: TimeSpan) -> bool:
    return whole.first_day <= part.first_day and part.last_day <= whole.last_day


def _days(when: TimeSpan) -> int:
    return (when.last_day - when.first_day).days + 1


def _judged(whole: NotifiedFigure, value: float | None, parts: list[Part], unit: str) -> Iterator[Found]:
    if value is None or not parts:
        return
    chosen = [part for exporter in _exporters(parts) for part in _most(exporter)]
    total = sum(part.value for part in chosen)
    off = rounding(value) + sum(rounding(part.value) for part in chosen)
    refers_to = (whole.id, *(part.row.id for part in chosen))
    head = f"{whole.exporter}, {span_words(whole.when)}: {number(value)} {unit}"
    if total > value + off:
        what = "a shorter window within it has" if len(chosen) == 1 else "parts of it that share no day have"
        readings = f"{head}; {what} {number(total)} {unit} ({_named(chosen)})."
        yield Found(Severity.WARNING, TOPIC, "", readings, KEPT, refers_to)
        return
    # Of a figure for two exporters one may have published nothing in this unit.
    if "+" in whole.exporter or total >= value - off:
        return
    whole_year = whole.when.precision is Precision.YEAR
    covered = sum((part.after - part.first).days for part in chosen)
    if covered == _days(whole.when):
        readings = f"{head}; its parts have only {number(total)} {unit} together ({_named(chosen)})."
        yield Found(Severity.WARNING, TOPIC, "", readings, KEPT, refers_to)
    elif whole_year and _months(chosen) >= NEARLY_A_YEAR:
        readings = (
            f"{head}; the parts known, {_months(chosen)} months, add up to {number(total)} {unit} "
            f"({_named(chosen)}). For the other months no figure is known that shares no day with these, and "
            "whether earlier ones were revised is not stated."
        )
        yield Found(Severity.NOTE, TOPIC, "", readings, KEPT, refers_to)


def _exporters(parts: Sequence[Part]) -> list[list[Part]]:
    names = dict.fromkeys(part.row.exporter for part in parts)
    return [[part for part in parts if part.row.exporter == name] for name in names]


def _most(parts: Sequence[Part]) -> list[Part]:
    """Parts that share no day and have the most together; of equal sums those that cover more days."""
    ordered = sorted(parts, key=lambda part: (part.after, part.first, part.row.id))
    best: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ())]
    for place, part in enumerate(ordered):
        before = sum(other.after <= part.first for other in ordered[:place])
        total, days, places = best[before]
        taken = (total + part.value, days + (part.after - part.first).days, (*places, place))
        best.append(max(best[-1], taken, key=lambda one: one[:2]))
    return [ordered[place] for place in best[-1][2]]


def _months(parts: Sequence[Part]) -> int:
    return sum(
        (last.year - part.first.year) * _MONTHS + last.month - part.first.month + 1
        for part in parts
        for last in (part.after - _DAY,)
    )


def _named(parts: Sequence[Part]) -> str:
    one = len(_exporters(parts)) == 1
    return ", ".join(
        f"{'' if one else f'{part.row.exporter} '}{span_words(part.row.when)} {number(part.value)}"
        for part in parts
    )
