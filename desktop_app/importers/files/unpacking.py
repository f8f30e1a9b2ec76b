"""gzip and Zstandard as pieces, however much a few bytes may claim to hold."""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC: Final = b"\x1f\x8b"
# RFC 8878, 3.1.1 and 3.1.2: a frame, and the sixteen kinds of frames to be skipped.
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPABLE: Final = b"\x2a\x4d\x18"
# Tables pack 5 to 40 times; zlib reaches 1,032 times and Zstandard 32,000 times only with one byte repeated.
# The rest lets small files of zeros pass.
MOST_TIMES: Final = 200
MOST_MORE_BYTES: Final = 1 << 30
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS
# What `zstd` itself unpacks without being asked for more.
_ZSTD_WINDOW_BYTES: Final = 1 << 27
_PIECE: Final = 1 << 17
# The library hands out at once all that a piece unpacks to, up to 32,000 times its length.
_ZSTD_PIECE: Final = 1 << 10

Unpacking = Callable[[BinaryIO, str], Iterator[bytes]]


def unpacking_of(head: bytes) -> Unpacking | None:
    """What unpacks a file of this beginning; None for a file that is not packed."""
    if head.startswith(GZIP_MAGIC):
        return _gunzipped
    if head.startswith(_ZSTD_MAGIC) or (head[1:4] == _ZSTD_SKIPPABLE and 0x50 <= head[0] <= 0x5F):  # noqa: PLR2004 - RFC 8878
        return _zstd_unpacked
    return None


def most_unpacked(packed_bytes: int) -> int:
    """How much is believed to be in so many bytes."""
    return MOST_TIMES * packed_bytes + MOST_MORE_BYTES


def too_much(name: str, most: int) -> InputError:
    """The refusal of what unpacks to more."""
    return InputError(
        f"{name} unpacks to more than {most:,} bytes, {MOST_TIMES} times what it has; no data pack so well."
    )


class Pieces(io.RawIOBase):
    """Pieces as a stream that ends with an error where there are more bytes than are believed."""

    def __init__(self, packed: BinaryIO, unpacking: Unpacking, name: str, most: int) -> None:
        super().__init__()
        self._packed = packed
        self._name = name
        self._most = most
        self._pieces = unpacking(packed, name)
        self._ready = memoryview(b"")
        self._done = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, target: "WriteableBuffer") -> int:
        """The next bytes.

        Raises:
            InputError: it is damaged or cut off, or unpacks to too much.
        """
        if not len(self._ready):
            self._ready = memoryview(next(self._pieces, b""))
            self._done += len(self._ready)
            if self._done > self._most:
                raise too_much(self._name, self._most)
        with memoryview(target).cast("B") as view:
            length = min(len(view), len(self._ready))
            view[:length] = self._ready[:length]
        self._ready = self._ready[length:]
        return length

    def close(self) -> None:
        """Close what it reads from too."""
        self._packed.close()
        super().close()


def _gunzipped(packed: BinaryIO, name: str) -> Iterator[bytes]:
    """Members, one after another; zeros behind the last, as copiers of tapes leave them, are no content."""
    rest, done = packed.read(_PIECE), 0
    while rest:
        member = zlib.decompressobj(_GZIP_WINDOW)
        while not member.eof:
            if not rest and not (rest := packed.read(_PIECE)):
                raise _cut_off(name, done)
            try:
                piece = member.decompress(rest, _PIECE)
            except zlib.error as error:
                raise _damaged(name, done, "gzip") from error
            rest = member.unconsumed_tail
            if piece:
                done += len(piece)
                yield piece
        rest = member.unused_data or packed.read(_PIECE)
        while rest and not rest.strip(b"\0"):
            rest = packed.read(_PIECE)
        rest = rest.lstrip(b"\0")


def _zstd_unpacked(packed: BinaryIO, name: str) -> Iterator[bytes]:
    """Frames, one after another."""
    import zstandard  # noqa: PLC0415 - only for such files

    start = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
    rest, done = packed.read(_ZSTD_PIECE), 0
    while rest:
        frame = start.decompressobj()
        while not frame.eof:
            if not rest and not (rest := packed.read(_ZSTD_PIECE)):
                raise _cut_off(name, done)
            try:
                piece = frame.decompress(rest)
            except zstandard.ZstdError as error:
                if "memory" in str(error):
                    raise InputError(
                        f"{name} was packed with a window of more than {_ZSTD_WINDOW_BYTES:,} bytes; pack it "
                        "without --long or --ultra."
                    ) from error
                raise _damaged(name, done, "Zstandard") from error
            rest = b""
            if piece:
                done += len(piece)
                yield piece
        rest = frame.unused_data or packed.read(_ZSTD_PIECE)


def _cut_off(name: str, done: int) -> InputError:
    return InputError(f"{name} is cut off: it ends in the middle, after {done:,} unpacked bytes.")


def _damaged(name: str, done: int, kind: str) -> InputError:
    return InputError(f"{name} is damaged: after {done:,} unpacked bytes comes what is no {kind}.")
