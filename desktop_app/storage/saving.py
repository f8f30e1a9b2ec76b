"""Writes a whole case file at once: under its name there is the old file or the new one, never a part.

The copy is made beside the target under a name of its own, brought to the disk, and renamed.
"""

import fcntl
import glob
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import apsw

from desktop_app.domain.case_info import CaseInfo
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.defences import LOG_TABLES, foreign_parts, harden
from desktop_app.storage.failures import telling
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.left_over import leave_out
from desktop_app.storage.locking import is_open_here
from desktop_app.storage.log_entries import append_entry, new_id
from desktop_app.storage.rows.desk import case_info_of
from desktop_app.storage.rows.reading import RowReader
from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.times import instant_text

SUFFIX: Final = ".gpkg"
_PAGES_PER_STEP: Final = 4_096  # 16 MB between two looks at the cancel flag
NO_DESCRIPTION: Final = "No description yet."
_PART: Final = ".part"


def save_copy(
    source: apsw.Connection, target: Path, feedback: Feedback | None = None, *, everything: bool = False
) -> None:
    """Write what `source` shows into `target`, in place of whatever file has that name.

    The copy is the same case: its id and log stay, so that both can be merged. Parts that Tumen did not make
    are left out if any of them could run.

    Args:
        source: any connection to a case, in memory or to a file that was removed meanwhile.
        target: the new file; its folder must exist.
        feedback: can call the copy off.
        everything: with contents that no row names any more, see `left_over`.

    Raises:
        InputError: the target is open, cannot be written or its disk is full; nothing is left behind.
        Cancelled: called off; nothing is left behind.
    """

    def fill(copy: apsw.Connection) -> None:
        fill_copy(copy, source, feedback)
        if not everything:
            leave_out(copy)

    write_whole(target, fill)


def save_as_case(
    source: apsw.Connection,
    target: Path,
    *,
    title: str,
    who: str,
    now: datetime,
    feedback: Feedback | None = None,
) -> None:
    """Make a case of one's own from a case that is nobody's, such as the reported record.

    It has a new id, a title of its own, and a log that begins now.

    Raises:
        InputError: as `save_copy`.
        Cancelled: as `save_copy`.
    """

    def fill(copy: apsw.Connection) -> None:
        fill_copy(copy, source, feedback)
        with copy:
            (earlier,) = copy.execute("SELECT title FROM case_info").fetchall()[0]
            copy.execute("DELETE FROM tumen_change")
            copy.execute("UPDATE tumen_schema SET case_id = ?", (new_id("case"),))
            copy.execute("UPDATE case_info SET title = ?, created_utc = ?", (title, instant_text(now)))
            append_entry(copy, kind="create", at=now, who=who, what=f"Make the case from: {earlier}")

    write_whole(target, fill)


def create_empty(target: Path, *, title: str, who: str, now: datetime) -> None:
    """Make a case that holds nothing yet.

    Raises:
        InputError: as `save_copy`.
    """

    def fill(copy: apsw.Connection) -> None:
        create_case(copy, CaseInfo(new_id("case"), title, NO_DESCRIPTION, None, synthetic=False, created=now))
        append_entry(copy, kind="create", at=now, who=who, what="Make an empty case")

    write_whole(target, fill)


def fill_copy(copy: apsw.Connection, source: apsw.Connection, feedback: Feedback | None) -> None:
    """Copy a case into an empty database, row by row if its pages would carry foreign parts over.

    Raises:
        Cancelled: called off.
    """
    if foreign_parts(source):
        _copy_rows(copy, source, feedback)
        return
    with copy.backup("main", source, "main") as backup:
        while not backup.done:
            backup.step(_PAGES_PER_STEP)
            _stop_if_cancelled(feedback)


def _copy_rows(copy: apsw.Connection, source: apsw.Connection, feedback: Feedback | None) -> None:
    (case_id,) = source.execute("SELECT case_id FROM tumen_schema").fetchall()[0]
    (row,) = RowReader().rows(source, "case_info")
    create_case(copy, case_info_of(row, str(case_id)))
    with copy:
        for table in (*LOG_TABLES, *(table.name for table in TABLES)):
            names = [name for (name,) in copy.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            columns, marks = ", ".join(names), ", ".join("?" * len(names))
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - a declared name
            rows = source.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - declared names
            copy.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - same
            _stop_if_cancelled(feedback)
        copy.executemany(
            "UPDATE gpkg_contents SET last_change = ?, min_x = ?, min_y = ?, max_x = ?, max_y = ? "
            "WHERE table_name = ?",
            source.execute("SELECT last_change, min_x, min_y, max_x, max_y, table_name FROM gpkg_contents"),
        )


def _stop_if_cancelled(feedback: Feedback | None) -> None:
    if feedback is not None and feedback.is_cancelled:
        raise Cancelled


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
