"""Loitering in words: how slow, for how long, how far from the shore."""

import math
from typing import Final

from desktop_app.exporters import wording
from desktop_app.exporters.ais_events.gaps import OUT_OF_GRID, hours, kilometres, nautical
from desktop_app.exporters.card import Row, Section
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore

MEANING: Final = (
    "Of each hour of the clock (UTC) the speed is the way within it, over reports ten or more minutes apart, "
    "divided by the time from its first report to its last; an hour with fewer than two reports ends a run. "
    "A ship that drifts may wait for orders, for a berth or for weather, repair, or meet another one: the "
    "reports do not tell which."
)


def sentence(event: FoundEvent, store: CaseStore) -> str:  # noqa: ARG001 - all kinds are told alike
    """How long, how slow, how far from the shore."""
    told = f"{_fact(event, 'mean_kn'):.1f} kn on average in {_whole(event)} hours on end"
    shore_m = _fact(event, "shore_m")
    return told if math.isnan(shore_m) else f"{told}, {nautical(shore_m)} or more from shore"


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:  # noqa: ARG001 - as above
    """How slow, by what definition, and how far from the shore."""
    shore_m, parameters = _fact(event, "shore_m"), event.parameters
    rows = (
        Row("Slow hours on end", f"{_whole(event)}, each below {parameters.loitering_kn:g} kn"),
        Row("First report to last", hours(_fact(event, "duration_s"))),
        Row("Way, over reports ten minutes apart", kilometres(_fact(event, "distance_m"))),
        Row("Mean speed", f"{_fact(event, 'mean_kn'):.2f} kn"),
        Row("Nearest to the shore", OUT_OF_GRID if math.isnan(shore_m) else nautical(shore_m)),
    )
    return (Section("How slow", rows, (MEANING,)),)


def _whole(event: FoundEvent) -> str:
    return wording.number(_fact(event, "hours"))


def _fact(event: FoundEvent, name: str) -> float:
    return float(event.columns.facts[name][event.row])
