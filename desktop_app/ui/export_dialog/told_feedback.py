"""A job's feedback that also tells how far the work is."""

from collections.abc import Callable

from desktop_app.runtime.feedback import Feedback


class ToldFeedback(Feedback):
    """Cancelled with the job's own.

    Args:
        job: the feedback that the job was given.
        told: called in the worker's thread with how much is done of how much.
    """

    def __init__(self, job: Feedback, told: Callable[[int, int], object]) -> None:
        super().__init__(told)
        self._job = job

    @property
    def is_cancelled(self) -> bool:
        """Whether the job was called off."""
        return self._job.is_cancelled
