"""What a command is at, on one line of the terminal."""

import shutil
import sys
from types import TracebackType
from typing import Self


class StepLine:
    """Writes and wipes the line; writes nothing where no person looks on."""

    def __init__(self) -> None:
        self._is_seen = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line."""
        self._write("")

    def told(self, step: str) -> None:
        """Write it anew."""
        self._write(f"{step} …")

    def _write(self, words: str) -> None:
        if self._is_seen:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\x1b[K{words[:width]}", end="", file=sys.stderr, flush=True)
