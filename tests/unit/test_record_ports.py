"""Ports of the shipped record stand on a quay where they say so; nothing is invented where none is known."""

import gzip
import math
from collections.abc import Iterator
from pathlib import Path

import mapbox_vector_tile
import pytest
from pmtiles.reader import MmapSource, Reader
from shapely import Point, affinity, box, union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.place import LonLat, Port, PortKind
from desktop_app.domain.record import Record
from desktop_app.importers.record import read_record

GEODATA = Path(__file__).parents[2] / "geodata"
ZOOM = 10
QUAY_SIDE_M = 300
# The dammed Taedong counts as land in OpenStreetMap: no shore there to stand on.
ON_THE_TAEDONG = {"nampo", "songnim"}


@pytest.fixture(scope="module")
def record() -> Record:
    return read_record(GEODATA / "record")


@pytest.fixture(scope="module")
def tiles() -> Iterator[Reader]:
    with (GEODATA / "basemap.pmtiles").open("rb") as stream:
        yield Reader(MmapSource(stream))


def land(tiles: Reader, x: int, y: int) -> BaseGeometry:
    """Land of one tile, in units of tiles."""
    data = tiles.get(ZOOM, x, y)
    if data is None:
        return box(0, 0, 0, 0)
    layers = mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})
    if "land" not in layers:
        return box(0, 0, 0, 0)
    whole = union_all([shape(feature["geometry"]).buffer(0) for feature in layers["land"]["features"]])
    scale = 1 / layers["land"]["extent"]
    placed = affinity.affine_transform(whole, [scale, 0, 0, scale, x, y])
    return placed.intersection(box(x, y, x + 1, y + 1))


def metres_to_shore(tiles: Reader, point: LonLat) -> float:
    """Ground distance to the nearest edge of land in the base map; 0.1 tiles of margin are enough for it."""
    lon, lat = point
    count = 2**ZOOM
    x = (lon + 180) / 360 * count
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * count
    near = box(x - 0.1, y - 0.1, x + 0.1, y + 0.1)
    columns, rows = ({math.floor(value - 0.1), math.floor(value + 0.1)} for value in (x, y))
    whole = union_all([land(tiles, column, row) for column in columns for row in rows])
    # Closes the seams between tiles, a hundredth of a pixel wide.
    whole = whole.buffer(1e-6).buffer(-1e-6)
    shore = whole.boundary.intersection(near).difference(near.boundary)
    assert not shore.is_empty, point
    return Point(x, y).distance(shore) * 40_075_017 * math.cos(math.radians(lat)) / count


def ports(record: Record) -> list[Port]:
    return [port for port in record.ports if port.kind is PortKind.PORT]


def test_quay_side_ports_stand_at_the_shore(record: Record, tiles: Reader) -> None:
    quay_side = [
        port
        for port in record.ports
        if port.position is not None
        and port.accuracy_class in {AccuracyClass.TEN_M, AccuracyClass.HUNDRED_M}
        and port.id not in ON_THE_TAEDONG
    ]
    assert len(quay_side) >= 15
    distances = {port.id: metres_to_shore(tiles, port.position or (0, 0)) for port in quay_side}
    assert {name: metres for name, metres in distances.items() if metres > QUAY_SIDE_M} == {}


def test_the_shore_test_sees_a_point_that_is_off(tiles: Reader) -> None:
    """The World Port Index point of Chongjin lies in the middle of its bay."""
    assert metres_to_shore(tiles, (129.8167, 41.7667)) > QUAY_SIDE_M


def test_where_no_quay_is_known_the_class_says_so(record: Record) -> None:
    loose = {port.id: port.accuracy_class for port in ports(record) if port.accuracy_class != "100 m"}
    assert loose == {
        "posyet": AccuracyClass.KILOMETRE,
        "de-kastri": AccuracyClass.KILOMETRE,
        "nampo": AccuracyClass.KILOMETRE,
        "haeju": AccuracyClass.KILOMETRE,
        "chaho": AccuracyClass.KILOMETRE,
        "songnim": AccuracyClass.TOWN,
        "sinuiju": AccuracyClass.TOWN,
    }


def test_parts_of_ports(record: Record) -> None:
    parts = {part.id: part for part in record.ports if part.parent_id}
    known = {port.id for port in ports(record)}
    assert {part.parent_id for part in parts.values()} <= known
    assert {"tbk-terminal", "nampo-oil-piers", "nampo-west-pier", "nampo-buoys", "nampo-tanks"} <= set(parts)
    placed = {name for name, part in parts.items() if part.position is not None}
    assert placed == {"kozmino-terminal", "chongjin-west-harbour", "rajin-pier-3"}
    for part in parts.values():
        assert part.note, part.id
        assert part.position_basis.startswith("No document read gives") == (part.position is None), part.id


def test_every_port_has_its_names_in_three_languages(record: Record) -> None:
    assert [port.id for port in record.ports if not (port.names.ru and port.names.ko)] == []


def test_ports_of_north_korea_have_areas_of_our_own(record: Record) -> None:
    """Global Fishing Watch has no anchorage there; a position known to the town only bounds nothing."""
    own = {point.port_id for point in record.berth_points if "GFW" not in point.citation.source_ids}
    korean = {port.id for port in ports(record) if port.country == "KP"}
    assert own == korean - {"sinuiju"}
    watched = {point.port_id for point in record.berth_points if "GFW" in point.citation.source_ids}
    assert watched == {port.id for port in ports(record) if port.country == "RU"}
    count = sum(point.port_id == "vostochny" for point in record.berth_points)
    assert count == 64
