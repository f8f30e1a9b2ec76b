"""Ctrl+C for commands that leave nothing half done."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

# As shells have it: 128 and the number of the signal.
INTERRUPTED_EXIT: Final = 130
_TURN_MS: Final = 100


@contextmanager
def interruption(stop: Callable[[], object]) -> Iterator[None]:
    """As `caught`, for a command that turns Qt's event loop."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - Qt only after the process is prepared

    # Python sees a signal only between two of its own instructions, and the loop runs none by itself.
    turn = QTimer()
    turn.timeout.connect(lambda: None)
    turn.start(_TURN_MS)
    try:
        with caught(stop):
            yield
    finally:
        turn.stop()


@contextmanager
def caught(stop: Callable[[], object]) -> Iterator[None]:
    """Ctrl+C and a polite end call `stop` instead of ending the process."""

    def on_signal(_: int, __: FrameType | None) -> None:
        stop()

    before = {one: signal.signal(one, on_signal) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
