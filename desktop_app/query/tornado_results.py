"""What each assumption by itself does to the headline: plain values."""

from typing import NamedTuple

from desktop_app.domain.assumption import Assumption


class Swing(NamedTuple):
    """The headline with one assumption at its low and at its high end, all others at their best value.

    Attributes:
        at_low_bbl, at_high_bbl: barrels; either may be the larger one.
    """

    assumption: Assumption
    at_low_bbl: float
    at_high_bbl: float

    @property
    def effect_bbl(self) -> float:
        """How far apart the two are."""
        return abs(self.at_high_bbl - self.at_low_bbl)


class Tornado(NamedTuple):
    """What every assumption does to the headline.

    Attributes:
        best_bbl: the headline under the assumptions in use.
        published_bbl: the headline under the published ones.
        swings: most effect first; those without any are not among them.
        without_effect: assumptions on which this headline does not rest.
    """

    best_bbl: float
    published_bbl: float
    swings: tuple[Swing, ...]
    without_effect: tuple[Assumption, ...]
