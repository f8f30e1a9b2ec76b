"""How far an import is, on one line of the terminal."""

import shutil
import sys
from time import monotonic
from types import TracebackType
from typing import Final, Self

from desktop_app.importers.progress import ImportProgress

# Before that a guess at what is left says nothing.
_LEAST_S: Final = 2.0
_LEAST_SHARE: Final = 0.02


def progress_words(progress: ImportProgress, seconds: float) -> str:
    """Step, file, rows, rows per second, time left.

    Args:
        progress: as told.
        seconds: since the beginning.
    """
    parts = [progress.step, progress.file] if progress.file else [progress.step]
    if progress.total_bytes:
        parts.append(f"{100 * progress.done_bytes // progress.total_bytes} %")
    parts.append(f"{progress.rows:,} rows")
    if seconds > 0:
        parts.append(f"{progress.rows / seconds:,.0f} rows/s")
    share = progress.done_bytes / progress.total_bytes if progress.total_bytes else 0.0
    if seconds >= _LEAST_S and _LEAST_SHARE <= share < 1:
        left = round(seconds * (1 - share) / share)
        parts.append(f"{left // 60} min {left % 60:02d} s left" if left >= 60 else f"{left} s left")  # noqa: PLR2004 - seconds of a minute
    return "  ".join(parts)


class ProgressLine:
    """Writes and wipes the line; writes nothing where no person looks on."""

    def __init__(self) -> None:
        self._begun = monotonic()
        self._is_seen = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line."""
        if self._is_seen:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def told(self, progress: ImportProgress) -> None:
        """Write it anew."""
        if self._is_seen:
            words = progress_words(progress, monotonic() - self._begun)
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\x1b[K{words[:width]}", end="", file=sys.stderr, flush=True)
