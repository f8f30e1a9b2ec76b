"""A log in pieces of whole lines."""

import codecs
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

PIECE_BYTES: Final = 8 << 20
# No sentence is longer than a few hundred characters; a line that never ends must not fill the memory.
LONGEST_LINE: Final = 1 << 20


class Stream(Protocol):
    """What is read from: an `InputStream`."""

    @property
    def packed_done(self) -> int:
        """Packed bytes read so far."""

    def read(self, size: int = -1, /) -> bytes:
        """Bytes, none at the end."""


class Piece(NamedTuple):
    """Some lines.

    Attributes:
        text: each line with its end; not empty.
        cut: the last line goes on for longer than can be read, and its rest was passed over.
    """

    text: bytes
    cut: bool


def pieces(stream: Stream, size: int = PIECE_BYTES, longest: int = LONGEST_LINE) -> Iterator[Piece]:
    """The log from its beginning; UTF-16, which shells of Windows write, becomes UTF-8.

    Args:
        stream: unpacked bytes.
        size: bytes to read at a time.
        longest: bytes of the longest line.
    """
    rest, passing = b"", False
    decoder = None
    first = True
    while block := stream.read(size):
        if first:
            first = False
            if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                decoder = codecs.getincrementaldecoder("utf-16")("replace")
            block = block.removeprefix(codecs.BOM_UTF8)
        if decoder:
            block = decoder.decode(block).encode("utf-8", "replace")
        if passing:
            at = _first_end(block)
            if at < 0:
                continue
            rest, block, passing = b"", block[at:], False
        text = rest + block
        cut = _last_end(text)
        whole, rest = text[:cut], text[cut:]
        if len(rest) > longest:
            yield Piece(whole + rest[:longest] + b"\n", cut=True)
            rest, passing = b"", True
        elif whole:
            yield Piece(whole, cut=False)
    if rest:
        yield Piece(rest + b"\n", cut=False)


def _last_end(text: bytes) -> int:
    """Where the last whole line ends; a carriage return at the very end may be half of an end."""
    return max(text.rfind(b"\n"), text.rfind(b"\r", 0, len(text) - 1)) + 1


def _first_end(text: bytes) -> int:
    """Where the first line's end ends, -1 where it goes on."""
    ends = [at for at in (text.find(b"\n"), text.find(b"\r")) if at >= 0]
    if not ends:
        return -1
    at = min(ends)
    return at + 2 if text[at : at + 2] == b"\r\n" else at + 1
