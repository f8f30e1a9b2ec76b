"""Who may write a case file: one window of one process at a time, kept by a lock that dies with the process.

The lock is `flock` on a descriptor of its own. SQLite's locks are POSIX locks, which a process loses as soon
as it closes any descriptor of the file; so a descriptor opened here stays open until the last window of this
process has let go of the file, and nothing else in the program opens a case file past SQLite.
"""

import fcntl
import os
import stat
import threading
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.runtime.errors import InputError
from desktop_app.storage.failures import telling


class Identity(NamedTuple):
    """Which file it is, whatever its name."""

    device: int
    inode: int


class _Held:
    """What this process has of one file."""

    def __init__(self) -> None:
        self.descriptors: list[int] = []
        self.users = 0
        self.written = False


_guard: Final = threading.Lock()
_files: Final[dict[Identity, _Held]] = {}


class FileHold:
    """One window's hold on a case file.

    Attributes:
        path: the file, links resolved.
        why_not: a sentence why this window may not write; empty if it may.
    """

    def __init__(self, path: Path, identity: Identity, held: _Held) -> None:
        self.path = path
        self.why_not = ""
        self._identity = identity
        self._held = held
        self._writes = False
        self._released = False

    def read(self, length: int) -> tuple[bytes, int]:
        """The first bytes of the file and its size in bytes."""
        descriptor = self._held.descriptors[0]
        return os.pread(descriptor, length, 0), os.fstat(descriptor).st_size

    def claim(self) -> None:
        """Become the one who writes, or learn in `why_not` who does."""
        name = self.path.name
        with _guard:
            if self._held.written:
                self.why_not = (
                    f"{name} is open for editing in another window; this window shows it read-only."
                )
                return
            try:
                fcntl.flock(self._held.descriptors[0], fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.why_not = (
                    f"{name} is open for editing in another process; this window shows it read-only."
                )
                return
            except OSError:
                self.why_not = (
                    f"{name} lies on a disk that knows no locks, so it is shown read-only; "
                    "Save as case… makes a copy elsewhere that can be changed."
                )
                return
            self._held.written = self._writes = True

    def ensure_in_place(self) -> None:
        """Refuse to go on once the file has another place or another file has its place.

        Raises:
            InputError: it was moved, removed or replaced; what is open can still be saved under another name.
        """
        try:
            status = self.path.stat()
        except OSError:
            what = "was moved or removed"
        else:
            if Identity(status.st_dev, status.st_ino) == self._identity:
                return
            what = "was replaced by another file"
        raise InputError(
            f"{self.path.name} {what} while it was open, so this change was not made. "
            "Save as case… keeps what this window shows."
        )

    def give_up_writing(self) -> None:
        """Let others write."""
        with _guard:
            self._unlock()

    def release(self) -> None:
        """Let go; only after every SQLite connection of this window is closed."""
        with _guard:
            if self._released:
                return
            self._released = True
            self._unlock()
            self._held.users -= 1
            if self._held.users == 0:
                del _files[self._identity]
                for descriptor in self._held.descriptors:
                    os.close(descriptor)

    def _unlock(self) -> None:
        if self._writes:
            fcntl.flock(self._held.descriptors[0], fcntl.LOCK_UN)
            self._held.written = self._writes = False


def hold(path: Path) -> FileHold:
    """Take hold of a file for one window, to read.

    Raises:
        InputError: it does not exist, is a folder or something else than a file, or may not be read.
    """
    with telling(path), _guard:
        real = path.resolve(strict=True)
        status = real.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"{path.name} is a folder; a case is one file that ends in .gpkg.")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path.name} is no file but a device or a pipe.")
        held = _files.get(Identity(status.st_dev, status.st_ino))
        if held is None:
            descriptor = os.open(real, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            # What was opened counts, not what was looked at: the name may have changed hands between.
            status = os.fstat(descriptor)
            held = _files.setdefault(Identity(status.st_dev, status.st_ino), _Held())
            held.descriptors.append(descriptor)
        held.users += 1
        return FileHold(real, Identity(status.st_dev, status.st_ino), held)


def is_open_here(path: Path) -> bool:
    """Whether a window of this process has the file open."""
    try:
        status = path.stat()
    except OSError:
        return False
    with _guard:
        return Identity(status.st_dev, status.st_ino) in _files
