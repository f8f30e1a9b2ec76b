"""Qt-free cancellation and progress for work that runs elsewhere."""

import threading
from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818 - a state, not an error
    """The work was called off; its result is not wanted."""


class Feedback:
    """Given to a job; the owner cancels, the worker asks and tells how far it is.

    Args:
        told: called by the worker, in its thread, with how much is done of how much.
    """

    def __init__(self, told: Callable[[int, int], object] | None = None) -> None:
        self._cancelled = threading.Event()
        self._told = told

    def tell(self, done: int, total: int) -> None:
        """Say how far the work is.

        Raises:
            Cancelled: the owner has called it off.
        """
        if self.is_cancelled:
            raise Cancelled
        if self._told is not None:
            self._told(done, total)

    def cancel(self) -> None:
        """Ask the worker to stop at its next check."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the owner has called the work off."""
        return self._cancelled.is_set()
