"""Rows of a view made of groups: a head each, below it the group's rows where it is open.

Only numbers are kept, two a group and none a row, so that a million rows are grouped at once.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """What stands in a row of the view.

    Attributes:
        group: number of the group, -1 without groups.
        place: of the row among all rows; -1 for the head of the group.
    """

    group: int
    place: int


class GroupedRows:
    """Between rows of the view and places among all rows; without groups they are the same."""

    def __init__(self, rows: int, firsts: Sequence[int] = (), is_open: Callable[[int], bool] = bool) -> None:
        """`firsts` are the places at which the groups begin, ascending, the first 0."""
        self._rows = rows
        self._firsts = array("q", firsts)
        self._open = bytearray(is_open(group) for group in range(len(self._firsts)))
        self._heads = array("q", bytes(8 * len(self._firsts)))
        self._height = rows
        self._stack()

    def _stack(self) -> None:
        """Put the heads where they stand."""
        if not self._firsts:
            return
        at = 0
        for group in range(len(self._firsts)):
            self._heads[group] = at
            at += 1 + (self.size(group) if self._open[group] else 0)
        self._height = at

    def __len__(self) -> int:
        """Rows of the view."""
        return self._height

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self._firsts)

    def size(self, group: int) -> int:
        """Rows of a group, seen or not."""
        last = group + 1 == len(self._firsts)
        return (self._rows if last else self._firsts[group + 1]) - self._firsts[group]

    def first(self, group: int) -> int:
        """The place at which a group begins."""
        return self._firsts[group]

    def is_open(self, group: int) -> bool:
        """Whether the rows of a group are seen."""
        return bool(self._open[group])

    def head(self, group: int) -> int:
        """The row of the view in which the head of a group stands."""
        return self._heads[group]

    def set_open(self, group: int, *, is_open: bool) -> None:
        """Show or hide the rows of a group."""
        self._open[group] = is_open
        self._stack()

    def spot(self, view_row: int) -> Spot:
        """What stands in a row of the view."""
        if not self._firsts:
            return Spot(-1, view_row)
        group = bisect_right(self._heads, view_row) - 1
        within = view_row - self._heads[group] - 1
        return Spot(group, self._firsts[group] + within if within >= 0 else -1)

    def group_of(self, place: int) -> int:
        """The group of a place, -1 without groups."""
        return bisect_right(self._firsts, place) - 1

    def view_row(self, place: int) -> int | None:
        """The row of the view in which a place stands; None where its group is closed."""
        group = self.group_of(place)
        if group < 0:
            return place
        if not self._open[group]:
            return None
        return self._heads[group] + 1 + place - self._firsts[group]
