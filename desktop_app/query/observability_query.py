"""On which days somebody could have seen what went on in a port: without a look, "none seen" says nothing.

A statement covers every UTC day that its time touches, whatever the precision of that time. Where statements
overlap the better look wins: one clear picture of a day is a look, whoever else had clouds. The word of the
statement decides, not its share of cloud: the same share hides one berth and leaves another open.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.statement import Observation, Visibility
from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind, Filter
from desktop_app.query.day_numbers import FIRST_NUMBER, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.observability_results import Look, Observability, PortLooks, Run
from desktop_app.query.tally import passing_rows
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

LOOKS: Final = {
    Visibility.CLEAR: Look.USABLE,
    Visibility.CLOUD: Look.CLOUDED,
    Visibility.NO_IMAGE: Look.NO_IMAGE,
}
_BEST_FIRST: Final = tuple(Look)


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


def port_looks(store: CaseStore, place_id: str) -> PortLooks:
    """What is stated about looks at a port; a part of one was seen when its port was."""
    ports = {port.id: port for port in store.record.ports}
    port = ports.get(place_id)
    places = {place_id, port.parent_id if port is not None else ""} - {""}
    stated = _stated(store)
    return PortLooks(
        place_id,
        port.names.en if port is not None else place_id,
        runs_of(row for place in sorted(places) for row in stated.get(place, ())),
    )


def runs_of(observations: Iterable[Observation]) -> tuple[Run, ...]:
    """Days of which anything is stated, in runs alike; of several statements about a day the best look."""
    changes: dict[int, list[int]] = defaultdict(lambda: [0] * len(_BEST_FIRST))
    for row in observations:
        place = _BEST_FIRST.index(LOOKS[row.visibility])
        changes[row.when.first_day.toordinal()][place] += 1
        changes[row.when.last_day.toordinal() + 1][place] -= 1
    runs: list[Run] = []
    holding = [0] * len(_BEST_FIRST)
    days = sorted(changes)
    for day, after in pairwise(days):
        holding = [count + change for count, change in zip(holding, changes[day], strict=True)]
        look = next((look for look, count in zip(_BEST_FIRST, holding, strict=True) if count), None)
        if look is None:
            continue
        first, last = date.fromordinal(day), date.fromordinal(after - 1)
        if runs and runs[-1].look is look and runs[-1].last.toordinal() == day - 1:
            runs[-1] = runs[-1]._replace(last=last)
        else:
            runs.append(Run(first, last, look))
    return tuple(runs)


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
        tuple(_kept_looks(engine.store, ident) for ident in ports),
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


def _kept_looks(store: CaseStore, port_id: str) -> PortLooks:
    return store.cached(f"looks at {port_id}", lambda: port_looks(store, port_id))


def _stated(store: CaseStore) -> dict[str, list[Observation]]:
    def by_port() -> dict[str, list[Observation]]:
        found: dict[str, list[Observation]] = defaultdict(list)
        for row in store.record.observations:
            found[row.port_id].append(row)
        return dict(found)

    return store.cached("observations by port", by_port)
