"""Where a reader has been: back and forward as in a browser."""

from typing import Final, NamedTuple

MOST: Final = 200  # visits kept; older ones are forgotten


class Visit(NamedTuple):
    """One selection that was looked at.

    Attributes:
        selection: feature keys, "kind:id".
        place: the one of them that was shown.
        scrolled: how far its card was scrolled, in pixels.
    """

    selection: tuple[str, ...]
    place: int = 0
    scrolled: int = 0

    @property
    def key(self) -> str:
        """The key that was shown; empty for nothing."""
        return self.selection[self.place] if self.selection else ""


class Visits:
    """The visits in order, with the present one among them."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._at = -1

    @property
    def present(self) -> Visit:
        """The one that is shown; without a selection before the first."""
        return self._visits[self._at] if self._visits else Visit(())

    @property
    def before(self) -> Visit | None:
        """Where `back` would lead."""
        return self._visits[self._at - 1] if self._at > 0 else None

    @property
    def after(self) -> Visit | None:
        """Where `forward` would lead."""
        return self._visits[self._at + 1] if self._at + 1 < len(self._visits) else None

    def go(self, visit: Visit) -> None:
        """A new visit after the present one; what was ahead is forgotten."""
        self._visits = [*self._visits[: self._at + 1], visit][-MOST:]
        self._at = len(self._visits) - 1

    def amend(self, visit: Visit) -> None:
        """The present visit as it is left: another of its things, scrolled further."""
        if self._visits:
            self._visits[self._at] = visit

    def back(self) -> Visit | None:
        """Step back; None at the beginning."""
        if self.before is None:
            return None
        self._at -= 1
        return self.present

    def forward(self) -> Visit | None:
        """Step forward; None at the end."""
        if self.after is None:
            return None
        self._at += 1
        return self.present
