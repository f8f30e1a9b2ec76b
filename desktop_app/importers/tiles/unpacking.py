"""Unpacks gzip without trusting it: a kilobyte may claim to hold gigabytes."""

import zlib
from typing import Final

GZIP_MAGIC: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS


def gunzip(data: bytes, largest: int) -> bytes:
    """What one gzip member holds, at most `largest` bytes.

    Raises:
        ValueError: damaged, cut off, or larger; the text completes "its … ".
    """
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        content = unpacker.decompress(data, largest + 1)
    except zlib.error:
        raise ValueError("cannot be unpacked") from None
    if len(content) > largest:
        raise ValueError(f"would unpack to more than {largest:,} bytes")
    if not unpacker.eof:
        raise ValueError("is cut off")
    return content
