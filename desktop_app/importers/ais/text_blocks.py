"""Reads a text in blocks of whole lines, and knows on which line each begins."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from desktop_app.importers.files.opening import InputStream

BLOCK_BYTES: Final = 16 << 20
# A line that is longer ends here: no row of a report is, and memory stays bounded.
LONGEST_LINE: Final = 1 << 20


class Block(NamedTuple):
    """Whole lines, each ended by a line feed alone.

    Attributes:
        line: number of the first in the file, from 1.
        done_bytes: of the packed file, read so far.
    """

    line: int
    text: bytes
    done_bytes: int


def blocks(stream: "InputStream", size: int = BLOCK_BYTES) -> Iterator[Block]:
    """The file from where the stream stands, which is the beginning of line 1."""
    rest = b""
    line = 1
    while True:
        piece = stream.read(size)
        text = rest + piece
        if not text:
            return
        if piece:
            # A carriage return at the end may be half of a line end.
            end = text.rfind(b"\n") + 1 or text.rfind(b"\r", 0, -1) + 1
            if not end and len(text) < LONGEST_LINE + size:
                rest = text
                continue
            end = end or len(text)
            rest, text = text[end:], text[:end]
        else:
            rest = b""
        if b"\r" in text:
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if not text.endswith(b"\n"):
            text += b"\n"
        yield Block(line, text, stream.packed_done)
        line += text.count(b"\n")
