"""Which format of shapes a file is in, told by its first bytes."""

import json
import re
from typing import Final, NamedTuple

from desktop_app.importers.gis import geoparquet, kml
from desktop_app.importers.gis.gdal import DRIVERS
from desktop_app.importers.importing import Found, Sample

CASE: Final = "case"
TUMEN_CASE: Final = "this is a case of Tumen: open it, or merge it into the open one"
_SQLITE: Final = b"SQLite format 3\0"
# Application ids of GeoPackage in SQLite's header (OGC 12-128r19, requirement 2, and its first versions).
_GPKG_IDS: Final = frozenset({b"GPKG", b"GP10", b"GP11"})
_FLATGEOBUF: Final = b"fgb\x03fgb"
_SHP_MAGIC: Final = (9994).to_bytes(4, "big")
_SHP_VERSION: Final = (1000).to_bytes(4, "little")
_SHP_HEADER: Final = 100
_TYPES: Final = re.compile(
    r'"type"\s*:\s*"(FeatureCollection|Feature|Point|MultiPoint|LineString|MultiLineString|Polygon'
    r'|MultiPolygon|GeometryCollection)"'
)
# JSON that GDAL's driver for GeoJSON would hand to another driver, which may follow what the file names.
_OTHERS: Final = ("gdal_streamed_alg", '"conformsTo"', '"Topology"', '"esriGeometry', '"geometryType"')
_RECORD_SEPARATOR: Final = "\x1e"
_LONG: Final = 200


class _Kind(NamedTuple):
    """A format, its name for people, and how sure the first bytes are."""

    format: str
    title: str
    sure: int


FORMATS: Final = (*DRIVERS, "kml", "geoparquet")


def recognise(sample: Sample) -> tuple[Found, ...]:
    """What the file is, if it holds shapes; none for others."""
    head = sample.head
    if head.startswith(_SQLITE):
        return _sqlite(head)
    kind = _binary(head, sample) or _text(head)
    if kind is None:
        return ()
    return (Found(kind.format, kind.title, "", kind.sure, mapped=True),)


def _sqlite(head: bytes) -> tuple[Found, ...]:
    if head[68:72] not in _GPKG_IDS:
        return ()
    if b"tumen_schema" in head:
        return (Found(CASE, "Case of Tumen", TUMEN_CASE, 100),)
    return (Found("gpkg", "GeoPackage", "", 95, mapped=True),)


def _binary(head: bytes, sample: Sample) -> _Kind | None:
    if head.startswith(_FLATGEOBUF):
        return _Kind("flatgeobuf", "FlatGeobuf", 95)
    if len(head) >= _SHP_HEADER and head[:4] == _SHP_MAGIC and head[28:32] == _SHP_VERSION:
        return _Kind("shapefile", "Shapefile", 95)
    if head.startswith(geoparquet.MAGIC) and not sample.file.member and geoparquet.is_geo(sample.file.path):
        return _Kind("geoparquet", "GeoParquet", 96)
    if kml.is_kml(head):
        return _Kind("kml", "KML", 95)
    return None


def _text(head: bytes) -> _Kind | None:
    text = head.decode("utf-8-sig", "replace").lstrip(f" \t\r\n{_RECORD_SEPARATOR}")
    if "<gpx" in text[:4096]:
        return _Kind("gpx", "GPX", 95)
    found = _TYPES.search(text) if text.startswith("{") else None
    if found is None or any(word in text for word in _OTHERS):
        return None
    lines = [line for line in text.splitlines() if line.strip(f" {_RECORD_SEPARATOR}")]
    if len(lines) > 1 and _is_feature(lines[0]):
        return _Kind("geojsonseq", "GeoJSON, a feature a line", 92)
    # A collection names itself early; a "type" deep in other JSON is a property.
    whole = found.group(1) == "FeatureCollection" or found.start() < _LONG or '"coordinates"' in text
    return _Kind("geojson", "GeoJSON", 92) if whole else None


def _is_feature(line: str) -> bool:
    try:
        told = json.loads(line.strip(f" {_RECORD_SEPARATOR}"))
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and isinstance(told.get("type"), str) and _TYPES.search(line) is not None
