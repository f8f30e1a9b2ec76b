"""The packed bytes of a file on their way in: counted, hashed, and held against its length."""

import hashlib
import io
import zlib
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile

from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer


class SourceStream(io.RawIOBase):
    """What a file or a member of an archive holds, before it is unpacked.

    Args:
        file: where they come from.
        name: for sentences.
        size: how many there ought to be.
        ended: told their digest once all were read.
        opened: closed with the stream.

    Attributes:
        done: bytes read so far.
    """

    def __init__(
        self, file: BinaryIO, name: str, size: int, ended: "Callable[[str], None]", opened: ExitStack
    ) -> None:
        super().__init__()
        self.done = 0
        self._file = file
        self._name = name
        self._size = size
        self._sha256 = hashlib.sha256()
        self._at_end = False
        self._ended = ended
        self._opened = opened

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, target: "WriteableBuffer") -> int:
        """The next bytes.

        Raises:
            InputError: they cannot be read, or there are more or fewer than when the file was opened.
        """
        with memoryview(target).cast("B") as view:
            try:
                piece = self._file.read(len(view))
            except (BadZipFile, zlib.error, EOFError) as error:
                raise InputError(
                    f"{self._name} is damaged: it does not hold what its archive says."
                ) from error
            except OSError as error:
                raise InputError(f"{self._name} cannot be read: {error.strerror or error}.") from error
            view[: len(piece)] = piece
            asked = len(view)
        self.done += len(piece)
        self._sha256.update(piece)
        if asked and not piece:
            self._end()
        return len(piece)

    def sha256(self) -> str:
        """Of the bytes, lower-case hexadecimal; empty before the end was reached."""
        return self._sha256.hexdigest() if self._at_end else ""

    def close(self) -> None:
        """Close what was opened for it."""
        self._opened.close()
        super().close()

    def _end(self) -> None:
        if self.done != self._size:
            raise InputError(
                f"{self._name} changed while it was read: of its {self._size:,} bytes {self.done:,} came."
            )
        if not self._at_end:
            self._at_end = True
            self._ended(self.sha256())
