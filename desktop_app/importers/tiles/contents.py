"""What a tile may hold, and how large it may be."""

from typing import Final

from desktop_app.importers.tiles.pictures import LARGEST_SIDE_PX, PICTURES, format_of, picture_size
from desktop_app.importers.tiles.tile_file import TileKind
from desktop_app.importers.tiles.unpacking import GZIP_MAGIC, gunzip

# Vector tiles are meant to stay below half a megabyte, the largest pictures have one or two.
LARGEST_TILE_BYTES: Final = 8 * 1024 * 1024


def recognise(sample: bytes, *, declared_vector: bool) -> str:
    """The format of a file's tiles, from one of them; what the file claims decides only where that is empty.

    Raises:
        ValueError: no format that the map draws; the text completes "its tiles … ".
    """
    found = format_of(sample)
    if found == "avif":
        raise ValueError("are AVIF pictures; the map draws PNG, JPEG and WebP")
    if found:
        return found
    if declared_vector and not sample:
        return "pbf"
    raise ValueError("are neither PNG, JPEG or WebP pictures nor vector tiles")


def unpacked_tile(data: bytes, kind: TileKind) -> bytes:
    """A tile as the map takes it.

    Raises:
        ValueError: damaged or too large; the text completes "the tile … ".
    """
    if kind is TileKind.VECTOR:
        return gunzip(data, LARGEST_TILE_BYTES) if data.startswith(GZIP_MAGIC) else data
    if format_of(data) not in PICTURES:
        raise ValueError("is no picture")
    size = picture_size(data)
    if size is None or not all(0 < side <= LARGEST_SIDE_PX for side in size):
        shown = "an unknown size" if size is None else f"{size[0]} × {size[1]} pixels"
        raise ValueError(f"has {shown}; at most {LARGEST_SIDE_PX} a side are drawn")
    return data
