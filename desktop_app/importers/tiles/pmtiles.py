"""PMTiles, version 3: header, directories, tiles.

Ours instead of the reader in PyPI's `pmtiles` 3.8.1, which is made for files one trusts: it believes every
count (measured: a directory of 19 kB took 17 s and 0.6 GB), reads past the file's end without a word, and
reads header and root directory anew for each tile (12 ms where the root has 4,000 entries).

The file is read piece by piece and not mapped into memory: a stick that is pulled out, or a file that
another program cuts, ends a mapped reader with SIGBUS, where a read fails with an error that can be told.
"""

from collections import OrderedDict
from pathlib import Path
from typing import Any, Final

from desktop_app.importers.tiles.contents import LARGEST_TILE_BYTES, recognise, unpacked_tile
from desktop_app.importers.tiles.directory import LARGEST_BYTES, Directory, Entry, tile_number
from desktop_app.importers.tiles.pmtiles_header import HEADER_BYTES, Header, read_header
from desktop_app.importers.tiles.tile_file import TileInfo, TileKind
from desktop_app.importers.tiles.unpacking import gunzip
from desktop_app.importers.tiles.wording import (
    LONGEST_ATTRIBUTION,
    LONGEST_NAME,
    json_object,
    layer_names,
    plain_text,
)
from desktop_app.runtime.errors import InputError

LARGEST_METADATA_BYTES: Final = 16 * 1024 * 1024  # statistics of attributes can take megabytes
MOST_STEPS: Final = 4  # root, and leaves below it; writers make one level
KEPT_LEAVES: Final = 64


class PmtilesFile:
    """An open archive.

    Raises:
        InputError: it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._leaves: OrderedDict[Entry, Directory] = OrderedDict()
        try:
            self._file = path.open("rb", buffering=0)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
        try:
            self._header = self._read_header()
            self._root = self._directory(self._header.root.offset, self._header.root.length)
            self.info = self._describe()
        except ValueError as error:
            self.close()
            raise InputError(f"{path}: the file {error}.") from None
        except InputError:
            self.close()
            raise

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """One tile, unpacked; None where the archive has none."""
        packed = self.packed_tile(z, x, y)
        try:
            return None if packed is None else unpacked_tile(packed, self.info.kind)
        except ValueError as error:
            raise InputError(f"{self.path}: the tile {z}/{x}/{y} {error}.") from None

    def packed_tile(self, z: int, x: int, y: int) -> bytes | None:
        """The same as it lies in the file."""
        if not (self.info.min_zoom <= z <= self.info.max_zoom and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        try:
            entry = self._lead(tile_number(z, x, y))
            return None if entry is None else self._tile_bytes(entry)
        except ValueError as error:
            raise InputError(f"{self.path}: the tile {z}/{x}/{y} {error}.") from None

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _read_header(self) -> Header:
        size = self._file.seek(0, 2)
        return read_header(self._piece(0, min(size, HEADER_BYTES)), size)

    def _describe(self) -> TileInfo:
        header = self._header
        metadata = self._metadata()
        sample = self._tile_bytes(self._first())
        try:
            format_ = recognise(sample, declared_vector=header.vector)
        except ValueError as error:
            raise ValueError(f"cannot be drawn: its tiles {error}") from None
        kind = TileKind.VECTOR if format_ == "pbf" else TileKind.RASTER
        return TileInfo(
            name=plain_text(metadata.get("name"), LONGEST_NAME) or self.path.name,
            kind=kind,
            format=format_,
            min_zoom=header.min_zoom,
            max_zoom=header.max_zoom,
            bounds=header.bounds,
            attribution=plain_text(metadata.get("attribution"), LONGEST_ATTRIBUTION),
            layers=layer_names(metadata) if kind is TileKind.VECTOR else (),
        )

    def _metadata(self) -> dict[str, Any]:
        section = self._header.metadata
        if section.length > LARGEST_METADATA_BYTES:
            raise ValueError(f"has metadata of {section.length:,} bytes")
        data = self._piece(section.offset, section.length)
        try:
            return json_object(gunzip(data, LARGEST_METADATA_BYTES) if self._header.packed and data else data)
        except ValueError as error:
            raise ValueError(f"is damaged: its metadata {error}") from None

    def _lead(self, number: int) -> Entry | None:
        """The entry of a tile, through as many leaves as there may be."""
        directory = self._root
        for _ in range(MOST_STEPS):
            entry = directory.find(number)
            if entry is None or not entry.leaf:
                return entry
            directory = self._leaf(entry)
        raise ValueError("cannot be found: its directories lead in a circle")

    def _first(self) -> Entry:
        """The entry of the first tile."""
        entry = self._root.first()
        for _ in range(MOST_STEPS):
            if not entry.leaf:
                return entry
            entry = self._leaf(entry).first()
        raise ValueError("is damaged: its directories lead in a circle")

    def _leaf(self, entry: Entry) -> Directory:
        kept = self._leaves.get(entry)
        if kept is not None:
            self._leaves.move_to_end(entry)
            return kept
        section = self._header.leaves
        if entry.offset + entry.length > section.length:
            raise ValueError("is damaged: a directory points outside the file's directories")
        directory = self._directory(section.offset + entry.offset, entry.length)
        self._leaves[entry] = directory
        if len(self._leaves) > KEPT_LEAVES:
            self._leaves.popitem(last=False)
        return directory

    def _directory(self, offset: int, length: int) -> Directory:
        if length > LARGEST_BYTES:
            raise ValueError(f"is damaged: a directory has {length:,} bytes")
        data = self._piece(offset, length)
        try:
            return Directory(gunzip(data, LARGEST_BYTES) if self._header.packed else data)
        except ValueError as error:
            raise ValueError(f"is damaged: a directory {error}") from None

    def _tile_bytes(self, entry: Entry) -> bytes:
        section = self._header.tiles
        if entry.offset + entry.length > section.length:
            raise ValueError("is damaged: a directory points outside the file's tiles")
        if entry.length > LARGEST_TILE_BYTES:
            raise ValueError(f"holds a tile of {entry.length:,} bytes, {LARGEST_TILE_BYTES:,} are the most")
        return self._piece(section.offset + entry.offset, entry.length)

    def _piece(self, offset: int, length: int) -> bytes:
        """Exactly these bytes of the file."""
        try:
            self._file.seek(offset)
            data = self._file.read(length)
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read ({error.strerror}).") from None
        if len(data) < length:
            raise ValueError("is cut off")
        return data
