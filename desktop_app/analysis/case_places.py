"""The places of a case: its ports with berths and terminals, the World Port Index, and drawn areas."""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from desktop_app.analysis.places import PlaceKind, Places, VisitPlace, distance_km
from desktop_app.domain.place import BerthPoint, LonLat, Port, PortKind
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import DEGREE

SAME_PORT_KM: Final = 5.0
"""A port of the World Port Index nearer to a point of a case's port is that port."""
AT_TERMINAL_KM: Final = 1.0
"""A point nearer to a terminal bears its name: the radius of sub-labels of Global Fishing Watch
(pipe-anchorages, name_anchorages_cfg.yaml)."""
KNOWN_M: Final = 3_000.0
"""A port's own position, known as well as this, is a point beside its berths where none of them is near: of
some ports the berths that are known lie off shore, miles from the quay."""
ANCHORAGE: Final = "anchorage"
# Words by which the basis of a berth point tells that ships lie there at something.
_BERTH_WORDS: Final = frozenset({"quay", "pier", "mole", "berth", "jetty", "wharf", "basin", "buoy", "buoys"})
# Parts of a port at which no ship lies.
_ASHORE: Final = frozenset({PortKind.TANKS})


class _Point(NamedTuple):
    position: LonLat
    name: str


class _Reference(NamedTuple):
    """A port of the World Port Index."""

    id: str
    name: str
    country: str
    position: LonLat


def case_places(store: CaseStore | None) -> Places:
    """Every port of the case that something places, ports of the region beside them, and drawn areas.

    What the World Port Index has within `SAME_PORT_KM` of a point of
    the case is left out; its positions are told to the whole minute, 1 to 2 km.

    Raises:
        InputError: the World Port Index is missing from the program's own files.
    """
    places: list[VisitPlace] = []
    points: list[tuple[int, _Point]] = []
    ports = () if store is None else store.record.ports
    berths = () if store is None else store.record.berth_points
    for port in ports:
        if not port.parent_id:
            parts = [part for part in ports if part.parent_id == port.id and part.kind not in _ASHORE]
            own = [berth for berth in berths if berth.port_id == port.id]
            points += ((len(places), point) for point in _points_of(port, parts, own))
            places.append(VisitPlace(port.id, port.names.en, PlaceKind.PORT, port.country))
    known = [point.position for _, point in points]
    known += (port.position for port in ports if port.position is not None and not port.parent_id)
    for reference in _world_port_index():
        if not any(_is_within(reference.position, position, SAME_PORT_KM) for position in known):
            points.append((len(places), _Point(reference.position, "")))
            places.append(VisitPlace(reference.id, reference.name, PlaceKind.REFERENCE, reference.country))
    areas = () if store is None else store.record.watch_areas
    places += (VisitPlace(area.id, area.name, PlaceKind.AREA, "", area.ring) for area in areas)
    lon_lat = np.array([point.position for _, point in points], np.float64).reshape(-1, 2)
    whole = np.rint(lon_lat * DEGREE).astype(np.int32)
    return Places(
        tuple(places),
        np.array([place for place, _ in points], np.int32),
        whole[:, 0].copy(),
        whole[:, 1].copy(),
        tuple(point.name for _, point in points),
    )


def _points_of(port: Port, parts: Iterable[Port], berths: Iterable[BerthPoint]) -> Iterator[_Point]:
    """The places where ships of a port lie, under the name of the terminal that is there."""
    placed = [(part.position, part.names.en) for part in parts if part.position is not None]
    own = [
        _Point(berth.position, _name_at(berth.position, placed) or _told_by(berth.basis)) for berth in berths
    ]
    own += (_Point(position, name) for position, name in placed)
    quay, known_m = port.position, port.position_accuracy_m
    if quay is not None and (
        not own
        or (
            (known_m is not None and known_m <= KNOWN_M)
            and all(distance_km(quay, point.position) > AT_TERMINAL_KM for point in own)
        )
    ):
        own.append(_Point(quay, ""))
    yield from own


def _name_at(position: LonLat, placed: Iterable[tuple[LonLat, str]]) -> str:
    near = [(distance_km(position, at), name) for at, name in placed]
    return min((one for one in near if one[0] <= AT_TERMINAL_KM), default=(0.0, ""))[1]


def _told_by(basis: str) -> str:
    """What the basis of a berth point says that it is; empty where it says only how it is known.

    An anchorage of Global Fishing Watch is wherever ships lay still, so it may be a quay.
    """
    if basis.casefold().startswith(ANCHORAGE):
        return ANCHORAGE
    return basis if _BERTH_WORDS & set(basis.casefold().split()) else ""


@cache
def _world_port_index() -> tuple[_Reference, ...]:
    path = Resources.locate().geodatum("world_port_index.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            _Reference(row["id"], row["name"], row["country"], (float(row["lon"]), float(row["lat"])))
            for row in csv.DictReader(file)
        )


def _is_within(one: LonLat, other: LonLat, most_km: float) -> bool:
    # A degree of latitude is 111 km: most need no more than this.
    return abs(one[1] - other[1]) * 110 <= most_km and distance_km(one, other) <= most_km
