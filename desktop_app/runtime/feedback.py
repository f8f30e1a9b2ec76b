"""Qt-free cancellation for work that runs elsewhere."""

import threading


class Cancelled(Exception):  # noqa: N818 - a state, not an error
    """The work was called off; its result is not wanted."""


class Feedback:
    """Given to a job; the owner cancels, the worker asks."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the worker to stop at its next check."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the owner has called the work off."""
        return self._cancelled.is_set()
