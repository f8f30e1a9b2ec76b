"""Plausible ways over water between two ports, for lines that are drawn as inferred.

The open-sea part comes from the shipping network of the package searoute, whose nodes lie tens of
kilometres apart. Where that is too coarse, near the ports and in the middle of the Sea of Japan, way-points
are placed by hand. A route says how a ship could have gone; it is no track and is never measured.

`python -m desktop_app.analysis.sea_routes FOLDER` rewrites FOLDER/routes.geojson from FOLDER/ports.geojson.
searoute is in the test group only: it loads a world-wide graph, and the program reads the finished file.
"""

import argparse
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geojson

from desktop_app.domain.place import LonLat
from desktop_app.runtime.errors import InputError

# Finer than the shore of the base map (50 m); six decimals of the network are false precision.
DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class ByHand:
    """Way-points placed by hand, in order."""

    points: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True)
class ByNetwork:
    """The shortest way over the network that passes near each of these places, two or more."""

    gates: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """How a route is put together between its two ports.

    Attributes:
        id: key of the route in the record.
        legs: what lies between the two port positions, in order.
        method: how it was made, in words, for the reader of the map.
    """

    id: str
    from_port_id: str
    to_port_id: str
    legs: tuple[ByHand | ByNetwork, ...]
    method: str


# Out of Wrangel Bay and Nakhodka Bay, past the cape between the port and the open sea.
OUT_OF_VOSTOCHNY: Final = ByHand(
    ((133.066, 42.751), (133.036, 42.757), (132.984, 42.733), (132.967, 42.679), (133.0, 42.5))
)
# Round the cape east of the harbour.
INTO_CHONGJIN: Final = ByHand(((129.9, 41.745), (129.846, 41.75)))
# East of Ulleungdo, where VOA had Chon Ma San on 25 October 2024, past Shimane, where AIS had Yu Son on
# 16 April 2024, and between Busan and Tsushima: the network knows only the way along the Korean coast and
# zigzags in the strait.
SEA_OF_JAPAN_TO_STRAIT: Final = ByHand(
    ((133.02, 39.2), (133.02, 37.5), (132.2, 36.1), (130.6, 35.4), (129.3, 34.85), (128.5, 34.1))
)
# South of Jeju (AIS of 21 April and 15 October 2024) and up the Yellow Sea.
JEJU_TO_YELLOW_SEA: Final = ByNetwork(((127.63, 32.93), (126.4, 32.5), (123.39, 37.23)))
# North of Cho-do and through the West Sea barrage, up the Taedong.
INTO_NAMPO: Final = ByHand(
    ((124.56, 38.67), (124.98, 38.72), (125.14, 38.695), (125.2, 38.68), (125.32, 38.69), (125.39, 38.71))
)

PLANS: Final = (
    RoutePlan(
        id="route-vostochny-chongjin",
        from_port_id="vostochny",
        to_port_id="chongjin",
        legs=(OUT_OF_VOSTOCHNY, INTO_CHONGJIN),
        method=(
            "Way-points placed by hand at both ports, a straight line over the open sea between them. "
            "Inferred, not a track."
        ),
    ),
    RoutePlan(
        id="route-vostochny-nampo",
        from_port_id="vostochny",
        to_port_id="nampo",
        legs=(OUT_OF_VOSTOCHNY, SEA_OF_JAPAN_TO_STRAIT, JEJU_TO_YELLOW_SEA, INTO_NAMPO),
        method=(
            "South of Jeju and the Yellow Sea by the shipping network of searoute 1.6.0; way-points placed "
            "by hand at both ports and, past places where AIS had two of the tankers, through the Sea of "
            "Japan and the Korea Strait. Inferred, not a track."
        ),
    ),
)


def sea_route(start: LonLat, end: LonLat, legs: Sequence[ByHand | ByNetwork]) -> tuple[LonLat, ...]:
    """The vertices from one port to another over the legs, without repeated points."""
    points = [start]
    for leg in legs:
        points += leg.points if isinstance(leg, ByHand) else _by_network(leg.gates)
    points.append(end)
    rounded = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in points]
    return tuple(point for number, point in enumerate(rounded) if number == 0 or point != rounded[number - 1])


def _by_network(gates: Sequence[LonLat]) -> list[LonLat]:
    """The network's nodes along the shortest way from gate to gate."""
    from searoute import searoute  # noqa: PLC0415 - half a second, and only in the test group

    nodes: list[LonLat] = []
    for start, end in itertools.pairwise(gates):
        route = searoute(list(start), list(end))
        nodes += [(float(lon), float(lat)) for lon, lat in route["geometry"]["coordinates"]]
    return nodes


def routes_of(ports: geojson.FeatureCollection) -> geojson.FeatureCollection:
    """The planned routes between the positions of these ports, as a record's routes file holds them.

    Raises:
        InputError: a port of a plan is missing or has no position.
    """
    points = [port for port in ports["features"] if port["geometry"] and port["geometry"]["type"] == "Point"]
    positions = {port["id"]: _position(port) for port in points}
    features = []
    for plan in PLANS:
        for port_id in (plan.from_port_id, plan.to_port_id):
            if port_id not in positions:
                raise InputError(f"ports.geojson: {port_id} is missing or has no position.")
        path = sea_route(positions[plan.from_port_id], positions[plan.to_port_id], plan.legs)
        properties = {
            "from_port_id": plan.from_port_id,
            "to_port_id": plan.to_port_id,
            "method": plan.method,
        }
        features.append(geojson.Feature(plan.id, geojson.LineString(path), properties))
    return geojson.FeatureCollection(features)


def _position(port: geojson.Feature) -> LonLat:
    lon, lat = port["geometry"]["coordinates"]
    return lon, lat


def routes_text(routes: geojson.FeatureCollection) -> str:
    """The file's text: one feature a line, keys in a fixed order."""
    lines = ",\n".join(geojson.dumps(feature) for feature in routes["features"])
    return f'{{\n"type": "FeatureCollection",\n"features": [\n{lines}\n]\n}}\n'


def main(arguments: Sequence[str] | None = None) -> None:
    """Rewrite the routes file of a record folder."""
    parser = argparse.ArgumentParser(prog="python -m desktop_app.analysis.sea_routes", description=__doc__)
    parser.add_argument("folder", type=Path, help="the record's folder, geodata/record")
    folder: Path = parser.parse_args(arguments).folder
    ports = geojson.loads((folder / "ports.geojson").read_text(encoding="utf-8"))
    (folder / "routes.geojson").write_text(routes_text(routes_of(ports)), encoding="utf-8")


if __name__ == "__main__":
    main()
