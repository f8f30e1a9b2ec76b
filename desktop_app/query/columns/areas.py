"""Which voyages and calls a ring touches: by their ends, the places of their calls, and their positions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.place import LonLat
from desktop_app.query.columns.calls import CallColumns
from desktop_app.query.columns.places import inside
from desktop_app.query.columns.positions import PositionColumns
from desktop_app.query.columns.voyages import Columns
from desktop_app.storage.case_store import CaseStore

Mask = NDArray[np.bool_]


def places_inside(store: CaseStore, ids: Sequence[str], ring: Sequence[LonLat]) -> Mask:
    """Which ports, or parts of them, lie in a ring; one flag more at the end for "none of them"."""
    known = {port.id: port.position for port in store.record.ports}
    points = [known.get(ident) or (np.nan, np.nan) for ident in ids] + [(np.nan, np.nan)]
    lons, lats = np.array(points, np.float64).T
    return inside(ring, lons, lats)


def calls_inside(store: CaseStore, columns: Columns, calls: CallColumns, ring: Sequence[LonLat]) -> Mask:
    """Calls in a ring: at a part of a port where one is known, else at the port."""
    at_port = places_inside(store, columns.port_ids, ring).take(calls.port)
    at_part = places_inside(store, calls.terminal_ids, ring).take(calls.terminal)
    return np.where(calls.terminal >= 0, at_part, at_port)


def voyages_inside(
    store: CaseStore,
    columns: Columns,
    calls: CallColumns,
    positions: PositionColumns,
    ring: Sequence[LonLat],
) -> Mask:
    """Voyages with a documented place in a ring."""
    ports = places_inside(store, columns.port_ids, ring)
    passing: Mask = ports.take(columns.loading) | ports.take(columns.discharge)
    in_ring = (
        (calls.voyage, calls_inside(store, columns, calls, ring)),
        (positions.voyage, at_sea(positions, ring)),
    )
    for voyages, is_inside in in_ring:
        passing[voyages.take(np.flatnonzero(is_inside & (voyages >= 0)))] = True
    return passing


def at_sea(positions: PositionColumns, ring: Sequence[LonLat]) -> Mask:
    """Positions in a ring."""
    return inside(ring, positions.lon, positions.lat)
