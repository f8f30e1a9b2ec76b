"""The layers of a file of shapes, whatever its format."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.importers.gis import gdal, geoparquet, kml
from desktop_app.importers.gis.gis_layer import GisLayer
from desktop_app.importers.gis.recognise import CASE, TUMEN_CASE, recognise
from desktop_app.importers.importing import Sample
from desktop_app.importers.input_file import InputFile
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    from desktop_app.importers.gis.turning import Turning

HEAD_BYTES: Final = 65_536


def layers_of(file: InputFile) -> tuple[str, ...]:
    """Names of the layers that hold something.

    Raises:
        InputError: it is no file of shapes, or cannot be read.
    """
    with opened(file) as (path, format_):
        return _names(path, format_, file.name)


@contextmanager
def opened(file: InputFile) -> Iterator[tuple[Path, str]]:
    """The file on the disk, under a name that GDAL knows it by, and its format.

    Raises:
        InputError: it is no file of shapes, or a case of Tumen, or cannot be read.
    """
    from desktop_app.importers.files.opening import as_path  # noqa: PLC0415 - archives, with the first import

    with as_path(file) as path, tempfile.TemporaryDirectory(prefix="tumen-gis-") as folder:
        try:
            with path.open("rb") as content:
                head = content.read(HEAD_BYTES)
        except OSError as error:
            raise InputError(f"{file.name}: it cannot be read ({error.strerror or error}).") from None
        found = recognise(Sample(InputFile(path, "", file.name), head))
        if not found:
            raise InputError(f"{file.name}: it is no file of shapes that is known.")
        format_ = found[0].format
        if format_ == CASE or (format_ == "gpkg" and _is_case(path)):
            raise InputError(f"{file.name}: {TUMEN_CASE}.")
        yield _named(path, format_, Path(folder), file.name), format_


def layer_of(path: Path, format_: str, layer: str, encoding: str, name: str) -> GisLayer:
    """One layer of an opened file; an empty name stands for the only one.

    Raises:
        InputError: there is no such layer, or it cannot be read.
    """
    if format_ == "geoparquet":
        return geoparquet.read_layer(path, name)
    names = _names(path, format_, name)
    if not names:
        raise InputError(f"{name}: it holds nothing.")
    if layer and layer not in names:
        raise InputError(f"{name}: it has no layer “{layer}”; it has {', '.join(names)}.")
    if not layer and len(names) > 1 and format_ != "kml":
        raise InputError(f"{name}: it has several layers ({', '.join(names)}); choose one.")
    if format_ == "kml":
        return kml.read_layer(path, layer or names[0], name)
    return gdal.read_layer(path, format_, layer or names[0], encoding, name)


def turning_of(layer: GisLayer, name: str) -> "Turning":
    """How its numbers become longitude and latitude.

    Raises:
        InputError: its coordinate system is not known.
    """
    import numpy as np  # noqa: PLC0415 - with the first import

    from desktop_app.importers.gis.gis_layer import SHAPE  # noqa: PLC0415 - shapely, as above
    from desktop_app.importers.gis.shapes import corners_of, shapes_of  # noqa: PLC0415 - as above
    from desktop_app.importers.gis.turning import turning  # noqa: PLC0415 - as above

    first = np.empty((0, 2))
    if not layer.crs:
        for frame in itertools.islice(layer.batches(), 10):
            first = corners_of(shapes_of(frame[SHAPE]).geometries)
            if len(first):
                break
    return turning(layer.crs, first, name)


def _names(path: Path, format_: str, name: str) -> tuple[str, ...]:
    if format_ == "geoparquet":
        return ("",)
    if format_ == "kml":
        return kml.layer_names(path, name)
    return gdal.layer_names(path, format_, name)


def _is_case(path: Path) -> bool:
    """Whether a GeoPackage holds a case; its schema may lie beyond the first bytes."""
    import apsw  # noqa: PLC0415 - the case's own library, as it is there

    try:
        connection = apsw.Connection(f"{path.resolve().as_uri()}?immutable=1", flags=_READ)
    except apsw.Error:
        return False
    try:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'tumen_schema'").fetchone()
    except apsw.Error:
        return False
    finally:
        connection.close()
    return found is not None


_READ: Final = 0x1 | 0x40  # SQLITE_OPEN_READONLY | SQLITE_OPEN_URI


def _named(path: Path, format_: str, folder: Path, name: str) -> Path:
    """The file, or a link to it under an ending by which GDAL knows the format."""
    suffix = gdal.SUFFIXES.get(format_, "")
    if not suffix or path.suffix.lower() == suffix:
        if format_ == "shapefile":
            _require_parts(path, name)
        return path
    linked = folder / f"{path.stem}{suffix}"
    for part in path.parent.glob(f"{_literal(path.stem)}.*") if format_ == "shapefile" else (path,):
        end = suffix if part == path else part.suffix.lower()
        try:
            (folder / f"{path.stem}{end}").symlink_to(part.resolve())
        except OSError:
            shutil.copyfile(part, folder / f"{path.stem}{end}")
    if format_ == "shapefile":
        _require_parts(linked, name)
    return linked


def _literal(stem: str) -> str:
    """A name in which no letter stands for others."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)


def _require_parts(path: Path, name: str) -> None:
    beside = {part.suffix.lower() for part in path.parent.glob(f"{_literal(path.stem)}.*")}
    missing = [ending for ending in (".shx", ".dbf") if ending not in beside]
    if missing:
        raise InputError(
            f"{name}: a shapefile is several files, and {' and '.join(path.stem + one for one in missing)} "
            "is not beside it."
        )
