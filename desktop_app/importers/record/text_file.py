"""A record file as text, with a sentence for everything that keeps it from being one."""

from pathlib import Path
from typing import Final

from desktop_app.runtime.errors import InputError

# A record is read by people in a diff: the largest file of the shipped one has under 100 kB.
MAX_FILE_BYTES: Final = 32 * 1024 * 1024


def read_text(path: Path) -> str:
    """The content of a UTF-8 file; a byte order mark is dropped.

    Raises:
        InputError: missing, a folder, unreadable, empty, too large, not UTF-8, or cut off.
    """
    data = _read_bytes(path)
    if not data.strip():
        raise InputError(f"{path}: the file is empty.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}, line {line}: byte {error.start + 1} is not UTF-8 text.") from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise InputError(f"{path}, line {line}: holds a NUL character.")
    if not text.endswith("\n"):
        line = text.count("\n") + 1
        raise InputError(f"{path}, line {line}: the file is cut off, its last line has no end.")
    return text


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder, a file is needed.")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise InputError(f"{path}: holds {size:,} bytes, a record file at most {MAX_FILE_BYTES:,}.")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: the file is missing.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
