"""Visits and voyages the slow way: every report of every ship against every point, by the haversine."""

from itertools import pairwise
from typing import NamedTuple

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import Places, distance_km
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.laden import Laden, laden_after

APART_KM = 60 * 1.852
LADEN = (Laden.UNKNOWN, Laden.LADEN, Laden.BALLAST)


class PlainVisit(NamedTuple):
    """A visit as `analysis.visits` finds it; places and points by number."""

    ship: int
    start_s: int
    end_s: int
    first: int
    last: int
    place: int
    point: int
    has_entry: bool
    has_exit: bool
    stops: int
    gaps: int
    stopped_s: int
    silent_s: int
    confidence: int


class PlainVoyage(NamedTuple):
    """A voyage as `analysis.voyages` finds it, ways rounded to metres."""

    ship: int
    start_s: int
    end_s: int
    place: int
    end_place: int
    distance_m: int
    dark_s: int
    gaps: int
    hours_heard: int
    laden: int


class _Open:
    """A visit while it lasts."""

    def __init__(self, place: int, first: int, *, has_entry: bool) -> None:
        self.place, self.first, self.has_entry = place, first, has_entry
        self.stops = self.gaps = self.stopped_s = self.silent_s = 0
        self.last = first
        self.stopped = False
        self.by_stop: int | None = None
        self.by_gap: int | None = None


def plain_visits(fleet: Fleet, places: Places, parameters: EventParameters) -> list[PlainVisit]:
    """All visits to ports, in the order of ships and times."""
    return [
        visit for ship in range(len(fleet.vessel_ids)) for visit in _of_ship(fleet, places, parameters, ship)
    ]


def _of_ship(  # noqa: C901 - the whole machine in one piece, as the rules tell it
    fleet: Fleet, places: Places, p: EventParameters, ship: int
) -> list[PlainVisit]:
    reports = fleet.reports_of(ship)
    points = list(
        zip((places.point_lon_e7 / 1e7).tolist(), (places.point_lat_e7 / 1e7).tolist(), strict=True)
    )
    owners = places.point_place.tolist()
    gap_s = p.port_gap_h * 3600

    def position(at: int) -> tuple[float, float]:
        return float(fleet.lon_e7[at]) / 1e7, float(fleet.lat_e7[at]) / 1e7

    def ways(at: int) -> list[float]:
        return [distance_km(position(at), point) for point in points]

    def seen(before: int, at: int) -> bool:
        return distance_km(position(before), position(at)) <= APART_KM

    def silence(lasted_s: int) -> None:
        """A silence that began inside."""
        assert inside is not None
        inside.silent_s = max(inside.silent_s, lasted_s)
        if lasted_s >= gap_s:
            inside.gaps += 1
            inside.by_gap = inside.last if inside.by_gap is None else inside.by_gap

    def closed(last: int, *, has_exit: bool) -> PlainVisit:
        assert inside is not None
        named = next(at for at in (inside.by_stop, inside.by_gap, inside.first) if at is not None)
        near = ways(named)
        point = near.index(min(near))
        stayed = inside.stops + inside.gaps > 0
        return PlainVisit(
            *(ship, int(fleet.t_s[inside.first]), int(fleet.t_s[last]), inside.first, last),
            *(owners[point], point, inside.has_entry, has_exit),
            *(inside.stops, inside.gaps, inside.stopped_s, inside.silent_s),
            2 + inside.has_entry + has_exit if stayed else 1,
        )

    found, inside = [], None
    for at in range(reports.start, reports.stop):
        now_s = int(fleet.t_s[at])
        if inside is not None:
            lasted_s = now_s - int(fleet.t_s[at - 1])
            silence(lasted_s)
            if inside.stopped and lasted_s < gap_s:
                inside.stopped_s += lasted_s
        near = ways(at)
        if inside is not None:
            own = min(way for way, owner in zip(near, owners, strict=True) if owner == inside.place)
            if own >= p.leave_km:
                if now_s == int(fleet.t_s[inside.first]):
                    continue
                shown = seen(inside.last, at)
                found.append(closed(at if shown else inside.last, has_exit=shown))
                inside = None
        if inside is None and near and min(near) <= p.enter_km:
            begun = at > reports.start and seen(at - 1, at)
            inside = _Open(owners[near.index(min(near))], at, has_entry=begun)
        if inside is not None:
            inside.last = at
            speed_kn = int(fleet.sog_dkn[at]) / 10
            if inside.stopped:
                inside.stopped = speed_kn < p.stop_end_kn
            elif 0 <= speed_kn <= p.stop_begin_kn:
                inside.stopped, inside.stops = True, inside.stops + 1
                inside.by_stop = at if inside.by_stop is None else inside.by_stop
    if inside is not None:
        silence(int(fleet.data_end_s[ship]) - int(fleet.t_s[inside.last]))
        found.append(closed(inside.last, has_exit=False))
    return found


def plain_voyages(fleet: Fleet, visits: list[PlainVisit], p: EventParameters) -> list[PlainVoyage]:
    """Voyages between the visits that count."""
    chosen = [visit for visit in visits if visit.confidence >= p.least_confidence]
    found = []
    for one, other in pairwise(chosen):
        if one.ship != other.ship or other.start_s <= one.end_s:
            continue
        track = [
            (int(fleet.t_s[at]), (float(fleet.lon_e7[at]) / 1e7, float(fleet.lat_e7[at]) / 1e7))
            for at in range(one.last, other.first + 1)
        ]
        steps = list(pairwise(track))
        silences = [to_s - from_s for (from_s, _), (to_s, _) in steps if to_s - from_s > p.gap_h * 3600]
        own = range(*fleet.reports_of(one.ship).indices(fleet.count))
        told = [at for at in own if fleet.draught_dm[at] > 0]
        laden = (
            laden_after(
                [int(fleet.t_s[at]) for at in told],
                [int(fleet.draught_dm[at]) for at in told],
                *(one.start_s, one.end_s, other.start_s),
                settled_s=round(p.settled_h * 3600),
                change_share=p.laden_share,
            )
            if told
            else Laden.UNKNOWN
        )
        found.append(
            PlainVoyage(
                *(one.ship, one.end_s, other.start_s, one.place, other.place),
                round(1000 * sum(distance_km(here, there) for (_, here), (_, there) in steps)),
                *(sum(silences), len(silences)),
                len({(when - one.end_s) // 3600 for when, _ in track if when < other.start_s}),
                LADEN.index(laden),
            )
        )
    return found
