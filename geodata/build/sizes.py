"""What takes how much room in the archive: bytes by layer and zoom."""

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pmtiles.reader import MmapSource, all_tiles

from geodata.build.extent import DEEPEST_ZOOM

_LAYERS, _NAME = 3, 1  # numbers of the fields in the Mapbox vector tile specification 2.1
_VARINT, _LENGTH = 0, 2  # wire types of protocol buffers


def bytes_by_layer(archive: Path) -> Counter[tuple[str, int]]:
    """Bytes by layer and zoom; a tile's compressed bytes are shared out as its layers' are before."""
    made: Counter[tuple[str, int]] = Counter()
    seen: set[bytes] = set()
    with archive.open("rb") as file:
        for (zoom, _, _), content in all_tiles(MmapSource(file)):
            if content in seen:  # stored once
                continue
            seen.add(content)
            layers = dict(_layers(gzip.decompress(content)))
            for name, size in layers.items():
                made[name, zoom] += round(len(content) * size / sum(layers.values()))
    return made


def size_table(archive: Path) -> str:
    """Kilobytes by layer and zoom, the largest layer first, as lines to print."""
    sizes = bytes_by_layer(archive)
    zooms = range(DEEPEST_ZOOM + 1)
    totals: Counter[str] = Counter()
    for (name, _), size in sizes.items():
        totals[name] += size
    rows = [(name, [sizes[name, zoom] for zoom in zooms]) for name, _ in totals.most_common()]
    rows.append(("all", [sum(column) for column in zip(*(row for _, row in rows), strict=True)]))
    lines = [f"{'Kilobytes at z':<15}" + "".join(f"{zoom:>6}" for zoom in zooms) + f"{'all':>8}"]
    lines += [
        f"{name:<15}" + "".join(f"{size / 1e3:>6.0f}" for size in row) + f"{sum(row) / 1e3:>8.0f}"
        for name, row in rows
    ]
    return "\n".join(lines)


def _layers(tile: bytes) -> Iterator[tuple[str, int]]:
    """Name and length in bytes of each layer of a tile."""
    for number, body in _fields(tile):
        if number == _LAYERS:
            yield next(name.decode("utf-8") for field, name in _fields(body) if field == _NAME), len(body)


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbers and contents of the fields with a length."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        value, at = _varint(message, at)
        if key & 7 == _LENGTH:
            yield key >> 3, message[at : at + value]
            at += value
        elif key & 7 != _VARINT:
            raise ValueError(f"a field of a vector tile has the wire type {key & 7}")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    made = shift = 0
    while True:
        byte = message[at]
        made |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if byte < 0x80:  # noqa: PLR2004  the highest bit says that more follow
            return made, at
