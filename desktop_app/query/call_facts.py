"""What the port views ask of every call again and again: made once for each state of the case."""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import Activity
from desktop_app.domain.time_span import Precision
from desktop_app.query.columns.calls import ACTIVITIES, CallColumns
from desktop_app.query.columns.instants import months_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.port_moves import Moves, moves
from desktop_app.query.reading import read
from desktop_app.runtime.feedback import Feedback

_T = TypeVar("_T")
LOAD: Final = ACTIVITIES.index(Activity.LOAD)


class CallFacts(NamedTuple):
    """One element a row of the calls.

    Attributes:
        month: months since 1970-01; -1 for a call whose span is longer than a month.
        is_interval: arrival and departure are both known.
        is_window: the call lies somewhere in its span of days.
    """

    month: NDArray[np.int32]
    is_interval: NDArray[np.bool_]
    is_window: NDArray[np.bool_]


def call_facts(engine: QueryEngine, feedback: Feedback | None) -> CallFacts:
    """Months and precision of all calls."""
    calls = engine.calls(feedback)
    return lasting(engine, "call facts", calls, lambda: _call_facts(engine, calls, feedback))


def call_moves(engine: QueryEngine, feedback: Feedback | None) -> Moves:
    """The call of the same vessel before and after each call."""
    calls = engine.calls(feedback)
    return lasting(
        engine,
        "call moves",
        calls,
        lambda: moves(calls.vessel, calls.voyage, calls.first_s, calls.last_s, calls.activity == LOAD),
    )


def lasting(engine: QueryEngine, name: str, columns: object, make: Callable[[], _T]) -> _T:
    """What was made from columns, kept with the case; anew where the case has changed just now."""
    made_from, found = engine.store.cached(name, lambda: (columns, make()))
    return found if made_from is columns else make()


def rows_at(engine: QueryEngine, place_id: str, feedback: Feedback | None) -> NDArray[np.intp]:
    """Rows of the calls at a port or in a part of one; none for a place without any."""
    calls, columns = engine.calls(feedback), engine.columns(feedback)
    for ids, codes in ((columns.port_ids, calls.port), (calls.terminal_ids, calls.terminal)):
        if place_id in ids:
            # A call of no voyage passes no filter, so it is none of "all" either.
            return np.flatnonzero((codes == ids.index(place_id)) & calls.has_voyage)
    return np.empty(0, np.intp)


def _call_facts(engine: QueryEngine, calls: CallColumns, feedback: Feedback | None) -> CallFacts:
    first, last = months_of(calls.first_day), months_of(calls.last_day)
    told = dict(
        read(
            engine.store,
            "SELECT precision, group_concat(fid) FROM port_call WHERE precision IN (?, ?) GROUP BY precision",
            (Precision.INTERVAL.value, Precision.WINDOW.value),
            feedback,
        )
    )

    def known_as(precision: Precision) -> NDArray[np.bool_]:
        fids = np.fromstring(told.get(precision.value, ""), np.int64, sep=",")
        return np.isin(calls.fid, fids)

    return CallFacts(
        np.where(first == last, first, np.int32(-1)),
        known_as(Precision.INTERVAL),
        known_as(Precision.WINDOW),
    )
