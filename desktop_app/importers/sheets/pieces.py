"""A text of any size as blocks of UTF-8, in bounded memory."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

from desktop_app.importers.sheets.text_encoding import MARK, NO_CHARACTER, UTF_8, TextEncoding

# Read at a time: polars splits a piece among the processors, and smaller ones cost more calls.
BLOCK_BYTES: Final = 16 << 20
# Not valid UTF-8, so no text of a file holds them.
NO_CHARACTER_BYTES: Final = NO_CHARACTER.encode("utf-8", "surrogatepass")


def blocks(stream: BinaryIO, encoding: TextEncoding, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """The text in blocks of UTF-8 whose line ends are line feeds; a block ends anywhere within a line.

    Where bytes are no characters of the encoding, `NO_CHARACTER_BYTES` stand for them.
    """
    stream.read(encoding.mark)
    decoder = codecs.getincrementaldecoder(encoding.codec)(MARK)
    held = b""  # of a character that the block cuts
    carriage = b""
    while True:
        block = stream.read(size)
        final = not block
        if encoding.codec == UTF_8 and (plain := _valid(held + block, final=final)) is not None:
            part, held = plain
            part = carriage + part
            carriage = b"\r" if part.endswith(b"\r") and not final else b""
            part = part.removesuffix(b"\r") if carriage else part
            if part:
                yield _line_feeds(part)
        else:
            text = carriage.decode() + decoder.decode(held + block, final=final)
            held = b""
            if encoding.codec == UTF_8:
                held = decoder.getstate()[0]
                decoder.reset()
            carriage = b"\r" if text.endswith("\r") and not final else b""
            text = text[:-1] if carriage else text
            if text:
                yield text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "surrogatepass")
        if final:
            return


def _valid(block: bytes, *, final: bool) -> tuple[bytes, bytes] | None:
    """The whole characters and what is cut off the last one; None where it is not UTF-8."""
    if block.isascii():
        return block, b""
    cut = len(block)
    if not final:
        # The last character begins with the last byte that does not continue one, at most four bytes back.
        for back in range(1, min(4, len(block)) + 1):
            byte = block[-back]
            if byte & 0xC0 != 0x80:  # noqa: PLR2004 - 10xxxxxx continues a character
                need = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4  # noqa: PLR2004
                cut = len(block) - (back if need > back else 0)
                break
    try:
        block[:cut].decode()
    except UnicodeDecodeError:
        return None
    return block[:cut], block[cut:]


def _line_feeds(part: bytes) -> bytes:
    if b"\r" not in part:
        return part
    if part.count(b"\r") == part.count(b"\r\n"):
        return part.translate(None, b"\r")  # several times faster than to replace
    return part.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
