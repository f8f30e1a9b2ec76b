"""Events found in AIS reports as lanes of the timeline: marks, or counts where there are too many."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.ais_event import CHECK_NAMES, EVENT_CHECKS, EVENT_NAMES, EventKind
from desktop_app.query.ais_events import KEY_KIND
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.day_numbers import DAY_S
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_passing import counted_events, passing_events
from desktop_app.query.results import MOST_MARKS
from desktop_app.query.timeline_counts import histogram, levels_of
from desktop_app.query.timeline_results import Histogram
from desktop_app.runtime.feedback import Feedback


class EventLane(StrEnum):
    """A lane for kinds that belong together."""

    GAPS = "ais_gaps"  # in the lane of AIS reports
    VISITS = "ais_visits"
    MEETINGS = "ais_meetings"
    DOUBTS = "ais_doubts"
    HINTS = "ais_hints"


KINDS_OF: Final = {
    EventLane.GAPS: (EventKind.GAP,),
    EventLane.VISITS: (EventKind.VISIT, EventKind.VOYAGE),
    EventLane.MEETINGS: (EventKind.ENCOUNTER, EventKind.LOITERING, EventKind.STS),
    EventLane.DOUBTS: (EventKind.IDENTITY, EventKind.POSITION),
    EventLane.HINTS: (EventKind.MISSED_CALL,),
}


class EventRun(NamedTuple):
    """One event.

    Attributes:
        key: "ais_event:id".
        ships: what the ships are called, one or two.
        name: the kind, such as "AIS gap"; of a doubt what is doubtful.
        first_s, last_s: seconds since 1970-01-01 UTC.
        score: of a visit its confidence.
        passing: no clause but the dates hides it, and nobody rejected it.
        is_open: a silence that had not ended when the data did.
    """

    key: str
    kind: EventKind
    ships: str
    name: str
    first_s: int
    last_s: int
    score: int
    passing: bool
    is_open: bool = False


class EventRows(NamedTuple):
    """What a lane shows.

    Attributes:
        runs: each event; empty where there are more than can be marks.
        counts: where there are more, how many begin and end in each interval.
    """

    lane: EventLane
    runs: tuple[EventRun, ...]
    counts: Histogram | None = None


def event_lanes(
    engine: QueryEngine, filter_: Filter, kinds: Collection[EventKind], feedback: Feedback | None = None
) -> tuple[EventRows, ...]:
    """The lanes that hold any event of these kinds; what the filter hides is there as well, and marked.

    Args:
        engine: of the case.
        filter_: its dates are left out; they are the window that the timeline shows over this.
        kinds: that are shown; of those that are not found yet there is no lane.
        feedback: stops it.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    other = filter_.without(ClauseKind.DATES)
    wanted = frozenset(kind for kind in kinds if engine.has_events((kind,)))
    if not wanted:
        return ()
    return engine.kept(
        ("timeline events", other, wanted), lambda: _lanes(engine, other, wanted, feedback), feedback
    )


def _lanes(
    engine: QueryEngine, filter_: Filter, wanted: Collection[EventKind], feedback: Feedback | None
) -> tuple[EventRows, ...]:
    lanes = []
    for lane, kinds in KINDS_OF.items():
        shown = [kind for kind in kinds if kind in wanted and len(engine.events(kind, feedback))]
        if not shown:
            continue
        if sum(len(engine.events(kind)) for kind in shown) > MOST_MARKS:
            lanes.append(EventRows(lane, (), _counts(engine, filter_, shown, feedback)))
        else:
            runs = [run for kind in shown for run in _runs(engine, filter_, kind, feedback)]
            lanes.append(EventRows(lane, tuple(sorted(runs, key=lambda run: (run.first_s, run.key)))))
    return tuple(lanes)


def _counts(
    engine: QueryEngine, filter_: Filter, kinds: Collection[EventKind], feedback: Feedback | None
) -> Histogram:
    found = [engine.events(kind) for kind in kinds]
    first, last = (
        np.concatenate([seconds // DAY_S for seconds in of]).astype(np.int32)
        for of in ([events.start_s for events in found], [events.end_s for events in found])
    )
    passing = [_passing(engine, filter_, kind, feedback) for kind in kinds]
    return histogram(levels_of(first, last, None), np.concatenate(passing))


def _runs(engine: QueryEngine, filter_: Filter, kind: EventKind, feedback: Feedback | None) -> list[EventRun]:
    events, passing = engine.events(kind), _passing(engine, filter_, kind, feedback)
    names = {vessel.id: vessel.name for vessel in engine.store.record.vessels}
    ships = [names.get(ident, "") or "unnamed" for ident in events.vessel_ids]
    opened = np.asarray(events.facts.get("is_open", np.zeros(len(events), np.bool_)))
    runs = []
    for row, (vessel, other, check) in enumerate(
        zip(events.vessel.tolist(), events.other.tolist(), events.check.tolist(), strict=True)
    ):
        runs.append(
            EventRun(
                f"{KEY_KIND}:{events.id_of(row)}",
                kind,
                ships[vessel] if other < 0 else f"{ships[vessel]} and {ships[other]}",
                EVENT_NAMES[kind][0] if check < 0 else CHECK_NAMES[EVENT_CHECKS[check]],
                int(events.start_s[row]),
                int(events.end_s[row]),
                int(events.score[row]),
                bool(passing[row]),
                bool(opened[row]),
            )
        )
    return runs


def _passing(
    engine: QueryEngine, filter_: Filter, kind: EventKind, feedback: Feedback | None
) -> NDArray[np.bool_]:
    return passing_events(engine, filter_, kind, feedback) & counted_events(engine, kind)
