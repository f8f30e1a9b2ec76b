"""Files that are written whole or not at all: beside the target first, which then takes its place."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop_app.runtime.errors import InputError


def check_writable(path: Path, *, force: bool = True) -> None:
    """Refuse a target before any work is done for it.

    Raises:
        InputError: it is there already and `force` is off, it is a folder, or its folder is not there or
            cannot be written.
    """
    folder = path.parent
    if not folder.is_dir():
        raise InputError(f"cannot write {path}: there is no folder {folder}")
    if path.is_dir():
        raise InputError(f"cannot write {path}: it is a folder")
    if not os.access(folder, os.W_OK):
        raise InputError(f"cannot write {path}: the folder {folder} is read-only")
    if not force and path.exists():
        raise InputError(f"{path} is there already; --force replaces it")


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes; a reader never sees half a file.

    Raises:
        InputError: the disk or the folder refuses; what was there before is as it was.
    """

    def write(part: Path) -> None:
        part.write_bytes(data)

    make_whole(path, write)


def make_whole(path: Path, make: Callable[[Path], object]) -> None:
    """Let `make` write a file beside the target, with the same ending, then put it in the target's place.

    Raises:
        InputError: the disk or the folder refuses; what was there before is as it was.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=f".part{path.suffix}")
        os.close(handle)
        part = Path(name)
        make(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        # A temporary file is private; this one gets what the user's umask allows.
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
