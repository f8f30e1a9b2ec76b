"""The part of the world that a page shows: the ports, positions and inferred routes of what passes."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from desktop_app.domain.figure_design import Place
from desktop_app.domain.place import LonLat
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.choices import count_codes
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback

# Room round what is shown, and the least part of the world: a single port keeps its surroundings.
MARGIN: Final = 0.2
LEAST_SPAN_DEG: Final = 2.0


def page_place(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Place | None:
    """The part of the world, with room round it; None where nothing that passes has a place."""
    points = list(_points(engine, filter_, feedback))
    if not points:
        return None
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    wide, high = (max(span * MARGIN, (LEAST_SPAN_DEG - span) / 2) for span in (east - west, north - south))
    return Place(west - wide, max(south - high, -85.0), east + wide, min(north + high, 85.0))


def _points(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Iterator[LonLat]:
    columns, calls, positions = engine.columns(feedback), engine.calls(feedback), engine.positions(feedback)
    passing, count = engine.passing(filter_, feedback), len(columns.port_ids) + 1
    at = count_codes(columns.loading, passing, count) + count_codes(columns.discharge, passing, count)
    at += count_codes(calls.port, engine.passing_calls(filter_, feedback), count)
    ports = {columns.port_ids[place] for place in np.flatnonzero(at[:-1])}
    yield from (
        port.position for port in engine.store.record.ports if port.id in ports and port.position is not None
    )
    seen = engine.passing_positions(filter_, feedback) & ~np.isnan(positions.lon)
    if seen.any():
        lon, lat = positions.lon[seen], positions.lat[seen]
        yield float(lon.min()), float(lat.min())
        yield float(lon.max()), float(lat.max())
    drawn = count_codes(columns.route.codes, passing, len(columns.route.values) + 1)[:-1]
    routes = {columns.route.values[place] for place in np.flatnonzero(drawn)}
    for route in engine.store.record.routes:
        if route.id in routes:
            yield from route.path
    ends = {
        ident
        for row in engine.passing_consignments(filter_)
        for ident in (row.from_station_id, row.to_station_id)
    }
    for station in engine.store.record.stations:
        if station.id in ends and station.position is not None:
            yield station.position
