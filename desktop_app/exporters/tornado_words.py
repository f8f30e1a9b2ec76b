"""The tornado in words: for the pointer, for screen readers, and what has no bar."""

from typing import Final

from desktop_app.domain.assumption import Key
from desktop_app.exporters.assumption_words import value_words
from desktop_app.exporters.wording import number
from desktop_app.query.tornado_results import Swing, Tornado

# What rests on an assumption that moves no documented volume.
ELSEWHERE: Final = {
    Key.LOAD_SPREAD: "moves the 95 % interval alone",
    Key.UNKNOWN_DWT: "moves the total with ships drawn alone",
    Key.DRAUGHT_ERROR: "moves the range of measured draughts, not the best figure",
    Key.STAY_DAYS: "moves the correction for days without a look alone",
}
NO_CALL: Final = "no volume under this filter rests on it"
HINT: Final = (
    "The best figure with one assumption at its lowest (pale) and at its highest (solid), "
    "all others at their best value."
)


def swing_words(swing: Swing) -> str:
    """One bar: both ends of the assumption with the headline there."""
    row = swing.assumption
    unit = f" {row.unit}" if row.unit else ""
    return (
        f"{row.name}: {number(swing.at_low_bbl)} bbl at {value_words(row.value.low, row.unit)}{unit}, "
        f"{number(swing.at_high_bbl)} bbl at {value_words(row.value.high, row.unit)}{unit}"
    )


def tornado_words(tornado: Tornado) -> str:
    """The whole chart."""
    if not tornado.swings:
        return "No assumption moves the headline under this filter."
    bars = "; ".join(swing_words(swing) for swing in tornado.swings)
    return f"Published headline {number(tornado.published_bbl)} bbl. {bars}."


def without_effect_words(tornado: Tornado) -> str:
    """What has no bar, and why; empty where all have one."""
    told = [f"{row.name} ({ELSEWHERE.get(row.key, NO_CALL)})" for row in tornado.without_effect]
    return f"Without a bar: {'; '.join(told)}." if told else ""
