"""What stands behind a hint at a missed call: places within reach, looks at them, who saw her meanwhile."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.domain.place import LonLat, PortRole
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.observability_results import DayCounts
from desktop_app.query.port_looks import port_looks
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:  # numpy, which the first picture has not
    from desktop_app.analysis.places import VisitPlace

# Seen between the two ends without a word on how she lay.
_MEANWHILE: Final = (
    "SELECT id FROM sighting WHERE vessel_id = ?1 AND unixepoch(start_utc) >= ?2 "
    "AND unixepoch(end_utc) <= ?3 ORDER BY start_utc, id LIMIT 50"
)


class HintPlace(NamedTuple):
    """A place where she can have called.

    Attributes:
        way_m: over water from the one end over the place to the other.
        detour_m: by how much that is longer than without it.
        needed_kn: the speed that it takes, without time in port.
        is_likely: whether documents give the port the role that the hint asks for.
        looks: days between the ends by what is stated of looks at the port; None for what is no port of the
            case.
    """

    place: "VisitPlace"
    way_m: float
    detour_m: float
    needed_kn: float
    is_likely: bool
    looks: DayCounts | None


class HintEvidence(NamedTuple):
    """What stands behind a hint.

    Attributes:
        places: within reach, those whose role fits first, then the least detour; empty where an end has no
            position within the region.
        rings: outlines of the water within reach, lon, lat.
        direct_m: the way over water between the ends; None where it is not known.
        seen: ids of sightings meanwhile.
        is_placed: whether both ends lie in the region of the program's waters.
    """

    places: tuple[HintPlace, ...]
    rings: tuple[tuple[LonLat, ...], ...]
    direct_m: float | None
    seen: tuple[str, ...]
    is_placed: bool


def hint_evidence(event: FoundEvent, store: CaseStore) -> HintEvidence:
    """The evidence of one hint; kept until the case changes."""
    key = f"evidence of {event.id} {event.parameters.of(event.kind)}"
    return store.cached(key, lambda: _evidence(event, store))


def _evidence(event: FoundEvent, store: CaseStore) -> HintEvidence:
    from desktop_app.analysis.missed_calls import LOADED  # noqa: PLC0415 - numpy
    from desktop_app.analysis.places import PlaceKind  # noqa: PLC0415 - as above
    from desktop_app.analysis.reach import sea_grid  # noqa: PLC0415 - as above

    row, facts, columns = event.row, event.columns.facts, event.columns
    with store.reader() as connection:
        found = connection.execute(_MEANWHILE, (event.vessel_id, event.start_s, event.end_s))
        seen = tuple(str(ident) for (ident,) in found)
    start = (int(columns.lon_e7[row]) / 1e7, int(columns.lat_e7[row]) / 1e7)
    end = (int(columns.end_lon_e7[row]) / 1e7, int(columns.end_lat_e7[row]) / 1e7)
    hours, places = float(facts["most_hours"][row]), event.detector.places
    reach = None
    if bool(facts["from_placed"][row]) and bool(facts["to_placed"][row]):
        reach = sea_grid().reach(start, end, hours, event.parameters.reach_kn, places)
    if reach is None:
        return HintEvidence((), (), None, seen, is_placed=False)
    wanted = PortRole.LOADING if int(facts["change"][row]) == LOADED else PortRole.DISCHARGE
    roles = {port.id: port.role for port in store.record.ports}
    first, last = _day(event.start_s), _day(event.end_s)
    hinted = [
        HintPlace(
            place,
            port.way_m,
            port.detour_m,
            port.needed_kn,
            roles.get(place.id) is wanted,
            port_looks(store, place.id).between(first, last) if place.kind is PlaceKind.PORT else None,
        )
        for port, place in ((port, places.places[port.place]) for port in reach.ports)
    ]
    hinted.sort(key=lambda hint: not hint.is_likely)
    return HintEvidence(tuple(hinted), reach.rings, reach.direct_m, seen, is_placed=True)


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
