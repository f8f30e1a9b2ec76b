"""From a name to the bytes that lie there: a file, a member of an archive, or of an archive in one."""

import io
import os
import shutil
import stat
import tempfile
from contextlib import ExitStack
from typing import BinaryIO, Final, NamedTuple, cast

from desktop_app.importers.files.archives import open_member
from desktop_app.importers.files.unpacking import most_unpacked, too_much
from desktop_app.importers.input_file import InputFile
from desktop_app.runtime.errors import InputError

# Between the name of an archive inside an archive and that of its member: no name holds it.
WITHIN: Final = "\0"
# So much of an archive inside an archive is kept in memory; the rest goes to a temporary file.
_IN_MEMORY_BYTES: Final = 1 << 24
_PIECE: Final = 1 << 20


class Fingerprint(NamedTuple):
    """What differs once a file on the disk was written, replaced or cut."""

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int


class Layer(NamedTuple):
    """Bytes as they lie there.

    Attributes:
        content: a stream of them.
        size: how many there are said to be.
        on_disk: of the file on the disk that holds them.
    """

    content: BinaryIO
    size: int
    on_disk: Fingerprint


def fingerprint(file: InputFile) -> Fingerprint:
    """Of the file on the disk.

    Raises:
        InputError: there is none.
    """
    try:
        return _fingerprint(file.path.stat())
    except (OSError, ValueError) as error:
        raise unreadable(file.name, error) from error


def open_layer(file: InputFile, opened: ExitStack) -> Layer:
    """What lies behind a name, not unpacked.

    Args:
        file: where; a member's name that ends with `WITHIN` stands for an archive that can be read at any
            place.
        opened: closes what was opened for it.

    Raises:
        InputError: it cannot be opened, is no ordinary file, or is no member that can be read.
    """
    plain, seen = _open_regular(file, opened)
    content, size = plain, seen.size
    parts = file.member.split(WITHIN) if file.member else []
    for place, part in enumerate(parts):
        if place:
            content = _spooled(content, file.name, most_unpacked(seen.size), opened)
        if part:
            content, size = open_member(content, part, file.name, most_unpacked(seen.size))
            opened.callback(content.close)
    return Layer(content, size, seen)


def unreadable(name: str, error: Exception) -> InputError:
    """The sentence for a file that the system does not give."""
    reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
    return InputError(f"{name} cannot be read: {reason}.")


def _open_regular(file: InputFile, opened: ExitStack) -> tuple[BinaryIO, Fingerprint]:
    try:
        # A pipe that nobody writes to would be waited for.
        descriptor = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise unreadable(file.name, error) from error
    try:
        status = os.fstat(descriptor)
        _require_regular(file.name, status)
        plain = io.FileIO(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    opened.callback(plain.close)
    return cast("BinaryIO", plain), _fingerprint(status)


def _require_regular(name: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise InputError(f"{name} is a folder.")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{name} is no ordinary file, but a device, a pipe or a socket.")


def _spooled(content: BinaryIO, name: str, most: int, opened: ExitStack) -> BinaryIO:
    """An archive inside an archive where it can be read at any place."""
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES, prefix="tumen-import-")  # noqa: SIM115 - closed by `opened`
    opened.callback(spool.close)
    try:
        shutil.copyfileobj(content, spool, _PIECE)
    except (OSError, EOFError, ValueError) as error:
        raise unreadable(name, error) from error
    if spool.tell() > most:
        raise too_much(name, most)
    spool.seek(0)
    return cast("BinaryIO", spool)


def _fingerprint(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
