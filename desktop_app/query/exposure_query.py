"""What each port that is watched lay open to view, month by month, and what was seen of it.

A model that corrects for days without a look is made of this; here nothing is corrected.
"""

import math
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.exposure import ExposedMonth
from desktop_app.domain.movement import HowKnown
from desktop_app.query.clauses import ChoiceClause, Filter
from desktop_app.query.columns.instants import month_number
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import months_between
from desktop_app.query.observability_query import observability
from desktop_app.query.observability_results import Observability, PortLooks
from desktop_app.query.periods import Period
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Cell, Question
from desktop_app.runtime.feedback import Feedback

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class PortMonth(NamedTuple):
    """One port in one month, as far as the filter's dates leave it.

    Attributes:
        month: its first day.
        exposed: days, looks, and the calls that were seen in an image.
        documented: all that is documented, whatever it is known from.
    """

    month: date
    exposed: ExposedMonth
    documented: Cell


class PortExposure(NamedTuple):
    """One port of which looks are stated.

    Attributes:
        months: all of the time that the filter asks about.
        a_call: barrels of one call, the mean of those with a volume; None without any.
        unplaced: documented calls whose time is longer than a month; they are in no month.
    """

    looks: PortLooks
    months: tuple[PortMonth, ...]
    a_call: Range | None
    unplaced: Cell


class Exposure(NamedTuple):
    """What a filter is about, port by port.

    Attributes:
        watched: the ports, and what is stated of them.
        ports: those of which looks are stated.
    """

    watched: Observability
    ports: tuple[PortExposure, ...]


def exposure(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Exposure:
    """Exposure of the ports that a filter is about; see `observability` for which these are."""
    return engine.kept(("exposure", filter_), lambda: _exposure(engine, filter_, feedback), feedback)


def _exposure(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Exposure:
    found = observability(engine, filter_, feedback)
    if found.first_day is None or found.last_day is None or found.last_day < found.first_day:
        return Exposure(found, ())
    ports = tuple(
        _of_port(engine, filter_, found, port, (found.first_day, found.last_day), feedback)
        for port in found.told_of
    )
    return Exposure(found, ports)


def _of_port(
    engine: QueryEngine,
    filter_: Filter,
    found: Observability,
    port: PortLooks,
    window: tuple[date, date],
    feedback: Feedback | None,
) -> PortExposure:
    here = filter_.with_clause(ChoiceClause(found.side, (port.port_id,)))
    bars = volumes(engine, here, Question(), feedback)
    seen = _seen_in_images(engine, here, feedback)
    stay = engine.assumptions.range(Key.STAY_DAYS)
    after = timedelta(days=math.ceil(stay.best) if stay is not None else 0)
    months = []
    for month in months_between(*window):
        first, last = max(month, window[0]), min(Period.MONTH.last_day(month), window[1])
        name = f"{port.name} in {MONTH_NAMES[month.month - 1]} {month.year}"
        exposed = ExposedMonth(
            name, (last - first).days + 1, port.looks(first, last + after), seen.get(month_number(month), 0)
        )
        months.append(PortMonth(month, exposed, bars.cells.get((month, 0), Cell())))
    total = bars.total
    a_call = None
    if total.estimated:
        a_call = Range(*(end / total.estimated for end in (total.low_bbl, total.best_bbl, total.high_bbl)))
    # Nothing divides the bars: they have one part.
    return PortExposure(port, tuple(months), a_call, bars.unplaced.get(0, Cell()))


def _seen_in_images(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> dict[int, int]:
    """Counted calls that pass and are known from an image, by month since 1970-01, of those within one."""
    return engine.kept(
        ("seen in images", filter_),
        lambda: _seen_by_month(engine, filter_, feedback),
        feedback,
        assumes=filter_.assumes,
    )


def _seen_by_month(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> dict[int, int]:
    columns = engine.columns(feedback)
    image = 1 << list(HowKnown).index(HowKnown.IMAGE)
    rows = engine.passing(filter_, feedback) & columns.counted & columns.one_month
    rows &= (columns.known & image) > 0
    months = columns.month[rows]
    if not months.size:
        return {}
    # Months ascend.
    first = int(months[0])
    ships = np.bincount(months - first, columns.ships[rows])
    return {first + place: int(count) for place, count in enumerate(ships.tolist()) if count}
