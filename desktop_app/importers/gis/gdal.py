"""GDAL, kept to files of this machine and to the formats that were recognised.

A file can name other files and addresses (a virtual layer, a network link): only formats whose drivers follow
none are opened, and what GDAL could fetch with is turned off besides.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.importers.gis.arrow_stream import frames_of
from desktop_app.importers.gis.gis_layer import SHAPE, GisLayer, as_text, each_once
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    import polars as pl

logger = logging.getLogger("import")

# https://gdal.org/user/configoptions.html: the one file that /vsicurl/ may open, a proxy that nobody is at
# (port 9 is "discard"), no look at what else lies in a folder of strangers.
_SEALED: Final = {
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "none",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_DISABLE_READDIR_ON_OPEN": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "NO",
}
_BATCH: Final = 20_000
# Drivers by the formats that `recognise` tells.
DRIVERS: Final = {
    "geojson": "GeoJSON",
    "geojsonseq": "GeoJSONSeq",
    "gpkg": "GPKG",
    "gpx": "GPX",
    "shapefile": "ESRI Shapefile",
    "flatgeobuf": "FlatGeobuf",
}
# GDAL tells these drivers by the ending of the name.
SUFFIXES: Final = {"gpkg": ".gpkg", "shapefile": ".shp", "geojsonseq": ".geojsonl"}
# Texts stay as they are in the file: a date of a month has no day.
_OPTIONS: Final[dict[str, dict[str, str]]] = {"geojson": {"DATE_AS_STRING": "YES"}}


def layer_names(path: Path, format_: str, name: str) -> tuple[str, ...]:
    """Layers that hold something.

    Args:
        path: the file; of a shapefile the one that ends in .shp.
        format_: a key of `DRIVERS`.
        name: the file, for people.

    Raises:
        InputError: GDAL cannot read it.
    """
    with _quiet(name):
        import pyogrio  # noqa: PLC0415 - GDAL takes 0.1 s to load

        # Styles that QGIS keeps beside the layers are none.
        names = [str(row[0]) for row in pyogrio.list_layers(path) if row[0] != "layer_styles"]
        if len(names) < 2 and format_ != "gpx":  # noqa: PLR2004 - more than one
            return tuple(names)
        return tuple(one for one in names if _info(path, format_, one, "", count=True)["features"])


def read_layer(path: Path, format_: str, layer: str, encoding: str, name: str) -> GisLayer:
    """One layer.

    Args:
        path: as in `layer_names`; it has to stay as long as the layer is read.
        format_: a key of `DRIVERS`.
        layer: empty for the first.
        encoding: of a shapefile's texts; empty for the one that it states.
        name: the file, for people.

    Raises:
        InputError: GDAL cannot read it.
    """
    with _quiet(name):
        info = _info(path, format_, layer, encoding, count=False)
    given = [str(field) for field in info["fields"]]
    columns = each_once(given)
    crs = str(info["crs"] or "")
    features = int(info["features"])

    def batches() -> "Iterator[pl.DataFrame]":
        return _batches(path, format_, info["layer_name"], encoding, columns, name)

    note = f"{info['driver']}" + (f", {info['encoding']}" if format_ == "shapefile" else "")
    rows = features if features >= 0 else None
    return GisLayer(layer, columns, crs, str(info["geometry_type"] or "Unknown"), note, rows, batches)


def _info(path: Path, format_: str, layer: str, encoding: str, *, count: bool) -> dict[str, Any]:
    import pyogrio  # noqa: PLC0415 - as above

    info: dict[str, Any] = pyogrio.read_info(
        path,
        layer=layer or None,
        encoding=encoding or None,
        force_feature_count=count,
        **_OPTIONS.get(format_, {}),
    )
    if info["driver"] != DRIVERS[format_]:
        raise InputError(f"{path.name}: what it holds is read as {info['driver']}, not {DRIVERS[format_]}.")
    return info


def _batches(
    path: Path, format_: str, layer: str, encoding: str, columns: tuple[str, ...], name: str
) -> "Iterator[pl.DataFrame]":
    with ExitStack() as stack:
        with _quiet(name):
            from pyogrio.raw import open_arrow  # noqa: PLC0415 - as above

            opened = open_arrow(
                path,
                layer=layer,
                encoding=encoding or None,
                batch_size=_BATCH,
                datetime_as_string=True,
                **_OPTIONS.get(format_, {}),
            )
            meta, stream = stack.enter_context(opened)
            shape = meta["geometry_name"] or "wkb_geometry"
            frames = frames_of(stream)
        while True:
            with _quiet(name):
                frame = next(frames, None)
            if frame is None:
                return
            yield _named(frame, shape, columns)


def _named(frame: "pl.DataFrame", shape: str, columns: tuple[str, ...]) -> "pl.DataFrame":
    """Attributes under their names, the shape as WKB."""
    import polars as pl  # noqa: PLC0415 - as above

    if shape in frame.columns:
        stored = frame[shape]
        wkb = stored.ext.storage() if isinstance(stored.dtype, pl.BaseExtension) else stored
        frame = frame.drop(shape)
    else:
        wkb = pl.Series([None] * frame.height, dtype=pl.Binary)
    frame.columns = list(columns)
    return as_text(frame.with_columns(wkb.alias(SHAPE)))


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Seal GDAL, keep its warnings to the log, and turn its errors into sentences."""
    import pyogrio  # noqa: PLC0415 - as above
    from polars.exceptions import PolarsError  # noqa: PLC0415 - as above
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError  # noqa: PLC0415 - as above

    pyogrio.set_gdal_config_options(_SEALED)
    caught: list[warnings.WarningMessage] = []
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
    except InputError:
        raise
    except (DataLayerError, DataSourceError, FeatureError, FieldError, PolarsError, RuntimeError) as error:
        raise InputError(f"{name}: {_sentence(str(error))}") from None
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(f"{name}: its texts are not in the encoding that was chosen ({error}).") from None
    finally:
        for warning in caught:
            logger.info("%s: %s", name, warning.message)


def _sentence(text: str) -> str:
    """The first line of GDAL's words, without the way to the file."""
    first = (text.strip().splitlines() or ["the file cannot be read"])[0]
    return f"it cannot be read ({first.rstrip('.')})."
