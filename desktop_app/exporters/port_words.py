"""What the port views say in sentences."""

from typing import Final

from desktop_app.domain.place import PortRole
from desktop_app.exporters.watch_words import minimum_sentence
from desktop_app.exporters.wording import NO_BREAK_SPACE, barrels, calls, number, number_range
from desktop_app.query.port_results import Cell, Matrix, PortActivity, Stay

ROLE_WORDS: Final = {
    PortRole.LOADING: "loading port",
    PortRole.DISCHARGE: "port of discharge",
    PortRole.RAIL: "rail head",
    PortRole.OTHER: "other port",
}
_DAY_H: Final = 24
# From here on hours are hard to read.
_LONG_H: Final = 72
# Of fewer stays quartiles say nothing more than the median.
_FEW: Final = 4


def of_total(count: int, total: int) -> str:
    """A count, and of how many where something is hidden: 12 of 43."""
    return number(count) if count == total else f"{number(count)} of {number(total)}"


def stay_sentence(stay: Stay) -> str:
    """The typical stay, on how many calls it rests, and what windows bound."""
    if stay.median_h is None or stay.lower_h is None or stay.upper_h is None:
        words = "Stay: not documented; no call has both its arrival and its departure."
    else:
        words = f"Stay: median {_duration(*stay.median_h)}"
        if stay.known >= _FEW:
            words += f", middle half {_duration(stay.lower_h[0], stay.upper_h[1])}"
        words += (
            f", over {number(stay.known)} of {calls(stay.calls, approximate=False)} "
            f"with arrival and departure documented."
        )
    if stay.window_h is not None:
        words += (
            f" {number(stay.windows)} known to a window of {_duration(*stay.window_h)} "
            f"lasted no longer if they lie within it."
        )
    return words


def _duration(low_h: float, high_h: float) -> str:
    """Hours, or days from three days on; one figure where both ends are equal when rounded."""
    if low_h >= _LONG_H:
        low, high = f"{low_h / _DAY_H:.3g}", f"{high_h / _DAY_H:.3g}"
        return f"{low if low == high else f'{low}–{high}'}{NO_BREAK_SPACE}days"
    return f"{number_range(low_h, high_h)}{NO_BREAK_SPACE}h"


def calls_sentence(activity: PortActivity) -> str:
    """That the calls are a minimum, and what the bars leave out."""
    if not activity.total:
        return "No call here is published; that is not a zero."
    if not activity.calls:
        return f"The filter hides all {calls(activity.total, approximate=False)}."
    parts = [minimum_sentence(activity.watched)]
    if activity.unplaced:
        parts.append(f"Not in a bar: {number(activity.unplaced)} known to no one month.")
    if activity.grouped:
        parts.append(f"Further {number(activity.grouped)} are counted by a source, not told one by one.")
    return " ".join(filter(None, parts))


def cell_words(cell: Cell) -> str:
    """Calls and volume of a cell, and what they leave out."""
    words = calls(cell.calls, approximate=cell.approximate)
    if cell.calls < cell.total:
        words += f" of {number(cell.total)}"
    if cell.estimated:
        words += f", {barrels(cell.low_bbl, cell.best_bbl, cell.high_bbl)}"
        if cell.estimated < cell.calls:
            words += f" for {number(cell.estimated)} of them"
    elif cell.calls:
        words += ", volume not estimated"
    if cell.uncounted:
        words += (
            f"; {number(cell.uncounted)} more stand in rows that are not counted, being counted in others"
        )
    return words


def matrix_sentence(matrix: Matrix) -> str:
    """What the sums of the matrix hold, and what they leave out."""
    total = matrix.everything
    counted = cell_words(total._replace(uncounted=0))
    left_out = []
    if total.uncounted:
        left_out.append(f"{number(total.uncounted)} that other rows count (+)")
    if matrix.sightings:
        left_out.append(f"{number(matrix.sightings)} sightings, which are no call")
    return f"Counted: {counted}." + (f" Left out: {'; '.join(left_out)}." if left_out else "")


def told_in_words(matrix: Matrix) -> str:
    """Destinations in words, with their calls."""
    told = ", ".join(f"“{text}” {number(count)}" for text, count in matrix.words)
    more = f" and {number(matrix.more_words)} more" if matrix.more_words else ""
    return f"Destinations in words: {told}{more}" if told else "Destinations in words: none passes"
