"""Reads a text in blocks of whole lines, and knows on which line each begins."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from desktop_app.importers.ais import column_kernels

if TYPE_CHECKING:
    from desktop_app.importers.files.opening import InputStream

BLOCK_BYTES: Final = 16 << 20
# A line that is longer ends here: no row of a report is, and memory stays bounded.
LONGEST_LINE: Final = 1 << 20


class Block(NamedTuple):
    """Whole lines, each ended by a line feed alone.

    Attributes:
        line: number of the first in the file, from 1.
        lines: how many.
        delimiters: how many.
        has_marks: there is a quotation mark.
        done_bytes: of the packed file, read so far.
    """

    line: int
    lines: int
    text: bytes
    delimiters: int
    has_marks: bool
    done_bytes: int


def blocks(stream: "InputStream", delimiter: str, size: int = BLOCK_BYTES) -> Iterator[Block]:
    """What follows the first line of the file, in which the stream stands at its beginning.

    Lines may end with a carriage return, a line feed, or both.
    """
    line = 1
    while text := stream.read(size):
        text += stream.readline(LONGEST_LINE)
        block = block_of(text, line, delimiter, stream.packed_done)
        if line == 1:
            head, _, rest = block.text.partition(b"\n")
            less = head.count(delimiter.encode())
            block = block._replace(
                line=2, lines=block.lines - 1, text=rest, delimiters=block.delimiters - less
            )
        line = block.line + block.lines
        if block.lines:
            yield block


def block_of(text: bytes, line: int, delimiter: str, done_bytes: int) -> Block:
    """A text as a block: line feeds for all ends of lines, the last one too."""
    feeds, delimiters, marks, returns = _survey(text, delimiter)
    if returns:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not text.endswith(b"\n"):
        text += b"\n"
        feeds += 1
    if returns:
        feeds = _survey(text, delimiter)[0]
    return Block(line, feeds, text, delimiters, marks > 0, done_bytes)


def _survey(text: bytes, delimiter: str) -> tuple[int, int, int, int]:
    return column_kernels.survey(np.frombuffer(text, np.uint8), ord(delimiter))
