"""The places of a case: its ports and their parts with a position, round their berths and anchorages."""

import numpy as np

from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.domain.place import LonLat
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import DEGREE


def case_places(store: CaseStore | None) -> Places:
    """Every port of the case that something places; a port without berths is its own point."""
    places: list[VisitPlace] = []
    points: list[tuple[int, LonLat, str]] = []
    ports = () if store is None else store.record.ports
    berths = () if store is None else store.record.berth_points
    for port in ports:
        if port.parent_id:
            continue
        own = [(berth.position, berth.basis) for berth in berths if berth.port_id == port.id]
        if not own and port.position is not None:
            own = [(port.position, "")]
        points += [(len(places), position, name) for position, name in own]
        places.append(VisitPlace(port.id, port.names.en, PlaceKind.PORT, port.country))
    lon_lat = np.array([position for _, position, _ in points], np.float64).reshape(-1, 2)
    whole = np.rint(lon_lat * DEGREE).astype(np.int32)
    return Places(
        tuple(places),
        np.array([place for place, _, _ in points], np.int32),
        whole[:, 0].copy(),
        whole[:, 1].copy(),
        tuple(name for _, _, name in points),
    )
