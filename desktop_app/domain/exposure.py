"""What a month lay open to view: its days, the looks on them, the calls that were seen."""

from typing import NamedTuple


class ExposedMonth(NamedTuple):
    """One port in one month, or in the part of a month that a filter asks about.

    Attributes:
        name: stands in sentences, "March 2024" or "Vostochny in March 2024".
        days: on which a call that is counted here can have begun.
        looks: whether there was a usable look, one for each of those days, then for the days that follow, as
            far as they are given; None where nothing is stated.
        calls: that were seen.
    """

    name: str
    days: int
    looks: tuple[bool | None, ...]
    calls: int
