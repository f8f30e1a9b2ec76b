"""The ports that a filter is about, and what is stated about looks at them."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind, Filter
from desktop_app.query.day_numbers import FIRST_NUMBER, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.observability_results import Observability
from desktop_app.query.port_looks import port_looks
from desktop_app.query.tally import passing_rows
from desktop_app.runtime.feedback import Feedback


def observability(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Observability:
    """What is stated about looks at the ports that a filter is about.

    These are the ports that its counted calls load at, whatever its dates: a month without a call is the one
    that most needs to be told of. A filter that chooses ports of discharge and no loading port is about the
    ports of discharge. Ports that a clause names are among them, call or no call.
    """
    return engine.kept(
        ("observability", filter_),
        lambda: _observability(engine, filter_, feedback),
        feedback,
        assumes=filter_.assumes,
    )


def watched_side(filter_: Filter) -> ClauseKind:
    """Whether a filter is about the ports of loading or of discharge."""
    asks_where_to = filter_.clause(ClauseKind.DISCHARGE) and not filter_.clause(ClauseKind.LOADING)
    return ClauseKind.DISCHARGE if asks_where_to else ClauseKind.LOADING


def _observability(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Observability:
    columns, dates, side = engine.columns(feedback), filter_.dates, watched_side(filter_)
    timeless = filter_.without(ClauseKind.DATES)
    ports = engine.kept(
        ("watched ports", timeless),
        lambda: _ports(engine, timeless, side, feedback),
        feedback,
        assumes=filter_.assumes,
    )
    rows = passing_rows(engine, filter_, feedback)
    counted, last_days = columns.counted[rows], columns.last_day[rows]
    first, last = dates.first_day, dates.last_day
    if counted.any():
        # First days ascend.
        first = first or day_of(int(columns.first_day[rows][int(counted.argmax())]))
        last = last or day_of(int(np.where(counted, last_days, FIRST_NUMBER).max()))
    nowhere = counted & (_codes(engine, side)[rows] < 0)
    return Observability(
        side,
        tuple(port_looks(engine.store, ident) for ident in ports),
        int(columns.ships[rows][nowhere].sum()),
        dates,
        first,
        last,
    )


def _ports(
    engine: QueryEngine, timeless: Filter, side: ClauseKind, feedback: Feedback | None
) -> tuple[str, ...]:
    """Ids of the ports that a filter is about, the most frequented first."""
    columns = engine.columns(feedback)
    rows = passing_rows(engine, timeless, feedback)
    ships = np.where(columns.counted[rows], columns.ships[rows], 0)
    # After a bin for calls at no documented port.
    calls = np.bincount(_codes(engine, side)[rows] + 1, ships, 1 + len(columns.port_ids))[1:].tolist()
    frequent = dict(zip(columns.port_ids, calls, strict=True))
    chosen = set(timeless.choice(side).values) - {NOT_DOCUMENTED}
    return tuple(
        sorted(
            (ident for ident, count in frequent.items() if count or ident in chosen),
            key=lambda ident: -frequent[ident],
        )
    )


def _codes(engine: QueryEngine, side: ClauseKind) -> NDArray[np.int32]:
    columns = engine.columns()
    return columns.loading if side is ClauseKind.LOADING else columns.discharge
