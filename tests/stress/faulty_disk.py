"""Disks that fail at the n-th access, as a layer over SQLite's own access to files.

A write that ends the process is cut in half first; a power cut also takes back, at random, what was written
and not yet synced.
"""

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import apsw

Accident = Callable[[], None]
_REAL = "unix"  # SQLite's own, by name: the default is the faulty one


class FaultyDisk(apsw.VFS):
    """The default disk of this process from now on; its `at`-th write, sync, cut or deletion goes wrong.

    Attributes:
        accesses: how many there were.
    """

    def __init__(self, accident: Accident, at: int) -> None:
        super().__init__(f"faulty-{id(self)}", _REAL, makedefault=True)
        self._accident = accident
        self._at = at
        self.accesses = 0

    def access(self) -> bool:
        """Count; True if this is the one that goes wrong."""
        self.accesses += 1
        return self.accesses == self._at

    def fail(self) -> None:
        """Let the accident happen."""
        self._accident()

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - apsw's
        """A file whose accesses are counted."""
        return _FaultyFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802 - apsw's
        """Delete, unless this is the accident."""
        if self.access():
            self.fail()
        self.forget(filename, synced=syncdir)
        super().xDelete(filename, syncdir)

    def writes(self, filename: str, offset: int, before: bytes) -> None:
        """A range is about to be written; what stands there now."""

    def forget(self, filename: str, *, synced: bool) -> None:
        """The file's content is on the disk, or the file is about to go."""


class _FaultyFile(apsw.VFSFile):
    def __init__(self, disk: FaultyDisk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        self._disk = disk
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else name or ""
        super().__init__(_REAL, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - apsw's
        there = max(0, min(len(data), self.xFileSize() - offset))
        before = self.xRead(there, offset) if there else b""
        self._disk.writes(self._name, offset, before.ljust(len(data), b"\0"))
        if self._disk.access():
            super().xWrite(data[: len(data) // 2], offset)
            self._disk.fail()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's
        if self._disk.access():
            self._disk.fail()
        super().xSync(flags)
        self._disk.forget(self._name, synced=True)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - apsw's
        if self._disk.access():
            self._disk.fail()
        super().xTruncate(newsize)


class FailingPower(FaultyDisk):
    """A disk that loses, when the power goes, a random part of what was not synced."""

    def __init__(self, chance: random.Random, at: int) -> None:
        super().__init__(self._cut, at)
        self._chance = chance
        self._unsynced: dict[str, list[tuple[int, bytes]]] = {}  # what stood there before, by file
        self._deleted: dict[str, bytes] = {}  # deletions that the folder may not know of yet

    def writes(self, filename: str, offset: int, before: bytes) -> None:
        """Keep what stands there; a file without a name ends with the process anyway."""
        if filename:
            self._unsynced.setdefault(filename, []).append((offset, before))

    def forget(self, filename: str, *, synced: bool) -> None:
        """Nothing of this file can be lost any more, unless it goes without its folder being synced."""
        self._unsynced.pop(filename, None)
        if not synced and Path(filename).exists():
            self._deleted[filename] = Path(filename).read_bytes()

    def _cut(self) -> None:
        for filename, ranges in self._unsynced.items():
            descriptor = os.open(filename, os.O_RDWR)
            for offset, before in reversed(ranges):
                if self._chance.random() < 1 / 2:
                    os.pwrite(descriptor, before, offset)
        for filename, content in self._deleted.items():
            if self._chance.random() < 1 / 2:
                Path(filename).write_bytes(content)
        die()


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    """What a full disk answers."""
    raise apsw.FullError("the disk is full")
