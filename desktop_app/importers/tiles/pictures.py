"""Knows a tile's format by its first bytes, and a picture's size before anything decodes it.

Sources: PNG 1.2 §11.2.2 (IHDR), JPEG ITU T.81 B.2.2 (frame header), WebP container (RFC 9649 §2).
"""

from typing import Final

from desktop_app.importers.tiles.unpacking import GZIP_MAGIC

# Tiles have 256 or 512 pixels a side, 1024 at most; a picture of more would take a gigabyte to decode.
LARGEST_SIDE_PX: Final = 4096
PICTURES: Final = frozenset({"png", "jpg", "webp"})

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_LAYER_FIELD: Final = 0x1A  # a vector tile is a list of layers: field 3, length-delimited
_FRAME_HEADERS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS: Final = frozenset({0x01, *range(0xD0, 0xD8)})


def format_of(tile: bytes) -> str:
    """The format of a tile as it lies in a file: "png", "jpg", "webp", "avif", "pbf", or "" for any other."""
    if tile.startswith(_PNG):
        return "png"
    if tile.startswith(_JPEG):
        return "jpg"
    if tile[:4] == b"RIFF" and tile[8:12] == b"WEBP":
        return "webp"
    if tile[4:12] in {b"ftypavif", b"ftypavis"}:
        return "avif"
    if tile.startswith(GZIP_MAGIC) or tile[:1] == bytes([_LAYER_FIELD]):
        return "pbf"
    return ""


def picture_size(tile: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG or WebP picture; None if it does not say."""
    match format_of(tile):
        case "png" if tile[12:16] == b"IHDR" and len(tile) >= 24:  # noqa: PLR2004 - IHDR ends its sizes there
            return int.from_bytes(tile[16:20], "big"), int.from_bytes(tile[20:24], "big")
        case "webp":
            return _webp_size(tile)
        case "jpg":
            return _jpeg_size(tile)
        case _:
            return None


def _webp_size(tile: bytes) -> tuple[int, int] | None:
    kind, head = tile[12:16], tile[20:30]
    if len(head) < 10:  # noqa: PLR2004 - the longest of the three headers
        return None
    if kind == b"VP8X":
        return int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF
    return None


def _jpeg_size(tile: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(tile) and tile[at] == 0xFF:  # noqa: PLR2004 - every marker begins so
        marker = tile[at + 1]
        if marker in _FRAME_HEADERS:
            return int.from_bytes(tile[at + 7 : at + 9], "big"), int.from_bytes(tile[at + 5 : at + 7], "big")
        if marker == 0xFF:  # noqa: PLR2004 - padding
            at += 1
        elif marker in _BARE_MARKERS:
            at += 2
        else:
            at += 2 + int.from_bytes(tile[at + 2 : at + 4], "big")
    return None
