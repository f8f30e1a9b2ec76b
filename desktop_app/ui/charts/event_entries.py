"""Events found in AIS reports as entries of the timeline."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.ui.charts.timeline_data import Entry, Lane, Look, duration

if TYPE_CHECKING:  # numpy, which the first picture has not
    from desktop_app.query.timeline_events import EventRows, EventRun

GAPS: Final = "ais_gaps"
_PALE: Final = "Pale: hidden by the filter, or rejected."
_VISITS: Final = (
    "Visits to ports found in AIS reports, hollow where only a way in or out was seen; the lines between "
    f"them are voyages by AIS. {_PALE}"
)
_MEETINGS: Final = (
    "Found in AIS reports. Bar: an encounter of two ships. Hollow bar: loitering. Soft ends: a ship-to-ship "
    f"candidate, some time in the silence of one ship. {_PALE}"
)
_DOUBTS: Final = (
    f"Found in AIS reports. Bar: a doubt about who a ship is. Hollow: one about where she was. {_PALE}"
)
_HINTS: Final = (
    f"Between two sightings in opposite states a call may be missing, some time in this window. {_PALE}"
)
# Title, what the marks mean, colour.
_LANES: Final = {
    "ais_visits": ("Visits", _VISITS, "sea_volume"),
    "ais_meetings": ("Meetings", _MEETINGS, "rail"),
    "ais_doubts": ("Doubts", _DOUBTS, "warning"),
    "ais_hints": ("Hints", _HINTS, "sea_volume"),
}
_HOLLOW: Final = frozenset({EventKind.LOITERING, EventKind.POSITION})
_SOFT: Final = frozenset({EventKind.STS, EventKind.MISSED_CALL})
# Confidence of a visit of which no stop was seen.
_PASSED: Final = 1


def event_lanes(rows: "Sequence[EventRows]") -> tuple[Lane, ...]:
    """The lanes below that of AIS reports; silences stand in that one."""
    return tuple(
        Lane(row.lane.value, *_LANES[row.lane.value], tuple(_entry(run) for run in row.runs), row.counts)
        for row in rows
        if row.lane.value in _LANES
    )


def gap_entries(rows: "Sequence[EventRows]") -> tuple[Entry, ...] | None:
    """Silences as events; None where they are not found, or too many."""
    found = next((row for row in rows if row.lane.value == GAPS and row.counts is None), None)
    return None if found is None else tuple(_entry(run) for run in found.runs)


def _entry(run: "EventRun") -> Entry:
    start, end = (datetime.fromtimestamp(second, UTC) for second in (run.first_s, run.last_s))
    if run.kind is EventKind.GAP:
        look, token = Look.SILENT, "sea_volume"
    elif run.kind is EventKind.VOYAGE:
        look, token = Look.LINK, "sea_volume"
    else:
        look, token = Look.TIME, _token(run.kind)
    precision = Precision.WINDOW if run.kind in _SOFT else Precision.INTERVAL
    if run.first_s == run.last_s:
        precision = Precision.INSTANT
    long = duration(run.last_s - run.first_s)
    hollow = run.kind in _HOLLOW or (run.kind is EventKind.VISIT and run.score <= _PASSED)
    return Entry(
        run.key,
        TimeSpan(start, end, precision),
        f"{run.ships}: {run.name}, {'not heard again in ' if run.is_open else ''}{long}",
        float(run.first_s),
        float(run.last_s),
        token,
        look,
        not run.passing,
        hollow,
        # Nobody knows how long it lasted: only the data ended.
        far=run.is_open,
    )


def _token(kind: EventKind) -> str:
    if kind in {EventKind.IDENTITY, EventKind.POSITION}:
        return "warning"
    return "rail" if kind in {EventKind.ENCOUNTER, EventKind.LOITERING, EventKind.STS} else "sea_volume"
