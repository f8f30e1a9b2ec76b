"""The ports of a case and what one of them saw: calls, stays, vessels, where from and where to.

Calls are documented presences, whether or not their voyage is counted; a voyage's other end is counted as in
the ledgers.
"""

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.call_facts import call_facts, lasting, rows_at
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.columns.instants import month_number, month_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.observability_results import Observability
from desktop_app.query.periods import Period
from desktop_app.query.port_looks import port_looks
from desktop_app.query.port_place import REASONS, Place, Sailings, place_of
from desktop_app.query.port_results import (
    NOT_NAMED,
    Chosen,
    Following,
    OtherEnds,
    PlaceCalls,
    PortActivity,
    Stay,
)
from desktop_app.query.port_stay import Spans, stay_of
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.feedback import Feedback

MOST_LISTED: Final = 200
"""Vessels of one port that are listed."""


def port_list(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> tuple[PlaceCalls, ...]:
    """Ports of the case with their calls, the most frequented first."""
    calls, columns = engine.calls(feedback), engine.columns(feedback)
    # After a bin for calls at no port of the case.
    port, ships_of = lasting(
        engine,
        "ports of calls",
        calls,
        lambda: (calls.port.astype(np.intp) + 1, calls.ships.astype(np.float64)),
    )

    def ships(passing: NDArray[np.bool_]) -> list[int]:
        rows = np.flatnonzero(passing)
        counted = np.bincount(port.take(rows), ships_of.take(rows), 1 + len(columns.port_ids))
        return [int(number) for number in counted[1:]]

    total = lasting(engine, "all calls by port", calls, lambda: ships(calls.has_voyage))
    some = dict(
        zip(
            columns.port_ids,
            zip(ships(engine.passing_calls(filter_, feedback)), total, strict=True),
            strict=True,
        )
    )
    ports = [port.id for port in engine.store.record.ports if not port.parent_id]
    rows = [PlaceCalls(ident, *some.get(ident, (0, 0))) for ident in ports]
    return tuple(sorted(rows, key=lambda row: -row.total))


def port_activity(
    engine: QueryEngine, filter_: Filter, place_id: str, feedback: Feedback | None = None
) -> PortActivity:
    """What a port, or a part of one, saw under a filter."""
    columns = engine.columns(feedback)
    months = _months(engine, call_facts(engine, feedback).month)
    place = place_of(engine, place_id, months, feedback)
    passes = engine.passing_calls(filter_, feedback).take(place.rows)
    some = place.sums(np.flatnonzero(passes))
    vessels = _ranked(columns.vessel_ids, some.vessel, place.all.vessel, MOST_LISTED)
    untold = place.untold[engine.passing(filter_, feedback).take(place.untold)]
    return PortActivity(
        place_id,
        some.ships,
        place.all.ships,
        months,
        tuple(some.month[1:].tolist()),
        tuple(place.all.month[1:].tolist()),
        int(some.month[0]),
        int(place.all.month[0]),
        int(columns.ships.take(untold).sum()),
        _watched(engine, filter_, place_id, months),
        _stay(engine, place, passes, some.ships, feedback),
        vessels,
        int(np.count_nonzero(place.all.vessel)) - len(vessels),
        _following(columns.port_ids, some.next, place.all.next),
        _following(columns.port_ids, some.before, place.all.before),
        _other_ends(engine, filter_, place.loads, feedback),
        _other_ends(engine, filter_, place.discharges, feedback),
    )


def calls_behind(
    engine: QueryEngine,
    filter_: Filter,
    place_id: str,
    month: date | None,
    feedback: Feedback | None = None,
) -> Chosen:
    """Voyages of the passing calls at a place, of one month or of all."""
    calls = engine.calls(feedback)
    here = rows_at(engine, place_id, feedback)
    chosen = here[engine.passing_calls(filter_, feedback)[here]]
    if month is not None:
        chosen = chosen[call_facts(engine, feedback).month[chosen] == month_number(month)]
    rows = calls.voyage[chosen]
    return voyages_of(engine, np.unique(rows[rows >= 0]), feedback)


def voyages_of(engine: QueryEngine, rows: NDArray[np.intp], feedback: Feedback | None) -> Chosen:
    """Keys of voyages by their rows, in the order of the rows."""
    fids = [int(fid) for fid in engine.columns(feedback).fid[rows[:MOST_SELECTED]]]
    ids = engine.ids_of(fids)
    return Chosen(tuple(f"voyage:{ids[fid]}" for fid in fids if fid in ids), len(rows))


def _watched(engine: QueryEngine, filter_: Filter, place_id: str, months: tuple[date, ...]) -> Observability:
    """An open side of the dates ends with the axis."""
    dates = filter_.dates
    first = dates.first_day or (months[0] if months else None)
    last = dates.last_day or (Period.MONTH.last_day(months[-1]) if months else None)
    looks = (port_looks(engine.store, place_id),)
    return Observability(ClauseKind.LOADING, looks, 0, dates, first, last)


def _months(engine: QueryEngine, month: NDArray[np.int32]) -> tuple[date, ...]:
    """Months from the first call of the case to its last, so that all ports share one axis."""

    def make() -> tuple[date, ...]:
        placed = month[month >= 0]
        if not placed.size:
            return ()
        return tuple(month_of(number) for number in range(int(placed.min()), int(placed.max()) + 1))

    return lasting(engine, "months of calls", month, make)


def _stay(
    engine: QueryEngine, place: Place, passes: NDArray[np.bool_], ships: int, feedback: Feedback | None
) -> Stay:
    calls = engine.calls(feedback)

    def spans(elements: NDArray[np.intp]) -> Spans:
        rows = place.rows.take(elements[passes.take(elements)])
        return Spans(calls.first_s.take(rows), calls.last_s.take(rows), calls.ships.take(rows))

    return stay_of(spans(place.intervals), spans(place.windows), ships)


def _other_ends(
    engine: QueryEngine, filter_: Filter, sailings: Sailings, feedback: Feedback | None
) -> OtherEnds:
    columns, passing = engine.columns(feedback), engine.passing(filter_, feedback)
    uncounted = sailings.uncounted[passing.take(sailings.uncounted)]
    return OtherEnds(
        _ranked(columns.port_ids, sailings.sums(passing), sailings.all),
        int(columns.ships.take(uncounted).sum()),
    )


def _following(ids: tuple[str, ...], some: NDArray[np.int64], everything: NDArray[np.int64]) -> Following:
    last, unordered, unnamed = (int(number) for number in some[: len(REASONS)])
    return Following(_ranked(ids, some[len(REASONS) :], everything[len(REASONS) :]), last, unordered, unnamed)


def _ranked(
    ids: tuple[str, ...], passing: NDArray[np.int64], everything: NDArray[np.int64], most: int | None = None
) -> tuple[PlaceCalls, ...]:
    """The first of those that occur, the most frequent first; what is not documented, the first bin, last."""
    bins = np.flatnonzero(everything)
    order = bins[np.lexsort((-everything[bins], -passing[bins], bins == 0))][:most]
    return tuple(
        PlaceCalls(ids[row - 1] if row else NOT_NAMED, int(passing[row]), int(everything[row]))
        for row in order.tolist()
    )
