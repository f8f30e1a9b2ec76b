"""A figure as PNG: exact size, physical size, words and proof, packed band by band.

Measured on a map of 3 megapixels: unfiltered rows at zlib's level 6 are smaller (1.38 MB) than any filter
of PNG's makes them (1.42 to 1.51), since most of a map is of one colour. Pillow and Qt choose filters, and
take twice as long.
"""

import hashlib
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from PySide6.QtGui import QImage

from desktop_app.exporters.proof.embedded import KEYWORD, PNG_SIGNATURE, with_digest
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.described import PROGRAM, described
from desktop_app.ui.figure.writing.raster import INCH_M, check_page, figure_bands, page_px

_LEVEL: Final = 6
_SLICE_BYTES: Final = 4_000_000
# RFC 1950: deflate with a window of 32 KB, the default level.
_ZLIB_HEAD: Final = b"\x78\x9c"
_RAW_WINDOW: Final = -15


def png_bytes(figure: Figure, manifest: str, *, dpi: int | None = None) -> bytes:
    """The figure as PNG (W3C PNG, 3rd edition).

    Args:
        figure: what is painted.
        manifest: its proof as canonical JSON; the digest of the pixels is put into it.
        dpi: dots per inch; None: the design's.

    Raises:
        UsageError: the page cannot be drawn at so many dots, or there is too little memory.
    """
    dots = figure.design.dpi if dpi is None else dpi
    check_page(figure.design, dots)
    width, height = page_px(figure.design, dots)
    digest = hashlib.sha256(f"{width}x{height}:".encode())
    adler = 1
    data = [_chunk(b"IDAT", _ZLIB_HEAD)]
    with ThreadPoolExecutor(2) as pool:
        for band in figure_bands(figure, dots):
            pixels, rows = _rows(band)
            digest.update(pixels)
            adler = zlib.adler32(rows, adler)
            slices = [rows[start : start + _SLICE_BYTES] for start in range(0, len(rows), _SLICE_BYTES)]
            data += [_chunk(b"IDAT", packed) for packed in pool.map(_packed, slices)]
    end = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW_WINDOW).flush(zlib.Z_FINISH)
    data.append(_chunk(b"IDAT", end + struct.pack(">I", adler)))
    words = described(figure)
    texts = {
        "Title": words.title,
        "Author": words.author,
        "Description": words.notes,
        "Copyright": words.rights,
        "Source": "\n".join(words.sources),
        "Software": PROGRAM,
    }
    per_metre = round(dots / INCH_M)
    return b"".join(
        (
            PNG_SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),  # 8 bits, red green blue
            _chunk(b"sRGB", b"\0"),  # perceptual
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            *(_text(keyword, text) for keyword, text in texts.items() if text),
            _text(KEYWORD, with_digest(manifest, digest.hexdigest())),
            *data,
            _chunk(b"IEND", b""),
        )
    )


def _rows(band: QImage) -> tuple[memoryview, memoryview]:
    """Red, green and blue of the pixels, and the same with the mark of an unfiltered row before each."""
    import numpy as np  # noqa: PLC0415 - 0.1 s, for the first picture alone

    width, height = band.width(), band.height()
    stored = np.frombuffer(band.constBits(), np.uint8).reshape(height, band.bytesPerLine() // 4, 4)
    pixels = np.ascontiguousarray(stored[:, :width, 2::-1])
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, 3 * width)
    return pixels.reshape(-1).data, rows.reshape(-1).data


def _packed(rows: memoryview) -> bytes:
    """A piece of one deflate stream that can be packed beside the others."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW_WINDOW, 9)
    return packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(content, zlib.crc32(kind)))
    )


def _text(keyword: str, text: str) -> bytes:
    """An international text (11.3.3.4): keyword, packed, by deflate, no language, no keyword in it."""
    head = keyword.encode("latin-1") + b"\0\1\0\0\0"
    return _chunk(b"iTXt", head + zlib.compress(text.encode("utf-8"), _LEVEL))
