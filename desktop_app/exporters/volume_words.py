"""Volumes in words: what a bar stands for, what it leaves out, when the cap is crossed."""

from desktop_app.exporters.wording import barrels, calls, day, days, number
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
    volume = barrels(cell.low_bbl, cell.best_bbl, cell.high_bbl)
    left = left_out(cell)
    return f"{words}, {volume}" + (f" for {left}" if left else "")


def left_out(cell: Cell) -> str:
    """Of how many the volume is, where it is not of all."""
    known = cell.estimated + cell.in_barrels
    total = cell.calls + cell.consignments
    return f"{number(known)} of them" if known < total else ""


def without_volume(cell: Cell) -> str:
    """What of it is in no sum; empty where all has a volume."""
    missing = cell.calls - cell.estimated
    words = [calls(missing, approximate=cell.approximate)] if missing else []
    trains = cell.consignments - cell.in_barrels
    words += [consignments(trains)] if trains else []
    return f"{' and '.join(words)} without a volume" if words else ""


def consignments(count: int) -> str:
    """A number of consignments by rail."""
    return f"{number(count)} consignment{'' if count == 1 else 's'} by rail"


def words_of_crossing(year: RunningYear, limit_bbl: float) -> str:
    """When a year's running total crosses the cap: best, within its first and its last possible day."""
    limit = f"{number(limit_bbl)} bbl"
    first, best, last = year.crossed_first, year.crossed_best, year.crossed_last
    if first is None:
        return not_crossed(year.cell)
    if best is None:
        return f"only the high end crosses {limit}, on {day(first)} at the earliest"
    if last is None:
        early = f"the high end on {day(first)}"
        return f"crosses {limit} on {day(best)} by the best figures; {early}, the low end never"
    if first == last:
        return f"crosses {limit} on {day(first)}"
    return f"crosses {limit} on {day(best)} by the best figures, within {days(first, last)}"


def crossing_in_short(year: RunningYear) -> str:
    """The same where there is little room."""
    first, best, last = year.crossed_first, year.crossed_best, year.crossed_last
    if first is None:
        return "does not cross the cap by what is estimated"
    if best is None:
        return f"only the high end crosses the cap, {day(first)}"
    if last is None:
        return f"crosses the cap {day(best)} (from {day(first)} on)"
    return f"crosses the cap {day(best)}" + ("" if first == last else f" ({days(first, last)})")


def not_crossed(cell: Cell) -> str:
    """That the cap is not crossed, and of how much that can be said."""
    parts = []
    if cell.calls:
        parts.append(f"{number(cell.estimated)} of {calls(cell.calls, approximate=cell.approximate)}")
    if cell.consignments:
        parts.append(f"{number(cell.in_barrels)} of {consignments(cell.consignments)}")
    return f"does not cross the cap by what is estimated: {' and '.join(parts)}"
