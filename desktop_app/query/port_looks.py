"""What the statements of a case make of the days of one port.

A statement covers every UTC day that its time touches, whatever the precision of that time. Where statements
overlap the better look wins: one clear picture of a day is a look, whoever else had clouds. The word of the
statement decides, not its share of cloud: the same share hides one berth and leaves another open.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from desktop_app.domain.statement import Observation, Visibility
from desktop_app.query.observability_results import Look, PortLooks, Run
from desktop_app.storage.case_store import CaseStore

LOOKS: Final = {
    Visibility.CLEAR: Look.USABLE,
    Visibility.CLOUD: Look.CLOUDED,
    Visibility.NO_IMAGE: Look.NO_IMAGE,
}
_BEST_FIRST: Final = tuple(Look)


def port_looks(store: CaseStore, place_id: str) -> PortLooks:
    """What is stated about looks at a port; a part of one was seen when its port was."""
    return store.cached(f"looks at {place_id}", lambda: _port_looks(store, place_id))


def _port_looks(store: CaseStore, place_id: str) -> PortLooks:
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


def _stated(store: CaseStore) -> dict[str, list[Observation]]:
    def by_port() -> dict[str, list[Observation]]:
        found: dict[str, list[Observation]] = defaultdict(list)
        for row in store.record.observations:
            found[row.port_id].append(row)
        return dict(found)

    return store.cached("observations by port", by_port)
