"""A folder for copies of attachments that are looked at, gone when the window goes."""

import tempfile
import threading
from pathlib import Path
from typing import Final

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.attachments import extract
from desktop_app.storage.media_types import HEAD_BYTES, is_shown_safely, media_type_of

PREFIX: Final = "tumen-"


class ViewingFolder:
    """Extracts each attachment once, into a folder only its owner can enter; made at the first need.

    Called from worker threads. `close` deletes folder and copies; a copy that another program still holds
    open on Windows stays until the system clears its temporary files.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._copies: dict[str, Path] = {}

    def copy_of(
        self, connection: apsw.Connection, attachment_id: str, feedback: Feedback | None = None
    ) -> Path:
        """A read-only copy to look at.

        Raises:
            InputError: as `attachments.extract`; or the content, whatever the case calls it, is of a kind
                that may reach for the network when it is opened.
            Cancelled: the feedback was cancelled.
        """
        with self._lock:
            copy = self._copies.get(attachment_id)
            if copy is None or not copy.exists():
                if self._folder is None:
                    self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
                copy = extract(connection, attachment_id, Path(self._folder.name), feedback)
                _check_kind(copy)
                self._copies[attachment_id] = copy
            return copy

    def close(self) -> None:
        """Delete the folder; a later `copy_of` would make another."""
        with self._lock:
            self._copies.clear()
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None


def _check_kind(copy: Path) -> None:
    with copy.open("rb") as file:
        kind = media_type_of(file.read(HEAD_BYTES), copy.name)
    if not is_shown_safely(kind):
        copy.unlink()
        raise InputError(
            f"{copy.name} is of a kind ({kind}) that may reach for the network when it is opened; "
            f"save it instead."
        )
