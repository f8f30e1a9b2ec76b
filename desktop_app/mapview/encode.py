"""A case as the page draws it: JSON payloads for `FeaturesChanged` and `VisibleChanged`.

Shapes are mirrored in `assets/web/features.ts`. Positions are [lon, lat] in degrees, rounded to 1e-6
(0.1 m); accuracies in metres. What has no documented position is left out: it is listed, not drawn.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.domain.movement import PortCall, Sighting, Voyage
from desktop_app.domain.place import LonLat, Names
from desktop_app.domain.railway import Gauge, StationBasis
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.results import MOST_MARKS, MapContent
from desktop_app.storage.content import Content

_METRES_PER_KM = 1000.0


def encode_features(
    record: Content, voyages: Sequence[Voyage], port_calls: Sequence[PortCall], positions: Sequence[Sighting]
) -> bytes:
    """Everything of the case that has a place: all of the small tables, and these voyages.

    Args:
        record: ports, railway and routes of the case.
        voyages: those that may be drawn.
        port_calls: all calls of these voyages.
        positions: sightings that may be drawn, all those of these voyages among them.
    """
    calls = {call.id: call for call in port_calls}
    vessels = {vessel.id: vessel.name for vessel in record.vessels}
    sightings = {sighting.id: sighting for sighting in positions}
    return _json(
        {
            "ports": [
                {
                    "id": port.id,
                    "names": _names(port.names),
                    "role": port.role.value,
                    "kind": port.kind.value,
                    "at": _at(port.position),
                    "outline": [_at(point) for point in port.outline],
                    "accuracy_m": port.position_accuracy_m,
                }
                for port in record.ports
                if port.position is not None
            ],
            "berths": [{"port": point.port_id, "at": _at(point.position)} for point in record.berth_points],
            "stations": [
                {
                    "id": station.id,
                    "names": _names(station.names),
                    "kind": station.kind.value,
                    "at": _at(station.position),
                    "accuracy_m": (station.accuracy_km or 0) * _METRES_PER_KM,
                    "computed": station.basis is StationBasis.ALONG,
                }
                for station in record.stations
                if station.position is not None
            ],
            "rail": [
                {
                    "id": line.id,
                    "names": _names(line.names),
                    "segments": [
                        {
                            "path": [_at(point) for point in segment.path],
                            "accuracy_m": segment.accuracy_km * _METRES_PER_KM,
                            "dual": segment.gauge is Gauge.DUAL,
                        }
                        for segment in line.segments
                    ],
                    "posts": [
                        {
                            "km": post.km,
                            "at": _at(post.position),
                            "accuracy_m": post.accuracy_km * _METRES_PER_KM,
                        }
                        for post in record.kilometre_posts
                        if post.line_id == line.id
                    ],
                }
                for line in record.rail_lines
            ],
            "routes": [
                {"id": route.id, "path": [_at(point) for point in route.path]} for route in record.routes
            ],
            "sightings": [
                {
                    "id": sighting.id,
                    "name": " · ".join(
                        filter(None, (vessels.get(sighting.vessel_id, ""), _date(sighting.when)))
                    ),
                    "date": _date(sighting.when),
                    "at": _at(sighting.position),
                    "accuracy_m": None
                    if sighting.accuracy_km is None
                    else sighting.accuracy_km * _METRES_PER_KM,
                    "tracker": sighting.tracker.value,
                }
                for sighting in positions
                if sighting.position is not None
            ],
            "voyages": [
                {
                    "id": voyage.id,
                    "name": vessels.get(voyage.vessel_id, voyage.label),
                    "route": voyage.route_id,
                    "sightings": _in_time_order(voyage, sightings),
                    "calls": [
                        {
                            "port": calls[call_id].port_id,
                            "activity": calls[call_id].activity.value,
                            "precision": calls[call_id].when.precision.value,
                        }
                        for call_id in voyage.call_ids
                    ],
                }
                for voyage in voyages
            ],
            "areas": [
                {"id": area.id, "name": area.name, "ring": [_at(point) for point in area.ring]}
                for area in record.watch_areas
            ],
        }
    )


def encode_visible(content: MapContent) -> str:
    """What the filter leaves: ids of what is drawn, ships at ports, and how many pass where not all is drawn.

    Ports without a call in the filter stay visible, small.
    """
    return _json(
        {
            "voyages": content.voyage_ids,
            "sightings": content.sighting_ids,
            "routes": content.route_ids,
            "calls": {port: calls for port, calls in sorted(content.calls_per_port.items()) if calls},
            "crowd": {"voyages": content.passing, "positions": content.positions, "most": MOST_MARKS}
            if max(content.passing, content.positions) > MOST_MARKS
            else None,
        }
    ).decode("utf-8")


def _in_time_order(voyage: Voyage, sightings: Mapping[str, Sighting]) -> list[str]:
    placed = [key for key in voyage.sighting_ids if sightings[key].position is not None]
    return sorted(placed, key=lambda key: sightings[key].when.start)


def _date(when: TimeSpan) -> str:
    """As exact as it is known, after ISO 8601: 2024-10-19, 2024-06-06/09, 2024-07, 2024; c. for "about"."""
    first, last = when.first_day.isoformat(), when.last_day.isoformat()
    match when.precision:
        case Precision.YEAR:
            text = first[:4]
        case Precision.MONTH:
            text = first[:7]
        case _ if first == last:
            text = first
        case _:
            text = f"{first}/{last[8:] if first[:7] == last[:7] else last}"
    return f"c. {text}" if when.approximate else text


def _names(names: Names) -> dict[str, str]:
    return {"en": names.en, "ru": names.ru, "ko": names.ko}


def _at(position: LonLat) -> list[float]:
    return [round(position[0], 6), round(position[1], 6)]


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
