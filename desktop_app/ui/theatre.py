"""The part of the world this is about, and the bounds of things within it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from desktop_app.domain.movement import Sighting
from desktop_app.domain.place import LonLat
from desktop_app.query.ais_events import KEY_KIND, found_event, kind_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reference_layers import feature_of
from desktop_app.storage.case_store import CaseStore

# West, south, east, north: Far East ports, Korea, and the way round it.
THEATRE: Final = (118.0, 33.0, 146.0, 50.0)
LEAST_SPAN_DEG: Final = 0.5


def bounds_of(engine: QueryEngine, keys: Iterable[str]) -> tuple[float, float, float, float] | None:
    """Bounds of the features with these keys, with room round them; None if none has a place."""
    store = engine.store
    ids: dict[str, list[str]] = {}
    for key in keys:
        kind, _, ident = key.partition(":")
        ids.setdefault(kind, []).append(ident)
    points = [*_fixed_points(store, ids), *_voyage_points(store, ids.get("voyage", ()))]
    points += _sighting_points(store.sighting(ident) for ident in ids.get("sighting", ()))
    points += _layer_points(store, ids)
    points += _track_points(store, ids.get("track", ()))
    points += _event_points(engine, ids.get(KEY_KIND, ()))
    areas = (area for area in store.record.watch_areas if area.id in ids.get("area", ()))
    points += (point for area in areas for point in area.ring)
    if not points:
        return None
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    wide = max(LEAST_SPAN_DEG - (east - west), 0.0) / 2 + (east - west) * 0.15
    high = max(LEAST_SPAN_DEG - (north - south), 0.0) / 2 + (north - south) * 0.15
    return west - wide, south - high, east + wide, north + high


def _fixed_points(store: CaseStore, ids: Mapping[str, Sequence[str]]) -> Iterator[LonLat]:
    """Of ports, stations and railway lines."""
    record = store.record
    for kind, rows in (("port", record.ports), ("station", record.stations)):
        wanted = set(ids.get(kind, ()))
        yield from (row.position for row in rows if row.id in wanted and row.position is not None)
    for line in record.rail_lines:
        if line.id in ids.get("rail", ()):
            yield from (point for segment in line.segments for point in segment.path)


def _layer_points(store: CaseStore, ids: Mapping[str, Sequence[str]]) -> Iterator[LonLat]:
    """Corners of the boxes round reference layers and their features."""
    boxes = [row.bounds for row in store.record.reference_layers if row.id in ids.get("layer", ())]
    features = (feature_of(store, ident) for ident in ids.get("feature", ()))
    boxes += [row.bounds for row in features if row is not None and row.bounds is not None]
    for west, south, east, north in boxes:
        yield west, south
        yield east, north


def _track_points(store: CaseStore, ids: Sequence[str]) -> Iterator[LonLat]:
    """Corners of the boxes round the reports of tracks."""
    for ident in ids:
        fixes = store.fixes(ident)
        if len(fixes.t_s):
            lon, lat = fixes.lon_e7, fixes.lat_e7
            yield float(lon.min()) / 1e7, float(lat.min()) / 1e7
            yield float(lon.max()) / 1e7, float(lat.max()) / 1e7


def _event_points(engine: QueryEngine, idents: Sequence[str]) -> Iterator[LonLat]:
    """Where events begin and end, and the reports behind them; nothing of what would take long to find."""
    for ident in idents:
        kind = kind_of(ident)
        if kind is None or not engine.has_events((kind,)):
            continue
        event = found_event(engine, ident)
        if event is None:
            continue
        columns, row, fleet = event.columns, event.row, event.detector.fleet
        first, last = int(columns.first[row]), int(columns.last[row])
        lon = [int(columns.lon_e7[row]), int(columns.end_lon_e7[row])]
        lat = [int(columns.lat_e7[row]), int(columns.end_lat_e7[row])]
        if first >= 0:
            some = slice(first, last + 1)
            lon += [int(fleet.lon_e7[some].min()), int(fleet.lon_e7[some].max())]
            lat += [int(fleet.lat_e7[some].min()), int(fleet.lat_e7[some].max())]
        yield min(lon) / 1e7, min(lat) / 1e7
        yield max(lon) / 1e7, max(lat) / 1e7


def _voyage_points(store: CaseStore, ids: Sequence[str]) -> Iterator[LonLat]:
    """Of the ports, positions and inferred routes of voyages."""
    voyages = store.voyages(ids)
    ports = {call.port_id for call in store.calls_of(voyages)}
    ports |= {port for voyage in voyages for port in (voyage.from_port_id, voyage.to_port_id)}
    routes = {voyage.route_id for voyage in voyages}
    for port in store.record.ports:
        if port.id in ports and port.position is not None:
            yield port.position
    yield from _sighting_points(store.sightings_of(voyages))
    for route in store.record.routes:
        if route.id in routes:
            yield from route.path


def _sighting_points(sightings: Iterable[Sighting | None]) -> Iterator[LonLat]:
    for sighting in sightings:
        if sighting is not None and sighting.position is not None:
            yield sighting.position
