"""One set-up at a time in one checkout."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.launcher.console import say


@contextmanager
def exclusive(folder: Path) -> Iterator[int]:
    """Hold `folder` alone; a second process waits until the first one is done.

    Yields the descriptor that carries the lock. A child process that inherits it keeps the lock even
    when the launcher is killed, so nobody builds an environment anew under a pip that is still writing.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up of this checkout is running: waiting for it.")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
