"""MBTiles 1.3: an SQLite database with the tables or views `metadata` and `tiles`.

Opened read-only and as immutable, so that neither the file changes nor a journal appears beside it. A view in
a stranger's database is a program: it may not call functions with effects, and every statement ends after
`MOST_STEPS` steps of SQLite's machine.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import apsw

from desktop_app.importers.tiles.contents import LARGEST_TILE_BYTES, recognise, unpacked_tile
from desktop_app.importers.tiles.tile_file import LARGEST_ZOOM, WORLD, TileInfo, TileKind
from desktop_app.importers.tiles.wording import (
    LONGEST_ATTRIBUTION,
    LONGEST_NAME,
    checked_bounds,
    json_object,
    layer_names,
    plain_text,
)
from desktop_app.runtime.errors import InputError

MAGIC: Final = b"SQLite format 3\0"
# A look-up takes about 40; half a second of work without an index over the tiles.
MOST_STEPS: Final = 20_000_000
MOST_METADATA_ROWS: Final = 1_000
_STEPS_A_CALL: Final = 10_000

_TILE = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1"
_EXTENT = """SELECT min(tile_column), min(tile_row), max(tile_column), max(tile_row)
    FROM tiles WHERE zoom_level = ?"""


class MbtilesFile:
    """An open database.

    Raises:
        InputError: it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        _refuse_unfinished(path)
        self._steps_left = 0
        try:
            self._database = apsw.Connection(
                f"{path.resolve().as_uri()}?immutable=1",
                flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI,
            )
        except apsw.Error as error:
            raise InputError(f"{path}: cannot be opened as a database ({error}).") from None
        try:
            self._harden()
            self.info = self._describe()
        except ValueError as error:
            self.close()
            raise InputError(f"{path}: {error}.") from None
        except InputError:
            self.close()
            raise

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """One tile, unpacked, y from the north; None where the database has none."""
        if not (self.info.min_zoom <= z <= self.info.max_zoom and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        row = self._first_row(_TILE, (z, x, (1 << z) - 1 - y))  # rows are counted from the south
        if row is None or row[0] is None:
            return None
        try:
            return unpacked_tile(_bytes_of(row[0]), self.info.kind)
        except ValueError as error:
            raise InputError(f"{self.path}: the tile {z}/{x}/{y} {error}.") from None

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _harden(self) -> None:
        database = self._database
        database.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        database.limit(apsw.SQLITE_LIMIT_LENGTH, 2 * LARGEST_TILE_BYTES)
        database.limit(apsw.SQLITE_LIMIT_ATTACHED, 0)
        database.set_progress_handler(self._out_of_steps, _STEPS_A_CALL)

    def _out_of_steps(self) -> bool:
        self._steps_left -= _STEPS_A_CALL
        return self._steps_left < 0

    def _rows(self, statement: str, values: Sequence[int], most: int) -> list[tuple[Any, ...]]:
        """At most `most` rows."""
        self._steps_left = MOST_STEPS
        try:
            found = []
            for row in self._database.execute(statement, values):
                found.append(row)
                if len(found) == most:
                    break
        except apsw.InterruptError:
            raise InputError(
                f"{self.path}: its tiles have no index and cannot be searched in time."
            ) from None
        except (apsw.Error, UnicodeDecodeError, MemoryError) as error:
            raise InputError(f"{self.path}: the database is damaged ({error}).") from None
        return found

    def _first_row(self, statement: str, values: Sequence[int] = ()) -> tuple[Any, ...] | None:
        rows = self._rows(statement, values, 1)
        return rows[0] if rows else None

    def _describe(self) -> TileInfo:
        present = self._rows(
            "SELECT lower(name) FROM sqlite_schema"
            " WHERE type IN ('table', 'view') AND lower(name) IN ('tiles', 'metadata')",
            (),
            2,
        )
        missing = [name for name in ("tiles", "metadata") if (name,) not in present]
        if missing:
            raise ValueError(f"is a database without the table “{missing[0]}”, so no MBTiles file")
        rows = self._rows("SELECT name, value FROM metadata", (), MOST_METADATA_ROWS)
        metadata = {name: str(value) for name, value in rows if isinstance(value, str | int | float)}
        sample = self._first_row("SELECT tile_data FROM tiles WHERE tile_data IS NOT NULL LIMIT 1")
        if sample is None:
            raise ValueError("holds no tiles")
        try:
            sampled = sample[0] if isinstance(sample[0], bytes) else b"?"
            format_ = recognise(sampled, declared_vector=metadata.get("format") == "pbf")
        except ValueError as error:
            raise ValueError(f"its tiles {error}") from None
        kind = TileKind.VECTOR if format_ == "pbf" else TileKind.RASTER
        low, high = self._zooms(metadata)
        return TileInfo(
            name=plain_text(metadata.get("name"), LONGEST_NAME) or self.path.name,
            kind=kind,
            format=format_,
            min_zoom=low,
            max_zoom=high,
            bounds=self._bounds(metadata, low),
            attribution=plain_text(metadata.get("attribution"), LONGEST_ATTRIBUTION),
            layers=layer_names(json_object(metadata.get("json", ""))) if kind is TileKind.VECTOR else (),
        )

    def _zooms(self, metadata: dict[str, str]) -> tuple[int, int]:
        """As the metadata say, else as the tiles are."""
        try:
            zooms = tuple(int(metadata[name]) for name in ("minzoom", "maxzoom") if name in metadata)
        except ValueError:
            raise ValueError("its zooms are no whole numbers") from None
        if len(zooms) < 2:  # noqa: PLR2004 - the two ends
            ends = [self._first_row(f"SELECT {end}(zoom_level) FROM tiles") for end in ("min", "max")]  # noqa: S608 - two fixed words
            zooms = tuple(row[0] for row in ends if row is not None and isinstance(row[0], int))
        if len(zooms) < 2 or not 0 <= zooms[0] <= zooms[1] <= LARGEST_ZOOM:  # noqa: PLR2004 - same
            raise ValueError(f"its zooms {' to '.join(map(str, zooms)) or '(none)'} cannot be")
        return zooms[0], zooms[1]

    def _bounds(self, metadata: dict[str, str], low: int) -> tuple[float, float, float, float]:
        """As the metadata say, else round the tiles of the widest level."""
        if "bounds" in metadata:
            try:
                return checked_bounds(tuple(map(_number, metadata["bounds"].split(","))))
            except ValueError as error:
                raise ValueError(f"its bounds {error}") from None
        ends = self._first_row(_EXTENT, (low,))
        if ends is None or not all(isinstance(end, int) and 0 <= end < 1 << low for end in ends):
            return WORLD
        left, bottom, right, top = ends
        count = 1 << low
        return (
            left * 360 / count - 180,
            _lat_of(bottom / count),
            (right + 1) * 360 / count - 180,
            _lat_of((top + 1) / count),
        )


def _refuse_unfinished(path: Path) -> None:
    """A journal beside the file holds changes that reading the file alone would miss."""
    for ending in ("-wal", "-journal"):
        beside = path.with_name(path.name + ending)
        if beside.exists() and beside.stat().st_size:
            raise InputError(f"{path}: is still being written ({beside.name} lies beside it).")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _lat_of(height: float) -> float:
    """Latitude in degrees at a share of Web Mercator's height, 0 in the south."""
    return math.degrees(math.atan(math.sinh(math.pi * (2 * height - 1))))


def _bytes_of(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise ValueError("is no picture and no vector tile, but text or a number")  # noqa: TRY004 - bad input
    return value
