"""Progress of work in parts, each of which counts by itself."""

from typing import Final

from desktop_app.runtime.feedback import Feedback

# Rows between two looks at whether the work was called off.
ROWS_A_STEP: Final = 500
_WHOLE: Final = 1_000


class Part(Feedback):
    """A part of some work: what it tells is put between two shares of the whole.

    Args:
        whole: of the work.
        first, last: shares of the whole, 0 to 1, at which the part begins and ends.
    """

    def __init__(self, whole: Feedback, first: float, last: float) -> None:
        super().__init__()
        self._whole = whole
        self._first, self._last = first, last

    def tell(self, done: int, total: int) -> None:
        """Say how far the part is.

        Raises:
            Cancelled: the whole work was called off.
        """
        share = done / total if total else 1.0
        self._whole.tell(round(_WHOLE * (self._first + (self._last - self._first) * share)), _WHOLE)

    def cancel(self) -> None:
        """Call the whole work off."""
        self._whole.cancel()

    @property
    def is_cancelled(self) -> bool:
        """Whether the whole work was called off."""
        return self._whole.is_cancelled


class Steps:
    """Counts rows and tells of them now and then."""

    def __init__(self, feedback: Feedback, total: int) -> None:
        self._feedback, self._total, self._done = feedback, total, 0

    def row(self) -> None:
        """One more row.

        Raises:
            Cancelled: the work was called off.
        """
        self._done += 1
        if self._done % ROWS_A_STEP == 0:
            self._feedback.tell(min(self._done, self._total), self._total)

    def end(self) -> None:
        """All is done.

        Raises:
            Cancelled: the work was called off.
        """
        self._feedback.tell(self._total, self._total)
