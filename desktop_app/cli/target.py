"""What a command does with a file that is there already."""

import sys
from pathlib import Path

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.whole_file import check_writable


def may_write(path: Path, *, force: bool) -> None:
    """Refuse a target before any work is done for it; on a terminal a file that is there is asked about.

    Raises:
        InputError: the folder is not there or cannot be written, or a file is there and is to stay.
    """
    asks = not force and path.is_file() and sys.stdin.isatty() and sys.stderr.isatty()
    check_writable(path, force=force or asks)
    if not asks:
        return
    print(f"{path} is there already; replace it? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise InputError(f"{path} is left as it was")
