"""Which marks of the legend the map really shows: under the filter, in its part of the world."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import pairwise
from typing import Final

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.figure_design import Place
from desktop_app.domain.movement import Tracker
from desktop_app.domain.place import LonLat, Port, PortRole
from desktop_app.domain.railway import Station, StationBasis
from desktop_app.query.drawn_reports import drawn_every, drawn_words
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_events import LAYER_OF, event_ids, kinds_drawn, kinds_within
from desktop_app.query.reference_layers import PREFIX, layers_shown
from desktop_app.query.results import FigureRows, MapContent
from desktop_app.ui.event_symbols import SYMBOL_OF
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.legend import LegendEntry, legend_under, reference_symbol

# As in assets/web/layers/rail.ts and areas.ts: from these zooms on stations and port areas are drawn.
STATIONS_FROM: Final = 7.0
AREAS_FROM: Final = 6.0
_MOST_LETTERS: Final = 40  # of the name of a reference layer
_ROLES: Final = {
    "loading": PortRole.LOADING,
    "discharge": PortRole.DISCHARGE,
    "rail_head": PortRole.RAIL,
    "other": PortRole.OTHER,
}


def visible_legend(
    subject: Subject, rows: FigureRows, drawn: MapContent, place: Place, zoom: float
) -> tuple[LegendEntry, ...]:
    """Entries of the marks that are drawn.

    Args:
        subject: what the figure is of.
        rows: which marks the rows that pass have at all.
        drawn: what the filter leaves on the map.
        place: that the map shows, degrees.
        zoom: of the map.
    """
    engine, layers = subject.engine, subject.layers
    record = engine.store.record
    sightings = [engine.store.sighting(ident) for ident in drawn.sighting_ids]
    trackers = {
        row.tracker
        for row in sightings
        if row is not None and row.position is not None and _is_in(place, row.position)
    }
    # Positions that are too many for marks are dots from arrays: where they lie is not asked one by one.
    crowd = drawn.positions > len(drawn.sighting_ids)
    stations = [row for row in record.stations if zoom >= STATIONS_FROM and _stands_in(place, row)]
    kinds = kinds_drawn(layers, (), has_tracks=bool(record.tracks))
    found = kinds_within(engine, kinds, subject.filter, (place.west, place.south, place.east, place.north))
    seen: Mapping[str, Callable[[], bool]] = {
        **{symbol: partial(_has_port, record.ports, role, place) for symbol, role in _ROLES.items()},
        "area": lambda: (
            zoom >= AREAS_FROM and any(_is_in(place, row.position) for row in record.berth_points)
        ),
        "rail": lambda: any(
            _crosses(place, segment.path) for line in record.rail_lines for segment in line.segments
        ),
        "station": lambda: any(row.basis is not StationBasis.ALONG for row in stations),
        "station_computed": lambda: any(row.basis is StationBasis.ALONG for row in stations),
        "route": lambda: any(
            row.id in set(drawn.route_ids) and _crosses(place, row.path) for row in record.routes
        ),
        "track": lambda: bool(record.tracks),
        "track_gap": lambda: bool(record.tracks),
        "doubted": lambda: any(doubt.subject.startswith("track:") for doubt in record.doubts),
        "position_off": lambda: crowd or Tracker.OFF in trackers,
        "position_on": lambda: crowd or bool(trackers - {Tracker.OFF}),
        **{SYMBOL_OF[kind]: partial(found.__contains__, kind) for kind in LAYER_OF},
        "event_count": lambda: EventKind.VISIT in found,
        "event_reach": lambda: EventKind.MISSED_CALL in found and bool(event_ids(subject.selection)),
        "watch_area": lambda: any(_crosses(place, row.ring) for row in record.watch_areas),
        "silence": lambda: "silence" in rows.marks and (crowd or bool(trackers)),
    }
    marks = tuple(
        entry
        for mark in legend_under(engine.event_parameters)
        if mark.layer in layers and (mark.layer == "flows" or seen[mark.symbol]())
        for entry in (subject.flow_legend if mark.layer == "flows" else (mark, *_thinned(engine, mark)))
    )
    return (*marks, *_references(engine, layers, place))


def _references(engine: QueryEngine, layers: tuple[str, ...], place: Place) -> tuple[LegendEntry, ...]:
    """Reference layers of which something can lie in the place, the topmost first."""
    found = []
    for layer in reversed(layers_shown(engine.store, layers)):
        west, south, east, north = layer.bounds
        if west <= place.east and east >= place.west and south <= place.north and north >= place.south:
            name = layer.name if len(layer.name) <= _MOST_LETTERS else f"{layer.name[: _MOST_LETTERS - 1]}…"
            symbol = reference_symbol(layer.colour, layer.geometry)
            found.append(LegendEntry(f"{PREFIX}{layer.id}", symbol, name))
    return tuple(found)


def _thinned(engine: QueryEngine, mark: LegendEntry) -> tuple[LegendEntry, ...]:
    """Under the mark of a track, that not every report is drawn."""
    if mark.symbol != "track":
        return ()
    words = drawn_words(drawn_every(engine.store))
    return (LegendEntry(mark.layer, "", words),) if words else ()


def marks_of(engine: QueryEngine, drawn: MapContent, place: Place) -> tuple[LonLat, ...]:
    """Where the rows lie that the figure is about: ports of call, positions and the bends of routes."""
    record = engine.store.record
    sightings = (engine.store.sighting(ident) for ident in drawn.sighting_ids)
    routes = set(drawn.route_ids)
    points = [
        *(row.position for row in record.ports if row.id in drawn.calls_per_port),
        *(row.position for row in sightings if row is not None),
        *(point for row in record.routes if row.id in routes for point in row.path),
    ]
    return tuple(point for point in points if point is not None and _is_in(place, point))


def _is_in(place: Place, position: LonLat) -> bool:
    lon, lat = position
    return place.west <= lon <= place.east and place.south <= lat <= place.north


def _has_port(ports: Iterable[Port], role: PortRole, place: Place) -> bool:
    return any(
        port.role is role and port.position is not None and _is_in(place, port.position)
        for port in ports
        if not port.parent_id
    )


def _stands_in(place: Place, station: Station) -> bool:
    return station.position is not None and _is_in(place, station.position)


def _crosses(place: Place, path: Iterable[LonLat]) -> bool:
    """Whether a stretch of a line can be in the place: the box round it is."""
    points = tuple(path)
    return any(
        min(a[0], b[0]) <= place.east
        and max(a[0], b[0]) >= place.west
        and min(a[1], b[1]) <= place.north
        and max(a[1], b[1]) >= place.south
        for a, b in pairwise(points)
    )
