"""The railway Ussuriysk-Baranovsky-Khasan-Rajin port: its points, stations and kilometre posts.

Map data gives points of the line (true to 60 m) and the length of track between them; documents give
kilometres, and a few positions of stations. Together they bound where everything else can lie (chainage.py).

`python -m geodata.build.railway GRAPH RECORD` reads scgraph-data's world_railways.py (GRAPH) and the table
railway_stations.csv beside this file, and writes rail.geojson and rail_posts.csv into the folder RECORD.
"""

import argparse
import csv
import heapq
import json
import runpy
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from geodata.build.chainage import Known, LonLat, Placed, bow_km, distance_km, locate, scaled

STATIONS: Final = Path(__file__).parent / "railway_stations.csv"
# How far two kilometrages may disagree: kilometres are published whole (0.5), and where a junction or a
# village fixes a published kilometre, the evenly stretched map data misses it by up to 0.5.
SLACK_KM: Final = 1.0
NODE_ACCURACY_KM: Final = 0.06  # nodes are rounded to 0.001 degrees
# A node this near to a documented point is the same place.
SAME_PLACE_KM: Final = 0.25
# From here on a stretch is drawn as schematic.
CLOSE_KM: Final = 0.2
# The sidings lie between the line and the piers, inside the port.
SIDINGS_ACCURACY_KM: Final = 0.5
# Nodes of the map data beyond Ussuriysk station and at the sidings of Rajin.
NORTH_END: Final = (131.96, 43.827)
SOUTH_END: Final = (130.285, 42.236)
WINDOW: Final = (129.5, 42.0, 133.0, 44.2)
POST_STEP_KM: Final = 5
BARANOVSKY_KHASAN_KM: Final = 238
DECIMALS: Final = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch between two stations with one published length.

    Attributes:
        first, last: ids of the stations at its ends.
        start_km: published kilometre of the first station.
        published_km: None where no length is documented; such a stretch has no kilometre posts.
    """

    id: str
    names: tuple[str, str, str]
    first: str
    last: str
    start_km: float
    published_km: float | None
    gauge: str
    note: str
    source_ids: str


BROAD: Final = "1520"
DUAL: Final = "1520+1435"
LINES: Final = (
    Line(
        "ussuriysk-baranovsky",
        ("Ussuriysk–Baranovsky", "Уссурийск – Барановский", "우수리스크–바라놉스키"),
        "ussuriysk",
        "baranovsky",
        -22,
        22,
        BROAD,
        "Part of the main line to Vladivostok. Its length is the difference of two published ones: "
        "260 km Ussuriysk–Khasan less 238 km Baranovsky–Khasan.",
        "OSMRAIL;WIKI_BK;WIKI_HONGUI",
    ),
    Line(
        "baranovsky-khasan",
        ("Baranovsky–Khasan", "Барановский – Хасан", "바라놉스키–하싼"),
        "baranovsky",
        "khasan",
        0,
        BARANOVSKY_KHASAN_KM,
        BROAD,
        "Laid to Kraskino from 1938 to 1941 and on to Khasan by 1951. Also given as 237 km and about 240 km.",
        "OSMRAIL;WIKI_BK",
    ),
    Line(
        "khasan-rajin",
        ("Khasan–Rajin", "Хасан – Раджин", "하싼–라진"),
        "khasan",
        "rajin-station",
        0,
        54,
        DUAL,
        "Reopened on 22 September 2013 with four rails for both gauges; 18 bridges, 12 culverts, 3 tunnels. "
        "Electrified at 3,000 V DC on the Korean side. Also given as 64 km; the tables of single stretches "
        "add up to 57.1 km.",
        "OSMRAIL;RGI;WIKI_HONGUI;WIKI_HAMBUK",
    ),
    Line(
        "rajin-port",
        ("Rajin–Rajin port", "Раджин – порт Раджин", "라진–라진항"),
        "rajin-station",
        "rajin-port-station",
        0,
        None,
        DUAL,
        "The sidings to the piers; no length is documented.",
        "OSMRAIL;NAMU_RAIL",
    ),
)


Graph = Mapping[LonLat, Mapping[LonLat, float]]


def read_graph(path: Path) -> Graph:
    """Neighbours and track lengths in kilometres inside WINDOW, by position.

    The data file imports a class of the package scgraph, which it only wraps its two lists in.
    """
    core = ModuleType("scgraph.core")
    core.__dict__["GeoGraph"] = lambda **_lists: None
    sys.modules |= {"scgraph": ModuleType("scgraph"), "scgraph.core": core}
    data = runpy.run_path(str(path))
    nodes: list[LonLat] = [(lon, lat) for lat, lon in data["nodes"]]
    west, south, east, north = WINDOW
    inside = {n for n, (lon, lat) in enumerate(nodes) if west < lon < east and south < lat < north}
    graph: dict[LonLat, dict[LonLat, float]] = {nodes[n]: {} for n in sorted(inside)}
    for number in sorted(inside):
        for other, track_km in data["graph"][number].items():
            if other in inside and other != number:
                graph[nodes[number]][nodes[other]] = track_km
                graph[nodes[other]][nodes[number]] = track_km
    return graph


def shortest(graph: Graph, start: LonLat, end: LonLat) -> tuple[list[LonLat], list[float]]:
    """Points along the shortest track, and the steps between them in kilometres."""
    reached = {start: 0.0}
    before: dict[LonLat, LonLat] = {}
    queue = [(0.0, start)]
    while queue:
        so_far, here = heapq.heappop(queue)
        if here == end:
            break
        for there, step in graph[here].items():
            if so_far + step < reached.get(there, float("inf")):
                reached[there] = so_far + step
                before[there] = here
                heapq.heappush(queue, (so_far + step, there))
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    path.reverse()
    return path, [graph[one][two] for one, two in pairwise(path)]


def insert(path: list[LonLat], steps: list[float], point: LonLat) -> None:
    """Lead the line through a documented point, instead of a node beside it or between two nodes."""
    for number, node in enumerate(path):
        if distance_km(node, point) < SAME_PLACE_KM:
            path[number] = point
            return

    def detour(number: int) -> float:
        one, two = path[number], path[number + 1]
        return distance_km(one, point) + distance_km(point, two) - distance_km(one, two)

    number = min(range(len(steps)), key=detour)
    to, onward = distance_km(path[number], point), distance_km(point, path[number + 1])
    track = max(steps[number], to + onward)
    path.insert(number + 1, point)
    steps[number : number + 1] = [track * to / (to + onward), track * onward / (to + onward)]


def read_stations() -> list[dict[str, str]]:
    """Rows of the table beside this file."""
    with STATIONS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def position_of(row: Mapping[str, str]) -> LonLat:
    """The position a row states."""
    return float(row["lon"]), float(row["lat"])


def feature(identity: str, geometry: Mapping[str, Any] | None, properties: Mapping[str, Any]) -> str:
    """One line of the file."""
    row = {"type": "Feature", "id": identity, "geometry": geometry, "properties": properties}
    return json.dumps(row, ensure_ascii=False)


EMPTY: Final[Mapping[str, Any]] = dict.fromkeys(
    (
        "kind",
        "name_en",
        "name_ru",
        "name_ko",
        "line_id",
        "order",
        "km",
        "distance",
        "published_km",
        "gauge",
        "opened",
        "length_m",
        "basis",
        "accuracy_km",
        "note",
        "source_ids",
        "grade",
    )
)


def line_feature(line: Line) -> str:
    """The line itself, without a geometry: its stretches carry that."""
    en, ru, ko = line.names
    known = {"kind": "line", "name_en": en, "name_ru": ru, "name_ko": ko, "published_km": line.published_km}
    cited = {"note": line.note, "source_ids": line.source_ids, "grade": "A"}
    return feature(line.id, None, {**EMPTY, **known, **cited})


def segment_features(line: Line, path: Sequence[LonLat], steps: Sequence[float]) -> Iterator[str]:
    """Stretches in order: neighbouring close ones joined, each schematic one alone, with its bound."""
    runs: list[tuple[list[LonLat], float]] = []
    for (one, two), track in zip(pairwise(path), steps, strict=True):
        bow = bow_km(distance_km(one, two), track) + NODE_ACCURACY_KM
        if track == 0:
            bow = SIDINGS_ACCURACY_KM
        if runs and bow <= CLOSE_KM and runs[-1][1] <= CLOSE_KM:
            runs[-1] = ([*runs[-1][0], two], max(bow, runs[-1][1]))
        else:
            runs.append(([one, two], bow))
    for number, (points, bow) in enumerate(runs, 1):
        geometry = {"type": "LineString", "coordinates": [rounded(point) for point in points]}
        known = {"kind": "segment", "line_id": line.id, "gauge": line.gauge, "accuracy_km": round(bow, 2)}
        yield feature(
            f"{line.id}-{number:02}", geometry, {**EMPTY, **known, "source_ids": "OSMRAIL", "grade": "A"}
        )


def station_feature(row: Mapping[str, str], order: int, placed: Placed | None) -> str:
    """A station or bridge, with its position where one is known or bounded."""
    geometry = None if placed is None else {"type": "Point", "coordinates": rounded(placed.position)}
    texts = {name: row[name] for name in EMPTY if row.get(name)}
    numbers = {
        "order": order,
        "km": float(row["km"]) if row["km"] else None,
        "accuracy_km": None if placed is None else round(placed.accuracy_km, 1),
    }
    return feature(row["id"], geometry, {**EMPTY, **texts, **numbers})


def rounded(point: LonLat) -> list[float]:
    """A position to about a metre."""
    return [round(value, DECIMALS) for value in point]


def build(graph: Graph) -> tuple[str, str]:
    """The texts of rail.geojson and rail_posts.csv."""
    rows = {row["id"]: row for row in read_stations()}
    path, steps = shortest(graph, NORTH_END, SOUTH_END)
    for row in rows.values():
        if row["basis"] == "documented" and row["id"] != "hongui":  # its yard lies 0.7 km beside the line
            insert(path, steps, position_of(row))
    ussuriysk = begin_at_ussuriysk(path, steps, rows)
    path.append(position_of(rows["rajin-port-station"]))
    steps.append(0)  # no track length is known
    cuts = [0, *(path.index(position_of(rows[line.last])) for line in LINES)]
    features: list[str] = []
    posts = ["id,line_id,km,lon,lat,accuracy_km,source_ids,grade"]
    known: dict[str, list[Known]] = {}
    for line, (start, end) in zip(LINES, pairwise(cuts), strict=True):
        stretch, own = path[start : end + 1], steps[start:end]
        features += [line_feature(line), *segment_features(line, stretch, own)]
        if line.published_km is None:
            continue
        known[line.id] = scaled(stretch, own, line.start_km, line.start_km + line.published_km)
        if line.start_km == 0:
            posts += post_rows(line, known[line.id])
    for order, row in enumerate(rows.values(), 1):
        placed = ussuriysk if row["id"] == "ussuriysk" else place(row, known)
        features.append(station_feature(row, order, placed))
    body = ",\n".join(features)
    collection = f'{{\n"type": "FeatureCollection",\n"features": [\n{body}\n]\n}}\n'
    return collection, "\n".join(posts) + "\n"


def begin_at_ussuriysk(
    path: list[LonLat], steps: list[float], rows: Mapping[str, Mapping[str, str]]
) -> Placed:
    """Place Ussuriysk station by its kilometre and cut off what lies beyond it.

    Published kilometres and track lengths stand in the same proportion as between Baranovsky and Khasan.
    """
    start, end = (path.index(position_of(rows[name])) for name in ("baranovsky", "khasan"))
    factor = BARANOVSKY_KHASAN_KM / sum(steps[start:end])
    known = scaled(path[: start + 1], steps[:start], -factor * sum(steps[:start]), 0)
    km = float(rows["ussuriysk"]["km"])
    first = next(number for number, point in enumerate(known) if point.km > km)
    placed = locate(known, km, SLACK_KM)
    path[:first] = [placed.position]
    steps[:first] = [(known[first].km - km) / factor]
    return placed


def place(row: Mapping[str, str], known: Mapping[str, Sequence[Known]]) -> Placed | None:
    """Where a station is drawn: as stated, by its kilometre, or nowhere."""
    if row["basis"] == "along":
        return locate(known[row["line_id"]], float(row["km"]), SLACK_KM)
    if row["basis"] == "unknown":
        return None
    return Placed(position_of(row), float(row["accuracy_km"]))


def post_rows(line: Line, known: Sequence[Known]) -> Iterator[str]:
    """A post every five kilometres, the first station's own left out."""
    for km in range(POST_STEP_KM, int(line.published_km or 0), POST_STEP_KM):
        placed = locate(known, km, SLACK_KM)
        lon, lat = rounded(placed.position)
        cells = (f"post-{line.id}-{km:03}", line.id, km, lon, lat, round(placed.accuracy_km, 1))
        yield ",".join(map(str, (*cells, line.source_ids, "A")))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(prog="python -m geodata.build.railway", description=__doc__)
    parser.add_argument("graph", type=Path, help="world_railways.py of scgraph-data 2.0.0")
    parser.add_argument("record", type=Path, help="the record's folder, geodata/record")
    options = parser.parse_args(arguments)
    collection, posts = build(read_graph(options.graph))
    (options.record / "rail.geojson").write_text(collection, encoding="utf-8")
    (options.record / "rail_posts.csv").write_text(posts, encoding="utf-8")


if __name__ == "__main__":
    main()
