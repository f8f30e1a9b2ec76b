"""Numbers that are not points: a range with a unit, or the reason why there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A volume known only as a range.

    Attributes:
        low_bbl, high_bbl: barrels, low <= high.
        basis: the formula with its numbers, in words.
        source_ids: sources of the inputs.
    """

    low_bbl: float
    high_bbl: float
    basis: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotEstimated:
    """No volume, and why: a missing number is never a zero."""

    reason: str


Volume = Estimate | NotEstimated
