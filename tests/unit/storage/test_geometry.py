"""Shapes go into GeoPackage's binary form and come back the same; nothing else is taken for one."""

import struct

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.storage.geometry import GeometryError, Shape, read_bounds, read_shape, shape_blob

LON_LAT = st.tuples(
    st.floats(-180, 180, allow_nan=False).map(lambda lon: lon + 0.0),
    st.floats(-90, 90, allow_nan=False).map(lambda lat: lat + 0.0),
)
SHAPES = st.one_of(
    LON_LAT.map(lambda place: Shape("POINT", (place,))),
    st.lists(LON_LAT, min_size=2, max_size=9).map(lambda path: Shape("LINESTRING", tuple(path))),
    st.lists(LON_LAT, min_size=3, max_size=9).map(lambda ring: Shape("POLYGON", (*ring, ring[0]))),
)
LINE = shape_blob(Shape("LINESTRING", ((130.0, 42.0), (131.5, 43.25))))
HEADER = struct.pack("<2sBBi", b"GP", 0, 1, 4326)


@settings(deadline=None)
@given(SHAPES)
def test_a_shape_comes_back(shape: Shape) -> None:
    blob = shape_blob(shape)
    assert read_shape(blob) == shape
    assert read_bounds(blob) == shape.bounds


@settings(deadline=None)
@given(SHAPES)
def test_another_program_reads_the_same(shape: Shape) -> None:
    blob = shape_blob(shape)
    header = 8 if shape.kind == "POINT" else 40
    read = shapely.from_wkb(blob[header:])
    assert read.geom_type.upper() == shape.kind
    assert tuple(map(tuple, shapely.get_coordinates(read).tolist())) == shape.vertices


@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("flavour", [{"output_dimension": 2}, {"output_dimension": 3}])
def test_other_byte_orders_envelopes_and_heights_are_read(order: int, flavour: dict[str, int]) -> None:
    path = [(130.0, 42.0, 7.0), (131.5, 43.25, 8.0)]
    wkb = shapely.to_wkb(shapely.LineString(path), byte_order=order, flavor="iso", **flavour)
    mark = "<" if order else ">"
    for envelope, numbers in enumerate((0, 4, 6, 6, 8)):
        header = struct.pack(f"{mark}2sBBi{numbers}d", b"GP", 0, envelope << 1 | order, 4326, *range(numbers))
        assert read_shape(header + wkb) == Shape("LINESTRING", ((130.0, 42.0), (131.5, 43.25)))


@pytest.mark.parametrize(
    ("blob", "reason"),
    [
        (b"", "breaks off"),
        (b"PNG\x01" + LINE[4:], "standard kind"),
        (LINE[:3] + bytes([LINE[3] | 0x20]) + LINE[4:], "standard kind"),
        (LINE[:3] + bytes([LINE[3] | 0x10]) + LINE[4:], "empty"),
        (LINE[:3] + bytes([LINE[3] | 0x0E]) + LINE[4:], "envelope is unknown"),
        (LINE[:4] + struct.pack("<i", 3857) + LINE[8:], "not in longitude and latitude (SRS 3857)"),
        (HEADER + shapely.to_wkb(shapely.MultiPoint([(1, 2)])), "of a kind (4)"),
        (HEADER + shapely.to_wkb(shapely.Polygon()), "0 rings"),
        (HEADER + shapely.to_wkb(shapely.LineString()), "0 vertices, 2 are needed"),
        (HEADER + shapely.to_wkb(shapely.Point(181, 0)), "181, 0 lies off the globe"),
        (HEADER + shapely.to_wkb(shapely.Point(float("nan"), 0)), "off the globe"),
        (LINE + b"\0", "longer or shorter"),
        (HEADER + struct.pack("<BII", 1, 2, 0xFFFFFFFF), "longer or shorter"),
    ],
)
def test_what_is_no_shape_of_a_case_is_refused(blob: bytes, reason: str) -> None:
    with pytest.raises(GeometryError) as told:
        read_shape(blob)
    assert reason in str(told.value)


@settings(deadline=None)
@given(st.data())
def test_damaged_blobs_give_an_error_or_a_shape(data: st.DataObject) -> None:
    blob = bytearray(LINE)
    for _ in range(data.draw(st.integers(1, 4))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(blob[: data.draw(st.integers(0, len(blob)))])
    try:
        shape = read_shape(cut)
    except GeometryError:
        return
    assert read_shape(shape_blob(shape)) == shape


@pytest.mark.parametrize(
    "shape",
    [
        Shape("LINESTRING", ((1.0, 2.0),)),
        Shape("POLYGON", ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))),
        Shape("POINT", ((0.0, 91.0),)),
    ],
)
def test_no_shape_is_written_that_could_not_be_read(shape: Shape) -> None:
    with pytest.raises(GeometryError):
        shape_blob(shape)
