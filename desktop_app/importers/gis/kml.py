"""KML and KMZ, read by ourselves: GDAL takes "2024-03" for the first of March and drops the times of tracks.

OGC 12-007r2 (KML 2.3) and Google's `gx` tracks. Links to other files are not followed.
"""

import io
import itertools
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from desktop_app.importers.gis.gis_layer import SHAPE, TIME_END, TIME_START, GisLayer, each_once
from desktop_app.importers.gis.kml_placemarks import Placemark, placemarks
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    import polars as pl

PLACES: Final = "placemarks"
TRACK_POINTS: Final = "track points"
ZIP_MAGIC: Final = b"PK\x03\x04"
# Columns of every placemark, in this order, where any has them; what the file adds comes after.
_OWN: Final = ("name", "description", "folder", TIME_START, TIME_END)
_BATCH: Final = 5_000
# As for archives: what unpacks to more is no document.
_MOST_RATIO, _MOST_BYTES = 200, 1 << 30
# Bytes of no shape, where a placemark has one that cannot be read.
UNREADABLE: Final = b"\0"


def layer_names(path: Path, name: str) -> tuple[str, ...]:
    """`PLACES`, and `TRACK_POINTS` where there are any.

    Raises:
        InputError: it is no XML, or an archive without KML.
    """
    timed = any(mark.track for mark in _read(path, name))
    return (PLACES, TRACK_POINTS) if timed else (PLACES,)


def read_layer(path: Path, layer: str, name: str) -> GisLayer:
    """One layer; a track is a line among the placemarks and a row a point in its own layer.

    Raises:
        InputError: as in `layer_names`.
    """
    points = layer == TRACK_POINTS
    found: dict[str, None] = {}
    rows = 0
    for mark in _rows(_read(path, name), points=points):
        rows += 1
        found.update(dict.fromkeys(mark.told))
    keys = (*(key for key in _OWN if key in found), *(key for key in found if key not in _OWN))
    columns = each_once(keys)

    def batches() -> "Iterator[pl.DataFrame]":
        marks = _rows(_read(path, name), points=points)
        while batch := list(itertools.islice(marks, _BATCH)):
            yield _frame(batch, keys, columns)

    shapes = "Point" if points else "Unknown"
    return GisLayer(layer, columns, "EPSG:4326", shapes, "KML", rows, batches)


def _rows(marks: Iterator[Placemark], *, points: bool) -> Iterator[Placemark]:
    """Placemarks as they are, or each point of their tracks as a placemark of its own."""
    if not points:
        yield from marks
        return
    for mark in marks:
        for when, (lon, lat) in mark.track:
            told = {key: value for key, value in mark.told.items() if key not in {TIME_START, TIME_END}}
            yield Placemark({**told, TIME_START: when}, [("Point", [[(lon, lat)]])], [])


def _frame(marks: list[Placemark], keys: tuple[str, ...], columns: tuple[str, ...]) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - 0.1 s, with the first import

    cells = {
        column: pl.Series([mark.told.get(key) for mark in marks], dtype=pl.String)
        for key, column in zip(keys, columns, strict=True)
    }
    return pl.DataFrame({**cells, SHAPE: pl.Series([_wkb(mark) for mark in marks], dtype=pl.Binary)})


def _wkb(mark: Placemark) -> bytes | None:
    import shapely  # noqa: PLC0415 - with the first import

    try:
        shapes = [_shape(kind, parts) for kind, parts in mark.shapes]
    except (ValueError, IndexError, shapely.errors.ShapelyError):
        return UNREADABLE
    if not shapes:
        return None
    whole = shapes[0] if len(shapes) == 1 else shapely.geometrycollections(shapes)
    wkb: bytes = shapely.to_wkb(whole)
    return wkb


def _shape(kind: str, parts: list[list[tuple[float, float]]]) -> object:
    import shapely  # noqa: PLC0415 - with the first import

    if kind == "Point":
        return shapely.Point(parts[0][0])
    if kind == "Polygon":
        return shapely.Polygon(parts[0], parts[1:])
    if len(parts) == 1:
        return shapely.LineString(parts[0])
    return shapely.MultiLineString([part for part in parts if len(part) > 1])


def _read(path: Path, name: str) -> Iterator[Placemark]:
    with _document(path, name) as file:
        yield from placemarks(file, name)


@contextmanager
def _document(path: Path, name: str) -> Iterator[IO[bytes]]:
    """The KML itself: the file, or the first .kml of the archive that it is."""
    try:
        with path.open("rb") as file:
            if file.read(len(ZIP_MAGIC)) != ZIP_MAGIC:
                file.seek(0)
                yield file
                return
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if one.filename.lower().endswith(".kml")]
            if not members:
                raise InputError(f"{name}: the archive holds no KML.")
            main = next((one for one in members if one.filename.lower() == "doc.kml"), members[0])
            if main.file_size > _MOST_BYTES + _MOST_RATIO * path.stat().st_size:
                raise InputError(f"{name}: {main.filename} unpacks to more than a document can be.")
            with archive.open(main) as file:
                yield file
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise InputError(f"{name}: the archive cannot be read ({error}).") from None
    except OSError as error:
        raise InputError(f"{name}: it cannot be read ({error.strerror or error}).") from None


def is_kml(head: bytes) -> bool:
    """Whether these first bytes are those of KML or KMZ."""
    if head.startswith(ZIP_MAGIC):
        try:
            names = zipfile.ZipFile(io.BytesIO(head)).namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            length = int.from_bytes(head[26:28], "little")
            names = [head[30 : 30 + length].decode("utf-8", "replace")]
        return any(name.lower().endswith(".kml") for name in names)
    text = head[:4096].replace(b"\0", b"")  # also UTF-16
    return b"<kml" in text or b":kml" in text
