"""Writes a whole case file at once: under its name there is the old file or the new one, never a part.

The copy is made beside the target under a name of its own, brought to the disk, and renamed.
"""

import fcntl
import glob
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.defences import harden
from desktop_app.storage.failures import telling
from desktop_app.storage.locking import is_open_here

SUFFIX: Final = ".gpkg"
_PAGES_PER_STEP: Final = 4_096  # 16 MB between two looks at the cancel flag
_PART: Final = ".part"


def save_copy(
    source: apsw.Connection, target: Path, *, new_case_id: str = "", feedback: Feedback | None = None
) -> None:
    """Write what `source` shows into `target`, in place of whatever file has that name.

    Args:
        source: any connection to a case, in memory or to a file that was removed meanwhile.
        target: the new file; its folder must exist.
        new_case_id: for the copy of a case that is nobody's; empty keeps the id, so that both can be merged.
        feedback: can call the copy off.

    Raises:
        InputError: the target is open, cannot be written or its disk is full; nothing is left behind.
        Cancelled: called off; nothing is left behind.
    """

    def fill(copy: apsw.Connection) -> None:
        with copy.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(_PAGES_PER_STEP)
                if feedback is not None and feedback.is_cancelled:
                    raise Cancelled
        if new_case_id:
            copy.execute("UPDATE tumen_schema SET case_id = ?", (new_case_id,))

    write_whole(target, fill)


def write_whole(target: Path, fill: Callable[[apsw.Connection], None]) -> None:
    """Make a new file by `fill`, and give it the name `target` only once it is complete and on the disk.

    Raises:
        InputError: as `save_copy`.
    """
    with telling(target):
        target = target.resolve()
        _require_free(target)
        with _part_beside(target) as (part, descriptor):
            connection = apsw.Connection(str(part))
            try:
                harden(connection)
                # No second file beside the part: if this process dies, the part is rubbish as a whole.
                connection.pragma("journal_mode", "MEMORY")
                fill(connection)
                # A case that another program left in write-ahead mode is none in the copy.
                connection.pragma("journal_mode", "DELETE")
            finally:
                connection.close()
            os.fsync(descriptor)
            part.replace(target)
            _sync_folder(target.parent)


def _require_free(target: Path) -> None:
    """Refuse a name under which the new file would be harmed or would harm an open one."""
    name = target.name
    if target.is_dir():
        raise InputError(f"{name} is a folder; give the case another name.")
    if not target.parent.is_dir():
        raise InputError(f"{name} cannot be written: the folder {target.parent.name} does not exist.")
    if is_open_here(target):
        raise InputError(f"{name} is open in a window of this program; give the copy another name.")
    for tail in ("-journal", "-wal"):
        if Path(f"{target}{tail}").exists():
            # SQLite would roll the other file's change back into the new one.
            raise InputError(f"{name}{tail} is left of a change to another file; give the copy another name.")
    if target.exists() and not _lock_now_and_free(target):
        raise InputError(f"{name} is open for editing in another process; give the copy another name.")


def _lock_now_and_free(path: Path) -> bool:
    """Whether nobody holds the file's lock."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


@contextmanager
def _part_beside(target: Path) -> Iterator[tuple[Path, int]]:
    """A new empty file in the target's folder, locked while it is written, gone at the end unless renamed."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*{_PART}"):
        # Left by a process that died while it wrote; one that lives holds the lock.
        if _lock_now_and_free(left):
            left.unlink(missing_ok=True)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_PART}")
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield part, descriptor
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Bring a rename to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
