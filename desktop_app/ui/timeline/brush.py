"""The brush: what of the window of dates the hand holds, and where it goes when it is dragged."""

from enum import Enum, auto
from typing import Final, NamedTuple

from desktop_app.query.clauses import DateClause
from desktop_app.query.date_steps import Window
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.ui.charts.clock import Clock

HANDLE_PX: Final = 6.0


class Grip(Enum):
    """What the hand holds."""

    NONE = auto()
    FIRST = auto()
    LAST = auto()
    WINDOW = auto()
    NEW = auto()
    VIEW = auto()  # the clock itself, to move what is shown


class Days(NamedTuple):
    """Whole days by number, both ends included."""

    first: int
    last: int

    @classmethod
    def of(cls, window: Window) -> "Days":
        """The days of a window."""
        return cls(day_number(window.first), day_number(window.last))

    @property
    def window(self) -> Window:
        """The same as dates."""
        return Window(day_of(self.first), day_of(self.last))

    def moved(self, days: int, bounds: "Days") -> "Days":
        """The same later by some days, keeping its length, as far as the bounds go."""
        days = max(days, min(bounds.first - self.first, 0))
        days = min(days, max(bounds.last - self.last, 0))
        return Days(self.first + days, self.last + days)


def window_of(clause: DateClause, bounds: Days) -> Days:
    """The days of a clause; an open side goes to the end of the data, if that does not lie behind."""
    first = day_number(clause.first_day) if clause.first_day is not None else None
    last = day_number(clause.last_day) if clause.last_day is not None else None
    if first is None:
        first = bounds.first if last is None else min(bounds.first, last)
    if last is None:
        last = max(bounds.last, first)
    return Days(first, last)


def clause_of(days: Days, bounds: Days) -> DateClause:
    """The clause of some days; a side at the end of the data or beyond it stays open."""
    window = days.window
    return DateClause(
        None if days.first <= bounds.first else window.first,
        None if days.last >= bounds.last else window.last,
    )


def edges_px(days: Days, clock: Clock) -> tuple[float, float]:
    """Where the window's edges lie, held to what is shown."""
    left, right = clock.x_of_day(days.first), clock.x_of_day(days.last + 1)
    return min(max(left, clock.left), clock.right), max(min(right, clock.right), clock.left)


def grip_at(x: float, days: Days, clock: Clock, *, active: bool) -> Grip:
    """What is under the pointer; an edge outside what is shown cannot be taken."""
    left, right = clock.x_of_day(days.first), clock.x_of_day(days.last + 1)
    near_left, near_right = abs(x - left) <= HANDLE_PX, abs(x - right) <= HANDLE_PX
    if near_left and near_right:  # of a window of few pixels the nearer one
        return Grip.FIRST if x < (left + right) / 2 else Grip.LAST
    if near_left:
        return Grip.FIRST
    if near_right:
        return Grip.LAST
    return Grip.WINDOW if active and left < x < right else Grip.NEW


def dragged(grip: Grip, held: Days, anchor: int, day: int, bounds: Days) -> Days:
    """The window after a drag from day `anchor` to `day`; an edge drawn past the other turns it round."""
    match grip:
        case Grip.FIRST:
            return Days(min(day, held.last), max(day, held.last))
        case Grip.LAST:
            return Days(min(day, held.first), max(day, held.first))
        case Grip.NEW:
            return Days(min(day, anchor), max(day, anchor))
        case _:
            return held.moved(day - anchor, bounds)


def edge_moved(held: Days, days: int, *, first: bool) -> Days:
    """One edge moved by some days, no further than the other."""
    if first:
        return Days(min(held.first + days, held.last), held.last)
    return Days(held.first, max(held.last + days, held.first))
