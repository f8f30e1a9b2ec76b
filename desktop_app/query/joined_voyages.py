"""Documented voyages and voyages by AIS that are the same, and how fast a documented one has to have been."""

from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import PortCall, Voyage
from desktop_app.domain.place import LonLat
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:  # numpy, which the first picture has not
    from desktop_app.analysis.detector import Detector
    from desktop_app.analysis.joining import Join, JoinConflict, Joining


class ByAis(NamedTuple):
    """What AIS shows of a documented voyage.

    Attributes:
        event: the voyage by AIS; None where none fits.
        join: how the two fit; None as above.
        conflicts: where documents and AIS do not agree.
    """

    event: FoundEvent | None
    join: "Join | None"
    conflicts: "tuple[JoinConflict, ...]"


class SailingTime(NamedTuple):
    """What speed a documented voyage takes.

    Attributes:
        way_m: the shortest over water between its ports.
        least_kn: with the longest time that the dates allow.
        most_kn: with the shortest; None where they leave none at all.
    """

    way_m: float
    least_kn: float
    most_kn: float | None


def joining_of(
    store: CaseStore, detector: "Detector", parameters: EventParameters, feedback: Feedback | None = None
) -> "Joining":
    """All joins of a case under some parameters; kept until the case changes."""
    from desktop_app.analysis.joining import joining  # noqa: PLC0415 - numpy

    asked = (parameters.of(EventKind.VOYAGE), parameters.fastest_kn)
    return store.cached(f"joined voyages {asked}", lambda: joining(detector, parameters, feedback))


def by_ais(engine: QueryEngine, voyage: Voyage, feedback: Feedback | None = None) -> ByAis | None:
    """What AIS shows of a documented voyage; None where the case has no track of the ship."""
    store = engine.store
    if not any(track.vessel_id == voyage.vessel_id for track in store.record.tracks):
        return None
    detector, parameters = engine.detector(feedback), engine.event_parameters
    found = joining_of(store, detector, parameters, feedback)
    join = found.of_voyage(voyage.id)
    keys = [f"call:{ident}" for ident in voyage.call_ids]
    keys += [f"sighting:{ident}" for ident in voyage.sighting_ids]
    event = None
    if join is not None:
        event = FoundEvent(engine.events(EventKind.VOYAGE, feedback), join.row, detector, parameters)
    conflicts = join.conflicts if join is not None else ()
    return ByAis(event, join, (*conflicts, *found.about(keys)))


def counterpart(event: FoundEvent, store: CaseStore) -> "Join | None":
    """The documented voyage that a voyage by AIS is; None where none is documented."""
    return joining_of(store, event.detector, event.parameters).of_row(event.row)


def sailing_time(store: CaseStore, voyage: Voyage, calls: tuple[PortCall, ...]) -> SailingTime | None:
    """The speed from loading to discharge; None where a call or a position is not documented."""
    from desktop_app.analysis.joining import ends_of  # noqa: PLC0415 - numpy
    from desktop_app.analysis.reach import water_distance_m  # noqa: PLC0415 - as above

    start, end = ends_of(store, voyage, calls)
    if start is None or end is None:
        return None
    positions: dict[str, LonLat | None] = {port.id: port.position for port in store.record.ports}
    first, last = positions.get(voyage.from_port_id), positions.get(voyage.to_port_id)
    way_m = None if first is None or last is None else water_distance_m(first, last)
    if way_m is None:
        return None
    most_s = (end.when.end - start.when.start).total_seconds()
    least_s = (end.when.start - start.when.end).total_seconds()
    if most_s <= 0:
        return None
    return SailingTime(way_m, _knots(way_m, most_s), _knots(way_m, least_s) if least_s > 0 else None)


def _knots(way_m: float, seconds: float) -> float:
    return way_m / seconds * 3600 / 1852
