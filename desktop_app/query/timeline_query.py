"""What the timeline shows: each call and position as a mark, or counts where there are too many."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.clauses import ClauseKind, Filter, TextClause
from desktop_app.query.columns.voyages import KINDS
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import month_of, next_month
from desktop_app.query.name_folding import fold
from desktop_app.query.results import MOST_MARKS
from desktop_app.query.timeline_counts import Levels, day_counts, histogram, levels_of
from desktop_app.query.timeline_marks import FoundMarks, call_marks, position_marks
from desktop_app.query.timeline_results import AisRun, Histogram, LaneRows, Occupied, TimelineContent
from desktop_app.query.tracks_query import heard, passing_tracks
from desktop_app.runtime.feedback import Feedback

# Marks of a crowd that are read for the days in sight: two for every three pixels of a wide window.
MOST_IN_SIGHT: Final = 1_000

Mask = NDArray[np.bool_]
Days = tuple[int, int]


def timeline_content(
    engine: QueryEngine, filter_: Filter, sight: Days | None = None, feedback: Feedback | None = None
) -> TimelineContent:
    """Everything dated on one clock; what the filter hides is there as well, and marked.

    Args:
        engine: of the case.
        filter_: its dates are left out; they are the window that the timeline shows over this.
        sight: first and last day in sight, days since 1970-01-01 UTC; of a crowd the marks of these days are
            read, if they are few enough.
        feedback: stops it.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    other = filter_.without(ClauseKind.DATES)
    whole = engine.kept(
        ("timeline", other, engine.event_parameters.gap_h),
        lambda: _content(engine, other, feedback),
        feedback,
        assumes=other.assumes,
    )
    if sight is None or not whole.is_crowd:
        return whole
    return engine.kept(
        ("timeline", other, sight, engine.event_parameters.gap_h),
        lambda: whole._replace(
            calls=_with_sight(engine, other, whole.calls, sight, feedback, calls=True),
            positions=_with_sight(engine, other, whole.positions, sight, feedback, calls=False),
        ),
        feedback,
        assumes=other.assumes,
    )


def marks_of(engine: QueryEngine, voyage_ids: Sequence[str], filter_: Filter) -> LaneRows:
    """The marks of some voyages, whatever the filter: those that are selected in a crowd."""
    columns = engine.columns()
    fids = np.array(engine.rows_of(voyage_ids), np.int64)
    marks = call_marks(engine.store, fids, None)
    return _marked(marks, columns.rows.places_of(marks.fids), engine.passing(filter_))


def _content(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> TimelineContent:
    columns, positions = engine.columns(feedback), engine.positions(feedback)
    passing = engine.passing(filter_, feedback)
    seen = engine.passing_positions(filter_, feedback)
    consignments = engine.passing_consignments(filter_)
    extent = _extent(engine)
    first_day, last_day = (None, None) if extent is None else (day_of(extent[0]), day_of(extent[1]))
    starts = [day_number(row.when.first_day) for row in consignments]
    ends = [day_number(row.when.last_day) for row in consignments]
    return TimelineContent(
        first_day,
        last_day,
        _histogram(engine, "voyages", passing),
        _calls(engine, passing, feedback),
        _positions(engine, seen, feedback),
        _ais(engine, filter_, feedback),
        _hidden(engine, filter_, {row.id for row in consignments}),
        Occupied(
            day_counts(columns.first_day[passing], positions.first_day[seen], starts),
            day_counts(columns.last_day[passing], positions.last_day[seen], ends),
        ),
        int(np.count_nonzero(passing)),
        len(columns),
    )


def _extent(engine: QueryEngine) -> Days | None:
    """Whole months round everything dated, by their numbers."""

    def ends() -> Days | None:
        record = engine.store.record
        small = (record.payments, record.public_events, record.consignments, record.observations)
        spans = [row.when for rows in (*small, record.tracks) for row in rows]
        days = [day_number(day) for span in spans for day in (span.first_day, span.last_day)]
        for columns in (engine.columns(), engine.positions()):
            if len(columns):
                days += [int(columns.first_day.min()), int(columns.last_day.max())]
        if not days:
            return None
        last = month_of(day_of(max(days)))
        is_end = (last.year, last.month) == (9999, 12)
        end = max(days) if is_end else day_number(next_month(last) - timedelta(days=1))
        return day_number(month_of(day_of(min(days)))), end

    return engine.kept(("timeline extent",), ends, assumes=False)


def _calls(engine: QueryEngine, passing: Mask, feedback: Feedback | None) -> LaneRows:
    """Calls, and voyages without one."""
    columns = engine.columns(feedback)
    if int(np.count_nonzero(_called(engine))) > MOST_MARKS:
        return LaneRows((), (), _histogram(engine, "calls", passing))
    marks = engine.kept(
        ("call marks",), lambda: call_marks(engine.store, None, feedback), feedback, assumes=False
    )
    return _marked(marks, columns.rows.places_of(marks.fids), passing)


def _positions(engine: QueryEngine, passing: Mask, feedback: Feedback | None) -> LaneRows:
    positions = engine.positions(feedback)
    if len(positions) > MOST_MARKS:
        return LaneRows((), (), _histogram(engine, "positions", passing))
    marks = engine.kept(
        ("position marks",),
        lambda: position_marks(engine.store, None, feedback),
        feedback,
        assumes=False,
    )
    return _marked(marks, positions.rows.places_of(marks.fids), passing)


def _with_sight(
    engine: QueryEngine,
    filter_: Filter,
    rows: LaneRows,
    sight: Days,
    feedback: Feedback | None,
    *,
    calls: bool,
) -> LaneRows:
    """A crowd with the marks of the days in sight, if they are few enough."""
    if rows.histogram is None:
        return rows
    columns = engine.columns(feedback) if calls else engine.positions(feedback)
    passing = (engine.passing if calls else engine.passing_positions)(filter_, feedback)
    seen = (columns.first_day <= sight[1]) & (columns.last_day >= sight[0])
    if calls:
        seen &= _called(engine)
    if int(np.count_nonzero(seen)) > MOST_IN_SIGHT:
        return rows
    read_marks = call_marks if calls else position_marks
    marks = read_marks(engine.store, columns.fid[seen], feedback)
    marked = _marked(marks, columns.rows.places_of(marks.fids), passing)
    return marked._replace(histogram=rows.histogram, marked_days=sight)


def _marked(marks: FoundMarks, rows: NDArray[np.intp], passing: Mask) -> LaneRows:
    """Marks with what the filter makes of their rows; a row that has just gone passes nothing."""
    passes = np.append(passing, np.False_).take(rows)
    return LaneRows(marks.marks, tuple(passes.tolist()))


def _histogram(engine: QueryEngine, name: str, passing: Mask) -> Histogram:
    """Counts of what passes among everything; which interval a row lies in is found once.

    Args:
        engine: of the case.
        name: "voyages", "calls" or "positions".
        passing: a flag for each voyage, or for each position.
    """

    def levels() -> Levels:
        # Columns of now, whatever the caller holds: this is kept until the case changes.
        rows = engine.positions() if name == "positions" else engine.columns()
        return levels_of(rows.first_day, rows.last_day, _called(engine) if name == "calls" else None)

    return histogram(engine.store.cached(f"timeline levels of {name}", levels), passing)


def _called(engine: QueryEngine) -> Mask:
    """Voyages that are more than a sighting."""
    called: Mask = engine.columns().kind != KINDS.index(VoyageKind.SIGHTING)
    return called


def _ais(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> tuple[AisRun, ...]:
    """Of every track, those that do not pass marked."""
    everything = heard(engine, Filter(), feedback)
    passing = set(passing_tracks(engine, filter_, feedback))
    names = {vessel.id: vessel.name for vessel in engine.store.record.vessels}
    return tuple(
        AisRun(
            f"track:{run.track_id}",
            names.get(run.vessel_id, ""),
            run.first_s,
            run.last_s,
            silent,
            run.track_id in passing,
        )
        for runs, silent in ((everything.spans, False), (everything.gaps, True))
        for run in runs
    )


def _hidden(engine: QueryEngine, filter_: Filter, consignments: set[str]) -> frozenset[str]:
    """Consignments that do not pass; payments, events and observations in which a text does not occur."""
    record = engine.store.record
    hidden = {f"consignment:{row.id}" for row in record.consignments if row.id not in consignments}
    text = next((clause.text for clause in filter_.clauses if isinstance(clause, TextClause)), "")
    wanted = fold(text)
    if not wanted:
        return frozenset(hidden)
    words = [
        *((f"payment:{row.id}", (row.payer, row.payee, row.purpose)) for row in record.payments),
        *((f"event:{row.id}", (row.title, row.text)) for row in record.public_events),
        *((f"observation:{row.id}", (row.text,)) for row in record.observations),
    ]
    hidden |= {key for key, texts in words if not any(wanted in fold(part) for part in texts)}
    return frozenset(hidden)
