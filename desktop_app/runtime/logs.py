"""Named loggers into one rotating file in the user's state folder; warnings also to the terminal."""

import logging
import sys
from pathlib import Path
from typing import Final

from platformdirs import user_state_path

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MAX_BYTES: Final = 1_000_000


def log_path() -> Path:
    """Where the log lies."""
    return user_state_path("tumen", appauthor=False) / "tumen.log"


def set_up_logs() -> None:
    """Start logging; where the folder cannot be written, the terminal alone must do."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(logging.Formatter("tumen: %(name)s: %(message)s"))
    root.addHandler(terminal)
    # Loads sockets and pickles: imported when the window is up.
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - see above

    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=2, encoding="utf-8", delay=True)
    except OSError as error:
        root.warning("no log is kept: %s", error)
        return
    file.setFormatter(logging.Formatter(FORMAT))
    root.addHandler(file)
