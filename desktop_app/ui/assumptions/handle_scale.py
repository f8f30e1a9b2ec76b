"""How far the handles of an assumption go, and by which steps: arithmetic without Qt."""

from enum import Enum
from typing import Final, NamedTuple

from desktop_app.domain.assumption import BOUNDS, Key, Range

# A slider reaches this many times the published highest value, where the bounds leave room: what a parameter
# can be at all goes much further for some, and a hand on the slider would jump over what is likely.
REACH: Final = 2.0
# And never less than this share of the bounds: the published value may be their lower end.
LEAST_SHARE: Final = 0.1
# One press of an arrow key; Page up and down are ten.
STEPS: Final = {
    Key.LOAD_FRACTION: 0.01,
    Key.LADEN_FRACTION: 0.01,
    Key.LOAD_SPREAD: 0.005,
    Key.BBL_PER_T: 0.01,
    Key.UNKNOWN_DWT: 100.0,
    Key.WATERPLANE: 0.01,
    Key.NOT_CARGO: 0.005,
    Key.DRAUGHT_ERROR: 0.05,
    Key.WAGON_T: 1.0,
    Key.STAY_DAYS: 0.1,
}


class Handle(Enum):
    """One of the three values of a range; the value is its place in `Range`."""

    LOW = 0
    BEST = 1
    HIGH = 2


class HandleScale(NamedTuple):
    """Values along a slider.

    Attributes:
        least, most: at its ends, in the parameter's unit.
        step: one press of an arrow key.
    """

    least: float
    most: float
    step: float

    def share(self, value: float) -> float:
        """Where a value lies, 0 to 1; beyond the ends it is held to them."""
        return min(max((value - self.least) / (self.most - self.least), 0.0), 1.0)

    def value(self, share: float) -> float:
        """The value at a place, on a whole step."""
        return self.stepped(self.least + share * (self.most - self.least))

    def stepped(self, value: float) -> float:
        """The nearest whole step within the ends."""
        return min(max(round(round(value / self.step) * self.step, 9), self.least), self.most)


def scale_of(key: Key, value: Range, published: Range) -> HandleScale:
    """The scale of a parameter; it always holds the value in use."""
    least, most = BOUNDS[key]
    reach = max(REACH * published.high, least + LEAST_SHARE * (most - least))
    return HandleScale(least, max(min(most, reach), value.high), STEPS[key])


def moved_to(value: Range, handle: Handle, wanted: float) -> Range:
    """The range with one of its values elsewhere; it takes along those that would be out of order."""
    if handle is Handle.LOW:
        return Range(wanted, max(value.best, wanted), max(value.high, wanted))
    if handle is Handle.BEST:
        return Range(min(value.low, wanted), wanted, max(value.high, wanted))
    return Range(min(value.low, wanted), min(value.best, wanted), wanted)
