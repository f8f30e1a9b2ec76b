"""The columns of the list of vessels: what each is called, what it means, and what stands in it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.exporters import wording
from desktop_app.exporters.card import plain
from desktop_app.exporters.identity_cards import identity_days, listing_row
from desktop_app.query.fleet_results import FleetOrder, FleetRows, Months, Ship
from desktop_app.query.months import month_of, next_month

if TYPE_CHECKING:
    import numpy as np

NOTHING: Final = "–"
"""Stands where nothing is documented or estimated."""


class FleetColumn(IntEnum):
    """Columns from left to right."""

    VESSEL = 0
    LISTINGS = 1
    ACTIVITY = 2
    CALLS = 3
    LOW = 4
    BEST = 5
    HIGH = 6
    ESTIMATED = 7
    LAST_SEEN = 8
    FLAG = 9
    IMO_NUMBER = 10
    MMSI = 11


class FleetHeading(NamedTuple):
    """A column in words.

    Attributes:
        title: in the header, with the unit.
        name: for screen readers and copies.
        order: by which a click on the header sorts.
        high_first: whether the first click puts high values first.
    """

    title: str
    name: str
    meaning: str
    order: FleetOrder
    high_first: bool = False


HEADINGS: Final = {
    FleetColumn.VESSEL: FleetHeading(
        "Vessel",
        "Vessel",
        "Name, and other names in grey. A tick filters by the vessel.\n"
        "Grey: no row passes the filter, or only the reference fleet has it.",
        FleetOrder.NAME,
    ),
    FleetColumn.LISTINGS: FleetHeading(
        "Lists",
        "Listed by",
        "Who lists the vessel; a dashed ring: the listing has ended",
        FleetOrder.LISTINGS,
    ),
    FleetColumn.ACTIVITY: FleetHeading(
        "Calls by month",
        "Counted calls by month",
        "Counted calls over the time of all voyages; pale: hidden by the filter.\n"
        "Calls whose time is longer than a month have no bar.",
        FleetOrder.CALLS,
        high_first=True,
    ),
    FleetColumn.CALLS: FleetHeading(
        "Calls",
        "Counted calls",
        "Counted calls that pass the filter, of all of the vessel",
        FleetOrder.CALLS,
        high_first=True,
    ),
    FleetColumn.LOW: FleetHeading(
        "Low, bbl",
        "Low end, bbl",
        "Sum of the volumes with every assumption at its low end",
        FleetOrder.LOW,
        high_first=True,
    ),
    FleetColumn.BEST: FleetHeading(
        "Best, bbl",
        "Best figure, bbl",
        "Sum of the volumes with every assumption at its best value",
        FleetOrder.BEST,
        high_first=True,
    ),
    FleetColumn.HIGH: FleetHeading(
        "High, bbl",
        "High end, bbl",
        "Sum of the volumes with every assumption at its high end",
        FleetOrder.HIGH,
        high_first=True,
    ),
    FleetColumn.ESTIMATED: FleetHeading(
        "Est.",
        "Calls with an estimate",
        "Calls whose volume is estimated, of the counted calls that pass: the sums leave out the others",
        FleetOrder.ESTIMATED,
        high_first=True,
    ),
    FleetColumn.LAST_SEEN: FleetHeading(
        "Last seen (UTC)",
        "Last seen (UTC)",
        "Last voyage, call, position or AIS report that passes, with no more precision than is known",
        FleetOrder.LAST_SEEN,
        high_first=True,
    ),
    FleetColumn.FLAG: FleetHeading("Flag", "Flag", "Of the latest identity that has one", FleetOrder.FLAG),
    FleetColumn.IMO_NUMBER: FleetHeading(
        "IMO number", "IMO number", "Seven digits, where documented; never guessed", FleetOrder.IMO_NUMBER
    ),
    FleetColumn.MMSI: FleetHeading("MMSI", "MMSI", "Of the latest identity that has one", FleetOrder.MMSI),
}
NUMBERS: Final = frozenset(
    {FleetColumn.CALLS, FleetColumn.LOW, FleetColumn.BEST, FleetColumn.HIGH, FleetColumn.ESTIMATED}
)
"""Columns set right."""


def cell_text(rows: FleetRows, ship: int, column: FleetColumn) -> str:
    """What stands in a cell; empty for the bars, which `bars_words` tells."""
    return _TEXTS[column](rows, ship)


def _listed_by(rows: FleetRows, ship: int) -> str:
    return " ".join(dict.fromkeys(row.authority for row in rows.ships[ship].listings)) or NOTHING


def _calls(rows: FleetRows, ship: int) -> str:
    if not rows.all.calls[ship]:
        return NOTHING
    circa = "c. " if rows.passing.approximate[ship] else ""
    return f"{circa}{of_all(int(rows.passing.calls[ship]), int(rows.all.calls[ship]))}"


def _estimated(rows: FleetRows, ship: int) -> str:
    calls = int(rows.passing.calls[ship])
    return of_all(int(rows.passing.estimated[ship]), calls) if calls else NOTHING


def _last_seen(rows: FleetRows, ship: int) -> str:
    seen = rows.activity.last_seen(ship)
    return span_words(*seen) if seen is not None else NOTHING


def _barrels(value: "np.float64", calls: "np.int64") -> str:
    return wording.number(float(value)) if calls else NOTHING


_TEXTS: Final[Mapping[FleetColumn, Callable[[FleetRows, int], str]]] = {
    FleetColumn.VESSEL: lambda rows, ship: rows.ships[ship].name,
    FleetColumn.LISTINGS: _listed_by,
    FleetColumn.ACTIVITY: lambda _rows, _ship: "",
    FleetColumn.CALLS: _calls,
    FleetColumn.LOW: lambda rows, ship: _barrels(rows.passing.low_bbl[ship], rows.passing.estimated[ship]),
    FleetColumn.BEST: lambda rows, ship: _barrels(rows.passing.best_bbl[ship], rows.passing.estimated[ship]),
    FleetColumn.HIGH: lambda rows, ship: _barrels(rows.passing.high_bbl[ship], rows.passing.estimated[ship]),
    FleetColumn.ESTIMATED: _estimated,
    FleetColumn.LAST_SEEN: _last_seen,
    FleetColumn.FLAG: lambda rows, ship: rows.ships[ship].flag or NOTHING,
    FleetColumn.IMO_NUMBER: lambda rows, ship: rows.ships[ship].imo_number or NOTHING,
    FleetColumn.MMSI: lambda rows, ship: rows.ships[ship].mmsi or NOTHING,
}


def explanation(rows: FleetRows, ship: int, column: FleetColumn) -> str:
    """What a cell means, for its tooltip and for screen readers; empty for nothing beyond its text."""
    about = rows.ships[ship]
    match column:
        case FleetColumn.VESSEL:
            return _names(about)
        case FleetColumn.LISTINGS:
            told = (listing_row(row) for row in about.listings)
            return "\n".join(f"{row.label}: {plain(row.value)}" for row in told) or "no listing documented"
        case FleetColumn.ACTIVITY:
            return bars_words(rows, ship)
        case FleetColumn.FLAG | FleetColumn.MMSI:
            row = about.flagged if column is FleetColumn.FLAG else about.numbered
            return f"{row.name or about.name}, {identity_days(row)}" if row is not None else "not documented"
        case FleetColumn.IMO_NUMBER:
            return "" if about.imo_number else "not documented"
        case _:
            return _sum_words(rows, ship, column)


def _names(ship: Ship) -> str:
    if not ship.id:
        return "Voyages whose ship the sources do not name, as one row"
    lines = [ship.name]
    if ship.former:
        lines.append(f"Also known as {', '.join(ship.former)}")
    if not ship.in_trade:
        lines.append("Reference fleet: not documented in this trade")
    return "\n".join(lines)


def _sum_words(rows: FleetRows, ship: int, column: FleetColumn) -> str:
    passing = rows.passing
    calls = wording.calls(int(passing.calls[ship]), approximate=bool(passing.approximate[ship]))
    if column is FleetColumn.CALLS and not rows.all.calls[ship]:
        return "No counted call in this case; that is not a zero"
    if column is FleetColumn.CALLS:
        every = wording.calls(int(rows.all.calls[ship]), approximate=bool(rows.all.approximate[ship]))
        return f"{calls} of {every} pass the filter"
    if column is FleetColumn.LAST_SEEN:
        seen = rows.activity.last_seen(ship)
        return "Voyages, calls, positions and AIS reports that pass" if seen is not None else "No row passes"
    return _estimate_words(int(passing.calls[ship]), int(passing.estimated[ship]), calls)


def _estimate_words(calls: int, estimated: int, told: str) -> str:
    if not calls:
        return "No counted call passes; that is not a zero"
    if not estimated:
        return f"Not estimated: of {told} none has both its ship and her size documented"
    return f"Estimated for {wording.number(estimated)} of {told}"


def bars_words(rows: FleetRows, ship: int) -> str:
    """Counted calls by month, only months that have one, and what has no bar."""
    passing, every = (bars.tolist() for bars in rows.activity.bars(ship))
    months = rows.activity.months
    told = [
        f"{_bar_name(months, place)}: {of_all(int(passing[place]), int(count))}"
        for place, count in enumerate(every)
        if count
    ]
    unplaced = rows.activity.unplaced(ship)
    if unplaced:
        told.append(f"{wording.calls(unplaced, approximate=False)} not placed in a month")
    return "\n".join(told) or "No counted call"


def _bar_name(months: Months, place: int) -> str:
    number = months.first.year * 12 + months.first.month - 1 + place * months.months
    first = date(number // 12, number % 12 + 1, 1)
    last = date((number + months.months - 1) // 12, (number + months.months - 1) % 12 + 1, 1)
    return wording.month(first) if first == last else f"{wording.month(first)} – {wording.month(last)}"


def of_all(part: int, whole: int) -> str:
    """A part of a number: "2 of 3"."""
    return f"{wording.number(part)} of {wording.number(whole)}"


def span_words(first: date, last: date) -> str:
    """Days as they are known: a day, a run of days, a month, a year."""
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    if first == month_of(first) and last == next_month(first) - timedelta(days=1):
        return wording.month(first)
    return wording.days(first, last)


def widest_texts(rows: FleetRows) -> dict[FleetColumn, str]:
    """The longest text that each column of numbers can need under any filter."""
    sums = rows.all
    calls, estimated = (int(numbers.max(initial=0)) for numbers in (sums.calls, sums.estimated))
    circa = "c. " if sums.approximate.any() else ""
    return {
        FleetColumn.CALLS: f"{circa}{of_all(calls, calls)}",
        FleetColumn.LOW: wording.number(float(sums.low_bbl.max(initial=0))),
        FleetColumn.BEST: wording.number(float(sums.best_bbl.max(initial=0))),
        FleetColumn.HIGH: wording.number(float(sums.high_bbl.max(initial=0))),
        FleetColumn.ESTIMATED: of_all(estimated, calls),
    }


def fleet_sum(rows: FleetRows) -> str:
    """What the ships on show add up to, and what that leaves out."""
    shown = rows.rows
    vessels = sum(1 for place in shown.tolist() if rows.ships[place].id)
    of_case = len(rows.ships) - 1
    name = "vessel" if of_case == 1 else "vessels"
    parts = [
        f"{of_all(vessels, of_case)} {name}" if vessels != of_case else f"{wording.number(vessels)} {name}"
    ]
    passing = rows.passing
    calls, estimated = int(passing.calls[shown].sum()), int(passing.estimated[shown].sum())
    approximate = bool(passing.approximate[shown].any())
    told = wording.calls(calls, approximate=approximate)
    every = int(rows.all.calls[shown].sum())
    about = "about " if approximate else ""
    parts.append(told if calls == every else f"{about}{of_all(calls, every)} calls")
    if estimated:
        low, best, high = (
            float(column[shown].sum()) for column in (passing.low_bbl, passing.best_bbl, passing.high_bbl)
        )
        volume = wording.barrels(low, best, high)
        parts.append(volume if estimated == calls else f"{volume} for {wording.number(estimated)} of {told}")
    elif calls:
        parts.append("no volume estimated")
    return " · ".join(parts)
