"""AIS tracks under a filter: which are shown, when a ship was heard, and where she was silent."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from desktop_app.domain.movement import Track
from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind, Filter
from desktop_app.query.doubt_marks import doubts_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_passing import ships_with
from desktop_app.query.passing_ships import passing_ships
from desktop_app.query.silences import gap_seconds, silences
from desktop_app.runtime.feedback import Feedback


class AisSpan(NamedTuple):
    """A time through which a ship was heard, without a silence longer than the gap threshold.

    Attributes:
        first_s, last_s: seconds since 1970-01-01 UTC of its first and its last report.
    """

    track_id: str
    vessel_id: str
    first_s: int
    last_s: int


class AisGap(NamedTuple):
    """A silence within one track, from the last report before to the first after; fields as above."""

    track_id: str
    vessel_id: str
    first_s: int
    last_s: int


class Heard(NamedTuple):
    """Both for all tracks of a case, in their order."""

    spans: tuple[AisSpan, ...]
    gaps: tuple[AisGap, ...]


def heard(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Heard:
    """When the ships of the passing tracks were heard, and were not; the dates hide nothing here.

    Raises:
        InputError: the reports of a track are missing or damaged.
    """
    passing = set(passing_tracks(engine, filter_, feedback))
    gap_s = gap_seconds(engine.event_parameters)
    everything = engine.kept(("tracks_query", gap_s), lambda: _heard(engine, gap_s), assumes=False)
    return Heard(
        tuple(span for span in everything.spans if span.track_id in passing),
        tuple(gap for gap in everything.gaps if gap.track_id in passing),
    )


def passing_tracks(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> tuple[str, ...]:
    """Ids of the tracks that the filter leaves, whatever their time.

    What a clause asks of a ship is asked of the track's; what it asks of a voyage, of the ship's voyages.
    """
    others = filter_.without(ClauseKind.DATES)
    tracks = engine.store.record.tracks
    if not others.is_active or not tracks:
        return tuple(track.id for track in tracks)
    return engine.kept(
        ("tracks_query", others),
        lambda: _passing(engine, others, tracks, feedback),
        assumes=others.assumes,
    )


def _passing(
    engine: QueryEngine, others: Filter, tracks: Collection[Track], feedback: Feedback | None
) -> tuple[str, ...]:
    doubted = set(others.choice(ClauseKind.DOUBT).values)
    of_events = others.choice(ClauseKind.EVENT)
    ships = passing_ships(engine, others.without(ClauseKind.DOUBT, ClauseKind.EVENT), feedback)
    if of_events.is_active:
        ships &= ships_with(engine, of_events.values)
    passing = (track for track in tracks if track.vessel_id in ships)
    return tuple(track.id for track in passing if not doubted or _is_doubted(engine, track, doubted))


def _is_doubted(engine: QueryEngine, track: Track, wanted: set[str]) -> bool:
    """Whether the track or its ship has one of the doubts, or none where that is wanted."""
    found = doubts_of(engine.store, f"track:{track.id}", f"vessel:{track.vessel_id}")
    return not (found or {NOT_DOCUMENTED}).isdisjoint(wanted)


def _heard(engine: QueryEngine, gap_s: int) -> Heard:
    spans: list[AisSpan] = []
    gaps: list[AisGap] = []
    for track in engine.store.record.tracks:
        times = engine.store.fixes(track.id).t_s
        ends = [(int(times[place]), int(times[place + 1])) for place in silences(times, gap_s)]
        gaps += [AisGap(track.id, track.vessel_id, *end) for end in ends]
        spans += [AisSpan(track.id, track.vessel_id, *ends) for ends in _between(times[0], ends, times[-1])]
    return Heard(tuple(spans), tuple(gaps))


def _between(first: int, silent: Collection[tuple[int, int]], last: int) -> Iterator[tuple[int, int]]:
    """The times between silences."""
    start = int(first)
    for before, after in silent:
        yield start, before
        start = after
    yield start, int(last)
