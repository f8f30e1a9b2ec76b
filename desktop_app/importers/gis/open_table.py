"""A layer as a table of text: its attributes, and where its shapes lie."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from desktop_app.importers.gis.gis_layer import SHAPE, GisLayer
from desktop_app.importers.gis.layers import layer_of, opened, turning_of
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable

if TYPE_CHECKING:
    import polars as pl

    from desktop_app.importers.gis.turning import Turning

LON: Final = "geometry.lon"
LAT: Final = "geometry.lat"
WKT: Final = "geometry.wkt"
_POINTS: Final = frozenset({"Point", "Point Z", "3D Point", "Point M", "Point ZM", "3D Measured Point"})
_TOLD: Final = 60


def open_table(file: InputFile, table: str = "", encoding: str = "") -> RawTable:
    """A layer as text: attributes, then longitude and latitude of points, the shape as WKT for others.

    Args:
        file: of any format that `recognise` tells.
        table: name of the layer; empty for the only one.
        encoding: of a shapefile's texts; empty for the one that it states.

    Raises:
        InputError: it cannot be read, or its coordinate system is not known.
    """
    with opened(file) as (path, format_):
        layer = layer_of(path, format_, table, encoding, file.name)
        turning = turning_of(layer, file.name)
    shaped = (LON, LAT) if layer.shapes in _POINTS else (LON, LAT, WKT)
    columns = (*(name for name in layer.columns if name not in shaped), *shaped)

    def chunks(bad: Callable[[BadRow], None]) -> "Iterator[pl.DataFrame]":
        # Opened anew: a member of an archive lies on the disk only while it is read.
        with opened(file) as (path, format_):
            again = layer_of(path, format_, table, encoding, file.name)
            yield from _chunks(again, turning, columns, bad)

    note = ", ".join(filter(None, (layer.note, layer.heights, turning.note)))
    return RawTable(table, columns, note, layer.rows, chunks)


def _chunks(
    layer: GisLayer, turning: "Turning", columns: tuple[str, ...], bad: Callable[[BadRow], None]
) -> "Iterator[pl.DataFrame]":
    import polars as pl  # noqa: PLC0415 - 0.1 s, with the first import

    from desktop_app.importers.gis import shapes  # noqa: PLC0415 - shapely, as above

    number = 0
    for frame in layer.batches():
        found = shapes.turned(shapes.shapes_of(frame[SHAPE]), turning)
        lines = pl.Series(LINE, range(number + 1, number + frame.height + 1), dtype=pl.UInt32)
        number += frame.height
        kept = []
        for row, reason in enumerate(found.reasons):
            if reason in {"", shapes.NO_SHAPE, shapes.EMPTY}:  # a row without a place may still be one
                kept.append(row)
            else:
                bad(BadRow(int(lines[row]), _told(frame, row), reason))
        table = frame.drop(SHAPE).with_columns(*_placed(found.geometries)).select(columns)
        whole = table.with_columns(lines)
        yield whole if len(kept) == frame.height else whole[kept]


def _placed(geometries: "object") -> "list[pl.Series]":
    """Longitude, latitude of points, WKT of what is none."""
    import numpy as np  # noqa: PLC0415 - with the first import
    import polars as pl  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    points = np.array(geometries, dtype=object)
    alone = (shapely.get_type_id(points) == shapely.GeometryType.MULTIPOINT) & (
        shapely.get_num_geometries(points) == 1
    )
    points[alone] = shapely.get_geometry(points[alone], 0)
    is_point = shapely.get_type_id(points) == shapely.GeometryType.POINT
    placed, others = points.copy(), points.copy()
    placed[~is_point] = None
    others[is_point] = None
    texts = shapely.to_wkt(others, rounding_precision=7)
    lon, lat = (
        pl.Series(name, values, dtype=pl.Float64).fill_nan(None).cast(pl.String)
        for name, values in ((LON, shapely.get_x(placed)), (LAT, shapely.get_y(placed)))
    )
    return [lon, lat, pl.Series(WKT, list(texts), dtype=pl.String)]


def _told(frame: "pl.DataFrame", row: int) -> str:
    """The first attribute that says something, shortened."""
    for name in frame.columns:
        if name != SHAPE and (cell := frame[name][row]):
            return str(cell)[:_TOLD]
    return ""
