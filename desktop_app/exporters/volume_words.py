"""Volumes in words: what a bar stands for, what it leaves out, when the cap is crossed."""

from desktop_app.exporters.wording import calls, day, days, number, number_range
from desktop_app.query.volumes_results import Cell, RunningYear


def cell_words(cell: Cell) -> str:
    """What is documented, with its range, or that nothing is published."""
    counts = []
    if cell.calls:
        counts.append(calls(cell.calls, approximate=cell.approximate))
    if cell.consignments:
        counts.append(consignments(cell.consignments))
    if not counts:
        return "no call published"
    words = " and ".join(counts)
    if not cell.has_volume:
        return f"{words}, volume not estimated"
    volume = f"{number_range(cell.low_bbl, cell.high_bbl)} bbl"
    left = _left_out(cell)
    return f"{words}, {volume}" + (f" for {left}" if left else "")


def _left_out(cell: Cell) -> str:
    """Of how many the volume is, where it is not of all."""
    known = cell.estimated + cell.in_barrels
    total = cell.calls + cell.consignments
    return f"{number(known)} of them" if known < total else ""


def consignments(count: int) -> str:
    """A number of consignments by rail."""
    return f"{number(count)} consignment{'' if count == 1 else 's'} by rail"


def words_of_crossing(year: RunningYear, limit_bbl: float) -> str:
    """When a year's running total crosses the cap, between its first and its last possible day."""
    limit = f"{number(limit_bbl)} bbl"
    if year.crossed_first is None:
        return not_crossed(year.cell)
    if year.crossed_last is None:
        return f"only the high end crosses {limit}, on {day(year.crossed_first)} at the earliest"
    if year.crossed_first == year.crossed_last:
        return f"crosses {limit} on {day(year.crossed_first)}"
    first, last = year.crossed_first, year.crossed_last
    return f"crosses {limit} between {day(first).removesuffix(f' {last.year}')} and {day(last)}"


def crossing_in_short(year: RunningYear) -> str:
    """The same where there is little room."""
    if year.crossed_first is None:
        return "does not cross the cap by what is estimated"
    if year.crossed_last is None:
        return f"only the high end crosses the cap, {day(year.crossed_first)}"
    return f"crosses the cap {days(year.crossed_first, year.crossed_last)}"


def not_crossed(cell: Cell) -> str:
    """That the cap is not crossed, and of how much that can be said."""
    parts = []
    if cell.calls:
        parts.append(f"{number(cell.estimated)} of {calls(cell.calls, approximate=cell.approximate)}")
    if cell.consignments:
        parts.append(f"{number(cell.in_barrels)} of {consignments(cell.consignments)}")
    return f"does not cross the cap by what is estimated: {' and '.join(parts)}"
