"""GeoParquet 1.0 and 1.1, read by polars: the GDAL that comes with pyogrio has no Parquet."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.importers.gis.gis_layer import SHAPE, GisLayer, as_text, each_once
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    import polars as pl

MAGIC: Final = b"PAR1"
_BATCH: Final = 50_000
# What stands for longitude and latitude where nothing is stated (GeoParquet 1.1, "crs").
_DEFAULT_CRS: Final = "OGC:CRS84"


def is_geo(path: Path) -> bool:
    """Whether a Parquet file tells of shapes; False also for what is no Parquet file."""
    import polars as pl  # noqa: PLC0415 - 0.1 s, with the first import

    try:
        return "geo" in pl.read_parquet_metadata(path)
    except (pl.exceptions.PolarsError, OSError):
        return False


def read_layer(path: Path, name: str) -> GisLayer:
    """The file's one table.

    Raises:
        InputError: it is no GeoParquet, or its shapes are stored in another way than as WKB.
    """
    import polars as pl  # noqa: PLC0415 - as above

    try:
        told = json.loads(pl.read_parquet_metadata(path)["geo"])
        primary = str(told["primary_column"])
        column: dict[str, Any] = told["columns"][primary]
        schema = pl.read_parquet_schema(path)
        rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(f"{name}: it is no GeoParquet ({error}).") from None
    if column.get("encoding") != "WKB" or schema.get(primary) != pl.Binary:
        raise InputError(f"{name}: its shapes are stored as {column.get('encoding')}; only WKB is read.")
    given = [field for field in schema if field != primary]
    columns = each_once(given)
    crs = column.get("crs", _DEFAULT_CRS)
    stated = "" if crs is None else crs if isinstance(crs, str) else json.dumps(crs)
    kinds = column.get("geometry_types") or ["Unknown"]

    def batches() -> "Iterator[pl.DataFrame]":
        for start in range(0, rows, _BATCH):
            try:
                frame = pl.scan_parquet(path).slice(start, _BATCH).collect()
            except (pl.exceptions.PolarsError, OSError) as error:
                raise InputError(f"{name}: it cannot be read ({str(error).splitlines()[0]}).") from None
            shape = frame[primary]
            frame = frame.select(given)
            frame.columns = list(columns)
            yield as_text(frame.with_columns(shape.alias(SHAPE)))

    shapes = str(kinds[0]) if len(kinds) == 1 else "Unknown"
    return GisLayer("", columns, stated, shapes, "GeoParquet", rows, batches)
