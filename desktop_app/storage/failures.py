"""What SQLite and the operating system report about a case file, as one sentence that names the file."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from desktop_app.runtime.errors import InputError

_SAVE_ELSEWHERE: Final = "Save as case… keeps what this window shows."
_OF_EXTENDED: Final = {
    apsw.SQLITE_READONLY_DBMOVED: f"was moved, removed or replaced while it was open. {_SAVE_ELSEWHERE}",
    apsw.SQLITE_READONLY_ROLLBACK: (
        "was left in the middle of a change, and what undoes that cannot be written here; copy it together "
        "with the file of the same name ending in -journal into a folder of your own, and open it there."
    ),
}
_OF_PRIMARY: Final = {
    apsw.SQLITE_FULL: "cannot be written: the disk is full. Nothing of this change was kept.",
    apsw.SQLITE_IOERR: "cannot be read or written: the disk reports an error.",
    apsw.SQLITE_CORRUPT: "is damaged: its pages contradict each other.",
    apsw.SQLITE_NOTADB: "is damaged: it begins like an SQLite database and is none.",
    apsw.SQLITE_BUSY: "is being written by another program; try again when it has finished.",
    apsw.SQLITE_READONLY: "may not be written.",
    apsw.SQLITE_PERM: "may not be opened.",
    apsw.SQLITE_CANTOPEN: "cannot be opened, or its folder cannot be written.",
    apsw.SQLITE_TOOBIG: "holds a value that is too long to be read.",
    apsw.SQLITE_NOMEM: "needs more memory than there is.",
}
_OF_ERRNO: Final = {
    errno.ENOENT: "does not exist.",
    errno.ENOTDIR: "lies in a folder that does not exist.",
    errno.EACCES: "may not be opened: you have no right to it.",
    errno.EPERM: "may not be changed: you have no right to it.",
    errno.EROFS: "cannot be written: its disk is read-only.",
    errno.ENOSPC: "cannot be written: the disk is full.",
    errno.EDQUOT: "cannot be written: your share of the disk is used up.",
    errno.ENAMETOOLONG: "has too long a name.",
    errno.ELOOP: "is a link that leads nowhere.",
}


def sentence(error: apsw.Error | OSError, name: str) -> str:
    """What happened to the file of this name, for people."""
    if isinstance(error, OSError):
        return f"{name} {_OF_ERRNO.get(error.errno or 0, f'cannot be used: {error.strerror}.')}"
    # Both are set on errors that SQLite reported, not on those of apsw itself.
    extended, primary = getattr(error, "extendedresult", 0), getattr(error, "result", 0)
    text = _OF_EXTENDED.get(extended) or _OF_PRIMARY.get(primary)
    return f"{name} {text}" if text else f"{name} cannot be used: {error}."


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system report about `path` into `InputError`; interruptions pass."""
    try:
        yield
    except apsw.InterruptError:
        raise
    except (apsw.Error, OSError) as error:
        raise InputError(sentence(error, path.name)) from error
