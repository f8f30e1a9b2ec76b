"""A GeoJSON file of the record: a FeatureCollection whose features all have the same properties."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import geojson

from desktop_app.domain.place import LonLat
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row
from desktop_app.importers.record.text_file import read_text
from desktop_app.runtime.errors import InputError

GEOMETRIES: Final = ("Point", "LineString", "Polygon")
MAX_LON: Final = 180.0
MAX_LAT: Final = 90.0


@dataclass(frozen=True, slots=True)
class Place:
    """One feature: its properties as a row (its id as the cell `id`) and where it lies.

    Attributes:
        row: the cells.
        point: lon, lat of a Point, None for another or no geometry.
        path: vertices of a LineString, empty for another or no geometry.
        ring: closed outer ring of a Polygon, empty for another or no geometry.
    """

    row: Row
    point: LonLat | None = None
    path: tuple[LonLat, ...] = ()
    ring: tuple[LonLat, ...] = ()


def read_places(path: Path, columns: tuple[str, ...], ids: Ids) -> list[Place]:
    """The features of a file, each with an id and exactly these properties.

    Raises:
        InputError: an unreadable file, JSON that breaks off, no FeatureCollection, a feature without
            id, other properties, a geometry that is not valid, or a coordinate off the globe.
    """
    collection = _parse(path)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise InputError(f"{path}: is not a GeoJSON FeatureCollection.")
    features = collection.get("features")
    if not isinstance(features, list):
        raise InputError(f"{path}: the FeatureCollection has no list of features.")
    return [_place(path, number, feature, columns, ids) for number, feature in enumerate(features, 1)]


def _parse(path: Path) -> Any:
    text = read_text(path)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {error.lineno}: is not JSON ({error.msg}).") from None
    except ValueError as error:
        raise InputError(f"{path}: is not JSON ({error}).") from None
    except RecursionError:
        raise InputError(f"{path}: is not a record file, its brackets are nested too deep.") from None


def _refuse_constant(name: str) -> NoReturn:
    """RFC 8259 knows no NaN and no infinity, Python's parser does."""
    raise ValueError(f"{name} is no number")


def _place(path: Path, number: int, feature: Any, columns: tuple[str, ...], ids: Ids) -> Place:
    where = f"{path}, feature {number}"
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise InputError(f"{where}: is not a GeoJSON Feature.")
    identity, properties = feature.get("id"), feature.get("properties")
    if not isinstance(identity, str) or not identity:
        raise InputError(f"{where}: has no id.")
    where = f"{where} ({identity[:40]})"
    if not isinstance(properties, dict):
        raise InputError(f"{where}: has no properties.")
    for name in properties:
        if name not in columns:
            raise InputError(f"{where}: the property “{name}” is unknown.")
    cells = {"id": identity}
    for name in columns:
        if name not in properties:
            raise InputError(f"{where}: the property “{name}” is missing.")
        cells[name] = _cell(where, name, properties[name])
    return _located(where, Row(where, cells, ids), feature.get("geometry"))


def _cell(where: str, name: str, value: Any) -> str:
    """A JSON value as the text that a CSV file would hold; null is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return repr(value).removesuffix(".0")
        case str() if value == value.strip():
            return value
        case str():
            raise InputError(f"{where}: {name} has blanks around its text.")
        case _:
            raise InputError(f"{where}: {name} is neither text, number, yes/no nor null.")


def _located(where: str, row: Row, geometry: Any) -> Place:
    """The row with its geometry, null or one of the known types."""
    if geometry is None:
        return Place(row)
    if not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES:
        raise InputError(f"{where}: the geometry is neither a Point, a LineString, a Polygon nor null.")
    try:
        shape = geojson.GeoJSON.to_instance(geometry, strict=True)
        problem = shape.errors()
    except (ValueError, TypeError, AttributeError) as error:
        problem = str(error)
    if problem:
        raise InputError(f"{where}: the geometry is not valid ({problem}).")
    match shape["type"]:
        case "Point":
            return Place(row, point=_lon_lat(where, shape["coordinates"]))
        case "LineString":
            return Place(row, path=_path(where, shape["coordinates"]))
    if len(shape["coordinates"]) > 1:
        raise InputError(f"{where}: the polygon has a hole.")
    return Place(row, ring=_path(where, shape["coordinates"][0]))


def _path(where: str, positions: list[list[float]]) -> tuple[LonLat, ...]:
    return tuple(_lon_lat(where, position) for position in positions)


def _lon_lat(where: str, position: list[float]) -> LonLat:
    if len(position) != 2:  # noqa: PLR2004 - lon and lat, heights have no meaning here
        raise InputError(f"{where}: a position has {len(position)} numbers, lon and lat are needed.")
    lon, lat = (float(value) for value in position)
    if not (abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT):
        raise InputError(f"{where}: {lon:g}, {lat:g} lies off the globe.")
    return lon, lat
